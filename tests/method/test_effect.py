"""Wirkung where there are too few points for a trend: the planned path, its thresholds, and every
reason for not having a light.
"""

from __future__ import annotations

import datetime as dt
import math

import pytest

from masterplan.access import ADMINISTER, LOCAL, local
from masterplan.store import Store
from tests.city import (
    FRAME,
    GOAL_DAY,
    LAST_YEAR,
    ON,
    PLAN,
    START,
    Tables,
    asked,
    by,
    indicator,
    measure,
    month_ends,
    observation,
    target,
)
from tests.method.conftest import Judge
from tests.readings import reading
from tests.twin import Row

DAY = dt.timedelta(days=1)
BEFORE = {"baseline_on": ON - 100 * DAY}
"""With a target in 100 days half of the way is to be covered by now."""
AHEAD = ON + 100 * DAY


def case(
    value: float | None, goals: list[Row] | None = None, flag: str | None = None, **fields: object
) -> Tables:
    """An indicator X with a value of yesterday, from 0 to 100 with half of the time gone."""
    goals = [{"value": 100.0, "due_on": AHEAD}] if goals is None else goals
    row = {"baseline": 0.0, **BEFORE, **fields}
    return {
        "indicator": [indicator("X", **row)],
        "target": [target("X", **{"due_on": None, **goal}) for goal in goals],
        "observation": [] if value is None else [observation("X", value, ON - DAY, flag=flag)],
    }


def goal(value: float, due_on: dt.date | None = AHEAD, **fields: object) -> Row:
    return {"value": value, "due_on": due_on, **fields}


LIGHTS: dict[str, tuple[str, Tables]] = {
    "on the path": ("on_track", case(50.0)),
    "at the first threshold": ("on_track", case(47.5)),
    "below the first threshold": ("at_risk", case(47.4)),
    "at the second threshold": ("at_risk", case(30.0)),
    "below the second threshold": ("off_track", case(29.9)),
    "no way covered": ("off_track", case(0.0)),
    "the wrong way": ("off_track", case(-50.0)),
    "at the target": ("achieved", case(100.0)),
    "beyond the target": ("achieved", case(170.0)),
    "falling, on the path": ("on_track", case(-50.0, [goal(-100.0)], direction="down")),
    "falling, the wrong way": ("off_track", case(50.0, [goal(-100.0)], direction="down")),
    "falling to zero": ("achieved", case(0.0, [goal(0.0)], baseline=9.0, direction="down")),
    "across zero": ("on_track", case(0.0, [goal(10.0)], baseline=-10.0)),
    # 15.6 of 6.1 to 16.1 is 95 % in decimal, 94.99999999999998 % in binary
    "rounding does not decide": ("on_track", case(15.6, [goal(16.1, ON)], baseline=6.1)),
    "baseline is the target, held": ("achieved", case(5.0, [goal(5.0)], baseline=5.0)),
    "baseline is the target, lost": ("off_track", case(4.9, [goal(5.0)], baseline=5.0)),
    "nothing due yet": ("on_track", case(0.0, baseline_on=ON)),
    "nothing due yet, wrong side": ("off_track", case(-0.1, baseline_on=ON)),
    "baseline in the future": ("on_track", case(0.0, baseline_on=ON + DAY)),
    "the next of two targets decides": ("achieved", case(50.0, [goal(40.0), goal(99.0, GOAL_DAY)])),
    "due today still decides": ("at_risk", case(30.0, [goal(40.0, ON), goal(99.0, GOAL_DAY)])),
    "due yesterday does not": ("at_risk", case(30.0, [goal(30.0, ON - DAY), goal(999.0)])),
    "after the last one the last": ("at_risk", case(70.0, [goal(9.0, LAST_YEAR), goal(100.0, ON)])),
    "target passed and missed": ("off_track", case(50.0, [goal(100.0, ON - DAY)])),
    "target passed and reached": ("achieved", case(100.0, [goal(100.0, ON - DAY)])),
    # the path falls to a target that allows a worse value: what may be lost may not be exceeded
    "allowed to fall, above target": ("achieved", case(8.0, [goal(5.0)], baseline=10.0)),
    "allowed to fall, below target": ("off_track", case(4.0, [goal(5.0)], baseline=10.0)),
    "held exactly": ("on_track", case(40.0, [goal(40.0)], baseline=40.0, direction="hold")),
    "held within 5 %": ("on_track", case(42.0, [goal(40.0)], baseline=40.0, direction="hold")),
    "held within 40 %": ("at_risk", case(24.0, [goal(40.0)], baseline=40.0, direction="hold")),
    "not held": ("off_track", case(81.0, [goal(40.0)], baseline=40.0, direction="hold")),
    "held at zero": ("on_track", case(0.0, [goal(0.0)], direction="hold")),
    "held below zero": ("on_track", case(-39.0, [goal(-40.0)], baseline=-40.0, direction="hold")),
    "a break on the baseline's day": ("on_track", case(50.0, flag="break", baseline_on=ON - DAY)),
    "in force since today": ("achieved", case(50.0, [goal(90.0), goal(40.0, valid_from=ON)])),
    "in force from tomorrow": (
        "on_track",
        case(50.0, [goal(100.0), goal(1.0, valid_from=ON + DAY)]),
    ),
    "in force until today": (
        "achieved",
        case(50.0, [goal(90.0), goal(40.0, valid_from=START, valid_to=ON)]),
    ),
    "in force until yesterday": (
        "on_track",
        case(50.0, [goal(100.0), goal(40.0, valid_from=START, valid_to=ON - DAY)]),
    ),
    "a target without a value decides nothing beside one that has": (
        "on_track",
        case(50.0, [{"value": None, "due_on": ON + DAY}, goal(100.0)]),
    ),
    "the last one to become valid": (
        "achieved",
        case(50.0, [goal(90.0, valid_from=LAST_YEAR), goal(40.0, valid_from=ON - DAY)]),
    ),
}

