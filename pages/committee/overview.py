"""For the steering committee: where does the plan stand, what changed, what needs us?"""

import streamlit as st

from masterplan import charts, ui
from masterplan.access import COMMITTEE
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import agenda, course, goals_list, html, matrix, overview, quadrants

ui.require(COMMITTEE)

# choose
view = ui.view()
_ = translator(view.language)
if view.plan is None:
    ui.show(
        html.blank(
            _("There is no plan yet."),
            _("Upload a workbook with the sheet Plan, or start with an empty template."),
            "upload",
            _("Upload evaluations"),
        )
    )
    st.stop()

# ask
plan = ask("plan/list").set_index("plan_code").loc[view.plan]
standings = ask("plan/standing", **view.clocks).to_dict("records")
if not standings:
    ui.show(
        html.heading(plan["title"]),
        html.blank(
            _("This plan has no measures at this date."),
            _("Choose a later date, or upload a workbook with the sheet Maßnahmen."),
            "upload",
            _("Upload evaluations"),
        ),
    )
    st.stop()
standing = standings[0]
before = course.previous(view)
before_on = before or view.on
looks = {**view.clocks, "before_on": before_on, "before_known_at": view.known_at}
changed = ask("measures/changes", **looks)
urgent = ask("measures/attention", **looks, limit=6)
decisions = ask("measures/decisions", **view.clocks, measure=None)
cells = ask("plan/matrix", **view.clocks)
aims = ask("plan/rollup", **view.clocks, grain="goal")
crossed = ask("measures/by_delivery_and_effect", **view.clocks)
phases = ask("plan/progress_by_phase", **view.clocks)
positions = ask("measures/positions_by_topic_area", **view.clocks)

# show
ui.show(overview.lead(plan["title"], standing, view))
ui.show(overview.strips(standing, view), overview.not_counted(standing, view))
left, right = st.columns([3, 2], gap="large")
with left:
    ui.show(agenda.attention_section(urgent, before_on, view), overview.more(decisions, view))
with right:
    ui.show(agenda.changes_section(changed, before, view))
phases_and_areas = html.section(
    _("Phases and topic areas"),
    _("Each bar counts the measures by their light. A click shows the measures behind it."),
)
ui.show(html.beside(phases_and_areas + matrix.matrix(cells, view), goals_list.goals(aims, view)))
ui.show(quadrants.quadrants(crossed, view))
left, right = st.columns(2, gap="large")
with left:
    ui.chart(charts.progress_by_phase(phases, view.language, view.is_dark), "phases")
with right:
    ui.chart(charts.positions_by_topic_area(positions, view.language, view.is_dark), "positions")
ui.foot(standing)
