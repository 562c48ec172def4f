"""A frozen report opened in the app: every page shows what the council saw, until one goes back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from masterplan import texts
from masterplan.store import ask
from masterplan.texts import translator
from masterplan.ui.html import Record, anchor, esc

NAME = "report"
"""What the address calls it."""

_CLOCKS = {"plan", "on", "known_at"}
_LONGEST_NUMBER = 9


def opened() -> Record | None:
    """The frozen report that the address, or this session, looks at; None for none."""
    # an address that names dates or a plan without a report means these, and no report
    says_otherwise = _CLOCKS & {*st.query_params}
    remembered = None if says_otherwise else st.session_state.get(NAME)
    asked = str(st.query_params.get(NAME) or remembered or "")
    if not asked.isascii() or not asked.isdecimal() or len(asked) > _LONGEST_NUMBER:
        return None
    reports = ask("reports/frozen", plan=None)
    found: list[dict[Any, Any]] = reports[reports["frozen_report_id"] == int(asked)].to_dict(
        "records"
    )
    return found[0] if found else None


def clocks(report: Record) -> tuple[dt.date, dt.datetime]:
    """The reporting date of a frozen report, and the moment (UTC) up to which it knows."""
    return report["reporting_date"].date(), report["known_at"].to_pydatetime()


def since(report: Record) -> dict[str, str | None]:
    """What the address of the comparison of a frozen report with today says."""
    return {**today(), "with": f"{NAME}-{int(report['frozen_report_id'])}"}


def today() -> dict[str, str | None]:
    """What an address says that looks back no longer; None leaves out."""
    return {NAME: None, "known_at": None, "on": dt.date.today().isoformat()}


def leave() -> None:
    """Look at the report no longer, where another date or plan is chosen.

    What was known when it was frozen goes with it: another date is meant as it is known now.
    """
    if st.session_state.get(NAME) is None:
        return
    for name in (NAME, "known_at"):
        st.session_state.pop(name, None)
        if name in st.query_params:
            del st.query_params[name]


def banner(report: Record, about: str, today: str, compare: str, language: str) -> str:
    """What is being looked at, with the ways to the report, to its comparison, and back."""
    _ = translator(language)
    day = texts.date(report["reporting_date"], language)
    seen = _("How the council saw it: {title}", title=report["title"])
    told = _(
        "As at {date}, with what was known on {moment}.",
        date=day,
        moment=texts.moment(report["known_at"], language),
    )
    ways = " ".join(
        (
            anchor(about, esc(_("About this report"))),
            anchor(compare, esc(_("Compare with today"))),
            anchor(today, esc(_("Back to today"))),
        )
    )
    return (
        f'<div class="mp-then" role="note"><p><b>{esc(seen)}</b> {esc(told)}</p>'
        f'<p class="mp-ways">{ways}</p></div>'
    )
