"""Who is there, as every page says it: the account with its way out, or that there is none."""

from __future__ import annotations

import streamlit as st

from masterplan import texts
from masterplan.access import PAGES, ROLE_NAMES, Person
from masterplan.scripts import TAKE_THE_WAY
from masterplan.texts import translator
from masterplan.ui import identity
from masterplan.ui.html import anchor, esc, unmarked


def account(who: Person, language: str, more: str = "") -> None:
    """Name whoever is there, in the frame; ``more`` is where to read what is stored of them."""
    _ = translator(language)
    setting = identity.settings()
    if not setting.has_sign_in:
        if setting.is_local:
            told = (
                _("No sign-in: whoever reaches this address may do everything")
                if setting.serves_any_address
                else _("No sign-in: on this machine only")
            )
            st.html(f'<p class="mp-who">{anchor(more, esc(told))}</p>')
        return
    if not who.account:
        if who.roles:  # a citizen, who may be more than that
            link = anchor(f"{PAGES[0].address}?lang={language}", esc(_("Sign in")) + " →")
            st.html(f'<p class="mp-who">{link}</p>')
        return
    st.html(TAKE_THE_WAY, unsafe_allow_javascript=True)
    with st.popover(unmarked(who.name), icon=":material/person:"):
        st.html(f'<p class="mp-small">{_account_text(who, language)}</p>')
        if more:
            link = anchor(more, esc(_("What is stored about me")) + " →")
            st.html(f'<p class="mp-small">{link}</p>')
        st.button(_("Sign out"), key="sign_out", on_click=identity.sign_out)


def _account_text(who: Person, language: str) -> str:
    _ = translator(language)
    roles = ", ".join(_(name) for role, name in ROLE_NAMES.items() if role in who.roles)
    lines = [_("Roles: {roles}", roles=roles or _("none yet"))]
    if (until := identity.until()) is not None:
        lines.append(_("Signed in until {moment}", moment=texts.moment(until, language)))
    return "<br>".join(esc(line) for line in lines)