REASONS: dict[str, tuple[str, Tables]] = {
    "no target": ("no_target", case(1.0, [])),
    "target not valid yet": ("no_target", case(1.0, [goal(9.0, valid_from=ON + DAY)])),
    "target without a date": ("no_due_date", case(1.0, [goal(9.0, None)])),
    "target without a value": ("no_target_value", case(1.0, [{"value": None, "due_on": AHEAD}])),
    "interval without a bound": (
        "no_target_value",
        case(1.0, [{"value": None, "due_on": None, "kind": "interval"}]),
    ),
    "limit only": ("few_points", case(1.0, [goal(9.0, kind="limit")])),
    "direction only": ("few_points", case(1.0, [{"value": None, "kind": "direction"}])),
    "interval only": ("few_points", case(1.0, [goal(9.0, kind="interval", upper=10.0)])),
    "limit to be held": ("to_be_held", case(1.0, [goal(9.0, kind="limit")], direction="hold")),
    "direction of what is to be held": (
        "to_be_held",
        case(1.0, [{"value": None, "kind": "direction"}], direction="hold"),
    ),
    "no observation": ("no_data", case(None)),
    "no baseline": ("no_baseline", case(1.0, baseline=None)),
    "no date of the baseline": ("no_baseline", case(1.0, baseline_on=None)),
    "no direction": ("no_direction", case(1.0, direction=None)),
    "interval without a direction": (
        "few_points",
        case(1.0, [goal(9.0, kind="interval", upper=10.0)], direction=None),
    ),
    "break": ("break", case(50.0, flag="break")),
    "break, and a limit only": ("break", case(1.0, [goal(9.0, kind="limit")], flag="break")),
    "break, and no value": ("no_target_value", case(1.0, [{"value": None}], flag="break")),
    "break though the target is reached": ("break", case(100.0, flag="break")),
    "to be held at zero": ("no_ratio", case(1.0, [goal(0.0)], direction="hold")),
    "too large to subtract": ("no_ratio", case(0.0, [goal(1e308)], baseline=-1e308)),
    "infinite": ("no_ratio", case(math.inf)),
}


def renamed(tables: Tables, code: str) -> Tables:
    return {
        table: [{**row, "indicator_code": code} for row in rows] for table, rows in tables.items()
    }


@pytest.fixture(scope="module")
def judged(judge: Judge) -> dict[str, Row]:
    tables: Tables = {"measure": [measure("X", "X")]}
    for code, (_, rows) in {**LIGHTS, **REASONS}.items():
        for table, renewed in renamed(rows, code).items():
            tables.setdefault(table, []).extend(renewed)
    tables["indicator"] = [{**row, "measure_code": "X"} for row in tables["indicator"]]
    return judge(tables)[1]


