"""A plain workbook with the values of a file: for formats that cannot be given back themselves."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from typing import Any

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.workbook.defined_name import DefinedName

from masterplan.workbook.annotate_scan import LAST_COLUMN, LAST_ROW
from masterplan.workbook.annotate_words import LIST_NAMES
from masterplan.workbook.annotate_workbook import LIST_NAME
from masterplan.workbook.cells import PercentCell, Problem, shown
from masterplan.workbook.grid import open_workbook
from masterplan.workbook.write import new_book, safe_text, to_bytes

MOST_CELLS = 1_000_000
"""Writing more would take longer than anybody waits."""

_NOT_IN_NAMES = re.compile(r"[\\*?:/\[\]\x00-\x1f\ufffd]")
_LONGEST_NAME = 31
_EARLIEST = dt.datetime(1900, 3, 1)  # Excel believes in 29 February 1900


def plain_copy(content: bytes, file_name: str) -> tuple[bytes, dict[str, str]] | None:
    """A workbook with the same values at the same cells, and how it calls each sheet.

    None where the file cannot be read or has too much in it.
    """
    source = open_workbook(content, lambda name: name not in LIST_NAMES, file_name)
    if isinstance(source, Problem) or not source.grids:
        return None
    if sum(len(rows) * len(rows[0]) for rows in source.grids.values() if rows) > MOST_CELLS:
        return None
    book = new_book()
    names: dict[str, str] = {}
    for name, rows in source.grids.items():
        names[name] = _free_name(name, list(names.values()))
        page = book.create_sheet(names[name])
        for row in rows[:LAST_ROW]:
            page.append([_cell(page, value) for value in row[:LAST_COLUMN]])
    return to_bytes(book), names


def book_of_a_list(name: str) -> bytes:
    """A workbook that has nothing but the place of a list, in a sheet of this name."""
    book = new_book()
    book.create_sheet(name)
    entry = DefinedName(LIST_NAME, attr_text=f"'{name}'!$A$1", hidden=True)
    book.defined_names[LIST_NAME] = entry
    return to_bytes(book)


def _free_name(name: str, taken: Sequence[str]) -> str:
    """A name that Excel allows: other formats allow more."""
    allowed = _NOT_IN_NAMES.sub("_", safe_text(name)).strip("'")[:_LONGEST_NAME] or "_"
    free, number = allowed, 2
    while free.casefold() in {other.casefold() for other in taken}:
        ending = f" ({number})"
        free, number = allowed[: _LONGEST_NAME - len(ending)] + ending, number + 1
    return free


def _cell(page: Any, value: object) -> Cell | None:
    if value == "" or value is None:
        return None
    form = ""
    said: Any = value
    if isinstance(value, float) and math.isfinite(value):
        # openpyxl shortens numbers to 16 digits, and the shortest exact form may have 17
        number = float(value)
        said = repr(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
        if isinstance(value, PercentCell):
            form = "0%" if value.shown.is_integer() else "0.00%"
    elif isinstance(value, dt.date) and _as_moment(value) >= _EARLIEST:
        form = "DD.MM.YYYY HH:MM" if isinstance(value, dt.datetime) else "DD.MM.YYYY"
    elif not isinstance(value, bool | dt.time | dt.timedelta):
        said = safe_text(shown(value) if not isinstance(value, str) else value)
    cell = WriteOnlyCell(page, said)
    if isinstance(said, str):
        cell.data_type = "n" if isinstance(value, float) and math.isfinite(value) else "s"
    if form:
        cell.number_format = form
    return cell


def _as_moment(day: dt.date) -> dt.datetime:
    if isinstance(day, dt.datetime):
        return day.replace(tzinfo=None)
    return dt.datetime(day.year, day.month, day.day)
