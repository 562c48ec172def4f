"""Uploads: rehearse one, commit it, take it back; each in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from masterplan.access import UPLOAD, WITHDRAW, Person
from masterplan.findings import Known, Reading
from masterplan.sheets import SHEETS
from masterplan.store import recording, rehearsing, staging
from masterplan.store.database import Cursor, Database, question
from masterplan.store.files import arriving, sha256_of
from masterplan.store.knowledge import known_from
from masterplan.store.mappings import KeptMapping, record_mapping
from masterplan.store.recording import TICK, Entry, Receipt
from masterplan.store.rehearsing import Lights, Rehearsal
from masterplan.store.staging import SheetChange
from masterplan.texts import UserError, mark

FACT_TABLES = tuple(sheet.table for sheet in SHEETS)

_TURNS_KEPT = 16

_HAS_ERRORS = mark("The file has errors and was not stored. Correct them and load it again.")
_TWICE = mark(
    "The sheet {sheet} says two things of one row, in the cells {cells}. "
    "Keep one of them and load the file again."
)
_NO_UPLOAD = mark("There is no upload {upload}. The command uploads lists them.")
_IS_WITHDRAWN = mark("Upload {upload} is withdrawn already.")
_NOT_WITHDRAWN = mark("Upload {upload} is not withdrawn, so there is nothing to take back.")


class Store(Database):
    """The database with its uploads, and beside it the folder with their original files."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._turns: dict[tuple[int, bool, dt.date], tuple[int, Rehearsal]] = {}

    @property
    def originals(self) -> Path:
        """The folder of the original files, each named by its sha256 and the ending it had."""
        return self.path.parent / "originals"

    def original(self, sha256: str, file_name: str) -> Path:
        """Where the original of an upload is kept."""
        return self.originals / original_name(sha256, file_name)

    def known(self) -> Known:
        """What a file may refer to."""
        return known_from(self.ask("uploads/known_codes"))

    def mappings(self) -> list[KeptMapping]:
        """The ways of reading that are kept, by name."""
        rows = self.ask("uploads/mappings").to_dict("records")
        return [KeptMapping(**{str(name): value for name, value in row.items()}) for row in rows]

    def keep_mapping(self, name: str, fingerprint: str, content: str, person: Person) -> None:
        """Keep a way of reading under a name, from which an empty ``content`` takes it back."""
        with self.write(person, UPLOAD, name) as cursor:
            record_mapping(cursor, name, fingerprint, content, person.name)

    def lights(self, plans: Iterable[str], on: dt.date) -> Lights:
        """The lights of some plans as they stand now, to see later which have changed."""
        with self.write(keep=False) as cursor:
            return rehearsing.lights(cursor, plans, on)

    def lights_changed(self, before: Lights) -> pd.DataFrame:
        """The lights that stand differently now, as ``uploads/light_changes`` tells them."""
        with self.write(keep=False) as cursor:
            return rehearsing.lights_changed(cursor, before)

    def rehearse(
        self,
        readings: Reading | Sequence[Reading],
        on: dt.date | None = None,
        in_full: bool = False,
    ) -> Rehearsal:
        """What ``commit_all`` would do, with the lights on a reporting date; nothing is stored.

        Of new rows only the principal field is told, unless ``in_full``.
        """
        given = [readings] if isinstance(readings, Reading) else list(readings)
        for reading in given:
            _refuse_errors(reading)
        plans = [str(reading.plan_code) for reading in given]
        with self.write(keep=False) as cursor:
            steps = ((_append(cursor, one, Entry("")), one.file_name) for one in given)
            return rehearsing.rehearse(cursor, plans, on or dt.date.today(), steps, in_full)

    def suppose(
        self,
        readings: Sequence[Reading],
        questions: Sequence[tuple[str, dict[str, object]]],
    ) -> list[pd.DataFrame]:
        """The answers to questions as they would be if the readings were stored; nothing is.

        The same questions as ever, asked within a transaction that is undone.
        """
        with self.write(keep=False) as cursor:
            for reading in readings:
                _enter(cursor, reading, Entry(""))
            return [cursor.execute(question(name), given).df() for name, given in questions]

    def commit(
        self,
        reading: Reading,
        person: Person,
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
        person: Person,
        reason: str | None = None,
        recorded_at: dt.datetime | None = None,
        kind: str = "workbook",
    ) -> list[Receipt]:
        """Store several readings, an upload each, all of them or none."""
        entry = Entry(person.name, reason, recorded_at, kind)
        entries = (
            (reading, replace(entry, recorded_at=recorded_at and recorded_at + number * TICK))
            for number, reading in enumerate(readings)
        )
        return self.enter(entries, person)

    def enter(self, entries: Iterable[tuple[Reading, Entry]], person: Person) -> list[Receipt]:
        """Store readings, each under its own entry, all of them or none."""
        entries = list(entries)
        for reading, _entry in entries:
            _refuse_errors(reading)
        names = ", ".join(reading.file_name for reading, _entry in entries)
        with self.write(person, UPLOAD, names) as cursor:
            for reading, _entry in entries:
                self._keep_original(reading)
            return [_enter(cursor, reading, entry) for reading, entry in entries]

    def withdraw(
        self,
        upload_id: int,
        person: Person,
        reason: str | None = None,
        recorded_at: dt.datetime | None = None,
    ) -> None:
        """Hide the rows of an upload from now on; the past keeps them."""
        self.set_withdrawn(upload_id, True, Entry(person.name, reason, recorded_at), person)

    def reinstate(
        self,
        upload_id: int,
        person: Person,
        reason: str | None = None,
        recorded_at: dt.datetime | None = None,
    ) -> None:
        """Take a withdrawal back: the rows of the upload count again."""
        self.set_withdrawn(upload_id, False, Entry(person.name, reason, recorded_at), person)

    def rehearse_withdrawal(self, upload_id: int, on: dt.date | None = None) -> Rehearsal:
        """What ``withdraw`` would do to rows and lights; nothing is stored."""
        return self._rehearse_turn(upload_id, True, on)

    def rehearse_reinstatement(self, upload_id: int, on: dt.date | None = None) -> Rehearsal:
        """What ``reinstate`` would do to rows and lights; nothing is stored."""
        return self._rehearse_turn(upload_id, False, on)

    def set_withdrawn(
        self, upload_id: int, is_withdrawn: bool, entry: Entry, person: Person
    ) -> None:
        """Withdraw or reinstate an upload, under a given entry."""
        subject = f"{'withdrawn' if is_withdrawn else 'reinstated'} {upload_id}"
        with self.write(person, WITHDRAW, subject) as cursor:
            plan, _file_name = _state(cursor, upload_id, is_withdrawn)
            _turn(cursor, plan, upload_id, is_withdrawn, entry)
            recording.refresh_current(cursor, plan, upload_id)

    def _rehearse_turn(self, upload_id: int, is_withdrawn: bool, on: dt.date | None) -> Rehearsal:
        """Kept until the next write: many open the page that shows it, and it takes long."""
        key, version = (upload_id, is_withdrawn, on or dt.date.today()), self._answers.version
        kept = self._turns.get(key)
        if kept is not None and kept[0] == version:
            return kept[1]
        with self.write(keep=False) as cursor:
            plan, file_name = _state(cursor, upload_id, is_withdrawn)
            steps = (
                (_turn(cursor, plan, upload_id, is_withdrawn, entry), file_name)
                for entry in [Entry("")]
            )
            found = rehearsing.rehearse(cursor, [plan], key[2], steps)
            if len(self._turns) >= _TURNS_KEPT:
                self._turns.clear()
            self._turns[key] = version, found
        return found

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
    receipt = _append(cursor, reading, entry)
    if receipt.upload_id is not None:
        plan, changes = receipt.plan_code, receipt.changes
        recording.refresh_current(cursor, plan, receipt.upload_id, changes)
    return receipt


def _append(cursor: Cursor, reading: Reading, entry: Entry) -> Receipt:
    """Record an upload with its rows; what holds now is yet to be brought up to date."""
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
    return Receipt(upload_id, plan, moment, tuple(changes))


def _state(cursor: Cursor, upload_id: int, is_withdrawn: bool) -> tuple[str, str]:
    """Plan and file of an upload that is about to be withdrawn, or reinstated."""
    found = cursor.execute(question("uploads/upload_state"), {"upload_id": upload_id}).fetchall()
    if not found:
        raise UserError(_NO_UPLOAD, upload=upload_id)
    plan, file_name, was_withdrawn = found[0]
    if was_withdrawn == is_withdrawn:
        raise UserError(_IS_WITHDRAWN if is_withdrawn else _NOT_WITHDRAWN, upload=upload_id)
    return plan, file_name


def _turn(cursor: Cursor, plan: str, upload_id: int, is_withdrawn: bool, entry: Entry) -> Receipt:
    """Record a withdrawal or reinstatement; what holds now is yet to be brought up to date."""
    moment = recording.moment_of(cursor, plan, entry)
    recording.record_withdrawal(cursor, upload_id, is_withdrawn, entry, moment)
    return Receipt(upload_id, plan, moment, ())
