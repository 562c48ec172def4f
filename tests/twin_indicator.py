"""The twin's second half: Wirkung and Datenlage of one indicator, from its rows.

Each target is judged by both rules; the trend decides where it can, and the worst target that
decides gives the indicator its light.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.twin_numbers import Number, months_later, number
from tests.twin_rules import Case, path_light, ratio, symbol, turning_value
from tests.twin_series import MONTHS, Point, Series, series
from tests.twin_targets import Target, decides, expected, in_force, original

Row = dict[str, Any]
"""The fields of a row that say something; ``is_withdrawn`` where the row was taken back."""

GRACE_DAYS = 30
STALE_PERIODS = 2
SIGN = {"up": 1, "down": -1}
SYMBOL_LIGHT = {
    "sun": "on_track",
    "partly_cloudy": "on_track",
    "cloud": "at_risk",
    "thunderstorm": "off_track",
    None: None,
}
WORST_FIRST = ("off_track", "at_risk", "on_track", "achieved", "suspended", "not_assessable")
SYMBOLS = ("thunderstorm", "cloud", "partly_cloudy", "sun", None)


@dataclass(frozen=True)
class TargetLight:
    """How an indicator stands against one of its targets."""

    kind: str
    due_on: dt.date | None
    is_deciding: bool
    has_path: bool
    expected: Number
    position: Number
    ratio: Number
    light_path: str | None
    symbol: str | None
    light_trend: str | None
    light_trend_before: str | None
    projected: Number
    miss: Number
    rule: str
    reason: str | None
    light: str
    turning_value: Number


@dataclass(frozen=True)
class IndicatorLight:
    """Wirkung and Datenlage of an indicator."""

    light: str
    reason: str | None
    rule: str
    worst: TargetLight | None
    placed: TargetLight | None
    """The value target that position, expected and ratio are told of."""
    light_original: str | None
    flipped_by: list[str]
    is_robust: bool | None
    points: int
    yearly_change: Number
    freshness: str
    is_evaluable: bool
    weight: Fraction
    targets: dict[tuple[bool, str, dt.date | None], TargetLight]
    """By set (is it the original one?), kind and date."""

    @property
    def position(self) -> Number:
        """The share of the way from the baseline to the target."""
        return self.placed.position if self.placed else None

    @property
    def expected(self) -> Number:
        """Where the planned path stands by now."""
        return self.placed.expected if self.placed else None

    @property
    def ratio(self) -> Number:
        """The share of what was to be covered by now."""
        return self.placed.ratio if self.placed else None


def indicator(row: Row, observations: list[Row], targets: list[Row], on: dt.date) -> IndicatorLight:
    """Wirkung by the worst target that decides, and how fresh the series is."""
    observed = series(row, observations, on)
    now, first = in_force(targets, on), original(targets, on)
    judged = {
        (is_original, one.kind, one.due_on): _judge(row, observed, one, own, on)
        for is_original, own in ((False, now), (True, first))
        for one in own
    }
    deciding = [light for key, light in judged.items() if light.is_deciding and not key[0]]
    firsts = [light for key, light in judged.items() if light.is_deciding and key[0]]
    worst = min(deciding, key=_badness, default=None)
    flipped_by = _flipped_by(worst)
    is_described = None not in (number(row.get("baseline")), row.get("direction"), row.get("owner"))
    return IndicatorLight(
        light=worst.light if worst else "not_assessable",
        reason=worst.reason if worst else "no_target",
        rule=worst.rule if worst else "none",
        worst=worst,
        placed=next((light for light in deciding if light.has_path), None),
        light_original=min((light.light for light in firsts), key=WORST_FIRST.index, default=None),
        flipped_by=flipped_by,
        is_robust=not flipped_by if len(_answers(worst)) > 1 else None,
        points=observed.trend.points,
        yearly_change=observed.trend.yearly_change,
        freshness=_freshness(max(observed.days, default=None), row.get("frequency"), on),
        is_evaluable=bool(observed.days and now) and is_described,
        weight=Fraction(1 if row.get("weight") is None else row["weight"]),
        targets=judged,
    )


def _judge(
    row: Row, observed: Series, target: Target, targets: list[Target], on: dt.date
) -> TargetLight:
    baseline, since = number(row.get("baseline")), row.get("baseline_on")
    case = Case(
        kind=target.kind,
        sign=SIGN.get(row.get("direction") or ""),
        target=target,
        baseline=baseline,
        expected=expected(baseline, since, target, targets, on),
        is_broken=_is_broken(observed, since),
        last=observed.last,
        trend=observed.trend,
        is_over=_is_over(target, observed.last, on),
        has_direction=row.get("direction") is not None,
    )
    before = _without_last_point(case, observed, on)
    by_path, weather = path_light(case), symbol(case)
    by_trend = SYMBOL_LIGHT[weather]
    if weather == "sun" and case.is_reached:
        by_trend = "achieved"
    rule = "trend" if by_trend else "planned_path" if by_path else "none"
    reason = None if rule != "none" else _obstacle(case, observed, since)
    suspended = "suspended" if reason == "break" else "not_assessable"
    return TargetLight(
        kind=target.kind,
        due_on=target.due_on,
        is_deciding=decides(target, targets, on),
        has_path=target.has_path,
        expected=case.expected,
        position=case.position,
        ratio=ratio(case),
        light_path=by_path,
        symbol=weather,
        light_trend=by_trend,
        light_trend_before=SYMBOL_LIGHT[symbol(before)],
        projected=case.projected,
        miss=None if case.is_reached or case.projected is None else case.miss,
        rule=rule,
        reason=reason,
        light=by_trend or by_path or suspended,
        turning_value=turning_value(case, rule),
    )


def _without_last_point(case: Case, observed: Series, on: dt.date) -> Case:
    last = observed.before.last
    return Case(
        kind=case.kind,
        sign=case.sign,
        target=case.target,
        baseline=case.baseline,
        expected=case.expected,
        is_broken=case.is_broken,
        last=last,
        trend=observed.before,
        is_over=_is_over(case.target, last, on),
        has_direction=case.has_direction,
    )


def _is_over(target: Target, last: Point | None, on: dt.date) -> bool:
    """Has the target's date passed, or does the last value stand on it?"""
    if target.due_on is None:
        return False
    return target.due_on < on or (last is not None and target.due_on <= last.day)


