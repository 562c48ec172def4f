"""Rows that add up others: they are no records, whatever stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from masterplan.sheets import Sheet
from masterplan.workbook.cells import shown
from masterplan.workbook.collector import Collector
from masterplan.workbook.headings import Header
from masterplan.workbook.shape import is_total

__all__ = ["is_total", "without_totals"]


def without_totals(
    sheet: Sheet,
    header: Header,
    rows: Sequence[Sequence[object]] | Mapping[int, Sequence[object]],
    numbers: list[int],
    found: Collector,
) -> list[int]:
    """The rows (counted from 0) that are no totals; the others are named.

    A row is a total where its code says so, or where it has no code and its first text says so:
    “Gesamt” may well be the category of a record.
    """
    column = next((column for column in sheet.columns if column.is_key), None)
    index = None if column is None else header.columns.get(column.field)
    if column is None or index is None or column.type != "code":
        return numbers
    codes = {rows[number][index] for number in numbers if type(rows[number][index]) is str}
    totals = {code for code in codes if code and is_total([code])}
    if not totals and "" not in codes:
        return numbers
    kept = []
    for number in numbers:
        row = rows[number]
        code = row[index]
        if code in totals or (code == "" and is_total(row)):
            place, label = _label(row, index)
            found.add("row_is_total", number + 1, place, label)
        else:
            kept.append(number)
    return kept


def _label(row: Sequence[object], index: int) -> tuple[int, str]:
    """Where the row says that it is a total, and how."""
    place = (
        index
        if row[index] != ""
        else next(number for number, cell in enumerate(row) if isinstance(cell, str) and cell)
    )
    return place, shown(row[place]).strip()
