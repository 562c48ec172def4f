"""Dates and periods written as text; a period means its last day."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange

from masterplan.workbook.cells import DASHES, Problem

FIRST_YEAR = 1990
LAST_YEAR = 2100

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar jänner january",
            "feb februar february",
            "mär märz mrz maerz mar march",
            "apr april",
            "mai may",
            "jun juni june",
            "jul juli july",
            "aug august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dez dezember dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_FULL_YEAR = r"(?P<year>[0-9]{4})"
_SLASH = r" ?/ ?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<day>[0-9]{{1,2}})\. ?(?P<month>[0-9]{{1,2}})\. ?{_YEAR}",
        rf"{_FULL_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})",
        rf"(?P<day>[0-9]{{1,2}})\.? ?(?P<name>[a-zä]+)\.? ?{_YEAR}",
        rf"(?P<name>[a-zä]+)\.?(?: |-|{_SLASH})?{_YEAR}",
        rf"(?P<month>[0-9]{{1,2}}){_SLASH}{_YEAR}",
        rf"{_FULL_YEAR}-(?P<month>[0-9]{{2}})",
        rf"q ?(?P<quarter>[0-9])(?: |-|{_SLASH})?{_YEAR}",
        rf"{_FULL_YEAR}(?: |-|{_SLASH})?q ?(?P<quarter>[0-9])",
        rf"(?P<quarter>[0-9]|i{{1,3}}|iv)\. ?quartal(?: |{_SLASH}){_YEAR}",
        rf"(?P<quarter>i{{1,3}}|iv)(?: |{_SLASH}){_YEAR}",
        rf"h ?(?P<half>[0-9])(?: |-|{_SLASH})?{_YEAR}",
        rf"{_FULL_YEAR}(?: |-|{_SLASH})?h ?(?P<half>[0-9])",
        rf"(?P<half>[0-9]|i{{1,2}})\. ?halbjahr(?: |{_SLASH}){_YEAR}",
        rf"kw ?(?P<week>[0-9]{{1,2}})(?: |{_SLASH}){_YEAR}",
        rf"(?P<week>[0-9]{{1,2}})\. ?kw(?: |{_SLASH}){_YEAR}",
        rf"{_FULL_YEAR}-?w(?P<week>[0-9]{{1,2}})",
        _FULL_YEAR,
    )
)
_SLASHES = re.compile(r"([0-9]{1,2}) ?/ ?([0-9]{1,2}) ?/ ?([0-9]{4})")
_ANY_SLASHES = re.compile(r"[0-9]+ ?/ ?[0-9]+ ?/ ?[0-9]+")
_BARE_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*")
_LONGEST = 40


def day(text: str) -> dt.date | Problem:
    """Read a cleaned text as a day, or as a period, of which the last day is taken."""
    if len(text) > _LONGEST:
        return Problem("not_a_date")
    body = " ".join(text.translate(DASHES).casefold().split())
    for form in _FORMS:
        found = form.fullmatch(body)
        if found is not None:
            parts = {name: part for name, part in found.groupdict().items() if part is not None}
            if "name" not in parts or parts["name"] in _MONTHS:
                return _last_day(parts)
    return _objection(body)


def day_of_number(number: float) -> dt.date | Problem:
    """A bare number: a year where it can be one; a date's serial number is not guessed."""
    if number.is_integer() and FIRST_YEAR <= number <= LAST_YEAR:
        return dt.date(int(number), 12, 31)
    return Problem("date_is_number")


def in_range(found: dt.date) -> dt.date | Problem:
    """A plausible day, or the problem that it is none: mostly a slip of the keyboard."""
    if FIRST_YEAR <= found.year <= LAST_YEAR:
        return found
    return _out_of_range()


def _out_of_range() -> Problem:
    return Problem("date_out_of_range", {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)})


def _last_day(parts: dict[str, str]) -> dt.date | Problem:
    if len(parts["year"]) == 2:
        return Problem("date_two_digit_year")
    year = int(parts["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _out_of_range()
    try:
        return in_range(_end(year, parts))
    except ValueError:
        return Problem("date_does_not_exist")


def _end(year: int, parts: dict[str, str]) -> dt.date:
    """The last day; ValueError where the calendar has no such period."""
    if "week" in parts:
        return dt.date.fromisocalendar(year, int(parts["week"]), 7)
    if "day" in parts:
        return dt.date(year, _month(parts), int(parts["day"]))
    month = _month(parts)
    if not 1 <= month <= 12:
        raise ValueError(month)
    return dt.date(year, month, monthrange(year, month)[1])


def _month(parts: dict[str, str]) -> int:
    if "name" in parts:
        return _MONTHS[parts["name"]]
    for name, months in (("month", 1), ("quarter", 3), ("half", 6)):
        if name in parts:
            part = parts[name]
            return months * (_ROMAN[part] if part in _ROMAN else int(part))
    return 12


def _objection(body: str) -> Problem:
    found = _SLASHES.fullmatch(body)
    if found is not None:
        first, second, year = (int(part) for part in found.groups())
        if first != second and 1 <= first <= 12 and 1 <= second <= 12:
            return Problem(
                "date_ambiguous",
                {
                    "first": f"{first:02}.{second:02}.{year}",
                    "second": f"{second:02}.{first:02}.{year}",
                },
            )
    if _ANY_SLASHES.fullmatch(body):
        return Problem("date_with_slashes")
    if _BARE_NUMBER.fullmatch(body):
        return Problem("date_is_number")
    return Problem("not_a_date")
