"""Why an indicator has its light: the rule, the arithmetic in a sentence, what would turn it.

A record is a row of ``queries/indicators/target_lights.sql``. The numbers are those of the method
in ``queries/views/``; here they are only put into words.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from masterplan import texts
from masterplan.texts import mark, translate
from masterplan.vocabulary import Light, Symbol

Record = Mapping[Any, Any]

NO_LIGHT = {
    "no_target": mark("There is no target in force."),
    "no_target_value": mark("The target has no value."),
    "no_due_date": mark("The target has no date and there are fewer than four yearly points."),
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
        return translate(NO_LIGHT[row["reason"]], language)
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
    is_strict = row["rule"] == "trend" and row["target_kind"] == "direction"
    return outwards(float(value), up=row["direction"] != "down", is_strict=is_strict)


def outwards(value: float, up: bool, is_strict: bool = False) -> float:
    """The nearest number of four digits that is not less (``up``) or not more than ``value``."""
    if value == 0 or not math.isfinite(value):
        return value if not is_strict else (0.001 if up else -0.001)
    unit = 10.0 ** (math.floor(math.log10(abs(value))) - 3)
    steps = math.ceil(value / unit - 1e-9) if up else math.floor(value / unit + 1e-9)
    if is_strict and math.isclose(steps * unit, value, rel_tol=1e-9):
        steps += 1 if up else -1
    return float(f"{steps * unit:.6g}")


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
        template, language, value=texts.number(value, language), unit=str(row["unit"] or "")
    )


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
