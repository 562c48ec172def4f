"""A foreign sheet as a table of the format, each value still at its own cell.

The records are laid out in a grid as the format would have it, and that grid is read like any
sheet. ``Placement`` remembers for each of its cells where it stands in the file; objections and
origins are told in those terms.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass

from masterplan.sheets import SHEET_OF
from masterplan.workbook.arranged_table import Arranged, Placement, Relocated, Source
from masterplan.workbook.cells import says_nothing
from masterplan.workbook.collector import Collector
from masterplan.workbook.convert import Convert, Names, converter
from masterplan.workbook.header_rows import Cells, speaks
from masterplan.workbook.headings import Header
from masterplan.workbook.join_periods import joined
from masterplan.workbook.mapping import ColumnUse, Mapping, SheetMapping
from masterplan.workbook.refit import Fitted, find_sheet, fit
from masterplan.workbook.remarks import remark
from masterplan.workbook.shape import row_label, view
from masterplan.workbook.table import Table, read_table


@dataclass
class Arrangement:
    """What came of one sheet mapping."""

    mapping: SheetMapping
    name: str
    """The sheet's name in the file, or where there is none the one that was looked for."""
    found: Collector
    table: Table | None = None
    """None where the sheet or what a row needs is missing; then there is an error."""


def arrange(
    mapping: Mapping, grids: MappingOf[str, Cells], names: MappingOf[str, Names]
) -> list[Arrangement]:
    """Read the mapped sheets. ``names`` has by table the code of each folded name."""
    made = []
    read: dict[str, set[int]] = {}
    fitted: list[tuple[SheetMapping, Fitted | None]] = []
    for one in mapping.sheets:
        name = find_sheet(one, grids)
        fits = None if name is None else fit(one, name, grids[name])
        fitted.append((one, fits))
        if fits is not None:
            read.setdefault(fits.shape.name, set()).update({*fits.columns, *fits.periods})
    for one, fits in fitted:
        if fits is None:
            found = Collector(one.source)
            found.add("mapped_sheet_missing", value=one.source)
            made.append(Arrangement(one, one.source, found))
        else:
            others = read[fits.shape.name]
            made.append(_arranged(fits, grids[fits.shape.name], names, others))
    return made


def _arranged(
    fitted: Fitted, rows: Cells, names: MappingOf[str, Names], read: set[int]
) -> Arrangement:
    one = fitted.mapping
    seen = view(rows, one.layout)
    builder = _Builder(fitted, seen, names)
    placement = builder.placement
    found = Relocated(fitted.shape.name, placement)
    remark(fitted, seen, read, found)
    if fitted.missing or not _has_keys(one, builder.fields):
        return Arrangement(one, fitted.shape.name, found)
    grid = builder.grid()
    header = Header(0, {name: index for index, name in enumerate(builder.fields)}, builder.headings)
    table = read_table(SHEET_OF[one.table], fitted.shape.name, grid, header, found)
    arranged = Arranged(**vars(table), placement=placement)
    return Arrangement(one, fitted.shape.name, found, arranged)


def _has_keys(one: SheetMapping, fields: list[str]) -> bool:
    columns = SHEET_OF[one.table].columns
    return all(column.field in fields for column in columns if column.is_key and column.is_required)


