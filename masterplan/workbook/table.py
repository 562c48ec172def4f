"""The rows of one sheet, column by column, while they are read and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from masterplan.sheets import Column, Rows, Sheet
from masterplan.workbook import limits
from masterplan.workbook.cells import Mark, Percent, Problem, column_letter, shown
from masterplan.workbook.collector import Collector
from masterplan.workbook.headings import Header
from masterplan.workbook.numerals import POINTED
from masterplan.workbook.totals import without_totals
from masterplan.workbook.values import reader

_SAYS_NOTHING_WITHOUT_VALUES = ("observation", "evaluation")
"""Tables that record something at a key; a row of theirs with a key alone records nothing."""


@dataclass
class Table:
    """One sheet as columns of equal length; a row is the same position in each of them."""

    sheet: Sheet
    header: Header
    found: Collector
    name: str
    numbers: list[int]
    """The sheet's row numbers."""
    raw: dict[str, Sequence[object]]
    """The cells as they stand in the file, of the columns that it has."""
    columns: dict[str, list[Any]] = field(default_factory=dict)
    """Every field as it was read; None where the cell says nothing or cannot be read."""
    is_withdrawn: list[bool] = field(default_factory=list)
    faulty: dict[str, set[int]] = field(default_factory=dict)
    """The row numbers whose cell cannot be read: it is not blank, though its value is None."""
    has_percents: bool = False
    """Were numbers written with a percent sign?"""
    may_have_point: bool = False
    """Can a point in a number that is written as text be a decimal point?"""

    def __len__(self) -> int:
        return len(self.numbers)

    def is_faulty(self, field_name: str, row: int) -> bool:
        """Is this a cell that could not be read, and was objected to?"""
        return self.numbers[row] in self.faulty.get(field_name, ())

    def heading(self, field_name: str) -> str:
        """What the file calls a column, or what the format calls it where the file has none."""
        return self.header.headings.get(field_name) or self.sheet.column(field_name).heading

    def object_to(
        self,
        rule: str,
        field_name: str,
        row: int,
        details: dict[str, str] | None = None,
        words: Iterable[str] = (),
    ) -> None:
        """Object to one cell; where the file lacks its column, to the row's principal cell."""
        used = field_name if field_name in self.header.columns else self._fallback()
        value = shown(self.raw[field_name][row]) if field_name in self.raw else ""
        column = self.header.columns[used]
        all_details = {"column": self.heading(field_name), **(details or {})}
        self.found.add(rule, self.numbers[row], column, value, all_details, words)

    def cell(self, row: int) -> str:
        """The address of the cell that stands for a row."""
        return f"{column_letter(self.header.columns[self._fallback()])}{self.numbers[row]}"

    def keep(self, rows: list[int]) -> None:
        """Drop all rows but these."""
        if len(rows) == len(self):
            return
        self.numbers = [self.numbers[row] for row in rows]
        self.is_withdrawn = [self.is_withdrawn[row] for row in rows]
        self.raw = {name: [cells[row] for row in rows] for name, cells in self.raw.items()}
        self.columns = {
            name: [values[row] for row in rows] for name, values in self.columns.items()
        }

    def as_rows(self) -> Rows:
        """What the rest of the program works with."""
        positions = self.header.columns
        letter = column_letter(positions[self._fallback()])
        return Rows(
            self.sheet.table,
            self.name,
            {
                column.field: column_letter(positions[column.field])
                if column.field in positions
                else ""
                for column in self.sheet.columns
            },
            {column.field: self.columns[column.field] for column in self.sheet.columns},
            [f"{letter}{number}" for number in self.numbers],
            self.is_withdrawn,
        )

    def _fallback(self) -> str:
        principal = self.sheet.principal
        return principal if principal in self.header.columns else self.sheet.keys[0]


