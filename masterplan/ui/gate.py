"""What stands before a page: who may open it, and what the others are told instead."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import streamlit as st

from masterplan.access import (
    CITIZENS,
    OPEN_TO,
    REFUSED,
    ROLE_NAMES,
    ROLES,
    Page,
    Person,
    may_open,
    page_of,
)
from masterplan.claims import NOBODY
from masterplan.scripts import KEEP_THE_WAY
from masterplan.store import Event, open_store
from masterplan.texts import UserError, translator
from masterplan.ui import identity
from masterplan.ui.frame import language
from masterplan.ui.html import anchor, esc, heading
from masterplan.ui.page import show

PUBLIC_PAGE = page_of("pages/public/published.py")


def source(page: Page, who: Person, is_root: bool = False) -> str | Callable[[], None]:
    """What answers at the address of a page: its file, or what this person is told instead.

    At the root citizens find what is public; at every other address the way to sign in.
    """
    if may_open(who, page.role):
        return page.file
    if is_root and may_open(who, CITIZENS):
        return PUBLIC_PAGE.file

    def instead() -> None:
        _turn_away(who, page.role, page.address)

    return instead


def is_shown(page: Page, who: Person) -> bool:
    """Does the menu name the page to this person?"""
    return page.is_listed and may_open(who, page.role)


def require(role: str) -> None:
    """Stop the page unless whoever is there may open the pages that are made for this role."""
    if role not in OPEN_TO:
        raise ValueError(role)
    who = identity.person()
    if not may_open(who, role):
        _turn_away(who, role, "")
        st.stop()
    if "view" not in st.session_state:
        st.stop()


def _turn_away(who: Person, role: str, address: str) -> None:
    """Say why there is no page here, and what to do."""
    if who.account:
        with suppress(UserError):  # the refusal stands without its note
            open_store().note(Event(who, REFUSED, address or role, {"page": address or None}))
        _without_role(who, role)
    elif identity.settings().has_sign_in:
        _sign_in(who)
    else:
        _not_for_you(who)


def _sign_in(who: Person) -> None:
    _ = translator(language())
    providers = identity.settings().providers
    with st.container(key="sign_in", width=460):
        text = _(
            "Where the plan stands, why, and how we know. Sign in with your account of the "
            "administration; then you are taken to the page that you asked for."
        )
        show(heading("Masterplan-Monitor", esc(text)))
        has_failed = st.query_params.get("sign_in") == "failed"
        if has_failed:
            st.warning(
                _(
                    "The sign-in did not succeed. Try again; if it stays so, tell an administrator "
                    "the time at which you tried."
                )
            )
        for name, label in providers.items():
            text = _("Sign in") if len(providers) == 1 else _("Sign in: {provider}", provider=label)
            first = name == next(iter(providers))
            st.button(
                text,
                key=f"sign_in_{name}",
                type="primary" if first else "secondary",
                width="stretch",
                on_click=st.login,
                args=() if name == "default" else (name,),
            )
        if who != NOBODY:
            link = anchor(_link(PUBLIC_PAGE.address), esc(_("Published reports")) + " →")
            show(f"<p>{link}</p>")
    if not has_failed:  # the way that was asked for before is still to be kept
        st.html(KEEP_THE_WAY, unsafe_allow_javascript=True)


def _without_role(who: Person, role: str) -> None:
    _ = translator(language())
    if who.roles.isdisjoint(ROLES):
        text = _(
            "You are signed in as {name}, but your account has no role here yet. Ask an "
            "administrator for one; it holds from your next sign-in.",
            name=who.name,
        )
        show(heading(_("No role yet"), esc(text)))
        return
    asked = ", ".join(_(name) for key, name in ROLE_NAMES.items() if key in OPEN_TO[role])
    text = _("This page is for: {roles}. Ask an administrator if you need it.", roles=asked)
    link = anchor(_link("./"), esc(_("Show the overview")) + " →")
    show(heading(_("Your roles do not open this page"), esc(text)), f"<p>{link}</p>")


def _not_for_you(who: Person) -> None:
    _ = translator(language())
    if who == NOBODY:
        text = _(
            "There is no sign-in here, so the app answers on its own machine only. How to set up "
            "a sign-in stands in docs/operations.md."
        )
        show(heading(_("Only on this machine"), esc(text)))
        return
    text = _("What is published are the reports as they were frozen.")
    link = anchor(_link(PUBLIC_PAGE.address), esc(_("Published reports")) + " →")
    show(heading(_("This page is not public"), esc(text)), f"<p>{link}</p>")


def _link(address: str) -> str:
    """To a page of the app, without the view: whoever is turned away may have none."""
    return f"{address}?lang={language()}"
