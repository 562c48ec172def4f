"""An .xls file: what its sheets hold beside the values, read from their records."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from masterplan.workbook.cells import Problem, Unreadable
from masterplan.workbook.compound import Compound
from masterplan.workbook.formats import formats_of_list
from masterplan.workbook.openxml import refuse_sheets
from masterplan.workbook.refused import Refused
from masterplan.workbook.sight import BlindSpot, Extent, Format, Sight
from masterplan.workbook.xlsb import error_word

_BEGIN, _END, _PASSWORD = 0x0809, 0x000A, 0x002F
_SHEET, _FORMAT, _STYLE, _CALCULATED = 0x0085, 0x041E, 0x00E0, 0x01C1
_ROW, _COLUMN = 0x0208, 0x007D
_FORMULA, _BOOLEAN_OR_ERROR, _SEVERAL = 0x0006, 0x0205, 0x00BD
_CELLS = frozenset({0x0203, 0x0204, 0x00D6, 0x00FD, 0x027E, _FORMULA, _BOOLEAN_OR_ERROR})
_NEW = 0x0600
_WORKSHEET = 0


@dataclass
class _Globals:
    """What the records before the sheets say of the whole workbook."""

    sheets: list[tuple[str, int]] = field(default_factory=list)
    """Each sheet and where its records begin."""
    formats: dict[int, Format] = field(default_factory=dict)
    is_calculated: bool = False
    """Has a spreadsheet program calculated the formulas? Other programs store no results."""


def look_through_xls(
    content: bytes, is_wanted: Callable[[str], bool], notes: list[Problem]
) -> dict[str, Sight]:
    """What the wanted sheets hold beside the values, by their names."""
    streams = Compound(content)
    if "_VBA_PROJECT" in streams:
        notes.append(Problem("file_has_macros"))
    data = streams.stream("Workbook") or streams.stream("Book")
    if data is None:
        raise Refused("file_is_other_format", format="OLE")
    try:
        book = _globals(data)
        refuse_sheets([name for name, _start in book.sheets])
        return {
            name: _look(data, start, name, book) for name, start in book.sheets if is_wanted(name)
        }
    except (struct.error, IndexError) as error:
        raise Refused("file_is_damaged") from error


def _records(data: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """Each record up to the end of its part: its kind, where its content begins, its length."""
    depth = 0
    end = len(data)
    header = struct.Struct("<HH").unpack_from
    while place + 4 <= end:
        kind, size = header(data, place)
        place += 4
        if kind == _BEGIN:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        if depth == 1:  # deeper lie charts
            yield kind, place, size
        place += size


def _globals(data: bytes) -> _Globals:
    found = _Globals()
    codes: dict[int, str] = {}
    numbers: list[int] = []
    is_new = struct.unpack_from("<H", data, 4)[0] == _NEW
    for kind, place, size in _records(data, 0):
        if kind == _PASSWORD:
            raise Refused("file_is_encrypted")
        if kind == _SHEET:
            start, _state, sort = struct.unpack_from("<IBB", data, place)
            if sort == _WORKSHEET:
                found.sheets.append((_short_text(data, place + 6, is_new), start))
        elif kind == _STYLE:
            numbers.append(struct.unpack_from("<H", data, place + 2)[0])
        elif kind == _FORMAT:
            number = struct.unpack_from("<H", data, place)[0]
            codes[number] = _format_code(data[place + 2 : place + size], is_new)
        elif kind == _CALCULATED:
            found.is_calculated = True
    found.formats = formats_of_list(numbers, codes)
    return found


def _short_text(data: bytes, place: int, is_new: bool) -> str:
    length = data[place]
    if not is_new:
        return data[place + 1 : place + 1 + length].decode("cp1252", "replace")
    if data[place + 1] & 1:
        return data[place + 2 : place + 2 + 2 * length].decode("utf-16-le", "replace")
    return data[place + 2 : place + 2 + length].decode("latin-1")


def _format_code(data: bytes, is_new: bool) -> str:
    """The number format; what is asked of it is ASCII, so its encoding hardly matters."""
    if not is_new:
        return data[1:].decode("latin-1")
    return data[3:].decode("utf-16-le" if data[2] & 1 else "latin-1", "replace")


def _look(data: bytes, start: int, sheet: str, book: _Globals) -> Sight:
    found = Sight()
    extent = Extent(sheet)
    for kind, place, size in _records(data, start):
        if kind in _CELLS:
            row, column, style = struct.unpack_from("<HHH", data, place)
            extent.reach(row, column)
            made = book.formats.get(style)
            if made is not None:
                found.formatted.append((row, column, made))
            if kind in (_FORMULA, _BOOLEAN_OR_ERROR):
                spot = _spot(data, place, kind, book.is_calculated)
                if spot is not None:
                    found.spots.append(BlindSpot(row, column, spot))
        elif kind == _SEVERAL:
            _look_at_several(data, place, size, extent, book, found)
        elif kind == _ROW:
            if data[place + 12] & 0x20:
                found.hidden_rows.append(struct.unpack_from("<H", data, place)[0])
        elif kind == _COLUMN:
            first, last, _width, _style, flags = struct.unpack_from("<5H", data, place)
            if flags & 1:
                found.hidden_columns.append((first, last))
    return found


def _spot(data: bytes, place: int, kind: int, is_calculated: bool) -> Unreadable | None:
    if kind == _BOOLEAN_OR_ERROR:
        code, is_error = data[place + 6], data[place + 7]
        return Unreadable("cell_has_error", error_word(code)) if is_error else None
    if data[place + 12 : place + 14] != b"\xff\xff":  # a number
        return None
    sort, code = data[place + 6], data[place + 8]
    if sort == 2:
        return Unreadable("cell_has_error", error_word(code))
    if sort == 3 and not is_calculated:
        return Unreadable("formula_without_result", "")
    return None


def _look_at_several(
    data: bytes, place: int, size: int, extent: Extent, book: _Globals, found: Sight
) -> None:
    """A row of numbers in one record."""
    row, first = struct.unpack_from("<HH", data, place)
    for number in range((size - 6) // 6):
        column = first + number
        extent.reach(row, column)
        made = book.formats.get(struct.unpack_from("<H", data, place + 4 + 6 * number)[0])
        if made is not None:
            found.formatted.append((row, column, made))
