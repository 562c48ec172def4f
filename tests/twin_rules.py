"""The twin's two rules, one target at a time: the planned path, and the continuation of the trend.

Written as METHOD has it: the miss as a share of the remaining distance, the table of weather
symbols row by row. Shares at a threshold are compared by the values they stand for.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tests.twin_numbers import (
    LARGEST,
    ROUNDING,
    Number,
    covered,
    held,
    product,
    reaches,
    years,
)
from tests.twin_series import Point, Trend
from tests.twin_targets import Target

ON_TRACK_RATIO = Fraction(95, 100)
AT_RISK_RATIO = Fraction(60, 100)
SMALL_MISS = Fraction(5, 100)
LARGE_MISS = Fraction(20, 100)

WORST_FIRST = ("thunderstorm", "cloud", "partly_cloudy", "sun")


@dataclass(frozen=True)
class Case:
    """One target and all that is held against it."""

    kind: str
    sign: int | None
    """1 where the indicator shall rise, -1 where it shall fall, none where it shall be held."""
    target: Target
    baseline: Number
    expected: Number
    is_broken: bool
    last: Point | None
    trend: Trend
    is_over: bool
    has_direction: bool

    @property
    def value(self) -> Number:
        """The last value."""
        return self.last.value if self.last else None

    @property
    def is_reached(self) -> bool:
        """Does the last value reach the target value?"""
        if self.kind != "value" or None in (self.value, self.target.value, self.sign):
            return False
        return reaches(self.value, self.target.value, self.sign)

    @property
    def is_nothing_due(self) -> bool:
        """Does the path ask for no more than the baseline?"""
        if None in (self.baseline, self.expected, self.sign):
            return False
        return reaches(self.baseline, self.expected, self.sign)

    @property
    def position(self) -> Number:
        """The share of the way from the baseline to the target."""
        if self.is_broken or not self.target.has_path:
            return None
        return covered(self.baseline, self.target.value, self.value)

    @property
    def ahead(self) -> Number:
        """What the continuation still covers until the date of the target."""
        if self.last is None or self.target.due_on is None:
            return None
        return product(self.trend.yearly_change, years(self.last.day, self.target.due_on))

    @property
    def projected(self) -> Number:
        """The value that the continuation arrives at."""
        if not self.trend.is_long_enough or self.kind != "value" or self.is_over:
            return None
        return None if None in (self.value, self.ahead) else held(self.value + self.ahead)

    @property
    def miss(self) -> Number:
        """The share of the remaining distance that the continuation misses."""
        if None in (self.target.value, self.value, self.ahead):
            return None
        remaining = held(self.target.value - self.value)
        return held(1 - self.ahead / remaining) if remaining else None


def path_light(case: Case) -> str | None:
    """The planned path: the share of what was to be covered by now."""
    if not case.target.has_path or case.is_broken or not case.has_direction:
        return None
    if None in (case.baseline, case.expected, case.value):
        return None
    if case.is_reached:
        return "achieved"
    if case.is_nothing_due:
        return "on_track" if reaches(case.value, case.expected, case.sign) else "off_track"
    if ratio(case) is None:
        return None
    if _covers(case, ON_TRACK_RATIO):
        return "on_track"
    return "at_risk" if _covers(case, AT_RISK_RATIO) else "off_track"


def _covers(case: Case, share: Fraction) -> bool:
    """Does the last value get to the point where this share of the way is covered?"""
    if case.sign is None:
        return reaches(ratio(case), share, 1)
    point = case.baseline + share * (case.expected - case.baseline)
    slack = ROUNDING * max(abs(case.baseline), abs(case.expected), abs(case.value))
    return case.sign * (case.value - point) >= -slack


def ratio(case: Case) -> Number:
    """What was covered as a share of what was expected; how near, where it is to be held."""
    if case.is_broken or not case.target.has_path or not case.has_direction:
        return None
    if case.sign is None:
        return _nearness(case.value, case.expected)
    return None if case.is_nothing_due else covered(case.baseline, case.expected, case.value)


def _nearness(value: Number, expected: Number) -> Number:
    if value is None or expected is None:
        return None
    if value == expected:
        return Fraction(1)
    if expected == 0 or abs(value - expected) > LARGEST:
        return None
    return held(1 - abs(value - expected) / abs(expected))


def symbol(case: Case) -> str | None:
    """The trend rule's symbol; none where it cannot judge."""
    mean = case.trend.yearly_change
    if not case.trend.is_long_enough or mean is None or case.value is None:
        return None
    if case.kind == "interval":
        return _interval(case.target.value, case.target.upper, case.value, mean)
    if case.sign is None:
        return None
    if case.kind == "direction":
        return _direction(mean * case.sign, case.trend.last_change, case.sign)
    if case.target.value is None:
        return None
    if case.kind == "limit" or case.is_over or case.is_reached:
        return _limit(case.value, case.target.value, case.sign, mean)
    return _value(case, case.sign, mean)


