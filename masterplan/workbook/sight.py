"""What a file says of its sheets beside the values that the spreadsheet library hands over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from masterplan.workbook import limits
from masterplan.workbook.cells import Unreadable, column_letter
from masterplan.workbook.refused import Refused

Format = Callable[[float], object]
"""Makes of a raw number what its cell shows, where that is more than the number."""


@dataclass(frozen=True)
class BlindSpot:
    """A cell that only looks blank: row and column count from 0."""

    row: int
    column: int
    cell: Unreadable


@dataclass
class Sight:
    """One sheet, seen without the library: rows and columns count from 0."""

    spots: list[BlindSpot] = field(default_factory=list)
    formatted: list[tuple[int, int, Format]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """The first and the last of each hidden range."""


@dataclass
class Extent:
    """How far the values of a sheet reach; raises Refused where that is too far."""

    sheet: str
    last_row: int = -1
    last_column: int = -1

    def reach(self, row: int, column: int) -> None:
        """There is a value in this cell."""
        if row > self.last_row or column > self.last_column:
            self.last_row = max(row, self.last_row)
            self.last_column = max(column, self.last_column)
            if self.is_too_far:
                cell = f"{column_letter(self.last_column)}{self.last_row + 1}"
                raise Refused("sheet_reaches_too_far", sheet=self.sheet, cell=cell)

    @property
    def is_too_far(self) -> bool:
        """Would a rectangle of this size be too much?"""
        return (self.last_row + 1) * (self.last_column + 1) > limits.LIMITS.area


def refuse_cells(sheet: str, count: int) -> None:
    """Raise Refused where a sheet has too many cells."""
    most = limits.LIMITS.cells
    if count > most:
        raise Refused("sheet_has_too_many_cells", sheet=sheet, limit=f"{most}")
