"""Why a light changed between two looks: each cause alone, mixtures, and that they add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from masterplan.access import ADMINISTER, LOCAL, local
from masterplan.store import Store
from tests.city import (
    FRAME,
    Tables,
    asked,
    evaluation,
    indicator,
    measure,
    milestone,
    observation,
    target,
)
from tests.method.random_plans import MOMENTS, PlanMaker, fill
from tests.readings import reading
from tests.twin import Row

BEFORE, AFTER = dt.date(2025, 1, 31), dt.date(2025, 7, 31)
"""The planned path from 0 at the end of 2023 to 100 at the end of 2026 stands at 36.2 and 52.7."""
FIRST = dt.datetime(2025, 2, 1)
SECOND = dt.datetime(2025, 8, 1)

PLANNED: Tables = {
    "measure": [measure("A", "A")],
    "indicator": [indicator("A.1")],
    "target": [target("A.1", 100.0)],
}
ON_TRACK: Tables = {**PLANNED, "observation": [observation("A.1", 50.0)]}
NEARLY: Tables = {**PLANNED, "observation": [observation("A.1", 30.0)]}
CORRECTED: Tables = {"observation": [observation("A.1", 10.0)]}
NEW: Tables = {"observation": [observation("A.1", 10.0, dt.date(2025, 6, 30))]}
RECOVERED: Tables = {
    "observation": [observation("A.1", 10.0), observation("A.1", 70.0, dt.date(2025, 6, 30))]
}
RAISED: Tables = {"target": [target("A.1", 300.0)]}

DUE = dt.date(2024, 12, 1)
SPAN = {"starts_on": dt.date(2024, 1, 1), "ends_on": dt.date(2025, 12, 31)}
OPEN: Tables = {
    "measure": [measure("A", "A", **SPAN)],
    "milestone": [milestone("A", "1", DUE), milestone("A", "2", dt.date(2026, 12, 31))],
}
BEGUN: Tables = {
    "measure": [measure("A", "A", **SPAN)],
    "evaluation": [evaluation("A", progress_percent=60.0)],
}


def first_milestone(due_on: dt.date = DUE, **fields: object) -> Tables:
    return {"milestone": [milestone("A", "1", due_on, **fields)]}


Steps = list[tuple[str, str, str]]
"""The cause, the light before and the light after of each step."""
Look = tuple[dt.date, dt.datetime | None]
SAME_DAY: Look = (BEFORE, FIRST)
"""The second look is at the same day, with what was known later."""
LATER: Look = (AFTER, FIRST)
SAME_KNOWLEDGE: Look = (AFTER, None)
MUCH_LATER: Look = (dt.date(2026, 6, 30), None)

EFFECTS: dict[str, tuple[list[Tables], Look, Steps]] = {
    "correction": ([ON_TRACK, CORRECTED], SAME_DAY, [("correction", "on_track", "off_track")]),
    "value taken back": (
        [ON_TRACK, {"observation": [observation("A.1", 50.0, is_withdrawn=True)]}],
        SAME_DAY,
        [("correction", "on_track", "not_assessable")],
    ),
    "value of a later date": ([ON_TRACK, NEW], LATER, [("new_data", "on_track", "off_track")]),
    "value that came late": (
        [{**PLANNED, "observation": [observation("A.1", 50.0, dt.date(2024, 6, 30))]}, CORRECTED],
        SAME_DAY,
        [("new_data", "on_track", "off_track")],
    ),
    "target": ([ON_TRACK, RAISED], SAME_DAY, [("target", "on_track", "off_track")]),
    "baseline": (
        [ON_TRACK, {"indicator": [indicator("A.1", 45.0)]}],
        SAME_DAY,
        [("target", "on_track", "off_track")],
    ),
    "target that was known comes into force": (
        [{**ON_TRACK, "target": [*PLANNED["target"], target("A.1", 300.0, valid_from=AFTER)]}],
        SAME_KNOWLEDGE,
        [("target", "on_track", "off_track")],
    ),
    "time": ([ON_TRACK], MUCH_LATER, [("time", "on_track", "at_risk")]),
    "nothing": ([ON_TRACK], SAME_DAY, []),
    "to and fro": (
        [ON_TRACK, RECOVERED],
        LATER,
        [("correction", "on_track", "off_track"), ("new_data", "off_track", "on_track")],
    ),
    "four at once": (
        [ON_TRACK, {**RECOVERED, **RAISED}],
        LATER,
        [
            ("correction", "on_track", "off_track"),
            ("new_data", "off_track", "on_track"),
            ("target", "on_track", "at_risk"),
            ("time", "at_risk", "off_track"),
        ],
    ),
}
"""Expected at first 36.2, or 108.7 of 300; later 52.7, or 158."""

DELIVERIES: dict[str, tuple[list[Tables], Look, Steps]] = {
    "days pass": ([OPEN], SAME_KNOWLEDGE, [("time", "at_risk", "off_track")]),
    "reached, as was learned later": (
        [OPEN, first_milestone(reached_on=dt.date(2024, 11, 30))],
        SAME_DAY,
        [("new_data", "at_risk", "on_track")],
    ),
    "reached since": (
        [OPEN, first_milestone(reached_on=dt.date(2025, 3, 1))],
        LATER,
        [("new_data", "at_risk", "on_track")],
    ),
    "planned anew": (
        [OPEN, first_milestone(dt.date(2025, 12, 1))],
        LATER,
        [("correction", "at_risk", "on_track")],
    ),
    "not reached after all": (
        [
            {**OPEN, **first_milestone(reached_on=dt.date(2024, 11, 30))},
            first_milestone(reached_on=dt.date(2025, 12, 1)),
        ],
        SAME_DAY,
        [("correction", "achieved", "at_risk")],
    ),
    "dropped": (
        [OPEN, {"evaluation": [evaluation("A", state="dropped", reason="zu teuer")]}],
        SAME_DAY,
        [("evaluation", "at_risk", "not_assessable")],
    ),
    "another progress": (
        [BEGUN, {"evaluation": [evaluation("A", progress_percent=20.0)]}],
        SAME_DAY,
        [("evaluation", "on_track", "off_track")],
    ),
    "progress stands still": ([BEGUN], SAME_KNOWLEDGE, [("time", "on_track", "at_risk")]),
}

SECOND_INDICATOR: Tables = {
    "indicator": [indicator("A.2")],
    "target": [target("A.2", 100.0)],
    "observation": [observation("A.2", 1.0)],
}

BY_METHOD: dict[str, tuple[list[Tables], Look, Steps]] = {
    "alone": ([NEARLY], SAME_DAY, [("method", "at_risk", "on_track")]),
    "with all others": (
        [ON_TRACK, {**RECOVERED, **RAISED}],
        LATER,
        [
            ("correction", "on_track", "off_track"),
            ("new_data", "off_track", "on_track"),
            ("target", "on_track", "at_risk"),
            ("method", "at_risk", "on_track"),
            ("time", "on_track", "off_track"),
        ],
    ),
}
REVISED = {"on_track_ratio": 0.6, "at_risk_ratio": 0.5, "at_risk_days": 30.0}
"""The second version of the method, between the two looks."""


def enter(store: Store, plan: str, uploads: list[Tables]) -> None:
    """Load what was known at the first look, then what came before the second."""
    for number, (moment, tables) in enumerate(zip((FIRST, SECOND), uploads, strict=False)):
        framed = tables if number else {**FRAME, "plan": [{"plan_code": plan}], **tables}
        store.commit(reading(framed, plan), local("Erika Muster"), recorded_at=moment)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Every case as a plan of its own, named as the case: one question answers many of them."""
    store = Store(tmp_path_factory.mktemp("cases") / "cases.duckdb")
    for name, (uploads, _look, _right) in {**EFFECTS, **DELIVERIES}.items():
        enter(store, name, uploads)
    enter(store, "added", [ON_TRACK, SECOND_INDICATOR])
    enter(store, "new", [{}, ON_TRACK])
    yield store
    store.close()


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same with a second version of the method."""
    store = Store(tmp_path_factory.mktemp("revised") / "revised.duckdb")
    for name, (uploads, _look, _right) in BY_METHOD.items():
        enter(store, name, uploads)
    enter(store, "delivery", [OPEN])
    with store.write(LOCAL, ADMINISTER, "test") as cursor:
        for name, value in REVISED.items():
            cursor.execute(
                "insert into method values (2, $name, $value, $moment)",
                {"name": name, "value": value, "moment": SECOND},
            )
    yield store
    store.close()


def found(store: Store, question: str, look: Look, plan: str, **of_all: object) -> list[Row]:
    """The rows of one plan, from a question that is asked of all of them."""
    on, before_at = look
    asking = {"before_on": BEFORE, "before_known_at": before_at, "on": on, "known_at": None}
    rows = asked(store, question, plan=None, **of_all, **asking)
    return [row for row in rows if row["plan_code"] == plan]


def steps(rows: list[Row]) -> Steps:
    return [(row["cause"], row["light_before"], row["light_after"]) for row in rows]


def of_indicator(store: Store, look: Look, plan: str) -> Steps:
    return steps(found(store, "indicators/causes", look, plan, measure=None))


def of_measure(store: Store, look: Look, plan: str, aspect: str) -> Steps:
    rows = found(store, "measures/causes", look, plan, measure=None)
    return steps([row for row in rows if row["aspect"] == aspect])


@pytest.mark.parametrize("case", EFFECTS)
def test_causes_of_effect(cases: Store, case: str) -> None:
    _uploads, look, right = EFFECTS[case]
    assert of_indicator(cases, look, case) == right
    assert of_measure(cases, look, case, "effect") == right


@pytest.mark.parametrize("case", DELIVERIES)
def test_causes_of_delivery(cases: Store, case: str) -> None:
    _uploads, look, right = DELIVERIES[case]
    assert of_measure(cases, look, case, "delivery") == right


@pytest.mark.parametrize("case", BY_METHOD)
def test_another_method_is_a_cause(revised: Store, case: str) -> None:
    _uploads, look, right = BY_METHOD[case]
    assert of_indicator(revised, look, case) == right
    assert of_measure(revised, look, case, "effect") == right


def test_another_method_of_delivery(revised: Store) -> None:
    right = [("method", "at_risk", "off_track")]  # 61 days late
    assert of_measure(revised, SAME_DAY, "delivery", "delivery") == right


def test_changes_name_their_causes(cases: Store) -> None:
    (changed,) = found(cases, "measures/changes", LATER, "four at once")
    assert (changed["light_before"], changed["light_after"]) == ("on_track", "off_track")
    assert steps(list(changed["causes"])) == EFFECTS["four at once"][2]
    assert found(cases, "measures/changes", LATER, "to and fro") == []


def test_an_indicator_that_is_added_is_a_cause_of_its_measure(cases: Store) -> None:
    assert of_indicator(cases, SAME_DAY, "added") == []
    right = [("indicator", "on_track", "off_track")]
    assert of_measure(cases, SAME_DAY, "added", "effect") == right


def test_what_is_new_has_no_cause(cases: Store) -> None:
    rows = found(cases, "measures/changes", SAME_DAY, "new")
    assert [(row["change"], list(row["causes"])) for row in rows] == [("new", []), ("new", [])]
    assert of_measure(cases, SAME_DAY, "new", "effect") == []


@pytest.fixture(scope="module")
def random_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Random plans, with corrections, withdrawals and revised targets."""
    store = Store(tmp_path_factory.mktemp("random") / "plans.duckdb")
    maker = PlanMaker(4711)
    fill(store, [maker.plan(f"P{number}") for number in range(80)])
    yield store
    store.close()


