"""What other tools get wrong, each tried here: the last section of docs/method.md."""

from __future__ import annotations

import datetime as dt

import pytest

from masterplan.access import local
from masterplan.store import Store
from tests.city import (
    FRAME,
    ON,
    PLAN,
    START,
    asked,
    by,
    evaluation,
    indicator,
    measure,
    observation,
    target,
)
from tests.method.conftest import Judge
from tests.readings import reading
from tests.twin import Row

FAR = dt.date(2030, 12, 31)
NOW = dt.date(2027, 6, 30)


def trend(judge: Judge, *values: float, **fields: object) -> Row:
    """The indicator A.1 with values at the ends of the years up to 2026, judged by their trend."""
    goal, due_on = fields.pop("goal", 100.0), fields.pop("due_on", FAR)
    first = NOW.year - len(values)
    tables = {
        "measure": [measure("A", "A")],
        "indicator": [indicator("A.1", **fields)],
        "target": [target("A.1", goal, due_on)],
        "observation": [
            observation("A.1", value, dt.date(first + at, 12, 31))
            for at, value in enumerate(values)
        ],
    }
    row = judge(tables, NOW)[1]["A.1"]
    assert row["rule"] == "trend"
    return row


def one(judge: Judge, on: dt.date = ON, value: float | None = 0.0, **fields: object) -> Row:
    """The indicator A.1 of a plan that has nothing else; ``goal`` and ``due_on`` are its target."""
    goal, due_on = fields.pop("goal", 100.0), fields.pop("due_on", FAR)
    tables = {
        "measure": [measure("A", "A")],
        "indicator": [indicator("A.1", **fields)],
        "target": [target("A.1", goal, due_on)],
        "observation": [] if value is None else [observation("A.1", value, on)],
    }
    return judge(tables, on)[1]["A.1"]


def test_late_before_the_only_target_is_due(judge: Judge) -> None:
    """Kausal Watch: whose only target lies in 2030 can never be late before 2030."""
    assert one(judge, NOW, 5.0)["light"] == "off_track"
    # 2 a year: 10 + 4 * 2 = 18 of 100, 82 of the 90 left are missed
    assert trend(judge, 4.0, 6.0, 8.0, 10.0)["light"] == "at_risk"
    assert trend(judge, 10.0, 8.0, 6.0, 4.0)["light"] == "off_track"


def test_position_starts_at_the_baseline_and_is_not_cut(judge: Judge) -> None:
    """Kausal Watch: the first observation for the baseline, the last goal for the deciding one."""
    assert one(judge, NOW, 60.0, baseline=50.0)["position"] == pytest.approx(0.2)
    assert one(judge, NOW, 200.0, baseline=50.0)["position"] == pytest.approx(3.0)
    assert one(judge, NOW, 0.0, baseline=50.0)["position"] == pytest.approx(-1.0)


def test_the_next_goal_is_measured_and_not_the_last(judge: Judge) -> None:
    """Kausal Watch: completion towards the last goal calls late what meets the next one."""
    tables = {
        "measure": [measure("A", "A")],
        "indicator": [indicator("A.1")],
        "target": [target("A.1", 50.0, dt.date(2027, 12, 31)), target("A.1", 1000.0, FAR)],
        "observation": [
            observation("A.1", value, dt.date(year, 12, 31))
            for year, value in ((2023, 10.0), (2024, 20.0), (2025, 30.0), (2026, 40.0))
        ],
    }
    row = judge(tables, NOW)[1]["A.1"]
    assert (row["light"], row["position"]) == ("on_track", pytest.approx(0.8))


def test_the_trend_is_not_that_of_first_and_last(judge: Judge) -> None:
    """What happened long ago does not excuse: after a leap nothing moved for six years."""
    row = trend(judge, 0.0, *[60.0] * 6)
    assert (row["yearly_change"], row["light"], row["position"]) == (0.0, "off_track", 0.6)


def test_a_mean_is_divided_by_its_weights(judge: Judge) -> None:
    """Decidim: the parent's progress is a sum of progress x weight, not divided by the weights."""
    tables = {
        "measure": [measure("A", "A")],
        "indicator": [indicator("A.1", weight=60.0), indicator("A.2", weight=20.0)],
        "target": [target("A.1", 10.0), target("A.2", 10.0)],
        "observation": [observation("A.1", 5.0), observation("A.2", 1.0)],
    }
    row = judge(tables)[0]["A"]
    assert row["mean_position"] == pytest.approx((60 * 0.5 + 20 * 0.1) / 80)


@pytest.mark.parametrize("sign", [1, -1])
def test_direction_and_baseline_are_seen(judge: Judge, sign: int) -> None:
    """actual/target x 100: 90 of 100 is 90 %, whether it was 90 before or should have fallen."""
    direction = "up" if sign > 0 else "down"
    goal = 90.0 + 10.0 * sign
    moved = one(judge, NOW, 90.0 + 6.0 * sign, baseline=90.0, direction=direction, goal=goal)
    stayed = one(judge, NOW, 90.0, baseline=90.0, direction=direction, goal=goal)
    assert (moved["position"], moved["light"]) == (pytest.approx(0.6), "on_track")
    assert (stayed["position"], stayed["light"]) == (0.0, "off_track")


def test_a_cap_is_not_turned_round(judge: Judge) -> None:
    """Akvo: an inverted cap makes the better value the worse one."""
    lights = [
        one(judge, NOW, value, baseline=100.0, direction="down", goal=50.0)["light"]
        for value in (120.0, 84.0, 76.0, 10.0)
    ]
    assert lights == ["off_track", "at_risk", "on_track", "achieved"]


