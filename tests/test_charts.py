"""Each drawing carries the numbers of its rows, in words and as a table, whatever the rows hold."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest

from masterplan import charts, texts
from masterplan.charts import Drawing
from masterplan.vocabulary import Light

ON = dt.date(2026, 9, 30)
HOSTILE = '<a href="https://example.org">hier</a> <b>fett</b><br>$x^2$'

PHASES: dict[str, list[Any]] = {
    "phase": [1, 2, 3],
    "title": ["Aufbau", "Ausbau", "Verstetigung"],
    "measures": [4, 3, 2],
    "measures_with_milestones": [3, 3, 0],
    "work_done": [0.5, 1.0, None],
    "work_due": [0.75, 0.9, None],
    "slippage_days": [12.4, -3.0, None],
}
POSITIONS: dict[str, list[Any]] = {
    "topic_area_code": ["BI", "BI", "VW"],
    "topic_area": ["Bildung", "Bildung", "Verwaltung"],
    "measure_code": ["B1", "B2", "V1"],
    "title": ["Labor", "Werkstatt", "Antrag"],
    "position": [0.42, -3.5, 12.0],
    "light_effect": ["at_risk", "off_track", "achieved"],
    "area_position": [-1.54, -1.54, 12.0],
    "area_measures": [2, 2, 1],
}
MILESTONES: dict[str, list[Any]] = {
    "milestone_number": ["1", "2", "3"],
    "title": ["Beschluss", "Bau", "Betrieb"],
    "first_due_on": pd.to_datetime(["2024-01-31", "2025-06-30", "2027-06-30"]).tolist(),
    "due_on": pd.to_datetime(["2024-01-31", "2026-06-30", "2027-06-30"]).tolist(),
    "reached_on": [pd.Timestamp("2024-02-15"), pd.NaT, pd.NaT],
    "weight": [1.0, 2.5, 1.0],
    "is_reached": [True, False, False],
    "is_overdue": [False, True, False],
    "days_late": [None, 92, None],
}
OBSERVATIONS: dict[str, list[Any]] = {
    "observed_on": pd.to_datetime(["2023-12-31", "2024-12-31", "2025-12-31"]).tolist(),
    "value": [10.0, 12.5, 1234.75],
    "is_break": [False, False, False],
}
PATH: dict[str, list[Any]] = {
    "day": pd.to_datetime(["2022-12-31", "2027-12-31"]).tolist(),
    "value": [8.0, 2000.0],
    "is_target": [False, True],
}
FUNDS: dict[str, list[Any]] = {
    "year": [2024, 2025],
    "planned_eur": [100_000.0, 2_500_000.0],
    "spent_eur": [90_000.5, None],
    "forecast_eur": [None, 2_400_000.0],
    "grants_eur": [50_000.0, None],
}

Draw = Callable[[dict[str, list[Any]], str, bool], Drawing]


def _series(rows: dict[str, list[Any]], language: str, is_dark: bool) -> Drawing:
    unit = str(rows.get("unit", ["Anzahl"])[0])
    seen = pd.DataFrame({name: rows[name] for name in OBSERVATIONS})
    path = pd.DataFrame(PATH)
    return charts.series(seen, path, unit, ON, language, is_dark, "Verlauf")


DRAWINGS: dict[str, tuple[dict[str, list[Any]], Draw]] = {
    "progress_by_phase": (
        PHASES,
        lambda rows, lang, dark: charts.progress_by_phase(pd.DataFrame(rows), lang, dark),
    ),
    "positions_by_topic_area": (
        POSITIONS,
        lambda rows, lang, dark: charts.positions_by_topic_area(pd.DataFrame(rows), lang, dark),
    ),
    "milestones": (
        MILESTONES,
        lambda rows, lang, dark: charts.milestones(pd.DataFrame(rows), ON, lang, dark),
    ),
    "series": (OBSERVATIONS, _series),
    "funds": (FUNDS, lambda rows, lang, dark: charts.funds(pd.DataFrame(rows), lang, dark)),
}


def drawn(name: str, language: str = "de", is_dark: bool = False, **changed: list[Any]) -> Drawing:
    """A drawing of the rows above, with some columns changed."""
    rows, draw = DRAWINGS[name]
    return draw({**rows, **changed}, language, is_dark)


def words_of(drawing: Drawing) -> str:
    """All cells of a drawing's table of numbers."""
    return " | ".join(str(value) for row in drawing.numbers.to_numpy().tolist() for value in row)


