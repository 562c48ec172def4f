"""The questions of queries/uploads and the history of a value, checked by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from masterplan.access import local
from masterplan.findings import Finding
from masterplan.store import Store
from masterplan.store.database import question
from tests.city import (
    CORRECTED,
    FOUNDED,
    ON,
    PLAN,
    PRAISED,
    TAKEN_BACK,
    asked,
    evaluation,
    milestone,
    target,
)
from tests.readings import observations, observed, reading
from tests.twin import Row

DAY, LATER = dt.date(2024, 12, 31), dt.date(2025, 3, 31)
MOMENTS = [dt.datetime(2025, 1, day) for day in range(1, 10)]


# --- uploads/list, upload_state, last_moment


def test_list_says_what_each_did_and_what_counts(store: Store) -> None:
    rows = asked(store, "uploads/list", plan=PLAN)
    assert [(row["upload_id"], row["recorded_at"], row["is_withdrawn"]) for row in rows] == [
        (3, CORRECTED, False),
        (2, PRAISED, True),
        (1, FOUNDED, False),
    ]
    correction, praise, _first = rows
    assert (correction["rows_new"], correction["rows_corrected"]) == (0, 1)
    assert (praise["withdrawn_by"], praise["withdrawal_reason"], praise["withdrawn_at"]) == (
        "Erika Muster",
        "Zahl der Presse",
        TAKEN_BACK,
    )
    assert asked(store, "uploads/list", plan="?") == []


def test_state_names_plan_and_file(store: Store) -> None:
    (row,) = asked(store, "uploads/upload_state", upload_id=2)
    assert row == {"plan_code": PLAN, "file_name": "musterstadt-2.json", "is_withdrawn": True}
    assert asked(store, "uploads/upload_state", upload_id=9) == []


def test_a_withdrawal_is_the_last_moment(store: Store) -> None:
    (row,) = asked(store, "uploads/last_moment", plan=PLAN)
    assert row["recorded_at"] == TAKEN_BACK


# --- uploads/known_codes, codes_ever_said


def test_known_codes_have_names_and_units(store: Store) -> None:
    rows = asked(store, "uploads/known_codes")
    assert all(row["plan_code"] == PLAN for row in rows)
    found = {(row["table_name"], row["code"]): (row["name"], row["unit"]) for row in rows}
    assert found["measure", "M01"] == ("Lesepaten", None)
    assert found["indicator", "M01.1"][0] == "Indikator M01.1"
    assert found["indicator", "M01.1"][1]
    assert found["milestone", "M01/2"] == found["topic_area", "TB"] == (None, None)
    assert {("phase", "1"), ("goal", "Z1"), ("working_group", "AG1"), ("plan", PLAN)} < set(found)


def test_codes_ever_said_are_the_known_ones_and_the_withdrawn(empty_store: Store) -> None:
    def measure(code: str, title: str) -> Row:
        return {"measure_code": code, "title": title}

    empty_store.commit(reading({"measure": [measure("M1", "Labor")]}), local("Ada"))
    empty_store.commit(reading({"measure": [measure("M2", "Garten")]}), local("Ada"))
    empty_store.withdraw(2, local("Ada"))
    said = asked(empty_store, "uploads/codes_ever_said")
    assert [(row["code"], row["name"]) for row in said] == [("M1", "Labor"), ("M2", "Garten")]
    assert [row["code"] for row in asked(empty_store, "uploads/known_codes")] == ["M1"]


def test_codes_ever_said_agree_with_what_is_known_where_nothing_is_withdrawn(store: Store) -> None:
    fields = ("plan_code", "table_name", "code", "unit", "name")
    ever, known = (
        {tuple(map(row.get, fields)) for row in asked(store, f"uploads/{name}")}
        for name in ("codes_ever_said", "known_codes")
    )
    assert ever == known  # the upload that is withdrawn named nothing new


# --- uploads/lights, light_changes


def test_lights_are_those_of_the_status(store: Store) -> None:
    rows = asked(store, "uploads/lights", plans=[PLAN], on=ON)
    lights = {(row["subject"], row["code"], row["aspect"]): row["light"] for row in rows}
    assert len(lights) == len(rows)
    now = {"plan": PLAN, "on": ON, "known_at": None}
    right = {
        ("measure", row["measure_code"], aspect): row[f"light_{aspect}"]
        for row in asked(store, "measures/status", **now)
        for aspect in ("delivery", "effect", "evidence")
    }
    right |= {
        ("indicator", row["indicator_code"], "effect"): row["light"]
        for row in asked(store, "indicators/status", **now)
    }
    assert lights == right
    assert {row["measure_code"] for row in rows if row["code"] == "M13.2"} == {"M13"}
    assert asked(store, "uploads/lights", plans=[], on=ON) == []


COLUMNS = ("plan_code", "subject", "code", "measure_code", "title", "aspect", "light")
SEEN = [  # light before, light after, what became of it
    ("on_track", "off_track", "worsened"),
    ("off_track", "at_risk", "improved"),
    ("on_track", "not_assessable", "no_longer_assessed"),
    ("suspended", "at_risk", "newly_assessed"),
    ("not_assessable", "suspended", "no_longer_assessed"),  # never "assessed for the first time"
    (None, "on_track", "new"),
    ("on_track", None, "gone"),
    ("on_track", "on_track", None),
]


def test_changed_lights_have_a_word_and_worsened_ones_come_first(empty_store: Store) -> None:
    with empty_store.write(keep=False) as cursor:
        for place, name in enumerate(("seen_before", "seen_after")):
            columns = ", ".join(f"{column} varchar" for column in COLUMNS)
            cursor.execute(f"create temp table {name} ({columns})")
            for number, lights in enumerate(SEEN):
                if lights[place] is not None:
                    row = ["P", "measure", f"M{number}", f"M{number}", "x", "effect", lights[place]]
                    cursor.execute(f"insert into {name} values (?, ?, ?, ?, ?, ?, ?)", row)
        rows = cursor.execute(question("uploads/light_changes")).df().to_dict("records")
    found = {row["code"]: row["change"] for row in rows}
    assert found == {f"M{number}": word for number, (_, _, word) in enumerate(SEEN) if word}
    assert [row["change"] for row in rows][:2] == ["worsened", "improved"]


# --- uploads/findings, mappings


def test_findings_are_those_of_the_upload_in_their_order(empty_store: Store) -> None:
    jump = Finding("Messwerte", "C2", "warning", "jump", "5", {"before": "1"})
    note = Finding("Messwerte", "", "note", "hidden")
    first, second = observations(observed(5.0)), observations(observed(6.0))
    first.findings[:] = [jump, note]
    empty_store.commit(first, local("Ada"))
    empty_store.commit(second, local("Ada"))
    rows = asked(empty_store, "uploads/findings", upload_id=1)
    assert [tuple(row.values()) for row in rows] == [
        (1, "Messwerte", "C2", "warning", "jump", "5", '{"before": "1"}'),
        (2, "Messwerte", "", "note", "hidden", "", "{}"),
    ]
    assert asked(empty_store, "uploads/findings", upload_id=2) == []


def test_kept_mappings_are_the_newest_of_each_name(empty_store: Store) -> None:
    for name, content in [("b", "1"), ("a", "2"), ("b", "3"), ("c", "4"), ("c", "")]:
        empty_store.keep_mapping(name, "f", content, local("Ada"))
    rows = asked(empty_store, "uploads/mappings")
    assert [(row["name"], row["content"]) for row in rows] == [("a", "2"), ("b", "3")]


# --- uploads/differences


@pytest.fixture
def two(empty_store: Store) -> Store:
    """Two uploads that differ in one way in each row."""
    first = {
        "milestone": [milestone("M1", "1", DAY, weight=1.0), milestone("M1", "2", DAY)],
        "target": [target("I1", 10.0, None, kind="limit"), target("I1", 5.0, DAY)],
        "observation": [observed(1.0), observed(2.0, "I2"), observed(3.0, "I3")],
        "evaluation": [evaluation("M1", state="in_progress", rating="on_track")],
    }
    second = {
        "milestone": [milestone("M1", "1", LATER, weight=1.0), milestone("M1", "2", DAY)],
        "target": [target("I1", 12.0, None, kind="limit"), target("I1", 5.0, DAY)],
        "observation": [
            observed(1.0, comment="geprüft"),
            observed(None, "I2", is_withdrawn=True),
            observed(4.0, "I4"),
        ],
        "evaluation": [evaluation("M1", state="in_progress", rating="at_risk")],
    }
    empty_store.commit(reading(first), local("Ada"))
    empty_store.commit(reading(second), local("Ben"))
    return empty_store


def test_differences_stand_side_by_side(two: Store) -> None:
    rows = asked(two, "uploads/differences", first=1, second=2)
    found = [
        (row["row_key"][0], row["field"], row["value_first"], row["value_second"]) for row in rows
    ]
    assert found == [
        ("M1", "due_on", "2024-12-31", "2025-03-31"),
        ("I1", "value", "10.0", "12.0"),
        ("I1", "comment", None, "geprüft"),
        ("I2", "value", "2.0", None),
        ("I3", "value", "3.0", None),
        ("I4", "value", None, "4.0"),
        ("M1", "rating", "on_track", "at_risk"),
    ]
    by_code = {row["row_key"][0]: row for row in rows if row["table_name"] == "observation"}
    assert [by_code[code]["difference"] for code in ("I2", "I3", "I4")] == [
        "different",
        "only_first",
        "only_second",
    ]
    assert (by_code["I2"]["is_withdrawn_first"], by_code["I2"]["is_withdrawn_second"]) == (
        False,
        True,
    )
    assert (by_code["I3"]["cell_first"], by_code["I3"]["cell_second"]) == ("C4", None)


def test_the_other_way_round_is_the_mirror_image(two: Store) -> None:
    rows = asked(two, "uploads/differences", first=1, second=2)
    mirrored = asked(two, "uploads/differences", first=2, second=1)
    assert [(row["value_second"], row["value_first"]) for row in rows] == [
        (row["value_first"], row["value_second"]) for row in mirrored
    ]
    assert asked(two, "uploads/differences", first=1, second=1) == []


# --- indicators/history


def statements(store: Store, day: dt.date | None = None) -> list[tuple[Any, ...]]:
    rows = asked(store, "indicators/history", plan="MP", indicator="I1", observed_on=day)
    fields = ("value", "upload_id", "times_said", "is_hidden", "is_taken_back", "is_holding")
    return [tuple(row[name] for name in fields) for row in rows]


def test_history_tells_every_statement_once(empty_store: Store) -> None:
    said: list[Row] = [
        observed(1.0),
        observed(1.0),
        observed(2.0, flag="revised"),
        observed(None, is_withdrawn=True),
        observed(1.0),
        observed(3.0),
    ]
    for moment, record in zip(MOMENTS, said, strict=False):
        other = observed(float(moment.day), "I2")  # so that no file is without effect
        empty_store.commit(observations(record, other), local("Ada"), "Grund", moment)
    empty_store.withdraw(6, local("Ben"), None, MOMENTS[7])
    assert statements(empty_store) == [
        (1.0, 1, 2, False, False, False),
        (2.0, 3, 1, False, False, False),
        (None, 4, 1, False, True, False),
        (1.0, 5, 1, False, False, True),
        (3.0, 6, 1, True, False, False),
    ]
    rows = asked(empty_store, "indicators/history", plan="MP", indicator="I1", observed_on=None)
    assert (rows[0]["recorded_at"], rows[0]["last_said_at"]) == (MOMENTS[0], MOMENTS[1])
    assert (rows[0]["person"], rows[0]["reason"], rows[0]["cell"]) == ("Ada", "Grund", "C2")
    assert [(row["hidden_by"], row["hidden_at"]) for row in rows[-2:]] == [
        (None, None),
        ("Ben", MOMENTS[7]),
    ]


def test_history_of_one_date_or_of_all_newest_first(empty_store: Store) -> None:
    part = observed(3.0, on=LATER, dimension="Bezirk", category="Nord")
    empty_store.commit(observations(observed(1.0), observed(2.0, on=LATER), part), local("Ada"))
    assert [row[0] for row in statements(empty_store)] == [2.0, 3.0, 1.0]
    assert [row[0] for row in statements(empty_store, LATER)] == [2.0, 3.0]
    assert statements(empty_store, dt.date(2020, 1, 1)) == []


def test_a_flag_alone_leaves_the_value_that_holds(empty_store: Store) -> None:
    empty_store.commit(observations(observed(1.0)), local("Ada"))
    empty_store.commit(observations(observed(None, flag="revised")), local("Ada"))
    assert [(row[0], row[1], row[5]) for row in statements(empty_store)] == [
        (1.0, 1, True),
        (None, 2, False),
    ]


def test_what_holds_by_its_history_is_what_is_known(store: Store) -> None:
    status = asked(store, "indicators/status", plan=PLAN, on=ON, known_at=None)
    for code in (row["indicator_code"] for row in status):
        rows = asked(store, "indicators/history", plan=PLAN, indicator=code, observed_on=None)
        asking = {"plan": PLAN, "indicator": code, "on": dt.date(2100, 1, 1), "known_at": None}
        known = asked(store, "indicators/observations", **asking)
        assert [row["value"] for row in rows if row["is_holding"]] == [
            row["value"] for row in known
        ]
