"""What people write into cells, and what becomes of it."""

from __future__ import annotations

import datetime as dt

import pytest

from masterplan.sheets import SHEET_OF, Column
from masterplan.workbook.cells import Mark, Percent, Problem, Unreadable
from masterplan.workbook.values import reader

NUMBER = Column("value", "Wert", "value", "number")
PERCENT = SHEET_OF["evaluation"].column("progress_percent")
DATE = Column("day", "Datum", "date", "date")
PHASE = SHEET_OF["phase"].column("phase")
YEAR = SHEET_OF["funds"].column("year")
CODE = SHEET_OF["measure"].column("measure_code")
GOALS = SHEET_OF["measure"].column("goal_codes")
TITLE = SHEET_OF["measure"].column("title")
RATING = SHEET_OF["evaluation"].column("rating")
SECTORS = SHEET_OF["working_group"].column("sectors")


def rule_of(column: Column, cell: object) -> str:
    """The rule that a cell breaks."""
    found = reader(column)(cell)
    assert isinstance(found, Problem), f"{cell!r} was read as {found!r}"
    return found.rule


@pytest.mark.parametrize("column", [NUMBER, PERCENT, DATE, PHASE, CODE, GOALS, TITLE, RATING])
@pytest.mark.parametrize(
    "cell",
    ["", "  ", "\u00a0", "-", "–", " k. A. ", "k.A.", "K. A.", "n. v.", "N/A", "offen", "Offen"],
)
def test_blank_words_say_nothing(column: Column, cell: str) -> None:
    assert reader(column)(cell) is None


@pytest.mark.parametrize(
    "cell", ["zurückziehen", " Zurückziehen ", "WITHDRAW", "zuru\u0308ckziehen"]
)
def test_a_value_can_be_taken_back_but_not_a_key(cell: str) -> None:
    assert reader(NUMBER)(cell) is Mark.WITHDRAW
    assert reader(TITLE)(cell) is Mark.WITHDRAW
    assert rule_of(CODE, cell) == "withdraw_in_key"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (42.0, 42.0),
        (0.0, 0.0),
        (-0.5, -0.5),
        ("42", 42.0),
        ("1.234,5", 1234.5),
        ("1 234,5", 1234.5),
        ("1\u00a0234,5", 1234.5),
        ("1\u202f234,5", 1234.5),
        ("1'234,5", 1234.5),
        ("1’234", 1234.0),
        ("1234,5", 1234.5),
        ("1.234.567", 1234567.0),
        ("-3,0", -3.0),
        ("\u22123,0", -3.0),
        ("+3", 3.0),
        ("0,125", 0.125),
        ("1234,567", 1234.567),
        ("1.234,567", 1234.567),
        (" 7 ", 7.0),
        ("\ufeff7", 7.0),
    ],
)
def test_numbers(cell: object, number: float) -> None:
    assert reader(NUMBER)(cell) == number


