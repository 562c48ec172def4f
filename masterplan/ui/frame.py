"""What every page shares: the two clocks, the plan and the language, kept in the address."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from masterplan import scripts, texts
from masterplan.access import COMMITTEE, PAGES, Person, may_open
from masterplan.store import ask
from masterplan.texts import LANGUAGES, UserError, translator
from masterplan.ui import identity, looking_back
from masterplan.ui.account import account
from masterplan.ui.html import Record

_STYLE = Path(__file__).with_name("style.css")
_DARK_ON_PAPER = """<style>
@media print { .stPlotlyChart { filter: invert(1) hue-rotate(180deg); } }
</style>"""
"""Paper is white: charts drawn in light colours are turned round, their hues kept."""


_REPORTS = "reports"
"""The page that a report looked back to is itself the subject of."""
_OF_A_REPORT = {"plan", "on", "known_at"}
"""Whoever changes one of these no longer looks at what the council saw."""


@dataclass(frozen=True)
class View:
    """What a page is asked to show: which plan, at which two moments, in which language."""

    plan: str | None
    on: dt.date
    """The reporting date."""
    known_at: dt.datetime | None
    """UTC; None: now."""
    language: str
    is_dark: bool
    report: Record | None = None
    """The frozen report whose clocks these are; None: nobody looks back."""

    @property
    def clocks(self) -> dict[str, object]:
        """The parameters that every question on the plan takes."""
        return {"plan": self.plan, "on": self.on, "known_at": self.known_at}


def language() -> str:
    """The language of this session: from the address, else as before, else the browser's."""
    asked = st.query_params.get("lang") or st.session_state.get("lang")
    if asked not in LANGUAGES:
        asked = LANGUAGES[1] if (st.context.locale or "").startswith("en") else LANGUAGES[0]
    st.session_state["lang"] = asked
    return str(asked)


def view() -> View:
    """The view that the frame has settled for this run."""
    return st.session_state["view"]  # type: ignore[no-any-return]


def href(address: str, **query: object) -> str:
    """A link to a page of the app that keeps plan, dates and language."""
    here = view()
    kept = {"lang": here.language}
    if here.plan is not None:
        kept = {"plan": here.plan, "on": here.on.isoformat(), **kept}
    if here.known_at is not None:
        kept["known_at"] = here.known_at.isoformat()
    if here.report is not None:
        kept[looking_back.NAME] = str(here.report["frozen_report_id"])
    if address == PAGES[0].address:  # the first page answers at the root
        address = "./"
    asked = {**kept, **query}  # None leaves out what is kept
    return f"{address}?{urlencode({k: v for k, v in asked.items() if v is not None})}"


def asked_for(name: str) -> str | None:
    """What the address of a page of one thing names; None where it names nothing."""
    value = st.query_params.get(name)
    return None if value is None else str(value)


def frame(address: str) -> bool:
    """Draw what stands above the page at an address and settle its view.

    False without a database.
    """
    st.html(_STYLE)
    if st.context.theme.type == "dark":
        st.html(_DARK_ON_PAPER)
    lang = language()
    # Streamlit's page says lang="en" whatever it shows; screen readers go by it.
    st.html(scripts.html_language(lang), unsafe_allow_javascript=True)
    who = identity.person()
    if not may_open(who, COMMITTEE):
        _frame_of_strangers(who, lang)
        return True
    try:
        identity.arrive(who)
        plans = ask("plan/list")
        report = looking_back.opened()
    except UserError as error:
        st.error(error.text(lang))
        return False
    codes = list(plans["plan_code"])
    plan = _settled("plan", codes) or (codes[0] if codes else None)
    on, known_at = _settled_on(), _settled_known_at()
    if report is not None:
        plan, (on, known_at) = str(report["plan_code"]), looking_back.clocks(report)
    settled = View(
        plan=plan,
        on=on,
        known_at=known_at,
        language=lang,
        is_dark=st.context.theme.type == "dark",
        report=report,
    )
    st.session_state["view"] = settled
    _remember(settled)
    with st.container(key="frame", horizontal=True, vertical_alignment="center", gap="small"):
        if len(codes) > 1:
            _plan_choice(plans, settled)
        _clock_choice(settled)
        _language_choice(settled)
        _who_is_there(who, lang, href("me"))
    if report is not None and address != _REPORTS:
        st.html(_banner(report, lang))
    return True


def _banner(report: Record, lang: str) -> str:
    return looking_back.banner(
        report,
        about=href(_REPORTS),
        today=href(PAGES[0].address, **looking_back.today()),
        compare=href("changes", **looking_back.since(report)),
        language=lang,
    )


