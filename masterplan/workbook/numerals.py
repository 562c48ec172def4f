"""Numbers written as text, in the German way; what has two readings is a problem, not a guess."""

from __future__ import annotations

import math
import re

from masterplan.workbook.cells import DASHES, Percent, Problem

_TYPOGRAPHY = {
    **DASHES,
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " "),
    **dict.fromkeys(map(ord, "\u2019\u02bc"), "'"),
}

_GERMAN = re.compile(
    r"(?P<sign>[+-]?)"
    r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?P<mark>[ .'])[0-9]{3}(?:(?P=mark)[0-9]{3})*)"
    r"(?:,(?P<places>[0-9]+))?"
)
_POINT = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9][0-9 ']*)\.(?P<places>[0-9]+)")
POINTED = re.compile(r"[+-]?[0-9]+\.[0-9]+ ?%?")
"""A number with a decimal point, where the point is one."""

_LONGEST = 100
"""Longer texts are sentences, and not looked at more closely."""

_OBJECTIONS = (
    (re.compile(r"[(\[].*"), "number_in_brackets"),
    (re.compile(r"[+-]?[0-9][0-9.,]*[eE][+-]?[0-9]+"), "number_has_exponent"),
    (
        re.compile(
            r"(?:[<>≤≥=]|mind|max|höchst|bis |über|unter|mehr|weniger|at (?:least|most)|up to).*",
            re.IGNORECASE,
        ),
        "number_is_bound",
    ),
    (
        re.compile(r"(?:[~≈]|ca|circa|etwa|rund|ungefähr|knapp|about|approx).*", re.IGNORECASE),
        "number_is_approximate",
    ),
    (
        re.compile(r"[0-9][0-9.,]* ?(?:-|bis|to|…|\.{2,3}) ?[+-]?[0-9][0-9.,]*.*", re.IGNORECASE),
        "number_is_range",
    ),
    (re.compile(r"[+-]?[0-9][0-9., ']*[^0-9., '].*|[€$£].*[0-9].*"), "number_has_unit"),
)


def number(text: str) -> float | Percent | Problem:
    """Read a cleaned text as a number; with a percent sign it is a Percent of the same figure."""
    body = text.translate(_TYPOGRAPHY)
    is_percent = body.endswith("%")
    if is_percent:
        body = body[:-1].rstrip()
    found = _GERMAN.fullmatch(body)
    if found is None:
        return _objection(body, is_percent)
    two_readings = _two_readings(found)
    if two_readings is not None:
        return two_readings
    whole = found["whole"].translate({ord(mark): None for mark in " .'"})
    value = float(f"{found['sign']}{whole}.{found['places'] or 0}")
    if not math.isfinite(value):
        return Problem("number_too_large")
    return Percent(value) if is_percent else value


def number_with_point(text: str) -> float | Percent | Problem:
    """The same for a column whose numbers have a decimal point."""
    if POINTED.fullmatch(text) is None:
        return number(text)
    body = text.removesuffix("%").rstrip()
    return float(body) if body == text else Percent(float(body))


def _two_readings(found: re.Match[str]) -> Problem | None:
    """``1.234`` and ``1,234``: in one country thousands, in the other three places."""
    sign, whole, places = found["sign"], found["whole"], found["places"]
    if found["mark"] == "." and places is None and whole.count(".") == 1:
        left, right = whole.split(".")
    elif found["mark"] is None and places and len(places) == 3 and 0 < len(whole) <= 3:
        if whole.startswith("0"):
            return None
        left, right = whole, places
    else:
        return None
    # A fourth place makes the second reading one that can be written back as it is shown.
    return Problem(
        "number_ambiguous", {"first": f"{sign}{left}{right}", "second": f"{sign}{left},{right}0"}
    )


def _objection(body: str, is_percent: bool) -> Problem:
    if len(body) > _LONGEST:
        return Problem("not_a_number")
    if any(sign.isdigit() and not sign.isascii() for sign in body):
        return Problem("number_has_foreign_digits")
    point = _POINT.fullmatch(body)
    if point is not None:
        return _decimal_point(point, is_percent)
    for pattern, rule in _OBJECTIONS:
        if pattern.fullmatch(body):
            return Problem(rule)
    return Problem("not_a_number")


def _decimal_point(found: re.Match[str], is_percent: bool) -> Problem:
    sign, whole, places = found["sign"], found["whole"], found["places"]
    reading = f"{sign}{whole},{places}"
    is_short = len(whole) <= 2 and len(places) <= 2 and whole.isdigit()
    if is_short and not sign and not is_percent:
        day, month = int(whole), int(places)
        if 1 <= day <= 31 and 1 <= month <= 12:
            return Problem("number_or_date", {"first": reading, "second": f"{day:02}.{month:02}."})
    return Problem("number_with_point", {"reading": reading})