def _is_broken(observed: Series, since: dt.date | None) -> bool:
    """Does a break lie between the baseline and the last value, or within the last value?"""
    if observed.break_on is None:
        return False
    if since is not None and observed.break_on > since:
        return True
    return observed.last is not None and observed.break_on > observed.last.since


def _obstacle(case: Case, observed: Series, since: dt.date | None) -> str:
    """The first thing that stands in the way of a light."""
    target, kind = case.target, case.kind
    can_trend = kind == "interval" or case.sign is not None
    is_short = not observed.trend.is_long_enough
    obstacles = {
        "no_data": observed.last is None,
        "no_direction": kind != "interval" and not case.has_direction,
        "no_target_value": not target.has_value,
        "no_due_date": kind == "value" and target.due_on is None,
        "to_be_held": not can_trend and not target.has_path,
        "break": (target.has_path and case.is_broken)
        or (observed.break_on is not None and can_trend and is_short),
        "few_points": not target.has_path and is_short,
        "no_baseline": target.has_path and (case.baseline is None or since is None),
    }
    return next((reason for reason, stands in obstacles.items() if stands), "no_ratio")


def _badness(light: TargetLight) -> tuple[int, int, str, dt.date]:
    return (
        WORST_FIRST.index(light.light),
        SYMBOLS.index(light.symbol),
        light.kind,
        light.due_on or dt.date.max,
    )


def _answers(light: TargetLight | None) -> dict[str, str]:
    """What each way of judging says, where it says anything."""
    if light is None or light.rule == "none":
        return {}
    ways = {
        "planned_path": light.light_path,
        "trend": light.light_trend,
        "trend_without_last_point": light.light_trend_before,
    }
    return {way: answer for way, answer in ways.items() if answer is not None}


def _flipped_by(light: TargetLight | None) -> list[str]:
    def side(name: str) -> str:
        return "on_track" if name == "achieved" else name

    return [
        way
        for way, answer in _answers(light).items()
        if light is not None and side(answer) != side(light.light)
    ]


def _freshness(last: dt.date | None, frequency: str | None, on: dt.date) -> str:
    if last is None:
        return "missing"
    months = MONTHS[frequency]
    if on < months_later(last, months) + dt.timedelta(days=GRACE_DAYS):
        return "fresh"
    return "stale" if on > months_later(last, months * STALE_PERIODS) else "late"
