"""Whatever a series and a target are like, there is an answer, the one that was defined."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.city import ON, Tables, indicator, observation, target
from tests.method.conftest import Judge
from tests.method.rows_of_cases import together
from tests.twin import Row

DUE = dt.date(2029, 12, 31)
SINCE = dt.date(2019, 12, 31)
Answer = tuple[str, str, str | None]
"""The rule, the light, and why there is none."""


def series(*values: float, first: int | None = None) -> dict[dt.date, float]:
    """Values at the ends of years, the last of them 2024 where nothing else is said."""
    begins = 2025 - len(values) if first is None else first
    return {dt.date(begins + at, 12, 31): value for at, value in enumerate(values)}


def aimed(
    points: dict[dt.date, float],
    goal: float,
    baseline: float | None = 0.0,
    due_on: dt.date = DUE,
    **fields: object,
) -> Tables:
    """An indicator with a target value, its code yet to be put in."""
    row = {"baseline": baseline, "baseline_on": SINCE, "measure_code": "X", **fields}
    return {
        "indicator": [indicator("", **row)],
        "target": [target("", goal, due_on)],
        "observation": [observation("", value, day) for day, value in points.items()],
    }


DOWN = {"direction": "down"}
GAPS = {dt.date(year, 12, 31): float(year - 2008) for year in (2008, 2013, 2014, 2024)}
AHEAD = {dt.date(2025 + at, 12, 31): 99.0 for at in range(4)}

ANSWERS: dict[str, tuple[Answer, Tables]] = {
    "baseline is the target, by the path": (
        ("planned_path", "off_track", None),
        aimed(series(6.0), 7.0, baseline=7.0),
    ),
    "baseline is the target, by the trend": (
        ("trend", "achieved", None),
        aimed(series(7.0, 7.0, 7.0, 7.0), 7.0, baseline=7.0),
    ),
    "baseline is the target and it was left": (
        ("trend", "off_track", None),
        aimed(series(7.0, 7.0, 6.5, 6.0), 7.0, baseline=7.0),
    ),
    "target 0, by the path": (
        ("planned_path", "on_track", None),
        aimed(series(4.0), 0.0, baseline=10.0, **DOWN),
    ),
    "target 0, by the trend": (
        ("trend", "on_track", None),
        aimed(series(8.0, 7.0, 6.0, 5.0), 0.0, baseline=10.0, **DOWN),
    ),
    "target 0, reached": (
        ("trend", "achieved", None),
        aimed(series(3.0, 2.0, 1.0, 0.0), 0.0, baseline=10.0, **DOWN),
    ),
    "negative values, by the path": (
        ("planned_path", "on_track", None),
        aimed(series(-66.0), -40.0, baseline=-100.0),
    ),
    "negative values, by the trend": (
        ("trend", "at_risk", None),
        aimed(series(-80.0, -79.0, -78.0, -77.0), -40.0, baseline=-100.0),
    ),
    "sign change, by the path": (
        ("planned_path", "on_track", None),
        aimed(series(5.0), 10.0, baseline=-10.0),
    ),
    "sign change, by the trend": (
        ("trend", "on_track", None),
        aimed(series(-2.0, -1.0, 0.0, 1.0), 6.0, baseline=-10.0),
    ),
    "one point": (("planned_path", "off_track", None), aimed(series(1.0), 10.0)),
    "one point and no baseline": (
        ("none", "not_assessable", "no_baseline"),
        aimed(series(1.0), 10.0, baseline=None),
    ),
    "all equal, below": (("trend", "off_track", None), aimed(series(*[5.0] * 6), 10.0)),
    "all equal, at the target": (("trend", "achieved", None), aimed(series(*[5.0] * 6), 5.0)),
    "all zero, target zero": (("trend", "achieved", None), aimed(series(*[0.0] * 6), 0.0)),
    "gaps": (("trend", "on_track", None), aimed(GAPS, 21.0)),
    "future dates alone": (("none", "not_assessable", "no_data"), aimed(AHEAD, 10.0)),
    "future dates behind": (("trend", "on_track", None), aimed({**GAPS, **AHEAD}, 21.0)),
    "target date in the past, by the path": (
        ("planned_path", "at_risk", None),
        aimed(series(8.0), 10.0, due_on=dt.date(2022, 12, 31)),
    ),
    "target date in the past, by the trend": (
        ("trend", "at_risk", None),
        aimed(series(5.0, 6.0, 7.0, 8.0), 10.0, due_on=dt.date(2022, 12, 31)),
    ),
    "target date in the past and reached": (
        ("trend", "achieved", None),
        aimed(series(5.0, 6.0, 7.0, 10.0), 10.0, due_on=dt.date(2022, 12, 31)),
    ),
    "target date before the baseline": (
        ("planned_path", "off_track", None),
        aimed(series(5.0), 10.0, due_on=dt.date(2018, 12, 31)),
    ),
    "too large to be continued": (
        ("none", "not_assessable", "no_ratio"),
        aimed(series(-1.7e308, 0.0, 0.0, 0.0, 0.0, 1.0e308), 1.7e308, baseline=-1.7e308),
    ),
    "hardly there": (("trend", "at_risk", None), aimed(series(0.0, 0.0, 0.0, 1e-300), 1.0)),
}


@pytest.fixture(scope="module")
def judged(judge: Judge) -> dict[str, Row]:
    named = {
        name: {
            table: [{**row, "indicator_code": name} for row in rows]
            for table, rows in tables.items()
        }
        for name, (_, tables) in ANSWERS.items()
    }
    return judge(together(named), ON)[1]


@pytest.mark.parametrize("name", ANSWERS)
def test_answer(judged: dict[str, Row], name: str) -> None:
    row = judged[name]
    assert (row["rule"], row["light"], row["reason"]) == ANSWERS[name][0]
