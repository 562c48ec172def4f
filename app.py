"""The app: page setup, the frame that every page shares, and the page that was asked for."""

import streamlit as st

from masterplan import ui
from masterplan.access import PAGES
from masterplan.texts import translator
from masterplan.ui import saved

st.set_page_config(page_title="Masterplan-Monitor", page_icon="static/icon.png", layout="wide")

_ = translator(ui.language())
pages = [
    st.Page(
        page.file,
        title=_(page.title),
        url_path=page.address if page is not PAGES[0] else "",
        default=page is PAGES[0],
        visibility="visible" if page.is_listed else "hidden",
    )
    for page in PAGES
]
# The default page answers at the root alone; its own address leads there too.
pages.append(
    st.Page(PAGES[0].file, title=pages[0].title, url_path=PAGES[0].address, visibility="hidden")
)
chosen = st.navigation(pages, position="top")
if chosen is pages[0]:
    saved.start()
if ui.frame():
    chosen.run()
