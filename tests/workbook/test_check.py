"""What rows say against each other, against other sheets, what is stored, and the calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from masterplan.findings import Known, Reading
from tests.workbook.books import KNOWN, MEASURES, OBSERVATIONS, found, read_book

TODAY = dt.date.today()
TARGETS = ("Indikator", "Art", "Zielwert", "Obergrenze", "Zieldatum", "Gültig ab", "Gültig bis")
INDICATORS = ("Nr.", "Maßnahme", "Name", "Einheit", "Richtung", "Ausgangswert")
MILESTONES = ("Maßnahme", "Nr.", "Titel", "Geplant am", "Erreicht am", "Gewicht")
EVALUATIONS = (
    *("Maßnahme", "Stichtag", "Perspektive", "Umsetzungsstand"),
    *("Bewertung", "Fortschritt (%)", "Begründung"),
)
GOALS = ("Kürzel", "Ebene", "Titel", "Übergeordnet")


def read_rows(sheet: str, headings: tuple[str, ...], *rows: list[object]) -> Reading:
    return read_book({sheet: [headings, *rows]})


def check(sheet: str, headings: tuple[str, ...], *rows: list[object]) -> list[tuple[str, str]]:
    return found(read_rows(sheet, headings, *rows))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([None, "2025", 5], [("key_incomplete", "A2")]),
        (["I1", None, 5], [("key_incomplete", "B2")]),
        (["I1", "bald", 5], [("not_a_date", "B2")]),
        (["-", "2025", "ca. 5"], [("key_incomplete", "A2"), ("number_is_approximate", "C2")]),
        (["I1", None, None], []),
        (["I1", "2025", "k. A."], []),
        (["I1", "bald", None], []),
    ],
)
def test_a_row_that_says_something_says_what_about(
    row: list[object], expected: list[tuple[str, str]]
) -> None:
    assert check("Messwerte", OBSERVATIONS, row) == expected


def test_observations_without_content_are_left_out_but_a_remark_is_content() -> None:
    reading = read_rows(
        "Messwerte",
        (*OBSERVATIONS, "Kennzeichen", "Bemerkung"),
        ["I1", "2021", "-", None, None],
        ["I1", "2022", "-", None, "folgt"],
        ["I1", "2023", None, "vorläufig", None],
        ["I1", "2024", 0, None, None],
    )
    rows = reading.tables["observation"]
    assert reading.findings == []
    assert rows.columns["value"] == [None, None, 0.0]
    assert rows.cells == ["C3", "C4", "C5"]


def test_new_keys_need_what_known_ones_have_already() -> None:
    assert check("Maßnahmen", MEASURES, ["M-1", None, None, 2]) == []
    assert check("Maßnahmen", MEASURES, ["M-3", None, "T1", 2]) == [("value_required", "B2")]
    assert check("Maßnahmen", MEASURES, ["M-3", "x", "T1", "eins"]) == [
        ("integer_out_of_range", "D2")
    ]
    headings = MILESTONES[:4]
    assert check("Meilensteine", headings, ["M-1", 1.0, None, "2025"]) == []
    assert check("Meilensteine", headings, ["M-2", 1.0, None, "2025"]) == [("value_required", "C2")]
    assert check("Plan", ("Kürzel", "Titel"), ["MP", None]) == []
    assert check("Plan", ("Kürzel", "Titel"), ["XY", None]) == [("value_required", "B2")]


def test_a_withdrawn_row_says_nothing_else() -> None:
    reading = read_rows(
        "Maßnahmen",
        MEASURES,
        ["M-1", "Zurückziehen", "T?", "eins"],
        ["M-9", None, None, "withdraw"],
        ["M-2", "Titel", None, None],
    )
    rows = reading.tables["measure"]
    assert found(reading) == [("withdraw_unknown", "A3")]
    assert not reading.has_errors
    assert rows.is_withdrawn == [True, True, False]
    assert rows.columns["measure_code"] == ["M-1", "M-9", "M-2"]
    assert rows.columns["title"] == [None, None, "Titel"]


def test_references_are_looked_up_and_the_nearest_code_is_proposed() -> None:
    reading = read_rows(
        "Messwerte",
        OBSERVATIONS,
        ["I 1", "2025", 5],
        ["i1", "2024", 5],
        ["Anderes", "2025", 5],
        ["I1", "2025", 5],
    )
    assert found(reading) == [
        ("reference_unknown_resembles", "A2"),
        ("reference_unknown_resembles", "A3"),
        ("reference_unknown", "A4"),
    ]
    assert [finding.details.get("suggestion") for finding in reading.findings] == ["I1", "I1", None]
    assert check("Messwerte", OBSERVATIONS, ["I1 – alt", "2025", 5])[0][1] == "A2"


def test_every_column_that_names_a_code_is_looked_up() -> None:
    headings = (*MEASURES, "Ziele", "Arbeitsgruppe", "Ersetzt")
    row = ["M-7", "Neu", "T9", 8, "Z1, Z8; Z9", "AG1", "frei"]
    reading = read_rows("Maßnahmen", headings, row)
    assert [finding.cell for finding in reading.findings] == ["C2", "D2", "E2", "E2", "F2"]
    words = [finding.details["word"] for finding in reading.findings]
    assert words == ["T9", "8", "Z8", "Z9", "AG1"]


def test_codes_of_a_sheet_that_cannot_be_read_are_not_missed() -> None:
    reading = read_book(
        {
            "Indikatoren": [["Nr.", "Name"], ["I7", "Neu"]],
            "Messwerte": [OBSERVATIONS, ["I7", "2025", 5]],
        }
    )
    assert {finding.sheet for finding in reading.findings} == {"Indikatoren"}
    assert {finding.rule for finding in reading.findings} == {"column_missing"}


def test_a_row_with_a_mistake_still_defines_its_code() -> None:
    reading = read_book(
        {
            "Messwerte": [OBSERVATIONS, ["I7", "2025", 5]],
            "Indikatoren": [INDICATORS, ["I7", "M-1", "Neu", "%", "hoch", None]],
        }
    )
    assert found(reading) == [("choice_unknown", "E2")]


def test_goals_that_lie_above_themselves() -> None:
    rows: list[list[object]] = [
        ["Z3", "Ziel", "a", "Z4"],
        ["Z4", "Ziel", "b", "Z5"],
        ["Z5", "Ziel", "c", "Z3"],
        ["Z6", "Ziel", "d", "Z3"],
        ["Z7", "Ziel", "e", "Z7"],
        ["Z8", "Ziel", "f", "Z1"],
    ]
    reading = read_rows("Ziele", GOALS, *rows)
    assert found(reading) == [("goal_cycle", cell) for cell in ("D2", "D3", "D4", "D6")]
    assert reading.findings[0].details["path"] == "Z3 → Z4 → Z5 → Z3"


def test_the_same_row_twice_is_dropped_with_a_warning() -> None:
    reading = read_rows(
        "Messwerte", OBSERVATIONS, ["I1", "2025", 5], ["I1", "31.12.2025", "5,0"], ["I1", "2024", 5]
    )
    assert found(reading) == [("row_repeated", "C3")]
    assert not reading.has_errors
    assert reading.findings[0].details["other"] == "C2"
    assert reading.tables["observation"].cells == ["C2", "C4"]


def test_the_same_key_with_other_values_is_an_error_at_both_cells() -> None:
    reading = read_rows("Messwerte", OBSERVATIONS, ["I1", "2025", 5], ["I1", "Q4/2025", 6])
    assert found(reading) == [("row_contradicts", "C2"), ("row_contradicts", "C3")]
    assert [finding.details["other"] for finding in reading.findings] == ["C3", "C2"]
    withdrawn = read_rows("Messwerte", OBSERVATIONS, ["I1", "2025", 5], ["I1", "2025", "withdraw"])
    assert {finding.rule for finding in withdrawn.findings} == {"row_contradicts"}


def test_parts_of_a_value_are_rows_of_their_own() -> None:
    headings = (*OBSERVATIONS, "Merkmal", "Ausprägung")
    reading = read_rows(
        "Messwerte",
        headings,
        ["I1", "2025", 5, None, None],
        ["I1", "2025", 2, "Bezirk", "Nord"],
        ["I1", "2025", 3, "Bezirk", "Süd"],
    )
    assert reading.findings == []
    assert reading.tables["observation"].columns["category"] == ["", "Nord", "Süd"]
    assert check(
        "Messwerte",
        headings,
        ["I1", "2025", 5, "Bezirk", None],
        ["I1", "2024", 5, "-", "Nord"],
    ) == [("dimension_incomplete", "E2"), ("dimension_incomplete", "D3")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["I1", "Zielwert", 5, None, "2030", None, None], []),
        (["I1", "Zielwert", 5, None, None, None, None], [("target_without_date", "E2")]),
        (["I1", "Zielwert", None, None, "2030", None, None], [("target_without_value", "C2")]),
        (["I1", "Zielwert", "withdraw", None, "2030", None, None], []),
        (["I1", "Grenzwert", "ca. 5", None, None, None, None], [("number_is_approximate", "C2")]),
        (["I1", "Grenzwert", 5, None, None, None, None], []),
        (["I1", "Richtung", None, None, None, None, None], []),
        (["I1", "Intervall", 5, None, None, None, None], [("target_without_upper", "D2")]),
        (["I1", "Intervall", 5, 4, None, None, None], [("interval_reversed", "D2")]),
        (["I1", "Intervall", 5, 5, None, None, None], []),
        (["I1", "Grenzwert", 5, None, None, "2025", "2024"], [("dates_contradict", "G2")]),
    ],
)
def test_targets(row: list[object], expected: list[tuple[str, str]]) -> None:
    assert check("Zielwerte", TARGETS, row) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([None, "gefährdet", None, None], [("reason_required", "G2")]),
        ([None, "gefährdet", None, "weil"], []),
        ([None, "verfehlt", None, "offen"], [("reason_required", "G2")]),
        (["zurückgestellt", None, None, None], [("reason_required", "G2")]),
        (["entfallen", "verfehlt", None, None], [("reason_required", "G2")]),
        (["in Umsetzung", "planmäßig", 50, None], []),
        ([None, None, 0.5, None], [("percent_ambiguous", "F2")]),
        ([None, None, 1, None], [("percent_is_one", "F2")]),
        ([None, None, "1 %", None], []),
        ([None, None, 150, None], [("percent_out_of_range", "F2")]),
        ([None, "planmässsig", None, None], [("choice_unknown_resembles", "E2")]),
    ],
)
def test_evaluations(said: list[object], expected: list[tuple[str, str]]) -> None:
    row = ["M-1", "2024", "Wissenschaft", *said]
    assert check("Bewertungen", EVALUATIONS, row) == expected


def test_evaluations_without_content_are_left_out() -> None:
    reading = read_rows(
        "Bewertungen", EVALUATIONS, ["M-1", "2024", "Wissenschaft", "-", None, None, " "]
    )
    assert reading.findings == []
    assert len(reading.tables["evaluation"]) == 0


def test_dates_and_weights_that_cannot_be() -> None:
    later, yesterday = (TODAY + dt.timedelta(days=days) for days in (30, -1))
    headings = (*MEASURES, "Beginn", "Ende")
    row = ["M-1", None, None, None, "2025", "2024"]
    assert check("Maßnahmen", headings, row) == [("dates_contradict", "F2")]
    assert check("Phasen", ("Phase", "Titel", "Beginn", "Ende"), [1, None, "2025", "2024"]) == [
        ("dates_contradict", "D2")
    ]
    reading = read_rows(
        "Meilensteine",
        MILESTONES,
        ["M-1", "1", "a", later, yesterday, 0.5],
        ["M-1", "2", "b", later, later, 0],
    )
    assert found(reading) == [("date_in_future", "E3"), ("weight_not_positive", "F3")]
    assert [finding.severity for finding in reading.findings] == ["warning", "error"]
    assert check("Messwerte", OBSERVATIONS, ["I1", TODAY, 1], ["I1", later, 1]) == [
        ("date_in_future", "B3")
    ]


def test_what_a_percent_sign_means_depends_on_the_unit() -> None:
    reading = read_book(
        {
            "Indikatoren": [
                INDICATORS,
                ["I3", "M-1", "Neu", " prozent", "steigend", "7,5 %"],
                ["I4", "M-1", "Neu", "Euro", "steigend", "7,5 %"],
            ],
            "Messwerte": [OBSERVATIONS, *([code, "2024", "12,5 %"] for code in ("I1", "I2", "I3"))],
            "Zielwerte": [TARGETS, ["I2", "Grenzwert", "50 %", None, None, None, None]],
        }
    )
    assert reading.findings == []
    assert reading.tables["indicator"].columns["baseline"] == [7.5, 0.075]
    assert reading.tables["observation"].columns["value"] == [0.125, 12.5, 12.5]
    assert reading.tables["target"].columns["value"] == [50.0]


def test_a_share_in_a_percent_indicator_is_doubted_once() -> None:
    reading = read_rows(
        "Messwerte",
        OBSERVATIONS,
        ["I2", "2022", "0,4 %"],
        ["I2", "2023", 0.125],
        ["I2", "2024", 0.25],
        ["I1", "2024", 0.25],
    )
    assert found(reading) == [("percent_or_share", "C3")]
    assert not reading.has_errors


def test_all_mistakes_of_a_file_come_at_once_in_the_order_of_its_sheets() -> None:
    reading = read_book(
        {
            "Messwerte": [OBSERVATIONS, ["I1", "12/25", "5 t"], [None, "2024", 1]],
            "Notizen": [["x"]],
            "Maßnahmen": [MEASURES, ["M-3", None, "T7", 9]],
        },
        Known(KNOWN.plans, KNOWN.codes),
    )
    assert found(reading) == [
        ("date_two_digit_year", "B2"),
        ("number_has_unit", "C2"),
        ("key_incomplete", "A3"),
        ("sheet_unknown", ""),
        ("value_required", "B2"),
        ("reference_unknown", "C2"),
        ("reference_unknown", "D2"),
    ]
