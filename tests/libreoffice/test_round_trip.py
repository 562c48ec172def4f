"""What went through LibreOffice says the same: nobody has to own Excel to fill in a workbook."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from masterplan.findings import Known, Reading
from masterplan.sheets import SHEET_OF
from masterplan.workbook.read import read
from masterplan.workbook.template import template
from masterplan.workbook.write import workbook
from tests.libreoffice.office import FORMATS, saved
from tests.workbook.any_plan import CITY, KEPT_NUMBER, Tables, any_plan, fifteen_digits

ON = dt.date(2025, 6, 30)
BOOKS = 30


@pytest.fixture(scope="module")
def plans() -> list[Tables]:
    """Plans of every kind, the same ones each time."""
    found: list[Tables] = []

    @settings(
        phases=[Phase.generate],
        max_examples=BOOKS,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(any_plan(KEPT_NUMBER))
    def collect(tables: Tables) -> None:
        found.append(tables)

    collect()
    return found


@pytest.fixture(scope="module", params=FORMATS)
def ending(request: pytest.FixtureRequest) -> str:
    """A format that LibreOffice saves."""
    return str(request.param)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where LibreOffice works, with a profile that it makes once."""
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def books(plans: list[Tables], ending: str, folder: Path) -> dict[str, bytes]:
    """Every workbook of this module, opened and saved by LibreOffice."""
    written = {
        f"plan-{number}": workbook(tables, ("de", "en")[number % 2])
        for number, tables in enumerate(plans)
    }
    for language in ("de", "en"):
        written[f"template-{language}"] = template(CITY, language, ON)
        written[f"filled-{language}"] = filled(template(CITY, language, ON))
    return saved(written, ending, folder)


def reading_of(content: bytes, ending: str) -> Reading:
    """A file of LibreOffice, without objection."""
    reading = read(content, f"a.{ending}", Known())
    errors = [finding for finding in reading.findings if finding.severity == "error"]
    assert errors == []
    return reading


def rows(reading: Reading, table: str) -> list[dict[str, Any]]:
    """The records of a table, as the database would hold them."""
    if table not in reading.tables:
        return []
    columns = reading.tables[table].columns
    lines = zip(*columns.values(), strict=True)
    return [kept(table, dict(zip(columns, line, strict=True))) for line in lines]


def said(tables: Tables, table: str) -> list[dict[str, Any]]:
    """The same records before."""
    return [kept(table, record) for record in tables[table]]


def kept(table: str, record: dict[str, Any]) -> dict[str, Any]:
    """A record with what LibreOffice keeps of its numbers; in .xls that is all of them."""
    values = {column.field: record.get(column.field) for column in SHEET_OF[table].columns}
    return {
        name: fifteen_digits(value) if isinstance(value, float) else value
        for name, value in values.items()
    }


def filled(content: bytes) -> bytes:
    """The template with the values that were due, and a row more, typed in."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book["Messwerte" if "Messwerte" in book.sheetnames else "observations"]
    for row in range(2, 1 + len(due_days()) + 1):
        page.cell(row, 3).value = row + 0.5
    page.append(["I1", "Q1/2025", 7])
    changed = io.BytesIO()
    book.save(changed)
    return changed.getvalue()


def due_days() -> list[dt.date]:
    """The days for which the template asks: those of the yearly indicator of the city."""
    return [dt.date(year, 12, 31) for year in (2020, 2021, 2022, 2024)]


@pytest.mark.parametrize("number", range(BOOKS))
def test_any_plan_is_read_as_it_was_written(
    plans: list[Tables], books: dict[str, bytes], ending: str, number: int
) -> None:
    reading = reading_of(books[f"plan-{number}"], ending)
    for table in SHEET_OF:
        assert rows(reading, table) == said(plans[number], table), table


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_template_that_was_saved_says_what_is_known(
    books: dict[str, bytes], ending: str, language: str
) -> None:
    reading = reading_of(books[f"template-{language}"], ending)
    for table in SHEET_OF:
        assert rows(reading, table) == said(CITY, table), table


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_template_that_was_filled_in_and_saved_loads_what_was_typed(
    books: dict[str, bytes], ending: str, language: str
) -> None:
    reading = reading_of(books[f"filled-{language}"], ending)
    found = {
        row["observed_on"]: row["value"]
        for row in rows(reading, "observation")
        if not row["category"] and row["flag"] is None
    }
    typed = {day: row + 0.5 for row, day in enumerate(due_days(), start=2)}
    assert found == typed | {dt.date(2025, 3, 31): 7.0}
    for table in SHEET_OF:
        if table != "observation":
            assert rows(reading, table) == said(CITY, table), table
