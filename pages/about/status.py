"""For administrators: is everything safe, and what would a restore bring back?"""

import streamlit as st

from masterplan import ui
from masterplan.access import ADMINISTRATORS
from masterplan.store import ask, open_store
from masterplan.store.schedule import back_up_for, last, plan_of
from masterplan.texts import UserError, translator
from masterplan.ui import html, identity, system

ui.require(ADMINISTRATORS)

# choose
view = ui.view()
_ = translator(view.language)

# ask
store = open_store()
plan = plan_of()
done = last(plan.folder)
uploads = ask("uploads/list", plan=None)

# show
ui.show(
    html.heading(
        _("System status"),
        _("Whether the data are safe. A backup counts once it was restored elsewhere for a trial."),
    ),
    system.verdict(done, plan, view),
)
left, right = st.columns(2, gap="large")
with left:
    ui.show(html.section(_("Last backup")), system.last_backup(done, view))
with right:
    ui.show(
        html.section(_("Database")),
        system.database(store.path, uploads, view),
    )
if uploads.empty:
    ui.show(
        html.blank(
            _("Nothing has been uploaded yet."),
            _("Upload a workbook; from then on there is something to back up."),
            ui.href("upload"),
            _("Upload evaluations"),
        )
    )
ui.show(html.section(_("Rules for backups")), system.rules(plan, view))

# take away: the one action of this page
if st.button(_("Back up now"), icon=":material/save:"):
    try:
        with st.spinner(_("Backing up, and restoring elsewhere for a trial …")):
            back_up_for(store, plan, identity.person())
    except UserError as error:
        st.error(html.unmarked(error.text(view.language)))
    else:
        st.rerun()
