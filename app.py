"""The app: page setup, who is there, the frame that every page shares, and the page asked for."""

import streamlit as st

from masterplan import ui
from masterplan.access import PAGES, SAVE_VIEW, may
from masterplan.texts import UserError, translator
from masterplan.ui import gate, identity, saved

st.set_page_config(page_title="Masterplan-Monitor", page_icon="static/icon.png", layout="wide")

_ = translator(ui.language())
try:
    who = identity.person()
except UserError as error:  # settings that are not right let nobody in
    st.error(error.text(ui.language()))
    st.stop()
sections: dict[str, list[st.Page]] = {}
for page in PAGES:
    sections.setdefault(_(page.section), []).append(
        st.Page(
            gate.source(page, who, page is PAGES[0]),
            title=_(page.title),
            url_path=page.address if page is not PAGES[0] else "",
            default=page is PAGES[0],
            visibility="visible" if gate.is_shown(page, who) else "hidden",
        )
    )
first = next(iter(sections.values()))
# The default page answers at the root alone; its own address leads there too.
first.append(
    st.Page(
        gate.source(PAGES[0], who),
        title=first[0].title,
        url_path=PAGES[0].address,
        visibility="hidden",
    )
)
chosen = st.navigation(sections, position="top")
if chosen is first[0] and may(who, SAVE_VIEW):
    saved.start()
if ui.frame(chosen.url_path):
    chosen.run()
