"""For analysts: what is in this workbook, what is wrong with it, and what would it change?"""

import streamlit as st

from masterplan import ui
from masterplan.access import ANALYSTS
from masterplan.store import open_store
from masterplan.texts import UserError, translator
from masterplan.ui import findings_list, html, intake, preview, signature, understanding

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
        _("Workbook or table (Excel, LibreOffice, CSV; at most 25 MB)"),
        type=["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt"],
        key=intake.field(),
    )
with right:
    intake.template_offer(view)
if file is None:
    ui.show(intake.steps(view))
    st.stop()

# ask
store = open_store()
try:
    understood = understanding.understand(file.getvalue(), file.name, store, view)
    reading = understood.reading
    with st.spinner(_("Comparing with what is stored …")):
        rehearsal = None if reading.has_errors else store.rehearse(reading, view.on)
except UserError as error:
    st.error(html.unmarked(error.text(view.language)))
    st.stop()

# show
findings_list.findings(reading, view)
if rehearsal is None:
    st.stop()
ui.show(preview.preview(rehearsal, view, _("What this file changes")))
if rehearsal.is_without_effect:
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
    name = signature.name_field()
    is_correction = preview.corrects(rehearsal)
    reason = st.text_input(
        _("Reason for the corrections") if is_correction else _("Remark (optional)"),
        max_chars=500,
    )
    if st.form_submit_button(_("Store these changes"), type="primary"):
        if not name.strip():
            st.error(_("Please enter your name: every upload names who made it."))
        elif is_correction and not reason.strip():
            st.error(_("Please say why values are corrected or withdrawn."))
        else:
            person = signature.signer(name)
            try:
                with st.spinner(_("Storing …")):
                    done = store.commit(reading, person, reason.strip() or None)
                if understood.mapping is not None:
                    understanding.keep(understood.mapping, store, person)
            except UserError as error:
                st.error(html.unmarked(error.text(view.language)))
            else:
                intake.committed(done)
                st.rerun()