class _Memo(dict[Any, Any]):
    """Each different cell is read once: the same words and dates come thousands of times."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> Any:
        self[key] = made = self._make(key)
        return made


def read_table(
    sheet: Sheet,
    name: str,
    rows: Sequence[Sequence[object]],
    header: Header,
    found: Collector,
    may_have_point: bool = False,
    is_bulk: bool = False,
) -> Table:
    """Read all cells below the heading row; the objections go to ``found``."""
    first = header.index + 1
    filled = [number for number, row in enumerate(rows[first:], first) if _is_filled(row)]
    filled = without_totals(sheet, header, rows, filled, found)
    most = limits.LIMITS.rows
    if len(filled) > most and not is_bulk:
        found.add("sheet_too_long", details={"count": str(len(filled)), "limit": str(most)})
        filled = []
    by_column = list(zip(*(rows[number] for number in filled), strict=True))
    raw: dict[str, Sequence[object]] = {
        field_name: by_column[index] if filled else ()
        for field_name, index in header.columns.items()
    }
    numbers = [number + 1 for number in filled]
    return read_columns(
        Table(sheet, header, found, name, numbers, raw, may_have_point=may_have_point)
    )


def read_columns(table: Table) -> Table:
    """Read the raw cells of a table that has nothing else yet."""
    table.is_withdrawn = [False] * len(table.numbers)
    problems = {column.field: _read_column(table, column.field) for column in table.sheet.columns}
    _drop_silent_rows(table, problems)
    _report(table, problems)
    _blank_withdrawn_rows(table)
    return table


def _is_filled(row: Sequence[object]) -> bool:
    """Does a row have a cell that is not blank? 0 and FALSE are something."""
    if not any(row):
        return any(cell != "" for cell in row)
    return True


def _read_column(table: Table, field_name: str) -> dict[int, Problem]:
    """Read one column into the table; the problems by the row's number on the sheet."""
    cells = table.raw.get(field_name)
    if cells is None:
        table.columns[field_name] = [None] * len(table)
        return {}
    column = table.sheet.column(field_name)
    has_point = table.may_have_point and _has_point(table, column, cells)
    read_cell = reader(column, has_point)
    # 1.0 and True are equal, so each type of cell has its own memory.
    memo = _Memo(lambda _: _Memo(read_cell))
    values = [memo[type(cell)][cell] for cell in cells]
    table.columns[field_name] = values
    kinds = {type(value) for read in memo.values() for value in read.values()}
    problems = {}
    if Problem in kinds or Mark in kinds:
        for row, value in enumerate(values):
            if isinstance(value, Problem):
                problems[table.numbers[row]] = value
                values[row] = None
            elif value is Mark.WITHDRAW:
                table.is_withdrawn[row] = True
                values[row] = None
    table.has_percents = table.has_percents or Percent in kinds
    return problems


def _has_point(table: Table, column: Column, cells: Sequence[object]) -> bool:
    """Are the numbers of a column written with a decimal point? That is said once."""
    if column.type not in ("number", "percent"):
        return False
    texts = [cell for cell in dict.fromkeys(cells) if isinstance(cell, str)]
    pointed = next((text for text in texts if POINTED.fullmatch(text)), None)
    if pointed is None or any("," in text for text in texts):
        return False
    index, row = table.header.columns[column.field], table.numbers[cells.index(pointed)]
    details = {"column": table.heading(column.field), "reading": pointed.replace(".", ",")}
    table.found.add("numbers_have_point", row, index, pointed, details)
    return True


def _drop_silent_rows(table: Table, problems: dict[str, dict[int, Problem]]) -> None:
    sheet = table.sheet
    names = sheet.values
    if sheet.table not in _SAYS_NOTHING_WITHOUT_VALUES:
        names = sheet.keys + names
    loud = set().union(*(problems[name] for name in names))
    columns = [table.columns[name] for name in names if name in table.raw]
    if any(None not in values for values in columns):
        return
    blank = (None,) * len(columns)
    table.keep(
        [
            row
            for row, values in enumerate(zip(*columns, strict=True))
            if values != blank or table.is_withdrawn[row] or table.numbers[row] in loud
        ]
    )


def _report(table: Table, problems: dict[str, dict[int, Problem]]) -> None:
    rows = (
        {number: row for row, number in enumerate(table.numbers)} if any(problems.values()) else {}
    )
    for field_name, found in problems.items():
        is_key = table.sheet.column(field_name).is_key
        for number, problem in found.items():
            row = rows.get(number)
            if row is not None and (is_key or not table.is_withdrawn[row]):
                table.object_to(problem.rule, field_name, row, problem.details, problem.words)
                table.faulty.setdefault(field_name, set()).add(number)


def _blank_withdrawn_rows(table: Table) -> None:
    if True in table.is_withdrawn:
        for field_name in table.sheet.values:
            table.columns[field_name] = [
                None if is_withdrawn else value
                for value, is_withdrawn in zip(
                    table.columns[field_name], table.is_withdrawn, strict=True
                )
            ]
