"""What somebody supposes becomes a file that the same rules have read."""

from __future__ import annotations

import datetime as dt

import pytest

from masterplan.findings import Known, Reading
from masterplan.workbook.assumption import Assumption, assumed_reading, open_days

DEC_25, DEC_26, DEC_27 = (dt.date(year, 12, 31) for year in (2025, 2026, 2027))
LEVEL = {
    "plan_code": "MP",
    "indicator_code": "I1",
    "measure_code": "M1",
    "frequency": "quarterly",
    "aggregation": "level",
}
FLOW = {**LEVEL, "aggregation": "sum"}
KNOWN = Known(
    plans=frozenset({"MP"}),
    codes={
        ("MP", "indicator"): frozenset({"I1"}),
        ("MP", "measure"): frozenset({"M1"}),
        ("MP", "milestone"): frozenset({"M1/1", "M1/2"}),
    },
    units={("MP", "I1"): "%"},
)
SEEN = [dt.date(2026, 3, 31), dt.date(2026, 6, 30)]


@pytest.mark.parametrize(
    ("indicator", "year", "until", "days"),
    [
        (LEVEL, 2026, DEC_27, [DEC_26]),
        (LEVEL, 2026, dt.date(2026, 11, 1), [dt.date(2026, 9, 30)]),
        (LEVEL, 2026, dt.date(2026, 7, 1), []),
        (LEVEL, 2025, DEC_27, []),
        (FLOW, 2026, DEC_27, [dt.date(2026, 9, 30), DEC_26]),
        (FLOW, 2027, dt.date(2027, 6, 30), [dt.date(2027, 3, 31), dt.date(2027, 6, 30)]),
        ({**LEVEL, "frequency": None}, 2027, DEC_27, [DEC_27]),
        ({**FLOW, "frequency": "yearly"}, 2026, DEC_27, []),
    ],
)
def test_days_that_are_open(
    indicator: dict[str, object], year: int, until: dt.date, days: list[dt.date]
) -> None:
    """Of a level the last period stands for the year; of a flow each one that is missing."""
    assert open_days(indicator, year, SEEN, until) == days


def test_a_flow_lacks_what_lies_between_too() -> None:
    seen = [dt.date(2026, 3, 31), dt.date(2026, 9, 30)]
    assert open_days(FLOW, 2026, seen, DEC_27) == [dt.date(2026, 6, 30), DEC_26]


def read(assumption: Assumption, indicator: dict[str, object] = LEVEL) -> Reading:
    return assumed_reading(assumption, indicator, SEEN, DEC_27, KNOWN)


def test_values_are_read_as_they_are_typed() -> None:
    found = read(Assumption({2026: "41,5", 2027: "1.050,0"}))
    assert not found.has_errors and found.plan_code == "MP"
    columns = found.tables["observation"].columns
    assert columns["observed_on"] == [DEC_26, DEC_27]
    assert columns["value"] == [41.5, 1050.0]


def test_a_flow_gets_the_value_in_each_period() -> None:
    columns = read(Assumption({2026: "7"}), FLOW).tables["observation"].columns
    assert columns["value"] == [7.0, 7.0]


def test_what_is_no_number_is_an_error() -> None:
    found = read(Assumption({2026: "viel"}))
    assert [one.value for one in found.findings if one.severity == "error"] == ["viel"]


def test_dates_of_milestones() -> None:
    reached, due = {"1": DEC_26}, {"1": DEC_25, "2": DEC_27}
    columns = read(Assumption(reached_on=reached, due_on=due)).tables["milestone"].columns
    assert columns["milestone_number"] == ["1", "2"]
    assert columns["reached_on"] == [DEC_26, None] and columns["due_on"] == [DEC_25, DEC_27]
    assert columns["title"] == [None, None], "what is not supposed stays as it is"


def test_nothing_is_empty() -> None:
    assert Assumption().is_empty and not Assumption({2026: "1"}).is_empty
