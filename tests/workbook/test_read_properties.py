"""Whatever stands in a cell: German forms come back as they were, and nothing raises."""

from __future__ import annotations

import datetime as dt
import string

from hypothesis import given, settings
from hypothesis import strategies as st

from masterplan.findings import Finding
from masterplan.sheets import SHEETS, Column
from masterplan.workbook.cells import Percent, Problem
from masterplan.workbook.rules import RULES, advice, problem
from masterplan.workbook.values import reader

COLUMNS = [column for sheet in SHEETS for column in sheet.columns]
NUMBER = Column("value", "Wert", "value", "number")
DATE = Column("day", "Datum", "date", "date")
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
SEPARATORS = st.sampled_from([".", " ", "\u00a0", "\u202f", "'", "’"])
MONTHS = [
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
]

# The first example of a run also builds what is built once; that says nothing about speed.
unhurried = settings(deadline=None)

written = st.one_of(
    st.text(max_size=60),
    st.text(string.digits + ".,-–−%/' \u00a0()eE€<>QHKW", max_size=16),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.none(),
    st.binary(max_size=4),
)


def grouped(digits: str, separator: str) -> str:
    """Digits in groups of three, as thousands are written."""
    head = len(digits) % 3 or 3
    return separator.join(
        [digits[:head], *(digits[at : at + 3] for at in range(head, len(digits), 3))]
    )


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(COLUMNS), written)
def test_no_cell_makes_a_reader_raise(column: Column, cell: object) -> None:
    found = reader(column)(cell)
    if isinstance(found, Problem):
        assert found.rule in RULES
        finding = Finding("Blatt", "A1", "error", found.rule, str(cell), found.details)
        for language in ("de", "en"):
            assert problem(finding, language)
            assert advice(finding, language)


@unhurried
@given(st.integers(0, 10**12), st.text(string.digits, max_size=6), st.booleans(), SEPARATORS)
def test_german_numbers_come_back(
    whole: int, places: str, is_negative: bool, separator: str
) -> None:
    sign = "-" if is_negative else ""
    comma = "," + places if places else ""
    expected = float(f"{sign}{whole}.{places or 0}")
    texts = [sign + grouped(str(whole), separator) + comma]
    if whole >= 1000 or len(places) != 3 or whole == 0:
        texts.append(f"{sign}{whole}{comma}")
    for text in texts:
        found = reader(NUMBER)(text)
        # One group and no comma, or three places and no group: those have two readings.
        if isinstance(found, Problem):
            assert found.rule == "number_ambiguous"
            assert 1 <= whole < 10**6
            assert len(places) == 3 or (separator == "." and not places)
        else:
            assert found == expected
            percent = reader(NUMBER)(f"{text}\u202f%")
            assert percent == Percent(expected)


@unhurried
@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from([".", ","]))
def test_three_places_or_thousands_are_never_guessed(left: int, right: int, sign: str) -> None:
    found = reader(NUMBER)(f"{left}{sign}{right:03}")
    assert isinstance(found, Problem)
    readings = {reader(NUMBER)(found.details[name]) for name in ("first", "second")}
    assert readings == {float(f"{left}{right:03}"), float(f"{left}.{right:03}")}


@unhurried
@given(st.integers(0, 10**6), st.text(string.digits, min_size=1, max_size=6))
def test_a_decimal_point_is_never_taken_for_a_number(whole: int, places: str) -> None:
    assert isinstance(reader(NUMBER)(f"{whole}.{places}"), Problem)


@unhurried
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_native_numbers_stay_what_they_are(number: float) -> None:
    assert reader(NUMBER)(number) == number


@unhurried
@given(DAYS)
def test_dates_in_german_forms_come_back(day: dt.date) -> None:
    forms = (
        day,
        dt.datetime(day.year, day.month, day.day, 13),
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d.%m.%Y}",
        f"{day.day}. {MONTHS[day.month - 1]} {day.year}",
        day.isoformat(),
    )
    assert {reader(DATE)(form) for form in forms} == {day}


@unhurried
@given(DAYS)
def test_a_period_is_its_last_day(day: dt.date) -> None:
    quarter, half = (day.month + 2) // 3, (day.month + 5) // 6
    week = day.isocalendar()
    months = {
        1: (f"{day.month}/{day.year}", f"{MONTHS[day.month - 1]} {day.year}"),
        3: (f"Q{quarter}/{day.year}", f"{day.year}-Q{quarter}", f"{quarter}. Quartal {day.year}"),
        6: (f"H{half}/{day.year}", f"{half}. Halbjahr {day.year}"),
        12: (str(day.year), float(day.year)),
    }
    for length, forms in months.items():
        for form in forms:
            end = reader(DATE)(form)
            assert isinstance(end, dt.date)
            assert day <= end
            assert end.month % length == 0
            assert (end + dt.timedelta(days=1)).day == 1
            assert (end.year * 12 + end.month) - (day.year * 12 + day.month) < length
    sunday = day + dt.timedelta(days=7 - week.weekday)
    if week.year >= 1990 and sunday.year <= 2100:
        assert reader(DATE)(f"KW {week.week}/{week.year}") == sunday
        assert reader(DATE)(f"{week.year}-W{week.week:02}") == sunday


@unhurried
@given(st.integers(1, 12), st.integers(1, 12), st.integers(1990, 2100))
def test_slashes_and_short_years_are_never_guessed(first: int, second: int, year: int) -> None:
    for text in (f"{first}/{second}/{year}", f"{first:02}/{second:02}/{year}"):
        assert isinstance(reader(DATE)(text), Problem)
    assert isinstance(reader(DATE)(f"{first}.{second}.{year % 100:02}"), Problem)


@unhurried
@given(
    st.sampled_from([*RULES, "a rule of another day"]),
    st.text(max_size=30),
    st.dictionaries(
        st.sampled_from(["date", "first", "self", "message", "x"]) | st.text(), st.text()
    ),
)
def test_the_words_of_a_stored_finding_never_raise(
    rule: str, value: str, details: dict[str, str]
) -> None:
    for text in (value, value + "{0} {x!r} {", "{value}"):
        finding = Finding("", "", "note", rule, text, details)
        for language in ("de", "en"):
            assert problem(finding, language)
            assert advice(finding, language)
