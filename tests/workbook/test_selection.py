"""A part of a plan: all that concerns someone, and whatever that refers to."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from masterplan.findings import Known
from masterplan.sheets import SHEET_OF
from masterplan.workbook.read import read
from masterplan.workbook.selection import owners, selection
from masterplan.workbook.write import workbook
from tests.city import FRAME, evaluation, indicator, measure, milestone, observation, target
from tests.workbook.any_plan import KEPT_NUMBER, Tables, any_plan

DAY = FRAME["phase"][0]["starts_on"]
PLAN: Tables = {
    **FRAME,
    "goal": [
        {"goal_code": "Z1", "level": "vision", "title": "Oben", "parent_code": None},
        {"goal_code": "Z2", "level": "goal", "title": "Unten", "parent_code": "Z1"},
        {"goal_code": "Z3", "level": "goal", "title": "Anderes", "parent_code": "Z1"},
    ],
    "measure": [
        measure("M1", "Schule", working_group_code="AG1", goal_codes=["Z2"]),
        measure("M2", "Markt", topic_area_code="TW", goal_codes=["Z3"]),
        measure("M3", "Hafen", topic_area_code="TW"),
    ],
    "milestone": [milestone("M1", "1", DAY), milestone("M2", "1", DAY)],
    "funds": [{"measure_code": "M2", "year": 2025}],
    "indicator": [indicator("M1.1"), indicator("M2.1", owner="Amt 80"), indicator("M2.2")],
    "target": [target("M1.1", 1.0), target("M2.1", 1.0)],
    "observation": [observation("M1.1", 1.0), observation("M2.1", 1.0), observation("M2.2", 1.0)],
    "evaluation": [evaluation("M1", rating="on_track"), evaluation("M2", rating="on_track")],
}
"""M1 belongs to Bildung, M2 and M3 to Wirtschaft; Amt 80 answers for one indicator of M2."""


def codes(tables: dict[str, list[Any]], table: str) -> list[Any]:
    """What the rows of a table are about."""
    key = SHEET_OF[table].keys[0]
    return [row[key] for row in tables[table]]


def test_without_a_wish_the_whole_plan_comes() -> None:
    assert selection(PLAN) == PLAN


def test_a_topic_area_comes_with_all_that_hangs_on_its_measures() -> None:
    found = selection(PLAN, topic_area="TW")
    assert set(found) == set(PLAN)
    assert codes(found, "measure") == ["M2", "M3"]
    assert codes(found, "topic_area") == ["TW"] and codes(found, "working_group") == []
    assert codes(found, "indicator") == ["M2.1", "M2.2"]
    for table in ("milestone", "funds", "evaluation"):
        assert codes(found, table) == ["M2"]
    assert codes(found, "target") == ["M2.1"]
    assert codes(found, "observation") == ["M2.1", "M2.2"]


def test_a_working_group_comes_with_its_topic_area() -> None:
    found = selection(PLAN, working_group="AG1")
    assert codes(found, "measure") == ["M1"] and codes(found, "working_group") == ["AG1"]
    assert codes(found, "topic_area") == ["TB"]
    assert codes(found, "goal") == ["Z1", "Z2"], "with the goals above"


def test_an_owner_gets_indicators_and_no_sheets_of_what_others_answer_for() -> None:
    found = selection(PLAN, owner="Amt 80")
    assert codes(found, "indicator") == codes(found, "observation") == ["M2.1"]
    assert codes(found, "measure") == ["M2"] and codes(found, "topic_area") == ["TW"]
    assert not {"milestone", "funds", "evaluation"} & set(found)


def test_wishes_are_joined() -> None:
    found = selection(PLAN, owner="Amt 12", topic_area="TW")
    assert codes(found, "indicator") == ["M2.2"]
    assert codes(selection(PLAN, owner="Amt 80", topic_area="TB"), "measure") == []


@pytest.mark.parametrize("wish", ["owner", "topic_area", "working_group"])
def test_a_wish_for_nobody_finds_nothing(wish: str) -> None:
    found = selection(PLAN, **{wish: "XX"})
    assert codes(found, "measure") == codes(found, "indicator") == []
    assert found["plan"] == PLAN["plan"] and found["phase"] == PLAN["phase"]


def test_owners_are_told_once_and_in_order() -> None:
    assert owners(PLAN) == ["Amt 12", "Amt 80"] and owners({}) == []


@settings(
    phases=[Phase.explicit, Phase.generate],
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(tables=any_plan(KEPT_NUMBER), data=st.data())
def test_any_part_can_be_read_by_itself(tables: Tables, data: st.DataObject) -> None:
    wishes = {
        "owner": owners(tables),
        "topic_area": codes(tables, "topic_area"),
        "working_group": codes(tables, "working_group"),
    }
    wish = data.draw(st.sampled_from([name for name, found in wishes.items() if found]))
    part = selection(tables, **{wish: data.draw(st.sampled_from(wishes[wish]))})
    for table, rows in part.items():
        assert all(row in tables[table] for row in rows)
    reading = read(workbook(part), "a.xlsx", Known())
    assert [found for found in reading.findings if found.severity == "error"] == []
