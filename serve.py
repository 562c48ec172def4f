"""What is served: ``python -m streamlit run serve.py``.

Streamlit looks for pages in the folder ``pages/`` by itself until ``app.py`` has run once. Until
then a deep link would be answered with "page not found", and a file lying directly in that folder
would run without the app around it. The app names its pages itself; that search is switched off.
"""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from masterplan import server

PagesManager.uses_pages_directory = False

app = st.App(
    "app.py", lifespan=server.lifespan, routes=server.routes(), middleware=server.middleware()
)