@pytest.mark.parametrize("code", LIGHTS)
def test_light(judged: dict[str, Row], code: str) -> None:
    assert judged[code]["light"] == LIGHTS[code][0]
    assert judged[code]["reason"] is None
    assert judged[code]["rule"] == "planned_path"


@pytest.mark.parametrize("code", REASONS)
def test_reason_for_no_light(judged: dict[str, Row], code: str) -> None:
    reason = REASONS[code][0]
    assert judged[code]["reason"] == reason
    assert judged[code]["light"] == ("suspended" if reason == "break" else "not_assessable")


def test_figures_beside_the_light(judged: dict[str, Row]) -> None:
    found = {
        code: tuple(judged[code][name] for name in ("position", "expected", "ratio"))
        for code in ("on the path", "beyond the target", "the wrong way")
    }
    assert found == {
        "on the path": (0.5, 50.0, 1.0),
        "beyond the target": (1.7, 50.0, 3.4),
        "the wrong way": (-0.5, 50.0, -1.0),
    }
    assert judged["baseline is the target, held"]["position"] is None
    assert judged["break"]["position"] is None
    assert judged["too large to subtract"]["position"] is None
    assert judged["nothing due yet"]["ratio"] is None
    assert judged["break"]["ratio"] is None


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (START, 0.0),
        (START + DAY, 10 / 366),
        (LAST_YEAR, 10.0),
        (LAST_YEAR + DAY, 10 + 40 / 365),
        (dt.date(2025, 12, 31), 50.0),
        (dt.date(2030, 1, 1), 50.0),
    ],
)
def test_path_runs_straight_from_target_to_target(
    judge: Judge, on: dt.date, expected: float
) -> None:
    tables = {
        "measure": [measure("A", "A")],
        "indicator": [indicator("A.1")],
        "target": [
            target("A.1", 99.0, START),
            target("A.1", 10.0, LAST_YEAR),
            target("A.1", 50.0, dt.date(2025, 12, 31)),
        ],
        "observation": [observation("A.1", 1.0, START)],
    }
    assert judge(tables, on)[1]["A.1"]["expected"] == pytest.approx(expected, abs=1e-12)


def flow(days: list[dt.date], frequency: str = "monthly", value: float = 1.0) -> Tables:
    row = indicator("A.1", frequency=frequency, aggregation="sum")
    return {
        "measure": [measure("A", "A")],
        "indicator": [row],
        "target": [target("A.1", 100.0)],
        "observation": [observation("A.1", value, day) for day in days],
    }


YEAR = month_ends(dt.date(2024, 1, 1), 12)


@pytest.mark.parametrize(
    ("frequency", "days", "last"),
    [
        ("monthly", YEAR, (12.0, LAST_YEAR)),
        ("monthly", month_ends(dt.date(2024, 1, 1), 18), (12.0, LAST_YEAR)),
        ("monthly", YEAR[1:], (None, None)),
        # twelve values, but two of them in March and none in April
        ("monthly", [*YEAR[:3], dt.date(2024, 3, 15), *YEAR[4:]], (None, None)),
        ("monthly", [*YEAR, dt.date(2024, 3, 15)], (12.0, LAST_YEAR)),
        ("quarterly", YEAR[2::3], (4.0, LAST_YEAR)),
        ("half_yearly", YEAR[5::6], (2.0, LAST_YEAR)),
        ("yearly", YEAR[11:], (1.0, LAST_YEAR)),
        ("yearly", YEAR[:3], (1.0, YEAR[2])),
    ],
)
def test_flows_are_judged_by_complete_years(
    judge: Judge, frequency: str, days: list[dt.date], last: tuple[float | None, dt.date | None]
) -> None:
    row = judge(flow(days, frequency))[1]["A.1"]
    last_on = row["last_on"] and row["last_on"].date()
    assert (row["last_value"], last_on) == last
    assert row["observations"] == len(days)


def test_a_year_is_complete_when_it_is_over(judge: Judge) -> None:
    early = flow([*YEAR[:11], dt.date(2024, 12, 15)])
    assert judge(early, dt.date(2024, 12, 30))[1]["A.1"]["last_value"] is None
    assert judge(early, LAST_YEAR)[1]["A.1"]["last_value"] == 12.0


