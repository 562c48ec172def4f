"""Rows into a workbook, in exactly the format that is read.

The same rows give the same bytes, so that two exports can be compared by their hash.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from masterplan.sheets import SHEETS, Column, Sheet

EXTRA_SHEETS = ("Anleitung", "Instructions", "_Listen")
"""Sheets that a template has beside the tables; reading passes over them without a word."""

Record = Mapping[str, object]
Said = str | float | dt.datetime | None

_A_FIXED_DAY = dt.datetime(2000, 1, 1)
_LONGEST_TEXT = 32_767  # what one cell holds
_ROWS_MEASURED = 200  # enough to choose the width of a column

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

_FORMATS = {"date": "DD.MM.YYYY", "code": "@", "codes": "@"}
_MONEY = "#,##0.00"


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


def add_sheet(book: Workbook, sheet: Sheet, records: Sequence[Record], language: str) -> Any:
    """Add one table; the heading stays in view, is repeated in print and carries the filter."""
    page = book.create_sheet(sheet.german if language == "de" else sheet.english)
    last_letter = get_column_letter(len(sheet.columns))
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{last_letter}{len(records) + 1}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = "9"  # A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0  # as many pages as it takes
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.oddFooter.left.text = "&A"
    page.oddFooter.right.text = "&P / &N"
    lines = _lines(sheet, records, language)
    measured = [line for line, _ in zip(lines, range(_ROWS_MEASURED), strict=False)]
    for number, column in enumerate(sheet.columns):
        dimension = page.column_dimensions[get_column_letter(number + 1)]
        dimension.width = _width(heading(column, language), [line[number] for line in measured])
        dimension.number_format = number_format(column)
    page.append([_heading_cell(page, column, language) for column in sheet.columns])
    for line in _lines(sheet, records, language):
        page.append([_cell(page, *pair) for pair in zip(sheet.columns, line, strict=True)])
    return page


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
        # as a bare number nobody can tell half a percent from a half; 0.5 means 0,5 %
        return f"{Decimal(repr(number)):f} %".replace(".", ",")
    return number if math.isfinite(number) else None


def _word(column: Column, code: str, language: str) -> str:
    if column.choices is None:
        return code
    words = {member.code: member.label(language) for member in column.choices}
    return words.get(code, code)


def _cell(page: Any, column: Column, value: Said) -> Cell | None:
    if value is None:
        return None
    if isinstance(value, float):
        # openpyxl shortens numbers to 16 digits, and the shortest exact form may have 17
        exact = repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        cell = WriteOnlyCell(page, exact)
        cell.data_type = "n"
    else:
        cell = WriteOnlyCell(page, value)
        if isinstance(value, str):
            cell.data_type = "s"  # also where it begins with "=" or looks like an error
    if number_format(column) != "General":
        cell.number_format = number_format(column)
    return cell


def number_format(column: Column) -> str:
    """How Excel shows the column; codes are text, lest it drops the zero of "01"."""
    return _MONEY if column.unit == "€" else _FORMATS.get(column.type, "General")


def _heading_cell(page: Any, column: Column, language: str) -> Cell:
    cell = WriteOnlyCell(page, heading(column, language))
    cell.style = "required_heading" if column.is_required else "heading"
    return cell


def _heading_style(name: str, is_required: bool) -> NamedStyle:
    return NamedStyle(
        name=name,
        font=Font(bold=True, color="FFFFFFFF" if is_required else "FF1F2A37"),
        fill=PatternFill("solid", fgColor="FF1F4E79" if is_required else "FFD6E3F0"),
        alignment=Alignment(vertical="center"),
    )


def _width(title: str, values: Sequence[object]) -> float:
    texts = [value for value in values if isinstance(value, str)]
    return min(max(len(title) + 5, *(len(text) + 2 for text in texts), 12), 60)
