"""Rows into a workbook, in exactly the format that is read.

The same rows give the same bytes, so that two exports can be compared by their hash.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from masterplan.sheets import SHEETS, Column, Sheet

EXTRA_SHEETS = ("Anleitung", "Instructions", "_Listen", "Prüfergebnis", "Check result")
"""Sheets that a template has beside the tables; reading passes over them without a word."""

WITHDRAW = {"de": "zurückziehen", "en": "withdraw"}
"""The word that takes a stored row back, in the cell of its value."""

Record = Mapping[str, object]
Said = str | float | dt.datetime | None

_A_FIXED_DAY = dt.datetime(2000, 1, 1)
_LONGEST_TEXT = 32_767  # what one cell holds
_ROWS_MEASURED = 200  # enough to choose the width of a column

# LibreOffice keeps no more places than these of a number between the two in its own format (.ods);
# as a text such a number survives.
_PLACES, _LEAST, _SMALL = 20, 1e-15, 1e-6

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

_FORMATS = {"date": "DD.MM.YYYY", "code": "@", "codes": "@"}
_MONEY = "#,##0.00"
_ALLOWED = ("sort", "autoFilter", "insertRows", "deleteRows", "formatColumns", "formatRows")
_INK = "FF1F2A37"
_AWAITED = PatternFill("solid", fgColor="FFFFF6D6")


@dataclass(frozen=True)
class ToFill:
    """A sheet to type into: what its rows are about is locked, everything else is open."""

    awaited: int = 0
    """So many of the first rows wait for a value, and are tinted."""


def workbook(tables: Mapping[str, Sequence[Record]], language: str = "de") -> bytes:
    """An .xlsx file with a sheet for each of ``tables``, in the order of the format.

    ``tables`` maps a table's name to its records as the database holds them: codes of choices,
    lists of codes, dates, numbers. A field that is missing, None or NaN becomes a blank cell.
    """
    book = new_book()
    for sheet in SHEETS:
        if sheet.table in tables:
            add_sheet(book, sheet, tables[sheet.table], language)
    if not book.worksheets:  # a file without a sheet is none
        add_sheet(book, SHEETS[0], [], language)
    return to_bytes(book)


def new_book() -> Workbook:
    """An empty workbook with the styles that the sheets use."""
    book = Workbook(write_only=True)
    book.properties.creator = "Masterplan-Monitor"
    book.properties.created = _A_FIXED_DAY
    book.properties.modified = _A_FIXED_DAY
    for name, is_required in (("heading", False), ("required_heading", True)):
        book.add_named_style(_heading_style(name, is_required))
    return book


def add_sheet(
    book: Workbook,
    sheet: Sheet,
    records: Sequence[Record],
    language: str,
    to_fill: ToFill | None = None,
) -> Any:
    """Add one table; the heading stays in view, is repeated in print and carries the filter."""
    page = book.create_sheet(sheet.german if language == "de" else sheet.english)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(records) + 1}"
    page.print_title_rows = "1:1"
    set_up_print(page)
    if to_fill is not None:
        _protect(page)
    lines = _lines(sheet, records, language)
    measured = [line for line, _ in zip(lines, range(_ROWS_MEASURED), strict=False)]
    for number, column in enumerate(sheet.columns):
        dimension = page.column_dimensions[get_column_letter(number + 1)]
        dimension.width = _width(heading(column, language), [line[number] for line in measured])
        dimension.number_format = number_format(column)
        if to_fill is not None:  # holds for every cell that is not written, down to the last row
            dimension.protection = Protection(locked=False)
    page.append([_heading_cell(page, column, language) for column in sheet.columns])
    cells = _Cells(page, to_fill)
    for row, line in enumerate(_lines(sheet, records, language)):
        page.append([cells.cell(*pair, row) for pair in zip(sheet.columns, line, strict=True)])
    return page


def set_up_print(page: Any) -> None:
    """Landscape, as wide as the paper, numbered."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = "9"  # A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0  # as many pages as it takes
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.oddFooter.left.text = "&A"
    page.oddFooter.right.text = "&P / &N"


def _protect(page: Any) -> None:
    """Against slips only, so without a password; the file format says False for what is allowed."""
    page.protection.sheet = True
    for action in _ALLOWED:
        setattr(page.protection, action, False)


def heading(column: Column, language: str) -> str:
    """The heading of a column in ``language``."""
    return column.heading if language == "de" else column.english


