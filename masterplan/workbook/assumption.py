"""What somebody supposes, as a small workbook: it passes the same rules as a file to be stored."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from masterplan.findings import Known, Reading
from masterplan.vocabulary import Aggregation
from masterplan.workbook.due import months_of
from masterplan.workbook.read import read
from masterplan.workbook.write import workbook

Record = Mapping[str, Any]

_FILE_NAME = "assumption.xlsx"


@dataclass(frozen=True)
class Assumption:
    """Values of one indicator by the year, as they were typed, and dates of milestones."""

    values: Mapping[int, str] = field(default_factory=dict)
    reached_on: Mapping[str, dt.date] = field(default_factory=dict)
    due_on: Mapping[str, dt.date] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Is nothing supposed?"""
        return not (self.values or self.reached_on or self.due_on)


def open_days(
    indicator: Record, year: int, observed: Collection[dt.date], until: dt.date
) -> list[dt.date]:
    """The days of a year for which a value can be supposed: ends of periods not observed yet.

    Of a level that is the last one, as one value stands for the year; of a flow it is each, as
    only a complete year counts.
    """
    months = months_of(indicator["frequency"])
    ends = [dt.date(year, month, monthrange(year, month)[1]) for month in range(months, 13, months)]
    last = max(observed, default=dt.date.min)
    if indicator["aggregation"] == Aggregation.SUM.code:
        seen = {_period(day, months) for day in observed}
        return [day for day in ends if day <= until and _period(day, months) not in seen]
    return [day for day in ends if last < day <= until][-1:]


def _period(day: dt.date, months: int) -> tuple[int, int]:
    return day.year, (day.month - 1) // months


def assumed_reading(
    assumption: Assumption,
    indicator: Record,
    observed: Collection[dt.date],
    until: dt.date,
    known: Known,
) -> Reading:
    """The assumption as a file that was read and checked; its errors are in it."""
    observations = [
        {
            "indicator_code": str(indicator["indicator_code"]),
            "observed_on": day,
            "value": typed,
        }
        for year, typed in sorted(assumption.values.items())
        for day in open_days(indicator, year, observed, until)
    ]
    tables = {
        "observation": observations,
        "milestone": [*_milestones(assumption, str(indicator["measure_code"]))],
    }
    content = workbook({name: rows for name, rows in tables.items() if rows})
    return read(content, _FILE_NAME, known, str(indicator["plan_code"]))


def _milestones(assumption: Assumption, measure: str) -> Iterable[dict[str, object]]:
    for number in sorted({*assumption.reached_on, *assumption.due_on}):
        row: dict[str, object] = {"measure_code": measure, "milestone_number": number}
        if number in assumption.due_on:
            row["due_on"] = assumption.due_on[number]
        if number in assumption.reached_on:
            row["reached_on"] = assumption.reached_on[number]
        yield row
