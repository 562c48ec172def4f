"""The columns of a sheet as they are compared with the fields of the format."""

from __future__ import annotations

from collections.abc import Iterable

from masterplan.workbook.cells import shown
from masterplan.workbook.header_rows import Cells
from masterplan.workbook.match import Source, said
from masterplan.workbook.shape import SheetShape, view

_COMPARED = 60
"""So many values of a column, spread over its length, tell what it is."""

_SAMPLES = 5


def cells_of(shape: SheetShape, rows: Cells) -> dict[int, tuple[object, ...]]:
    """By column all cells of records that say something."""
    if not shape.first_row:
        return {column.index: () for column in shape.columns}
    records = [
        row
        for line, row in enumerate(view(rows, shape.layout)[: shape.last_row], 1)
        if line >= shape.first_row and line not in shape.aside
    ]
    return {column.index: said(row[column.index] for row in records) for column in shape.columns}


def sources_of(shape: SheetShape, cells: dict[int, tuple[object, ...]]) -> list[Source]:
    """The columns to be matched; those of many periods with the same label stand together."""
    found = []
    under: dict[str, list[tuple[object, ...]]] = {}
    letters: dict[str, str] = {}
    for column in shape.columns:
        if column.period is None:
            found.append(Source(column.letter, column.heading, spread(cells[column.index])))
        else:
            letters.setdefault(column.label, column.letter)
            under.setdefault(column.label, []).append(cells[column.index])
    for label, parts in under.items():
        together = tuple(cell for part in parts for cell in part)
        found.append(Source(letters[label], label, spread(together), is_period=True))
    return found


def spread(cells: tuple[object, ...]) -> tuple[object, ...]:
    """Some of the cells, from the first to the last."""
    step = -(-len(cells) // _COMPARED) or 1
    return cells[::step]


def samples(cells: Iterable[object]) -> tuple[str, ...]:
    """A few different values as they stand in the file."""
    found: dict[str, None] = {}
    for cell in cells:
        found.setdefault(shown(cell))
        if len(found) == _SAMPLES:
            break
    return tuple(found)
