"""Which values are due: those of periods that are over, and that nobody has told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masterplan.workbook.due import MOST_PERIODS, due_observations, last_periods

ON = dt.date(2026, 9, 30)
RHYTHMS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12, None: 12}


def plan(*days: dt.date, begin: dt.date | None = None, **fields: Any) -> dict[str, Any]:
    """A plan with one indicator, whose totals are told of some days."""
    indicator = {"indicator_code": "I", "measure_code": "M", **fields}
    return {
        "measure": [{"measure_code": "M", "starts_on": begin}],
        "indicator": [indicator],
        "observation": [observed(day) for day in days],
    }


def observed(day: dt.date, dimension: str = "", category: str = "") -> dict[str, Any]:
    """An observation of the indicator."""
    part = {"dimension": dimension, "category": category}
    return {"indicator_code": "I", "observed_on": day, "value": 1.0, **part}


def due(tables: dict[str, Any], on: dt.date = ON) -> list[Any]:
    """The days that are asked for."""
    return [row["observed_on"] for row in due_observations(tables, on)]


@pytest.mark.parametrize(
    ("frequency", "days"),
    [
        ("monthly", [(2026, 8, 31), (2026, 9, 30)]),
        ("quarterly", [(2026, 6, 30), (2026, 9, 30)]),
        ("half_yearly", [(2025, 12, 31), (2026, 6, 30)]),
        ("yearly", [(2024, 12, 31), (2025, 12, 31)]),
        (None, [(2024, 12, 31), (2025, 12, 31)]),
    ],
)
def test_last_periods_of_each_rhythm(
    frequency: str | None, days: list[tuple[int, int, int]]
) -> None:
    assert [last for _, last in last_periods(frequency, ON)][-2:] == [dt.date(*d) for d in days]


@given(st.sampled_from(list(RHYTHMS)), st.dates(min_value=dt.date(10, 1, 1)))
def test_periods_follow_each_other_and_are_over(frequency: str | None, on: dt.date) -> None:
    periods = last_periods(frequency, on)
    assert len(periods) == MOST_PERIODS
    for (first, last), (following, _) in zip(periods, periods[1:], strict=False):
        assert first < last and following == last + dt.timedelta(days=1)
        assert first.day == 1 and (first.month - 1) % RHYTHMS[frequency] == 0
    assert periods[-1][1] <= on
    assert (on - periods[-1][1]).days <= 31 * RHYTHMS[frequency]


@pytest.mark.parametrize("on", [dt.date.min, dt.date(3, 5, 1), dt.date.max])
def test_the_ends_of_the_calendar_do_no_harm(on: dt.date) -> None:
    tables = plan(dt.date(2025, 12, 31), frequency="yearly")
    tables["observation"].append(observed(dt.date(2024, 1, 1), "Stadtteil", "Nord"))
    assert all(day <= on for day in due(tables, on))


def test_a_period_is_told_by_any_of_its_days() -> None:
    told = (dt.date(2026, 1, 15), dt.date(2026, 6, 30))
    tables = plan(*told, frequency="quarterly", baseline_on=dt.date(2025, 12, 31))
    assert due(tables) == [dt.date(2026, 9, 30)]


def test_nothing_is_asked_before_the_baseline_or_the_beginning() -> None:
    assert due(plan(baseline_on=dt.date(2023, 12, 31))) == [
        dt.date(2024, 12, 31),
        dt.date(2025, 12, 31),
    ]
    assert due(plan(begin=dt.date(2025, 1, 1))) == [dt.date(2025, 12, 31)]
    assert len(due(plan())) == MOST_PERIODS


def test_of_a_series_only_the_last_periods_are_asked() -> None:
    tables = plan(frequency="monthly", baseline_on=dt.date(2010, 12, 31))
    assert len(due(tables)) == MOST_PERIODS


def test_parts_that_are_reported_are_asked_for_beside_the_total() -> None:
    tables = plan(dt.date(2025, 12, 31), baseline_on=dt.date(2023, 12, 31))
    tables["observation"] += [
        observed(dt.date(2024, 12, 31), "Stadtteil", "Nord"),
        observed(dt.date(2010, 12, 31), "Stadtteil", "Süd"),  # not reported any more
    ]
    rows = due_observations(tables, ON)
    assert [(row["category"], row["observed_on"]) for row in rows] == [
        ("", dt.date(2024, 12, 31)),
        ("Nord", dt.date(2025, 12, 31)),
    ]


def test_nothing_is_asked_where_there_is_no_indicator() -> None:
    assert due_observations({}, ON) == []
