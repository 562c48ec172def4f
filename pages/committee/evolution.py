"""For the steering committee: how did the plan itself change, by which resolution and why?"""

import streamlit as st

from masterplan import ui
from masterplan.access import COMMITTEE
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import choose, evolution, html, lists

ui.require(COMMITTEE)

# choose
view = ui.view()
_ = translator(view.language)
ui.show(
    html.heading(
        _("Plan updates"),
        _("Measures added, replaced, postponed or dropped; targets revised; milestones moved."),
    )
)

# ask
rows = ask("plan/updates", **view.clocks)

# show
if rows.empty:
    ui.show(
        html.blank(
            _("The plan stands as it was resolved."),
            _("What later uploads add, replace, postpone, drop or re-aim is listed here."),
            ui.href("uploads"),
            _("Show the uploads"),
        )
    )
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom"):
    kind = choose.one_of(_("What changed"), "kind", evolution.kinds(rows, view), width=320)
found = rows[rows["kind"] == kind] if kind else rows
page = lists.page_of(found)
ui.show(evolution.by_resolution(page, view))

# take away
lists.download(found, "updates", view)
ui.foot(None)
