"""For the steering committee: what got better or worse between two looks at the plan, and why?"""

import streamlit as st

from masterplan import charts, texts, ui
from masterplan.access import COMMITTEE
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import choose, course, html, lists

ui.require(COMMITTEE)

# choose
view = ui.view()
_ = translator(view.language)
ui.show(
    html.heading(
        _("Changes"), _("From one look at the plan to another: which lights changed, and why.")
    )
)
with st.container(horizontal=True, vertical_alignment="bottom"):
    before = course.chosen_before(view)
if before is None:
    ui.show(
        html.blank(
            _("There is nothing to compare with yet."),
            _("Choose a later reporting date above, or upload the evaluations of an earlier one."),
            ui.href("upload"),
            _("Upload evaluations"),
        )
    )
    st.stop()
area = course.chosen_area(view)

# ask
looks = {**view.clocks, **before.clocks}
rows = ask("measures/changes", **looks)
if area:
    rows = rows[rows["topic_area_code"] == area]
transitions = ask("measures/transitions", **looks, area=area)
decisions = ask("measures/decisions", **view.clocks, measure=None)

# show
ui.show(course.summary(rows, view))
if not rows.empty:
    ui.show(course.list_of_changes(lists.page_of(rows), decisions, view))
names = {name: html.aspect_name(name, view.language) for name in ("effect", "delivery", "evidence")}
aspect = choose.one_of_few(_("Which light"), "aspect", names)
ui.chart(
    charts.flow(
        transitions[transitions["aspect"] == aspect],
        before.label,
        texts.date(view.on, view.language),
        names[aspect],
        view.language,
        view.is_dark,
    ),
    "flow",
)

# take away
lists.download(rows, "changes", view)
ui.foot(None)
