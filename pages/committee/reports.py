"""For the steering committee: which reports did the council get, and what does the next one say?"""

import datetime as dt

import streamlit as st

from masterplan import ui
from masterplan.access import COMMITTEE
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import html, report_draft, report_files, report_list, report_texts

ui.require(COMMITTEE)

# choose
view = ui.view()
_ = translator(view.language)

# a frozen report
if view.report is not None:
    number = int(view.report["frozen_report_id"])
    text = str(ask("reports/frozen_data", report=number)["data"][0])
    back = "← " + _("All reports")
    now = {"report": None, "known_at": None, "on": dt.date.today().isoformat()}
    link = html.anchor(ui.href("reports", **now), back)
    ui.show(html.heading(view.report["title"], "", link))
    report_draft.told(view)
    ui.show(report_list.told(view.report, text, view))
    with st.container(key="narrow"):
        report_files.offer(report_list.source(view.report, text), view)
    ui.show(report_list.ways(view.report, view))
    ui.foot(None)
    st.stop()

# all of them
reports = ask("reports/frozen", plan=view.plan)
ui.show(
    html.heading(
        _("Reports"),
        _("What the council was given, as it was given; and the next report, while it is written."),
    )
)
report_draft.told(view)
if reports.empty and not report_draft.has_measures(view):
    ui.show(
        html.blank(
            _("There is nothing to report on yet."),
            _("A report needs measures: upload the plan, or choose a later reporting date."),
            ui.href("upload"),
            _("Upload evaluations"),
        )
    )
    st.stop()
if reports.empty:
    ui.show(
        html.blank(
            _("No report has been frozen yet."),
            _("Choose below what the first one is about: its draft is ready at once."),
            ui.href("reports", part="plan"),
            _("Write a report on the whole plan"),
        )
    )
else:
    ui.show(report_list.listed(reports, view))

# a new one
ui.show(html.section(_("The next report")))
scope = report_draft.chosen_scope(view)
if scope is None:
    ui.foot(None)
    st.stop()
draft = report_draft.draft(scope, view)
ui.show(report_draft.state(draft, view))
with st.container(key="narrow"):
    report_texts.writing(draft, view)
    report_texts.unstored(draft, view)
    report_files.offer(report_draft.source(draft, view), view)
    report_draft.freezing(draft, view)
ui.foot(None)
