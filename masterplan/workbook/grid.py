"""From the bytes of a workbook to the raw cells of its sheets."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from python_calamine import CalamineWorkbook, SheetTypeEnum

from masterplan.workbook.blind_spots import BlindSpot, SheetXmlError, blind_spots, sheet_parts
from masterplan.workbook.cells import Problem
from masterplan.workbook.package import objection

Row = list[object]


@dataclass
class Workbook:
    """The sheets of a file: the names of all, and the cells of those that were wanted."""

    names: list[str] = field(default_factory=list)
    grids: dict[str, list[Row]] = field(default_factory=dict)
    """By sheet the rows from row 1 and column A on, all equally wide; "" where a cell is blank."""


def open_workbook(content: bytes, is_wanted: Callable[[str], bool]) -> Workbook | Problem:
    """The raw cells of the wanted sheets, or why the file cannot be read."""
    problem = objection(content)
    if problem is not None:
        return problem
    try:
        return _open(content, is_wanted)
    except Exception:  # the library names no common base for what a broken file can raise
        return Problem("file_is_damaged")
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        return Problem("file_is_damaged")


def _open(content: bytes, is_wanted: Callable[[str], bool]) -> Workbook:
    found = Workbook()
    with (
        CalamineWorkbook.from_filelike(io.BytesIO(content)) as source,
        zipfile.ZipFile(io.BytesIO(content)) as archive,
    ):
        sheets = [sheet for sheet in source.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        found.names = [sheet.name for sheet in sheets]
        parts = sheet_parts(archive)
        for name in filter(is_wanted, found.names):
            if name not in parts:
                raise SheetXmlError(name)
            # Rows and columns that are blank count too: otherwise no cell would have its address.
            cells = source.get_sheet_by_name(name).to_python(skip_empty_area=False)
            rows = cast("list[Row]", cells)
            _fill_in(rows, blind_spots(archive.read(parts[name])))
            found.grids[name] = rows
    return found


def _fill_in(rows: list[Row], spots: list[BlindSpot]) -> None:
    """Put the cells that only looked blank where they belong, but not beside the table."""
    width = len(rows[0]) if rows else 0
    spots = [spot for spot in spots if spot.column < width]
    last = max((spot.row for spot in spots), default=-1)
    blank: Row = [""] * width
    rows.extend([blank] * (last + 1 - len(rows)))
    for spot in spots:
        if rows[spot.row] is blank:  # one row stands for all blank ones, until it is written to
            rows[spot.row] = list(blank)
        if rows[spot.row][spot.column] == "":
            rows[spot.row][spot.column] = spot.cell