def test_a_percent_sign_is_kept_until_the_unit_is_known() -> None:
    assert reader(NUMBER)("12,5 %") == Percent(12.5)
    assert reader(NUMBER)("12,5%") == Percent(12.5)
    assert reader(PERCENT)("12,5 %") == 12.5


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("1.234", "1234", "1,2340"),
        ("-12.345", "-12345", "-12,3450"),
        ("1,234", "1234", "1,2340"),
        ("999,999", "999999", "999,9990"),
        ("12.5", "12,5", "12.05."),
        ("1.2", "1,2", "01.02."),
    ],
)
def test_numbers_with_two_readings_are_not_guessed(text: str, first: str, second: str) -> None:
    found = reader(NUMBER)(text)
    assert isinstance(found, Problem)
    assert found.details == {"first": first, "second": second}


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("1234.5", "number_with_point"),
        ("0.5", "number_with_point"),
        ("0.123", "number_with_point"),
        ("12.75", "number_with_point"),
        ("5 Mio. €", "number_has_unit"),
        ("12 t", "number_has_unit"),
        ("€ 5", "number_has_unit"),
        ("50 ‰", "number_has_unit"),
        ("ca. 50", "number_is_approximate"),
        ("~50", "number_is_approximate"),
        ("> 100", "number_is_bound"),
        ("mind. 100", "number_is_bound"),
        ("10-20", "number_is_range"),
        ("10 – 20", "number_is_range"),
        ("10 bis 20", "number_is_range"),
        ("(100)", "number_in_brackets"),
        ("[100]", "number_in_brackets"),
        ("1,2E5", "number_has_exponent"),
        ("1e5", "number_has_exponent"),
        ("١٢", "number_has_foreign_digits"),
        ("12,", "not_a_number"),
        ("1.23.456", "not_a_number"),
        ("1,234,567", "not_a_number"),
        ("zwölf", "not_a_number"),
        ("9" * 400, "number_too_large"),
        (float("nan"), "number_too_large"),
        (float("inf"), "number_too_large"),
        (True, "is_boolean"),
        (dt.date(2025, 5, 12), "is_date"),
        (dt.datetime(2025, 5, 12, 10), "is_date"),
        (dt.time(10), "is_time"),
        (dt.timedelta(hours=30), "is_time"),
        (Unreadable("cell_has_error", "#DIV/0!"), "cell_has_error"),
    ],
)
def test_what_is_no_number(cell: object, rule: str) -> None:
    assert rule_of(NUMBER, cell) == rule


@pytest.mark.parametrize("cell", [0.5, "0,5", 0.01])
def test_a_fraction_in_a_percent_column_has_two_readings(cell: object) -> None:
    assert rule_of(PERCENT, cell) == "percent_ambiguous"


def test_percentages() -> None:
    assert reader(PERCENT)(50.0) == 50.0
    assert reader(PERCENT)("0,5 %") == 0.5
    assert reader(PERCENT)(0.0) == 0.0
    assert reader(PERCENT)(100.0) == 100.0
    assert rule_of(PERCENT, 101.0) == "percent_out_of_range"
    assert rule_of(PERCENT, "-1 %") == "percent_out_of_range"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (dt.date(2025, 3, 1), dt.date(2025, 3, 1)),
        (dt.datetime(2025, 3, 1, 12), dt.date(2025, 3, 1)),
        ("31.12.2025", dt.date(2025, 12, 31)),
        ("1.1.2025", dt.date(2025, 1, 1)),
        ("1. 1. 2025", dt.date(2025, 1, 1)),
        ("31. Dezember 2025", dt.date(2025, 12, 31)),
        ("3. März 2025", dt.date(2025, 3, 3)),
        ("2025-12-31", dt.date(2025, 12, 31)),
        ("2025\u201112\u201131", dt.date(2025, 12, 31)),
        ("29.02.2024", dt.date(2024, 2, 29)),
        ("Dez 2025", dt.date(2025, 12, 31)),
        ("Dez. 2025", dt.date(2025, 12, 31)),
        ("Februar 2024", dt.date(2024, 2, 29)),
        ("mär\u00a02025", dt.date(2025, 3, 31)),
        ("12/2025", dt.date(2025, 12, 31)),
        ("2/2023", dt.date(2023, 2, 28)),
        ("Q4/2025", dt.date(2025, 12, 31)),
        ("Q1 2025", dt.date(2025, 3, 31)),
        ("2025-Q2", dt.date(2025, 6, 30)),
        ("3. Quartal 2025", dt.date(2025, 9, 30)),
        ("IV/2025", dt.date(2025, 12, 31)),
        ("H1/2025", dt.date(2025, 6, 30)),
        ("2. Halbjahr 2025", dt.date(2025, 12, 31)),
        ("1. Halbjahr 2025", dt.date(2025, 6, 30)),
        ("KW 12/2025", dt.date(2025, 3, 23)),
        ("12. KW 2025", dt.date(2025, 3, 23)),
        ("2025-W12", dt.date(2025, 3, 23)),
        ("KW 53/2026", dt.date(2027, 1, 3)),
        ("2025", dt.date(2025, 12, 31)),
        (2025.0, dt.date(2025, 12, 31)),
        (2025, dt.date(2025, 12, 31)),
    ],
)
def test_dates_and_periods(cell: object, day: dt.date) -> None:
    assert reader(DATE)(cell) == day


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("01/02/2025", "date_ambiguous"),
        ("31/12/2025", "date_with_slashes"),
        ("1/2/25", "date_with_slashes"),
        ("31.12.25", "date_two_digit_year"),
        ("Dez 25", "date_two_digit_year"),
        ("12/25", "date_two_digit_year"),
        ("Q4/25", "date_two_digit_year"),
        ("30.02.2025", "date_does_not_exist"),
        ("29.02.2025", "date_does_not_exist"),
        ("2025-13-01", "date_does_not_exist"),
        ("13/2025", "date_does_not_exist"),
        ("0/2025", "date_does_not_exist"),
        ("Q5/2025", "date_does_not_exist"),
        ("3. Halbjahr 2025", "date_does_not_exist"),
        ("KW 53/2025", "date_does_not_exist"),
        ("KW 0/2025", "date_does_not_exist"),
        ("1989", "date_out_of_range"),
        ("31.12.1989", "date_out_of_range"),
        ("01.01.2101", "date_out_of_range"),
        (dt.date(1905, 7, 17), "date_out_of_range"),
        (46022.0, "date_is_number"),
        (2025.5, "date_is_number"),
        ("46022", "date_is_number"),
        ("bald", "not_a_date"),
        ("Brumaire 2025", "not_a_date"),
        ("x" * 5000, "not_a_date"),
        (True, "is_boolean"),
        (dt.time(10), "is_time"),
    ],
)
def test_what_is_no_date(cell: object, rule: str) -> None:
    assert rule_of(DATE, cell) == rule


