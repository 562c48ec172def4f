"""Which values are due and missing: the periods of an indicator that nobody has told yet."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from masterplan.vocabulary import Frequency

Record = Mapping[str, Any]
Part = tuple[str, str]

MOST_PERIODS = 8
"""So far back a missing value is asked for; what is older is history."""

_TOTAL: Part = ("", "")
_MONTHS = {
    Frequency.MONTHLY.code: 1,
    Frequency.QUARTERLY.code: 3,
    Frequency.HALF_YEARLY.code: 6,
    Frequency.YEARLY.code: 12,
}
_YEAR = 12  # what an indicator without a rhythm is judged by


def due_observations(
    tables: Mapping[str, Sequence[Record]], on: dt.date
) -> list[dict[str, object]]:
    """A record without a value for each period that is over by ``on`` and has no observation.

    The total of an indicator is due from its baseline on, or from the beginning of its measure;
    a part, such as one district, is due from the first value it had, as long as it is reported.
    """
    begins = {row["measure_code"]: row.get("starts_on") for row in tables.get("measure", ())}
    observed: dict[str, dict[Part, list[dt.date]]] = defaultdict(lambda: defaultdict(list))
    for row in tables.get("observation", ()):
        part = (row.get("dimension") or "", row.get("category") or "")
        observed[row["indicator_code"]][part].append(row["observed_on"])
    found: list[dict[str, object]] = []
    for indicator in tables.get("indicator", ()):
        periods = last_periods(indicator.get("frequency"), on)
        parts = observed[indicator["indicator_code"]]
        start = _start(indicator, begins)
        found += _records(indicator, _TOTAL, _missing(periods, parts.get(_TOTAL, ()), start))
        for part, days in sorted(parts.items()):
            if part != _TOTAL and periods and max(days) >= periods[0][0]:
                found += _records(indicator, part, _missing(periods, days, min(days)))
    return found


def last_periods(frequency: str | None, on: dt.date) -> list[tuple[dt.date, dt.date]]:
    """First and last day of the periods of a rhythm that are over by ``on``, oldest first."""
    months = months_of(frequency)
    # the month after the last one that is over, counted from the year 0
    end = on + dt.timedelta(days=1) if on < dt.date.max else on
    over = (end.year * 12 + end.month - 1) // months * months
    found = []
    for number in range(MOST_PERIODS, 0, -1):
        first, last = over - number * months, over - (number - 1) * months - 1
        if first // 12 >= dt.MINYEAR:
            found.append((_day(first), _day(last, is_last=True)))
    return found


def months_of(frequency: str | None) -> int:
    """The length of a period in months."""
    return _MONTHS.get(frequency or "", _YEAR)


def _day(month: int, is_last: bool = False) -> dt.date:
    year, number = month // 12, month % 12 + 1
    return dt.date(year, number, monthrange(year, number)[1] if is_last else 1)


def _start(indicator: Record, begins: Mapping[str, dt.date | None]) -> dt.date | None:
    """The first day on which a total is expected; None where nobody has said."""
    baseline_on: dt.date | None = indicator.get("baseline_on")
    if baseline_on is not None and baseline_on < dt.date.max:
        return baseline_on + dt.timedelta(days=1)
    return begins.get(indicator["measure_code"])


def _missing(
    periods: Iterable[tuple[dt.date, dt.date]], days: Iterable[dt.date], start: dt.date | None
) -> list[dt.date]:
    """The last days of the periods from ``start`` on that have none of ``days``."""
    told = sorted(days)
    return [
        last
        for first, last in periods
        if (start is None or last >= start) and not any(first <= day <= last for day in told)
    ]


def _records(indicator: Record, part: Part, days: Iterable[dt.date]) -> list[dict[str, object]]:
    return [
        {
            "indicator_code": indicator["indicator_code"],
            "observed_on": day,
            "dimension": part[0],
            "category": part[1],
        }
        for day in days
    ]
