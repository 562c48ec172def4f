"""The trend rule, case by case (tests/method/trend_cases.py), and what surrounds it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.city import ON, START, Tables, indicator, measure, observation, target
from tests.method.conftest import Judge
from tests.method.rows_of_cases import DUE, Case, limit, line, stored, together, value
from tests.method.trend_cases import DOWN, TABLE
from tests.twin import Row

LAST = dt.date(2024, 12, 31)


@pytest.fixture(scope="module")
def judged(judge: Judge) -> dict[str, Row]:
    return judge(together({code: stored(code, case) for code, case in TABLE.items()}))[1]


def test_the_table_is_covered() -> None:
    assert len(TABLE) >= 60


@pytest.mark.parametrize("code", TABLE)
def test_symbol_and_light(judged: dict[str, Row], code: str) -> None:
    case, row = TABLE[code], judged[code]
    assert (row["symbol"], row["light"]) == (case.symbol, case.light), case.arithmetic
    assert row["rule"] == ("trend" if case.symbol else "none")
    if case.miss is not None and "several" not in code:
        assert row["miss"] == pytest.approx(case.miss, abs=1e-12), case.arithmetic


def one(judge: Judge, case: Case, flags: dict[int, str] | None = None, on: dt.date = ON) -> Row:
    return judge(together({"A": stored("A", case, flags)}), on)[1]["A"]


def test_figures_of_the_continuation(judge: Judge) -> None:
    row = one(judge, Case(line(10, 60), value(130), "", "", ""))
    assert (row["points"], row["yearly_change"]) == (6, 10.0)
    assert (row["projected"], row["last_value"]) == (110.0, 60.0)
    assert row["miss"] == pytest.approx(20 / 70)


def test_a_trend_judges_though_the_path_would_say_otherwise(judge: Judge) -> None:
    """100 of 200 with 5 of 10 years gone; but the last five years went down."""
    since = {"baseline": 0.0, "baseline_on": dt.date(2019, 12, 31)}
    falling = [110.0, 108.0, 106.0, 104.0, 102.0, 100.0]
    row = one(judge, Case(falling, value(180), "", "", "", indicator=since))
    assert (row["rule"], row["light"], row["light_path"]) == ("trend", "off_track", "on_track")
    assert (row["is_robust"], row["flipped_by"]) == (False, ["planned_path"])


def test_three_points_are_judged_by_the_path(judge: Judge) -> None:
    since = {"baseline": 0.0, "baseline_on": dt.date(2019, 12, 31)}
    row = one(judge, Case(line(110, 100, 3), value(180), "", "", "", indicator=since))
    assert (row["rule"], row["light"], row["symbol"]) == ("planned_path", "on_track", None)
    assert (row["light_trend"], row["is_robust"], row["flipped_by"]) == (None, None, [])


def test_to_be_held_is_judged_by_the_path_alone(judge: Judge) -> None:
    since = {"direction": "hold", "baseline": 50.0, "baseline_on": START}
    row = one(judge, Case(line(50, 49), value(50), "", "", "", indicator=since))
    assert (row["rule"], row["light"], row["symbol"]) == ("planned_path", "on_track", None)


ROBUST: dict[str, tuple[Case, bool | None, list[str]]] = {
    # 0, 20, ..., 120: 2018 to 2023 gives 20 a year as well
    "all agree": (
        Case([0, 20, 40, 60, 80, 100, 120], value(200), "", "", "", indicator={"baseline": 0.0}),
        True,
        [],
    ),
    # without the 100 of 2024: 0, 0, 0, 0, 0, nothing moved
    "the last point alone": (
        Case([0, 0, 0, 0, 0, 100], value(200), "", "", ""),
        False,
        ["trend_without_last_point"],
    ),
    # four points: without the last there are three, too few; and there is no path
    "one answer only": (Case(line(0, 60, 4), value(170), "", "", ""), None, []),
    # reached is on track here: without the last point 80 + 5 a year for 6 years meets 100
    "achieved is on track": (
        Case([55, 60, 65, 70, 75, 80, 100], value(100), "", "", ""),
        True,
        [],
    ),
    "path and last point": (
        Case(
            [100, 0, 0, 0, 0, 110],
            value(100),
            "",
            "",
            "",
            indicator={"baseline": 0.0, "direction": "up"},
        ),
        False,
        ["trend_without_last_point"],
    ),
}


@pytest.mark.parametrize("name", ROBUST)
def test_robustness(judge: Judge, name: str) -> None:
    case, is_robust, flipped_by = ROBUST[name]
    since = {"baseline_on": dt.date(2019, 12, 31)} if "baseline" in case.indicator else {}
    row = one(
        judge, Case(case.series, case.targets, "", "", "", indicator={**case.indicator, **since})
    )
    assert (row["is_robust"], row["flipped_by"]) == (is_robust, flipped_by)


LONG = [5.0, 999.0, 0.0, 20.0, 40.0, 60.0]
"""2019 to 2024, in another count up to 2020."""


def test_points_before_a_break_are_not_used(judge: Judge) -> None:
    """Since 2021 four points: 0 to 60 is 20 a year, 160 in 2029, 10 of 110 missed."""
    row = one(judge, Case(LONG, value(170), "", "", ""), {2021: "break"})
    assert (row["symbol"], row["points"], row["yearly_change"]) == ("partly_cloudy", 4, 20.0)


def test_fewer_than_four_points_since_a_break_suspend(judge: Judge) -> None:
    row = one(judge, Case(LONG, value(170), "", "", ""), {2022: "break"})
    assert (row["light"], row["reason"], row["points"]) == ("suspended", "break", 3)


def test_only_the_last_break_counts(judge: Judge) -> None:
    row = one(judge, Case(LONG, value(170), "", "", ""), {2019: "break", 2021: "break"})
    assert row["points"] == 4


@pytest.mark.parametrize(
    ("since", "right"),
    [
        (dt.date(2022, 12, 31), ("planned_path", "on_track")),  # on the day of the break
        (dt.date(2023, 6, 30), ("planned_path", "on_track")),
        (dt.date(2022, 12, 30), ("none", "suspended")),
    ],
)
def test_a_baseline_after_the_break_keeps_the_path(
    judge: Judge, since: dt.date, right: tuple[str, str]
) -> None:
    path = {"baseline": 20.0, "baseline_on": since}
    row = one(judge, Case(LONG, value(70), "", "", "", indicator=path), {2022: "break"})
    assert (row["rule"], row["light"]) == right


def monthly_flow(break_on: dt.date | None = None, goal: float = 260.0, more: float = 0.0) -> Tables:
    """Ten a month in 2018, one more each year, up to June 2025; ``more`` in December 2024."""
    months = [dt.date(2018 + at // 12, at % 12 + 1, 15) for at in range(90)]
    rows = [
        observation("A", 10.0 + day.year - 2018, day, flag="break" if day == break_on else None)
        for day in months
    ]
    rows[83]["value"] += more
    shape = {"frequency": "monthly", "aggregation": "sum", "baseline": None, "measure_code": "X"}
    return {
        "measure": [measure("X", "X")],
        "indicator": [indicator("A", **shape)],
        "target": [target("A", goal, DUE)],
        "observation": rows,
    }


@pytest.mark.parametrize(
    ("break_on", "points"),
    [
        (None, 6),
        (dt.date(2021, 1, 15), 4),  # 2021 to 2024 are whole years of the new count
        (dt.date(2021, 2, 15), 3),  # January 2021 was counted in the old way
        (dt.date(2024, 2, 15), 0),  # no whole year since
        (dt.date(2025, 2, 15), 0),  # known, though its year is not complete
    ],
)
def test_yearly_sums_and_a_break(judge: Judge, break_on: dt.date | None, points: int) -> None:
    row = judge(monthly_flow(break_on))[1]["A"]
    assert row["points"] == points
    assert row["light"] == ("suspended" if points < 4 else "on_track")


def test_a_trend_of_flows_is_one_of_yearly_sums(judge: Judge) -> None:
    """120 in 2018, 12 more each year: 192 in 2024, 252 in 2029; 8 of 68 to 260 are missed."""
    row = judge(monthly_flow(None))[1]["A"]
    assert (row["last_value"], row["yearly_change"], row["projected"]) == (192.0, 12.0, 252.0)
    assert row["miss"] == pytest.approx(8 / 68)


def test_the_turning_value_of_a_flow_is_one_of_the_year(judge: Judge) -> None:
    """(0.8 * 300 + 132) / 1.8 = 206.67 in the year 2024, 14.67 more than there were."""
    row = judge(monthly_flow(goal=300.0))[1]["A"]
    assert (row["light"], row["turning_value"]) == ("at_risk", pytest.approx(620 / 3))
    lights = [
        judge(monthly_flow(goal=300.0, more=more))[1]["A"]["light"] for more in (14.66, 14.67)
    ]
    assert lights == ["at_risk", "on_track"]


def test_sums_of_equal_parts_do_not_move(judge: Judge) -> None:
    """0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in binary; the gap stays all the same."""
    days = [dt.date(year, month, 1) for year in range(2019, 2025) for month in (1, 7)]
    amounts = [0.1 + 0.2, 0.3, *[0.3, 0.3] * 4, 0.3, 0.3]
    shape = {
        "frequency": "half_yearly",
        "aggregation": "sum",
        "baseline": None,
        "measure_code": "X",
    }
    tables = {
        "measure": [measure("X", "X")],
        "indicator": [indicator("A", **{**shape, **DOWN})],
        "target": [target("A", **limit(0.5)[0])],
        "observation": [
            observation("A", amount, day) for amount, day in zip(amounts, days, strict=True)
        ],
    }
    row = judge(tables)[1]["A"]
    assert (row["yearly_change"], row["symbol"]) == (0.0, "thunderstorm")


def test_a_future_point_is_not_seen(judge: Judge) -> None:
    case = Case(line(0, 100), value(200), "", "", "")
    assert one(judge, case, on=dt.date(2024, 12, 30))["points"] == 5
    assert one(judge, case, on=LAST)["points"] == 6


REVISED = [
    *value(200, valid_to=dt.date(2024, 12, 31)),
    *value(120, valid_from=dt.date(2025, 1, 1)),
]


@pytest.mark.parametrize(
    ("on", "light", "original"),
    [
        (LAST, "at_risk", "at_risk"),  # 60 + 60 = 120 of 200
        (
            ON,
            "on_track",
            "at_risk",
        ),  # 120 of 120, but of the 200 once resolved 80 of 140 are missed
    ],
)
def test_the_original_target_is_judged_beside(
    judge: Judge, on: dt.date, light: str, original: str
) -> None:
    row = one(judge, Case(line(0, 60), REVISED, "", "", ""), on=on)
    assert (row["light"], row["light_original"]) == (light, original)


def test_a_target_of_tomorrow_is_no_original_yet(judge: Judge) -> None:
    late = value(120, valid_from=ON + dt.timedelta(days=1))
    row = one(judge, Case(line(0, 60), late, "", "", ""))
    assert (row["light"], row["reason"], row["light_original"]) == (
        "not_assessable",
        "no_target",
        None,
    )


def test_a_target_that_ended_is_an_original_still(judge: Judge) -> None:
    row = one(judge, Case(line(0, 60), value(120, valid_to=LAST), "", "", ""))
    assert (row["reason"], row["light_original"]) == ("no_target", "on_track")
