"""A case of the trend rule by hand, and its rows in the workbook's tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from tests.city import Tables, indicator, measure, observation, target

Series = list[float] | dict[dt.date, float]

DUE = dt.date(2029, 12, 31)


@dataclass(frozen=True)
class Case:
    """A series, its targets, and the light that follows."""

    series: Series
    targets: list[dict[str, Any]]
    symbol: str | None
    light: str
    arithmetic: str
    miss: float | None = None
    """The share of the remaining distance that is missed, where the arithmetic gives one."""
    indicator: dict[str, Any] = field(default_factory=dict)

    @property
    def points(self) -> dict[dt.date, float]:
        """The observations by day."""
        if isinstance(self.series, dict):
            return self.series
        first = 2024 - len(self.series) + 1
        return {dt.date(first + at, 12, 31): value for at, value in enumerate(self.series)}


def line(first: float, last: float, points: int = 6) -> list[float]:
    """Points of which only the first and the last matter; those between are out of line."""
    return [first, *[first + 3.0] * (points - 2), last]


def value(goal: float, due_on: dt.date | None = DUE, **fields: Any) -> list[dict[str, Any]]:
    """A value by a date."""
    return [{"kind": "value", "value": goal, "due_on": due_on, **fields}]


def limit(bound: float, due_on: dt.date | None = None) -> list[dict[str, Any]]:
    """A limit that holds in every year."""
    return [{"kind": "limit", "value": bound, "due_on": due_on}]


def interval(lower: float, upper: float) -> list[dict[str, Any]]:
    """An interval to stay in."""
    return [{"kind": "interval", "value": lower, "upper": upper, "due_on": None}]


def stored(code: str, case: Case, flags: dict[int, str] | None = None) -> Tables:
    """A case without a baseline, so that no path can step in; ``flags`` by year."""
    row = {"baseline": None, "baseline_on": None, "measure_code": "X", **case.indicator}
    return {
        "indicator": [indicator(code, **row)],
        "target": [target(code, **goal) for goal in case.targets],
        "observation": [
            observation(code, found, day, flag=(flags or {}).get(day.year))
            for day, found in case.points.items()
        ],
    }


def together(cases: dict[str, Tables]) -> Tables:
    """The rows of many indicators of one measure."""
    tables: Tables = {"measure": [measure("X", "X")]}
    for rows in cases.values():
        for table, own in rows.items():
            tables.setdefault(table, []).extend(own)
    return tables
