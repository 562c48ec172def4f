"""For everybody: how do the lights come about, from which rules and thresholds?"""

import streamlit as st

from masterplan import charts, ui
from masterplan.access import COMMITTEE
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import html, method_page

ui.require(COMMITTEE)

# choose
view = ui.view()
_ = translator(view.language)

# ask
values = method_page.thresholds(ask("plan/method", known_at=view.known_at), view)
indicators = ask("indicators/status", **view.clocks)
chosen = method_page.example_of(indicators)

# show
ui.show(
    html.heading(
        _("Method"),
        _("How the lights come about. The thresholds are those in force at the moment asked for."),
    ),
    method_page.clocks(view),
    method_page.lights(view),
)
left, right = st.columns(2, gap="large")
with left:
    ui.show(method_page.delivery(values, view))
with right:
    ui.show(method_page.evidence(values, view))
ui.show(method_page.effect(values, view))
left, right = st.columns(2, gap="large")
with left:
    ui.show(method_page.path(values, view))
with right:
    ui.show(method_page.adding_up(view))
ui.show(html.section(_("A worked example from this plan")))
if indicators.empty:
    ui.show(
        html.blank(
            _("There is no indicator at this date."),
            _("Choose a later date, or upload a workbook with the sheet Indikatoren."),
            ui.href("upload"),
            _("Upload evaluations"),
        )
    )
    st.stop()
if chosen is None:
    ui.show(html.facts([(_("Light"), _("No indicator of this plan can be assessed yet."))]))
else:
    scope = {
        "plan": view.plan,
        "indicator": chosen["indicator_code"],
        "on": view.on,
        "known_at": view.known_at,
    }
    judged = ask("indicators/target_lights", **scope).to_dict("records")[0]
    left, right = st.columns([3, 2], gap="large")
    with left:
        ui.show(method_page.example(chosen, judged, view))
    with right:
        ui.chart(
            charts.series(
                ask("indicators/series", **scope, measure=None),
                ask("indicators/path", **scope, measure=None),
                chosen["unit"],
                view.on,
                view.language,
                view.is_dark,
                _("Development"),
                height=260,
            ),
            "example",
        )
ui.foot(None)
