"""The XML of a sheet: other styles for some cells, and not one byte more than that changed.

The sheet is not made into a tree and written again: a large one would take seconds, and what this
program does not know of would be at risk. Places are found in the bytes, and the bytes patched.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import islice
from typing import NamedTuple

from masterplan.workbook.annotate_package import DOCUMENT_RELATIONSHIPS, PatchError, checked_xml
from masterplan.workbook.annotate_scan import FoundRow, Place, Scan, Skeleton, reference_of

_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData(?=[\s/>])")
_SHEET_VIEW = re.compile(rb"<(?:[\w.-]+:)?sheetView(?=[\s/>])")
_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_NAME = re.compile(rb"<[^\s/>]+")
_ATTRIBUTE = re.compile(rb"""\s([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')""")

_LONGEST_HEAD = 100_000
_MOST_VIEWS = 8


class _Patch(NamedTuple):
    """What stands instead of some bytes, or between two."""

    start: int
    end: int
    new: bytes


def deselected(data: bytes) -> bytes:
    """A sheet that is not selected: what is typed goes into every sheet that is."""
    end = data.find(b"sheetData")
    head = data[: min(end if end >= 0 else len(data), _LONGEST_HEAD)]
    if b"tabSelected" not in head:
        return data
    patches = []
    for view in islice(_SHEET_VIEW.finditer(head), _MOST_VIEWS):
        patches += _without(head, view.start(), b"tabSelected")
    return _patched(data, patches)


class SheetXml:
    """One sheet and the cells of it that are to be marked.

    ``marks`` are styles whose cells are looked for too, wherever they are.
    """

    def __init__(self, data: bytes, wanted: Collection[Place], marks: frozenset[int]) -> None:
        self._data = checked_xml(data)
        self._find_rows()
        frame = Skeleton(data, self._start, self._after_rows)
        self.legacy_drawing = frame.legacy_drawing
        """The relationship of the drawing that has the boxes of the comments, if there is one."""
        self.merged = frame.merged(sorted(wanted))
        """For a wanted place in a merged range the one in which its cell is kept."""
        places = {self.merged.get(place, place) for place in wanted}
        self._after = frame.after
        self._scan = Scan(data, self._prefix.decode(), self._end, places, marks)
        self.styles = {place: frame.column_style(place[1]) for place in places} | self._scan.styles
        """The style of each cell to mark, and of those that bear a mark."""

    def restyled(self, styles: Mapping[Place, int], legacy_drawing: str | None) -> bytes:
        """The sheet with these styles; ``legacy_drawing`` is a relationship to be added."""
        patches: list[_Patch] = []
        for number, row in self._scan.rows.items():
            patches += self._in_row(number, row, styles)
        patches += self._new_rows(styles)
        if legacy_drawing is not None:
            tag = b'<%slegacyDrawing xmlns:r="%s" r:id="%s"/>'
            values = (self._prefix, DOCUMENT_RELATIONSHIPS.encode(), legacy_drawing.encode())
            patches.append(_Patch(self._after, self._after, tag % values))
        return _patched(self._data, patches)

    def _find_rows(self) -> None:
        match = _SHEET_DATA.search(self._data)
        tag = _TAG.match(self._data, match.start()) if match else None
        if match is None or tag is None or b"<![CDATA[" in self._data or b"<!--" in self._data:
            raise PatchError("no sheet whose bytes can be searched")
        self._prefix = match[1]
        self._start = match.start()
        self._is_empty = tag[0].endswith(b"/>")
        self._end = self._after_rows = tag.end()
        if not self._is_empty:
            self._end = self._data.rfind(b"</" + self._prefix + b"sheetData")
            self._after_rows = self._data.find(b">", self._end) + 1

    def _in_row(self, number: int, row: FoundRow, styles: Mapping[Place, int]) -> list[_Patch]:
        patches = [
            _style(self._data, start, styles[number, column])
            for column, start in row.cells.items()
            if (number, column) in styles
        ]
        if not row.gaps:
            return patches
        # the row's spans are only a help for reading, and would be wrong now
        patches += _without(self._data, row.start, b"spans")
        cells = [(before, self._cell((number, column), styles)) for before, column in row.gaps]
        tag = _tag(self._data, row.start)
        if tag.endswith(b"/>"):
            end = row.start + len(tag)
            inside = b"".join(cell for _, cell in cells)
            return [*patches, _Patch(end - 2, end, b">" + inside + self._closing(b"row"))]
        return patches + [_Patch(before, before, cell) for before, cell in cells]

    def _new_rows(self, styles: Mapping[Place, int]) -> list[_Patch]:
        cells = dict.fromkeys((number for _, number in self._scan.new_rows), b"")
        for place in sorted(styles):
            if place[0] in cells:
                cells[place[0]] += self._cell(place, styles)
        rows = [
            (before, b'<%srow r="%d">%s' % (self._prefix, row, cells[row]) + self._closing(b"row"))
            for before, row in self._scan.new_rows
        ]
        if rows and self._is_empty:
            inside = b"".join(row for _, row in rows)
            return [_Patch(self._end - 2, self._end, b">" + inside + self._closing(b"sheetData"))]
        return [_Patch(before, before, row) for before, row in rows]

    def _cell(self, place: Place, styles: Mapping[Place, int]) -> bytes:
        return b'<%sc r="%s" s="%d"/>' % (
            self._prefix,
            reference_of(place).encode(),
            styles[place],
        )

    def _closing(self, name: bytes) -> bytes:
        return b"</" + self._prefix + name + b">"


def _patched(data: bytes, patches: list[_Patch]) -> bytes:
    """The bytes with all patches; those at the same place stay in their order."""
    pieces: list[bytes] = []
    at = 0
    for patch in sorted(patches, key=lambda patch: patch.start):
        pieces += (data[at : patch.start], patch.new)
        at = patch.end
    return b"".join((*pieces, data[at:]))


def _style(data: bytes, start: int, style: int) -> _Patch:
    """Give the cell that begins at ``start`` a style."""
    name = _NAME.match(data, start)
    if name is None:
        raise PatchError("no cell")
    for span in _attributes(data, start):
        if span[1] == b"s":
            return _Patch(span.start(2), span.end(2), b'"%d"' % style)
    return _Patch(name.end(), name.end(), b' s="%d"' % style)


def _without(data: bytes, start: int, attribute: bytes) -> list[_Patch]:
    """Take an attribute out of the element that begins at ``start``, if it has it."""
    spans = [span for span in _attributes(data, start) if span[1] == attribute]
    return [_Patch(span.start(), span.end(), b"") for span in spans]


def _attributes(data: bytes, start: int) -> list[re.Match[bytes]]:
    return list(_ATTRIBUTE.finditer(data, start, start + len(_tag(data, start))))


def _tag(data: bytes, start: int) -> bytes:
    match = _TAG.match(data, start)
    if match is None:
        raise PatchError("no element")
    return match[0]
