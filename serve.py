"""What is served: ``python -m streamlit run serve.py``.

Streamlit looks for pages in the folder ``pages/`` by itself until ``app.py`` has run once. Until
then a deep link would be answered with "page not found", and a file lying directly in that folder
would run without the app around it. The app names its pages itself; that search is switched off.

Where the settings of the sign-in are not right, nothing is served; where there is no sign-in, only
this machine is.
"""

import sys

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from masterplan import door, server
from masterplan.texts import UserError
from masterplan.ui import identity

PagesManager.uses_pages_directory = False

try:
    settings = identity.hold()
except UserError as error:
    sys.exit(f"Masterplan-Monitor: {error}")

middleware = server.middleware()
if settings.is_local and not settings.serves_any_address:
    address = st.get_option("server.address")
    if not door.is_this_machine(address):
        sys.exit(
            f"Masterplan-Monitor: without a sign-in the app serves this machine only, not "
            f"{address or 'every address'}. Set up a sign-in (docs/operations.md), or say in the "
            'secrets that everybody may do everything: [access] without_sign_in = "any_address".'
        )
    middleware.append(Middleware(door.Door))
if settings.has_sign_in:
    middleware.append(Middleware(door.SignInOutcome))

app = st.App("app.py", lifespan=server.lifespan, routes=server.routes(), middleware=middleware)
