"""The database file: open it, ask questions, write in one transaction."""

from __future__ import annotations

import datetime as dt
import os
import re
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal, overload
from weakref import WeakValueDictionary

import duckdb
import pandas as pd

from masterplan.access import Person
from masterplan.store import schema, trail
from masterplan.store.answers import Answers, answer_key
from masterplan.store.connecting import connect, reason_of
from masterplan.store.files import LOCKED, is_at_rest
from masterplan.store.looks import Look, Looks, looks_of
from masterplan.store.trail import Event
from masterplan.texts import UserError, mark

QUERIES = Path(__file__).parents[2] / "queries"

Cursor = duckdb.DuckDBPyConnection
Writing = AbstractContextManager[Cursor]

_PATIENCE = 30  # seconds that closing waits for the questions under way

_UNREADABLE = re.compile("Corrupt database file|Could not read")
"""What the engine says of a damaged file, even where it came upon it in writing."""

_NOT_WRITTEN = mark(
    "The database {path} could not be written: {reason}. Nothing was stored. "
    "Check the free space and the rights of the folder, and do it again."
)
_NOT_READ = mark(
    "The database {path} could not be read: {reason}. Check the disk; "
    "if it stays so, restore a backup with: python -m masterplan restore FILE"
)
_STOPPED = mark(
    "The database {path} had to stop: {reason}. Check the free space on the disk and do it again; "
    "the list of uploads says whether the last one was stored."
)
_CLOSED = mark("The database {path} was closed meanwhile. Load the page again.")
_BUSY = mark("The database {path} could not be brought to rest. Do it again in a moment.")


def default_path() -> Path:
    """The database that is used where none is named: MASTERPLAN_DB, else data/masterplan.duckdb."""
    return Path(os.environ.get("MASTERPLAN_DB") or QUERIES.parent / "data" / "masterplan.duckdb")


def utc_now() -> dt.datetime:
    """The wall clock as the database keeps it: UTC without a zone."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


@cache
def question(name: str) -> str:
    """The SQL of a question or change, by its path below queries/ without ``.sql``."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