class _Builder:
    """Lays the records of one sheet out as rows of the format."""

    def __init__(self, fitted: Fitted, seen: Cells, names: MappingOf[str, Names]) -> None:
        one = fitted.mapping
        self._fitted = fitted
        self._seen = seen
        self._names = names
        self._sheet = SHEET_OF[one.table]
        self._plain: dict[str, list[int]] = {}
        for index, use in sorted(fitted.columns.items()):
            self._plain.setdefault(use.field, []).append(index)
        under_periods = {use.field for _, use in fitted.periods.values()}
        period_field = one.period_field if fitted.periods else None
        self.fields = [
            column.field
            for column in self._sheet.columns
            if column.field in {*self._plain, *under_periods, *one.constants, period_field}
        ]
        self._slots = self._slots_of(period_field)
        self.placement = Placement(
            seen,
            [self._sources(slot) for slot in self._slots],
            frozenset(map(self.fields.index, one.constants)),
            fitted.shape.header_rows[-1] if fitted.shape.header_rows else 0,
            one.layout == "transposed",
            frozenset({*under_periods, *filter(None, [period_field])}),
        )
        self._uses = {
            **fitted.columns,
            **{index: use for index, (_, use) in fitted.periods.items()},
        }
        self._converts = {index: self._converter(use) for index, use in self._uses.items()}

    @property
    def headings(self) -> dict[str, str]:
        """What the file calls each field."""
        uses = reversed(list(self._uses.values()))
        return {use.field: use.heading for use in uses if use.heading}

    def grid(self) -> list[list[object]]:
        """The rows, below a row for the headings; their places are noted as they are made."""
        grid: list[list[object]] = [[""] * len(self.fields)]
        above: dict[int, object] = {}
        for line, row in self._records():
            values = self._filled_down(row, above)
            for number, slot in enumerate(self._slots):
                if self._says_something(row, slot):
                    grid.append([self._cell(name, values, slot) for name in self.fields])
                    self.placement.note(line, number)
        return grid

    def _records(self) -> list[tuple[int, list[object]]]:
        shape, skipped = self._fitted.shape, frozenset(self._fitted.mapping.skip_rows)
        first = (shape.header_rows[-1] if shape.header_rows else 0) + 1
        return [
            (line, list(row))
            for line, row in enumerate(self._seen[first - 1 :], first)
            if line not in self._fitted.aside and not (skipped and row_label(row) in skipped)
        ]

    def _slots_of(self, period_field: str | None) -> list[dict[str, tuple[int, str]]]:
        """Per period its columns by field; a long table has one slot without any."""
        if period_field is None:
            return [{}]
        slots: dict[str, dict[str, tuple[int, str]]] = {}
        for index, (text, use) in sorted(self._fitted.periods.items()):
            slot = slots.setdefault(text, {period_field: (index, text)})
            slot.setdefault(use.field, (index, ""))
        return list(slots.values())

    def _sources(self, slot: dict[str, tuple[int, str]]) -> list[Source | None]:
        sources: list[Source | None] = []
        for name in self.fields:
            if name in slot:
                index, text = slot[name]
                sources.append(Source(index, bool(text), not text))
            elif name in self._plain:
                sources.append(Source(self._plain[name][0]))
            else:
                sources.append(None)
        return sources

    def _converter(self, use: ColumnUse) -> Convert | None:
        column = self._sheet.column(use.field)
        table = column.refers_to or self._sheet.table
        return converter(use, column, self._names.get(table, {}))

    def _filled_down(self, row: list[object], above: dict[int, object]) -> list[object]:
        for index, use in self._fitted.columns.items():
            if use.fill_down:
                if speaks(row[index]):
                    above[index] = row[index]
                elif index in above:
                    row = [*row[:index], above[index], *row[index + 1 :]]
        return row

    def _says_something(self, row: list[object], slot: dict[str, tuple[int, str]]) -> bool:
        """Is there a value to be told: in a wide table below this period, else anywhere?"""
        if slot:
            return any(_tells(row[index]) for index, text in slot.values() if not text)
        return any(speaks(row[index]) for index in self._fitted.columns)

    def _cell(self, name: str, row: list[object], slot: dict[str, tuple[int, str]]) -> object:
        if name in slot:
            index, text = slot[name]
            return text or self._converted(index, row)
        if name in self._plain:
            indexes = self._plain[name]
            if len(indexes) == 1:
                return self._converted(indexes[0], row)
            uses = [self._fitted.columns[index] for index in indexes]
            return joined([row[index] for index in indexes], uses)
        return self._fitted.mapping.constants.get(name, "")

    def _converted(self, index: int, row: list[object]) -> object:
        convert = self._converts[index]
        return row[index] if convert is None else convert(row[index])


def _tells(cell: object) -> bool:
    return speaks(cell) and not (isinstance(cell, str) and says_nothing(cell.strip()))
