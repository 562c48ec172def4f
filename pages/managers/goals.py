"""For managers: what serves which goal, how does it stand, and where is something missing?"""

import streamlit as st

from masterplan import ui
from masterplan.access import MANAGERS
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import goal_tree, html, lists

ui.require(MANAGERS)

# choose
view = ui.view()
_ = translator(view.language)
ui.show(html.heading(_("Goals"), _("From the vision to the indicator: what serves what.")))

# ask
goals = ask("plan/rollup", **view.clocks, grain="goal")
whole = ask("plan/rollup", **view.clocks, grain="plan")
measures = ask("plan/goal_measures", **view.clocks)
indicators = ask("indicators/status", **view.clocks)
gaps = ask("plan/gaps", **view.clocks)

# show
if goals.empty:
    ui.show(
        html.blank(
            _("There are no goals and no measures at this date."),
            _("Choose a later date, or upload a workbook with the sheets Ziele and Maßnahmen."),
            ui.href("upload"),
            _("Upload evaluations"),
        )
    )
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom"):
    unfolded = goal_tree.depth(view)
    only = goal_tree.shown(view)
if only == "attention":
    measures = goal_tree.asking(measures)
if measures.empty and goals["measures"].sum():
    ui.show(html.section(_("No measure is at risk or off track."), _("The goals are shown alone.")))
ui.show(f'<p class="mp-quiet">{html.esc(goal_tree.standing(whole.iloc[0], view))}</p>')
ui.show(goal_tree.Tree(measures, indicators, unfolded, view).html(goals))
ui.show(
    html.section(
        _("Gaps"),
        _("What is not joined up. Dropped and postponed measures owe nothing."),
    )
)
ui.show(goal_tree.gaps(gaps, view))

# take away
lists.download(gaps, "gaps", view)
ui.foot(None)
