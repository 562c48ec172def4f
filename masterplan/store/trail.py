"""The audit: who did what when. Rows are only added, until the days they are kept are over."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace

import duckdb

from masterplan.access import ACTION_NAMES, MAY, REFUSED, ROLE_NAMES, Person, may
from masterplan.texts import UserError, mark, translate

Transaction = Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]]
Question = Callable[[str], str]

_KEPT = 365
_QUIET = dt.timedelta(minutes=1)
"""Within this time the same refused attempt of the same person is noted once: whoever tries again
and again must not fill the disk."""

_LONGEST = 500  # characters of a subject

_NOT_ALLOWED = mark(
    "{action}: your roles do not allow this, and nothing was stored. "
    "It needs one of these roles: {roles}. Ask an administrator for it."
)


class Refusal(UserError):
    """Somebody wanted to do what their roles do not allow."""

    def __init__(self, action: str) -> None:
        super().__init__(_NOT_ALLOWED, **_named(action, "en"))
        self.action = action

    def text(self, language: str) -> str:
        """The sentence in ``language``."""
        return translate(_NOT_ALLOWED, language, **_named(self.action, language))


def _named(action: str, language: str) -> dict[str, str]:
    roles = [translate(name, language) for role, name in ROLE_NAMES.items() if role in MAY[action]]
    return {"action": translate(ACTION_NAMES[action], language), "roles": ", ".join(roles)}


@dataclass(frozen=True)
class Event:
    """What somebody did."""

    person: Person
    action: str
    subject: str
    """To what: an upload, a measure, a page."""
    details: Mapping[str, object] | None = None


def days_kept() -> int:
    """How long a row is kept: MASTERPLAN_AUDIT_DAYS, else a year."""
    told = os.environ.get("MASTERPLAN_AUDIT_DAYS", "")
    return int(told) if told.isdecimal() and int(told) else _KEPT


@contextmanager
def signed(
    transaction: Transaction, question: Question, event: Event
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A transaction for what somebody does, with its row in the audit.

    Raises Refusal, and notes that, where their roles do not allow the action.
    """
    if not may(event.person, event.action):
        refused = replace(event, action=REFUSED, details={"action": event.action})
        note(transaction, question, refused)
        raise Refusal(event.action)
    with transaction() as cursor:
        yield cursor
        _record(cursor, question, event)


def note(transaction: Transaction, question: Question, event: Event) -> None:
    """Note what somebody did that writes nothing else."""
    with transaction() as cursor:
        _record(cursor, question, event)


def _record(cursor: duckdb.DuckDBPyConnection, question: Question, event: Event) -> None:
    """Add an event, and drop the rows whose days are over."""
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    kept = dt.timedelta(days=min(days_kept(), 100_000))
    details = event.details and json.dumps(event.details, ensure_ascii=False, sort_keys=True)
    cursor.execute(question("changes/forget_audit"), {"before": now - kept})
    cursor.execute(
        question("changes/record_audit"),
        {
            "occurred_at": now,
            "person": event.person.name,
            "account": event.person.account,
            "action": event.action,
            "subject": event.subject[:_LONGEST],
            "details": details or None,
            "quiet_since": now - _QUIET if event.action == REFUSED else dt.datetime.max,
        },
    )
