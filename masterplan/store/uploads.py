"""Uploads: rehearse one, commit it, take it back; each in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from masterplan.findings import Known, Reading
from masterplan.sheets import SHEETS
from masterplan.store import recording, staging
from masterplan.store.database import Cursor, Database, question
from masterplan.store.files import arriving, sha256_of
from masterplan.store.recording import TICK, Entry
from masterplan.store.staging import SheetChange
from masterplan.texts import UserError, mark

FACT_TABLES = tuple(sheet.table for sheet in SHEETS)

_HAS_ERRORS = mark("The file has errors and was not stored. Correct them and load it again.")
_TWICE = mark(
    "The sheet {sheet} says two things of one row, in the cells {cells}. "
    "Keep one of them and load the file again."
)
_NO_UPLOAD = mark("There is no upload {upload}. The command uploads lists them.")
_IS_WITHDRAWN = mark("Upload {upload} is withdrawn already.")
_NOT_WITHDRAWN = mark("Upload {upload} is not withdrawn, so there is nothing to take back.")


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


class Store(Database):
    """The database with its uploads, and beside it the folder with their original files."""

    @property
    def originals(self) -> Path:
        """The folder of the original files, each named by its sha256 and the ending it had."""
        return self.path.parent / "originals"

    def original(self, sha256: str, file_name: str) -> Path:
        """Where the original of an upload is kept."""
        return self.originals / original_name(sha256, file_name)

    def known(self) -> Known:
        """What a file may refer to."""
        codes: dict[tuple[str, str], set[str]] = {}
        units: dict[tuple[str, str], str] = {}
        for plan, table, code, unit in self.ask("uploads/known_codes").to_numpy().tolist():
            codes.setdefault((plan, table), set()).add(code)
            if table == "indicator":
                units[plan, code] = unit
        return Known(
            plans=frozenset(plan for plan, table in codes if table == "plan"),
            codes={key: frozenset(found) for key, found in codes.items()},
            units=units,
        )

    def rehearse(self, reading: Reading) -> Receipt:
        """What ``commit`` would do; nothing is stored."""
        with self.write(keep=False) as cursor:
            return _enter(cursor, reading, Entry(""))

    def commit(
        self,
        reading: Reading,
        person: str,
        reason: str | None = None,
        recorded_at: dt.datetime | None = None,
        kind: str = "workbook",
    ) -> Receipt:
        """Store a reading as one upload, or nothing where all of it is stored already.

        ``recorded_at`` (UTC) is for history that is entered later: after the plan's newest
        upload, and not ahead of the clock. Raises UserError for a reading with errors, such a
        moment, a full disk.
        """
        return self.commit_all([reading], person, reason, recorded_at, kind)[0]

    def commit_all(
        self,
        readings: Sequence[Reading],
        person: str,
        reason: str | None = None,
        recorded_at: dt.datetime | None = None,
        kind: str = "workbook",
    ) -> list[Receipt]:
        """Store several readings, an upload each, all of them or none."""
        entry = Entry(person, reason, recorded_at, kind)
        return self.enter(
            (reading, replace(entry, recorded_at=recorded_at and recorded_at + number * TICK))
            for number, reading in enumerate(readings)
        )

    def enter(self, entries: Iterable[tuple[Reading, Entry]]) -> list[Receipt]:
        """Store readings, each under its own entry, all of them or none."""
        entries = list(entries)
        for reading, _entry in entries:
            _refuse_errors(reading)
        for reading, _entry in entries:
            self._keep_original(reading)
        with self.write() as cursor:
            return [_enter(cursor, reading, entry) for reading, entry in entries]

    def withdraw(
        self,
        upload_id: int,
        person: str,
        reason: str | None = None,
        recorded_at: dt.datetime | None = None,
    ) -> None:
        """Hide the rows of an upload from now on; the past keeps them."""
        self.set_withdrawn(upload_id, True, Entry(person, reason, recorded_at))

    def reinstate(
        self,
        upload_id: int,
        person: str,
        reason: str | None = None,
        recorded_at: dt.datetime | None = None,
    ) -> None:
        """Take a withdrawal back: the rows of the upload count again."""
        self.set_withdrawn(upload_id, False, Entry(person, reason, recorded_at))

    def set_withdrawn(self, upload_id: int, is_withdrawn: bool, entry: Entry) -> None:
        """Withdraw or reinstate an upload, under a given entry."""
        with self.write() as cursor:
            found = cursor.execute(
                question("uploads/upload_state"), {"upload_id": upload_id}
            ).fetchall()
            if not found:
                raise UserError(_NO_UPLOAD, upload=upload_id)
            plan, was_withdrawn = found[0]
            if was_withdrawn == is_withdrawn:
                raise UserError(_IS_WITHDRAWN if is_withdrawn else _NOT_WITHDRAWN, upload=upload_id)
            moment = recording.moment_of(cursor, plan, entry)
            recording.record_withdrawal(cursor, upload_id, is_withdrawn, entry, moment)
            recording.refresh_current(cursor, plan, upload_id)

    def _keep_original(self, reading: Reading) -> None:
        """Put the file aside under its hash, before anything refers to it."""
        if hashlib.sha256(reading.content).hexdigest() != reading.sha256:
            raise ValueError(f"{reading.file_name}: sha256 is not that of the content")
        target = self.original(reading.sha256, reading.file_name)
        if target.is_file() and sha256_of(target) == reading.sha256:
            return
        with arriving(target) as partial:
            partial.write_bytes(reading.content)


def original_name(sha256: str, file_name: str) -> str:
    """The name under which an original is kept; an ending that is no plain one is left out."""
    ending = Path(file_name).suffix.lower()
    return sha256 + (ending if re.fullmatch(r"\.[a-z0-9]{1,10}", ending) else "")


def _refuse_errors(reading: Reading) -> None:
    if reading.has_errors or reading.plan_code is None:
        raise UserError(_HAS_ERRORS)


def _enter(cursor: Cursor, reading: Reading, entry: Entry) -> Receipt:
    _refuse_errors(reading)
    plan = reading.plan_code
    assert plan is not None
    moment = recording.moment_of(cursor, plan, entry)
    upload_id = entry.number or recording.next_id(cursor, "upload")
    tables = [rows for rows in reading.tables.values() if len(rows)]
    changes: list[SheetChange] = []
    for rows in tables:
        staging.stage(cursor, rows, plan)
        if cells := staging.said_twice(cursor, rows):
            raise UserError(_TWICE, sheet=rows.sheet, cells=", ".join(cells))
        changes.append(staging.compare(cursor, rows))
        staging.append(cursor, rows.table, upload_id)
    if not any(change.changes for change in changes):
        for rows in tables:
            staging.remove(cursor, rows.table, upload_id)
        return Receipt(None, plan, moment, tuple(changes))
    recording.record_upload(cursor, upload_id, reading, entry, moment, changes)
    recording.refresh_current(cursor, plan, upload_id)
    return Receipt(upload_id, plan, moment, tuple(changes))
