"""The schema of a database file: refuse what this program does not know, apply what is missing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb

from masterplan.store.files import arriving, copy_of_open, wal_of
from masterplan.texts import UserError, mark

Write = Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]]

NEWER = mark(
    "The database {path} has schema {found}, newer than this program knows ({known}). "
    "Install the newer version of the Masterplan-Monitor, or restore a backup made with this one."
)
_CHANGED = mark(
    "The schema change {name} was edited after it had been applied to {path}. "
    "Restore the program's files as they were released."
)
_FOREIGN = mark(
    "The file {path} is a database of another program. "
    "Name another file with --db or MASTERPLAN_DB."
)

_VIEWS = 0
"""The version under which the views are noted; those of schema changes begin with 1."""


def newest(queries: Path) -> int:
    """The schema version that this program knows."""
    return len(_changes(queries))


def bring_up_to_date(write: Write, queries: Path, path: Path) -> None:
    """Apply the schema changes that are missing, then the views where their text is another.

    Before the schema of a database changes, a copy of it is put beside it: the way back. A file
    that needs nothing is not written to. Raises UserError for a newer schema, an edited change,
    or the database of another program.
    """
    files = _changes(queries)
    with write() as cursor:
        applied = _applied(cursor, path)
    if max(applied, default=0) > len(files):
        raise UserError(NEWER, path=path, found=max(applied), known=len(files))
    if 0 < max(applied, default=0) < len(files):
        _keep(path, max(applied))
    for version, file in enumerate(files, start=1):
        text = file.read_text(encoding="utf-8")
        if version not in applied:
            _apply(write, version, file.stem, text)
        elif applied[version] != _digest(text):
            raise UserError(_CHANGED, path=path, name=file.stem)
    views = sorted((queries / "views").glob("*.sql"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in views)
    if applied.get(_VIEWS) != _digest(text):
        _apply(write, _VIEWS, "views", text)


def _changes(queries: Path) -> list[Path]:
    files = sorted((queries / "schema").glob("*.sql"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    return files


def _applied(cursor: duckdb.DuckDBPyConnection, path: Path) -> dict[int, str]:
    found = cursor.execute("select table_name from duckdb_tables() where not internal").fetchall()
    tables = {name for (name,) in found}
    if "schema_change" in tables:
        return dict(cursor.execute("select version, sha256 from schema_change").fetchall())
    if tables:
        raise UserError(_FOREIGN, path=path)
    cursor.execute(
        "create table schema_change (version integer not null, name varchar not null, "
        "sha256 varchar not null, applied_at timestamp not null)"
    )
    return {}


def _keep(path: Path, version: int) -> None:
    """Keep a database as it is before its schema changes; nobody else has it open yet."""
    kept = path.with_name(
        f"{path.name}.before-schema-{version + 1:04}-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S.%fZ}"
    )
    with arriving(kept) as partial:
        if wal_of(path).exists():
            copy_of_open(wal_of(path), wal_of(partial))
        copy_of_open(path, partial)
        duckdb.connect(str(partial)).close()  # the engine takes in what was not yet in the file


def _apply(write: Write, version: int, name: str, text: str) -> None:
    """The statements of a file and the note of it: both or neither."""
    with write() as cursor:
        cursor.execute(text)
        cursor.execute("delete from schema_change where version = $version", {"version": version})
        cursor.execute(
            "insert into schema_change select $version, $name, $sha256, now() at time zone 'UTC'",
            {"version": version, "name": name, "sha256": _digest(text)},
        )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
