"""Where things stand in the XML of a sheet: cells, gaps, merged ranges, what follows the cells."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from masterplan.workbook.annotate_package import MAIN, PatchError
from masterplan.workbook.cells import column_index, column_letter

Place = tuple[int, int]
"""A cell: row and column, both counted from 1."""

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_MOST_COMPARISONS = 5_000_000
_BEFORE_LEGACY_DRAWING = frozenset(
    {
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData"),
        *("sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter"),
        *("sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr"),
        *("conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
        *("pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
        *("customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing"),
        "legacyDrawing",
    }
)


def place_of(reference: str) -> Place | None:
    """The place that a reference such as "C7" names; None where it names none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    place = (int(match[2]), column_index(match[1]) + 1)
    return place if place[0] <= LAST_ROW and place[1] <= LAST_COLUMN else None


def reference_of(place: Place) -> str:
    """The reference of a place."""
    return f"{column_letter(place[1] - 1)}{place[0]}"


class Skeleton:
    """What a sheet says beside its cells, whose bytes are those from ``start`` to ``end``."""

    def __init__(self, data: bytes, start: int, end: int) -> None:
        self.legacy_drawing: str | None = None
        self.after = 0
        """Where a legacy drawing may be put."""
        self._columns: list[tuple[int, int, int]] = []
        self._ranges: list[tuple[Place, Place]] = []
        self._depth = 0
        self._alternative: int | None = None
        self._start, self._cut = start, end - start
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish
        _run(self._parser, data[:start] + data[end:])

    def column_style(self, column: int) -> int:
        """The style of the cells of a column that the sheet does not have."""
        for first, last, style in self._columns:
            if first <= column <= last:
                return style
        return 0

    def merged(self, wanted: list[Place]) -> dict[Place, Place]:
        """For each of the sorted places that lie in a merged range its top left cell."""
        found: dict[Place, Place] = {}
        comparisons = 0
        for first, last in self._ranges:
            for place in wanted[bisect_left(wanted, first) :]:
                comparisons += 1
                if place[0] > last[0]:
                    break
                if first[1] <= place[1] <= last[1]:
                    found[place] = first
            if comparisons > _MOST_COMPARISONS:
                raise PatchError("too many merged ranges")
        return found

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        prefix, _, name = tag.rpartition(":")
        if self._depth == 0:
            if attributes.get(f"xmlns:{prefix}" if prefix else "xmlns") != MAIN:
                raise PatchError("not the namespace of worksheets")
        elif self._depth == 1:
            self._child(name, attributes)
        elif self._depth == 3 and self._alternative is not None:
            if name not in _BEFORE_LEGACY_DRAWING:
                self.after = self.after or self._alternative
            self._alternative = None
        elif name == "col":
            span = (_whole(attributes.get("min")), _whole(attributes.get("max")))
            self._columns.append((*span, _whole(attributes.get("style"))))
            if len(self._columns) > LAST_COLUMN:
                raise PatchError("too many columns")
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            places = (place_of(first), place_of(last or first))
            if places[0] is not None and places[1] is not None:
                self._ranges.append((places[0], places[1]))
        self._depth += 1

    def _child(self, name: str, attributes: dict[str, str]) -> None:
        self._alternative = None
        if name == "legacyDrawing":
            ids = [value for key, value in attributes.items() if key.rpartition(":")[2] == "id"]
            self.legacy_drawing = ids[0] if ids else ""
        elif name == "AlternateContent":  # what is in it says where it belongs
            self._alternative = self._offset()
        elif name not in _BEFORE_LEGACY_DRAWING and not self.after:
            self.after = self._offset()

    def _finish(self, _tag: str) -> None:
        self._depth -= 1
        if self._depth == 0 and not self.after:
            self.after = self._offset()

    def _offset(self) -> int:
        offset = self._parser.CurrentByteIndex
        return offset if offset < self._start else offset + self._cut