def test_of_two_values_in_a_period_the_later_counts(judge: Judge) -> None:
    tables = flow(YEAR)
    tables["observation"].append(observation("A.1", 500.0, dt.date(2024, 3, 15)))
    assert judge(tables)[1]["A.1"]["last_value"] == 12.0


def test_a_better_value_never_makes_a_worse_light(judge: Judge) -> None:
    values = [-20.0, -10.0, -4.0, 0.0, 4.0, 5.0, 6.0, 9.5, 10.0, 20.0]
    paths = [(start, end) for start in values for end in values]
    tables: Tables = {"measure": [measure("A", "A")]}
    for direction in ("up", "down"):
        for number, (start, end) in enumerate(paths):
            for place, value in enumerate(values):
                made = case(value, [goal(end)], baseline=start, direction=direction)
                made["indicator"][0]["measure_code"] = "A"
                for table, rows in renamed(made, f"{direction}.{number}.{place}").items():
                    tables.setdefault(table, []).extend(rows)
    _, indicators = judge(tables)
    order = ["off_track", "at_risk", "on_track", "achieved"]
    for direction in ("up", "down"):
        for number, path in enumerate(paths):
            lights = [
                order.index(indicators[f"{direction}.{number}.{place}"]["light"])
                for place in range(len(values))
            ]
            assert lights == sorted(lights, reverse=direction == "down"), (direction, path)


def test_the_rounding_of_a_sum_does_not_decide(judge: Judge) -> None:
    tables = flow(YEAR, value=0.1)
    tables["target"] = [target("A.1", 1.2)]
    assert judge(tables)[1]["A.1"]["light"] == "achieved"


def test_a_break_counts_before_its_year_is_complete(judge: Judge) -> None:
    tables = flow(month_ends(dt.date(2024, 1, 1), 18))
    tables["observation"][-1]["flag"] = "break"
    assert judge(tables)[1]["A.1"]["light"] == "suspended"


def test_measure_takes_the_worst_of_what_is_assessed(judge: Judge) -> None:
    values = {"A": [50.0, 29.0, 10.0], "B": [100.0, 30.0], "C": [None], "D": [100.0, None]}
    tables: Tables = {"measure": [measure(code, code) for code in values]}
    for code, series in values.items():
        for number, value in enumerate(series):
            flag = "break" if code == "B" and number else None
            for table, rows in renamed(case(value, flag=flag), f"{code}.{number}").items():
                tables.setdefault(table, []).extend(rows)
    for row in tables["indicator"]:
        row["measure_code"] = row["indicator_code"].split(".")[0]
        row["weight"] = 3.0 if row["indicator_code"].endswith(".0") else 1.0
    measures, _ = judge(tables)
    lights = {code: measures[code]["light_effect"] for code in values}
    assert lights == {"A": "off_track", "B": "achieved", "C": "not_assessable", "D": "achieved"}
    assert measures["A"]["worst_indicator_code"] == "A.2"
    assert measures["A"]["worst_ratio"] == pytest.approx(0.2)
    assert measures["A"]["mean_position"] == pytest.approx((3 * 0.5 + 0.29 + 0.1) / 5)
    assert (measures["D"]["mean_position"], measures["D"]["positions"]) == (1.0, 1)


def test_thresholds_are_those_in_force_when_it_was_known(empty_store: Store) -> None:
    tables = {**FRAME, "measure": [measure("X", "X")], **case(50.0)}
    then, later = dt.datetime(1999, 5, 1), dt.datetime(2025, 6, 1)
    empty_store.commit(reading(tables, PLAN), local("Erika Muster"), recorded_at=then)
    with empty_store.write(LOCAL, ADMINISTER, "test") as cursor:
        cursor.execute(
            "insert into method by name select 2 as version, 'on_track_ratio' as name, "
            "1.5 as value, $later::timestamp as recorded_at",
            {"later": later},
        )
    lights = {
        known_at: by(
            asked(empty_store, "indicators/status", plan=None, on=ON, known_at=known_at),
            "indicator_code",
        )["X"]["light"]
        for known_at in (then, later - DAY, later, None)
    }
    assert list(lights.values()) == ["on_track", "on_track", "at_risk", "at_risk"]
