"""An .ods file: what its sheets hold beside the values."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

from masterplan.workbook import limits
from masterplan.workbook.cells import PercentCell, Unreadable
from masterplan.workbook.openxml import refuse_sheets
from masterplan.workbook.package import Package
from masterplan.workbook.preflight import checked_xml, run
from masterplan.workbook.refused import Refused
from masterplan.workbook.sight import BlindSpot, Extent, Sight, refuse_cells

_CONTENT = "content.xml"
_META = "meta.xml"
_OFFICE = re.compile(rb"<meta:generator>[^<]*(?:Office|Excel|Calc|Gnumeric)")
_ERROR = re.compile(r"#[A-Z/0!?]{3,}|(?:Err|Fehler): ?[0-9]{3}")
_CELLS = ("table-cell", "covered-table-cell")
_HIDDEN = ("collapse", "filter")


def look_through_ods(package: Package, is_wanted: Callable[[str], bool]) -> dict[str, Sight]:
    """What the wanted sheets hold beside the values, by their names."""
    scanner = _Scan(is_wanted, _is_calculated(package))
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = scanner.text
    run(parser, checked_xml(package, _CONTENT, limits.LIMITS.sheet_part), _CONTENT)
    return scanner.found


def _is_calculated(package: Package) -> bool:
    """Was the file saved by a spreadsheet program? Other programs store no results of formulas."""
    if _META not in package:
        return False
    return _OFFICE.search(package.read(_META, limits.LIMITS.other_part)) is not None


class _Scan:
    """Follows the tables of the document. Rows and cells may stand for many that are alike."""

    def __init__(self, is_wanted: Callable[[str], bool], is_calculated: bool) -> None:
        self.found: dict[str, Sight] = {}
        self._is_calculated = is_calculated
        self._is_wanted = is_wanted
        self._names: list[str] = []
        self._sheet: Sight | None = None
        self._depth = self._cells = 0
        self._row = self._rows = self._column = 0
        self._sheet_column = 0
        self._formula: list[str] | None = None
        """The text of a cell with a formula."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > limits.LIMITS.depth:
            raise Refused("xml_is_too_deep", limit=limits.LIMITS.depth, part=_CONTENT)
        name = tag.removeprefix("table:")
        if name == "table":
            self._begin_sheet(attributes.get("table:name", ""))
        elif self._sheet is None:
            return
        elif name == "table-row":
            self._begin_row(attributes)
        elif name in _CELLS:
            self._begin_cell(attributes)
        elif name == "table-column":
            self._begin_column(attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        self._depth -= 1
        if tag == "table:table":
            self._sheet = None
        elif tag == "table:table-row":
            self._row += self._rows
        elif tag == "table:table-cell" and self._formula is not None:
            self._judge("".join(self._formula).strip())

    def text(self, text: str) -> None:
        """Text of a cell, or between the elements."""
        if self._formula is not None:
            self._formula.append(text)

    def _begin_sheet(self, name: str) -> None:
        if self._sheet is not None:  # a table within a cell
            raise Refused("file_is_damaged", part=_CONTENT)
        self._names.append(name)
        refuse_sheets(self._names)
        self._row = self._sheet_column = self._cells = 0
        if self._is_wanted(name):
            self._sheet = self.found[name] = Sight()
            self._extent = Extent(name)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._column = 0
        self._rows = _repeated(attributes, "table:number-rows-repeated")
        if attributes.get("table:visibility") in _HIDDEN and self._sheet is not None:
            last = min(self._row + self._rows, limits.LIMITS.rows)
            self._sheet.hidden_rows += range(self._row, last)

    def _begin_column(self, attributes: dict[str, str]) -> None:
        count = _repeated(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in _HIDDEN and self._sheet is not None:
            last = self._sheet_column + count - 1
            self._sheet.hidden_columns.append((self._sheet_column, last))
        self._sheet_column += count

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        assert self._sheet is not None
        count = _repeated(attributes, "table:number-columns-repeated")
        self._cells += 1
        refuse_cells(self._extent.sheet, self._cells)
        kind = attributes.get("office:value-type", attributes.get("calcext:value-type"))
        has_formula = "table:formula" in attributes
        if kind is not None or has_formula:
            self._extent.reach(self._row + self._rows - 1, self._column + count - 1)
        if has_formula or attributes.get("calcext:value-type") == "error":
            self._formula = []
            self._has_result = kind is not None
        if kind == "percentage":
            self._sheet.formatted += [
                (row, column, PercentCell)
                for row in range(self._row, self._row + self._rows)
                for column in range(self._column, self._column + count)
            ]
        self._column += count

    def _judge(self, text: str) -> None:
        """A cell with a formula has ended: is its result an error, or missing?"""
        assert self._sheet is not None
        spot = None
        if _ERROR.fullmatch(text):
            spot = Unreadable("cell_has_error", text)
        elif not self._has_result and not self._is_calculated:  # else the result is a blank text
            spot = Unreadable("formula_without_result", "")
        if spot is not None:
            self._sheet.spots.append(BlindSpot(self._row, self._column - 1, spot))
        self._formula = None


def _repeated(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    if not text.isdecimal() or not 0 < int(text) <= 2**21:
        raise Refused("file_is_damaged", part=_CONTENT)
    return int(text)
