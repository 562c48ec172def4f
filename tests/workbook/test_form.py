"""A single row that somebody enters is a workbook, read as if it had been typed into one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from masterplan.findings import Reading
from masterplan.sheets import SHEET_OF
from masterplan.workbook.form import by_field, form_name, form_workbook
from masterplan.workbook.read import read
from tests.workbook.books import KNOWN

DAY = dt.date(2024, 12, 31)
ROWS: dict[str, dict[str, Any]] = {
    "observation": {"indicator_code": "I1", "observed_on": DAY, "value": "1.234,5"},
    "evaluation": {
        "measure_code": "M-1",
        "reporting_date": DAY,
        "perspective": "science",
        "rating": "at_risk",
        "progress_percent": "12,5",
        "reason": "=Grund",
    },
    "milestone": {
        "measure_code": "M-1",
        "milestone_number": "02",
        "title": "Start",
        "due_on": DAY,
        "weight": "",
    },
}


def entered(table: str, language: str = "de", **changes: Any) -> Reading:
    """The reading of a form."""
    record = {**ROWS[table], **changes}
    content = form_workbook(table, record, language)
    return read(content, form_name(table, record, language), KNOWN, "MP")


@pytest.mark.parametrize("table", ROWS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_row_is_read_as_it_was_typed(table: str, language: str) -> None:
    reading = entered(table, language)
    assert not reading.has_errors and reading.plan_code == "MP" and set(reading.tables) == {table}
    typed = {"value": 1234.5, "progress_percent": 12.5, "weight": None}
    [row] = zip(*reading.tables[table].columns.values(), strict=True)
    found = dict(zip(reading.tables[table].columns, row, strict=True))
    for name, value in ROWS[table].items():
        assert found[name] == typed.get(name, value)


@pytest.mark.parametrize(
    ("table", "name", "value", "rule"),
    [
        ("observation", "value", "ca. 5", "number_is_approximate"),
        ("observation", "value", "1.234", "number_ambiguous"),
        ("observation", "observed_on", None, "key_incomplete"),
        ("evaluation", "progress_percent", "120", "percent_out_of_range"),
        ("evaluation", "reason", "", "reason_required"),
        ("milestone", "weight", "-1", "weight_not_positive"),
        ("milestone", "title", "", "value_required"),
        ("milestone", "milestone_number", "", "key_incomplete"),
    ],
)
def test_what_is_wrong_stands_at_its_field(table: str, name: str, value: Any, rule: str) -> None:
    found = by_field(table, entered(table, **{name: value}).findings)
    assert rule in [finding.rule for finding in found[name]]


def test_what_belongs_to_no_field_is_not_lost() -> None:
    reading = read(form_workbook("observation", ROWS["observation"]), "a.xlsx", KNOWN, "NONE")
    assert [finding.rule for finding in by_field("observation", reading.findings)[None]]


@pytest.mark.parametrize("table", ROWS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_row_can_be_taken_back(table: str, language: str) -> None:
    content = form_workbook(table, ROWS[table], language, withdraw=True)
    reading = read(content, "a.xlsx", KNOWN, "MP")
    assert not reading.has_errors
    rows = reading.tables[table]
    assert rows.is_withdrawn == [True]
    for name in SHEET_OF[table].keys:
        assert rows.columns[name] == [ROWS[table].get(name, "")]


def test_the_file_is_named_for_what_it_says() -> None:
    assert form_name("observation", ROWS["observation"]) == "Messwerte-I1-2024-12-31.xlsx"
    odd = {"measure_code": "../A b", "milestone_number": "x" * 200}
    name = form_name("milestone", odd, "en")
    assert name.startswith("milestones-..-A-b-xx") and len(name) < 120 and "/" not in name


def test_the_same_row_is_the_same_file() -> None:
    row = ROWS["evaluation"]
    assert form_workbook("evaluation", row) == form_workbook("evaluation", row)
