"""Series that look like real ones: from the course of an indicator to its observations.

A course says where an indicator stands at the horizon, compared with the straight line from its
baseline to its target. Chance only roughens the line; it is seeded by the indicator's code.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from masterplan.samples.story import (
    HORIZON,
    LAST_WORD,
    RESOLVED,
    YEARLY,
    Fact,
    Indicator,
    Measure,
    month_end,
    year_end,
)

MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12, None: 12}

REPORTED_AFTER = dt.timedelta(days=10)
CORRECTED_ON = dt.date(2024, 1, 20)
CORRECTED_YEAR = 2022

COURSES = {
    "reached": 1.0,  # arrives before its time
    "ahead": 1.12,
    "on_path": 1.02,
    "behind": 0.8,
    "weak": 0.35,
    "flat": 0.04,
    "worse": -0.25,
    "edge": 0.955,  # where a single value decides
    "stalls": 0.55,  # as planned until it stops
    "recovers": 1.0,  # slow at first, then catching up
}
"""The ratio to the planned path at the horizon, and by its name the way there."""

_FINER_UNITS = ("%", "Tage", "Stunden", "Minuten", "Schulnote")

DIMENSIONS = {
    "Stadtbezirk": {"Nord": 0.81, "Mitte": 1.14, "Süd": 1.06, "Ost": 0.93, "West": 1.04},
    "Altersgruppe": {
        "16 bis 29 Jahre": 1.28,
        "30 bis 64 Jahre": 1.07,
        "65 Jahre und älter": 0.58,
    },
    "Schulform": {
        "Grundschule": 0.88,
        "Gesamtschule": 1.03,
        "Gymnasium": 1.09,
        "Berufskolleg": 1.12,
    },
}
"""What totals are split by, with how far each part lies from the whole."""


@dataclass(frozen=True)
class Span:
    """The time from the baseline of an indicator to its target."""

    start: dt.date
    end: dt.date

    def share(self, day: dt.date) -> float:
        """How much of it has passed; negative before it."""
        return min(1.0, (day - self.start).days / (self.end - self.start).days)


def span(measure: Measure, indicator: Indicator) -> Span:
    """From the eve of the measure's phase to the date of the target."""
    return Span(year_end(RESOLVED[measure.phase].year - 1), due_on(measure, indicator))


def due_on(measure: Measure, indicator: Indicator) -> dt.date:
    """When the target is due: outputs with the measure, effects with the plan."""
    if indicator.due_on:
        return indicator.due_on
    return year_end(measure.end.year if indicator.kind == "output" else 2027)


def facts(measure: Measure, indicator: Indicator, code: str) -> Iterator[Fact]:
    """The observations of an indicator, with what was corrected later."""
    if not indicator.has_data:
        return
    dates = _dates(measure, indicator)
    for day, value in _values(measure, indicator, code, dates):
        said_on = max(measure.resolved, day + REPORTED_AFTER)
        first = indicator.corrected if day.year == CORRECTED_YEAR else None
        if first:
            wrong = _rounded(value * first, indicator)
            yield _fact(code, day, wrong, said_on, "preliminary", "Vorläufige Meldung.")
            why = "Nach der Prüfung durch die Statistikstelle berichtigt."
            yield _fact(code, day, value, CORRECTED_ON, "revised", why)
        elif day == indicator.break_on:
            why = "Neue Erhebungsmethode, mit den früheren Werten nicht vergleichbar."
            yield _fact(code, day, value, said_on, "break", why)
        else:
            yield _fact(code, day, value, said_on, _flag(indicator, day), None)
        if indicator.by and day.month == 12:
            yield from _parts(indicator, code, day, value, said_on)


def _fact(
    code: str, day: dt.date, value: float, said_on: dt.date, flag: str | None, why: str | None
) -> Fact:
    record = {
        "indicator_code": code,
        "observed_on": day,
        "value": value,
        "flag": flag,
        "comment": why,
    }
    return Fact("observation", said_on, record)


def _flag(indicator: Indicator, day: dt.date) -> str | None:
    """Estimates and lower bounds carry their flag; the newest figures are often preliminary."""
    if indicator.flag == "preliminary":
        return "preliminary" if day.year == HORIZON.year else None
    return indicator.flag


def _parts(
    indicator: Indicator, code: str, day: dt.date, total: float, said_on: dt.date
) -> Iterator[Fact]:
    """The same figure for parts of the city or of its people, beside the total."""
    factors = DIMENSIONS[indicator.by or ""]
    # Counts add up to the total, rates lie around it.
    whole = sum(factors.values()) if indicator.unit == "Anzahl" else 1.0
    rest = total
    for category, factor in factors.items():
        is_last = whole != 1.0 and category == list(factors)[-1]
        value = _rounded(rest if is_last else total * factor / whole, indicator)
        rest -= value
        fact = _fact(code, day, value, said_on, None, None)
        names = {"dimension": indicator.by, "category": category}
        yield Fact(fact.table, fact.said_on, {**fact.record, **names})


