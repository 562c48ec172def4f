"""The words in which the stories of Beispielstadt are told: a measure, its indicators, a fact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from masterplan.sheets import SHEET_OF

Record = Mapping[str, object]

HORIZON = dt.date(2026, 11, 23)
"""The reporting date that the stories are written for."""

LAST_WORD = dt.date(2026, 10, 12)
"""The day of the newest upload: nothing is known after it."""

PHASES = {
    1: (dt.date(2022, 1, 1), dt.date(2023, 12, 31)),
    2: (dt.date(2024, 1, 1), dt.date(2025, 12, 31)),
    3: (dt.date(2026, 1, 1), dt.date(2027, 12, 31)),
}

RESOLVED = {1: dt.date(2022, 1, 10), 2: dt.date(2024, 1, 15), 3: dt.date(2026, 1, 15)}
"""When the measures of a phase were resolved: they are known from then on."""

MONTHLY, QUARTERLY, HALF_YEARLY, YEARLY = "monthly", "quarterly", "half_yearly", "yearly"


@dataclass(frozen=True)
class Target:
    """A further target of an indicator, beside the one it is told with."""

    kind: str
    value: float | None = None
    upper: float | None = None
    due_on: dt.date | None = None


@dataclass(frozen=True)
class Indicator:
    """An indicator and how it went, told from its baseline to its target."""

    name: str
    unit: str
    start: float
    goal: float
    course: str
    """A key of COURSES in series.py."""
    rhythm: str | None = YEARLY
    kind: str = "effect"
    is_sum: bool = False
    """A flow: ``start`` and ``goal`` are totals of a year."""
    target: str = "value"
    wants: str | None = None
    """The desired direction, where start and goal do not tell it."""
    due_on: dt.date | None = None
    interim: tuple[tuple[int, float], ...] = ()
    """Interim targets at the ends of years."""
    upper: float | None = None
    also: tuple[Target, ...] = ()
    changed: tuple[float, str] | None = None
    """The value that the target was changed to in July 2024, and why."""
    lacks: frozenset[str] = frozenset()
    """What was forgotten: "baseline", "target", "owner"."""
    has_data: bool = True
    ends_on: dt.date | None = None
    """The last observation, where reports stopped coming."""
    corrected: float | None = None
    """The factor by which the value of 2022 was reported wrongly at first."""
    break_on: dt.date | None = None
    by: str | None = None
    """A key of DIMENSIONS in series.py."""
    flag: str | None = None
    definition: str | None = None
    source: str | None = None
    weight: float | None = None

    @property
    def direction(self) -> str:
        """The desired direction."""
        if self.wants:
            return self.wants
        if self.start == self.goal:
            return "hold"
        return "up" if self.start < self.goal else "down"


@dataclass(frozen=True)
class Ending:
    """A measure that does not run to its end: from when on, and why."""

    state: str
    on: dt.date
    reason: str


@dataclass(frozen=True)
class Measure:
    """A measure, and the story it is in the sample for."""

    code: str
    phase: int
    title: str
    story: str
    lead_unit: str
    goals: tuple[str, ...]
    milestones: str
    """Titles separated by "; "; "!" before a title doubles its weight."""
    indicators: tuple[Indicator, ...]
    delivery: str = "punctual"
    """A key of DELIVERIES in delivery.py."""
    ratings: str = "p"
    """One letter per half-year from the start, the last one repeated: p, g, v, e or k."""
    style: str = "agreed"
    """A key of STYLES in opinions.py: who sees it better or worse than ``ratings``."""
    problem: str = ""
    """The reason given where it is rated at risk or off track."""
    budget: int = 0
    """Planned funds in thousand euros, over its whole time."""
    spending: float = 0.95
    """The share of the planned funds that is spent."""
    grants: float = 0.0
    """The share of the planned funds that comes from elsewhere."""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    is_continuous: bool = False
    pace: float | None = None
    """Declared progress as a share of the elapsed time, for measures without milestones."""
    ending: Ending | None = None
    supersedes: str | None = None

    @property
    def topic_area(self) -> str:
        """The code of its topic area, with which its own begins."""
        return self.code.split("-")[0]

    @property
    def start(self) -> dt.date:
        """Its first day: its own or that of its phase."""
        return self.starts_on or PHASES[self.phase][0]

    @property
    def end(self) -> dt.date:
        """Its last planned day: its own or that of its phase."""
        return self.ends_on or PHASES[self.phase][1]

    @property
    def resolved(self) -> dt.date:
        """The day from which it is known."""
        return RESOLVED[self.phase]


@dataclass(frozen=True)
class Fact:
    """One row that someone reports, and the day on which it can be reported first."""

    table: str
    said_on: dt.date
    record: Record = field(hash=False)

    @property
    def key(self) -> tuple[object, ...]:
        """What the row is about."""
        return tuple(self.record.get(name) or "" for name in SHEET_OF[self.table].keys)


def year_end(year: int) -> dt.date:
    """The last day of a year."""
    return dt.date(year, 12, 31)


def month_end(day: dt.date) -> dt.date:
    """The last day of the month of ``day``."""
    following = day.replace(day=28) + dt.timedelta(days=4)
    return following - dt.timedelta(days=following.day)


output = partial(Indicator, kind="output")
"""An indicator of what was delivered; its target is due at the end of its measure."""
