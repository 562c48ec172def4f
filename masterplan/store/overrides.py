"""Lights declared in place of computed ones: for a time, with a reason, by somebody.

They change no computed light; the pages show them beside it. Rows are only ever added.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from masterplan.access import DECLARE, Person
from masterplan.store.database import Cursor, Database, question, utc_now
from masterplan.store.recording import TICK, insert, next_id
from masterplan.texts import UserError, mark
from masterplan.vocabulary import Rating

ASPECTS = ("delivery", "effect", "evidence")

_NO_REASON = mark("Please say why, and who answers for it: both stay in the history.")
_NO_LIGHT = mark("There is no light {light} for {aspect}.")
_NO_MEASURE = mark("There is no measure {measure} in the plan {plan}.")
_ENDS_BEFORE = mark("The last day of an override must not lie before the reporting date.")
_NOTHING_DECLARED = mark("Nothing is declared that could be taken back.")


@dataclass(frozen=True)
class Subject:
    """The light that somebody speaks of."""

    plan_code: str
    measure_code: str
    aspect: str

    def __str__(self) -> str:
        return f"{self.plan_code} {self.measure_code} {self.aspect}"


@dataclass(frozen=True)
class Statement:
    """Who says it and why."""

    author: str
    reason: str
    person: Person
    """Who enters it."""


def declare(
    database: Database,
    subject: Subject,
    light: str,
    valid_from: dt.date,
    valid_until: dt.date,
    statement: Statement,
) -> int:
    """Declare a light beside the computed one; what was declared of it before is replaced.

    Raises UserError without author or reason, for an unknown light or measure, and where its last
    day lies before its first.
    """
    if light not in {rating.code for rating in Rating} or subject.aspect not in ASPECTS:
        raise UserError(_NO_LIGHT, light=light, aspect=subject.aspect)
    if valid_until < valid_from:
        raise UserError(_ENDS_BEFORE)
    with database.write(statement.person, DECLARE, str(subject)) as cursor:
        return _append(cursor, subject, light, (valid_from, valid_until), statement)


def revoke(database: Database, subject: Subject, on: dt.date, statement: Statement) -> int:
    """Take back what is declared of a light; the history keeps it.

    Raises UserError without author or reason, and where nothing is declared.
    """
    with database.write(statement.person, DECLARE, str(subject)) as cursor:
        return _append(cursor, subject, None, (on, None), statement)


def _append(
    cursor: Cursor,
    subject: Subject,
    light: str | None,
    validity: tuple[dt.date, dt.date | None],
    statement: Statement,
) -> int:
    author, reason = statement.author.strip(), statement.reason.strip()
    if not author or not reason:
        raise UserError(_NO_REASON)
    last_light, last_moment = _last(cursor, subject)
    if light is None and last_light is None:
        raise UserError(_NOTHING_DECLARED)
    now = utc_now()
    override_id = next_id(cursor, "light_override")
    row: dict[str, object] = {
        "light_override_id": override_id,
        "plan_code": subject.plan_code,
        "measure_code": subject.measure_code,
        "aspect": subject.aspect,
        "light": light,
        "reason": reason,
        "author": author,
        "valid_from": validity[0],
        "valid_until": validity[1],
        "person": statement.person.name.strip() or author,
        # the newest row holds, so no clock may put it before the one that it replaces
        "recorded_at": now if last_moment is None else max(now, last_moment + TICK),
    }
    insert(cursor, "light_override", [row])
    return override_id


def _last(cursor: Cursor, subject: Subject) -> tuple[str | None, dt.datetime | None]:
    """The light that was declared last, None where it was taken back, and when."""
    asked = {
        "plan": subject.plan_code,
        "measure": subject.measure_code,
        "aspect": subject.aspect,
    }
    found = cursor.execute(question("measures/last_override"), asked).fetchall()
    if not found:
        raise UserError(_NO_MEASURE, measure=subject.measure_code, plan=subject.plan_code)
    light, recorded_at = found[0]
    return light, recorded_at
