"""A report that is being written: what it is about, its texts with their versions, and freezing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from masterplan import texts
from masterplan.access import FREEZE
from masterplan.reporting import HEADINGS, MEASURE_SECTIONS, SECTIONS, Scope
from masterplan.reports import contents, headings, snapshot
from masterplan.reports.plain import Plain
from masterplan.reports.wording import Words
from masterplan.store import ask, open_store
from masterplan.store.database import utc_now
from masterplan.store.reports import LONGEST_HEADING, freeze
from masterplan.texts import UserError, mark, translate, translator
from masterplan.ui import choose, course, identity, looking_back
from masterplan.ui.frame import View
from masterplan.ui.html import section
from masterplan.ui.page import show
from masterplan.ui.report_files import Source
from masterplan.ui.signature import name_field, signer

_DONE = "report_done"
_TITLES = {"title": mark("Title of the report"), "paper": mark("Council paper")}

Place = tuple[str | None, str]
"""A measure (None: the report itself) and a section."""


@dataclass(frozen=True)
class Draft:
    """A report that can still be changed."""

    scope: Scope
    on: dt.date
    known_at: dt.datetime | None
    held: dict[Place, dict[str, Any]]
    """What is written, with its version, by place."""
    places: dict[Place, str]
    """Where something can be written, with the name of the place."""

    def text(self, place: Place) -> str:
        """What stands in a place."""
        return str(self.held.get(place, {}).get("text", ""))

    def seen(self, place: Place) -> int:
        """The version that stands there; 0: nothing was ever written."""
        return int(str(self.held.get(place, {}).get("report_text_id", 0)))


def has_measures(view: View) -> bool:
    """Is there anything that a report could be about?"""
    whole = {"plan": view.plan, "phase": None, "area": None}
    clocks = {"on": view.on, "known_at": view.known_at}
    return bool(ask("reports/standing", **whole, **clocks)["measures"][0])


def chosen_scope(view: View) -> Scope | None:
    """Let the reader choose what a new report is about; None: no report is being made."""
    _ = translator(view.language)
    known = {"plan": view.plan, "known_at": view.known_at}
    phases, areas = ask("plan/phases", **known), ask("plan/topic_areas", **known)
    options = {f"phase-{row.phase}": row.title or row.phase for row in phases.itertuples()}
    options |= {"plan": _("Whole plan")}
    options |= {
        f"area-{row.topic_area_code}": row.title or row.topic_area_code
        for row in areas.itertuples()
    }
    chosen = choose.one_of(
        _("Write a report on"), "part", options, width=320, placeholder=_("please choose")
    )
    if chosen is None or view.plan is None:
        return None
    kind, _dash, code = chosen.partition("-")
    if kind == "phase":
        return Scope(view.plan, phase=int(code))
    return Scope(view.plan, topic_area=code) if kind == "area" else Scope(view.plan)


def draft(scope: Scope, view: View) -> Draft:
    """What is written so far, and where something can be written."""
    lang = view.language
    _ = translator(lang)
    rows = ask("reports/texts", **scope.asked, on=view.on, known_at=None).to_dict("records")
    held = {
        (None if pd.isna(row["measure_code"]) else str(row["measure_code"]), row["section"]): {
            str(name): value for name, value in row.items()
        }
        for row in rows
    }
    names = {**_TITLES, **SECTIONS}
    places: dict[Place, str] = {(None, name): _(word) for name, word in names.items()}
    for measure in _critical(scope, view):
        code = str(measure["measure_code"])
        for name, word in MEASURE_SECTIONS.items():
            places[code, name] = f"{code} {measure['title'] or ''}: {_(word)}"
    return Draft(scope, view.on, view.known_at, held, places)


def _critical(scope: Scope, view: View) -> list[Plain]:
    """The measures that the report has a page for."""
    before = {"before_on": course.previous(view) or view.on, "before_known_at": view.known_at}
    measures = ask("reports/measures", **scope.asked, on=view.on, known_at=view.known_at)
    urgent = contents.urgent(ask, {**view.clocks, **before}, set(measures["measure_code"]))
    return [one for one in urgent if contents.is_critical(one)]


def state(written: Draft, view: View) -> str:
    """How far the report is: what is written, and what is still open."""
    lang = view.language
    _ = translator(lang)
    needed = [place for place in written.places if place[1] not in HEADINGS]
    done = [place for place in needed if written.text(place)]
    counted = _(
        "{done} of {all} texts are written; parts without a text show the numbers alone.",
        done=texts.number(len(done), lang),
        all=texts.number(len(needed), lang),
    )
    return section(_title(written, lang), counted)


def _title(written: Draft, lang: str) -> str:
    given = written.text((None, "title"))
    if given:
        return given
    known = {"plan": written.scope.plan, "known_at": written.known_at}
    phases = ask("plan/phases", **known).to_dict("records")
    areas = ask("plan/topic_areas", **known).to_dict("records")
    meta = {
        "title": None,
        "phase": next((one for one in phases if one["phase"] == written.scope.phase), None),
        "topic_area": next(
            (one for one in areas if one["topic_area_code"] == written.scope.topic_area), None
        ),
        "reporting_date": written.on.isoformat(),
    }
    return headings.title(meta, Words(lang))


def freezing(written: Draft, view: View) -> None:
    """The form that freezes the report."""
    lang = view.language
    _ = translator(lang)
    if not identity.allows(FREEZE):
        st.caption(_("Reports are frozen by the steering committee and by analysts."))
        return
    show(
        section(
            _("Freeze the report"),
            _(
                "Its data and texts are stored with a checksum and are never changed again; files "
                "of it will always be the same. A corrected one is frozen beside it."
            ),
        )
    )
    with st.form(f"freeze_{written.scope}_{written.on}", border=False):
        left, right = st.columns([2, 1])
        title = left.text_input(
            _("Title of the report"), _title(written, lang), max_chars=LONGEST_HEADING
        )
        paper = right.text_input(
            _("Council paper"), written.text((None, "paper")), max_chars=LONGEST_HEADING
        )
        signed = name_field()
        day = texts.date(written.on, lang)
        known = (
            _("what is known now")
            if written.known_at is None
            else _("what was known on {moment}", moment=texts.moment(written.known_at, lang))
        )
        st.caption(_("The state as at {date}, with {known}.", date=day, known=known))
        if st.form_submit_button(_("Freeze the report"), type="primary"):
            with st.spinner(_("Collecting everything the report says …")):
                _freeze(written, (title, paper), signed, view)


def _freeze(written: Draft, heading: tuple[str, str], signed: str, view: View) -> None:
    store = open_store()
    compose = snapshot.composer(store.ask, written.scope, written.on)
    try:
        frozen = freeze(
            store,
            written.scope,
            written.on,
            heading,
            signer(signed),
            compose,
            written.known_at,
        )
    except UserError as error:
        st.error(error.text(view.language))
        return
    st.query_params.from_dict(
        {
            **{name: st.query_params[name] for name in ("lang",) if name in st.query_params},
            looking_back.NAME: str(frozen.frozen_report_id),
        }
    )
    done_and_again(mark("Frozen. From now on this report stays as it is."))


def source(written: Draft, view: View) -> Source:
    """The draft, for whoever builds its files."""
    store = open_store()

    def text() -> str:
        known_at = written.known_at or utc_now()
        return snapshot.written(snapshot.compose(store.ask, written.scope, written.on, known_at))

    part = written.scope.topic_area or (written.scope.phase and f"P{written.scope.phase}")
    name = "-".join(str(one) for one in (written.scope.plan, part, written.on) if one)
    clocks = f"{written.on} {written.known_at}"
    word = translate("draft", view.language)
    newest = max((one["recorded_at"] for one in written.held.values()), default=None)
    return Source(f"draft {written.scope} {clocks}", f"{name}-{word}", text, changed_at=newest)


def told(view: View) -> None:
    """What the last form of this session did."""
    message = st.session_state.pop(_DONE, None)
    if message is not None:
        st.success(translate(message, view.language), icon=":material/check_circle:")


def done_and_again(message: str) -> None:
    """Draw the page anew, with a message."""
    st.session_state[_DONE] = message
    drawn_anew()


def drawn_anew() -> None:
    """Draw the page anew, with fields as they are stored."""
    st.session_state["report_texts"] = st.session_state.get("report_texts", 0) + 1
    st.rerun()
