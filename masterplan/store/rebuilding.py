"""Rebuild the database by entering all its uploads again, from their original files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from masterplan.access import ADMINISTER, local
from masterplan.findings import Known, Reading
from masterplan.store.database import Cursor, forget, opened
from masterplan.store.files import LOCKED, held, is_at_rest, put_in_place, scratch, sha256_of
from masterplan.store.knowledge import known_from, widened
from masterplan.store.recording import Entry
from masterplan.store.uploads import FACT_TABLES, Store
from masterplan.texts import UserError, mark

Read = Callable[[bytes, str, Known, str | None, str | None], Reading]
"""Reads the content of a file of a name; given what it may refer to, the plan it belongs to, and
the mapping (JSON) that it was read with."""

_NO_DATABASE = mark("There is no database {path}, so there is nothing to rebuild.")
_ORIGINAL_GONE = mark(
    "The original file {original} of upload {upload} ({file_name}) is gone or damaged, so the "
    "database cannot be rebuilt. Put it back from a backup."
)
_REFUSED = mark(
    "The original of upload {upload} ({file_name}) has errors when it is read again, so the "
    "database was not rebuilt. It stays as it was."
)
_DIFFERENT = mark(
    "Rebuilt from its uploads the database would differ in: {tables}. It was not replaced."
)

_REBUILDER = local("rebuild")
"""Enters again what others entered, under their names; its own audit is replaced by the old one."""

_COMPARED = (*FACT_TABLES, "upload", "withdrawal")
_MADE_AGAIN = {
    *_COMPARED,
    *(f"current_{table}" for table in FACT_TABLES),
    "upload_sheet",
    "finding",
    "schema_change",
}


@dataclass(frozen=True)
class RebuildSummary:
    """What a rebuilt database was made of."""

    uploads: int
    withdrawals: int
    """With the reinstatements."""
    facts: int
    """Rows of all fact tables."""
    kept: Path | None
    """Where the database that it replaced is kept."""


def rebuild(path: Path, read: Read) -> RebuildSummary:
    """Make the database anew from its uploads, and replace it if that gives the same facts.

    The uploads keep their ids, persons, reasons and moments; their findings are those of today's
    rules. Raises UserError, with the database as it was, where an original is gone or refused,
    and where the facts would differ.
    """
    path = path.resolve()
    if not path.is_file():
        raise UserError(_NO_DATABASE, path=path)
    old: Store = opened(path, Store)
    with scratch(path) as partial:
        with old.at_rest():
            new = Store(partial)
            try:
                uploads, withdrawals = _replay(old, new, read)
                _copy_the_rest(old, new)
                facts = _compare(old, new)
                with new.at_rest():
                    pass
            finally:
                new.close()
            before = path.stat()
        forget(path)
        with held(path):
            now = path.stat()
            is_unchanged = (now.st_mtime_ns, now.st_size) == (before.st_mtime_ns, before.st_size)
            if not is_unchanged or not is_at_rest(path):  # someone came before the lock
                raise UserError(LOCKED, path=path)
            return RebuildSummary(
                uploads, withdrawals, facts, put_in_place(partial, path, "rebuild")
            )


def _replay(old: Store, new: Store, read: Read) -> tuple[int, int]:
    with old.write(keep=False) as cursor:
        uploads = _records(cursor, "upload")
        withdrawals = _records(cursor, "withdrawal")
    for upload in uploads:
        _require_original(old, upload)
    ever_known = known_from(old.ask("uploads/codes_ever_said"))
    plan_of = {upload["upload_id"]: upload["plan_code"] for upload in uploads}

    def uploads_before(withdrawal: dict[str, Any]) -> int:
        # Ids grow with the moments only within a plan.
        plan, moment = plan_of[withdrawal["upload_id"]], withdrawal["recorded_at"]
        earlier = (one for one in uploads if one["recorded_at"] < moment)
        return max(int(one["upload_id"]) for one in earlier if one["plan_code"] == plan)

    events = [((upload["upload_id"], 0), upload) for upload in uploads]
    events += [((uploads_before(one), one["withdrawal_id"]), one) for one in withdrawals]
    for _when, event in sorted(events, key=lambda pair: pair[0]):
        if "withdrawal_id" in event:
            entry = _entry(event, event["withdrawal_id"], event["recorded_at"])
            new.set_withdrawn(event["upload_id"], event["is_withdrawn"], entry, _REBUILDER)
        else:
            _enter_again(new, event, read, ever_known)
    return len(uploads), len(withdrawals)


def _enter_again(new: Store, upload: dict[str, Any], read: Read, ever_known: Known) -> None:
    name, plan, mapping = upload["file_name"], upload["plan_code"], upload["mapping"]
    content = new.original(upload["sha256"], name).read_bytes()
    # Files that were loaded together may refer to each other, and here they come one by one.
    known = widened(new.known(), ever_known, plan)
    reading = replace(read(content, name, known, plan, mapping), mapping=mapping)
    if reading.has_errors or reading.plan_code is None:
        raise UserError(_REFUSED, upload=upload["upload_id"], file_name=name)
    entry = _entry(upload, upload["upload_id"], upload["entered_at"])
    new.enter([(reading, entry)], _REBUILDER)


def _entry(event: dict[str, Any], number: int, entered_at: dt.datetime) -> Entry:
    return Entry(
        event["person"],
        event["reason"],
        event["recorded_at"],
        event.get("kind", ""),
        entered_at,
        number,
    )


def _require_original(store: Store, upload: dict[str, Any]) -> None:
    original = store.original(upload["sha256"], upload["file_name"])
    if not original.is_file() or sha256_of(original) != upload["sha256"]:
        raise UserError(
            _ORIGINAL_GONE,
            original=original.name,
            upload=upload["upload_id"],
            file_name=upload["file_name"],
        )


def _records(cursor: Cursor, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _arrow(cursor, table).to_pylist()
    return rows


def _arrow(cursor: Cursor, table: str) -> pa.Table:
    return cursor.sql(f'select * from "{table}"').to_arrow_table()


def _copy_the_rest(old: Store, new: Store) -> None:
    """What no upload says: decisions, frozen reports, the audit, the method."""
    signed = new.write(_REBUILDER, ADMINISTER, "rebuild")
    with old.write(keep=False) as source, signed as target:
        found = source.execute(
            "select table_name from duckdb_tables() where not internal order by table_name"
        ).fetchall()
        for table in (name for (name,) in found if name not in _MADE_AGAIN):
            target.register("old_rows", _arrow(source, table))
            target.execute(f'delete from "{table}"')
            target.execute(f'insert into "{table}" by name select * from old_rows')
            target.unregister("old_rows")


def _compare(old: Store, new: Store) -> int:
    """The number of facts; UserError where a fact, upload or withdrawal is another."""
    facts = 0
    different = []
    with old.write(keep=False) as source, new.write(keep=False) as target:
        for table in _COMPARED:
            rows = _arrow(source, table)
            facts += len(rows) if table in FACT_TABLES else 0
            target.register("old_rows", rows)
            if target.execute(
                f"(select * from {table} except all select * from old_rows) "
                f"union all (select * from old_rows except all select * from {table}) limit 1"
            ).fetchall():
                different.append(table)
            target.unregister("old_rows")
    if different:
        raise UserError(_DIFFERENT, tables=", ".join(different))
    return facts
