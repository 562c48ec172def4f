"""Datenlage: how fresh the series of an indicator is, and whether it can be evaluated."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.city import ON, START, Tables, indicator, measure, observation, target
from tests.method.conftest import Judge
from tests.twin import Row

OLD = dt.date(2022, 1, 1)

FRESHNESS: dict[str, tuple[str, str | None, dt.date]] = {
    # a yearly value of 31 May 2024 is fresh to the 30th day after 31 May 2025, and not on it
    "yearly, last fresh day": ("fresh", "yearly", dt.date(2024, 6, 1)),
    "yearly, first late day": ("late", "yearly", dt.date(2024, 5, 31)),
    "yearly, last late day": ("late", "yearly", dt.date(2023, 6, 30)),
    "yearly, first stale day": ("stale", "yearly", dt.date(2023, 6, 29)),
    "half-yearly, last fresh day": ("fresh", "half_yearly", dt.date(2024, 12, 1)),
    "half-yearly, first late day": ("late", "half_yearly", dt.date(2024, 11, 30)),
    "half-yearly, last late day": ("late", "half_yearly", dt.date(2024, 6, 30)),
    "half-yearly, stale": ("stale", "half_yearly", dt.date(2024, 6, 29)),
    "quarterly, last fresh day": ("fresh", "quarterly", dt.date(2025, 3, 1)),
    "quarterly, late": ("late", "quarterly", dt.date(2025, 2, 28)),
    "quarterly, stale": ("stale", "quarterly", dt.date(2024, 12, 29)),
    # 28 February and a month is 28 March: calendar months, not days
    "monthly, last fresh day": ("fresh", "monthly", dt.date(2025, 5, 1)),
    "monthly, late": ("late", "monthly", dt.date(2025, 4, 30)),
    "monthly, stale": ("stale", "monthly", dt.date(2025, 4, 29)),
    "no rhythm is read as yearly": ("fresh", None, dt.date(2024, 6, 1)),
    "no rhythm, late": ("late", None, dt.date(2024, 5, 31)),
    "observed today": ("fresh", "monthly", ON),
    "observed tomorrow": ("missing", "monthly", ON + dt.timedelta(days=1)),
}


@pytest.fixture(scope="module")
def judged(judge: Judge) -> dict[str, Row]:
    tables: Tables = {"measure": [measure("A", "A")], "indicator": [], "observation": []}
    for case, (_, frequency, observed_on) in FRESHNESS.items():
        tables["indicator"].append(indicator(case, measure_code="A", frequency=frequency))
        tables["observation"].append(observation(case, 1.0, observed_on))
    return judge(tables)[1]


@pytest.mark.parametrize("case", FRESHNESS)
def test_freshness(judged: dict[str, Row], case: str) -> None:
    assert judged[case]["freshness"] == FRESHNESS[case][0]


def complete(code: str, observed_on: dt.date | None = ON, **fields: object) -> Tables:
    """An indicator that lacks nothing but what ``fields`` take away."""
    return {
        "indicator": [indicator(code, **{"baseline": 0.0, **fields})],
        "target": [target(code, 10.0)],
        "observation": [observation(code, 1.0, observed_on)] if observed_on else [],
    }


MEASURES: dict[str, tuple[str, list[Tables]]] = {
    "A": ("on_track", [complete("A.1")]),
    # all fresh and one evaluable is enough
    "B": ("on_track", [complete("B.1"), complete("B.2", owner=None)]),
    "C": ("at_risk", [complete("C.1", owner=None)]),
    "D": ("at_risk", [complete("D.1"), complete("D.2", dt.date(2024, 3, 31))]),
    "E": ("off_track", [complete("E.1"), complete("E.2", OLD)]),
    "F": ("off_track", [complete("F.1"), complete("F.2", None)]),
    "G": ("not_assessable", []),
    "H": ("at_risk", [complete("H.1", baseline=None)]),
    "I": ("at_risk", [{**complete("I.1"), "target": []}]),
}


@pytest.mark.parametrize("code", MEASURES)
def test_measure_by_its_indicators(by_measure: dict[str, Row], code: str) -> None:
    assert by_measure[code]["light_evidence"] == MEASURES[code][0]


@pytest.fixture(scope="module")
def by_measure(judge: Judge) -> dict[str, Row]:
    tables: Tables = {"measure": [measure(code, code) for code in MEASURES]}
    for _, parts in MEASURES.values():
        for part in parts:
            for table, rows in part.items():
                tables.setdefault(table, []).extend(rows)
    return judge(tables)[0]


def test_counts_stand_beside_the_light(by_measure: dict[str, Row]) -> None:
    states = ("fresh", "late", "stale", "missing")
    counts = {
        code: tuple(by_measure[code][f"indicators_{state}"] for state in states) for code in "BDEFG"
    }
    assert counts == {
        "B": (2, 0, 0, 0),
        "D": (1, 1, 0, 0),
        "E": (1, 0, 1, 0),
        "F": (1, 0, 0, 1),
        "G": (0, 0, 0, 0),
    }


def test_categories_are_no_totals(judge: Judge) -> None:
    part = observation("A.1", 1.0, ON, dimension="Stadtteil", category="Nord")
    _, indicators = judge(
        {
            "measure": [measure("A", "A")],
            "indicator": [indicator("A.1")],
            "target": [target("A.1", 10.0)],
            "observation": [part, observation("A.1", 1.0, START)],
        }
    )
    assert indicators["A.1"]["freshness"] == "late"
    assert indicators["A.1"]["last_on"].date() == START
