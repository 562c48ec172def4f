"""A workbook to fill in: what is known stands in it, drop-downs and checks help with the rest.

The checks warn and let pass: a cell may also hold a period, "k. A." or the word that takes a value
back, and reading the file says more about a mistake than Excel can.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from masterplan.sheets import SHEET_OF, SHEETS, Column, Sheet
from masterplan.texts import date, mark, number, translator
from masterplan.workbook.due import due_observations
from masterplan.workbook.write import (
    EXTRA_SHEETS,
    WITHDRAW,
    Record,
    ToFill,
    add_sheet,
    font,
    heading,
    new_book,
    safe_text,
    set_up_print,
    to_bytes,
)

_ROWS_TO_FILL = 1_000
_LINE = 120  # characters, as wide as the columns of the instructions together
_LIST_SHEET = EXTRA_SHEETS[2]

_TITLE = mark("How to fill in this workbook")
_STEPS = (
    mark("What is known already is filled in. Change values, or add rows below the last one."),
    mark(
        "What says which row it is (such as a number or a date) is locked in the rows that are "
        "known, against slips. Excel lifts that with Review > Unprotect Sheet, without a password."
    ),
    mark(
        "Nothing is lost by what a file does not contain: rows and sheets that you do not need may "
        "stay as they are, or be deleted once the protection is lifted."
    ),
    mark("Columns with a dark heading are required. Do not change the headings."),
    mark(
        "A blank cell says nothing, and neither do “–”, “k. A.” and “n/a”: the stored value stays."
    ),
    mark("To take a stored row back, write “{word}” in its value; the row is kept as withdrawn."),
    mark(
        "Dates are written like 31.12.2025. A period such as Q4/2025, Dez 2025 or 2025 means "
        "its last day."
    ),
    mark("Numbers stand alone, without a unit and without “ca.”."),
    mark("Then upload the file: before anything is stored you see every mistake at its cell."),
)
_DUE = mark(
    "Values missing up to {date}: {count}. Their rows stand first on the sheet “{sheet}” and are "
    "tinted; fill in the value. What you leave blank says nothing."
)
_NO_DUE = mark("Up to {date} no value is missing.")
_DICTIONARY = (mark("Sheet"), mark("Column"), mark("Required"), mark("What to enter"))
_YES = mark("yes")

_OWN_CODE = mark("A short code of your own, the same in every file")
_CODE_OF = mark("A code from the sheet “{sheet}”")
_CODES_OF = mark("Codes from the sheet “{sheet}”, separated by commas")
_ONE_OF = mark("One of: {words}")
_SOME_OF = mark("One or more of these, separated by commas: {words}")
_ENTRIES = {
    "text": mark("Text"),
    "date": mark("A date or a period"),
    "number": mark("A number"),
    "percent": mark("A number from 0 to 100"),
    "integer": mark("A whole number"),
    "year": mark("A year such as 2027"),
}
_BOUNDS: dict[str, tuple[Literal["date", "decimal", "whole"], str, str]] = {
    "date": ("date", "DATE(1990,1,1)", "DATE(2100,12,31)"),
    "number": ("decimal", "-1E+15", "1E+15"),
    "percent": ("decimal", "0", "100"),
    "integer": ("whole", "1", "9"),
    "year": ("whole", "1990", "2100"),
}
_NOT_EXPECTED = mark("Not what is expected here")
_KEEP_IT = mark("{entry}. Keep your entry all the same?")


def template(
    tables: Mapping[str, Sequence[Record]],
    language: str = "de",
    on: dt.date | None = None,
    about: str = "",
) -> bytes:
    """An .xlsx file to fill in: a sheet for each of ``tables`` (as in ``workbook``), or for all.

    With ``on`` the observations that are due by that day and missing come first, as rows without
    a value. ``about`` says on the first sheet which part of which plan this is.
    """
    book = new_book()
    lists = _lists(tables, language)
    due = [] if on is None else due_observations(tables, on)
    sheets = [sheet for sheet in SHEETS if sheet.table in tables] or SHEETS
    _add_instructions(book, sheets, [about, _due_text(len(due), on, language)], language)
    for sheet in sheets:
        awaited = due if sheet.table == "observation" else []
        records = [*awaited, *tables.get(sheet.table, ())]
        page = add_sheet(book, sheet, records, language, ToFill(len(awaited)))
        _add_checks(page, sheet, len(records), lists, language)
    _add_lists(book, lists)
    book.active = 0
    return to_bytes(book)


def _due_text(count: int, on: dt.date | None, language: str) -> str:
    if on is None:
        return ""
    _ = translator(language)
    sheet = _sheet_name(SHEET_OF["observation"], language)
    values = {"count": number(count, language), "date": date(on, language), "sheet": sheet}
    return _(_DUE if count else _NO_DUE, **values)


def _add_checks(
    page: Any, sheet: Sheet, rows: int, lists: Mapping[str, Sequence[object]], language: str
) -> None:
    for index, column in enumerate(sheet.columns, start=1):
        check = _check(column, lists, language)
        if check is not None:
            letter = get_column_letter(index)
            check.add(f"{letter}2:{letter}{rows + 1 + _ROWS_TO_FILL}")
            page.data_validations.append(check)


def _entry(column: Column, language: str) -> str:
    """What to enter in a column, in a few words."""
    _ = translator(language)
    if column.choices is not None:
        words = ", ".join(member.label(language) for member in column.choices)
        several = column.type == "choices"
        return _(_SOME_OF if several else _ONE_OF, words=words)
    if column.refers_to is not None:
        sheet = _sheet_name(SHEET_OF[column.refers_to], language)
        several = column.type == "codes"
        return _(_CODES_OF if several else _CODE_OF, sheet=sheet)
    if column.type == "code":
        return _(_OWN_CODE)
    return _(_ENTRIES[column.type]) + (f" ({column.unit})" if column.unit == "€" else "")


def _sheet_name(sheet: Sheet, language: str) -> str:
    return sheet.german if language == "de" else sheet.english


def _list_name(column: Column) -> str:
    return f"Liste_{column.choices.__name__ if column.choices else column.refers_to}"


def _lists(tables: Mapping[str, Sequence[Record]], language: str) -> dict[str, list[Any]]:
    """What the drop-downs offer, by the name that the checks call it; none is empty."""
    lists: dict[str, list[Any]] = {}
    for column in (column for sheet in SHEETS for column in sheet.columns):
        if column.choices is not None:
            lists[_list_name(column)] = [member.label(language) for member in column.choices]
        elif column.refers_to is not None:
            key = SHEET_OF[column.refers_to].keys[0]
            codes = [record[key] for record in tables.get(column.refers_to, [])]
            lists[_list_name(column)] = [
                safe_text(code) if isinstance(code, str) else code for code in codes
            ]
    return {name: values for name, values in lists.items() if values}


def _check(
    column: Column, lists: Mapping[str, Sequence[object]], language: str
) -> DataValidation | None:
    """What Excel holds against an entry in this column; None where anything goes."""
    if column.type in ("codes", "choices"):  # a drop-down would replace what stands there
        return DataValidation(
            promptTitle=heading(column, language)[:32],
            prompt=_entry(column, language)[:255],
            showInputMessage=True,
        )
    if column.choices is not None or column.refers_to is not None:
        if _list_name(column) not in lists:
            return None
        check = DataValidation(type="list", formula1=_list_name(column))
    elif column.type in _BOUNDS:
        kind, low, high = _BOUNDS[column.type]
        check = DataValidation(type=kind, operator="between", formula1=low, formula2=high)
    else:
        return None
    _ = translator(language)
    check.allow_blank = True
    check.showErrorMessage = True
    check.errorStyle = "warning"
    check.errorTitle = _(_NOT_EXPECTED)[:32]
    check.error = _(_KEEP_IT, entry=_entry(column, language))[:255]
    return check


def _add_instructions(
    book: Workbook, sheets: Sequence[Sheet], notes: Sequence[str], language: str
) -> None:
    _ = translator(language)
    page: Any = book.create_sheet(EXTRA_SHEETS[0 if language == "de" else 1])
    page.sheet_view.showGridLines = False
    page.protection.sheet = True  # without a password: against slips only
    page.protection.formatColumns = False
    set_up_print(page)
    for letter, width in zip("ABCD", (20, 24, 12, 84), strict=True):
        page.column_dimensions[letter].width = width
    page.row_dimensions[1].height = 24
    page.append([_text_cell(page, _(_TITLE), font(16, bold=True))])
    for note in filter(None, notes):
        _add_lines(page, safe_text(note), font(bold=True))
    page.append([])
    for index, step in enumerate(_STEPS, start=1):
        _add_lines(page, f"{index}. {_(step, word=WITHDRAW[language])}", font())
    page.append([])
    page.append([_text_cell(page, _(title), font(bold=True)) for title in _DICTIONARY])
    for sheet in sheets:
        for column in sheet.columns:
            page.append(
                [
                    _sheet_name(sheet, language),
                    heading(column, language),
                    _(_YES) if column.is_required else None,
                    _text_cell(page, _entry(column, language), font()),
                ]
            )


def _add_lines(page: Any, text: str, look: Font) -> None:
    """A text over as many rows as it takes: cells that are joined would not grow with it."""
    for line in wrap(text, _LINE, subsequent_indent="    "):
        page.append([_text_cell(page, line, look)])


def _text_cell(page: Any, text: str, look: Font) -> Cell:
    cell: Cell = WriteOnlyCell(page, text)
    cell.data_type = "s"  # also where it begins with "="
    cell.font = look
    cell.alignment = Alignment(vertical="top")
    return cell


def _add_lists(book: Workbook, lists: Mapping[str, Sequence[object]]) -> None:
    """The hidden sheet of the lists and their names; a check itself holds 255 characters only."""
    page: Any = book.create_sheet(_LIST_SHEET)
    page.sheet_state = "hidden"
    page.append(list(lists))
    for line in zip_longest(*lists.values()):
        page.append([_list_cell(page, value) for value in line])
    for index, (name, values) in enumerate(lists.items(), start=1):
        letter = get_column_letter(index)
        area = f"'{_LIST_SHEET}'!${letter}$2:${letter}${len(values) + 1}"
        book.defined_names[name] = DefinedName(name, attr_text=area)


def _list_cell(page: Any, value: Any) -> Cell | None:
    if value is None:
        return None
    cell: Cell = WriteOnlyCell(page, value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell
