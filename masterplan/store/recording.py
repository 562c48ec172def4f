"""What an upload leaves beside its facts: its own row, its sheets, its findings, its moment."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from masterplan.findings import Reading
from masterplan.store.database import Cursor, question, utc_now
from masterplan.store.staging import SheetChange
from masterplan.texts import UserError, mark

TICK = dt.timedelta(microseconds=1)

_REFRESHED = re.compile(r"^(?:delete from|insert into) current_(\w+)", re.MULTILINE)

_TOO_EARLY = mark(
    "An upload cannot be recorded at {moment}: the plan {plan} has one recorded later. "
    "Load uploads in the order of their moments."
)
_IN_FUTURE = mark(
    "An upload cannot be recorded at {moment}: that moment lies ahead. Name one that has passed."
)


@dataclass(frozen=True)
class Receipt:
    """What an upload did, or in a rehearsal would do."""

    upload_id: int | None
    """None where nothing was new: then nothing was stored."""
    plan_code: str
    recorded_at: dt.datetime
    changes: tuple[SheetChange, ...]

    @property
    def is_without_effect(self) -> bool:
        """Does everything in the file stand in the database already?"""
        return not any(change.changes for change in self.changes)


@dataclass(frozen=True)
class Entry:
    """Who stores something, why and when. What is None is settled when it is stored."""

    person: str
    reason: str | None = None
    recorded_at: dt.datetime | None = None
    kind: str = "workbook"
    entered_at: dt.datetime | None = None
    number: int | None = None
    """The id of the upload or withdrawal."""


def moment_of(cursor: Cursor, plan: str, entry: Entry) -> dt.datetime:
    """The moment to record (UTC): the clock never runs backwards within a plan."""
    last = cursor.execute(question("uploads/last_moment"), {"plan": plan}).fetchall()[0][0]
    now = utc_now()
    if entry.recorded_at is None:
        return now if last is None else max(now, last + TICK)
    asked = entry.recorded_at
    if asked.tzinfo is not None:
        asked = asked.astimezone(dt.UTC).replace(tzinfo=None)
    if last is not None and asked <= last:
        raise UserError(_TOO_EARLY, moment=asked, plan=plan)
    # What was known now would lack it. What is entered again had its moment under another clock.
    if asked > now and entry.entered_at is None:
        raise UserError(_IN_FUTURE, moment=asked)
    return asked


def next_id(cursor: Cursor, table: str, column: str = "") -> int:
    """The id after the highest one in ``table``, of its own rows or in another of its columns."""
    column = column or f"{table}_id"
    found = cursor.execute(f"select coalesce(max({column}), 0) + 1 from {table}").fetchall()
    return int(found[0][0])


def record_upload(
    cursor: Cursor,
    upload_id: int,
    reading: Reading,
    entry: Entry,
    moment: dt.datetime,
    changes: Sequence[SheetChange],
) -> None:
    """Add the rows that say what an upload was and what it did."""
    row: dict[str, object] = {
        "upload_id": upload_id,
        "plan_code": reading.plan_code,
        "kind": entry.kind,
        "file_name": reading.file_name,
        "sha256": reading.sha256,
        "size_bytes": len(reading.content),
        "person": entry.person,
        "reason": entry.reason,
        "recorded_at": moment,
        "entered_at": entry.entered_at or utc_now(),
        "mapping": reading.mapping,
    }
    insert(cursor, "upload", [row])
    insert(cursor, "upload_sheet", _sheet_rows(upload_id, reading, changes))
    insert(cursor, "finding", _finding_rows(upload_id, reading))


def record_withdrawal(
    cursor: Cursor, upload_id: int, is_withdrawn: bool, entry: Entry, moment: dt.datetime
) -> None:
    """Add the row that says that an upload was withdrawn, or reinstated."""
    row: dict[str, object] = {
        "withdrawal_id": entry.number or next_id(cursor, "withdrawal"),
        "upload_id": upload_id,
        "is_withdrawn": is_withdrawn,
        "person": entry.person,
        "reason": entry.reason,
        "recorded_at": moment,
    }
    insert(cursor, "withdrawal", [row])


def refresh_current(
    cursor: Cursor, plan: str, upload_id: int, changes: Sequence[SheetChange] = ()
) -> None:
    """Bring what holds now up to date after a withdrawal, or after an upload with its changes."""
    found = cursor.execute(
        "select table_name from upload_sheet where upload_id = $upload_id",
        {"upload_id": upload_id},
    ).fetchall()
    # Nothing can have changed in the tables that the upload does not speak of.
    touched = {table for (table,) in found}
    parameters = {"plan": plan, "upload_id": upload_id}
    # Of the many observations of a first file the history need not be read to know what holds.
    if any(change.table == "observation" and change.is_all_new for change in changes):
        cursor.execute(question("changes/add_observations"), {"upload_id": upload_id})
        touched.remove("observation")
    for statement in cursor.extract_statements(question("changes/refresh_current")):
        table = _REFRESHED.search(statement.query)
        if table is None or table[1] in touched:
            named = {
                name: value
                for name, value in parameters.items()
                if name in statement.named_parameters
            }
            cursor.execute(statement, named)


def _sheet_rows(
    upload_id: int, reading: Reading, changes: Sequence[SheetChange]
) -> list[dict[str, object]]:
    return [
        {
            "upload_id": upload_id,
            "table_name": change.table,
            "sheet": change.sheet,
            "column_letters": json.dumps(
                reading.tables[change.table].column_letters, sort_keys=True
            ),
            "rows_new": change.new,
            "rows_corrected": change.corrected,
            "rows_unchanged": change.unchanged,
            "rows_withdrawn": change.withdrawn,
        }
        for change in changes
    ]


def _finding_rows(upload_id: int, reading: Reading) -> list[dict[str, object]]:
    return [
        {
            "upload_id": upload_id,
            "finding_number": number,
            "sheet": finding.sheet,
            "cell": finding.cell,
            "severity": finding.severity,
            "rule": finding.rule,
            "value": finding.value,
            "details": json.dumps(finding.details, ensure_ascii=False, sort_keys=True),
        }
        for number, finding in enumerate(reading.findings, start=1)
    ]


def insert(cursor: Cursor, table: str, rows: list[dict[str, object]]) -> None:
    """Add a few rows; the columns of a table are names of this program, never a user's."""
    for row in rows:
        names = ", ".join(row)
        values = ", ".join(f"${name}" for name in row)
        cursor.execute(f"insert into {table} ({names}) values ({values})", row)
