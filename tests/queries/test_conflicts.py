"""Declared and computed side by side: the conflict list, and lights declared for a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from masterplan.access import local
from masterplan.store import Store
from masterplan.store.overrides import Statement, Subject, declare, revoke
from masterplan.texts import UserError
from tests.city import (
    FRAME,
    ON,
    PLAN,
    Tables,
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

LAST_YEAR = dt.date(2024, 12, 31)
EARLIER = dt.date(2024, 1, 1)
NO_REASON = "ohne Angabe"


def late(code: str) -> Tables:
    """Delivery is off track."""
    return {"milestone": [milestone(code, "1", EARLIER)]}


def done(code: str) -> Tables:
    """Delivery is achieved."""
    return {"milestone": [milestone(code, "1", EARLIER, reached_on=EARLIER)]}


def without_effect(code: str) -> Tables:
    """Effect is off track."""
    return {
        "indicator": [indicator(f"{code}.1")],
        "target": [target(f"{code}.1", 100.0)],
        "observation": [observation(f"{code}.1", 1.0)],
    }


def said(code: str, *ratings: tuple[str, str], on: dt.date = LAST_YEAR) -> Tables:
    """What perspectives declared."""
    return {
        "evaluation": [
            evaluation(code, who, rating=rating, reporting_date=on, reason=NO_REASON)
            for who, rating in ratings
        ]
    }


GROUP, SCIENCE, FORUM = "working_group", "science", "citizens_forum"

CASES: dict[str, tuple[list[Tables], set[str]]] = {
    "late though said to be on track": (
        [late("M"), said("M", (GROUP, "on_track"))],
        {"green_outside"},
    ),
    "done without effect, said to be achieved": (
        [done("M"), without_effect("M"), said("M", (SCIENCE, "achieved"))],
        {"green_outside"},
    ),
    "done though said to be at risk": ([done("M"), said("M", (GROUP, "at_risk"))], {"red_outside"}),
    "done though said to be off track": (
        [done("M"), said("M", (FORUM, "off_track"))],
        {"red_outside"},
    ),
    "the red saying is right about the effect": (
        [done("M"), without_effect("M"), said("M", (GROUP, "at_risk"))],
        set(),
    ),
    "all agree": ([done("M"), said("M", (GROUP, "achieved"), (SCIENCE, "on_track"))], set()),
    "nothing is computed": ([said("M", (GROUP, "on_track"))], set()),
    "nothing is computed, and they disagree": (
        [said("M", (GROUP, "on_track"), (SCIENCE, "off_track"))],
        {"perspectives"},
    ),
    "at risk is no opposite of on track": (
        [said("M", (GROUP, "on_track"), (SCIENCE, "at_risk"))],
        set(),
    ),
    "both sides are wrong about something": (
        [late("M"), said("M", (GROUP, "on_track"), (SCIENCE, "off_track"))],
        {"green_outside", "perspectives"},
    ),
    "only the last word of each counts": (
        [late("M"), said("M", (GROUP, "on_track"), on=EARLIER), said("M", (GROUP, "off_track"))],
        set(),
    ),
    "what is said after the day is not heard": (
        [late("M"), said("M", (GROUP, "on_track"), on=dt.date(2025, 7, 1))],
        set(),
    ),
    "dropped measures have no conflicts": (
        [
            late("M"),
            said("M", (GROUP, "on_track")),
            {"evaluation": [evaluation("M", SCIENCE, state="dropped", reason=NO_REASON)]},
        ],
        set(),
    ),
}


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Every case as a plan of its own."""
    store = Store(tmp_path_factory.mktemp("conflicts") / "conflicts.duckdb")
    for name, (parts, _kinds) in CASES.items():
        tables: dict[str, list[Row]] = {
            **FRAME,
            "plan": [{"plan_code": name}],
            "measure": [measure("M", "M")],
        }
        for part in parts:
            for table, rows in part.items():
                tables[table] = [*tables.get(table, []), *rows]
        store.commit(reading(tables, name), local("Erika Muster"))
    yield store
    store.close()


@pytest.mark.parametrize("case", CASES)
def test_conflict_list(cases: Store, case: str) -> None:
    rows = asked(cases, "measures/conflicts", plan=None, on=ON, known_at=None)
    assert {row["kind"] for row in rows if row["plan_code"] == case} == CASES[case][1]


def test_conflicts_name_the_last_rating_of_each_perspective(cases: Store) -> None:
    rows = asked(cases, "measures/conflicts", plan=None, on=ON, known_at=None)
    row = next(one for one in rows if one["plan_code"] == "both sides are wrong about something")
    ratings = [(one["perspective"], one["rating"], one["reason"]) for one in row["ratings"]]
    assert ratings == [(GROUP, "on_track", NO_REASON), (SCIENCE, "off_track", NO_REASON)]


