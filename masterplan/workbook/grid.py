"""From the bytes of a workbook to the raw cells of its sheets, whatever its format."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from python_calamine import (
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from masterplan.workbook.biff import look_through_xls
from masterplan.workbook.bulk_source import BulkSheet, open_in_bulk
from masterplan.workbook.cells import Problem, column_letter
from masterplan.workbook.delimited import read_text
from masterplan.workbook.kinds import Kind
from masterplan.workbook.opendocument import look_through_ods
from masterplan.workbook.openxml import look_through_xlsx
from masterplan.workbook.package import Package
from masterplan.workbook.preflight import Inspected, inspect
from masterplan.workbook.refused import Refused
from masterplan.workbook.sight import Sight
from masterplan.workbook.xlsb import look_through_xlsb

Row = list[object]
IsWanted = Callable[[str], bool]

_SHOWN = 10


@dataclass
class Workbook:
    """The sheets of a file: the names of all, and the cells of those that were wanted."""

    names: list[str] = field(default_factory=list)
    grids: dict[str, list[Row]] = field(default_factory=dict)
    """By sheet the rows from row 1 and column A on, all equally wide; "" where a cell is blank."""
    notes: list[Problem] = field(default_factory=list)
    """What is to be said of the file."""
    remarks: dict[str, list[Problem]] = field(default_factory=dict)
    """What is to be said of each sheet."""
    has_decimal_point: bool = False
    """Is a point in the numbers that are written as text a decimal point?"""
    bulk: BulkSheet | None = None
    """In place of a grid the only sheet of a file that may be of any length."""


_LOOKS: Mapping[Kind, Callable[[Package, IsWanted], dict[str, Sight]]] = {
    Kind.XLSX: look_through_xlsx,
    Kind.XLSB: look_through_xlsb,
    Kind.ODS: look_through_ods,
}


def open_workbook(
    content: bytes, is_wanted: IsWanted, file_name: str = "", is_bulk: bool = False
) -> Workbook | Problem:
    """The raw cells of the wanted sheets, or why the file cannot be read."""
    try:
        inspected = inspect(content, file_name, is_bulk)
        if inspected.kind in (Kind.TEXT, Kind.PARQUET):
            bulk = open_in_bulk(content, file_name, inspected) if is_bulk else None
            if bulk is not None:
                found = Workbook([bulk.name], notes=bulk.notes, bulk=bulk)
            else:
                found = _open_text(content, file_name, is_bulk)
        else:
            found = _open_sheets(content, inspected, is_wanted)
        found.notes = inspected.notes + found.notes
        return found
    except Refused as refused:
        return refused.problem
    except PasswordError:
        return Problem("file_is_encrypted")
    except MemoryError:
        return Problem("reading_needed_too_much_memory")
    except Exception:  # the library names no common base for what a broken file can raise
        return Problem("file_is_damaged")
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        return Problem("file_is_damaged")


def _open_text(content: bytes, file_name: str, is_bulk: bool) -> Workbook:
    text = read_text(content, file_name, is_bulk)
    return Workbook([text.sheet], {text.sheet: text.rows}, text.notes, {}, text.has_decimal_point)


def _open_sheets(content: bytes, inspected: Inspected, is_wanted: IsWanted) -> Workbook:
    found = Workbook()
    if inspected.package is None:
        seen = look_through_xls(content, is_wanted, inspected.notes)
    else:
        seen = _LOOKS[inspected.kind](inspected.package, is_wanted)
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as source:
        sheets = [sheet for sheet in source.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        found.names = [sheet.name for sheet in sheets]
        for sheet in sheets:
            if is_wanted(sheet.name):
                if sheet.name not in seen:
                    raise Refused("file_is_damaged", sheet=sheet.name)
                sight = seen.pop(sheet.name)
                # Blank rows and columns count too: otherwise no cell would have its address.
                cells = source.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                rows = cast("list[Row]", cells)
                _fill_in(rows, sight)
                found.grids[sheet.name] = rows
                found.remarks[sheet.name] = list(_remarks(sheet, sight, rows))
    return found


def _fill_in(rows: list[Row], sight: Sight) -> None:
    """Put the cells that only looked blank where they belong, but not beside the table."""
    width = len(rows[0]) if rows else 0
    spots = [spot for spot in sight.spots if spot.column < width]
    last = max((spot.row for spot in spots), default=-1)
    blank: Row = [""] * width
    rows.extend([blank] * (last + 1 - len(rows)))
    for spot in spots:
        if rows[spot.row] is blank:  # one row stands for all blank ones, until it is written to
            rows[spot.row] = list(blank)
        rows[spot.row][spot.column] = spot.cell
    for row, column, make in sight.formatted:
        if row < len(rows) and column < width:
            cell = rows[row][column]
            if type(cell) in (float, int):
                rows[row][column] = make(cast("float", cell))


def _remarks(sheet: SheetMetadata, sight: Sight, rows: list[Row]) -> Iterable[Problem]:
    if sheet.visible != SheetVisibleEnum.Visible:
        yield Problem("sheet_is_hidden")
    hidden = [row for row in sight.hidden_rows if row < len(rows) and any(rows[row])]
    if hidden:
        names = _listed([str(row + 1) for row in hidden])
        yield Problem("rows_are_hidden", {"count": str(len(hidden)), "rows": names})
    width = len(rows[0]) if rows else 0
    columns = [
        column_letter(index)
        for first, last in sight.hidden_columns
        for index in range(first, min(last + 1, width))
        if any(row[index] != "" for row in rows)
    ]
    if columns:
        yield Problem("columns_are_hidden", {"columns": _listed(columns)})


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
