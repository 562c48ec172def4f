"""The questions of queries/measures, asked of Musterstadt: hand-checked, or against a slow road."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from masterplan.access import local
from masterplan.store import Store
from tests import twin
from tests.city import (
    CORRECTED,
    FOUNDED,
    FRAME,
    ON,
    PLAN,
    PRAISED,
    TAKEN_BACK,
    UPLOADS,
    WITHDRAWALS,
    asked,
    by,
    evaluation,
    measure,
    milestone,
)
from tests.readings import reading
from tests.twin import Row

CLOCKS = [
    (ON, None),
    (ON, FOUNDED),
    (ON, PRAISED),
    (ON, CORRECTED),
    (ON, TAKEN_BACK),
    (ON, FOUNDED - dt.timedelta(microseconds=1)),
    (dt.date(2024, 12, 31), None),
    (dt.date(2027, 1, 1), PRAISED),
    (dt.date(2022, 1, 1), None),
]
UNFILTERED = dict.fromkeys(("phase", "area", "delivery", "effect", "evidence", "search"))


def status(store: Store, on: dt.date = ON, known_at: dt.datetime | None = None) -> dict[str, Row]:
    return by(asked(store, "measures/status", plan=PLAN, on=on, known_at=known_at), "measure_code")


@pytest.mark.parametrize(("on", "known_at"), CLOCKS)
def test_status_is_that_of_the_twin(
    store: Store, on: dt.date, known_at: dt.datetime | None
) -> None:
    right, _ = twin.lights(UPLOADS, WITHDRAWALS, on, known_at)
    found = status(store, on, known_at)
    assert found.keys() == right.keys()
    for code, light in right.items():
        row = found[code]
        assert row["light_delivery"] == light.delivery, code
        assert row["light_effect"] == light.effect, code
        assert row["light_evidence"] == light.evidence, code
        assert row["is_counted"] == light.is_counted, code
        near(row["mean_position"], light.mean_position)
        near(row["work_done"], light.work_done)


def near(found: float | None, right: Fraction | None) -> None:
    assert found == (None if right is None else pytest.approx(float(right)))


def test_every_story_ends_as_it_was_told(store: Store) -> None:
    lights = {
        code: (row["light_delivery"], row["light_effect"], row["light_evidence"])
        for code, row in status(store).items()
    }
    none = "not_assessable"
    assert lights == {
        "M01": ("achieved", "off_track", "on_track"),
        "M02": ("off_track", "achieved", "on_track"),
        "M03": ("at_risk", none, none),
        "M04": ("off_track", none, none),
        "M05": (none, none, "off_track"),
        "M06": (none, none, none),
        "M07": (none, "suspended", "on_track"),
        "M08": (none, "on_track", "on_track"),
        "M09": (none, "on_track", "on_track"),
        "M10": (none, none, "on_track"),
        "M11": (none, "off_track", "on_track"),
        "M12": (none, "at_risk", "on_track"),
        "M13": ("at_risk", "off_track", "on_track"),
    }


def test_list_without_a_filter_is_the_status(store: Store) -> None:
    rows = asked(store, "measures/list", plan=None, on=ON, known_at=None, **UNFILTERED)
    assert [row["measure_code"] for row in rows] == list(status(store))
    assert {row["topic_area"] for row in rows} == {"Bildung", "Wirtschaft"}


@pytest.mark.parametrize(
    ("chosen", "right"),
    [
        ({"phase": 2}, set()),
        ({"area": "TW"}, {"M02", "M04", "M06", "M09", "M10", "M12"}),
        ({"delivery": "off_track"}, {"M02", "M04"}),
        ({"effect": "off_track"}, {"M01", "M11", "M13"}),
        ({"evidence": "not_assessable"}, {"M03", "M04"}),
        ({"search": "LÄRM"}, {"M10"}),
        ({"search": "larm"}, {"M10"}),
        ({"search": "amt 40"}, {"M01"}),
        ({"search": "%"}, set()),
        ({"area": "TB", "effect": "on_track"}, {"M08"}),
    ],
)
def test_list_filters(store: Store, chosen: dict[str, object], right: set[str]) -> None:
    asking = {"plan": PLAN, "on": ON, "known_at": None, **UNFILTERED, **chosen}
    assert {row["measure_code"] for row in asked(store, "measures/list", **asking)} == right


REASONS = [
    ("M13", ["worsened", "effect"]),
    ("M02", ["worsened", "delivery"]),
    ("M04", ["worsened", "delivery"]),
    ("M12", ["worsened"]),
    ("M03", ["worsened"]),
    ("M01", ["conflict", "effect"]),
    ("M11", ["effect"]),
    ("M05", ["evidence"]),
]
BEFORE = {"before_on": dt.date(2024, 12, 31), "before_known_at": None}


def test_attention_ranks_by_the_most_urgent_reason(store: Store) -> None:
    asking = {"plan": None, "on": ON, "known_at": None, **BEFORE}
    rows = asked(store, "measures/attention", **asking, limit=99)
    assert [(row["measure_code"], row["reasons"]) for row in rows] == REASONS
    assert asked(store, "measures/attention", **asking, limit=2) == rows[:2]


def test_changes_between_two_looks(store: Store) -> None:
    looks = {"plan": PLAN, "before_on": ON, "before_known_at": PRAISED, "on": ON, "known_at": None}
    rows = asked(store, "measures/changes", **looks)
    assert [(row["measure_code"], row["aspect"], row["change"]) for row in rows] == [
        ("M11", "effect", "worsened"),
        ("M12", "effect", "worsened"),
    ]
    looks["before_known_at"] = dt.datetime(2020, 1, 1)
    assert {row["change"] for row in asked(store, "measures/changes", **looks)} == {"new"}
    assert asked(store, "measures/changes", **{**looks, "before_known_at": None}) == []


def test_profile_names_people_goals_and_origin(store: Store) -> None:
    row = asked(store, "measures/profile", plan=PLAN, measure="M01", on=ON, known_at=None)[0]
    assert (row["working_group"], row["lead_unit"]) == ("Bildung", "Amt 40")
    assert list(row["goals"]) == ["Stadt des Wissens"]
    assert row["worst_indicator"] == "Indikator M01.1"
    assert (row["file_name"], row["sheet"], row["cell"]) == (
        "musterstadt-1.json",
        "Maßnahmen",
        "B2",
    )
    unknown = {"plan": PLAN, "measure": "M99", "on": ON, "known_at": None}
    assert asked(store, "measures/profile", **unknown) == []


def test_origins_name_the_cell_of_every_fact(store: Store) -> None:
    rows = asked(store, "measures/origins", plan=PLAN, measure="M01", known_at=None)
    assert [row["table_name"] for row in rows] == [
        "evaluation",
        "indicator",
        "measure",
        "milestone",
        "milestone",
    ]
    assert {row["person"] for row in rows} == {"Erika Muster"}
    assert len({(row["sheet"], row["cell"]) for row in rows}) == len(rows)


def test_positions_have_the_mean_of_their_area(store: Store) -> None:
    rows = asked(store, "measures/positions_by_topic_area", plan=None, on=ON, known_at=None)
    found = {row["measure_code"]: row for row in rows}
    # M06 was dropped, M07 is suspended, M08 is held: none of them has a position that counts
    assert found.keys() == {"M01", "M02", "M09", "M11", "M12", "M13"}
    education = (1 * 0.01 + 1 * 0.2 + 4 * 0.2) / 6
    assert found["M13"]["area_position"] == pytest.approx(education)
    assert (found["M12"]["area_measures"], found["M01"]["area_measures"]) == (3, 3)


def test_evaluations_show_the_last_of_each_perspective(store: Store) -> None:
    rows = asked(store, "measures/evaluations", plan=PLAN, measure="M13", on=ON, known_at=None)
    assert [(row["perspective"], row["progress_percent"]) for row in rows] == [
        ("working_group", 60.0),
        ("science", 10.0),
    ]


def test_milestones_keep_their_first_date(empty_store: Store) -> None:
    first, then = dt.date(2025, 1, 31), dt.date(2025, 7, 31)
    for due_on in (first, then):
        tables = {
            **FRAME,
            "measure": [measure("A", "A")],
            "milestone": [milestone("A", "1", due_on), milestone("A", "2", first, weight=2.0)],
        }
        empty_store.commit(reading(tables, PLAN), local("Erika Muster"))
    asking = {"plan": PLAN, "measure": "A", "on": ON, "known_at": None}
    rows = by(asked(empty_store, "measures/milestones", **asking), "milestone_number")
    assert (rows["1"]["slipped_days"], rows["2"]["slipped_days"]) == (181, 0)
    assert rows["1"]["first_due_on"].date() == first
    assert (rows["1"]["is_overdue"], rows["2"]["days_late"]) == (False, 150)
    assert status(empty_store)["A"]["slippage_days"] == 181 / 2


def test_funds_by_year(empty_store: Store) -> None:
    funds = [
        {"measure_code": "A", "year": 2025, "planned_eur": 100.0, "spent_eur": 0.0},
        {"measure_code": "A", "year": 2024, "planned_eur": 50.0},
    ]
    tables = {**FRAME, "measure": [measure("A", "A")], "funds": funds}
    empty_store.commit(reading(tables, PLAN), local("Erika Muster"))
    rows = asked(empty_store, "measures/funds", plan=PLAN, measure="A", known_at=None)
    assert [(row["year"], row["planned_eur"], row["spent_eur"]) for row in rows] == [
        (2024, 50.0, None),
        (2025, 100.0, 0.0),
    ]


def test_attention_hears_the_last_rating(empty_store: Store) -> None:
    """Only what the working group or the committee said last is held against the light."""
    tables = {
        **FRAME,
        "measure": [measure("A", "A")],
        "milestone": [milestone("A", "1", dt.date(2024, 1, 31))],
        "evaluation": [
            evaluation("A", rating="on_track", reporting_date=dt.date(2024, 1, 1)),
            evaluation("A", rating="off_track", reason="spät"),
            evaluation("A", "science", rating="on_track", reporting_date=ON),
        ],
    }
    empty_store.commit(reading(tables, PLAN), local("Erika Muster"))
    asking = {"plan": PLAN, "on": ON, "known_at": None, **BEFORE}
    row = asked(empty_store, "measures/attention", **asking, limit=5)[0]
    assert (row["reasons"], row["rating"]) == (["delivery"], "off_track")
