"""The twin's reading of a series: what is judged, the yearly points, and their trend."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.twin_numbers import Number, change, number, share, summed, years

TREND_POINTS = 6
LEAST_POINTS = 4
MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12, None: 12}

Row = dict[str, Any]


@dataclass(frozen=True)
class Point:
    """A value that is judged: a level as observed, or the sum of a complete year."""

    day: dt.date
    since: dt.date
    """The first observation in it."""
    value: Number


@dataclass(frozen=True)
class Trend:
    """What the last yearly points say together."""

    points: int
    first: Point | None
    last: Point | None
    yearly_change: Number
    last_change: Number

    @property
    def is_long_enough(self) -> bool:
        """Are there points enough for the trend rule?"""
        return self.points >= LEAST_POINTS


@dataclass(frozen=True)
class Series:
    """All that was observed of an indicator by the reporting date."""

    days: list[dt.date]
    break_on: dt.date | None
    judged: list[Point]
    trend: Trend
    before: Trend
    """The trend without the last yearly point."""

    @property
    def last(self) -> Point | None:
        """The last value that is judged."""
        return self.judged[-1] if self.judged else None


def series(row: Row, observations: list[Row], on: dt.date) -> Series:
    """The totals up to the reporting date, read as the indicator's rhythm and kind ask."""
    totals = {
        entry["observed_on"]: entry
        for entry in observations
        if entry["observed_on"] <= on and not entry.get("dimension") and "value" in entry
    }
    values = {day: number(totals[day]["value"]) for day in sorted(totals)}
    months = MONTHS[row.get("frequency")]
    if row.get("aggregation") == "sum" and months < 12:
        judged = _whole_years(values, months, on)
    else:
        judged = [Point(day, day, value) for day, value in values.items()]
    breaks = [day for day, entry in totals.items() if entry.get("flag") == "break"]
    break_on = max(breaks, default=None)
    yearly = {point.day.year: point for point in judged}
    comparable = [point for point in yearly.values() if break_on is None or point.since >= break_on]
    return Series(list(values), break_on, judged, _trend(comparable), _trend(comparable[:-1]))


def _whole_years(values: dict[dt.date, Number], months: int, on: dt.date) -> list[Point]:
    points = []
    for year in sorted({day.year for day in values}):
        end = dt.date(year, 12, 31)
        periods = {(day.month - 1) // months: day for day in values if day.year == year}
        if end <= on and len(periods) == 12 // months:
            amounts = [values[day] for day in periods.values()]
            total = None if None in amounts else summed([Fraction(one) for one in amounts])
            points.append(Point(end, min(periods.values()), total))
    return points


def _trend(points: list[Point]) -> Trend:
    window = points[-TREND_POINTS:]
    if not window:
        return Trend(0, None, None, None, None)
    first, last = window[0], window[-1]
    is_alone = len(window) == 1
    return Trend(
        len(window),
        first,
        last,
        None if is_alone else share(change(first.value, last.value), years(first.day, last.day)),
        None if is_alone else change(window[-2].value, last.value),
    )
