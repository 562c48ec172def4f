"""Reports: what people write for them, kept with every version, and the freezing of one.

A frozen report is never changed: it holds its data as text, with a checksum.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from masterplan.access import FREEZE, NARRATE, Person
from masterplan.reporting import HEADINGS, MEASURE_SECTIONS, SECTIONS, Freezing, Scope
from masterplan.store.database import Cursor, Database, question, utc_now
from masterplan.store.recording import insert, next_id
from masterplan.texts import UserError, mark

LONGEST = 20_000
"""Characters of a text; about eight printed pages."""
LONGEST_HEADING = 200

Compose = Callable[[dt.datetime, Freezing], str]
"""Writes the data of a report (JSON), as known at a moment (UTC)."""

_NO_TITLE = mark("Please give the report a title: the council files it under that.")
_NO_SECTION = mark("There is no part {section} of a report.")
_NO_PLAN = mark("There is no plan {plan}.")
_NO_PHASE = mark("The plan {plan} has no phase {phase}.")
_NO_AREA = mark("The plan {plan} has no topic area {area}.")
_NO_MEASURE = mark("There is no measure {measure} in the plan {plan}.")
_TOO_LONG = mark(
    "The text has {count} characters, and there is room for {longest}. Nothing was stored: "
    "shorten it, and store it again."
)
_DAY_AHEAD = mark(
    "The reporting date {date} lies ahead: a report can be frozen once its day has come. "
    "Until then make a draft of it."
)
_MOMENT_AHEAD = mark("A report cannot be frozen as known at {moment}: that moment lies ahead.")
_WRITTEN_MEANWHILE = mark(
    "{person} has changed this text while you were writing. Nothing was stored: your text still "
    "stands here. Read the newer one under its versions, then store yours again."
)


@dataclass(frozen=True)
class Passage:
    """A place in a report where somebody writes."""

    scope: Scope
    reporting_date: dt.date
    section: str
    """One of SECTIONS or HEADINGS, or with a measure one of MEASURE_SECTIONS."""
    measure_code: str | None = None


@dataclass(frozen=True)
class FrozenReport:
    """What freezing gives."""

    frozen_report_id: int
    sha256: str
    known_at: dt.datetime
    """UTC."""


def narrate(
    database: Database,
    passage: Passage,
    text: str,
    person: Person,
    seen: int | None = None,
    recorded_at: dt.datetime | None = None,
) -> bool:
    """Write a text of a report; an empty one takes it back. False where it stands there already.

    ``seen`` is the version (``report_text_id``, 0: none) that the writer had before them: where
    somebody else has written since, UserError is raised instead of writing over it; None writes in
    any case. Also raises UserError for an unknown part, plan or measure, and where the text is too
    long.
    """
    text = text.replace("\r\n", "\n").strip()
    parts = (*HEADINGS, *SECTIONS) if passage.measure_code is None else (*MEASURE_SECTIONS,)
    if passage.section not in parts:
        raise UserError(_NO_SECTION, section=passage.section)
    longest = LONGEST_HEADING if passage.section in HEADINGS else LONGEST
    if len(text) > longest:
        raise UserError(_TOO_LONG, count=len(text), longest=longest)
    scope = passage.scope
    with database.write(person, NARRATE, _subject(scope, passage.reporting_date)) as cursor:
        _must_exist(cursor, scope)
        if passage.measure_code is not None:
            _must_have(cursor, scope.plan, "measure_code", passage.measure_code, _NO_MEASURE)
        asked = {
            **scope.asked,
            "on": passage.reporting_date,
            "section": passage.section,
            "measure": passage.measure_code,
        }
        versions = cursor.execute(question("reports/text_versions"), asked).fetchall()
        newest, held, writer = versions[0][:3] if versions else (0, "", "")
        if seen is not None and seen != newest:
            raise UserError(_WRITTEN_MEANWHILE, person=writer)
        if held == text:
            return False
        row: dict[str, object] = {
            "report_text_id": next_id(cursor, "report_text"),
            "plan_code": scope.plan,
            "phase": scope.phase,
            "topic_area_code": scope.topic_area,
            "reporting_date": passage.reporting_date,
            "section": passage.section,
            "measure_code": passage.measure_code,
            "text": text,
            "person": person.name.strip(),
            "recorded_at": recorded_at or utc_now(),
        }
        insert(cursor, "report_text", [row])
    return True


def freeze(
    database: Database,
    scope: Scope,
    reporting_date: dt.date,
    heading: tuple[str, str | None],
    person: Person,
    compose: Compose,
    known_at: dt.datetime | None = None,
    recorded_at: dt.datetime | None = None,
) -> FrozenReport:
    """Freeze a report under its title and paper, as known at a moment (UTC; None: now).

    Nobody else writes meanwhile, so that the report holds what was stored, all of it and no more.
    ``recorded_at`` is for history that is entered later. Raises UserError without a title, for a
    part of the plan that does not exist, and for a day or moment that lies ahead.
    """
    title, paper = heading[0].strip(), (heading[1] or "").strip() or None
    if not title:
        raise UserError(_NO_TITLE)
    if max(len(title), len(paper or "")) > LONGEST_HEADING:
        longest = max(len(title), len(paper or ""))
        raise UserError(_TOO_LONG, count=longest, longest=LONGEST_HEADING)
    if reporting_date > dt.date.today():
        raise UserError(_DAY_AHEAD, date=reporting_date)
    with database.write(person, FREEZE, _subject(scope, reporting_date)) as cursor:
        now = utc_now()
        known_at = known_at or now
        if max(known_at, recorded_at or now) > now:
            raise UserError(_MOMENT_AHEAD, moment=max(known_at, recorded_at or now))
        _must_exist(cursor, scope)
        freezing = Freezing(person.name.strip(), recorded_at or now, title, paper)
        data = compose(known_at, freezing)
        frozen = FrozenReport(
            next_id(cursor, "frozen_report"),
            hashlib.sha256(data.encode("utf-8")).hexdigest(),
            known_at,
        )
        row: dict[str, object] = {
            "frozen_report_id": frozen.frozen_report_id,
            "plan_code": scope.plan,
            "phase": scope.phase,
            "topic_area_code": scope.topic_area,
            "title": title,
            "paper": paper,
            "reporting_date": reporting_date,
            "evidence_known_at": known_at,
            "data": data,
            "sha256": frozen.sha256,
            "person": freezing.person,
            "recorded_at": freezing.at,
        }
        insert(cursor, "frozen_report", [row])
    return frozen


def _subject(scope: Scope, reporting_date: dt.date) -> str:
    part = scope.topic_area if scope.phase is None else f"phase {scope.phase}"
    return " ".join(told for told in (scope.plan, part, reporting_date.isoformat()) if told)


def _must_exist(cursor: Cursor, scope: Scope) -> None:
    """UserError where the plan has no such part, or is not there."""
    _must_have(cursor, scope.plan, None, None, _NO_PLAN)
    if scope.phase is not None:
        _must_have(cursor, scope.plan, "phase", scope.phase, _NO_PHASE)
    if scope.topic_area is not None:
        _must_have(cursor, scope.plan, "topic_area_code", scope.topic_area, _NO_AREA)


_TABLES = {
    None: ("current_plan", "plan"),
    "phase": ("current_phase", "phase"),
    "topic_area_code": ("current_topic_area", "area"),
    "measure_code": ("current_measure", "measure"),
}


def _must_have(cursor: Cursor, plan: str, column: str | None, code: object, failed: str) -> None:
    table, name = _TABLES[column]
    of = "" if column is None else f"and {column} = $code"
    given = {"plan": plan} if column is None else {"plan": plan, "code": code}
    sql = f"select 1 from {table} where plan_code = $plan {of}"
    if not cursor.execute(sql, given).fetchall():
        raise UserError(failed, **{"plan": plan, name: code or plan})