def chained(rows: list[Row], key: Callable[[Row], tuple[str, ...]]) -> dict[tuple[str, ...], Steps]:
    """The steps of each light; every step begins where the one before it ended."""
    chains: dict[tuple[str, ...], Steps] = {}
    for row in rows:
        chains.setdefault(key(row), []).extend(steps([row]))
    for chain in chains.values():
        assert all(one[2] == next_one[1] for one, next_one in pairwise(chain))
        assert all(one[1] != one[2] for one in chain)
    return chains


PAIRS = [
    (dt.date(2025, 6, 30), MOMENTS[2], dt.date(2025, 6, 30), None),
    (dt.date(2024, 12, 31), MOMENTS[3], dt.date(2027, 3, 1), MOMENTS[6]),
    (dt.date(2026, 1, 1), None, dt.date(2025, 3, 31), MOMENTS[4]),
]


def lights(store: Store, on: dt.date, known_at: dt.datetime | None) -> dict[tuple[str, ...], str]:
    """Every light of measures (by aspect) and indicators on a day, as known at a moment."""
    clocks = {"plan": None, "on": on, "known_at": known_at}
    found = {
        (row["plan_code"], row["measure_code"], aspect): row[f"light_{aspect}"]
        for row in asked(store, "measures/status", **clocks)
        for aspect in ("delivery", "effect")
    }
    for row in asked(store, "indicators/status", **clocks):
        found[row["plan_code"], row["indicator_code"], "indicator"] = row["light"]
    return found


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]}-{pair[2]}")
def test_causes_add_up_to_the_change(
    random_store: Store, pair: tuple[dt.date, dt.datetime | None, dt.date, dt.datetime | None]
) -> None:
    before_on, before_at, on, known_at = pair
    asking = {"plan": None, "measure": None, "before_on": before_on, "before_known_at": before_at}
    asking |= {"on": on, "known_at": known_at}
    chains = chained(
        asked(random_store, "measures/causes", **asking),
        lambda row: (row["plan_code"], row["measure_code"], row["aspect"]),
    ) | chained(
        asked(random_store, "indicators/causes", **asking),
        lambda row: (row["plan_code"], row["indicator_code"], "indicator"),
    )
    first, last = lights(random_store, before_on, before_at), lights(random_store, on, known_at)
    in_both = first.keys() & last.keys()
    assert len(chains) > 25 and chains.keys() <= in_both
    for key in in_both:
        chain = chains.get(key, [("start", first[key], first[key])])
        assert (chain[0][1], chain[-1][2]) == (first[key], last[key]), key