class Database:
    """One open database file. Questions may come from any thread; writes wait for each other."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._write_lock = threading.RLock()
        self._is_writing = False
        self._idle = threading.Condition()
        self._under_way = 0
        self._is_closed = False
        self._stopped_by = ""
        self._answers = Answers()
        self._looks = Looks(self._cursor)
        # A second object would write past the lock of the first and not know its kept answers.
        with _taking:
            if path_is_open(path):
                raise UserError(LOCKED, path=path)
            _held[path.resolve()] = self
        try:
            self._connection = connect(path)
            try:
                schema.bring_up_to_date(self._transaction, QUERIES, path)
                # Whatever a question says, it reads nothing but this database.
                self._connection.execute("set enable_external_access = false")
                self._connection.execute("set lock_configuration = true")
            except BaseException:
                self._connection.close()
                raise
        except BaseException:
            _held.pop(path.resolve(), None)
            raise

    @property
    def is_usable(self) -> bool:
        """Can it still be asked? Not once it is closed, or the engine gave up."""
        return not (self._is_closed or self._stopped_by)

    def close(self) -> None:
        """Close the file after the questions under way; the object is of no use afterwards.

        A connection left open would be found again by the next opening of the same path, even if
        another file had taken its place by then.
        """
        with self._idle:
            if self._is_closed:
                return
            self._is_closed = True
            self._idle.wait_for(lambda: not self._under_way, timeout=_PATIENCE)
            self._connection.close()
        _held.pop(self.path.resolve(), None)

    def ask(self, name: str, **parameters: object) -> pd.DataFrame:
        """The rows of the question ``queries/<name>.sql``.

        Parameters are those that the question names; one too many or too few is an error.
        Answers are kept until the next write: this process is the only one that can write.
        """
        key = answer_key(name, parameters)
        version, kept = self._answers.find(key)
        if kept is not None:
            return kept
        looks = looks_of(question(name), parameters)
        answer = self._answer(name, parameters, looks, version)
        if looks and not self._answers.is_current(version):
            # written meanwhile: the kept lights may be of another state than the facts beside them
            answer = self._answer(name, parameters, [], version)
        self._answers.keep(key, version, answer)
        return answer

    def _answer(
        self, name: str, parameters: dict[str, object], looks: list[Look], version: int
    ) -> pd.DataFrame:
        with self._in_sentences(_NOT_READ), self._cursor() as cursor:
            self._looks.cover(cursor, looks, version)
            return cursor.execute(question(name), parameters).df()

    @overload
    def write(self, person: Person, action: str, subject: str) -> Writing: ...

    @overload
    def write(self, *, keep: Literal[False]) -> Writing: ...

    def write(
        self, person: Person | None = None, action: str = "", subject: str = "", keep: bool = True
    ) -> Writing:
        """A transaction in which somebody does something to a subject; all or nothing.

        Refused where their roles do not allow the action; what is written stands in the audit.
        With ``keep=False`` everything done is undone at its end: a rehearsal.
        """
        if not keep:
            return self._transaction(keep=False)
        if not isinstance(person, Person):
            raise TypeError("a write names the person who does it, with their roles")
        return trail.signed(self._transaction, question, Event(person, action, subject))

    def note(self, event: Event) -> None:
        """Note in the audit what somebody did that writes nothing else."""
        trail.note(self._transaction, question, event)

    @contextmanager
    def _transaction(self, keep: bool = True) -> Iterator[Cursor]:
        """The only transaction that writes."""
        with self._write_lock, self._in_sentences(_NOT_WRITTEN), self._cursor() as cursor:
            if self._is_writing:
                raise RuntimeError("a write within a write would be kept without it")
            self._is_writing = True
            try:
                cursor.execute("begin")
                yield cursor
                if keep:
                    self._commit(cursor)
                else:
                    cursor.execute("rollback")
            except BaseException:
                try:
                    cursor.execute("rollback")
                except duckdb.Error:
                    pass  # the engine had already ended it
                raise
            finally:
                self._is_writing = False

    def _commit(self, cursor: Cursor) -> None:
        # After a failed statement the engine answers "commit" with success, having undone all;
        # any other statement it then refuses.
        cursor.execute("select 1").fetchall()
        with self._answers.forgotten():
            try:
                cursor.execute("commit")
            except duckdb.FatalException as error:
                if "COMMIT succeeded" not in str(error):
                    raise
                # stored, but there was no room to tidy up after it
                self._stopped_by = reason_of(error)
            except duckdb.TransactionException as error:
                reason = reason_of(error)
                raise UserError(_NOT_WRITTEN, path=self.path, reason=reason) from error

    @contextmanager
    def at_rest(self) -> Iterator[Path]:
        """The file with everything in it and nobody writing, for a copy."""
        with self._write_lock:
            with self._in_sentences(_NOT_WRITTEN), self._cursor() as cursor:
                cursor.execute("checkpoint")
            if not is_at_rest(self.path):
                raise UserError(_BUSY, path=self.path)
            yield self.path

    @contextmanager
    def _cursor(self) -> Iterator[Cursor]:
        """A connection of its own for one question or transaction; ``close`` waits for its end."""
        with self._idle:
            if self._is_closed:
                raise UserError(_CLOSED, path=self.path)
            self._under_way += 1
        try:
            with self._connection.cursor() as cursor:
                yield cursor
        finally:
            with self._idle:
                self._under_way -= 1
                self._idle.notify_all()

    @contextmanager
    def _in_sentences(self, failed: str) -> Iterator[None]:
        """Turn what the disk or the engine does to us into what the reader can do about it."""
        try:
            yield
        except (duckdb.FatalException, duckdb.InternalException) as error:
            # later errors only say that there was this one
            self._stopped_by = self._stopped_by or reason_of(error)
            raise UserError(_STOPPED, path=self.path, reason=self._stopped_by) from error
        except duckdb.IOException as error:
            if _UNREADABLE.search(str(error)):
                failed = _NOT_READ
            raise UserError(failed, path=self.path, reason=reason_of(error)) from error


_held: WeakValueDictionary[Path, Database] = WeakValueDictionary()
_taking = threading.Lock()

_open: dict[Path, Any] = {}
_opening = threading.Lock()


def path_is_open(path: Path) -> bool:
    """Has this process the file open?"""
    return path.resolve() in _held


def opened(path: Path, kind: type[Database]) -> Any:
    """The one open ``kind`` of this file in this process; opened anew where the engine gave up."""
    path = path.resolve()
    with _opening:
        if path in _open and not _open[path].is_usable:
            _open.pop(path).close()
        if path not in _open:
            _open[path] = kind(path)
        return _open[path]


def forget(path: Path) -> None:
    """Close a file that ``opened`` had opened, where it is open."""
    with _opening:
        database = _open.pop(path.resolve(), None)
        if database is not None:
            database.close()
