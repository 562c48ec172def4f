"""How the work went: milestones that are reached, moved or missed, and the funds."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from masterplan.samples.story import HORIZON, LAST_WORD, Fact, Measure, month_end, year_end

_SAID_AFTER = dt.timedelta(days=3)


@dataclass(frozen=True)
class Delivery:
    """The delays of the first milestones in days (None: never reached), and that of the last."""

    delays: tuple[int | None, ...]
    last: int | None
    is_replanned: bool = False
    """Is a delay announced as a new date, or does the old one stand?"""


DELIVERIES = {
    "punctual": Delivery((-6, 0, -13, -3), -8),
    "early": Delivery((-38, -52, -61), -74),
    "slipping": Delivery((24, 87, 131), 203, is_replanned=True),
    "late": Delivery((12, 41, 66), 84),
    "last_open": Delivery((-4, 5, -9), None),
    "stuck": Delivery((18, 64, None), None),
    "stalled": Delivery((31, None), None),
    "not_begun": Delivery((None,), None),
    "waiting": Delivery((None,), None),
    "moved": Delivery((15, 96, 118), 548, is_replanned=True),
    "none": Delivery((), None),
}


@dataclass(frozen=True)
class Milestone:
    """A milestone as it was planned first, and when it was reached at last."""

    number: str
    title: str
    weight: float | None
    due_on: dt.date
    delay: int | None
    reached_on: dt.date | None


def milestones(measure: Measure) -> list[Milestone]:
    """The milestones of a measure: the last one on its last day, the others before, evenly."""
    titles = [title for title in measure.milestones.split("; ") if title]
    way = DELIVERIES[measure.delivery]
    found = []
    for place, title in enumerate(titles, start=1):
        is_last = place == len(titles)
        time = (measure.end - measure.start) * place / len(titles)
        due_on = measure.end if is_last else month_end(measure.start + time)
        delay = way.last if is_last else way.delays[min(place, len(way.delays)) - 1]
        reached_on = None if delay is None else due_on + dt.timedelta(days=delay)
        if reached_on and (reached_on > LAST_WORD - _SAID_AFTER or _is_over(measure, reached_on)):
            reached_on = None
        weight = 2.0 if title.startswith("!") else None
        found.append(Milestone(str(place), title.lstrip("!"), weight, due_on, delay, reached_on))
    return found


def _is_over(measure: Measure, day: dt.date) -> bool:
    return measure.ending is not None and day > measure.ending.on


def completed_on(measure: Measure) -> dt.date | None:
    """When the last milestone was reached; None where one is open or there is none."""
    reached = [milestone.reached_on for milestone in milestones(measure)]
    days = [day for day in reached if day]
    return max(days) if days and len(days) == len(reached) else None


def facts(measure: Measure) -> Iterator[Fact]:
    """What is reported of the milestones: the plan, new dates, and that they were reached."""
    for milestone in milestones(measure):
        due_on = milestone.due_on
        yield _fact(measure, milestone, measure.resolved, due_on)
        if DELIVERIES[measure.delivery].is_replanned:
            for said_on, new_date in _new_dates(milestone):
                if said_on < LAST_WORD and not _is_over(measure, said_on):
                    due_on = new_date
                    yield _fact(measure, milestone, said_on, due_on)
        if milestone.reached_on:
            said_on = max(measure.resolved, milestone.reached_on + _SAID_AFTER)
            yield _fact(measure, milestone, said_on, due_on, milestone.reached_on)


def _new_dates(milestone: Milestone) -> Iterator[tuple[dt.date, dt.date]]:
    """Each new date with the day it was announced: long delays are admitted in two steps."""
    delay = milestone.delay or 0
    if delay > 150:
        hoped = month_end(milestone.due_on + dt.timedelta(days=delay // 3))
        yield milestone.due_on + _SAID_AFTER, hoped
        yield hoped + _SAID_AFTER, month_end(milestone.due_on + dt.timedelta(days=delay))
    elif delay > 0:
        new_date = month_end(milestone.due_on + dt.timedelta(days=delay))
        yield milestone.due_on + _SAID_AFTER, new_date


def _fact(
    measure: Measure,
    milestone: Milestone,
    said_on: dt.date,
    due_on: dt.date,
    reached_on: dt.date | None = None,
) -> Fact:
    record = {
        "measure_code": measure.code,
        "milestone_number": milestone.number,
        "title": milestone.title,
        "due_on": due_on,
        "reached_on": reached_on,
        "weight": milestone.weight,
    }
    return Fact("milestone", said_on, record)


def funds(measure: Measure) -> Iterator[Fact]:
    """Planned funds with the measure, a forecast in the summer, what was spent after the year."""
    if not measure.budget:
        return
    chance = random.Random(f"{measure.code} funds")
    years = list(range(measure.start.year, measure.end.year + 1))
    shares = [1.0 + 0.35 * (place % 2) for place in range(len(years))]
    for year, share in zip(years, shares, strict=True):
        planned = _thousands(measure.budget * share / sum(shares))
        grants = _thousands(planned / 1000 * measure.grants) or None
        yield _funds(measure, year, measure.resolved, planned_eur=planned, grants_eur=grants)
        if measure.ending and measure.ending.on.year < year:
            continue
        spent = planned * measure.spending * (1 + (chance.random() - 0.5) * 0.14)
        forecast = _thousands(spent * (1 + (chance.random() - 0.5) * 0.06) / 1000)
        if dt.date(year, 7, 15) < LAST_WORD:
            yield _funds(measure, year, dt.date(year, 7, 15), forecast_eur=forecast)
        if year < HORIZON.year:
            spent_on = year_end(year) + dt.timedelta(days=21)
            yield _funds(measure, year, spent_on, spent_eur=float(round(spent, -1)))


def _thousands(value: float) -> float:
    return float(round(value) * 1000)


def _funds(measure: Measure, year: int, said_on: dt.date, **amounts: float | None) -> Fact:
    record = {"measure_code": measure.code, "year": year, **amounts}
    return Fact("funds", max(said_on, measure.resolved), record)
