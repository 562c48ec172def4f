"""Which rows of an upload make a difference: what held of them before, and what holds after.

The statements are put together from the sheets of the workbook format, as in ``staging``: only
names from that format go into the text, never a value.
"""

from __future__ import annotations

import json
import re

import pandas as pd

from masterplan.sheets import SHEET_OF, SHEETS, Column, Sheet
from masterplan.store.database import Cursor
from masterplan.store.recording import Receipt, refresh_current
from masterplan.store.staging import SheetChange, same_key

_LISTS = ("codes", "choices")


def refresh_and_compare(
    cursor: Cursor, receipt: Receipt, limit: int, in_full: bool
) -> tuple[tuple[SheetChange, ...], list[pd.DataFrame]]:
    """Bring what holds up to date after an upload or a withdrawal; per sheet, what that changed.

    The frames have at most ``limit`` rows of each sheet, the new ones last, and a line for each
    field that differs; of rows that come or go only the principal one, unless ``in_full``.
    """
    asked = {"upload_id": receipt.upload_id}
    found = cursor.execute(
        "select table_name, sheet, column_letters from upload_sheet where upload_id = $upload_id",
        asked,
    ).fetchall()
    sheets = sorted(((SHEET_OF[table], *rest) for table, *rest in found), key=_place)
    for sheet, _name, _letters in sheets:
        _remember(cursor, sheet, asked)
    assert receipt.upload_id is not None
    refresh_current(cursor, receipt.plan_code, receipt.upload_id, receipt.changes)
    changes = receipt.changes or tuple(
        _counted(cursor, sheet, name, asked) for sheet, name, _letters in sheets
    )
    lines = []
    for sheet, _name, letters in sheets:
        frame = _lines(cursor, sheet, {**asked, "limit": limit, "in_full": in_full})
        places = zip(frame["cell"], frame["field"], strict=True)
        frame["cell"] = [_cell(*place, sheet, json.loads(letters)) for place in places]
        lines.append(frame)
    return changes, lines


def _place(found: tuple[Sheet, str, str]) -> int:
    return SHEETS.index(found[0])


def _remember(cursor: Cursor, sheet: Sheet, asked: dict[str, int | None]) -> None:
    """Set aside what holds of the keys that an upload names."""
    cursor.execute(
        f"""
        create or replace temp table before_{sheet.table} as
        select held.*
        from current_{sheet.table} as held
        semi join (select * from {sheet.table} where upload_id = $upload_id) as said
            on {same_key(sheet, "said", "held")}
        """,
        asked,
    )


def _changed(sheet: Sheet) -> str:
    """The rows of an upload of which another state holds than before, with both states."""
    # Targets have a field "kind": the fields of a sheet are told from ours by what precedes them.
    keys = "".join(f"said.{name} as key_{name}, " for name in sheet.keys)
    both = "".join(
        f", was.{name} as before_{name}, now.{name} as after_{name}" for name in sheet.values
    )
    differs = "".join(f" or was.{name} is distinct from now.{name}" for name in sheet.values)
    return f"""
        select
            {keys}
            said.sheet,
            said.cell,
            case
                when was.upload_id is null then 'new'
                when now.upload_id is null then 'withdrawn'
                else 'corrected'
            end as kind
            {both}
        from {sheet.table} as said
        left join before_{sheet.table} as was on {same_key(sheet, "said", "was")}
        left join current_{sheet.table} as now on {same_key(sheet, "said", "now")}
        where said.upload_id = $upload_id
            and ((was.upload_id is null) <> (now.upload_id is null) {differs})
        """


def _counted(cursor: Cursor, sheet: Sheet, name: str, asked: dict[str, int | None]) -> SheetChange:
    found = dict(
        cursor.execute(
            f"select kind, count(*) from ({_changed(sheet)}) group by kind", asked
        ).fetchall()
    )
    total = cursor.execute(
        f"select count(*) from {sheet.table} where upload_id = $upload_id", asked
    ).fetchall()[0][0]
    new, corrected, withdrawn = (
        int(found.get(kind, 0)) for kind in ("new", "corrected", "withdrawn")
    )
    unchanged = int(total) - new - corrected - withdrawn
    return SheetChange(sheet.table, name, new, corrected, unchanged, withdrawn)


def _lines(cursor: Cursor, sheet: Sheet, asked: dict[str, int | None]) -> pd.DataFrame:
    # The principal field first: it is the one that is shown of a row that comes or goes.
    values = sorted(sheet.values, key=lambda name: name != sheet.principal)
    pairs = ", ".join(
        f"{{'field': '{name}', 'value_before': {_text(sheet.column(name), f'before_{name}')}, "
        f"'value_after': {_text(sheet.column(name), f'after_{name}')}}}"
        for name in values
    )
    keys = ", ".join(f"key_{name}::varchar" for name in sheet.keys)
    in_order = "kind = 'new', length(cell), cell"
    return cursor.execute(
        f"""
        with told as (
            select
                sheet, cell, kind, [{keys}] as row_key, [{pairs}] as fields,
                list_filter(
                    fields, lambda one: one.value_before is distinct from one.value_after
                ) as differing
            from (select * from ({_changed(sheet)}) order by {in_order} limit $limit)
        ),
        by_field as (
            select
                '{sheet.table}' as table_name, sheet, cell, row_key, kind,
                unnest(
                    case
                        when len(differing) = 0 then fields[1:1]
                        when kind = 'corrected' or $in_full then differing
                        else differing[1:1]
                    end,
                    recursive := true
                )
            from told
        )
        select * from by_field order by {in_order}, list_position({values}, field)
        """,
        asked,
    ).df()


def _text(column: Column, name: str) -> str:
    return f"array_to_string({name}, ', ')" if column.type in _LISTS else f"{name}::varchar"


def _cell(cell: str, field: str, sheet: Sheet, letters: dict[str, str]) -> str:
    """The cell of a field, where the file has a column for it; else that of the row."""
    row = re.search(r"\d+$", cell)
    if field == sheet.principal or not letters.get(field) or row is None:
        return cell
    return letters[field] + row.group()
