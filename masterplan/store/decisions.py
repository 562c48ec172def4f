"""Decisions of the committee: recorded with the evidence it had, followed up, closed or revoked.

A decision is never changed and never deleted: each time something is said of it, a row is added
that says all that holds of it from then on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from masterplan.access import DECIDE, Person
from masterplan.store.database import Cursor, Database, question, utc_now
from masterplan.store.recording import TICK, insert, next_id
from masterplan.texts import UserError, mark
from masterplan.vocabulary import DecisionState

_INCOMPLETE = mark("Please say which body decided, and what: the decision needs both.")
_NO_MEASURE = mark("There is no measure {measure} in the plan {plan}.")
_DUE_BEFORE = mark("The date by which it shall be done must not lie before the meeting.")
_NO_DECISION = mark("There is no decision {decision}.")
_IS_REVOKED = mark("The decision is revoked; a new one can be recorded in its place.")
_NO_NOTE = mark("Please say what became of it: the note stays in the history.")
_IN_FUTURE = mark(
    "A decision cannot be recorded at {moment}: that moment lies ahead. Name one that has passed."
)
_NO_STATE = mark("There is no state {state} of a decision.")


@dataclass(frozen=True)
class Resolution:
    """What a body decided at a meeting, who sees to it, and by when."""

    body: str
    meeting_on: dt.date
    text: str
    owner: str = ""
    due_on: dt.date | None = None


@dataclass(frozen=True)
class Evidence:
    """What the body had before it: the two clocks, and the frozen report where there was one."""

    reporting_date: dt.date
    known_at: dt.datetime | None = None
    """UTC; None: what is known when the decision is recorded."""
    frozen_report_id: int | None = None


@dataclass(frozen=True)
class FollowUp:
    """What became of a decision; owner and date are as before where they are left out."""

    state: str
    note: str
    owner: str | None = None
    due_on: dt.date | None = None


def record(
    database: Database,
    plan: str,
    measure: str | None,
    resolution: Resolution,
    evidence: Evidence,
    person: Person,
    recorded_at: dt.datetime | None = None,
) -> int:
    """Record a decision on a measure, or on the whole plan; its id.

    ``recorded_at`` (UTC) is for history that is entered later. Raises UserError without body or
    text, for an unknown measure, where it is due before the meeting, and for a moment ahead.
    """
    body, text = resolution.body.strip(), resolution.text.strip()
    if not body or not text:
        raise UserError(_INCOMPLETE)
    if resolution.due_on is not None and resolution.due_on < resolution.meeting_on:
        raise UserError(_DUE_BEFORE)
    with database.write(person, DECIDE, measure or plan) as cursor:
        if measure is not None:
            _must_exist(cursor, plan, measure)
        decision_id = next_id(cursor, "decision")
        now = _moment(recorded_at)
        row: dict[str, object] = {
            "decision_event_id": next_id(cursor, "decision", "decision_event_id"),
            "decision_id": decision_id,
            "plan_code": plan,
            "measure_code": measure,
            "body": body,
            "meeting_on": resolution.meeting_on,
            "text": text,
            "owner": resolution.owner.strip() or None,
            "due_on": resolution.due_on,
            "state": DecisionState.OPEN.code,
            "note": None,
            "reporting_date": evidence.reporting_date,
            "evidence_known_at": evidence.known_at or now,
            "frozen_report_id": evidence.frozen_report_id,
            "person": person.name.strip(),
            "recorded_at": now,
        }
        insert(cursor, "decision", [row])
    return decision_id


def follow_up(
    database: Database,
    decision_id: int,
    said: FollowUp,
    person: Person,
    recorded_at: dt.datetime | None = None,
) -> None:
    """Say what became of a decision: under way, done, open again, or revoked.

    Raises UserError without a note, for an unknown decision or state, and for a revoked decision.
    """
    if said.state not in {state.code for state in DecisionState}:
        raise UserError(_NO_STATE, state=said.state)
    if not said.note.strip():
        raise UserError(_NO_NOTE)
    with database.write(person, DECIDE, str(decision_id)) as cursor:
        held = _held(cursor, decision_id)
        if held["state"] == DecisionState.REVOKED.code:
            raise UserError(_IS_REVOKED)
        moment = held["recorded_at"]
        assert isinstance(moment, dt.datetime)
        changed = {
            "decision_event_id": next_id(cursor, "decision", "decision_event_id"),
            "state": said.state,
            "note": said.note.strip(),
            "owner": held["owner"] if said.owner is None else said.owner.strip() or None,
            "due_on": said.due_on or held["due_on"],
            "person": person.name.strip(),
            "recorded_at": max(_moment(recorded_at), moment + TICK),
        }
        insert(cursor, "decision", [{**held, **changed}])


def _moment(asked: dt.datetime | None) -> dt.datetime:
    """The moment to record (UTC): now, or the one asked for."""
    now = utc_now()
    if asked is not None and asked > now:
        raise UserError(_IN_FUTURE, moment=asked)
    return asked or now


def _held(cursor: Cursor, decision_id: int) -> dict[str, object]:
    """The newest row of a decision."""
    asked = cursor.execute(question("measures/decision_course"), {"decision": decision_id})
    names = [name for name, *_rest in asked.description]
    rows = asked.fetchall()
    if not rows:
        raise UserError(_NO_DECISION, decision=decision_id)
    return dict(zip(names, rows[-1], strict=True))


def _must_exist(cursor: Cursor, plan: str, measure: str) -> None:
    found = cursor.execute(
        "select 1 from current_measure where plan_code = $plan and measure_code = $measure",
        {"plan": plan, "measure": measure},
    ).fetchall()
    if not found:
        raise UserError(_NO_MEASURE, measure=measure, plan=plan)
