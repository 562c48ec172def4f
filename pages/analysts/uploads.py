"""For analysts: what was uploaded, by whom, what did it do, and how is it taken back?"""

import streamlit as st

from masterplan import ui
from masterplan.access import ANALYSTS
from masterplan.store import ask, open_store
from masterplan.texts import UserError, translator
from masterplan.ui import history, html, signature

ui.require(ANALYSTS)

# choose
view = ui.view()
_ = translator(view.language)
ui.show(
    html.heading(
        _("Uploads"),
        _(
            "An upload is never changed. Withdrawing hides its rows from now on; "
            "the past keeps them."
        ),
    )
)

# ask
rows = ask("uploads/list", plan=view.plan)
if rows.empty:
    ui.show(
        html.blank(
            _("Nothing has been uploaded yet."),
            _("Upload a workbook; it appears here with everything it did."),
            ui.href("upload"),
            _("Upload evaluations"),
        )
    )
    st.stop()

# show
if message := st.session_state.pop("withdrawal_done", None):
    st.success(message, icon=":material/check_circle:")
ui.show(history.uploads(rows, view))

# take away: the original file, or the upload itself
ui.show(
    html.section(
        _("One upload"), _("Download its original, withdraw it, or take a withdrawal back.")
    )
)
chosen = history.chosen_upload(rows, view)
history.original_offer(chosen, view)
history.comparison(rows, chosen, view)
ui.show(history.effect(chosen, view))
with st.form("withdraw", border=False):
    name = signature.name_field()
    reason = st.text_input(_("Reason"), max_chars=500)
    label = _("Take the withdrawal back") if chosen["is_withdrawn"] else _("Withdraw this upload")
    if st.form_submit_button(label):
        if not name.strip() or not reason.strip():
            st.error(_("Please enter your name and a reason: both stay in the history."))
        else:
            store = open_store()
            act = store.reinstate if chosen["is_withdrawn"] else store.withdraw
            try:
                act(int(chosen["upload_id"]), signature.signer(name), reason.strip())
            except UserError as error:
                st.error(error.text(view.language))
            else:
                st.session_state["withdrawal_done"] = history.withdrawal_text(chosen, view)
                st.rerun()
