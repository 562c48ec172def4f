"""Periods as they stand in headings: “2023”, “Q1/2025”, “Ist 2024”, a native date."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from masterplan.workbook import dates
from masterplan.workbook.cells import Problem, clean, fold, plain

Grain = Literal["day", "week", "month", "quarter", "half_year", "year"]

GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "half_year", "year")

_MONTHS_OF = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_KINDS: tuple[tuple[re.Pattern[str], Grain], ...] = (
    (re.compile(r"[0-9]{4}"), "year"),
    (re.compile(r".*(?:halb|\bh ?[12]).*|[0-9]{4}.?h ?[12]"), "half_year"),
    (re.compile(r".*(?:kw|w[0-9]).*"), "week"),
    (re.compile(r".*q.*|(?:i{1,3}|iv)[ /].*"), "quarter"),
    (re.compile(r"[a-zä]+.*|[0-9]{1,2} ?/ ?[0-9]{4}|[0-9]{4}-[0-9]{2}"), "month"),
)
_EDGES = " ()[]:,;-–/|"
_LONGEST = 60


@dataclass(frozen=True)
class Period:
    """A period or a day: a text that the reading of dates understands, and how long it is."""

    text: str
    kind: Grain


def period_of(cell: object) -> Period | None:
    """The period that a whole cell names, None where it is something else."""
    if isinstance(cell, dt.date):
        day = cell.date() if isinstance(cell, dt.datetime) else cell
        return None if isinstance(dates.in_range(day), Problem) else Period(day.isoformat(), "day")
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        is_year = not isinstance(dates.day_of_number(float(cell)), Problem)
        return Period(plain(float(cell)), "year") if is_year else None
    if not isinstance(cell, str):
        return None
    text = " ".join(clean(cell).split())
    if not text or isinstance(dates.day(text), Problem):
        return None
    return Period(text, _kind(text))


def part_of_year(text: str) -> bool:
    """Is a text a period that only lacks its year: “Q1”, “Jan”, “1. Halbjahr”, “KW 12”?"""
    found = period_of(f"{clean(text)} 2024") if 0 < len(text) <= _LONGEST else None
    return found is not None and found.kind not in ("day", "year")


def split_heading(text: str, words: Collection[str]) -> tuple[Period, str] | None:
    """A heading such as “Ist 2025” or “2025 / Q1 / Plan”: its period, and the words beside it.

    What stands beside the period must be among the folded ``words``; otherwise the heading merely
    mentions a year.
    """
    whole = period_of(text)
    if whole is not None:
        return whole, ""
    parts = [part.strip(_EDGES) for part in re.split(r"\s+|(?<=[0-9])/(?=\s)", text[:_LONGEST])]
    parts = [part for part in parts if part]
    for length in range(min(len(parts), 4), 0, -1):
        for start in range(len(parts) - length + 1):
            inside = parts[start : start + length]
            rest = " ".join(parts[:start] + parts[start + length :])
            found = period_of(" ".join(inside)) or _with_year_first(inside)
            if found is not None and (not rest or fold(rest) in words):
                return found, rest
    return None


def widened(day: dt.date, grain: Grain) -> dt.date:
    """The last day of the period of this length that a day lies in."""
    if grain == "day":
        return day
    if grain == "week":
        return day + dt.timedelta(days=6 - day.weekday())
    months = _MONTHS_OF[grain]
    month = ((day.month - 1) // months + 1) * months
    return dt.date(day.year, month, monthrange(day.year, month)[1])


def _with_year_first(parts: list[str]) -> Period | None:
    """“2025 Q1”, “2025 Jan”: the year of a group heading comes before its part."""
    if len(parts) < 2 or not re.fullmatch("[0-9]{4}", parts[0]):
        return None
    return period_of(" ".join([*parts[1:], parts[0]]))


def _kind(text: str) -> Grain:
    folded = fold(text)
    return next((kind for form, kind in _KINDS if form.fullmatch(folded)), "day")
