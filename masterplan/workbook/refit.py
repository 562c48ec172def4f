"""A stored mapping on the file at hand: where its sheets, headings and columns stand today."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from masterplan.sheets import SHEET_OF
from masterplan.workbook.cells import fold
from masterplan.workbook.convert import widened_text
from masterplan.workbook.header_rows import Cells, label_of, speaks, words_of
from masterplan.workbook.mapping import ColumnUse, SheetMapping
from masterplan.workbook.shape import Layout, SheetShape, index_of, is_total, shape_of, view


@dataclass
class Fitted:
    """A sheet mapping with the columns that the file has."""

    mapping: SheetMapping
    shape: SheetShape
    columns: dict[int, ColumnUse] = field(default_factory=dict)
    """By index in the view, without those that stand for periods."""
    periods: dict[int, tuple[str, ColumnUse]] = field(default_factory=dict)
    """By index in the view the period and the use of each column that stands for one."""
    missing: list[str] = field(default_factory=list)
    """The headings that are not to be found."""
    added: set[int] = field(default_factory=set)
    """The columns of periods of which the mapping does not know yet."""
    by_hand: set[int] = field(default_factory=set)
    """The columns whose period the mapping says and the heading does not."""
    totals: frozenset[int] = frozenset()
    """The rows that add up others: “Gesamt” beside a code may well be a category."""

    @property
    def aside(self) -> frozenset[int]:
        """The rows below the headings that are no records."""
        return frozenset((*self.shape.hint_rows, *self.shape.rows_below)) | self.totals


def find_sheet(one: SheetMapping, grids: MappingOf[str, Cells]) -> str | None:
    """The sheet that a mapping means: of its name, or else the only one of its shape."""
    if one.source in grids:
        return one.source
    alike = [name for name, rows in grids.items() if _is_of_shape(name, rows, one)]
    return alike[0] if len(alike) == 1 else None


def is_alike(one: SheetMapping, shape: SheetShape) -> bool:
    """Has a sheet the shape that a mapping was made for?"""
    return bool(one.fingerprint) and shape.fingerprint == one.fingerprint


def fit(one: SheetMapping, name: str, rows: Cells) -> Fitted:
    """Find the mapping's columns in a sheet: at their letters, or else by their headings."""
    layout = one.layout
    shape = shape_of(name, rows, header_rows=one.header_rows, layout=layout)
    fitted = _columns(one, shape)
    if fitted.missing:
        elsewhere = shape_of(name, rows, layout=layout)
        other = _columns(one, elsewhere)
        if len(other.missing) < len(fitted.missing):
            fitted = other
    fitted.totals = _totals(fitted, view(rows, layout))
    return fitted


def _totals(fitted: Fitted, seen: Cells) -> frozenset[int]:
    sheet = SHEET_OF[fitted.mapping.table]
    keys = [
        index
        for index, use in fitted.columns.items()
        if use.field in sheet.keys and sheet.column(use.field).type == "code"
    ]
    return frozenset(
        line
        for line in fitted.shape.total_rows
        if not any(speaks(cell) and not is_total([cell]) for cell in _cells(seen[line - 1], keys))
    )


def _cells(row: Sequence[object], indexes: list[int]) -> list[object]:
    return [row[index] for index in indexes]


def _is_of_shape(name: str, rows: Cells, one: SheetMapping) -> bool:
    layout: Layout | None = "transposed" if one.layout == "transposed" else None
    return is_alike(one, shape_of(name, rows, layout=layout))


def _columns(one: SheetMapping, shape: SheetShape) -> Fitted:
    fitted = Fitted(one, shape)
    headings = {column.index: column.heading for column in shape.columns}
    for letter, use in one.columns.items():
        if letter in one.periods and _names_period(use):
            continue
        index = _place(letter, use, headings, one)
        if index is None:
            fitted.missing.append(use.heading or letter)
        elif letter in one.periods:
            fitted.by_hand.add(index)
            fitted.periods[index] = (widened_text(one.periods[letter], one.period_grain), use)
        else:
            fitted.columns[index] = use
    if one.periods:
        _take_periods(one, shape, fitted)
    return fitted


def _names_period(use: ColumnUse) -> bool:
    """Does the heading itself say the period? Then the file decides which periods there are."""
    return label_of(use.heading) is not None


def _place(letter: str, use: ColumnUse, headings: dict[int, str], one: SheetMapping) -> int | None:
    index = index_of(letter, one.layout)
    if index is not None and (not use.heading or _same(headings.get(index, ""), use.heading)):
        return index
    alike = [number for number, text in headings.items() if _same(text, use.heading)]
    return alike[0] if len(alike) == 1 else None


def _take_periods(one: SheetMapping, shape: SheetShape, fitted: Fitted) -> None:
    """The columns whose heading names a period: those of the mapping, and new ones like them."""
    known: dict[str, tuple[str, ColumnUse]] = {}
    by_label: dict[str, ColumnUse] = {}
    for letter, text in one.periods.items():
        use = one.columns.get(letter)
        label = label_of(use.heading) if use is not None else None
        if use is not None and label is not None:
            known[fold(use.heading)] = (text, use)
            by_label.setdefault(fold(label), use)
    left_out = {fold(heading) for heading in one.left_out}
    taken = {(text, use.field) for text, use in fitted.periods.values()}
    for column in shape.columns:
        use = by_label.get(fold(column.label))
        if column.period is None or use is None or fold(column.heading) in left_out:
            continue
        text, use = known.get(fold(column.heading), (column.period.text, use))
        text = widened_text(text, one.period_grain)
        if (text, use.field) not in taken:  # the second column of a period is not read, and named
            taken.add((text, use.field))
            fitted.periods[column.index] = (text, replace(use, heading=column.heading))
            if fold(column.heading) not in known:
                fitted.added.add(column.index)
    if not fitted.periods:
        fitted.missing += [use.heading for use in by_label.values()]


def _same(first: str, second: str) -> bool:
    return words_of(first)[0] == words_of(second)[0]
