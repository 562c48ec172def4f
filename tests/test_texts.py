"""What users read: numbers, shares, days and moments in both languages; translations; errors."""

from __future__ import annotations

import datetime as dt
import math
import time
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from masterplan import texts
from masterplan.texts import LANGUAGES, NO_NUMBER, UserError

NOTHING = [None, math.nan, np.nan, pd.NA, pd.NaT]


@pytest.mark.parametrize(
    ("value", "decimals", "german", "english"),
    [
        (0, None, "0", "0"),
        (1234.5, None, "1.234,5", "1,234.5"),
        (1_000_000, None, "1.000.000", "1,000,000"),
        (-3.25, None, "−3,25", "−3.25"),
        (0.1 + 0.2, None, "0,3", "0.3"),
        (2 / 3, None, "0,667", "0.667"),
        (1234.5678, 2, "1.234,57", "1,234.57"),
        (5, 2, "5,00", "5.00"),
        (1234.56, 0, "1.235", "1,235"),
        (np.int64(42), None, "42", "42"),
        (np.float64(0.5), None, "0,5", "0.5"),
        (1e15, None, "1.000.000.000.000.000", "1,000,000,000,000,000"),
        (1e30, 2, "1" + ".000" * 10 + ",00", "1" + ",000" * 10 + ".00"),
        (float("inf"), None, "∞", "∞"),
    ],
)
def test_number(value: float, decimals: int | None, german: str, english: str) -> None:
    assert texts.number(value, "de", decimals) == german
    assert texts.number(value, "en", decimals) == english


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", NOTHING, ids=repr)
def test_where_there_is_nothing_stands_a_dash_never_a_zero(value: None, language: str) -> None:
    assert texts.number(value, language) == NO_NUMBER
    assert texts.number(value, language, 2) == NO_NUMBER
    assert texts.computed(value, language) == NO_NUMBER
    assert texts.percent(value, language) == NO_NUMBER
    assert texts.date(value, language) == NO_NUMBER
    assert texts.moment(value, language) == NO_NUMBER


@given(st.floats(-1e12, 1e12))
def test_a_german_number_reads_back(value: float) -> None:
    written = texts.number(value, "de", 3)
    read = float(written.replace(".", "").replace(",", ".").replace("−", "-"))
    assert abs(read - value) <= 0.0005 + abs(value) * 1e-15


@given(st.floats(-1e9, 1e9))
def test_no_rounding_makes_a_minus_zero(value: float) -> None:
    assert texts.number(value, "de", 0) != "−0"
    assert texts.percent(value, "en") != "−0%"


@pytest.mark.parametrize(
    ("value", "german"),
    [(1 / 3, "0,333"), (1234.567, "1.235"), (0.0, "0"), (99.996, "100"), (-12.3456, "−12,35")],
)
def test_computed_numbers_have_four_digits(value: float, german: str) -> None:
    assert texts.computed(value, "de") == german


@pytest.mark.parametrize(
    ("share", "decimals", "german", "english"),
    [
        (0.42, 0, "42\u202f%", "42%"),
        (0.0, 0, "0\u202f%", "0%"),
        (1.25, 0, "125\u202f%", "125%"),
        (-0.5, 0, "−50\u202f%", "−50%"),
        (0.1234, 1, "12,3\u202f%", "12.3%"),
        (20.0, 0, "2.000\u202f%", "2,000%"),
    ],
)
def test_percent(share: float, decimals: int, german: str, english: str) -> None:
    assert texts.percent(share, "de", decimals) == german
    assert texts.percent(share, "en", decimals) == english


@pytest.mark.parametrize(
    "day", [dt.date(2025, 3, 1), dt.datetime(2025, 3, 1, 12), pd.Timestamp(2025, 3, 1)], ids=type
)
def test_date(day: dt.date) -> None:
    assert texts.date(day, "de") == "01.03.2025"
    assert texts.date(day, "en") == "1 Mar 2025"


@pytest.fixture
def _in_germany(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_in_germany")
@pytest.mark.parametrize(
    ("utc", "german", "english"),
    [
        (dt.datetime(2025, 1, 15, 9, 5), "15.01.2025, 10:05", "15 Jan 2025, 10:05"),
        (dt.datetime(2025, 7, 15, 9, 5), "15.07.2025, 11:05", "15 Jul 2025, 11:05"),
        (dt.datetime(2025, 12, 31, 23, 30), "01.01.2026, 00:30", "1 Jan 2026, 00:30"),
        (pd.Timestamp(2025, 1, 15, 9, 5), "15.01.2025, 10:05", "15 Jan 2025, 10:05"),
    ],
)
def test_moment_is_told_in_local_time(utc: dt.datetime, german: str, english: str) -> None:
    assert texts.moment(utc, "de") == german
    assert texts.moment(utc, "en") == english


def test_english_is_the_language_of_the_sources() -> None:
    assert texts.translate("Measures", "en") == "Measures"
    assert texts.translate("Measures", "de") == "Maßnahmen"
    assert texts.translator("de")("Measures") == "Maßnahmen"


def test_an_unknown_text_stays_as_it_is() -> None:
    assert texts.translate("No such text in any catalogue", "de") == "No such text in any catalogue"


def test_values_are_filled_in_and_never_read_as_places() -> None:
    filled = texts.translate("As at {date}", "de", date="{secret} %s")
    assert "{secret} %s" in filled


@pytest.mark.parametrize(
    ("count", "german", "english"),
    [
        (0, "0 Maßnahmen", "0 measures"),
        (1, "1 Maßnahme", "1 measure"),
        (2, "2 Maßnahmen", "2 measures"),
        (1500, "1.500 Maßnahmen", "1,500 measures"),
    ],
)
def test_plural(count: int, german: str, english: str) -> None:
    assert texts.translate_count("{count} measure", "{count} measures", count, "de") == german
    assert texts.translate_count("{count} measure", "{count} measures", count, "en") == english


def test_an_error_speaks_both_languages() -> None:
    error = UserError("Upload {upload} is withdrawn already.", upload=7)
    assert str(error) == error.text("en") == "Upload 7 is withdrawn already."
    assert "7" in error.text("de") != error.text("en")


def test_an_error_without_values_may_hold_braces() -> None:
    assert str(UserError("a {b} c")) == "a {b} c" == UserError("a {b} c").text("de")
