"""Tables to take away: what a program that opens them reads, and what it never runs."""

from __future__ import annotations

import csv
import datetime as dt
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from masterplan.workbook.tables import delimited, said, spreadsheet

HOSTILE = ["=1+1", "+49", "-x", "@a", "\t=1", "\r=1", "\n=1", "=HYPERLINK(0)"]
text = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=30
)


def first_sheet(content: bytes) -> list[list[object]]:
    """What stands in the first sheet of a workbook."""
    return [
        [cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).worksheets[0]
    ]


@pytest.mark.parametrize("is_german", [True, False])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_is_never_a_formula(hostile: str, is_german: bool) -> None:
    written = delimited([hostile], [[hostile]], is_german).decode("utf-8-sig")
    for (cell,) in csv.reader(io.StringIO(written, newline="")):
        assert cell == "'" + hostile
    book = load_workbook(io.BytesIO(spreadsheet("x", [hostile], [[hostile]], [hostile])))
    cells = [cell for page in book.worksheets for row in page.rows for cell in row]
    assert len(cells) == 3 and {cell.data_type for cell in cells} == {"s"}


@given(st.lists(st.tuples(text, st.floats(allow_nan=False, allow_infinity=False)), max_size=5))
def test_a_csv_says_what_the_table_said(rows: list[tuple[str, float]]) -> None:
    for is_german in (True, False):
        written = delimited(["a", "b"], rows, is_german).decode("utf-8-sig")
        lines = csv.reader(io.StringIO(written, newline=""), delimiter=";" if is_german else ",")
        assert next(lines) == ["a", "b"]
        for (name, number), (name_read, number_read) in zip(rows, lines, strict=True):
            assert name_read.removeprefix("'") == name.removeprefix("'")
            assert float(number_read.replace(",", ".") if is_german else number_read) == number


def test_dates_numbers_and_answers_have_the_form_of_the_country() -> None:
    line = [dt.date(2026, 9, 30), pd.Timestamp("2026-09-30 10:05"), 1234.5, 7.0, True, None, pd.NaT]
    german = delimited(list("abcdefg"), [line], True).decode("utf-8-sig").splitlines()[1]
    assert german == "30.09.2026;30.09.2026 10:05;1234,5;7;ja;;"
    other = delimited(list("abcdefg"), [line], False).decode("utf-8-sig").splitlines()[1]
    assert other == "2026-09-30,2026-09-30T10:05:00,1234.5,7,yes,,"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.float64(1.5), 1.5),
        (np.float64("nan"), None),
        (float("inf"), None),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (pd.NA, None),
        (np.array([1.0, 2.0]), "1.0, 2.0"),
        ([], None),
        (pd.Timestamp("2026-01-31"), dt.date(2026, 1, 31)),
    ],
)
def test_values_of_answers_are_plain(value: object, expected: object) -> None:
    assert said(value) == expected and type(said(value)) is type(expected)


def test_a_sheet_has_a_name_that_excel_takes_and_says_what_it_rests_on() -> None:
    content = spreadsheet("A/B: [was]?" * 9, ["day"], [[dt.date(2026, 9, 30)]], ["Title", "Stand"])
    book = load_workbook(io.BytesIO(content))
    table, about = book.worksheets
    assert len(table.title) <= 31 and not set(table.title) & set("[]:*?/\\")
    assert (
        table["A2"].value == dt.datetime(2026, 9, 30) and table["A2"].number_format == "DD.MM.YYYY"
    )
    assert [cell.value for cell in about["A"]] == ["Title", "Stand"]
    assert first_sheet(spreadsheet("Info", [], [], [])) == []
