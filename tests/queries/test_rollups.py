"""Measures added up, against a slow road over measures/status."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from masterplan.access import local
from masterplan.store import Store
from masterplan.vocabulary import Light
from tests.city import (
    FRAME,
    ON,
    PLAN,
    asked,
    by,
    evaluation,
    indicator,
    measure,
    milestone,
    observation,
    target,
)
from tests.readings import reading
from tests.twin import Row

ASPECTS = ("delivery", "effect", "evidence")
COLUMN = {
    "plan": "plan_code",
    "phase": "phase",
    "topic_area": "topic_area_code",
    "working_group": "working_group_code",
}


def rollup(store: Store, grain: str) -> dict[str | None, Row]:
    rows = asked(store, "plan/rollup", plan=PLAN, on=ON, known_at=None, grain=grain)
    return by(rows, "code")


def status(store: Store) -> list[Row]:
    return asked(store, "measures/status", plan=PLAN, on=ON, known_at=None)


def assert_counts(row: Row, members: Iterable[Row]) -> None:
    members = list(members)
    counted = [one for one in members if one["is_counted"]]
    assert row["measures"] == len(members) and row["measures_counted"] == len(counted)
    left_out = sorted(one["measure_code"] for one in members if not one["is_counted"])
    assert list(row["not_counted"]) == left_out
    for aspect in ASPECTS:
        found = [one[f"light_{aspect}"] for one in counted]
        assert dict(row[aspect]) == {light.code: found.count(light.code) for light in Light}
    assert row["indicators"] == sum(one["indicators"] for one in counted)
    assert row["positions"] == sum(one["positions"] for one in counted)


@pytest.mark.parametrize("grain", COLUMN)
def test_groups_count_their_measures(store: Store, grain: str) -> None:
    rows, measures = rollup(store, grain), status(store)
    for code, row in rows.items():
        members = [
            one
            for one in measures
            if one[COLUMN[grain]] == code or (code and str(one[COLUMN[grain]]) == code)
        ]
        if members:
            assert_counts(row, members)
        else:
            assert row["measures"] == 0
    assert sum(row["measures"] for row in rows.values()) == len(measures)


def test_measures_without_a_group_stand_by_themselves(store: Store) -> None:
    rows = rollup(store, "working_group")
    assert rows["AG1"]["measures"] == 1
    assert rows[None]["measures"] == len(status(store)) - 1


def test_phases_without_measures_are_there(store: Store) -> None:
    rows = rollup(store, "phase")
    assert (rows["2"]["title"], rows["2"]["measures"], rows["2"]["worst_code"]) == (
        "Ausbau",
        0,
        None,
    )


def test_the_mean_is_weighted_over_those_that_have_a_position(store: Store) -> None:
    row = rollup(store, "topic_area")["TB"]
    # M01 0.01, M11 0.2, and M13 with the weights 3 and 1 at 0.2 each; others have none
    assert row["mean_position"] == pytest.approx((0.01 + 0.2 + 4 * 0.2) / 6)
    assert row["positions"] == 4 < row["indicators"]


def test_the_worst_is_named(store: Store) -> None:
    """M01 and M02 are off track in one light and achieved in the other; M04 is 91 days late."""
    education, economy = (rollup(store, "topic_area")[code] for code in ("TB", "TW"))
    assert (education["worst_code"], education["worst_aspect"], education["worst_light"]) == (
        "M13",
        "effect",
        "off_track",
    )
    assert (economy["worst_code"], economy["worst_aspect"]) == ("M02", "delivery")


GOALS = [
    {"goal_code": "V", "level": "vision", "title": "V"},
    {"goal_code": "A", "level": "concern", "title": "A", "parent_code": "V"},
    {"goal_code": "B", "level": "concern", "title": "B", "parent_code": "V"},
    {"goal_code": "A1", "level": "goal", "title": "A1", "parent_code": "A"},
    {"goal_code": "C", "level": "goal", "title": "C", "parent_code": "D"},
    {"goal_code": "D", "level": "goal", "title": "D", "parent_code": "C"},
    {"goal_code": "E", "level": "goal", "title": "E"},
]
"""C and D stand above each other."""


@pytest.fixture
def goals(empty_store: Store) -> Store:
    measures = {"1": ["A1"], "2": ["A1", "B"], "3": ["A1", "A", "V"], "4": ["C"], "5": None}
    tables = {
        **FRAME,
        "goal": GOALS,
        "measure": [measure(code, code, goal_codes=codes) for code, codes in measures.items()],
        "milestone": [milestone(code, "1", ON) for code in measures],
        "indicator": [indicator("1.1"), indicator("2.1", weight=3.0), indicator("3.1")],
        "target": [target(f"{code}.1", 100.0) for code in "123"],
        "observation": [
            observation("1.1", 10.0),
            observation("2.1", 50.0),
            observation("3.1", 90.0),
        ],
        "evaluation": [evaluation("3", state="dropped", reason="zu teuer")],
    }
    empty_store.commit(reading(tables, PLAN), local("Erika Muster"))
    return empty_store


def test_a_measure_counts_once_for_its_goals_and_all_above(goals: Store) -> None:
    rows = rollup(goals, "goal")
    counts = {code: (row["measures"], row["measures_counted"]) for code, row in rows.items()}
    assert counts == {
        "V": (3, 2),
        "A": (3, 2),
        "A1": (3, 2),
        "B": (1, 1),
        "C": (1, 1),
        "D": (1, 1),
        "E": (0, 0),
        None: (1, 1),
    }
    assert list(rows["V"]["not_counted"]) == ["3"]
    assert rows["V"]["mean_position"] == pytest.approx((0.1 + 3 * 0.5) / 4)
    assert rows["B"]["mean_position"] == pytest.approx(0.5)


def test_goals_stand_below_their_goals(goals: Store) -> None:
    rows = asked(goals, "plan/rollup", plan=PLAN, on=ON, known_at=None, grain="goal")
    order = [(row["code"], row["depth"]) for row in rows]
    assert order == [
        ("E", 0),
        ("V", 0),
        ("A", 1),
        ("A1", 2),
        ("B", 1),
        ("C", 0),
        ("D", 0),
        (None, 0),
    ]
