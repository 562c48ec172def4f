"""Databases as an older version of the program left them: its schema, with rows of today."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from masterplan.store import Store, schema
from masterplan.store.database import QUERIES
from tests.store.conftest import fill

OLDEST = 4
"""Before that there was no program that people could use."""

Content = Mapping[str, tuple[list[str], list[tuple[object, ...]]]]
"""For each table its columns and rows."""

_OF_THE_SCHEMA = ("schema_change", "method")
"""Tables that the schema fills itself."""


def versions() -> int:
    """How many versions of the schema there are."""
    return schema.newest(QUERIES)


def filled(path: Path) -> None:
    """A full database of today that nobody has open."""
    path.parent.mkdir(parents=True)
    store = Store(path)
    fill(store)
    store.close()


def older(full: Path, path: Path, version: int) -> Content:
    """Make a database of an older version out of one of today; what is in it."""
    queries = path.parent / "queries"
    (queries / "schema").mkdir(parents=True)
    for file in sorted((QUERIES / "schema").glob("*.sql"))[:version]:
        shutil.copy(file, queries / "schema")
    shutil.copytree(full.parent / "originals", path.parent / "originals")
    with duckdb.connect(str(path)) as connection:

        @contextmanager
        def write() -> Iterator[duckdb.DuckDBPyConnection]:
            connection.begin()
            yield connection
            connection.commit()

        schema.bring_up_to_date(write, queries, path)
        connection.execute(f"attach '{full}' as today (read_only)")
        return {table: _take_over(connection, table) for table in _tables(connection)}


def is_that_of(store: Store, content: Content) -> bool:
    """Does a database hold these rows, whatever columns have been added since?"""
    with store.write(keep=False) as cursor:
        return all(
            cursor.execute(f"select {', '.join(columns)} from {table} order by all").fetchall()
            == rows
            for table, (columns, rows) in content.items()
        )


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = connection.execute(
        "select table_name from duckdb_tables() where database_name = current_database()"
    ).fetchall()
    return [name for (name,) in found if name not in _OF_THE_SCHEMA]


def _take_over(
    connection: duckdb.DuckDBPyConnection, table: str
) -> tuple[list[str], list[tuple[object, ...]]]:
    found = connection.execute(
        "select column_name from duckdb_columns() where table_name = $table "
        "group by column_name having count(*) = 2 order by min(column_index)",
        {"table": table},
    ).fetchall()
    columns = [name for (name,) in found]
    names = ", ".join(columns)
    connection.execute(f"insert into {table} by name select {names} from today.{table}")
    return columns, connection.execute(f"select {names} from {table} order by all").fetchall()
