"""A table whose cells stand elsewhere in the file than a sheet of the format would have them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from masterplan.sheets import Rows
from masterplan.workbook.cells import column_letter, shown
from masterplan.workbook.collector import Collector
from masterplan.workbook.header_rows import Cells, speaks
from masterplan.workbook.table import Table


@dataclass(frozen=True)
class Source:
    """The column of the view that a field comes from; for a period its heading."""

    index: int
    is_heading: bool = False
    is_under_period: bool = False


@dataclass
class Placement:
    """Where the cells of the laid-out grid stand in the file."""

    seen: Cells
    sources: list[list[Source | None]]
    """Per slot (a period, or the only one) and field; None for a constant, or no column."""
    constants: frozenset[int]
    """The fields that have the same text in all rows."""
    header_line: int
    is_turned: bool
    under_periods: frozenset[str]
    """The fields that have no column of their own."""
    _lines: list[int] = field(default_factory=list)
    _slots: list[int] = field(default_factory=list)

    def note(self, line: int, slot: int) -> None:
        """Another row was laid out, from this line of the view and for this slot."""
        self._lines.append(line)
        self._slots.append(slot)

    def source(self, number: int, column: int) -> Source | None:
        """The column that a cell comes from; rows are numbered as in the laid-out grid."""
        return self.sources[self._slots[number - 2]][column]

    def stand_in(self, number: int) -> Source | None:
        """Where a period has no column for a field, the column of another of its values."""
        own = [one for one in self.sources[self._slots[number - 2]] if one is not None]
        values = [one for one in own if not one.is_heading and one.is_under_period]
        return next(iter(values or own), None)

    def place(self, number: int, column: int) -> tuple[int, int] | None:
        """Row number and column index in the file; None for a constant."""
        source = self.source(number, column)
        if source is None and column not in self.constants:
            source = self.stand_in(number)
        if source is None:
            return None
        line = self.header_line if source.is_heading else self._lines[number - 2]
        return self.in_file(line, source.index)

    def in_file(self, line: int, index: int) -> tuple[int, int]:
        """A line and column of the view as row number and column index of the file."""
        return (index + 1, line - 1) if self.is_turned else (line, index)

    def original(self, number: int, column: int) -> object:
        """What stands in the file where a cell comes from; None for a constant."""
        source = self.source(number, column)
        if source is None:
            return None
        line = self.header_line if source.is_heading else self._lines[number - 2]
        return self.seen[line - 1][source.index]


class Relocated(Collector):
    """Takes objections to the cells of the laid-out grid, and tells them at those of the file."""

    def __init__(self, sheet: str, placement: Placement) -> None:
        super().__init__(sheet)
        self._placement = placement
        self._told: set[tuple[object, ...]] = set()

    def add(
        self,
        rule: str,
        row: int = 0,
        column: int = 0,
        value: str = "",
        details: dict[str, str] | None = None,
        words: Iterable[str] = (),
    ) -> None:
        """Object to a cell. What one cell of the file says for many rows is told once."""
        if row:
            place = self._placement.place(row, column)
            if value and place is not None:
                original = self._placement.original(row, column)
                value = shown(original) if speaks(original) else value
            row, column = place or (0, 0)
            told = (rule, row, column, value, tuple(sorted((details or {}).items())))
            if told in self._told:
                return
            self._told.add(told)
        super().add(rule, row, column, value, details, words)

    def at_place(
        self, rule: str, line: int, index: int, value: str, details: dict[str, str]
    ) -> None:
        """Object to a cell of the view, such as a heading."""
        row, column = self._placement.in_file(line, index)
        super().add(rule, row, column, value, details)


@dataclass
class Arranged(Table):
    """A table that was laid out by a mapping."""

    placement: Placement = field(
        default_factory=lambda: Placement([], [], frozenset(), 0, False, frozenset())
    )

    def cell(self, row: int) -> str:
        """The address of the cell that stands for a row: of its principal value, if it has one."""
        number = self.numbers[row]
        for name in (self.sheet.principal, *self.sheet.values, *self.sheet.keys):
            column = self.header.columns.get(name)
            if column is None:
                continue
            source = self.placement.source(number, column)
            is_told = name == self.sheet.principal or speaks(self.raw[name][row])
            if source is not None and not source.is_heading and is_told:
                place = self.placement.place(number, column)
                if place is not None:
                    return f"{column_letter(place[1])}{place[0]}"
        return ""

    def as_rows(self) -> Rows:
        """What the rest of the program works with."""
        made = super().as_rows()
        made.column_letters = {
            column.field: self._letter(column.field) for column in self.sheet.columns
        }
        made.cells = [self.cell(row) for row in range(len(self))]
        return made

    def _letter(self, field_name: str) -> str:
        """The letter of a field's column; a field that has no column of its own has none."""
        column = self.header.columns.get(field_name)
        placed = self.placement
        if column is None or placed.is_turned or field_name in placed.under_periods:
            return ""
        source = placed.sources[0][column]
        return "" if source is None else column_letter(source.index)