def _limit(value: Fraction, bound: Fraction, sign: int, mean: Fraction) -> str:
    if reaches(value, bound, sign):
        return "partly_cloudy" if mean * sign < 0 else "sun"
    return "cloud" if mean * sign > 0 else "thunderstorm"


def _interval(lower: Number, upper: Number, value: Fraction, mean: Fraction) -> str | None:
    bounds = [(lower, 1), (upper, -1)]
    found = [_limit(value, bound, sign, mean) for bound, sign in bounds if bound is not None]
    return min(found, key=WORST_FIRST.index, default=None)


def _direction(mean: Fraction, last_change: Number, sign: int) -> str | None:
    if last_change is None:
        return None
    if mean > 0:
        return "sun" if last_change * sign > 0 else "partly_cloudy"
    return "cloud" if last_change * sign > 0 else "thunderstorm"


def _value(case: Case, sign: int, mean: Fraction) -> str | None:
    target, value = case.target.value, case.value
    if case.miss is None or case.ahead is None or target is None or value is None:
        return None
    arrives = value + case.ahead
    slack = ROUNDING * max(abs(target), abs(value))

    def beyond(share: Fraction) -> Fraction:
        """How far the continuation gets beyond the point at which it misses this share."""
        return sign * (arrives - (target - share * (target - value)))

    if beyond(SMALL_MISS) > slack:
        return "sun"
    if beyond(LARGE_MISS) >= -slack:
        return "partly_cloudy"
    return "cloud" if mean * sign > 0 else "thunderstorm"


def turning_value(case: Case, rule: str) -> Number:
    """The last value from which on the rule says on track, were it the last one."""
    if rule == "none" or case.value is None:
        return None
    lower, upper = case.target.value, case.target.upper
    if rule == "planned_path":
        return _turning_on_the_path(case)
    if case.kind == "direction":
        return case.trend.first.value if case.trend.first else None
    if case.kind == "interval":
        if None not in (lower, upper) and lower > upper:
            return None
        outside = [lower] if lower is not None and case.value < lower else []
        outside += [upper] if upper is not None and case.value > upper else []
        return outside[0] if outside else None
    if case.kind == "limit" or case.is_over or case.target.due_on is None:
        return lower
    return _turning_ahead(case)


def _turning_ahead(case: Case) -> Number:
    """Solved for the last value v: reach * (v - first) = (1 - 20 %) * (target - v)."""
    first, last, target = case.trend.first, case.trend.last, case.target.value
    if first is None or last is None or case.target.due_on is None or first.value is None:
        return None
    reach = years(last.day, case.target.due_on) / years(first.day, last.day)
    weight = 1 - LARGE_MISS
    solved = (weight * target + reach * first.value) / (weight + reach)
    return min(target, solved) if case.sign == 1 else max(target, solved)


def _turning_on_the_path(case: Case) -> Number:
    if case.sign is None or None in (case.baseline, case.expected, case.target.value):
        return None
    due = case.baseline + ON_TRACK_RATIO * (case.expected - case.baseline)
    if case.is_nothing_due:
        due = case.expected
    return min(case.target.value, due) if case.sign == 1 else max(case.target.value, due)
