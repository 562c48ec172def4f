"""An .xlsb file: what its sheets hold beside the values, read from their records."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from masterplan.workbook import limits
from masterplan.workbook.cells import Unreadable
from masterplan.workbook.formats import formats_of_list
from masterplan.workbook.openxml import refuse_sheets, sheet_targets
from masterplan.workbook.package import Package
from masterplan.workbook.refused import Refused
from masterplan.workbook.sight import BlindSpot, Extent, Format, Sight, refuse_cells

_WORKBOOK = "xl/workbook.bin"
_STYLES = "xl/styles.bin"

_ROW, _BLANK, _ERROR, _FORMULA_ERROR, _LAST_CELL = 0, 1, 3, 11, 11
_SHORT_CELLS = range(12, 19)
"""Cells that leave their column out; Excel itself does not write them into files."""
_FORMAT, _STYLE, _COLUMN, _SHEET, _BEGIN_STYLES, _END_STYLES = 44, 47, 60, 156, 617, 618

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


def error_word(code: int) -> str:
    """An error value as the cell shows it."""
    return _ERRORS.get(code, "#")


def look_through_xlsb(package: Package, is_wanted: Callable[[str], bool]) -> dict[str, Sight]:
    """What the wanted sheets hold beside the values, by their names."""
    most = limits.LIMITS
    try:
        formats = _formats(package.read(_STYLES, most.other_part)) if _STYLES in package else {}
        targets = sheet_targets(package, _WORKBOOK)
        sheets = list(_sheets(package.read(_WORKBOOK, most.other_part)))
        refuse_sheets([name for _id, name in sheets])
        return {
            name: _look(package.read(targets[id], most.sheet_part), name, formats)
            for id, name in sheets
            if is_wanted(name) and targets.get(id) in package.entries
        }
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Refused("file_is_damaged") from error


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Each record: its kind, where its content begins, and how long it is."""
    place, end = 0, len(data)
    while place < end:
        kind = data[place]
        place += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[place] & 0x7F) << 7
            place += 1
        size = shift = 0
        while True:
            byte = data[place]
            place += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift == 28:
                break
        if place + size > end:
            raise Refused("file_is_damaged")
        yield kind, place, size
        place += size


def _text(data: bytes, place: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (length,) = struct.unpack_from("<I", data, place)
    place += 4
    if length == 0xFFFFFFFF:
        return "", place
    end = place + 2 * length
    return data[place:end].decode("utf-16-le"), end


def _sheets(data: bytes) -> Iterator[tuple[str, str]]:
    for kind, place, _size in _records(data):
        if kind == _SHEET:
            id, end = _text(data, place + 8)
            yield id, _text(data, end)[0]


def _formats(data: bytes) -> dict[int, Format]:
    codes: dict[int, str] = {}
    numbers: list[int] = []
    is_of_cells = False
    for kind, place, _size in _records(data):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", data, place)[0]] = _text(data, place + 2)[0]
        elif kind in (_BEGIN_STYLES, _END_STYLES):
            is_of_cells = kind == _BEGIN_STYLES
        elif kind == _STYLE and is_of_cells:
            numbers.append(struct.unpack_from("<H", data, place + 2)[0])
    if len(numbers) > limits.LIMITS.formats:
        raise Refused("too_many_formats", count=len(numbers), limit=limits.LIMITS.formats)
    return formats_of_list(numbers, codes)


def _look(data: bytes, sheet: str, formats: dict[int, Format]) -> Sight:
    found = Sight()
    extent = Extent(sheet)
    row = cells = 0
    for kind, place, _size in _records(data):
        if kind == _ROW:
            row, is_hidden = _row(data, place)
            refuse_cells(sheet, cells)
            if is_hidden:
                found.hidden_rows.append(row)
        elif _BLANK <= kind <= _LAST_CELL:
            cells += 1
            column, style = struct.unpack_from("<II", data, place)
            if kind != _BLANK:
                extent.reach(row, column)
            if kind in (_ERROR, _FORMULA_ERROR):
                spot = Unreadable("cell_has_error", error_word(data[place + 8]))
                found.spots.append(BlindSpot(row, column, spot))
            made = formats.get(style & 0xFFFFFF)
            if made is not None:
                found.formatted.append((row, column, made))
        elif kind == _COLUMN:
            first, last = struct.unpack_from("<II", data, place)
            if data[place + 16] & 1:
                found.hidden_columns.append((first, last))
        elif kind in _SHORT_CELLS:
            raise Refused("file_is_damaged")
    return found


def _row(data: bytes, place: int) -> tuple[int, bool]:
    (number,) = struct.unpack_from("<I", data, place)
    return number, bool(data[place + 11] & 0x10)