def strings(value: object) -> Iterator[str]:
    """Every text in a figure."""
    if isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


def spec(drawing: Drawing) -> dict[str, Any]:
    """The figure as it is sent to the browser."""
    return json.loads(drawing.figure.to_json())  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("name", "said", "listed"),
    [
        ("progress_by_phase", ["50\u202f%", "75\u202f%", "100\u202f%"], ["3 / 4", "12", "−3"]),
        ("positions_by_topic_area", ["−154\u202f%", "1.200\u202f%"], ["42\u202f%", "−350\u202f%"]),
        ("milestones", ["15.02.2024", "92", "30.06.2027"], ["30.06.2025", "30.06.2026", "2,5"]),
        ("series", ["12,5", "1.234,75", "31.12.2025"], ["10", "12,5", "1.234,75"]),
        ("funds", ["2024", "90.000", "2.500.000"], ["2.400.000", "50.000", "100.000"]),
    ],
)
def test_numbers_stand_in_words_and_table(name: str, said: list[str], listed: list[str]) -> None:
    drawing = drawn(name)
    for number in said:
        assert number in drawing.alternative
    for number in listed:
        assert number in words_of(drawing)
    assert len(drawing.numbers) == len(next(iter(DRAWINGS[name][0].values())))
    assert drawing.title


@pytest.mark.parametrize("name", DRAWINGS)
def test_each_language_has_its_words_and_number_forms(name: str) -> None:
    german, english = drawn(name, "de"), drawn(name, "en")
    assert set(german.numbers.columns) & set(english.numbers.columns) <= {"Phase"}
    assert german.alternative != english.alternative
    assert spec(german)["layout"]["separators"] == ",."
    assert spec(english)["layout"]["separators"] == ".,"


@pytest.mark.parametrize("name", DRAWINGS)
def test_dark_differs_from_light_in_colour_alone(name: str) -> None:
    light, dark = drawn(name), drawn(name, is_dark=True)
    assert light.figure != dark.figure
    assert light.alternative == dark.alternative
    pd.testing.assert_frame_equal(light.numbers, dark.numbers)


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_no_rows_make_an_empty_drawing(name: str, language: str) -> None:
    rows = {column: [] for column in DRAWINGS[name][0]}
    drawing = DRAWINGS[name][1](rows, language, False)
    assert len(drawing.numbers) == 0 and drawing.alternative == ""
    assert len(drawing.numbers.columns) >= 2


def test_a_series_without_a_path() -> None:
    nothing = pd.DataFrame({"day": [], "value": [], "is_target": []}).astype({"is_target": bool})
    drawing = charts.series(pd.DataFrame(OBSERVATIONS), nothing, "%", ON, "de", False, "Verlauf")
    assert len(drawing.numbers) == 3
    assert sum(len(trace.x) for trace in drawing.figure.data) == 3


def test_a_break_parts_the_line_and_is_told() -> None:
    drawing = drawn("series", is_break=[False, True, False])
    lengths = [len(trace.x) for trace in drawing.figure.data]
    assert 1 in lengths and 3 not in lengths
    assert "Zeitreihenbruch" in words_of(drawing)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("progress_by_phase", "slippage_days"),
        ("positions_by_topic_area", "position"),
        ("series", "value"),
        ("funds", "planned_eur"),
        ("milestones", "weight"),
    ],
)
@pytest.mark.parametrize("huge", [1e18, -1e18, 1e-9])
def test_huge_and_tiny_values_are_drawn(name: str, column: str, huge: float) -> None:
    rows = DRAWINGS[name][0][column]
    drawing = drawn(name, **{column: [huge, *rows[1:]]})
    assert "e+" not in words_of(drawing) + drawing.alternative
    assert spec(drawing)["data"]


