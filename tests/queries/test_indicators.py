"""The questions of queries/indicators, asked of Musterstadt: by hand, or against a slow road."""

from __future__ import annotations

import datetime as dt

import pytest

from masterplan.access import local
from masterplan.store import Store
from tests import twin
from tests.city import (
    CORRECTED,
    FOUNDED,
    FRAME,
    GOAL_DAY,
    LAST_YEAR,
    ON,
    PLAN,
    PRAISED,
    START,
    TAKEN_BACK,
    UPLOADS,
    WITHDRAWALS,
    asked,
    by,
    indicator,
    measure,
    observation,
    target,
)
from tests.readings import reading
from tests.twin import Plan, Row

UNFILTERED = dict.fromkeys(
    ("measure", "indicator", "light", "freshness", "phase", "area", "search")
)
NOW = {"plan": PLAN, "on": ON, "known_at": None}


@pytest.mark.parametrize("on", [dt.date(2022, 1, 1), START, ON, GOAL_DAY, dt.date(2030, 1, 1)])
@pytest.mark.parametrize("known_at", [None, FOUNDED, PRAISED, CORRECTED, TAKEN_BACK])
def test_status_is_that_of_the_twin(
    store: Store, on: dt.date, known_at: dt.datetime | None
) -> None:
    _, right = twin.lights(UPLOADS, WITHDRAWALS, on, known_at)
    rows = asked(store, "indicators/status", plan=None, on=on, known_at=known_at)
    found = by(rows, "indicator_code")
    assert found.keys() == right.keys()
    for code, light in right.items():
        row = found[code]
        assert (row["light"], row["reason"]) == (light.light, light.reason), code
        assert (row["freshness"], row["is_evaluable"]) == (light.freshness, light.is_evaluable)
        for name in ("position", "expected", "ratio"):
            value = getattr(light, name)
            assert row[name] == (None if value is None else pytest.approx(float(value))), code


def test_status_names_the_cell_of_the_last_value(store: Store) -> None:
    rows = by(asked(store, "indicators/status", **NOW), "indicator_code")
    corrected, flow = rows["M11.1"], rows["M09.1"]
    assert (corrected["last_file_name"], corrected["last_sheet"]) == (
        "musterstadt-3.json",
        "Messwerte",
    )
    assert corrected["last_cell"] == "C2"
    december = next(
        row
        for row in asked(store, "indicators/observations", indicator="M09.1", **NOW)
        if row["observed_on"].date() == LAST_YEAR
    )
    assert flow["last_cell"] == december["cell"]


def test_list_without_a_filter_is_the_status(store: Store) -> None:
    listed = asked(store, "indicators/list", **NOW, **UNFILTERED)
    status = asked(store, "indicators/status", **NOW)
    shared = status[0].keys() & listed[0].keys()
    assert len(shared) > 20
    assert [{name: row[name] for name in shared} for row in listed] == [
        {name: row[name] for name in shared} for row in status
    ]
    values = {row["indicator_code"]: row["judged_values"] for row in listed}
    assert list(values["M09.1"]) == [120.0]
    assert values["M05.1"] is None


@pytest.mark.parametrize(
    ("chosen", "right"),
    [
        ({"measure": "M13"}, {"M13.1", "M13.2"}),
        ({"indicator": "M08.1"}, {"M08.1"}),
        ({"light": "suspended"}, {"M07.1"}),
        ({"freshness": "missing"}, {"M05.1"}),
        ({"phase": 2}, set()),
        ({"area": "TW", "light": "on_track"}, {"M09.1"}),
        ({"search": "ausgrundungen"}, {"M09.1"}),
        ({"search": "_"}, set()),
    ],
)
def test_list_filters(store: Store, chosen: dict[str, object], right: set[str]) -> None:
    rows = asked(store, "indicators/list", **NOW, **{**UNFILTERED, **chosen})
    assert {row["indicator_code"] for row in rows} == right


