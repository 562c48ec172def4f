"""Is a mapping complete and free of contradictions? Told like the findings of a file."""

from __future__ import annotations

import math
from collections.abc import Mapping as MappingOf

from masterplan.findings import Finding
from masterplan.sheets import SHEET_OF, Sheet
from masterplan.workbook.cells import Mark, Problem
from masterplan.workbook.collector import Collector
from masterplan.workbook.header_rows import Cells
from masterplan.workbook.join_periods import are_parts
from masterplan.workbook.mapping import PERIOD_FIELDS, Mapping, SheetMapping
from masterplan.workbook.periods import period_of
from masterplan.workbook.shape import index_of
from masterplan.workbook.values import reader


def problems(mapping: Mapping, grids: MappingOf[str, Cells] | None = None) -> list[Finding]:
    """All that stands in the way of reading a file by this mapping; none where it can be read.

    With the sheets of the file at hand the letters are compared with its columns too.
    """
    found = objections(mapping, grids or {})
    return [finding for part in found for finding in part.findings()]


def objections(mapping: Mapping, grids: MappingOf[str, Cells]) -> list[Collector]:
    """The same, sheet by sheet."""
    whole = Collector()
    if not mapping.sheets:
        whole.add("mapping_empty")
    found = [whole]
    filled: set[str] = set()
    for one in mapping.sheets:
        part = Collector(one.source)
        found.append(part)
        sheet = SHEET_OF.get(one.table)
        if sheet is None:
            part.add("mapping_table_unknown", value=one.table)
            continue
        if one.table in filled:
            part.add("mapping_table_twice", details={"table": sheet.german})
        filled.add(one.table)
        _check_letters(one, grids.get(one.source), part)
        _check_fields(one, sheet, part)
        _check_periods(one, sheet, part)
        _check_constants(one, sheet, part)
    return found


def _check_letters(one: SheetMapping, rows: Cells | None, found: Collector) -> None:
    first, *rest = one.header_rows or (0,)
    if first < 1 or len(rest) > 1 or rest not in ([], [first + 1]):
        found.add("mapping_header_unclear")
    is_turned = one.layout == "transposed"
    width = None if not rows else len(rows) if is_turned else len(rows[0])
    for letter in sorted({*one.columns, *one.periods}):
        index = index_of(letter, one.layout)
        if index is None or (width is not None and index >= width):
            found.add("mapping_letter_unknown", value=letter)


def _check_fields(one: SheetMapping, sheet: Sheet, found: Collector) -> None:
    fillers = _fillers(one)
    known = {column.field: column for column in sheet.columns}
    for name, letters in fillers.items():
        column = known.get(name)
        if column is None:
            found.add("mapping_field_unknown", value=name, details={"table": sheet.german})
            continue
        uses = [one.columns[letter] for letter in letters if letter in one.columns]
        is_joined = column.type == "date" and len(uses) == len(letters) and are_parts(uses)
        if len(letters) > 1 and not is_joined:
            details = {"column": column.heading, "first": letters[0], "second": letters[1]}
            found.add("mapping_field_twice", details=details)
    for letter, use in one.columns.items():
        if use.factor == 0 or not math.isfinite(use.factor):
            details = {"letter": letter}
            found.add("mapping_factor_impossible", value=str(use.factor), details=details)
    for column in sheet.columns:
        if column.is_required and column.field not in fillers:
            details = {"column": column.heading, "table": sheet.german}
            found.add("mapping_field_missing", details=details)


def _fillers(one: SheetMapping) -> dict[str, list[str]]:
    """What fills each field: letters, of columns for periods those of one period, a constant."""
    fillers: dict[str, list[str]] = {}
    under_periods: dict[str, dict[str, list[str]]] = {}
    for letter, use in one.columns.items():
        if letter in one.periods:
            by_period = under_periods.setdefault(use.field, {})
            by_period.setdefault(one.periods[letter], []).append(letter)
        else:
            fillers.setdefault(use.field, []).append(letter)
    for name, by_period in under_periods.items():
        most = max(by_period.values(), key=lambda letters: len(letters))
        fillers.setdefault(name, []).extend(most)
    if one.period_field is not None:
        fillers.setdefault(one.period_field, []).append(next(iter(one.periods)))
    for name, text in one.constants.items():
        fillers.setdefault(name, []).append(f"“{text}”")
    return fillers


def _check_periods(one: SheetMapping, sheet: Sheet, found: Collector) -> None:
    if one.periods and one.table not in PERIOD_FIELDS:
        found.add("mapping_period_without_field", details={"table": sheet.german})
    for letter, text in one.periods.items():
        if period_of(text) is None:
            found.add("mapping_period_unreadable", value=text)
        if letter not in one.columns:
            found.add("mapping_period_not_used", value=letter)


def _check_constants(one: SheetMapping, sheet: Sheet, found: Collector) -> None:
    for name, text in one.constants.items():
        if name in {column.field for column in sheet.columns}:
            column = sheet.column(name)
            # a constant that withdraws would take everything back that the file mentions
            if isinstance(reader(column)(text), Problem | Mark | None):
                found.add(
                    "mapping_constant_unreadable", value=text, details={"column": column.heading}
                )
