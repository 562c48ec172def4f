"""For administrators: who did what, and when?"""

import streamlit as st

from masterplan import ui
from masterplan.access import ADMINISTRATORS
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui import audit, choose, html, lists

ui.require(ADMINISTRATORS)

# choose
view = ui.view()
_ = translator(view.language)
ui.show(html.heading(_("Audit"), audit.about(view)))
with st.container(horizontal=True, vertical_alignment="bottom"):
    search = choose.search(_("Name, subject or detail"))
    person = choose.one_of(_("Person"), "who", audit.people(), width=220)
    action = choose.one_of(_("What"), "action", audit.actions(view), width=220)
    since = choose.day(_("From"), "since")
    until = choose.day(_("Until"), "until")

# ask
rows = ask(
    "audit/list",
    person=person,
    account=None,
    action=action,
    since=since,
    until=until,
    search=search,
)

# show
if rows.empty:
    ui.show(
        html.blank(
            _("Nothing that was done fits."),
            _("Widen the filter. What is older than the time it is kept for is gone."),
            ui.href("audit"),
            _("Show the whole audit"),
        )
    )
else:
    ui.show(audit.events(lists.page_of(rows), len(rows), view))

    # take away
    lists.download(rows, "audit", view)