@dataclass
class FoundRow:
    """A row with cells to mark: where it begins, and where new cells go."""

    start: int
    cells: dict[int, int] = field(default_factory=dict)
    """Where the cells to mark begin, by their column."""
    gaps: list[tuple[int, int]] = field(default_factory=list)
    """For each missing cell the byte before which it goes, and its column; in order."""


class Scan:
    """Goes through the cells once, and remembers those that are wanted or bear a mark.

    ``end`` is where the rows end: rows that are missing at the end go there.
    """

    def __init__(
        self, data: bytes, prefix: str, end: int, wanted: Iterable[Place], marks: frozenset[int]
    ) -> None:
        self.rows: dict[int, FoundRow] = {}
        self.new_rows: list[tuple[int, int]] = []
        """For each missing row the byte before which it goes, and its number; in order."""
        self.styles: dict[Place, int] = {}
        self._data, self._end = data, end
        self._cell_tag, self._row_tag = f"{prefix}c", f"{prefix}row"
        self._row_end = f"</{prefix}row".encode()
        self._marks = frozenset(map(str, marks))
        self._columns: dict[int, list[int]] = {}
        for row, column in sorted(wanted):
            self._columns.setdefault(row, []).append(column)
        self._ahead = deque(self._columns)
        self._pending: deque[int] = deque()
        self._number = self._column = self._start = self._last_start = self._row_style = 0
        self._is_watched = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        _run(self._parser, data)
        self._finish_row()
        self.new_rows += [(end, row) for row in self._ahead]

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == self._cell_tag:
            if self._is_watched:
                self._cell(attributes)
        elif tag == self._row_tag:
            self._row(attributes)

    def _row(self, attributes: dict[str, str]) -> None:
        self._finish_row()
        before = self._number
        self._number = _whole(attributes.get("r")) or before + 1
        if self._number <= before:
            raise PatchError("rows out of order")
        self._start = self._last_start = self._parser.CurrentByteIndex
        self._column = 0
        while self._ahead and self._ahead[0] < self._number:
            self.new_rows.append((self._start, self._ahead.popleft()))
        if self._ahead and self._ahead[0] == self._number:
            self._pending = deque(self._columns[self._ahead.popleft()])
        self._row_style = 0
        if attributes.get("customFormat") in ("1", "true"):
            self._row_style = _whole(attributes.get("s"))
        # without a number of the row its cells may yet say that it is another one
        self._is_watched = bool(self._pending or self._marks) or "r" not in attributes

    def _cell(self, attributes: dict[str, str]) -> None:
        place = self._place(attributes.get("r"))
        if place[0] != self._number or place[1] <= self._column:
            raise PatchError("cells out of order")
        self._column = place[1]
        self._last_start = self._parser.CurrentByteIndex
        while self._pending and self._pending[0] < place[1]:
            self._gap(self._last_start)
        is_wanted = bool(self._pending) and self._pending[0] == place[1]
        if is_wanted:
            self._pending.popleft()
        if is_wanted or attributes.get("s") in self._marks:
            self._found_row().cells[place[1]] = self._last_start
            self.styles[place] = _whole(attributes.get("s"))

    def _place(self, reference: str | None) -> Place:
        """Some programs leave the reference out: then a cell follows the one before it."""
        if reference is None:
            return self._number, self._column + 1
        place = place_of(reference)
        if place is None:
            raise PatchError("a cell without a place")
        return place

    def _finish_row(self) -> None:
        if self._pending:
            end = self._data.find(self._row_end, self._last_start)
            while self._pending:
                self._gap(end)

    def _gap(self, before: int) -> None:
        column = self._pending.popleft()
        self._found_row().gaps.append((before, column))
        if self._row_style:
            self.styles[self._number, column] = self._row_style

    def _found_row(self) -> FoundRow:
        return self.rows.setdefault(self._number, FoundRow(self._start))


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


def _run(parser: expat.XMLParserType, xml: bytes) -> None:
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise PatchError(str(error)) from error
