"""What is supposed on the what-if page: fields, kept in the address and nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from urllib.parse import quote, unquote

import pandas as pd
import streamlit as st

from masterplan import texts
from masterplan.findings import Reading
from masterplan.store import ask, open_store
from masterplan.texts import translator
from masterplan.ui.frame import View
from masterplan.ui.html import Record, esc, icon, unmarked
from masterplan.ui.page import show
from masterplan.workbook import rules
from masterplan.workbook.assumption import Assumption, assumed_reading, open_days

_MOST_YEARS = 10
_NAMES = ("values", "reached", "due")


def later_day(view: View) -> dt.date:
    """The reporting date at which the assumption is looked at; kept in the address."""
    _ = translator(view.language)
    first = min(view.on, dt.date(dt.MAXYEAR - 1, 1, 1))
    last = dt.date(min(first.year + _MOST_YEARS, dt.MAXYEAR), 12, 31)
    ends_year = (first.month, first.day) == (12, 31)
    default = dt.date(min(first.year + 1 + ends_year, dt.MAXYEAR), 12, 31)
    try:
        asked = dt.date.fromisoformat(str(st.query_params.get("then", "")))
    except ValueError:
        asked = default
    st.session_state["suppose_then"] = min(max(asked, first), last)
    day = st.date_input(
        _("Look at it on"),
        key="suppose_then",
        format="DD.MM.YYYY",
        min_value=first,
        max_value=last,
        on_change=_keep_day,
        help=_("The reporting date at which the lights are asked for with the assumption."),
        width=220,
    )
    assert isinstance(day, dt.date)
    return day


def _keep_day() -> None:
    st.query_params["then"] = st.session_state["suppose_then"].isoformat()


def asked_for() -> Assumption:
    """What the address supposes; what cannot be read there is left out."""
    values = {int(key): text for key, text in _pairs("values") if key.isdecimal() and len(key) == 4}
    dates = {}
    for name in ("reached", "due"):
        dates[name] = {key: day for key, text in _pairs(name) if (day := _day(text)) is not None}
    return Assumption(values, dates["reached"], dates["due"])


def _pairs(name: str) -> list[tuple[str, str]]:
    parts = [part.partition(":") for part in str(st.query_params.get(name, "")).split(";")]
    return [(unquote(key), unquote(text)) for key, _sign, text in parts if key and text]


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def form(
    indicator: Record,
    milestones: pd.DataFrame,
    observed: list[dt.date],
    then: dt.date,
    asked: Assumption,
    view: View,
) -> None:
    """The fields of an assumption; what stands in them goes into the address when it is sent."""
    _ = translator(view.language)
    code = str(indicator["indicator_code"])
    years = [
        year
        for year in range(view.on.year, then.year + 1)
        if open_days(indicator, year, observed, then)
    ]
    open_ones = [row for row in milestones.to_dict("records") if not row["is_reached"]]
    keys: dict[str, dict[str, str]] = {name: {} for name in _NAMES}
    with st.form(f"suppose_{code}"):
        if years:
            words = _("Assumed values ({unit})", unit=indicator["unit"])
            show(f'<p class="mp-fields"><b>{esc(words)}</b></p>')
            with st.container(horizontal=True):
                for year in years:
                    key = f"suppose_{code}_{year}"
                    keys["values"][str(year)] = key
                    st.session_state[key] = asked.values.get(year, "")
                    _value_field(indicator, year, observed, then, key, view)
        else:
            st.caption(_("No period ends up to this date: choose a later one to assume values."))
        if open_ones:
            words = _("Assumed dates of milestones")
            show(f'<p class="mp-fields"><b>{esc(words)}</b></p>')
        for row in open_ones:
            _milestone_fields(row, code, asked, keys, view)
        with st.container(horizontal=True):
            st.form_submit_button(
                _("Show what would be"), type="primary", on_click=_keep, args=(keys,)
            )
            st.form_submit_button(_("Drop the assumption"), on_click=_drop)


def _value_field(
    indicator: Record, year: int, observed: list[dt.date], then: dt.date, key: str, view: View
) -> None:
    _ = translator(view.language)
    days = open_days(indicator, year, observed, then)
    label = texts.date(days[-1], view.language)
    if len(days) > 1:
        label = _("{year}, each of {count} periods", year=year, count=len(days))
    st.text_input(label, key=key, max_chars=40, width=190)


def _milestone_fields(
    row: Record, code: str, asked: Assumption, keys: dict[str, dict[str, str]], view: View
) -> None:
    _ = translator(view.language)
    number = str(row["milestone_number"])
    planned = _("planned for {date}", date=texts.date(row["due_on"], view.language))
    # the title stands apart: what a label shows is read as Markdown, and addresses become links
    show(f'<p class="mp-fields mp-small">{esc(number)} {esc(row["title"])}, {esc(planned)}</p>')
    fields = (
        ("reached", _("No. {number} reached on", number=unmarked(number)), asked.reached_on),
        ("due", _("No. {number} now planned for", number=unmarked(number)), asked.due_on),
    )
    with st.container(horizontal=True):
        for name, label, given in fields:
            key = f"suppose_{code}_{name}_{number}"
            keys[name][number] = key
            st.session_state[key] = given.get(number)
            st.date_input(label, value=None, key=key, format="DD.MM.YYYY", width=360)


def _keep(keys: Mapping[str, Mapping[str, str]]) -> None:
    for name in _NAMES:
        pairs = []
        for about, key in keys[name].items():
            given = st.session_state.get(key)
            text = given.isoformat() if isinstance(given, dt.date) else str(given or "").strip()
            if text:
                pairs.append(f"{quote(about, safe='')}:{quote(text, safe='')}")
        if pairs:
            st.query_params[name] = ";".join(pairs)
        elif name in st.query_params:
            del st.query_params[name]


def _drop() -> None:
    for name in _NAMES:
        if name in st.query_params:
            del st.query_params[name]


def supposed(
    asked: Assumption, indicator: Record, observed: list[dt.date], then: dt.date, view: View
) -> Reading | None:
    """The assumption as a file that was read; None where there is none, or where it has errors.

    Then it says on the page what stands against it.
    """
    _ = translator(view.language)
    if asked.is_empty:
        st.caption(_("Nothing is assumed yet."))
        return None
    reading = assumed_reading(asked, indicator, observed, then, open_store().known())
    for finding in reading.findings:
        if finding.severity == "error":
            problem = rules.problem(finding, view.language)
            words = esc(f"{problem} {rules.advice(finding, view.language)}")
            show(f'<div class="mp-found" role="alert"><p>{icon("off_track")} {words}</p></div>')
    if reading.has_errors:
        return None
    if not any(len(rows) for rows in reading.tables.values()):
        st.caption(_("Up to this date none of what is assumed happens: choose a later one."))
        return None
    return reading


def answers(
    readings: list[Reading], questions: Mapping[str, tuple[str, dict[str, object]]]
) -> dict[str, pd.DataFrame]:
    """The answers to questions with the readings supposed, or as they are without any."""
    if not readings:
        return {key: ask(name, **given) for key, (name, given) in questions.items()}
    found = open_store().suppose(readings, list(questions.values()))
    return dict(zip(questions, found, strict=True))


def banner(view: View) -> str:
    """The mark that stands over everything that is only supposed."""
    _ = translator(view.language)
    name = esc(_("Assumption"))
    words = esc(_("Nothing on this page is stored. It stands in the address alone."))
    return f'<p class="mp-assumed"><b>{name}</b> {words}</p>'
