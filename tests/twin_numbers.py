"""The twin's arithmetic: exact fractions, within what a machine could hold.

What is beyond ``LARGEST`` counts as no number; a difference that rounding alone could make is none.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
import sys
from fractions import Fraction

ROUNDING = Fraction(1, 10**12)
LARGEST = Fraction(sys.float_info.max)

Number = Fraction | None


def number(value: float | None) -> Number:
    """A stored number; none where it is missing or infinite."""
    return None if value is None or not math.isfinite(value) else Fraction(value)


def held(value: Fraction) -> Number:
    """A number, unless it is beyond what a machine can hold."""
    return value if abs(value) <= LARGEST else None


def reaches(value: Fraction, bound: Fraction, sign: int) -> bool:
    """Is a value at its bound or beyond it, but for a difference that rounding alone could make?"""
    return sign * (value - bound) >= -ROUNDING * abs(bound)


def change(earlier: Number, value: Number) -> Number:
    """By how much a value differs from an earlier one; 0 for what rounding alone could make."""
    if earlier is None or value is None:
        return None
    difference = value - earlier
    return Fraction(0) if abs(difference) <= ROUNDING * abs(earlier) else held(difference)


def product(one: Number, other: Number) -> Number:
    """A product, of two numbers that there are."""
    return None if one is None or other is None else held(one * other)


def covered(start: Number, goal: Number, value: Number) -> Number:
    """How much of the way from start to goal is covered; none where there is no way."""
    if start is None or goal is None or value is None or start == goal:
        return None
    if max(abs(goal - start), abs(value - start)) > LARGEST:
        return None
    return held((value - start) / (goal - start))


def share(part: Number, whole: Number) -> Number:
    """A part of a whole, where there is one."""
    return None if part is None or not whole else held(part / whole)


def summed(amounts: list[Fraction]) -> Number:
    """A sum; none where its amounts together cannot be held."""
    is_held = sum((abs(amount) for amount in amounts), Fraction(0)) <= LARGEST
    return sum(amounts, Fraction(0)) if is_held else None


def years(before: dt.date, after: dt.date) -> Fraction:
    """Whole months between two days, as years; the days of the month do not count."""
    return Fraction((after.year - before.year) * 12 + after.month - before.month, 12)


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
