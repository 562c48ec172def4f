"""The twin's second half: Wirkung and Datenlage of one indicator, from its rows.

Computed in exact fractions; what a machine could not hold (``LARGEST``) counts as no number.
"""

from __future__ import annotations

import calendar
import datetime as dt
import sys
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Row = dict[str, Any]
"""The fields of a row that say something; ``is_withdrawn`` where the row was taken back."""

ON_TRACK_RATIO = Fraction(95, 100)
AT_RISK_RATIO = Fraction(60, 100)
GRACE_DAYS = 30
STALE_PERIODS = 2
ROUNDING = Fraction(1, 10**12)
LARGEST = Fraction(sys.float_info.max)

MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12, None: 12}
SIGN = {"up": 1, "down": -1, "hold": 0}


@dataclass(frozen=True)
class IndicatorLight:
    """Wirkung and Datenlage of an indicator."""

    light: str
    reason: str | None
    position: Fraction | None
    expected: Fraction | None
    ratio: Fraction | None
    freshness: str
    is_evaluable: bool
    weight: Fraction


@dataclass(frozen=True)
class _Standing:
    """What an indicator is judged by."""

    direction: str | None
    has_baseline: bool
    baseline: Fraction | None
    expected: Fraction | None
    goal: Fraction | None
    has_targets: bool
    has_data: bool
    last: Fraction | None
    is_broken: bool

    @property
    def position(self) -> Fraction | None:
        """The share of the way from the baseline to the target."""
        return None if self.is_broken else covered(self.baseline, self.goal, self.last)

    @property
    def ratio(self) -> Fraction | None:
        """The share of what was to be covered by now."""
        if self.is_broken or None in (self.direction, self.expected, self.last, self.baseline):
            return None
        if self.direction == "hold":
            return _nearness(self.last, self.expected)
        if reaches(self.baseline, self.expected, SIGN[self.direction]):
            return None
        return covered(self.baseline, self.expected, self.last)


def indicator(row: Row, observations: list[Row], targets: list[Row], on: dt.date) -> IndicatorLight:
    """Effect by the planned path, and how fresh the series is."""
    series = {
        entry["observed_on"]: entry
        for entry in observations
        if entry["observed_on"] <= on and not entry.get("dimension") and "value" in entry
    }
    in_force = _in_force(targets, on)
    standing = _standing(row, series, in_force, on)
    reason = _missing(standing)
    light = "suspended" if reason == "break" else "not_assessable"
    if reason is None:
        light = _effect(standing)
        reason = "no_ratio" if light == "not_assessable" else None
    is_described = None not in (row.get("baseline"), row.get("direction"), row.get("owner"))
    return IndicatorLight(
        light=light,
        reason=reason,
        position=standing.position,
        expected=standing.expected,
        ratio=standing.ratio,
        freshness=_freshness(max(series, default=None), row.get("frequency"), on),
        is_evaluable=bool(series and in_force) and is_described,
        weight=Fraction(1 if row.get("weight") is None else row["weight"]),
    )


def _standing(row: Row, series: dict[dt.date, Row], targets: list[Row], on: dt.date) -> _Standing:
    dated = {
        target["due_on"]: Fraction(target["value"])
        for target in targets
        if target["kind"] == "value" and target.get("due_on") and target.get("value") is not None
    }
    judged = _judged(row, {day: Fraction(entry["value"]) for day, entry in series.items()}, on)
    baseline = None if row.get("baseline") is None else Fraction(row["baseline"])
    since = row.get("baseline_on")
    breaks = [day for day, entry in series.items() if entry.get("flag") == "break"]
    return _Standing(
        direction=row.get("direction"),
        has_baseline=baseline is not None and since is not None,
        baseline=baseline,
        expected=_expected(baseline, since, dated, on),
        goal=_deciding(dated, on),
        has_targets=bool(targets),
        has_data=bool(judged),
        last=judged[max(judged)] if judged else None,
        is_broken=since is not None and any(day > since for day in breaks),
    )


def _missing(standing: _Standing) -> str | None:
    """The first thing that stands in the way of a light."""
    obstacles = {
        "no_target": not standing.has_targets,
        "no_path": standing.goal is None,
        "no_data": not standing.has_data,
        "no_baseline": not standing.has_baseline,
        "no_direction": standing.direction is None,
        "break": standing.is_broken,
    }
    return next((reason for reason, stands in obstacles.items() if stands), None)