def test_a_position_beyond_the_picture_is_clamped_there_and_told_in_full() -> None:
    drawing = drawn("positions_by_topic_area")
    marks = drawing.figure.data[0].x
    assert min(marks) == -25 and max(marks) == 125
    assert "−350\u202f%" in words_of(drawing) and "1.200\u202f%" in words_of(drawing)


@pytest.mark.parametrize("light", Light, ids=lambda light: light.code)
def test_every_light_has_a_shape_and_a_colour_in_both_themes(light: Light) -> None:
    for is_dark in (False, True):
        assert light.code in charts.palette(is_dark).lights
    drawing = drawn("positions_by_topic_area", light_effect=[light.code] * 3)
    assert light.german in words_of(drawing)
    shapes = {
        drawn("positions_by_topic_area", light_effect=[one.code] * 3).figure.data[0].marker.symbol
        for one in Light
    }
    assert len(shapes) == len(list(Light))


MISSING = {
    "milestones": {"title": [None, None, None], "weight": [None, None, None]},
    "funds": {"planned_eur": [None, None], "spent_eur": [None, None]},
    "series": {"value": [math.nan, math.nan, math.nan]},
    "progress_by_phase": {"work_done": [None] * 3, "work_due": [None] * 3},
}


@pytest.mark.parametrize("name", MISSING)
def test_what_is_missing_is_a_dash_and_no_nan(name: str) -> None:
    drawing = drawn(name, **MISSING[name])
    said = words_of(drawing) + drawing.alternative
    assert texts.NO_NUMBER in said
    assert not re.search(r"\b(nan|None|NaT)\b", said + " ".join(strings(spec(drawing))))


HOSTILE_PLACES = [
    ("progress_by_phase", "title"),
    ("positions_by_topic_area", "title"),
    ("positions_by_topic_area", "topic_area"),
    ("milestones", "title"),
    ("series", "unit"),
]


@pytest.mark.parametrize(("name", "column"), HOSTILE_PLACES)
def test_markup_in_data_is_no_markup_of_the_picture(name: str, column: str) -> None:
    """Plotly draws <a>, <b> and <br> in any text: from data they must arrive as plain words."""
    rows = next(iter(DRAWINGS[name][0].values()))
    drawing = drawn(name, **{column: [HOSTILE] * len(rows)})
    assert not [text for text in strings(spec(drawing)) if "<a " in text or "<b>fett" in text]


@pytest.mark.parametrize(("name", "column"), HOSTILE_PLACES)
def test_markup_in_data_stays_readable_beside_the_picture(name: str, column: str) -> None:
    rows = next(iter(DRAWINGS[name][0].values()))
    drawing = drawn(name, **{column: [HOSTILE] * len(rows)})
    beside = drawing.alternative + words_of(drawing) + " ".join(drawing.numbers.columns)
    assert HOSTILE in beside and "&lt;" not in beside


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("progress_by_phase", "title"),
        ("positions_by_topic_area", "topic_area"),
        ("milestones", "title"),
    ],
)
def test_names_that_look_like_numbers_or_dates_stay_names(name: str, column: str) -> None:
    """Left to itself Plotly would put "2024" and "2025" on a scale."""
    drawing = drawn(name, **{column: ["2024", "2025", "2027-01-01"]})
    assert drawing.figure.layout.yaxis.type == "category"


def test_two_milestones_of_one_name_stay_two() -> None:
    drawing = drawn("milestones", title=["Bau", "Bau", "Bau"])
    rows = {mark for trace in drawing.figure.data for mark in trace.y}
    assert len(rows) == 3


def test_two_phases_of_one_name_stay_two() -> None:
    drawing = drawn("progress_by_phase", title=["Phase", "Phase", "Phase"])
    assert len(set(drawing.figure.data[0].y)) == 2, "those with milestones"


def test_german_settings_name_days_and_months() -> None:
    german = charts.config("de")["locales"]["de"]["format"]
    assert german["days"][0] == "Sonntag" and german["months"][2] == "März"
    assert len(german["shortDays"]) == 7 and len(german["shortMonths"]) == 12
    assert (german["decimal"], german["thousands"]) == (",", ".")
    assert "locale" not in charts.config("en")
