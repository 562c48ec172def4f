"""Which sheet and which column is which: German or English, however it is spelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from masterplan.sheets import SHEETS, Sheet
from masterplan.workbook.cells import clean, fold, shown
from masterplan.workbook.collector import Collector

EXTRA_SHEETS = ("Anleitung", "Instructions", "_Listen", "Prüfergebnis", "Check result")
"""Sheets that the program itself adds beside the tables; they are passed over without a word."""

LOOKED_AT = 30
"""Among so many rows the headings are looked for."""

SHEET_WORDS = tuple(word for sheet in SHEETS for word in (sheet.german, sheet.english))

_SHEETS = {fold(word): sheet for sheet in SHEETS for word in (sheet.german, sheet.english)}
_COLUMNS = {
    sheet.table: {
        fold(word): column.field
        for column in sheet.columns
        for word in (column.heading, column.english)
    }
    for sheet in SHEETS
}


def sheet_named(name: str) -> Sheet | None:
    """The sheet of the format that goes by this name, None where there is none."""
    return _SHEETS.get(fold(name))


def headings_known(row: Sequence[object]) -> int:
    """How many headings of one sheet a row has, of the sheet that it fits best."""
    words = _words(row)
    return max(len(words & names.keys()) for names in _COLUMNS.values())


def sheet_of(rows: Sequence[Sequence[object]]) -> Sheet | None:
    """The one sheet whose headings a table without a name has, None where several or none fit."""
    fits = {}
    for sheet in SHEETS:
        index = _header_index(sheet, rows)
        if index is not None:
            fits[sheet.table] = len(_words(rows[index]) & _COLUMNS[sheet.table].keys())
    best = [sheet for sheet in SHEETS if fits.get(sheet.table) == max(fits.values(), default=0)]
    return best[0] if len(best) == 1 else None


@dataclass
class Header:
    """The heading row of a sheet: which field stands in which column."""

    index: int
    """The row in the grid, from 0."""
    columns: dict[str, int] = field(default_factory=dict)
    """The index of each field's column, for the fields that the file has."""
    headings: dict[str, str] = field(default_factory=dict)
    """How the file words each of these."""


def read_header(sheet: Sheet, rows: Sequence[Sequence[object]], found: Collector) -> Header | None:
    """Find the heading row and match it; None where it does not suffice to find the rows' keys.

    It is the first one with all that is required, or else the first that is not blank. A blank
    sheet has no heading row and no rows, and nothing is wrong with it.
    """
    first = next((number for number, row in enumerate(rows) if any(map(_speaks, row))), None)
    if first is None:
        return None
    index = _header_index(sheet, rows[:LOOKED_AT])
    if index is None:
        index = first
    elif index > first:
        found.add("rows_above_header", first + 1, 0, details={"row": str(index + 1)})
    header = Header(index)
    unknown = _match(sheet, rows[index], header, found)
    if not header.columns:
        expected = ", ".join(column.heading for column in sheet.columns if column.is_required)
        found.add("header_missing", index + 1, 0, details={"columns": expected})
        return None
    _object_to_unknown(sheet, unknown, header, found)
    _object_to_unnamed(rows, index, found)
    missing = [
        column
        for column in sheet.columns
        if column.is_required and column.field not in header.columns
    ]
    for column in missing:
        found.add("column_missing", details={"column": column.heading, "english": column.english})
    is_unusable = any(column.is_key for column in missing) or found.has("column_twice")
    return None if is_unusable else header


def _header_index(sheet: Sheet, rows: Sequence[Sequence[object]]) -> int | None:
    names = _COLUMNS[sheet.table]
    required = {column.field for column in sheet.columns if column.is_required}
    for index, row in enumerate(rows):
        if required <= {names.get(word) for word in _words(row)}:
            return index
    return None


def _words(row: Sequence[object]) -> set[str]:
    return {_word(cell) for cell in row if isinstance(cell, str) and cell}


def _word(heading: str) -> str:
    return fold(clean(heading).rstrip("* \u00a0\u202f"))


def _speaks(cell: object) -> bool:
    return cell != "" and cell is not None and not (isinstance(cell, str) and not clean(cell))


def _match(
    sheet: Sheet, row: Sequence[object], header: Header, found: Collector
) -> list[tuple[int, str]]:
    """Note the known headings in ``header``; the others are returned with their columns."""
    names = _COLUMNS[sheet.table]
    unknown = []
    for index, cell in enumerate(row):
        heading = clean(shown(cell))
        field_name = names.get(_word(heading))
        if field_name is None:
            if heading:
                unknown.append((index, heading))
        elif field_name in header.columns:
            details = {"heading": header.headings[field_name]}
            found.add("column_twice", header.index + 1, index, heading, details)
        else:
            header.columns[field_name] = index
            header.headings[field_name] = heading.rstrip("* \u00a0\u202f")
    return unknown


def _object_to_unknown(
    sheet: Sheet, unknown: list[tuple[int, str]], header: Header, found: Collector
) -> None:
    free = [
        word
        for column in sheet.columns
        if column.field not in header.columns
        for word in (column.heading, column.english)
    ]
    for index, heading in unknown:
        found.add("column_unknown", header.index + 1, index, heading, words=free)


def _object_to_unnamed(rows: Sequence[Sequence[object]], index: int, found: Collector) -> None:
    """Values under no heading are not read; that must not go unsaid."""
    for column, cell in enumerate(rows[index]):
        if not _speaks(cell) and any(_speaks(row[column]) for row in rows[index + 1 :]):
            found.add("column_without_heading", index + 1, column)
