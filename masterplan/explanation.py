"""Why an indicator has its light: the rule, the arithmetic in a sentence, what would turn it.

A record is a row of ``queries/indicators/target_lights.sql``. The numbers are those of the method
in ``queries/views/``; here they are only put into words.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from masterplan import texts
from masterplan.texts import mark, translate
from masterplan.vocabulary import Light, Symbol

Record = Mapping[Any, Any]

_SMALLEST = 1e-290
"""Below it there is no room for the digits of a rounded number."""
_ROUNDING = 4e-15
"""What the machine's rounding may add to a computed number, as a share of what it is made of."""
_SAME = 2e-12
"""Twice the share of a number up to which the method takes a difference for none."""

NO_LIGHT = {
    "no_target": mark("There is no target in force."),
    "no_target_value": mark("The target has no value."),
    "no_due_date": mark("The target has no date and is not reached."),
    "to_be_held": mark(
        "The indicator is to be held: without a rise or a fall that is wanted, "
        "only a value by a date can be judged."
    ),
    "few_points": mark("There are fewer than four yearly points, which the trend rule needs."),
    "no_baseline": mark("There are fewer than four yearly points, and no baseline for a path."),
    "no_data": mark("There is no observation up to the reporting date."),
    "no_direction": mark("The desired direction is missing."),
    "no_ratio": mark("The path stands at 0, so the distance to it cannot be put as a share."),
    "break": mark("The series has a break; fewer than four yearly points can be compared since."),
}

_VALUE = mark(
    "If the development continues ({change} {unit} a year on average since {first_on}), "
    "the value would be {projected} {unit} on {due_on}, against a target of {target} {unit}: "
    "{miss} of the remaining distance would be missed."
)
_VALUE_MET = mark(
    "If the development continues ({change} {unit} a year on average since {first_on}), "
    "the value would be {projected} {unit} on {due_on} and meet the target of {target} {unit}."
)
_REACHED = mark(
    "The last value of {last} {unit} reaches the target of {target} {unit}; "
    "on average it changes by {change} {unit} a year."
)
_OVER = mark(
    "The date {due_on} has passed; the last value of {last} {unit} misses the target of {target} "
    "{unit}, and changes by {change} {unit} a year on average."
)
_HELD = mark(
    "The limit of {target} {unit} is kept by {last} {unit}; "
    "on average the value changes by {change} {unit} a year."
)
_NOT_HELD = mark(
    "The limit of {target} {unit} is not kept by {last} {unit}; on average the value changes by "
    "{change} {unit} a year."
)
_DIRECTION = mark(
    "On average the value changes by {change} {unit} a year since {first_on}, "
    "last by {last_change} {unit}."
)
_INTERVAL = mark(
    "The last value is {last} {unit}, the interval reaches from {target} to {upper} {unit}; on "
    "average the value changes by {change} {unit} a year."
)
_PATH = mark(
    "({last} − {baseline}) / ({expected} − {baseline}) = {ratio} of the distance that the planned "
    "path expects by now."
)
_PATH_REACHED = mark("The last value of {last} {unit} reaches the target of {target} {unit}.")
_PATH_NOTHING_DUE = mark(
    "The planned path asks for no change yet: it stands at {expected} {unit}, the value at {last}."
)
_PATH_HOLD = mark("To be held at {expected} {unit}; the last value of {last} is {ratio} of it.")

_TURNS = {
    "up": mark("On track from a last value of {value} {unit} on."),
    "down": mark("On track down from a last value of {value} {unit}."),
}
_FLIPS = {
    "planned_path": mark("the planned path alone"),
    "trend": mark("the trend alone"),
    "trend_without_last_point": mark("the trend without the last point"),
}


def sentence(row: Record, language: str) -> str:
    """The arithmetic of a light in one sentence, or why there is none."""
    if row["rule"] == "none":
        reason = NO_LIGHT[row["reason"]]
        return translate(reason, language)
    template = _trend_template(row) if row["rule"] == "trend" else _path_template(row)
    return translate(template, language, **_values(row, language))


def _trend_template(row: Record) -> str:
    kind = row["target_kind"]
    if kind == "direction":
        return _DIRECTION
    if kind == "interval":
        return _INTERVAL
    if kind == "limit":
        return _HELD if row["symbol"] in ("sun", "partly_cloudy") else _NOT_HELD
    if row["is_reached"]:
        return _REACHED
    if row["is_over"]:
        return _OVER
    return _VALUE if not pd.isna(row["miss"]) and row["miss"] > 0 else _VALUE_MET


def _path_template(row: Record) -> str:
    if row["light_path"] == "achieved":
        return _PATH_REACHED
    if pd.isna(row["ratio"]):
        return _PATH_NOTHING_DUE
    return _PATH_HOLD if row["direction"] == "hold" else _PATH


