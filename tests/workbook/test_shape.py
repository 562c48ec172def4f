"""What a sheet looks like: its headings, its layout, and what is no record."""

from __future__ import annotations

import datetime as dt

import pytest

from masterplan.workbook.periods import Period, part_of_year, period_of, split_heading, widened
from masterplan.workbook.shape import SheetShape, index_of, is_total, letter_of, shape_of
from masterplan.workbook.units import Unit, unit_of, without_unit
from tests.workbook.free_forms import (
    FORMS,
    IST_AND_SOLL,
    KPI_LIST,
    NOTHING_KNOWN,
    SERIES,
    STATUS_LIST,
    TRANSPOSED,
    WIDE_QUARTERS,
    WIDE_YEARS,
    Form,
    grid,
)

CODES = frozenset({"i1", "i2", "m-1", "m-2"})


def shape(form: Form, name: str = "Tabelle1") -> SheetShape:
    return shape_of(name, grid(form), CODES)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2023", Period("2023", "year")),
        (2024.0, Period("2024", "year")),
        (dt.date(2024, 3, 31), Period("2024-03-31", "day")),
        (dt.datetime(2024, 3, 31, 12), Period("2024-03-31", "day")),
        ("31.12.2024", Period("31.12.2024", "day")),
        ("Q1/2025", Period("Q1/2025", "quarter")),
        ("IV/2025", Period("IV/2025", "quarter")),
        ("Jan 2025", Period("Jan 2025", "month")),
        ("12/2025", Period("12/2025", "month")),
        ("H1/2025", Period("H1/2025", "half_year")),
        ("2. Halbjahr 2025", Period("2. Halbjahr 2025", "half_year")),
        ("KW 12/2025", Period("KW 12/2025", "week")),
        ("Wert", None),
        ("23", None),
        (17.0, None),
        (True, None),
        (dt.date(1066, 1, 1), None),
    ],
)
def test_a_cell_can_be_a_period(cell: object, expected: Period | None) -> None:
    assert period_of(cell) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Ist 2025", ("2025", "Ist")),
        ("2025 / Ist", ("2025", "Ist")),
        ("2025 (Plan)", ("2025", "Plan")),
        ("2025 / Jan", ("Jan 2025", "")),
        ("2025 / Q1 / Ist", ("2025 Q1", "Ist")),
        ("Einwohner 2025", None),
        ("Kosten", None),
    ],
)
def test_a_heading_can_name_a_period_beside_a_word(
    heading: str, expected: tuple[str, str] | None
) -> None:
    found = split_heading(heading, {"ist", "plan"})
    assert (None if found is None else (found[0].text, found[1])) == expected


def test_days_stand_for_the_period_they_lie_in() -> None:
    day = dt.date(2024, 5, 1)
    assert widened(day, "day") == day
    assert widened(day, "week") == dt.date(2024, 5, 5)
    assert widened(day, "month") == dt.date(2024, 5, 31)
    assert widened(day, "quarter") == dt.date(2024, 6, 30)
    assert widened(day, "half_year") == dt.date(2024, 6, 30)
    assert widened(day, "year") == dt.date(2024, 12, 31)
    assert part_of_year("Q1")
    assert not part_of_year("2024")


@pytest.mark.parametrize(
    ("heading", "core", "unit"),
    [
        ("Ansatz in Tsd. €", "Ansatz", Unit(1000, "€")),
        ("Ausgaben (T€)", "Ausgaben", Unit(1000, "€")),
        ("Kosten [Mio. EUR]", "Kosten", Unit(1_000_000, "€")),
        ("Plan (€)", "Plan", Unit(1, "€")),
        ("Quote %", "Quote", Unit(1, "%")),
        ("Strom (kWh)", "Strom", Unit(1, "kWh")),
        ("Wert", "Wert", None),
    ],
)
def test_a_heading_can_name_a_unit(heading: str, core: str, unit: Unit | None) -> None:
    assert without_unit(heading) == (core, unit)
    assert unit_of("t") == Unit(1, "t")


def test_a_list_with_notes_above_and_totals_below() -> None:
    found = shape(KPI_LIST)
    assert (found.layout, found.header_rows) == ("long", (4,))
    assert found.notes_above == (KPI_LIST[0][0], KPI_LIST[1][0])
    assert (found.hint_rows, found.total_rows, found.rows_below) == ((5,), (9,), (11,))
    assert (found.first_row, found.last_row) == (6, 8)
    assert [column.letter for column in found.columns] == ["A", "B", "C", "D", "E"]