def to_bytes(book: Workbook) -> bytes:
    """The file. Its parts carry a fixed time, so that only the content decides the bytes."""
    drafted = io.BytesIO()
    # Workbook.save would stamp the moment of writing into the properties.
    ExcelWriter(book, ZipFile(drafted, "w")).save()
    final = io.BytesIO()
    with ZipFile(drafted) as draft, ZipFile(final, "w", ZIP_DEFLATED) as archive:
        for name in draft.namelist():
            part = ZipInfo(name, _A_FIXED_DAY.timetuple()[:6])
            part.compress_type = ZIP_DEFLATED
            part.create_system = 0  # else the operating system would show in the bytes
            archive.writestr(part, draft.read(name))
    return final.getvalue()


def safe_text(text: str) -> str:
    """``text`` as a cell can hold it: without what XML forbids, and never taken for an escape."""
    legal = _ILLEGAL.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")
    return _LOOKS_ESCAPED.sub("_x005F_", legal[:_LONGEST_TEXT])


def _lines(sheet: Sheet, records: Sequence[Record], language: str) -> Iterator[list[Said]]:
    for record in records:
        yield [_said(column, record.get(column.field), language) for column in sheet.columns]


def _said(column: Column, value: object, language: str) -> Said:
    """A stored value as the workbook says it."""
    if value is None:
        return None
    if isinstance(value, str):
        text = _word(column, value, language) if column.type == "choice" else value
        return safe_text(text) or None
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    if isinstance(value, Iterable):
        words = [_word(column, str(member), language) for member in value]
        return safe_text(", ".join(words)) or None
    number = float(str(value))
    if column.type == "percent" and 0 < number <= 1:
        # as a bare number nobody can tell half a percent from a half, or 1 % from the whole
        return f"{_written_out(number)} %"
    if _LEAST <= abs(number) < _SMALL and len(_written_out(abs(number))) > len("0,") + _PLACES:
        return _written_out(number)
    return number if math.isfinite(number) else None


def _written_out(number: float) -> str:
    """All digits of a number, the German way."""
    return f"{Decimal(repr(number)).normalize():f}".replace(".", ",")


def _word(column: Column, code: str, language: str) -> str:
    if column.choices is None:
        return code
    words = {member.code: member.label(language) for member in column.choices}
    return words.get(code, code)


@dataclass
class _Cells:
    """Makes the cells of a sheet. Each look is put together once: that costs more than a cell."""

    page: Any
    to_fill: ToFill | None
    _looks: dict[tuple[str, bool], Any] = field(default_factory=dict)

    def cell(self, column: Column, value: Said, row: int) -> Any:
        """The cell of a record; None where nothing has to stand there."""
        is_awaited = self.to_fill is not None and row < self.to_fill.awaited
        is_locked = self.to_fill is not None and column.is_key
        if value is None and not is_awaited and not is_locked:
            return None
        content = _exact(value) if isinstance(value, float) else value
        made: Any = WriteOnlyCell(self.page, content)
        if isinstance(value, float):
            made.data_type = "n"
        elif isinstance(value, str):
            made.data_type = "s"  # also where it begins with "=" or looks like an error
        look = self._looks.get((column.field, is_awaited))
        if look is None:
            self._put_on(made, column, is_awaited)
            self._looks[column.field, is_awaited] = made._style
        else:
            made._style = look
        return made

    def _put_on(self, cell: Cell, column: Column, is_awaited: bool) -> None:
        if number_format(column) != "General":
            cell.number_format = number_format(column)
        if self.to_fill is not None:
            cell.protection = Protection(locked=column.is_key)
        if is_awaited and not column.is_key:
            cell.fill = _AWAITED


def _exact(number: float) -> str:
    """openpyxl shortens numbers to 16 digits, and the shortest exact form may have 17."""
    return repr(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def number_format(column: Column) -> str:
    """How Excel shows the column; codes are text, lest it drops the zero of "01"."""
    return _MONEY if column.unit == "€" else _FORMATS.get(column.type, "General")


def _heading_cell(page: Any, column: Column, language: str) -> Cell:
    cell = WriteOnlyCell(page, heading(column, language))
    cell.style = "required_heading" if column.is_required else "heading"
    return cell


def font(size: int = 11, bold: bool = False, color: str = _INK) -> Font:
    """The font of all cells, which would otherwise be left to each program."""
    return Font(name="Calibri", size=size, bold=bold, color=color)


def _heading_style(name: str, is_required: bool) -> NamedStyle:
    return NamedStyle(
        name=name,
        font=font(bold=True, color="FFFFFFFF" if is_required else _INK),
        fill=PatternFill("solid", fgColor="FF1F4E79" if is_required else "FFD6E3F0"),
        alignment=Alignment(vertical="center"),
    )


def _width(title: str, values: Sequence[object]) -> float:
    texts = [value for value in values if isinstance(value, str)]
    return min(max(len(title) + 5, *(len(text) + 2 for text in texts), 12), 60)
