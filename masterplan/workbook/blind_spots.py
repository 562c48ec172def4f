"""What an .xlsx sheet holds that the spreadsheet library does not hand over.

Error values (#DIV/0!) and formulas without a stored result would come out as blank cells, and a
blank cell says nothing: the value would be missing and nobody would know. Percentages would come
out as shares. And a single value far outside makes the library ask for more memory than there is.
So the sheet's XML is looked through before.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from masterplan.workbook import limits
from masterplan.workbook.cells import Unreadable, column_index
from masterplan.workbook.preflight import run
from masterplan.workbook.refused import Refused, SheetXmlError
from masterplan.workbook.sight import BlindSpot, Extent, Format, Sight, refuse_cells

_MOST_ROWS = 1_048_576
_TRUE = ("1", "true")

_REST = rb'(?: [\w:.]++="[^"<>&]*+")*+ ?'
_FORMULA = rb"<f" + _REST + rb"(?:/>|>[^<>]*+</f>)"
_VALUE = rb"<v" + _REST + rb"(?:/>|>[^<>]*+</v>)"
_TEXT = rb"<is><t" + _REST + rb"(?:/>|>[^<>]*+</t>)</is>"
_CELL = (
    rb'<c r="[A-Z]{1,3}+[1-9][0-9]{0,6}+"'
    + _REST
    + rb"(?:/>|>(?:"
    + _FORMULA
    + rb")?+(?:"
    + _VALUE
    + rb"|"
    + _TEXT
    + rb")?+</c>)"
)
_ROW = rb'<row r="[0-9]++"' + _REST + rb"(?:/>|>(?:" + _CELL + rb")*+</row>)"
_REGULAR = re.compile(rb"<sheetData>(?:" + _ROW + rb")*+</sheetData>")
"""A sheet as nearly all programs write it: nothing in its cells but formula, value and text."""

_CELLS = (b"<c ", b"<c>", b"<c/", b":c ", b":c>", b":c/")

_COLUMNS = re.compile(rb'<c r="([A-Z]+)')
_ROWS = re.compile(rb'<c r="[A-Z]+([0-9]+)')
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]+)"[^<>]*? hidden="(?:1|true)"')
_PLACE = rb'<c r="([A-Z]+)([0-9]+)"'
_WITHOUT_RESULT = re.compile(
    _PLACE + rb"([^<>]*+)>" + _FORMULA + rb"(?:<v[^<>]*?/>|<v[^<>]*?>\s*</v>)?</c>"
)
_ERROR = re.compile(
    _PLACE + rb'[^<>]*? t="e"[^<>]*+>'
    rb"(?:(?<=/>)|(?:" + _FORMULA + rb")?+(?:<v[^<>]*+>([^<>]*)(?:</v>)?+)?+</c>)"
)


def look(xml: bytes, sheet: str, formats: dict[str, Format]) -> Sight:
    """Look through the XML of a sheet; raises Refused where it must not be read."""
    regular = _REGULAR.search(xml)
    if regular is not None and "0" not in formats:  # "0" is the style of cells that name none
        start, end = regular.span()
        extent = _outer_extent(xml, sheet)
        if not extent.is_too_far:
            refuse_cells(sheet, xml.count(_CELLS[0]))
            rest = xml[:start] + b"<sheetData/>" + xml[end:]
            found = scan(rest, sheet, formats)
            _look_by_pattern(xml, formats, found)
            return found
    return scan(xml, sheet, formats)


def scan(xml: bytes, sheet: str, formats: dict[str, Format]) -> Sight:
    """Look through the XML of a sheet element by element, however it is written."""
    refuse_cells(sheet, sum(map(xml.count, _CELLS)))
    parser = expat.ParserCreate()
    parser.buffer_text = True
    scanner = _Scan(parser, sheet, formats)
    has_prefix = b"<sheetData" not in xml  # some programs write one before every name
    parser.StartElementHandler = (
        (lambda tag, attributes: scanner.start(tag.rpartition(":")[2], attributes))
        if has_prefix
        else scanner.start
    )
    parser.EndElementHandler = scanner.end
    run(parser, xml, sheet)
    scanner.finish_cell()
    return scanner.found


def _outer_extent(xml: bytes, sheet: str) -> Extent:
    """How far the cells of a regular sheet reach, blank ones too."""
    columns = set(_COLUMNS.findall(xml))
    rows = set(_ROWS.findall(xml))
    last_column = max((column_index(letters.decode()) for letters in columns), default=-1)
    return Extent(sheet, max(map(int, rows), default=0) - 1, last_column)


def _look_by_pattern(xml: bytes, formats: dict[str, Format], found: Sight) -> None:
    """The same as ``scan`` for a regular sheet, many times faster."""
    if b' hidden="' in xml:
        found.hidden_rows = [int(row[1]) - 1 for row in _HIDDEN_ROW.finditer(xml)]
    if b"<f" in xml:
        for cell in _WITHOUT_RESULT.finditer(xml):
            if not any(kind in cell[3] for kind in (b' t="str"', b' t="e"')):
                spot = Unreadable("formula_without_result", "")
                found.spots.append(BlindSpot(*_place(cell), spot))
    if b' t="e"' in xml:
        for cell in _ERROR.finditer(xml):
            text = (cell[3] or b"").decode("utf-8", "replace").strip()
            spot = Unreadable("cell_has_error", text[:50] or "#")
            found.spots.append(BlindSpot(*_place(cell), spot))
    found.spots.sort(key=lambda spot: (spot.row, spot.column))
    used = [style for style in formats if f' s="{style}"'.encode() in xml]
    if used:
        styles = "|".join(used).encode()
        shown = re.compile(_PLACE + rb'[^<>]*? s="(' + styles + rb')"')
        found.formatted = [
            (*_place(cell), formats[cell[3].decode()]) for cell in shown.finditer(xml)
        ]


def _place(cell: re.Match[bytes]) -> tuple[int, int]:
    return int(cell[2]) - 1, column_index(cell[1].decode())


class _Scan:
    """Follows the cells of a sheet, and keeps what is to be known of them.

    A cell is judged when the next one begins, and only the text of doubtful cells is listened to:
    so there are two calls for each element, not three.
    """

    def __init__(self, parser: expat.XMLParserType, sheet: str, formats: dict[str, Format]) -> None:
        self.found = Sight()
        self._parser = parser
        self._formats = formats
        self._sheet = sheet
        self._extent = Extent(sheet)
        self._depth = 0
        self._most_depth = limits.LIMITS.depth
        self._row = self._column = -1
        self._number = ""
        self._type = ""
        self._is_doubtful = False
        self._value: list[str] = []
        self._columns: dict[str, int] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > self._most_depth:
            raise Refused("xml_is_too_deep", limit=self._most_depth, part=self._sheet)
        if tag == "v":
            self._extent.reach(self._row, self._column)
            if self._is_doubtful:
                self._parser.CharacterDataHandler = self._value.append
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag == "f":
            self._is_doubtful = True
        elif tag == "row":
            self._begin_row(attributes)
        elif tag == "is":
            self._extent.reach(self._row, self._column)
        else:
            self._parser.CharacterDataHandler = None
            if tag == "col" and attributes.get("hidden") in _TRUE:
                self._hide_columns(attributes)

    def end(self, _tag: str) -> None:
        """An element ends."""
        self._depth -= 1

    def finish_cell(self) -> None:
        """Judge the cell that has just ended."""
        value = "".join(self._value).strip()
        if self._type == "e":
            self._keep(Unreadable("cell_has_error", value[:50] or "#"))
        elif self._is_doubtful and not value and self._type != "str":
            self._keep(Unreadable("formula_without_result", ""))
        self._parser.CharacterDataHandler = None
        self._value.clear()
        self._type = ""
        self._is_doubtful = False

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        if self._is_doubtful:
            self.finish_cell()
        self._place(attributes.get("r"))
        self._type = attributes.get("t", "")
        self._is_doubtful = self._type == "e"
        made = self._formats.get(attributes.get("s", "0")) if self._formats else None
        if made is not None:
            self.found.formatted.append((self._row, self._column, made))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self.finish_cell()
        number = attributes.get("r", "")
        self._to_row(number if number.isdecimal() else str(self._row + 2))
        self._column = -1
        if attributes.get("hidden") in _TRUE:
            self.found.hidden_rows.append(self._row)

    def _to_row(self, number: str) -> None:
        if not 0 < len(number) <= 7 or not 0 < int(number) <= _MOST_ROWS:
            raise SheetXmlError(number)
        self._number = number
        self._row = int(number) - 1

    def _keep(self, cell: Unreadable) -> None:
        self.found.spots.append(BlindSpot(self._row, self._column, cell))

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        first, last = (attributes.get(name, "") for name in ("min", "max"))
        if first.isdecimal() and last.isdecimal():
            self.found.hidden_columns.append((int(first) - 1, int(last) - 1))

    def _place(self, reference: str | None) -> None:
        """Some programs leave the reference out: then a cell follows the one before it."""
        if reference is None:
            self._column += 1
            return
        letters = reference.rstrip("0123456789")
        number = reference[len(letters) :]
        if number != self._number:  # a cell may name another row than the one it stands in
            self._to_row(number)
        if letters not in self._columns:
            if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
                raise SheetXmlError(reference)
            self._columns[letters] = column_index(letters)
        self._column = self._columns[letters]
