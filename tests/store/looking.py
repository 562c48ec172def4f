"""The rows of a store as they stand, for comparisons."""

from __future__ import annotations

from masterplan.store import Store


def rows(store: Store, table: str) -> list[tuple[object, ...]]:
    with store.write(keep=False) as cursor:
        return cursor.execute(f"select * from {table} order by all").fetchall()


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.write(keep=False) as cursor:
        tables = cursor.execute("select table_name from duckdb_tables()").fetchall()
    names = [name for (name,) in tables if name != "schema_change"]
    return {name: rows(store, name) for name in names}