def test_a_cap_is_not_turned_round_by_the_trend(judge: Judge) -> None:
    """A limit that is far from being reached is the best there is, not the worst."""
    lights = [
        trend(judge, 100.0, 90.0, 80.0, last, direction="down", goal=50.0)["light"]
        for last in (120.0, 90.0, 70.0, 10.0)
    ]
    assert lights == ["off_track", "at_risk", "on_track", "achieved"]


def test_zero_and_a_change_of_sign_need_no_patch(judge: Judge) -> None:
    """Open SDG: zero baselines become 0.001, and there is no change of sign in a growth rate."""
    from_zero = one(judge, NOW, 50.0, baseline=0.0)
    shifted = one(judge, NOW, 0.0, baseline=-50.0, goal=50.0)
    for name in ("position", "ratio", "light"):
        assert from_zero[name] == shifted[name]
    from_zero = trend(judge, 0.0, 10.0, 20.0, 30.0, goal=60.0)
    shifted = trend(judge, -15.0, -5.0, 5.0, 15.0, goal=45.0)
    for name in ("yearly_change", "miss", "symbol", "light"):
        assert from_zero[name] == shifted[name]


def test_missing_progress_is_not_zero(judge: Judge) -> None:
    tables = {
        "measure": [measure("A", "A", starts_on=START, ends_on=ON), measure("B", "B")],
        "evaluation": [evaluation("A", state="in_progress")],
        "indicator": [indicator("B.1"), indicator("B.2")],
        "target": [target("B.1", 10.0), target("B.2", 10.0)],
        "observation": [observation("B.1", 10.0)],
    }
    measures, _ = judge(tables)
    assert measures["A"]["light_delivery"] == "not_assessable"
    assert (measures["B"]["mean_position"], measures["B"]["light_effect"]) == (1.0, "achieved")
    assert (measures["B"]["indicators"], measures["B"]["indicators_assessed"]) == (2, 1)


def test_target_zero_and_target_at_baseline_are_judged(judge: Judge) -> None:
    to_zero = one(judge, NOW, 5.0, baseline=10.0, direction="down", goal=0.0)
    assert (to_zero["position"], to_zero["light"]) == (0.5, "on_track")
    held = one(judge, NOW, 7.0, baseline=7.0, goal=7.0)
    assert (held["position"], held["light"]) == (None, "achieved")
    down = {"baseline": 10.0, "direction": "down", "goal": 0.0}
    to_zero = trend(judge, 8.0, 7.0, 6.0, 5.0, **down)
    assert (to_zero["position"], to_zero["light"]) == (0.5, "on_track")
    held = trend(judge, 7.0, 7.0, 7.0, 7.0, baseline=7.0, goal=7.0)
    assert (held["position"], held["light"]) == (None, "achieved")


def test_a_blank_cell_deletes_nothing(empty_store: Store) -> None:
    first = {
        **FRAME,
        "measure": [measure("A", "A")],
        "indicator": [indicator("A.1")],
        "target": [target("A.1", 100.0)],
        "observation": [observation("A.1", 90.0)],
    }
    blank = {
        "indicator": [{"indicator_code": "A.1", "name": "Neuer Name"}],
        "observation": [observation("A.1", None, comment="geprüft")],
    }
    for tables in (first, blank):
        empty_store.commit(reading(tables, PLAN), local("Erika Muster"))
    row = asked(empty_store, "indicators/status", plan=None, on=ON, known_at=None)[0]
    assert (row["name"], row["baseline"], row["last_value"]) == ("Neuer Name", 0.0, 90.0)


def test_not_reported_is_not_reported_zero(judge: Judge) -> None:
    missing, zero = one(judge, NOW, None), one(judge, NOW, 0.0)
    assert (missing["light"], missing["reason"]) == ("not_assessable", "no_data")
    assert (missing["position"], missing["last_value"]) == (None, None)
    assert (zero["light"], zero["position"], zero["last_value"]) == ("off_track", 0.0, 0.0)
    assert trend(judge, 3.0, 2.0, 1.0, 0.0)["last_value"] == 0.0
    tables = {
        "measure": [measure("A", "A")],
        "indicator": [indicator("A.1")],
        "target": [target("A.1", 100.0, FAR)],
        "observation": [
            observation("A.1", 10.0 * at, dt.date(2021 + at, 12, 31)) for at in (1, 2, 3, 4)
        ],
    }
    row = judge(tables, NOW)[1]["A.1"]  # nothing for 2026: no fall to 0, but four points up to 2025
    assert (row["points"], row["last_value"], row["yearly_change"]) == (4, 40.0, 10.0)


def test_the_council_sees_again_what_it_saw(store: Store) -> None:
    """A corrected value and a withdrawn upload change today's report and no past one."""
    clocks = [dt.datetime(2025, month, 15) for month in (2, 3, 4, 5)]
    seen = []
    for known_at in [*clocks, None]:
        rows = asked(store, "measures/status", plan=PLAN, on=ON, known_at=known_at)
        found = by(rows, "measure_code")
        seen.append((found["M11"]["light_effect"], found["M12"]["light_effect"]))
    assert seen == [
        ("on_track", "at_risk"),
        ("on_track", "achieved"),
        ("off_track", "achieved"),
        ("off_track", "at_risk"),
        ("off_track", "at_risk"),
    ]
