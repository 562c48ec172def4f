"""What is written is the workbook format, byte for byte the same for the same rows."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from masterplan.sheets import SHEET_OF, SHEETS
from masterplan.workbook.template import template
from masterplan.workbook.write import EXTRA_SHEETS, workbook

ROWS: dict[str, list[dict[str, object]]] = {
    "observation": [
        {
            "indicator_code": "01",
            "observed_on": dt.date(2025, 12, 31),
            "value": 0.1 + 0.2,
            "flag": "preliminary",
            "dimension": "",
            "category": "",
        }
    ],
    "working_group": [
        {"working_group_code": "AG1", "title": "Netz", "sectors": ["politics", "science"]}
    ],
    "measure": [
        {
            "measure_code": "M1",
            "title": "Glasfaser",
            "topic_area_code": "T1",
            "phase": 1,
            "goal_codes": ["Z1", "Z2"],
            "starts_on": dt.date(2024, 1, 1),
        }
    ],
    "phase": [{"phase": 1, "title": "Aufbruch"}],
    "indicator": [{"indicator_code": "I1", "measure_code": "M1", "kind": "effect"}],
    "funds": [{"measure_code": "M1", "year": 2025, "planned_eur": 1500000.0}],
}


EVERY: dict[str, list[dict[str, object]]] = {sheet.table: [] for sheet in SHEETS} | ROWS


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def values(sheet: Worksheet, row: int) -> dict[str, Any]:
    """A row by its headings; blank cells are left out."""
    headings = [cell.value for cell in sheet[1]]
    cells = [cell.value for cell in sheet[row]]
    return {str(h): v for h, v in zip(headings, cells, strict=True) if v is not None}


def one_text(text: str) -> Any:
    content = workbook({"plan": [{"plan_code": "P", "title": text}]})
    return opened(content)["Plan"]["B2"]


def test_sheets_given_come_in_the_order_of_the_format() -> None:
    names = opened(workbook(ROWS)).sheetnames
    assert names == [sheet.german for sheet in SHEETS if sheet.table in ROWS]


@pytest.mark.parametrize("language", ["de", "en"])
def test_headings_are_those_of_the_format(language: str) -> None:
    book = opened(workbook({sheet.table: [] for sheet in SHEETS}, language))
    for sheet in SHEETS:
        page = book[sheet.german if language == "de" else sheet.english]
        expected = [c.heading if language == "de" else c.english for c in sheet.columns]
        assert [cell.value for cell in page[1]] == expected


def test_values_are_what_they_are() -> None:
    row = values(opened(workbook(ROWS))["Messwerte"], 2)
    assert row == {
        "Indikator": "01",
        "Datum": dt.datetime(2025, 12, 31),
        "Wert": 0.30000000000000004,
        "Kennzeichen": "vorläufig",
    }


def test_choices_and_lists_are_words() -> None:
    german, english = (opened(workbook(ROWS, language)) for language in ("de", "en"))
    assert values(german["Arbeitsgruppen"], 2)["Bereiche"] == "Politik, Wissenschaft"
    assert values(english["working_groups"], 2)["sectors"] == "politics, science"
    assert values(german["Maßnahmen"], 2)["Ziele"] == "Z1, Z2"
    assert values(german["Indikatoren"], 2)["Art"] == "Wirkung"


def test_dates_are_dates_and_codes_are_texts() -> None:
    sheet = opened(workbook(ROWS))["Messwerte"]
    assert (sheet["B2"].is_date, sheet["B2"].number_format) == (True, "DD.MM.YYYY")
    assert (sheet["A2"].data_type, sheet["A2"].number_format) == ("s", "@")


@pytest.mark.parametrize("text", ["=1+1", "#N/A", "+49 231", "@x", "_x0041_", "a\nb", " x "])
def test_a_text_is_never_a_formula_nor_an_error(text: str) -> None:
    cell = one_text(text)
    # openpyxl alone leaves the escape in; Excel and the reader take it out
    assert (cell.data_type, cell.value.replace("_x005F_", "_")) == ("s", text)


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\ud800", "\ufffe"])
def test_what_xml_forbids_is_replaced(sign: str) -> None:
    assert one_text(f"a{sign}b").value == "a\ufffdb"


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), ""])
def test_what_says_nothing_is_blank(value: object) -> None:
    content = workbook({"observation": [{"indicator_code": "I", "value": value, "comment": value}]})
    assert values(opened(content)["Messwerte"], 2) == {"Indikator": "I"}


@pytest.mark.parametrize(("value", "cell"), [(50.0, 50), (1.0, "1 %"), (0.0, 0), (0.5, "0,5 %")])
def test_a_percentage_below_one_cannot_be_taken_for_a_share(value: float, cell: object) -> None:
    content = workbook({"evaluation": [{"measure_code": "M", "progress_percent": value}]})
    assert values(opened(content)["Bewertungen"], 2)["Fortschritt (%)"] == cell


def test_heading_stays_in_view_and_page_fits() -> None:
    sheet = opened(workbook(ROWS))["Maßnahmen"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:K2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet["A1"].font.bold
    assert all(10 <= sheet.column_dimensions[letter].width <= 60 for letter in "ABCK")


def test_no_tables_still_make_a_file() -> None:
    assert opened(workbook({})).sheetnames == ["Plan"]


def test_same_rows_same_bytes_in_any_process() -> None:
    script = (
        "from hashlib import sha256; from tests.workbook.test_write import *;"
        "print(*(sha256(write(ROWS)).hexdigest() for write in (workbook, template)))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


@pytest.mark.parametrize("language", ["de", "en"])
def test_template_has_every_sheet_between_its_own_two(language: str) -> None:
    book = opened(template(EVERY, language))
    own, lists = book.sheetnames[0], book.sheetnames[-1]
    assert {own, lists} <= set(EXTRA_SHEETS)
    assert len(book.sheetnames) == len(SHEETS) + 2
    assert book[lists].sheet_state == "hidden"
    assert book[own].max_row > sum(len(sheet.columns) for sheet in SHEETS)


def test_template_shows_what_is_known() -> None:
    assert values(opened(template(EVERY))["Messwerte"], 2)["Indikator"] == "01"


def offered(book: openpyxl.Workbook, table: str, field: str) -> list[Any] | None:
    """What the drop-down of a column offers; None where it has none."""
    sheet = SHEET_OF[table]
    number = [column.field for column in sheet.columns].index(field)
    page = book[sheet.german]
    for check in page.data_validations.dataValidation:
        # the last row that is ready for input has it as well
        if f"{'ABCDEFGHIJKLMN'[number]}900" in check.cells and check.type == "list":
            area = book.defined_names[check.formula1].attr_text
            name, cells = area.split("!")
            found = book[name.strip("'")][cells.replace("$", "")]
            return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]
    return None


def test_drop_downs_offer_words_and_known_codes() -> None:
    book = opened(template(EVERY))
    assert offered(book, "indicator", "direction") == ["steigend", "sinkend", "halten"]
    assert offered(book, "observation", "indicator_code") == ["I1"]
    assert offered(book, "measure", "phase") == [1]
    assert offered(book, "milestone", "measure_code") == ["M1"]


def test_columns_without_known_codes_or_with_several_values_have_no_drop_down() -> None:
    book = opened(template(EVERY))
    assert offered(book, "measure", "topic_area_code") is None
    assert offered(book, "measure", "goal_codes") is None
    assert offered(book, "working_group", "sectors") is None


def test_dates_and_numbers_are_checked_and_may_be_kept() -> None:
    checks = opened(template({}))["Messwerte"].data_validations.dataValidation
    found = {check.type: check for check in checks}
    assert {"date", "decimal", "list"} == set(found)
    assert all(check.errorStyle == "warning" and check.allow_blank for check in checks)
    assert all(len(check.error) <= 255 and len(check.errorTitle) <= 32 for check in checks)
