"""Cells that the spreadsheet library takes for blank though they are not.

Error values (#DIV/0!) and formulas without a stored result would come out as blank cells, and a
blank cell says nothing: the value would be missing and nobody would know. So the sheet's XML is
looked through, once, where it holds such cells at all.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from xml.parsers import expat

from masterplan.workbook.cells import Unreadable, column_index
from masterplan.workbook.package import part_name

_ERROR = (b't="e"', b"t='e'")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_MOST_ROWS = 1_048_576
_RELATIONSHIPS = "xl/_rels/workbook.xml.rels"


class SheetXmlError(Exception):
    """A part of the file that is not XML as spreadsheets write it."""


@dataclass(frozen=True)
class BlindSpot:
    """A cell that only looks blank: row and column count from 0."""

    row: int
    column: int
    cell: Unreadable


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part in which each sheet is kept, by the sheet's name."""
    parts = {part_name(name): name for name in archive.namelist()}
    targets: dict[str, str] = {}
    for tag, attributes in _elements(archive.read(parts[_RELATIONSHIPS])):
        if tag == "Relationship":
            target = attributes.get("Target", "")
            path = target if target.startswith("/") else posixpath.join("xl", target)
            targets[attributes.get("Id", "")] = posixpath.normpath(part_name(path))
    found: dict[str, str] = {}
    for tag, attributes in _elements(archive.read(parts["xl/workbook.xml"])):
        if tag == "sheet":
            ids = [value for name, value in attributes.items() if name.endswith(":id")]
            part = targets.get(ids[0] if ids else "", "")
            if part in parts:
                found[attributes.get("name", "")] = parts[part]
    return found


def blind_spots(xml: bytes) -> list[BlindSpot]:
    """The cells of a sheet's XML that would wrongly be read as blank; SheetXmlError for no XML."""
    if xml[:2] in _UTF16:  # read as a sheet without rows
        raise SheetXmlError
    has_prefix = b"<sheetData" not in xml  # some programs write one before every name
    if not (_has_formula(xml, has_prefix) or any(mark in xml for mark in _ERROR)):
        return []
    parser = _parser(xml)
    scan = _Scan(parser)
    parser.StartElementHandler = (
        (lambda tag, attributes: scan.start(_local(tag), attributes)) if has_prefix else scan.start
    )
    _run(parser, xml)
    scan.finish_cell()
    return scan.found


def _has_formula(xml: bytes, has_prefix: bool) -> bool:
    if has_prefix:
        return any(mark in xml for mark in (b":f>", b":f ", b":f/"))
    # The first search is for speed: the others are only made where it finds something.
    return b"<f" in xml and any(mark in xml for mark in (b"<f>", b"<f ", b"<f/"))


class _Scan:
    """Follows the cells of a sheet, and keeps those that are blind spots.

    A cell is judged when the next one begins, and only the text of doubtful cells is listened to:
    so there is one call for each element, not three.
    """

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.found: list[BlindSpot] = []
        self._parser = parser
        self._row = self._column = -1
        self._type = ""
        self._is_doubtful = False
        self._value: list[str] = []
        self._columns: dict[str, int] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag == "v":
            if self._is_doubtful:
                self._parser.CharacterDataHandler = self._value.append
        elif tag == "c":
            if self._is_doubtful:
                self.finish_cell()
            self._place(attributes.get("r"))
            self._type = attributes.get("t", "")
            self._is_doubtful = self._type == "e"
        elif tag == "f":
            self._is_doubtful = True
        elif tag == "row":
            self.finish_cell()
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isdecimal() else self._row + 1
            if self._row >= _MOST_ROWS:
                raise SheetXmlError(number)
            self._column = -1
        else:
            self._parser.CharacterDataHandler = None

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

    def _keep(self, cell: Unreadable) -> None:
        self.found.append(BlindSpot(self._row, self._column, cell))

    def _place(self, reference: str | None) -> None:
        """Some programs leave the reference out: then a cell follows the one before it."""
        if reference is None:
            self._column += 1
            return
        letters = reference.rstrip("0123456789")
        if letters not in self._columns:
            if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
                raise SheetXmlError(reference)
            self._columns[letters] = column_index(letters)
        self._column = self._columns[letters]


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """All elements with their attributes, without the prefix of their names."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = _parser(xml)
    parser.StartElementHandler = lambda tag, attributes: found.append((_local(tag), attributes))
    _run(parser, xml)
    return found


def _parser(xml: bytes) -> expat.XMLParserType:
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise SheetXmlError
    parser = expat.ParserCreate()
    parser.buffer_text = True
    return parser


def _run(parser: expat.XMLParserType, xml: bytes) -> None:
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise SheetXmlError from error


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]
