"""Who signs what is stored: the account that is signed in, or the name that is given here."""

from __future__ import annotations

import streamlit as st

from masterplan.access import Person, local
from masterplan.texts import translator
from masterplan.ui import identity
from masterplan.ui.frame import language


def name_field(key: str | None = None) -> str:
    """A field for the name; where somebody is signed in, their name, which cannot be another."""
    _ = translator(language())
    if identity.settings().is_local:
        return st.text_input(_("Your name"), value=identity.local_name(), key=key, max_chars=100)
    name = identity.person().name
    field = st.text_input(_("Signed in as"), value=name, key=key, disabled=True)
    assert field is not None
    return name


def signer(name: str) -> Person:
    """Who it is: nobody can sign with a name that is not that of their account."""
    if not identity.settings().is_local:
        return identity.person()
    st.session_state["person"] = name.strip()
    return local(name.strip())