def _values(row: Record, language: str) -> dict[str, str]:
    numbers = {
        "last": texts.number(row["last_value"], language),
        "baseline": texts.number(row["baseline"], language),
        "target": texts.number(row["target_value"], language),
        "upper": texts.number(row["target_upper"], language),
        "expected": texts.computed(row["expected"], language),
        "projected": texts.computed(row["projected"], language),
        "change": signed(row["yearly_change"], language),
        "last_change": signed(row["last_change"], language),
        "ratio": texts.percent(row["ratio"], language),
        "miss": texts.percent(row["miss"], language),
    }
    dates = {"first_on": row["first_on"], "due_on": row["target_due_on"]}
    written = {name: _day(value, language) for name, value in dates.items()}
    return {**numbers, **written, "unit": str(row["unit"] or "")}


def _day(value: Any, language: str) -> str:
    """A day, also one that was written for another program."""
    return texts.date(dt.date.fromisoformat(value) if isinstance(value, str) else value, language)


def signed(value: float | None, language: str) -> str:
    """A computed change with its sign; "–" for None."""
    text = texts.computed(value, language)
    return "+" + text if value is not None and not pd.isna(value) and value > 0 else text


def turning_value(row: Record) -> float | None:
    """The last value from which on the rule says on track, rounded outwards to four digits.

    None where there is none, and for an interval that already holds.
    """
    value = row["turning_value"]
    if value is None or pd.isna(value):
        return None
    if row["target_kind"] == "interval":
        return float(value)
    beside = _numbers(row, "target_value", "first_value", "last_value", "baseline", "expected")
    parts = ("target_value", "first_value") if row["rule"] == "trend" else ("baseline", "expected")
    return outwards(
        float(value),
        beside,
        noise=0.0 if value in beside else _ROUNDING * max(map(abs, _numbers(row, *parts))),
        is_up=row["direction"] != "down",
        is_strict=row["rule"] == "trend" and row["target_kind"] == "direction",
    )


def outwards(
    value: float,
    beside: Sequence[float] = (),
    noise: float = 0.0,
    is_up: bool = True,
    is_strict: bool = False,
) -> float:
    """The nearest number of four digits that is not less than ``value`` (not more where not up).

    Where it differs from one ``beside`` it only in later digits, it has more of them. A number
    whose distance is no more than ``noise`` counts as the same.
    """
    if 0 < abs(value) < _SMALLEST:
        return value
    value = 0.0 if abs(value) <= noise else value
    noise = max(noise, _ROUNDING * abs(value))
    gaps = [gap for other in beside if noise < (gap := abs(value - other)) < math.inf]
    places = [_magnitude(gap) - 1 for gap in gaps]
    unit = 10.0 ** min([*places, _magnitude(value) - 3] if value else [*places, -3])
    steps = math.ceil((value - noise) / unit) if is_up else math.floor((value + noise) / unit)
    while is_strict and abs(steps * unit - value) <= _SAME * abs(value):
        steps += 1 if is_up else -1
    return float(f"{steps * unit:.15g}")


def _numbers(row: Record, *names: str) -> list[float]:
    return [float(row[name]) for name in names if not (row[name] is None or pd.isna(row[name]))]


def _magnitude(number: float) -> int:
    return math.floor(math.log10(abs(number)))


def counterfactual(row: Record, language: str) -> str:
    """What the last value would have to be for the light to say on track; "" where nothing is."""
    value = turning_value(row)
    if value is None or row["light"] in ("on_track", "achieved"):
        return ""
    is_down = row["direction"] == "down"
    if row["target_kind"] == "interval":
        is_down = value < row["last_value"]
    template = _TURNS["down" if is_down else "up"]
    return translate(
        template, language, value=_in_full(value, language), unit=str(row["unit"] or "")
    )


def _in_full(value: float, language: str) -> str:
    """A number with all its places: rounded once more it would not turn the light."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return texts.number(value, language, places if places > 3 else None)


def robustness(is_robust: object, flipped_by: object, language: str) -> str:
    """Whether the light holds under the other rule and without the last point; "" for one rule."""
    if is_robust is None or pd.isna(is_robust):  # type: ignore[call-overload]
        return ""
    if is_robust:
        return translate(
            mark("Robust: path, trend, and trend without the last point agree."), language
        )
    names = [str(name) for name in flipped_by] if isinstance(flipped_by, Iterable) else []
    reasons = ", ".join(translate(_FLIPS[name], language) for name in names)
    return translate(mark("Narrow: another light by {reasons}."), language, reasons=reasons)


def symbol_word(symbol: object, language: str) -> str | None:
    """The weather symbol's word; None where there is none."""
    if symbol is None or pd.isna(symbol):  # type: ignore[call-overload]
        return None
    return Symbol.of(str(symbol)).label(language)


def light_word(light: object, language: str) -> str | None:
    """The light's word; None where a rule gives none."""
    if light is None or pd.isna(light):  # type: ignore[call-overload]
        return None
    return Light.of(str(light)).label(language)
