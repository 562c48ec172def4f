"""Saved views: a page with what is chosen on it, under a name, to return to and to start with."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from masterplan import access
from masterplan.access import Person
from masterplan.store import open_store
from masterplan.store.saved_views import (
    LONGEST_NAME,
    SavedView,
    delete,
    rename,
    restore,
    save,
    saved_views,
    start_with,
)
from masterplan.texts import UserError, translator
from masterplan.ui import identity
from masterplan.ui.frame import View, language
from masterplan.ui.html import anchor, esc, unmarked
from masterplan.ui.page import show


def viewer() -> Person:
    """Whose views these are: without sign-in those of one local person."""
    return identity.person()


def views() -> list[SavedView]:
    """The views of this person whose page there still is; deleted ones too."""
    addresses = {page.address for page in access.PAGES}
    return [one for one in saved_views(open_store(), viewer()) if one.address in addresses]


def offer(address: str, view: View) -> None:
    """Let the reader save what the page shows now."""
    _ = translator(view.language)
    with (
        st.popover(_("Save this view"), icon=":material/bookmark_add:"),
        st.form("save_view", clear_on_submit=True, border=False),
    ):
        name = st.text_input(_("Name of the view"), max_chars=LONGEST_NAME)
        if not st.form_submit_button(_("Save")):
            return
        query = urlencode([(k, v) for k in st.query_params for v in st.query_params.get_all(k)])
        try:
            save(open_store(), viewer(), name, address, query)
        except UserError as error:
            st.error(error.text(view.language))
        else:
            st.success(_("Saved. You find it under “Saved views”."))


def manage(found: list[SavedView], view: View) -> None:
    """The saved views with what can be done to each."""
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center", key=f"view_{one.number}"):
            _row(one, view)


def _row(one: SavedView, view: View) -> None:
    _ = translator(view.language)
    if one.is_deleted:
        show(f'<p class="mp-quiet"><s>{esc(one.name)}</s></p>')
        _button(_("Undo the deletion"), f"restore_{one.number}", restore, one.number)
        return
    words = esc(_("Start page"))
    note = f' <span class="mp-quiet mp-small">{words}</span>' if one.is_start else ""
    show(f"<p>{anchor(link(one), f'<b>{esc(one.name)}</b>')}{note}</p>")
    with (
        st.popover(_("Rename"), key=f"name_of_{one.number}"),
        st.form(f"rename_{one.number}", border=False),
    ):
        name = st.text_input(_("Name of the view"), one.name, max_chars=LONGEST_NAME)
        if st.form_submit_button(_("Rename")):
            _do(rename, one.number, name)
    words = _("Start elsewhere") if one.is_start else _("Use as start page")
    _button(words, f"start_{one.number}", start_with, None if one.is_start else one.number)
    _button(_("Delete"), f"delete_{one.number}", delete, one.number)


def link(one: SavedView) -> str:
    """Where a saved view leads: an address that can be sent to others."""
    page = "./" if one.address == access.PAGES[0].address else one.address
    return f"{page}?{one.query}"


def _button(words: str, key: str, change: Callable[..., None], *said: object) -> None:
    if st.button(unmarked(words), key=key, type="tertiary"):
        _do(change, *said)


def _do(change: Callable[..., None], *said: object) -> None:
    try:
        change(open_store(), viewer(), *said)
    except UserError as error:
        st.error(error.text(language()))
    else:
        st.rerun()


def start() -> None:
    """Open the app with the start page of the person, where nothing else was asked for."""
    is_first = not st.session_state.get("is_begun", False)
    st.session_state["is_begun"] = True
    if not is_first or len(st.query_params):
        return
    try:
        chosen = [one for one in views() if one.is_start and not one.is_deleted]
    except UserError:  # the frame says why there is no database
        return
    for one in chosen:
        (file,) = (page.file for page in access.PAGES if page.address == one.address)
        query: dict[str, list[str]] = {}
        for name, value in parse_qsl(one.query):
            query.setdefault(name, []).append(value)
        st.switch_page(file, query_params=query)
