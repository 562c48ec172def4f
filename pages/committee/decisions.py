"""For the steering committee: what did we decide, on which evidence, and was it done?"""

import streamlit as st

from masterplan import ui
from masterplan.access import COMMITTEE
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import choose, html, lists, resolutions
from masterplan.vocabulary import DecisionState

ui.require(COMMITTEE)

# choose
view = ui.view()
_ = translator(view.language)
ui.show(
    html.heading(
        _("Decisions"), _("What was decided, with what was known then, and what became of it.")
    )
)
resolutions.told(view)

# ask
measures = ask("measures/status", **view.clocks)
rows = ask("measures/decisions", **view.clocks, measure=None)
chosen = rows[rows["decision_id"].astype(str) == (ui.asked_for("decision") or "")]

# show
if len(chosen):
    decision = chosen.to_dict("records")[0]
    ui.show(html.anchor(ui.href("decisions"), f"← {_('All decisions')}"))
    ui.show(resolutions.listed(chosen, view), resolutions.course(decision["decision_id"], view))
    with st.container(key="narrow"):
        resolutions.following_up(decision, view)
    ui.foot(None)
    st.stop()
if rows.empty:
    ui.show(
        html.blank(
            _("Nothing has been decided yet."),
            _("Record the first decision below, or in the meeting while you speak of a measure."),
            ui.href("meeting"),
            _("Open the meeting"),
        )
    )
else:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        state = choose.one_of(_("State"), "state", choose.words(DecisionState), width=180)
    found = rows[rows["state"] == state] if state else rows
    if found.empty:
        ui.show(html.blank(_("No decision has this state."), _("Choose another one, or all.")))
    else:
        ui.show(resolutions.listed(lists.page_of(found), view))

# take away, or record another one
if len(rows):
    lists.download(rows, "decisions", view)
titles = {
    code: f"{code} {title or ''}"
    for code, title in zip(measures["measure_code"], measures["title"], strict=True)
}
with st.expander(_("Record a decision"), expanded="measure" in st.query_params):
    measure = choose.one_of(_("Measure (open: the whole plan)"), "measure", titles, width=560)
    if view.plan is not None:
        resolutions.recording(view, measure)
ui.foot(None)
