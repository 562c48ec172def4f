"""Who is there: the person signed in, the one local person, a citizen, or nobody."""

from __future__ import annotations

import getpass
import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from masterplan import claims, door
from masterplan.access import ROLE_CHANGE, ROLES, SIGN_IN, SIGN_OUT, Person, local, may
from masterplan.claims import NOBODY, Settings
from masterplan.store import Event, ask, open_store
from masterplan.texts import UserError, mark

_UNREADABLE = mark("The file of secrets {file} cannot be read. Correct it, or take it away.")

_ended: set[tuple[str, object]] = set()
"""Sign-ins that were signed out, by account and moment: a copy of their cookie is worth nothing."""


_held: Settings | None = None


def hold() -> Settings:
    """The settings as they are now, until the end of the process: a change needs a new start.

    So nobody gets in because their file went, and no page waits for it to be read.
    """
    global _held  # noqa: PLW0603
    _held = settings()
    return _held


def settings() -> Settings:
    """How people get in here. Raises UserError where the settings are not right."""
    if _held is not None:
        return _held
    try:
        secrets: dict[str, Any] = st.secrets.to_dict()
    except StreamlitSecretNotFoundError:
        files = [name for name in st.get_option("secrets.files") if Path(name).exists()]
        if files:  # there, but broken: no reason to do without a sign-in
            raise UserError(_UNREADABLE, file=", ".join(files)) from None
        secrets = {}
    return claims.settings(secrets)


def person() -> Person:
    """Who opens this page now. In doubt nobody."""
    setting = settings()
    if setting.has_sign_in or "is_logged_in" in st.user:
        who = _signed_in(setting)
        return claims.as_citizen(who) if setting.is_public else who
    if setting.is_public:
        return claims.as_citizen(NOBODY)
    if not setting.serves_any_address and door.objection(_client(), st.context.headers):
        return NOBODY
    return local(local_name())


def _client() -> str:
    """Where the connection comes from; Streamlit names no address for this machine."""
    told = st.context.ip_address
    return told if isinstance(told, str) else "127.0.0.1"


def _signed_in(setting: Settings) -> Person:
    told = dict(st.user)
    who = claims.person_of(told, setting, time.time())
    return NOBODY if (who.account, told.get("iat")) in _ended else who


def local_name() -> str:
    """What the local person is called: as entered last in this session, else by this computer."""
    if "person" not in st.session_state:
        try:
            st.session_state["person"] = getpass.getuser()
        except (KeyError, OSError):  # a computer that does not know its user
            st.session_state["person"] = ""
    return str(st.session_state["person"])


def allows(action: str) -> bool:
    """May whoever is there do this?"""
    return may(person(), action)


def arrive(who: Person) -> None:
    """Note a new sign-in in the audit, once, and that its roles are others than the last time."""
    since = st.user.get("iat")
    if not who.account or not settings().has_sign_in or _is_noted(who, since):
        return
    roles = sorted(who.roles.intersection(ROLES))
    last = ask("audit/last_sign_in", account=who.account)
    before = json.loads(last["details"][0]) if len(last) else None
    store = open_store()
    if before is None or before["signed_in_at"] != since:
        details = {"roles": roles, "signed_in_at": since}
        store.note(Event(who, SIGN_IN, ", ".join(roles), details))
        if before is not None and before["roles"] != roles:
            change = {"before": before["roles"], "after": roles}
            told = f"{', '.join(before['roles']) or '–'} → {', '.join(roles) or '–'}"
            store.note(Event(who, ROLE_CHANGE, told, change))
    st.session_state["arrived"] = (who.account, since)


def _is_noted(who: Person, since: object) -> bool:
    return bool(st.session_state.get("arrived") == (who.account, since))


def sign_out() -> None:
    """End the sign-in, here and at the provider; also in the other tabs."""
    who = person()
    if who.account:
        _ended.add((who.account, st.user.get("iat")))
        with suppress(UserError):  # whoever wants to go may go, noted or not
            open_store().note(Event(who, SIGN_OUT, ""))
    st.logout()


def ends_at() -> float | None:
    """When the sign-in ends, in seconds since 1970; None where there is none."""
    setting = settings()
    return claims.valid_until(dict(st.user), setting) if setting.has_sign_in else None


def until() -> pd.Timestamp | None:
    """When the sign-in ends (UTC); None where there is none."""
    moment = ends_at()
    return None if moment is None else pd.Timestamp(moment, unit="s")
