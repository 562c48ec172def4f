"""What happened to one indicator: its last changes, its months and parts, its former path."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest

from masterplan.access import local
from masterplan.store import Store
from tests.city import CORRECTED, GOAL_DAY, LAST_YEAR, ON, PLAN, PRAISED, START, asked, month_ends
from tests.readings import Record, basic_plan, observed, reading

NOW = {"plan": PLAN, "on": ON, "known_at": None}
HERE = {"plan": "MP", "indicator": "I1", "known_at": None}


def committed(store: Store, *files: Mapping[str, Sequence[Record]]) -> None:
    """The basic plan, and then these tables, each in a file of its own."""
    store.commit(basic_plan(), local("Anna"))
    for number, tables in enumerate(files):
        store.commit(reading(tables, file_name=f"datei-{number}.json"), local("Bert"))


def test_a_correction_is_told_with_both_values(store: Store) -> None:
    (change,) = asked(
        store, "indicators/last_changes", plan=PLAN, indicator="M11.1", known_at=None, limit=1
    )
    assert (change["what"], change["value_before"], change["value"]) == ("corrected", 50.0, 20.0)
    assert change["day"].date() == LAST_YEAR and change["file_name"] == "musterstadt-3.json"


def test_what_was_not_known_yet_is_not_told(store: Store) -> None:
    before = CORRECTED - dt.timedelta(days=1)
    changes = asked(
        store, "indicators/last_changes", plan=PLAN, indicator="M11.1", known_at=before, limit=9
    )
    assert [(row["what"], row["value"]) for row in changes] == [
        ("target_set", 100.0),
        ("new_value", 50.0),
    ]


def test_a_withdrawn_upload_changed_nothing(store: Store) -> None:
    scope = {"plan": PLAN, "indicator": "M12.1", "limit": 1}
    (then,) = asked(store, "indicators/last_changes", **scope, known_at=PRAISED)
    (now,) = asked(store, "indicators/last_changes", **scope, known_at=None)
    assert (then["value"], then["value_before"]) == (100.0, 40.0)
    assert now["value"] != 100.0 or now["what"] == "target_set"


def test_every_kind_of_change(empty_store: Store) -> None:
    day = dt.date(2027, 12, 31)
    first, second = dt.date(2023, 12, 31), dt.date(2024, 12, 31)
    goal = {"indicator_code": "I1", "kind": "value", "due_on": day}
    committed(
        empty_store,
        {"observation": [observed(1.0, on=first), observed(4.0, on=second)]},
        {"target": [{**goal, "value": 50.0}]},
        {"observation": [observed(3.0, on=second)]},
        {"target": [{**goal, "value": 40.0, "valid_from": second}]},
        {"observation": [observed(None, on=first, is_withdrawn=True)]},
    )
    rows = asked(empty_store, "indicators/last_changes", **HERE, limit=10)
    assert [(row["what"], row["value_before"], row["value"]) for row in rows] == [
        ("taken_back", 1.0, None),
        ("target_changed", 50.0, 40.0),
        ("corrected", 4.0, 3.0),
        ("target_set", None, 50.0),
        # the value before it was taken back since: nothing is left to compare it with
        ("new_value", None, 4.0),
        ("new_value", None, 1.0),
    ]


def test_saying_the_same_again_is_no_change(empty_store: Store) -> None:
    committed(
        empty_store,
        {"observation": [observed(1.0)]},
        {"observation": [observed(1.0), observed(2.0, on=dt.date(2025, 12, 31))]},
    )
    rows = asked(empty_store, "indicators/last_changes", **HERE, limit=10)
    assert [row["value"] for row in rows] == [2.0, 1.0]


def monthly(store: Store, frequency: str, months: int) -> list[tuple[int, int, float]]:
    """The months of an indicator observed in so many months from January 2023 on."""
    days = month_ends(dt.date(2023, 1, 1), months)
    rhythm = {"indicator_code": "I1", "frequency": frequency}
    committed(
        store,
        {
            "indicator": [rhythm],
            "observation": [observed(float(at), on=day) for at, day in enumerate(days)],
        },
    )
    rows = asked(store, "indicators/months", **HERE, on=dt.date(2024, 12, 31))
    return [(row["year"], row["month"], row["value"]) for row in rows]


def test_months_of_years(empty_store: Store) -> None:
    found = monthly(empty_store, "monthly", 30)
    assert found == [(2023 + at // 12, at % 12 + 1, float(at)) for at in range(24)]


@pytest.mark.parametrize(("frequency", "months"), [("monthly", 12), ("quarterly", 30)])
def test_no_seasons_without_months_of_two_years(
    empty_store: Store, frequency: str, months: int
) -> None:
    assert not monthly(empty_store, frequency, months)


def parts(store: Store, total: float, **categories: float) -> dict[str, float | None]:
    """The share of each part."""
    told = [observed(total)]
    told += [
        observed(value, dimension="Bezirk", category=name) for name, value in categories.items()
    ]
    committed(store, {"observation": told})
    rows = asked(store, "indicators/parts", **HERE, on=dt.date(2026, 1, 1))
    assert {row["category"]: row["value"] for row in rows} == categories
    return {row["category"]: row["share"] for row in rows}


def test_parts_that_make_up_the_whole_have_a_share(empty_store: Store) -> None:
    assert parts(empty_store, 40.0, Nord=30.0, West=10.0) == {"Nord": 0.75, "West": 0.25}


@pytest.mark.parametrize("total", [25.0, 0.0, -40.0])
def test_quotas_have_no_share(empty_store: Store, total: float) -> None:
    """Two districts with 30 % and 10 % are not 40 % together."""
    assert parts(empty_store, total, Nord=30.0, West=10.0) == {"Nord": None, "West": None}


def test_former_path_is_told_where_a_target_was_changed(empty_store: Store) -> None:
    goal = {"indicator_code": "I1", "kind": "value", "due_on": GOAL_DAY}
    begun = {"indicator_code": "I1", "baseline": 5.0, "baseline_on": START}
    committed(empty_store, {"indicator": [begun], "target": [{**goal, "value": 60.0}]})
    scope = {**HERE, "on": ON}
    assert not asked(empty_store, "indicators/former_path", **scope)
    changed = {**goal, "value": 45.0, "valid_from": dt.date(2025, 1, 1)}
    empty_store.commit(reading({"target": [changed]}), local("Bert"))
    rows = asked(empty_store, "indicators/former_path", **scope)
    assert [(row["value"], row["is_former"]) for row in rows] == [(5.0, False), (60.0, True)]
    before = {**scope, "on": dt.date(2024, 12, 31)}
    assert not asked(empty_store, "indicators/former_path", **before)


def test_originals_are_the_files_of_what_holds(empty_store: Store) -> None:
    committed(
        empty_store,
        {"observation": [observed(1.0)]},
        {"observation": [observed(2.0)]},
    )
    rows = asked(empty_store, "indicators/originals", **HERE)
    assert [(row["file_name"], row["facts"]) for row in rows] == [
        ("datei-1.json", 1),
        ("plan.json", 1),
    ]
    for row in rows:
        assert empty_store.original(row["sha256"], row["file_name"]).is_file()