def _dates(measure: Measure, indicator: Indicator) -> list[dt.date]:
    """The periods' last days: yearly ones with three years before the baseline."""
    baseline_on = span(measure, indicator).start
    is_yearly = indicator.rhythm in (YEARLY, None)
    day = year_end(baseline_on.year - 3) if is_yearly else baseline_on
    last = indicator.ends_on or LAST_WORD - REPORTED_AFTER
    if indicator.is_sum and not is_yearly:  # the baseline is a whole year
        day = month_end(dt.date(baseline_on.year, MONTHS[indicator.rhythm], 1))
    found = []
    while day <= last:
        found.append(day)
        months = day.year * 12 + day.month - 1 + MONTHS[indicator.rhythm]
        day = month_end(dt.date(months // 12, months % 12 + 1, 1))
    return found


def _values(
    measure: Measure, indicator: Indicator, code: str, dates: list[dt.date]
) -> Iterator[tuple[dt.date, float]]:
    chance = random.Random(code)
    path = span(measure, indicator)
    if indicator.is_sum and MONTHS[indicator.rhythm] < 12:
        yield from _flow(indicator, path, dates, chance)
        return
    distance = _aim(indicator) - indicator.start or indicator.start * 0.25
    highest = 0.0
    for day in dates:
        rough = (chance.random() * 2 - 1) * 0.02 * (day != path.start)
        value = indicator.start + distance * (_way(indicator, path, day, dates[-1]) + rough)
        if indicator.break_on and day >= indicator.break_on:
            value *= 1.22
        value = _rounded(value, indicator)
        if indicator.kind == "output" and indicator.direction == "up":  # what stands, stands
            limit = float(indicator.goal) if indicator.course == "reached" else value
            value = highest = max(min(value, limit), highest)
        yield day, value


def _flow(
    indicator: Indicator, path: Span, dates: list[dt.date], chance: random.Random
) -> Iterator[tuple[dt.date, float]]:
    """Parts of a year's total; those of the first year add up to the baseline."""
    last = dates[-1] if dates[-1].month == 12 else year_end(dates[-1].year - 1)
    distance = indicator.goal - indicator.start

    def total(year: int) -> float:
        return indicator.start + distance * _way(indicator, path, year_end(year), last)

    periods, rest = 12 // MONTHS[indicator.rhythm], float(indicator.start)
    for day in dates:
        rise = (total(day.year + 1) - total(day.year - 1)) / 2 / max(total(day.year), 1.0)
        place = day.month / 12 - (periods + 1) / 2 / periods
        trend = 1 + max(-0.4, min(rise, 0.4)) * place
        value = total(day.year) / periods * trend * _season(day, periods, chance)
        if day == path.start:
            value = rest
        value = _rounded(value, indicator)
        rest -= value
        yield day, value


def _aim(indicator: Indicator) -> float:
    """Where the series is heading: into the middle of an interval, else to the goal."""
    return indicator.goal if indicator.upper is None else (indicator.goal + indicator.upper) / 2


def _way(indicator: Indicator, path: Span, day: dt.date, last: dt.date) -> float:
    """How far on its way from baseline to target an indicator is on a day."""
    passed = path.share(day)
    if passed <= 0:
        return passed * 0.12  # what moved already before the plan
    if indicator.start == indicator.goal:
        return (1 - COURSES[indicator.course]) * passed * 0.5 if indicator.upper is None else 0.0
    if indicator.course == "reached":
        return min(1.0 + 0.06 * passed, 1.3 * math.pow(passed, 0.75))
    ratio = COURSES[indicator.course]
    at_last = path.share(last)
    aim = ratio * path.share(HORIZON)
    if at_last <= 0:
        return ratio * passed
    if indicator.course == "stalls":
        return min(passed * 1.04, aim)
    if indicator.course == "recovers":
        return aim * math.pow(passed / at_last, 2.2)
    if ratio >= 1:  # quicker at first, then levelling off
        return min(aim * math.pow(passed / at_last, 0.85), 1.02)
    return min(aim / at_last * passed, 0.97)


def _season(day: dt.date, periods: int, chance: random.Random) -> float:
    """Around 1: less in the summer months, as services are used."""
    summer = 0.09 if day.month in (7, 8) and periods == 12 else 0.0
    return 1 + summer / 6 - summer + (chance.random() * 2 - 1) * 0.025


def _rounded(value: float, indicator: Indicator) -> float:
    usual = 1 if indicator.unit in _FINER_UNITS else 0
    decimals = max(usual, _decimals(indicator.start), _decimals(indicator.goal))
    value = max(0.0, min(value, 100.0) if indicator.unit == "%" else value)
    if decimals == 0 and not indicator.is_sum and value >= 20_000:
        return float(round(value, -2))
    return round(value, decimals)


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else len(str(value).split(".")[1])
