"""For the steering committee: how do the measures of each phase, topic area or goal add up?"""

import streamlit as st

from masterplan import ui
from masterplan.access import COMMITTEE
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import html, rollups

ui.require(COMMITTEE)

# choose
view = ui.view()
_ = translator(view.language)
ui.show(html.heading(_("Balance"), _("The measures added up; each number with what it counts.")))
by = rollups.grain(view)

# ask
rows = ask("plan/rollup", **view.clocks, grain=by)

# show
if not rows["measures"].sum():
    ui.show(
        html.blank(
            _("There are no measures at this date."),
            _("Choose a later date, or upload a workbook with the sheet Maßnahmen."),
            ui.href("upload"),
            _("Upload evaluations"),
        )
    )
    st.stop()
ui.show(rollups.groups(rows, by, view))
ui.foot(None)
