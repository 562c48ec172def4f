"""For analysts: what is in this workbook, what is wrong with it, and what would it change?"""

import streamlit as st

from masterplan import ui
from masterplan.access import ANALYSTS
from masterplan.store import open_store
from masterplan.texts import translator
from masterplan.ui import html, intake
from masterplan.workbook.read import read

ui.require(ANALYSTS)

# choose
view = ui.view()
_ = translator(view.language)
ui.show(
    html.heading(
        _("Upload evaluations"),
        _("Choose a workbook. Nothing is stored before you have seen what it changes."),
    )
)
intake.last_receipt(view)
left, right = st.columns([3, 2], gap="large")
with left:
    file = st.file_uploader(
        _("Workbook (.xlsx, at most 25 MB)"), type=["xlsx", "xlsm"], key=intake.field()
    )
with right:
    intake.template_offer(view)
if file is None:
    ui.show(intake.steps(view))
    st.stop()

# ask
with st.spinner(_("Reading and checking the workbook …")):
    store = open_store()
    reading = read(file.getvalue(), file.name, store.known(), view.plan)
    receipt = None if reading.has_errors else store.rehearse(reading)

# show
ui.show(intake.findings(reading, view))
if receipt is None:
    intake.take_away(reading, view)
    st.stop()
ui.show(intake.changes(receipt, view))
if receipt.is_without_effect:
    ui.show(
        html.blank(
            _("Everything in this file is stored already."),
            _(
                "Nothing has to be done. To correct a value, change it in the workbook "
                "and upload it again."
            ),
        )
    )
    st.stop()

# take away: the one action of this page
with st.form("commit", border=False):
    person = st.text_input(_("Your name"), value=intake.person(), max_chars=100)
    reason = st.text_input(
        _("Reason for the corrections") if intake.corrects(receipt) else _("Remark (optional)"),
        max_chars=500,
    )
    if st.form_submit_button(_("Store these changes"), type="primary"):
        if not person.strip():
            st.error(_("Please enter your name: every upload names who made it."))
        elif intake.corrects(receipt) and not reason.strip():
            st.error(_("Please say why values are corrected or withdrawn."))
        else:
            done = store.commit(reading, person.strip(), reason.strip() or None)
            intake.committed(done, person.strip())
            st.rerun()
