"""For the steering committee, in session: what do we speak of next, and what do we decide?"""

import streamlit as st

from masterplan import ui
from masterplan.access import COMMITTEE
from masterplan.reports.minutes import minutes
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import course, downloads, html, meeting, resolutions

ui.require(COMMITTEE)

# choose
view = ui.view()
_ = translator(view.language)
with st.container(horizontal=True, vertical_alignment="bottom", key="meeting_frame"):
    ui.show(html.heading(_("Meeting")))
    session = meeting.chosen_meeting(view)

# ask
looks = {"before_on": course.previous(view) or view.on, "before_known_at": view.known_at}
urgent = ask("measures/attention", **view.clocks, **looks, limit=meeting.ITEMS).to_dict("records")
decisions = ask("measures/decisions", **view.clocks, measure=None)

# show
if not urgent:
    ui.show(
        html.blank(
            _("Nothing needs the committee at this date."),
            _("Choose a later reporting date above, or open a measure from the list."),
            ui.href("measures"),
            _("Show all measures"),
        )
    )
    st.stop()
number = meeting.chosen_item(len(urgent), view)
record = urgent[number]
ui.show(meeting.item(record, looks["before_on"], view))
resolutions.told(view)
left, right = st.columns([3, 2], gap="large")
with left:
    ui.show(meeting.decided(record, view))
with right:
    ui.show(html.section(_("Decide")))
    resolutions.recording(view, record["measure_code"], session)

# take away
taken = meeting.at(session, decisions)
ui.show(html.section(_("Minutes"), meeting.summary(session, taken, view)))
downloads.download(
    _("Download the minutes"),
    lambda: minutes(
        meeting.protocol(session, urgent, taken, looks["before_on"], view), view.language
    ),
    meeting.minutes_name(session, view),
)
ui.foot(None)
