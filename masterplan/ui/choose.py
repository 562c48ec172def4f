"""What a reader chooses on a page, kept in the address: a link shows what its sender saw.

The address is the only place where a choice is kept; a field shows what stands there. A value that
is not among the options is passed over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from masterplan.texts import translator
from masterplan.ui.frame import language
from masterplan.vocabulary import Word

_STAY = {"page", "pick", "look"}


def one_of(
    label: str,
    name: str,
    options: Mapping[Any, Any],
    default: str | None = None,
    width: int = 140,
    word: Callable[[str], str] | None = None,
    placeholder: str | None = None,
) -> str | None:
    """One of the options, by code; without a default the field may stay open (None: all)."""
    _ = translator(language())
    codes = {str(code): str(words or code) for code, words in options.items()}
    asked = st.query_params.get(name)
    key = f"choice_{name}"
    st.session_state[key] = asked if asked in codes else default
    chosen = st.selectbox(
        label,
        list(codes),
        index=None if default is None else 0,
        format_func=word or (lambda code: codes[code]),
        key=key,
        on_change=_keep,
        args=(name, default),
        placeholder=placeholder or _("all"),
        width=width,
    )
    return None if chosen is None else str(chosen)


def some_of(
    label: str, name: str, options: Mapping[str, str], placeholder: str | None = None
) -> list[str] | None:
    """Any of the options, by code; None where nothing is chosen: all."""
    _ = translator(language())
    asked = list(dict.fromkeys(st.query_params.get_all(name)))
    key = f"choice_{name}"
    st.session_state[key] = asked
    codes = list(options) + [code for code in asked if code not in options]
    chosen = st.multiselect(
        label,
        codes,
        format_func=lambda code: options.get(code, code),
        key=key,
        on_change=_keep,
        args=(name, []),
        placeholder=placeholder or _("all"),
    )
    return [str(code) for code in chosen] or None


def one_of_few(label: str, name: str, options: Mapping[str, str]) -> str:
    """One of a few options that stand side by side, by code; the first one by default."""
    codes, default = list(options), next(iter(options))
    asked = st.query_params.get(name)
    key = f"choice_{name}"
    st.session_state[key] = asked if asked in codes else default
    chosen = st.segmented_control(
        label,
        codes,
        format_func=options.__getitem__,
        key=key,
        required=True,
        on_change=_keep,
        args=(name, default),
        label_visibility="collapsed",
    )
    return str(chosen)


def search(hint: str) -> str | None:
    """A word to look for; None for an empty field."""
    _ = translator(language())
    st.session_state["choice_q"] = st.query_params.get("q", "")
    found = st.text_input(
        _("Search"),
        key="choice_q",
        on_change=_keep,
        args=("q", ""),
        placeholder=hint,
        max_chars=100,
        width=180,
    )
    return found.strip() or None


def day(label: str, name: str) -> dt.date | None:
    """A day, or none."""
    key = f"choice_{name}"
    try:
        st.session_state[key] = dt.date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        st.session_state[key] = None
    chosen = st.date_input(
        label,
        value=None,
        key=key,
        on_change=_keep,
        args=(name, None),
        format="DD.MM.YYYY",
        min_value=dt.date.min,
        max_value=dt.date.max,
        width=140,
    )
    return chosen if isinstance(chosen, dt.date) else None


def asked_page() -> int:
    """The page of a long list that the address names, from 1; it may be more than there are."""
    asked = st.query_params.get("page", "1")
    return max(int(asked), 1) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1


def page_number(pages: int) -> int:
    """The page of a long list, from 1."""
    _ = translator(language())
    st.session_state["choice_page"] = min(asked_page(), pages)
    return int(
        st.number_input(
            _("Page (of {count})", count=pages),
            1,
            pages,
            key="choice_page",
            on_change=_keep,
            args=("page", 1),
            width=150,
        )
    )


def options(rows: pd.DataFrame, code: str) -> dict[Any, Any]:
    """Codes and titles of a table, to choose from."""
    return dict(zip(rows[code], rows["title"], strict=True))


def words(members: type[Word]) -> dict[str, str]:
    """The members of a closed list, to choose from."""
    return {member.code: member.label(language()) for member in members}


def _keep(name: str, default: object) -> None:
    value = st.session_state[f"choice_{name}"]
    # another choice begins at the first page; what is picked from a page leaves it where it is
    if name not in _STAY and "page" in st.query_params:
        del st.query_params["page"]
    if value is not None and value != default:
        st.query_params[name] = value if isinstance(value, list) else str(value)
    elif name in st.query_params:
        del st.query_params[name]
