"""Lights kept ready give the very answers that lights worked out anew would give."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from masterplan.access import local
from masterplan.store import Store, database
from masterplan.store.looks import LIGHTS, Look, looks_of
from tests.method.random_plans import MOMENTS, PlanMaker, fill
from tests.readings import basic_plan, observations, observed
from tests.structure.questions import ASKED_FOLDERS, questions

ON = dt.date(2025, 6, 30)
BEFORE = dt.date(2024, 12, 31)
CLOCKS = {"on": ON, "known_at": None, "before_on": BEFORE, "before_known_at": MOMENTS[3]}
READING = [each for each in questions(*ASKED_FOLDERS) if looks_of(each.sql, CLOCKS)]


@pytest.fixture(scope="module")
def random_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("looks") / "plans.duckdb"
    store = Store(path)
    maker = PlanMaker(11)
    fill(store, [maker.plan(f"P{number}") for number in range(60)])
    yield store
    store.close()


def test_the_questions_on_lights_are_found() -> None:
    assert {"measures/status", "indicators/status", "plan/standing"} <= {q.name for q in READING}
    assert not looks_of("select * from current_measure where $on", {"on": ON, "known_at": None})


@pytest.mark.parametrize("name", [each.name for each in READING])
@pytest.mark.parametrize("known_at", [None, MOMENTS[4]])
def test_an_answer_from_kept_lights_is_the_answer(
    random_store: Store, name: str, known_at: dt.datetime | None
) -> None:
    sql = database.question(name)
    needed = duckdb.extract_statements(sql)[0].named_parameters
    given: dict[str, object] = {
        each: {**CLOCKS, "known_at": known_at, "limit": 1000}.get(each) for each in needed
    }
    with random_store.write(keep=False) as cursor:
        try:
            anew = cursor.execute(sql, given).df()
        except duckdb.Error:  # asks for a value that is not known here
            pytest.fail(f"{name} needs a parameter that this test does not give: {given}")
    pd.testing.assert_frame_equal(random_store.ask(name, **given), anew)


@pytest.mark.parametrize("macro", LIGHTS)
@pytest.mark.parametrize(
    "other", ["date '2024-06-30', null", "date '2025-06-30', timestamp '2025-01-01'"]
)
def test_kept_lights_are_those_of_their_own_look(
    random_store: Store, macro: str, other: str
) -> None:
    """Another look is refused: it would find nothing, and nothing is an answer, too."""
    with random_store.write(keep=False) as cursor:
        random_store._looks.cover(cursor, [Look(ON, None)], 0)
        assert cursor.execute(f"from {macro}(date '2025-06-30', null)").fetchall()
        with pytest.raises(duckdb.Error, match="kept for other dates"):
            cursor.execute(f"from {macro}({other})").fetchall()


def test_lights_and_facts_of_an_answer_are_of_one_state(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last value that the light saw is the value that stands there, however much is written."""
    sql = """
    select light.last_value, held.value
    from indicator_light($on::date, $known_at::timestamp) as light
    inner join current_observation as held on light.indicator_code = held.indicator_code
    where $turn >= 0
    """
    store.commit(basic_plan(indicators=["I1"]), local("Ada"))
    store.commit(observations(observed(0.0, "I1")), local("Ada"))
    original = database.question
    monkeypatch.setattr(
        database, "question", lambda name: sql if name == "both" else original(name)
    )
    is_over, answers = threading.Event(), threading.Semaphore(0)

    def ask(thread: int) -> set[float]:
        seen, turn = set(), thread
        while not is_over.is_set():
            turn += 10
            ((last_value, value),) = store.ask("both", on=ON, known_at=None, turn=turn).to_numpy()
            assert last_value == value
            seen.add(value)
            answers.release()
        return seen

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask, thread) for thread in range(4)]
        for number in range(1, 8):
            store.commit(observations(observed(float(number), "I1")), local("Ada"))
            for _answer in range(8):  # of each thread one that began before, and one after
                answers.acquire(timeout=5)
        is_over.set()
        assert len(set().union(*(each.result() for each in asking))) > 1


def test_a_look_is_worked_out_once_however_many_ask_for_it(
    random_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a write everybody asks at once; each working it out would hold up all of them."""
    looks, worked_out = random_store._looks, list[Look]()
    original = looks._worked_out
    together = threading.Barrier(6)

    def counting(look: Look) -> dict[str, pa.Table]:
        worked_out.append(look)
        return original(look)

    monkeypatch.setattr(looks, "_worked_out", counting)
    unasked = dt.date(2023, 3, 31)

    def ask(thread: int) -> int:
        together.wait()
        return len(
            random_store.ask("measures/status", plan=f"P{thread}", on=unasked, known_at=None)
        )

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(ask, range(6)))
    assert worked_out == [Look(unasked, None)]