def _effect(standing: _Standing) -> str:
    last, expected, ratio = standing.last, standing.expected, standing.ratio
    sign = SIGN[standing.direction]
    if last is None:
        return "not_assessable"
    if sign and reaches(last, standing.goal, sign):
        return "achieved"
    if sign and expected is not None and reaches(standing.baseline, expected, sign):
        return "on_track" if reaches(last, expected, sign) else "off_track"
    if ratio is None:
        return "not_assessable"
    if reaches(ratio, ON_TRACK_RATIO, 1):
        return "on_track"
    return "at_risk" if reaches(ratio, AT_RISK_RATIO, 1) else "off_track"


def _nearness(last: Fraction, expected: Fraction) -> Fraction | None:
    if last == expected:
        return Fraction(1)
    if expected == 0 or abs(last - expected) > LARGEST:
        return None
    return held(1 - abs(last - expected) / abs(expected))


def _in_force(targets: list[Row], on: dt.date) -> list[Row]:
    newest: dict[tuple[Any, ...], Row] = {}
    for target in sorted(targets, key=lambda target: target.get("valid_from") or dt.date.min):
        ends_on = target.get("valid_to") or dt.date.max
        if (target.get("valid_from") or dt.date.min) <= on <= ends_on:
            newest[target["kind"], target.get("due_on")] = target
    return list(newest.values())


def _judged(
    row: Row, series: dict[dt.date, Fraction], on: dt.date
) -> dict[dt.date, Fraction | None]:
    months = MONTHS[row.get("frequency")]
    if row.get("aggregation") != "sum" or months == 12:
        return dict(series)
    judged = {}
    for year in {day.year for day in series if dt.date(day.year, 12, 31) <= on}:
        periods = {}
        for day in sorted(series):
            if day.year == year:
                periods[(day.month - 1) // months] = series[day]
        if len(periods) == 12 // months:
            judged[dt.date(year, 12, 31)] = summed(list(periods.values()))
    return judged


def _deciding(dated: dict[dt.date, Fraction], on: dt.date) -> Fraction | None:
    ahead = [day for day in dated if day >= on]
    if ahead:
        return dated[min(ahead)]
    return dated[max(dated)] if dated else None


def _expected(
    baseline: Fraction | None,
    baseline_on: dt.date | None,
    dated: dict[dt.date, Fraction],
    on: dt.date,
) -> Fraction | None:
    if baseline is None or baseline_on is None or not dated:
        return None
    if max(dated) < on:
        return dated[max(dated)]
    if on <= baseline_on:
        return baseline
    path = [(baseline_on, baseline)]
    path += sorted((day, value) for day, value in dated.items() if day > baseline_on)
    for (before, low), (after, high) in zip(path, path[1:], strict=False):
        if before < on <= after:
            if on == after:
                return high
            if abs(high - low) > LARGEST:
                return None
            return low + (high - low) * Fraction((on - before).days, (after - before).days)
    raise AssertionError("the path has a part for every day up to its last target")


def _freshness(last: dt.date | None, frequency: str | None, on: dt.date) -> str:
    if last is None:
        return "missing"
    months = MONTHS[frequency]
    if on < _months_later(last, months) + dt.timedelta(days=GRACE_DAYS):
        return "fresh"
    return "stale" if on > _months_later(last, months * STALE_PERIODS) else "late"


def _months_later(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def reaches(value: Fraction, bound: Fraction, sign: int) -> bool:
    """Is a value at its bound or beyond it, but for a difference that rounding alone could make?"""
    return sign * (value - bound) >= -ROUNDING * abs(bound)


def covered(
    start: Fraction | None, goal: Fraction | None, value: Fraction | None
) -> Fraction | None:
    """How much of the way from start to goal is covered; none where there is no way."""
    if start is None or goal is None or value is None or start == goal:
        return None
    if max(abs(goal - start), abs(value - start)) > LARGEST:
        return None
    return held((value - start) / (goal - start))


def share(part: Fraction | None, whole: Fraction | None) -> Fraction | None:
    """A part of a whole, where there is one."""
    return None if part is None or not whole else held(part / whole)


def summed(amounts: list[Fraction]) -> Fraction | None:
    """A sum; none where its amounts together cannot be held."""
    is_held = sum((abs(amount) for amount in amounts), Fraction(0)) <= LARGEST
    return sum(amounts, Fraction(0)) if is_held else None


def held(number: Fraction) -> Fraction | None:
    """A number, unless it is beyond what a machine can hold."""
    return number if abs(number) <= LARGEST else None