def test_years_as_columns_are_wide() -> None:
    found = shape(WIDE_YEARS)
    periods = {column.letter: column.period for column in found.columns if column.period}
    assert found.layout == "wide"
    assert periods == {
        letter: Period(year, "year")
        for letter, year in (("C", "2022"), ("D", "2023"), ("E", "2024"))
    }


def test_two_levels_of_headings_are_joined() -> None:
    found = shape(WIDE_QUARTERS)
    assert (found.layout, found.header_rows) == ("wide", (2, 3))
    assert [column.heading for column in found.columns] == [
        *("Nr.", "Kennzahl", "2024 / Q1", "2024 / Q2", "2024 / Q3", "2024 / Q4"),
        *("2025 / Q1", "2025 / Q2", "Bemerkung"),
    ]
    assert [column.period.kind for column in found.columns if column.period] == ["quarter"] * 6


def test_groups_above_the_headings_last_as_long_as_the_others() -> None:
    found = shape(IST_AND_SOLL)
    assert found.header_rows == (1, 2)
    assert [column.heading for column in found.columns] == [
        *("Nr.", "Name", "2024 / Ist", "2024 / Soll", "2025 / Ist", "2025 / Soll", "Bemerkung"),
    ]
    assert [column.label for column in found.columns][2:4] == ["Ist", "Soll"]


def test_headings_in_a_column_are_transposed() -> None:
    found = shape(TRANSPOSED)
    assert (found.layout, found.header_rows) == ("transposed", (1,))
    assert [column.letter for column in found.columns] == ["1", "2", "3", "4", "5"]
    assert (found.first_row, found.last_row) == (2, 3)
    series = shape(SERIES)
    assert series.layout == "transposed"
    assert [column.period.text for column in series.columns if column.period] == [
        *("2022", "2023", "2024"),
    ]
    assert shape(STATUS_LIST).layout == "long"


def test_the_row_of_the_headings_and_the_layout_can_be_decided() -> None:
    found = shape_of("x", grid(KPI_LIST), header_rows=(5,))
    assert (found.header_rows, found.columns[0].heading) == ((5,), "#code")
    assert shape_of("x", grid(SERIES), layout="long").layout == "long"
    assert shape_of("x", grid(SERIES), CODES, (1,), "long").columns[0].heading == "Jahr"


def test_sheets_without_known_headings_still_have_a_shape() -> None:
    found = shape(NOTHING_KNOWN)
    assert (found.header_rows, found.score) == ((1,), 0)
    assert shape_of("x", []).columns == ()
    assert shape_of("x", [["", ""], ["", ""]]).header_rows == ()
    assert shape_of("x", [["nur ein Text"]]).header_rows == ()


def test_the_fingerprint_knows_kinds_of_periods_and_not_their_values() -> None:
    later = [[2025.0 if cell == 2024 else cell for cell in row] for row in WIDE_YEARS]
    longer = [[*row, 2026.0 if not number else 1.0] for number, row in enumerate(WIDE_YEARS)]
    moved = [("Bericht",), *(tuple(reversed(row)) for row in WIDE_YEARS)]
    first = shape(WIDE_YEARS)
    for other in (later, longer, moved):
        assert shape(other, "Anders").fingerprint == first.fingerprint
    monthly = [["Jan 2024" if cell == 2024 else cell for cell in row] for row in WIDE_YEARS]
    assert shape(monthly).fingerprint != first.fingerprint
    prints = {shape(form).fingerprint for form in FORMS.values()}
    assert len(prints) == len(FORMS)


def test_totals_say_so_in_their_first_text() -> None:
    for text in ("Summe", "Gesamt:", "Zwischensumme Verkehr", "Ø", "Gesamtsumme", "Summe 2024"):
        assert is_total(["", 5.0, text])
    for text in ("Summe der Wege", "Gesamtzahl", "I1", "Durchschnittsalter"):
        assert not is_total([text])
    assert not is_total(["I1", "Summe"])


def test_letters_and_row_numbers_name_columns() -> None:
    assert (letter_of(27, "wide"), letter_of(27, "transposed")) == ("AB", "28")
    assert (index_of("AB", "long"), index_of("28", "transposed")) == (27, 27)
    for letter, layout in (("", "long"), ("4", "long"), ("A", "transposed"), ("0", "transposed")):
        assert index_of(letter, layout) is None  # type: ignore[arg-type]
