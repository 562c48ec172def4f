"""What a template lets people do, and what it keeps them from doing by a slip."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest

from masterplan.findings import Known
from masterplan.sheets import SHEET_OF, SHEETS
from masterplan.workbook.cells import column_letter
from masterplan.workbook.read import read
from masterplan.workbook.template import template
from tests.workbook.any_plan import CITY

ON = dt.date(2025, 6, 30)
DUE = [*((year, None) for year in (2020, 2021, 2022, 2024)), (2024, "Nord")]
"""The yearly indicator of the city has a baseline in January 2020, and values of 2023."""


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def letters(table: str, is_key: bool) -> list[str]:
    """The columns that say what a row is about, or the others."""
    columns = enumerate(SHEET_OF[table].columns)
    return [column_letter(index) for index, column in columns if column.is_key is is_key]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table)
def test_what_a_known_row_is_about_is_locked_and_all_else_is_open(sheet: Any) -> None:
    page = opened(template(CITY))[sheet.german]
    assert page.protection.sheet and page.protection.password is None
    assert all(cell.protection.locked for cell in page[1])
    for row in range(2, len(CITY[sheet.table]) + 2):
        for letter in letters(sheet.table, is_key=True):
            assert page[f"{letter}{row}"].protection.locked
        for letter in letters(sheet.table, is_key=False):
            if page[f"{letter}{row}"].value is not None:
                assert not page[f"{letter}{row}"].protection.locked
    for letter in letters(sheet.table, True) + letters(sheet.table, False):
        assert not page.column_dimensions[letter].protection.locked, "of cells yet to come"


def test_protected_sheets_can_still_be_worked_with() -> None:
    page = opened(template(CITY))["Messwerte"]
    for action in ("sort", "autoFilter", "insertRows", "deleteRows", "formatColumns"):
        assert getattr(page.protection, action) is False, "False means that it is allowed"
    assert page.freeze_panes == "A2" and page.auto_filter.ref is not None


def test_values_that_are_due_come_first_and_tinted() -> None:
    page = opened(template(CITY, on=ON))["Messwerte"]
    rows = list(page.iter_rows(min_row=2, max_row=1 + len(DUE)))
    assert [(row[1].value.year, row[5].value) for row in rows] == DUE
    for row in rows:
        assert row[0].value == "I1" and row[0].protection.locked
        assert row[2].value is None and not row[2].protection.locked
        assert row[2].fill.fgColor.rgb != row[0].fill.fgColor.rgb
    assert page[f"A{2 + len(DUE)}"].value == "I1"
    assert page.max_row == 1 + len(DUE) + len(CITY["observation"])


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_template_as_it_was_written_says_only_what_is_known(language: str) -> None:
    reading = read(template(CITY, language, ON), "a.xlsx", Known())
    assert [finding for finding in reading.findings if finding.severity == "error"] == []
    assert {table: len(rows) for table, rows in reading.tables.items()} == {
        table: len(rows) for table, rows in CITY.items()
    }


@pytest.mark.parametrize("language", ["de", "en"])
def test_instructions_tell_what_is_due_and_which_part_this_is(language: str) -> None:
    about = "=Themenfeld"
    page = opened(template(CITY, language, ON, about)).worksheets[0]
    assert page["A2"].value == about and page["A2"].data_type == "s"
    assert f" {len(DUE)}" in page["A3"].value and "2025" in page["A3"].value
    assert page.protection.sheet
    nothing = opened(template({}, language, ON)).worksheets[0]
    assert "2025" in nothing["A2"].value


def test_a_part_has_only_the_sheets_that_it_needs() -> None:
    some = {table: CITY[table] for table in ("plan", "measure", "indicator", "observation")}
    book = opened(template(some))
    assert book.sheetnames[1:-1] == ["Plan", "Maßnahmen", "Indikatoren", "Messwerte"]
    told = {row[0].value for row in book.worksheets[0].iter_rows()}
    assert "Messwerte" in told and "Bewertungen" not in told
