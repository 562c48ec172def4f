"""Rows on their way into the fact tables: as typed columns, compared with what is stored.

The statements are put together from the sheets of the workbook format: the twelve tables differ in
nothing but their columns, and twelve copies of one rule would drift apart. Only names from that
format go into the text, never a value.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from masterplan.sheets import SHEET_OF, Column, Rows, Sheet
from masterplan.store.database import Cursor

_ARROW: dict[str, pa.DataType] = {
    "date": pa.date32(),
    "number": pa.float64(),
    "percent": pa.float64(),
    "integer": pa.int32(),
    "year": pa.int32(),
    "codes": pa.list_(pa.string()),
    "choices": pa.list_(pa.string()),
}


@dataclass(frozen=True)
class SheetChange:
    """What the rows of one sheet do to what is stored."""

    table: str
    sheet: str
    new: int
    corrected: int
    unchanged: int
    withdrawn: int

    @property
    def changes(self) -> int:
        """Rows that make a difference."""
        return self.new + self.corrected + self.withdrawn

    @property
    def is_all_new(self) -> bool:
        """Did nothing hold before of any row?"""
        return bool(self.new) and not (self.corrected or self.unchanged or self.withdrawn)


def stage(cursor: Cursor, rows: Rows, plan_code: str) -> None:
    """Make ``rows`` the temporary table ``staged``, with the columns of its fact table."""
    sheet = SHEET_OF[rows.table]
    count = len(rows)
    columns = {"plan_code": pa.array([plan_code] * count, pa.string())}
    for column in sheet.columns:
        columns[column.field] = _array(column, rows.columns[column.field])
    columns["sheet"] = pa.array([rows.sheet] * count, pa.string())
    columns["cell"] = pa.array(rows.cells, pa.string())
    columns["is_withdrawn"] = pa.array(rows.is_withdrawn, pa.bool_())
    cursor.register("arriving", pa.table(columns))
    cursor.execute("create or replace temp table staged as select * from arriving")
    cursor.unregister("arriving")


def compare(cursor: Cursor, rows: Rows) -> SheetChange:
    """Count what the staged rows would do, against what holds now."""
    sheet = SHEET_OF[rows.table]
    same = " and ".join(
        f"(staged.{name} is null or staged.{name} is not distinct from held.{name})"
        for name in sheet.values
    )
    cursor.execute(
        f"""
        select
            coalesce(sum((not is_withdrawn and not is_held)::integer), 0),
            coalesce(sum((not is_withdrawn and is_held and not is_same)::integer), 0),
            coalesce(sum((is_held and is_same and not is_withdrawn
                or is_withdrawn and not is_held)::integer), 0),
            coalesce(sum((is_withdrawn and is_held)::integer), 0)
        from (
            select
                staged.is_withdrawn,
                held.upload_id is not null as is_held,
                {same} as is_same
            from staged
            left join current_{sheet.table} as held on {same_key(sheet, "staged", "held")}
        )
        """
    )
    new, corrected, unchanged, withdrawn = cursor.fetchall()[0]
    return SheetChange(
        rows.table, rows.sheet, int(new), int(corrected), int(unchanged), int(withdrawn)
    )


def said_twice(cursor: Cursor, rows: Rows) -> list[str]:
    """The cells of staged rows that have one key: which of them holds could not be said."""
    keys = ", ".join(keys_of(SHEET_OF[rows.table]))
    found = cursor.execute(
        f"""
        select cell
        from staged
        qualify count(*) over (partition by {keys}) > 1
        order by length(cell), cell
        limit 10
        """
    ).fetchall()
    return [cell for (cell,) in found]


def append(cursor: Cursor, table: str, upload_id: int) -> None:
    """Add the staged rows to their fact table, sorted by key, as part of an upload."""
    keys = ", ".join(keys_of(SHEET_OF[table]))
    cursor.execute(
        f"insert into {table} by name "
        f"select *, $upload_id::bigint as upload_id from staged order by {keys}",
        {"upload_id": upload_id},
    )


def remove(cursor: Cursor, table: str, upload_id: int) -> None:
    """Undo ``append`` within its transaction."""
    cursor.execute(f"delete from {table} where upload_id = $upload_id", {"upload_id": upload_id})


def keys_of(sheet: Sheet) -> tuple[str, ...]:
    """The columns of which no two rows that hold have the same."""
    return ("plan_code", *(key for key in sheet.keys if key != "plan_code"))


def same_key(sheet: Sheet, one: str, other: str) -> str:
    """The condition that two relations speak of one row."""
    parts = []
    for name in keys_of(sheet):
        is_optional = name in sheet.keys and not sheet.column(name).is_required
        operator = "is not distinct from" if is_optional else "="
        parts.append(f"{one}.{name} {operator} {other}.{name}")
    return " and ".join(parts)


def _array(column: Column, values: list[object]) -> pa.Array:
    return pa.array(values, _ARROW.get(column.type, pa.string()))
