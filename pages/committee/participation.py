"""For the steering committee: what do forums and science say beside the working groups?"""

import streamlit as st

from masterplan import ui
from masterplan.access import COMMITTEE
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import choose, course, html, lists, voices

ui.require(COMMITTEE)

# choose
view = ui.view()
_ = translator(view.language)
ui.show(
    html.heading(
        _("Participation"),
        _("What citizens, experts and science said last, beside what the working groups say."),
    )
)

# ask
rows = ask("measures/perspectives", **view.clocks)

# show
if rows.empty:
    ui.show(
        html.blank(
            _("Nobody has rated a measure yet."),
            _("Upload a workbook with the sheet Bewertungen, one row per measure and perspective."),
            ui.href("upload"),
            _("Upload evaluations"),
        )
    )
    st.stop()
area = course.chosen_area(view)
kinds = {"all": _("All measures"), "other": _("Only where they disagree")}
which = choose.one_of_few(_("Measures"), "which", kinds)
found = rows[rows["topic_area_code"] == area] if area else rows
if which == "other":
    found = found[found["measure_code"].isin(found.loc[found["is_other"], "measure_code"])]
if found.empty:
    ui.show(html.blank(_("Here all agree."), _("Choose another topic area, or all measures.")))
else:
    ui.show(voices.by_topic_area(voices.page_of(found), view))

# take away
lists.download(found, "participation", view)
ui.foot(None)