def test_series_is_what_was_judged(store: Store) -> None:
    asking = {**NOW, "measure": None, "indicator": None}
    rows = asked(store, "indicators/series", **asking)
    assert [row["indicator_code"] for row in rows] == sorted(row["indicator_code"] for row in rows)
    levels = {
        (row["indicator_code"], row["observed_on"]): row["value"]
        for row in Plan(UPLOADS, WITHDRAWALS, None).rows("observation")
        if row["indicator_code"] != "M09.1"
    }
    found = {
        (row["indicator_code"], row["observed_on"].date()): row["value"]
        for row in rows
        if row["indicator_code"] != "M09.1"
    }
    assert found == levels
    flows = asked(store, "indicators/series", **{**asking, "measure": "M09"})
    assert [(row["observed_on"].date(), row["value"]) for row in flows] == [(LAST_YEAR, 120.0)]


def test_path_has_its_corners_in_order(store: Store) -> None:
    rows = asked(store, "indicators/path", **NOW, measure="M13", indicator="M13.1")
    assert [(row["day"].date(), row["value"], row["is_target"]) for row in rows] == [
        (START, 0.0, False),
        (dt.date(2025, 6, 29), 20.0, True),
        (dt.date(2027, 12, 31), 80.0, True),
    ]


def test_targets_say_which_are_in_force(empty_store: Store) -> None:
    targets = [
        target("A.1", 10.0),
        target("A.1", 20.0, valid_from=LAST_YEAR, reason="Ratsbeschluss"),
        target("A.1", 30.0, valid_from=GOAL_DAY),
        target("A.1", 5.0, None, kind="limit", valid_to=LAST_YEAR),
    ]
    tables = {
        **FRAME,
        "measure": [measure("A", "A")],
        "indicator": [indicator("A.1")],
        "target": targets,
    }
    empty_store.commit(reading(tables, PLAN), local("Erika Muster"))
    in_force = {}
    for on in (START, ON, GOAL_DAY):
        rows = asked(
            empty_store, "indicators/targets", plan=PLAN, indicator="A.1", on=on, known_at=None
        )
        in_force[on] = {row["value"] for row in rows if row["is_in_force"]}
        assert len(rows) == 4
    assert in_force == {START: {10.0, 5.0}, ON: {20.0}, GOAL_DAY: {30.0}}


@pytest.mark.parametrize(
    ("known_at", "right"),
    [(FOUNDED, [40.0]), (PRAISED, [100.0, 40.0]), (TAKEN_BACK, [40.0]), (None, [40.0])],
)
def test_observations_as_they_were_known(
    store: Store, known_at: dt.datetime | None, right: list[float]
) -> None:
    asking = {"plan": PLAN, "indicator": "M12.1", "on": ON, "known_at": known_at}
    rows = asked(store, "indicators/observations", **asking)
    assert [row["value"] for row in rows] == right


def test_corrections_say_what_was_replaced(store: Store) -> None:
    replaced = asked(store, "indicators/corrections", plan=PLAN, indicator="M11.1")
    assert [(row["value_then"], row["value_now"], row["is_hidden"]) for row in replaced] == [
        (50.0, 20.0, False)
    ]
    taken_back = asked(store, "indicators/corrections", plan=PLAN, indicator="M12.1")
    assert [(row["value_then"], row["value_now"], row["is_hidden"]) for row in taken_back] == [
        (100.0, None, True)
    ]
    assert asked(store, "indicators/corrections", plan=PLAN, indicator="M01.1") == []


def test_categories_stand_beside_the_total(empty_store: Store) -> None:
    part: Row = observation("A.1", 3.0, dimension="Stadtteil", category="Nord")
    tables = {
        **FRAME,
        "measure": [measure("A", "A")],
        "indicator": [indicator("A.1")],
        "observation": [observation("A.1", 9.0), part],
    }
    empty_store.commit(reading(tables, PLAN), local("Erika Muster"))
    rows = asked(empty_store, "indicators/observations", **NOW, indicator="A.1")
    assert [(row["category"], row["value"]) for row in rows] == [("", 9.0), ("Nord", 3.0)]
    series = asked(empty_store, "indicators/series", **NOW, measure=None, indicator=None)
    assert [row["value"] for row in series] == [9.0]
