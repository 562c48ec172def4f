"""Any table of a page as a file to take away: an Excel sheet, or text, German or international.

Text from data stays text: no program that opens the file runs it as a formula.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from masterplan.workbook.write import new_book, safe_text, set_up_print, to_bytes

Lines = Iterable[Sequence[object]]
Said = str | float | int | bool | dt.datetime | dt.date | None

_FORMULA = tuple("=+-@\t\r\n")
_LONGEST_NAME = 31  # of a sheet
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_WIDEST, _NARROWEST = 60, 10
_YES_NO = {True: ("ja", "yes"), False: ("nein", "no")}


def delimited(headings: Sequence[str], lines: Lines, is_german: bool) -> bytes:
    """Text that the Excel of the country opens as it is.

    German: semicolons, decimal commas, 31.12.2026. International: commas, points, 2026-12-31.
    """
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";" if is_german else ",", lineterminator="\r\n")
    writer.writerow([harmless(text) for text in headings])
    for line in lines:
        writer.writerow([_written(said(value), is_german) for value in line])
    return target.getvalue().encode("utf-8-sig")


def spreadsheet(name: str, headings: Sequence[str], lines: Lines, about: Sequence[str]) -> bytes:
    """An .xlsx file with the table in one sheet, and in a second what it shows and as of when."""
    book = new_book()
    page = book.create_sheet(name.translate(_FORBIDDEN).strip()[:_LONGEST_NAME] or "1")
    rows = [[said(value) for value in line] for line in lines]
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(max(len(headings), 1))}{len(rows) + 1}"
    page.print_title_rows = "1:1"
    set_up_print(page)
    for number, heading in enumerate(headings):
        longest = max([len(heading) + 5, *(len(str(row[number] or "")) + 2 for row in rows[:200])])
        width = min(max(longest, _NARROWEST), _WIDEST)
        page.column_dimensions[get_column_letter(number + 1)].width = width
    page.append([_cell(page, heading, "heading") for heading in headings])
    for row in rows:
        page.append([_cell(page, value) for value in row])
    foundation = book.create_sheet("Info" if page.title != "Info" else "Info 2")
    foundation.column_dimensions["A"].width = 100
    for line in about:
        foundation.append([_cell(foundation, line)])
    return to_bytes(book)


def said(value: object) -> Said:
    """A value of an answer as a file can hold it; None for what says nothing."""
    if hasattr(value, "tolist"):  # a number or an array of numpy
        value = value.tolist()
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):  # type: ignore[call-overload]
        return None
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value.replace(tzinfo=None)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, (str, bool, int, float, dt.date)):
        return value
    if isinstance(value, Iterable):
        return ", ".join(str(said(member)) for member in value) or None
    return str(value)


def _written(value: Said, is_german: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _YES_NO[value][0 if is_german else 1]
    if isinstance(value, dt.datetime):
        return value.strftime("%d.%m.%Y %H:%M" if is_german else "%Y-%m-%dT%H:%M:%S")
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y") if is_german else value.isoformat()
    if isinstance(value, str):
        return harmless(value)
    number = str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
    return number.replace(".", ",") if is_german else number


def harmless(text: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return "'" + text if text.startswith(_FORMULA) else text


def _cell(page: Any, value: Said, style: str | None = None) -> Any:
    if value is None:
        return None
    cell: Any = WriteOnlyCell(page, safe_text(value) if isinstance(value, str) else value)  # type: ignore[arg-type]
    if isinstance(value, str):
        cell.data_type = "s"  # also where it begins with "=" or looks like an error
    elif isinstance(value, dt.date):
        cell.number_format = "DD.MM.YYYY HH:MM" if isinstance(value, dt.datetime) else "DD.MM.YYYY"
    if style:
        cell.style = style
    return cell
