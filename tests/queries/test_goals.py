"""The tree of goals and what is missing in it."""

from __future__ import annotations

import datetime as dt

import pytest

from masterplan.access import local
from masterplan.store import Store
from tests.city import ON, PLAN, asked, by, evaluation, indicator, measure, observation, target
from tests.readings import reading

NOW = {"plan": PLAN, "on": ON, "known_at": None}

TABLES = {
    "plan": [{"plan_code": PLAN, "title": "Plan"}],
    "goal": [
        {"goal_code": "V", "level": "vision", "title": "Vision"},
        {"goal_code": "G1", "level": "goal", "title": "Mit Maßnahme", "parent_code": "V"},
        {"goal_code": "G2", "level": "goal", "title": "Ohne Maßnahme", "parent_code": "V"},
        {"goal_code": "G3", "level": "goal", "title": "Nur Entfallenes", "parent_code": "V"},
    ],
    "measure": [
        measure("M1", "Ganz", goal_codes=["G1"]),
        measure("M2", "Ohne Ziel", goal_codes=None),
        measure("M3", "Ohne Indikator", goal_codes=["G1", "V"]),
        measure("M4", "Entfallen", goal_codes=["G3"]),
    ],
    "evaluation": [evaluation("M4", state="dropped", reason="zu teuer")],
    "indicator": [
        indicator("M1.1"),
        indicator("M1.2"),
        indicator("M1.3"),
        indicator("M2.1"),
        indicator("M4.1"),
    ],
    "target": [
        target("M1.1", 10.0),
        target("M1.2", 10.0),
        target("M2.1", 10.0),
        target("M1.3", 10.0, valid_to=ON - dt.timedelta(days=1)),
    ],
    "observation": [observation("M1.1", 5.0), observation("M1.3", 5.0), observation("M2.1", 5.0)],
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("goals") / "city.duckdb")
    store.commit(reading(TABLES, PLAN), local("Anna"))
    return store


def test_each_gap_is_found_and_nothing_else(tree: Store) -> None:
    rows = asked(tree, "plan/gaps", **NOW)
    assert [(row["kind"], row["code"]) for row in rows] == [
        # a goal that only a dropped measure served is served by nobody
        ("goal_without_measure", "G2"),
        ("goal_without_measure", "G3"),
        ("measure_without_goal", "M2"),
        ("measure_without_indicator", "M3"),
        ("indicator_without_target", "M1.3"),
        ("indicator_without_data", "M1.2"),
    ]


def test_gaps_are_those_of_the_reporting_date(tree: Store) -> None:
    """A day before the target ended it was in force; before the first value there was none."""
    earlier = {**NOW, "on": ON - dt.timedelta(days=1)}
    kinds = [row["kind"] for row in asked(tree, "plan/gaps", **earlier)]
    assert "indicator_without_target" not in kinds
    first = {**NOW, "on": dt.date(2024, 1, 1)}
    without = [
        row["code"]
        for row in asked(tree, "plan/gaps", **first)
        if row["kind"] == "indicator_without_data"
    ]
    assert without == ["M1.1", "M1.2", "M1.3", "M2.1", "M4.1"]


def test_a_measure_stands_below_each_of_its_goals(tree: Store) -> None:
    rows = asked(tree, "plan/goal_measures", **NOW)
    assert [(row["goal_code"], row["measure_code"]) for row in rows] == [
        ("G1", "M1"),
        ("G1", "M3"),
        ("G3", "M4"),
        ("V", "M3"),
        (None, "M2"),
    ]
    lights = by(asked(tree, "measures/status", **NOW), "measure_code")
    for row in rows:
        same = lights[row["measure_code"]]
        for name in ("is_counted", "light_delivery", "light_effect", "light_evidence"):
            assert row[name] == same[name]


def test_a_plan_without_goals_has_measures_without_a_goal(store: Store, empty_store: Store) -> None:
    tables = {**TABLES, "goal": []}
    empty_store.commit(reading(tables, PLAN), local("Anna"))
    kinds = [(row["kind"], row["code"]) for row in asked(empty_store, "plan/gaps", **NOW)]
    assert [code for kind, code in kinds if kind == "measure_without_goal"] == ["M1", "M2", "M3"]
    assert not [code for kind, code in kinds if kind == "goal_without_measure"]
