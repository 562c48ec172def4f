"""The continuation of a trend and its range, against a plain Python version of the same."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import pytest

from masterplan.access import local
from masterplan.store import Store
from tests.city import asked
from tests.readings import Record, observed, reading

ON = dt.date(2026, 6, 30)
UNTIL = dt.date(2030, 12, 31)
SCOPE = {"plan": "MP", "indicator": "I1", "on": ON, "known_at": None}


def founded(store: Store, points: dict[int, float], breaks: tuple[int, ...] = ()) -> None:
    """A plan whose indicator was observed at the ends of these years."""
    records: list[Record] = [
        observed(value, on=dt.date(year, 12, 31), flag="break" if year in breaks else None)
        for year, value in points.items()
    ]
    indicator = {
        "indicator_code": "I1",
        "measure_code": "M1",
        "name": "Anteil",
        "unit": "%",
        "direction": "up",
        "baseline": 0.0,
        "baseline_on": dt.date(2015, 12, 31),
        "frequency": "yearly",
    }
    tables = {
        "plan": [{"plan_code": "MP", "title": "Plan"}],
        "measure": [{"measure_code": "M1", "title": "Labor"}],
        "indicator": [indicator],
        "target": [{"indicator_code": "I1", "kind": "value", "value": 90.0, "due_on": UNTIL}],
        "observation": records,
    }
    store.commit(reading(tables), local("Anna"))


@dataclass(frozen=True)
class Range:
    """What the plain version says of a day."""

    value: float
    half_width: float


def plainly(points: dict[int, float], years_ahead: float) -> Range:
    """The mean yearly change of the last six points continued, and how far it has strayed."""
    years = sorted(points)[-6:]
    mean = (points[years[-1]] - points[years[0]]) / (years[-1] - years[0])
    squares = [
        (points[later] - points[earlier] - mean * (later - earlier)) ** 2 / (later - earlier)
        for earlier, later in zip(years, years[1:], strict=False)
    ]
    spread = math.sqrt(sum(squares) / (len(squares) - 1))
    last = points[years[-1]]
    return Range(last + mean * years_ahead, spread * math.sqrt(years_ahead))


SERIES = {
    "restless": {2020: 10.0, 2021: 14.0, 2022: 13.0, 2023: 19.0, 2024: 20.0, 2025: 26.0},
    "straight": {2022: 10.0, 2023: 12.0, 2024: 14.0, 2025: 16.0},
    "longer than six points": {year: float((year - 2014) ** 2) for year in range(2015, 2026)},
    "with gaps": {2016: 40.0, 2018: 35.0, 2021: 36.0, 2022: 30.0, 2025: 21.0},
    "falling below zero": {2021: 3.0, 2022: 1.0, 2023: 0.5, 2024: -4.0, 2025: -4.0},
    "constant": dict.fromkeys(range(2021, 2026), 7.0),
}


@pytest.mark.parametrize("points", SERIES.values(), ids=SERIES.keys())
def test_range_is_that_of_the_plain_version(empty_store: Store, points: dict[int, float]) -> None:
    founded(empty_store, points)
    rows = asked(empty_store, "indicators/continuation", **SCOPE, until=UNTIL)
    assert [row["day"].date() for row in rows][::4] == [
        dt.date(year, 12, 31) for year in range(2025, 2031)
    ]
    for quarter, row in enumerate(rows):
        right = plainly(points, quarter / 4)
        assert row["value"] == pytest.approx(right.value)
        assert row["upper"] - row["value"] == pytest.approx(right.half_width, abs=1e-9)
        assert row["value"] - row["lower"] == pytest.approx(right.half_width, abs=1e-9)


def test_it_ends_where_the_trend_rule_says(empty_store: Store) -> None:
    founded(empty_store, SERIES["restless"])
    rows = asked(empty_store, "indicators/continuation", **SCOPE, until=UNTIL)
    (judged, *_) = asked(empty_store, "indicators/target_lights", **SCOPE)
    assert rows[-1]["day"].date() == UNTIL
    assert rows[-1]["value"] == pytest.approx(judged["projected"])
    assert rows[0]["yearly_change"] == judged["yearly_change"]


def test_it_begins_at_the_last_value_and_only_widens(empty_store: Store) -> None:
    founded(empty_store, SERIES["restless"])
    rows = asked(empty_store, "indicators/continuation", **SCOPE, until=UNTIL)
    assert (rows[0]["lower"], rows[0]["value"], rows[0]["upper"]) == (26.0, 26.0, 26.0)
    widths = [row["upper"] - row["lower"] for row in rows]
    assert all(after > before for before, after in zip(widths, widths[1:], strict=False))


@pytest.mark.parametrize(
    ("until", "end"),
    [
        (dt.date(2026, 2, 28), dt.date(2026, 2, 28)),
        (dt.date(2099, 12, 31), dt.date(2035, 12, 31)),
    ],
    ids=["between two quarters", "too far"],
)
def test_how_far_it_goes(empty_store: Store, until: dt.date, end: dt.date) -> None:
    founded(empty_store, SERIES["straight"])
    rows = asked(empty_store, "indicators/continuation", **SCOPE, until=until)
    assert rows[-1]["day"].date() == end and rows[-1]["is_mark"]


@pytest.mark.parametrize("until", [None, dt.date(2024, 12, 31), dt.date(2025, 12, 31)])
def test_without_a_date_ahead_there_is_nothing_to_continue_to(
    empty_store: Store, until: dt.date | None
) -> None:
    founded(empty_store, SERIES["straight"])
    assert not asked(empty_store, "indicators/continuation", **SCOPE, until=until)


def test_three_points_are_not_continued(empty_store: Store) -> None:
    founded(empty_store, {2023: 1.0, 2024: 2.0, 2025: 3.0})
    assert not asked(empty_store, "indicators/continuation", **SCOPE, until=UNTIL)


def test_only_what_can_be_compared_is_continued(empty_store: Store) -> None:
    """What lies before a break says nothing of the years after it."""
    points = {2019: 90.0, 2020: 95.0, 2021: 10.0, 2022: 14.0, 2023: 13.0, 2024: 19.0, 2025: 20.0}
    founded(empty_store, points, breaks=(2021,))
    rows = asked(empty_store, "indicators/continuation", **SCOPE, until=UNTIL)
    since = {year: value for year, value in points.items() if year >= 2021}
    right = plainly(since, 5)
    assert rows[-1]["value"] == pytest.approx(right.value)
    assert rows[-1]["upper"] - rows[-1]["value"] == pytest.approx(right.half_width)