def _frame_of_strangers(who: Person, lang: str) -> None:
    """The frame without a plan: whoever has no role here is not told which there are."""
    with suppress(UserError):  # a page that says who is missing needs no database
        identity.arrive(who)
    stranger = View(None, _settled_on(), None, lang, st.context.theme.type == "dark")
    st.session_state["view"] = stranger
    st.query_params["lang"] = lang
    with st.container(key="frame", horizontal=True, vertical_alignment="center", gap="small"):
        _language_choice(stranger)
        _who_is_there(who, lang)


def _who_is_there(who: Person, lang: str, more: str = "") -> None:
    with st.container(key="account", width="content"):
        account(who, lang, more)


def _settled(name: str, allowed: list[str]) -> str | None:
    for value in (st.query_params.get(name), st.session_state.get(name)):
        if value in allowed:
            return str(value)
    return None


def _settled_on() -> dt.date:
    for value in (st.query_params.get("on"), st.session_state.get("on")):
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            continue
    return dt.date.today()


def _settled_known_at() -> dt.datetime | None:
    value = st.query_params.get("known_at") or st.session_state.get("known_at")
    try:
        moment = dt.datetime.fromisoformat(str(value))
        return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None


def _remember(settled: View) -> None:
    """Keep the view for the next page and write it into the address, so that it can be shared."""
    kept = {"plan": settled.plan, "on": settled.on.isoformat(), "lang": settled.language}
    kept["known_at"] = settled.known_at.isoformat() if settled.known_at else None
    report = settled.report
    kept[looking_back.NAME] = None if report is None else str(report["frozen_report_id"])
    for name, value in kept.items():
        st.session_state[name] = value
        if value is None:
            if name in st.query_params:
                del st.query_params[name]
        elif st.query_params.get(name) != value:
            st.query_params[name] = value


def _change(name: str, key: str) -> None:
    if name in _OF_A_REPORT:
        looking_back.leave()
    value: Any = st.session_state[key]
    if isinstance(value, dt.date):
        if name == "known_at":  # a day means all that was known by its end, here
            end = dt.datetime.combine(value, dt.time.max).astimezone(dt.UTC)
            value = end.replace(tzinfo=None, microsecond=0)
        value = value.isoformat()
    st.session_state[name] = value
    if value is None:
        if name in st.query_params:
            del st.query_params[name]
    else:
        st.query_params[name] = value


def _plan_choice(plans: pd.DataFrame, settled: View) -> None:
    _ = translator(settled.language)
    titles = dict(zip(plans["plan_code"], plans["title"], strict=True))
    st.session_state["frame_plan"] = settled.plan
    st.selectbox(
        _("Plan"),
        list(titles),
        format_func=lambda code: titles[code] or code,
        key="frame_plan",
        on_change=_change,
        args=("plan", "frame_plan"),
        label_visibility="collapsed",
        width=440,
    )


def _clock_choice(settled: View) -> None:
    _ = translator(settled.language)
    label = _("As at {date}", date=texts.date(settled.on, settled.language))
    if settled.known_at is not None:
        moment = texts.moment(settled.known_at, settled.language)
        label += " · " + _("as known on {moment}", moment=moment)
    with st.popover(label, icon=":material/event:"):
        st.session_state["frame_on"] = settled.on
        st.date_input(
            _("Reporting date"),
            key="frame_on",
            format="DD.MM.YYYY",
            on_change=_change,
            args=("on", "frame_on"),
            help=_("Observations, milestones and evaluations up to this day count."),
        )
        dates = ask("plan/reporting_dates", plan=settled.plan)["reporting_date"]
        for day in [value.date() for value in dates][:4]:
            st.button(
                texts.date(day, settled.language),
                key=f"frame_{day}",
                type="tertiary",
                on_click=_go_to,
                args=(day,),
            )
        known = settled.known_at
        st.session_state["frame_known_at"] = known and known.date()
        st.date_input(
            _("As known on"),
            value=None,
            key="frame_known_at",
            format="DD.MM.YYYY",
            on_change=_change,
            args=("known_at", "frame_known_at"),
            help=_("Only what had been uploaded by the end of this day. Empty: everything."),
        )


def _go_to(day: dt.date) -> None:
    looking_back.leave()
    st.session_state["on"] = st.query_params["on"] = day.isoformat()


def _language_choice(settled: View) -> None:
    _ = translator(settled.language)
    st.session_state["frame_lang"] = settled.language
    st.segmented_control(
        _("Language"),
        list(LANGUAGES),
        format_func=str.upper,
        key="frame_lang",
        required=True,
        on_change=_change,
        args=("lang", "frame_lang"),
        label_visibility="collapsed",
    )