def test_the_city_has_its_conflict(store: Store) -> None:
    """M01 was delivered and changed nothing."""
    rows = asked(store, "measures/conflicts", plan=PLAN, on=ON, known_at=None)
    assert [(row["measure_code"], row["kind"]) for row in rows] == [("M01", "green_outside")]


def test_on_one_day_the_working_group_is_heard_first(empty_store: Store) -> None:
    tables = {
        **FRAME,
        "measure": [measure("M", "M")],
        **late("M"),
        **said("M", ("steering_committee", "off_track"), (GROUP, "on_track")),
    }
    empty_store.commit(reading(tables, PLAN), local("Erika Muster"))
    looks = {"on": ON, "known_at": None, "before_on": ON, "before_known_at": None}
    (row,) = asked(empty_store, "measures/attention", plan=PLAN, **looks, limit=5)
    assert (row["reasons"], row["rating"]) == (["conflict", "delivery"], "on_track")


UNTIL = dt.date(2025, 9, 30)
WHY = Statement("Lenkungskreis", "Die Abnahme ist zugesagt.", local("erika"))
DELIVERY = Subject(PLAN, "M", "delivery")


@pytest.fixture
def late_store(empty_store: Store) -> Store:
    """One measure, and it is late."""
    tables = {**FRAME, "measure": [measure("M", "M")], **late("M")}
    empty_store.commit(reading(tables, PLAN), local("Erika Muster"))
    return empty_store


def overrides(store: Store, on: dt.date = ON, known_at: dt.datetime | None = None) -> list[Row]:
    return asked(store, "measures/overrides", plan=PLAN, measure=None, on=on, known_at=known_at)


def test_a_declared_light_stands_beside_the_computed_one(late_store: Store) -> None:
    clocks = {"plan": PLAN, "on": ON, "known_at": None}
    computed = asked(late_store, "measures/status", **clocks)
    declare(late_store, DELIVERY, "on_track", ON, UNTIL, WHY)
    (row,) = overrides(late_store)
    assert (row["light"], row["light_computed"], row["state"]) == (
        "on_track",
        "off_track",
        "in_force",
    )
    assert (row["author"], row["reason"], row["person"]) == (WHY.author, WHY.reason, "erika")
    assert asked(late_store, "measures/status", **clocks) == computed


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (ON - dt.timedelta(days=1), "later"),
        (ON, "in_force"),
        (UNTIL, "in_force"),
        (UNTIL + dt.timedelta(days=1), "expired"),
    ],
)
def test_a_declared_light_expires(late_store: Store, on: dt.date, state: str) -> None:
    declare(late_store, DELIVERY, "on_track", ON, UNTIL, WHY)
    assert [row["state"] for row in overrides(late_store, on)] == [state]


def test_the_newest_holds_and_the_history_keeps_all(late_store: Store) -> None:
    declare(late_store, DELIVERY, "on_track", ON, UNTIL, WHY)
    first = overrides(late_store)[0]["recorded_at"].to_pydatetime()
    declare(late_store, DELIVERY, "at_risk", ON, UNTIL, WHY)
    declare(late_store, Subject(PLAN, "M", "effect"), "at_risk", ON, UNTIL, WHY)
    revoke(late_store, DELIVERY, ON, Statement("Rat", "Abnahme gescheitert", local("erika")))
    found = by(overrides(late_store), "light_override_id")
    assert [found[number]["state"] for number in (1, 2, 3)] == ["replaced", "revoked", "in_force"]
    assert (found[2]["ended_by"], found[2]["ended_reason"]) == ("Rat", "Abnahme gescheitert")
    # as it was known then, the first one held
    assert [row["state"] for row in overrides(late_store, ON, first)] == ["in_force"]
    assert overrides(late_store, ON, first - dt.timedelta(microseconds=1)) == []


@pytest.mark.parametrize(
    ("subject", "light", "until", "statement"),
    [
        (DELIVERY, "on_track", UNTIL, Statement("Rat", "  ", local("erika"))),
        (DELIVERY, "on_track", UNTIL, Statement(" ", "Grund", local("erika"))),
        (DELIVERY, "on_track", ON - dt.timedelta(days=1), WHY),
        (DELIVERY, "green", UNTIL, WHY),
        (Subject(PLAN, "M", "mood"), "on_track", UNTIL, WHY),
        (Subject(PLAN, "X", "delivery"), "on_track", UNTIL, WHY),
    ],
)
def test_what_cannot_be_declared(
    late_store: Store, subject: Subject, light: str, until: dt.date, statement: Statement
) -> None:
    with pytest.raises(UserError):
        declare(late_store, subject, light, ON, until, statement)
    assert overrides(late_store) == []


def test_nothing_can_be_taken_back_twice(late_store: Store) -> None:
    with pytest.raises(UserError):
        revoke(late_store, DELIVERY, ON, WHY)
    declare(late_store, DELIVERY, "on_track", ON, UNTIL, WHY)
    revoke(late_store, DELIVERY, ON, WHY)
    with pytest.raises(UserError):
        revoke(late_store, DELIVERY, ON, WHY)
