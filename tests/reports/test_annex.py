"""The annex says the very numbers of the report, holds no formula, and opens in an office."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from masterplan.reports import annex
from tests.reports import frozen

HEAD = 4


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return frozen.report()


@pytest.fixture(scope="module")
def content(data: dict[str, Any]) -> bytes:
    return annex.render(data, "de")


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def column(sheet: Worksheet, heading: str) -> list[Any]:
    headings = [cell.value for cell in sheet[HEAD]]
    place = headings.index(heading)
    return [row[place] for row in sheet.iter_rows(min_row=HEAD + 1, values_only=True)]


def same(numbers: list[Any]) -> Any:
    """Sixteen digits of a number are written, as spreadsheets keep fifteen."""
    return [pytest.approx(one, rel=1e-15) if isinstance(one, float) else one for one in numbers]


def parts(data: dict[str, Any], field: str) -> list[dict[str, Any]]:
    return [one for measure in data["measures"] for one in measure[field]]


def test_measures_are_all_there_with_their_numbers(book: Workbook, data: dict[str, Any]) -> None:
    sheet, rows = book["Maßnahmen"], data["measures"]
    assert column(sheet, "Maßnahme") == [one["measure_code"] for one in rows]
    for heading, field in (
        ("Plan", "planned_eur"),
        ("Ist", "spent_eur"),
        ("Zielerreichung im Mittel", "mean_position"),
        ("Meilensteine erreicht", "milestones_reached"),
        ("Tage in Verzug", "days_late"),
    ):
        assert column(sheet, heading) == same([one[field] for one in rows]), heading


def test_a_light_is_a_sign_and_a_word(book: Workbook, data: dict[str, Any]) -> None:
    told = column(book["Maßnahmen"], "Wirkung")
    assert {"● planmäßig", "▲ gefährdet", "■ verfehlt"} < set(told)
    assert [word is None for word in told] == [not one["is_counted"] for one in data["measures"]]


@pytest.mark.parametrize(
    ("sheet", "heading", "field", "key"),
    [
        ("Indikatoren", "Letzter Wert", "indicator_list", "last_value"),
        ("Indikatoren", "Soll bis heute", "indicator_list", "expected"),
        ("Indikatoren", "Zielerreichung", "indicator_list", "position"),
        ("Meilensteine", "Meilenstein", "milestone_list", "title"),
        ("Bewertungen", "Zelle", "evaluations", "cell"),
    ],
)
def test_parts_of_measures_are_told_in_full(
    book: Workbook, data: dict[str, Any], sheet: str, heading: str, field: str, key: str
) -> None:
    assert column(book[sheet], heading) == same([one[key] for one in parts(data, field)])


def test_every_judged_value_is_there_as_a_number_of_a_day(
    book: Workbook, data: dict[str, Any]
) -> None:
    rows = [value for one in parts(data, "indicator_list") for value in one["series"]]
    sheet = book["Messwerte"]
    assert column(sheet, "Wert") == same([one["value"] for one in rows])
    days = [dt.date.fromisoformat(one["observed_on"]) for one in rows]
    assert [value.date() for value in column(sheet, "Erhoben am")] == days


def test_groups_and_funds_add_up_as_in_the_report(book: Workbook, data: dict[str, Any]) -> None:
    for name, field in (("Phasen", "phases"), ("Themenfelder", "topic_areas")):
        for code, word in (("on_track", "planmäßig"), ("off_track", "verfehlt")):
            told = column(book[name], f"Wirkung: {word}")
            assert told == [one["effect"][code] for one in data[field]]
        assert column(book[name], "Plan") == [one["planned_eur"] for one in data[field]]
    years = data["funds"]["by_year"]
    assert column(book["Mittel"], "Ist") == [one["spent_eur"] for one in years]


def test_charts_tell_their_numbers_to_those_who_do_not_see_them(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if name.startswith("xl/drawings/drawing")]
        drawn = "".join(package.read(name).decode() for name in names)
    told = re.findall(r'<xdr:cNvPr [^>]*descr="([^"]*)"', drawn)
    assert len(told) == drawn.count("<xdr:graphicFrame") == 5
    assert all(re.search(r"\d", text) for text in told)


def test_a_draft_says_so_on_every_sheet_and_printed_page() -> None:
    made = openpyxl.load_workbook(io.BytesIO(annex.render(frozen.draft(), "de")))
    for sheet in made:
        assert "ENTWURF" in str(sheet["A2"].value), sheet.title
        assert "ENTWURF" in sheet.oddFooter.left.text


def test_what_people_wrote_breaks_nothing_and_is_no_formula() -> None:
    content = annex.render(frozen.hostile(frozen.draft()), "en")
    made = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in made:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" and cell.hyperlink is None or cell.hyperlink.location
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets and not any(b"<f>" in package.read(name) for name in sheets)


def test_a_text_that_begins_like_a_formula_stays_a_text(data: dict[str, Any]) -> None:
    first = data["measures"][0]
    begun = {**data, "measures": [{**first, "title": '=HYPERLINK("http://x")', "lead_unit": "@x"}]}
    made = openpyxl.load_workbook(io.BytesIO(annex.render(begun, "de")))
    cell = made["Maßnahmen"].cell(HEAD + 1, 2)
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://x")', "s")


def test_it_is_the_same_whenever_it_is_written(content: bytes, data: dict[str, Any]) -> None:
    assert annex.render(data, "de") == content