def test_both_readings_of_a_date_with_slashes_are_named() -> None:
    found = reader(DATE)("01/02/2025")
    assert isinstance(found, Problem)
    assert set(found.details.values()) == {"01.02.2025", "02.01.2025"}


def test_whole_numbers() -> None:
    assert reader(PHASE)(3.0) == 3
    assert reader(PHASE)("3") == 3
    assert isinstance(reader(PHASE)(3.0), int)
    assert reader(YEAR)("2025") == 2025
    for column, cell in (
        (PHASE, 0.0),
        (PHASE, 10.0),
        (PHASE, 1.5),
        (PHASE, "Phase 1"),
        (YEAR, 25.0),
    ):
        assert rule_of(column, cell) == "integer_out_of_range"


def test_codes_and_texts() -> None:
    assert reader(CODE)(42.0) == "42"
    assert reader(CODE)("  M\u00a0 1\u200b ") == "M 1"
    assert reader(CODE)("007") == "007"
    assert reader(TITLE)(" Größe – Ziel ") == "Größe – Ziel"
    assert reader(TITLE)("Gro\u0308ße") == "Größe"
    assert reader(TITLE)(3.0) == "3"
    assert reader(GOALS)("Z1, Z2;Z3 ,, Z1") == ["Z1", "Z2", "Z3"]
    assert reader(GOALS)(12.0) == ["12"]
    assert reader(GOALS)(" , ") is None


def test_what_excel_made_of_a_code_is_not_taken_for_it() -> None:
    assert rule_of(CODE, 1.1) == "code_is_number"
    assert rule_of(GOALS, 1.2) == "code_is_number"
    assert rule_of(CODE, dt.date(2025, 2, 1)) == "text_is_date"
    assert rule_of(TITLE, dt.date(2025, 5, 1)) == "text_is_date"


def test_choices_in_either_language_and_any_case() -> None:
    for word in ("planmäßig", "PLANMÄSSIG", " on  track ", "on\u00a0track"):
        assert reader(RATING)(word) == "on_track"
    assert reader(SECTORS)("Politik; economy, politik") == ["politics", "economy"]


def test_an_unknown_word_comes_with_the_allowed_ones() -> None:
    for column, cell in ((RATING, "grün"), (RATING, 3.0), (SECTORS, "Politik, Kirche")):
        found = reader(column)(cell)
        assert isinstance(found, Problem)
        assert found.rule == "choice_unknown"
        choices = list(column.choices or ())
        assert found.details["allowed"].split(", ") == [choice.german for choice in choices]
        assert set(found.words) >= {choice.english for choice in choices}
