"""Many ask while one writes: no error, and every answer is from one state of the database."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from masterplan.access import local
from masterplan.store import Store, database, forget, open_store
from masterplan.texts import UserError
from tests.readings import basic_plan, observations, observed

INDICATORS = [f"I{number}" for number in range(50)]
THREADS = 8
QUESTIONS = 200

NOW = """
select count(*) as observations, min(value) as lowest, max(value) as highest
from current_observation
where $turn >= 0
"""
THEN = """
select
    count(*) as observations,
    count(*) - count(held.value) as differing,
    min(recorded.value) as lowest,
    max(recorded.value) as highest
from recorded_observation(null) as recorded
left join current_observation as held
    on recorded.indicator_code = held.indicator_code and recorded.value = held.value
where $turn >= 0
"""


@pytest.fixture
def shared(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store in which each upload gives all indicators one and the same number."""
    questions = {"now": NOW, "then": THEN}
    of_the_program = database.question
    monkeypatch.setattr(
        database, "question", lambda name: questions.get(name) or of_the_program(name)
    )
    store.commit(basic_plan(indicators=INDICATORS), local("Ada"))
    write(store, 1)
    return store


def write(store: Store, number: int) -> int:
    records = [observed(float(number), code) for code in INDICATORS]
    upload_id = store.commit(observations(*records), local("Ada")).upload_id
    assert upload_id
    return upload_id


def ask_all(store: Store, thread: int, started: threading.Barrier) -> set[float]:
    """Ask again and again, some questions like the others and some alone; the numbers seen."""
    seen = set()
    started.wait()
    for turn in range(QUESTIONS):
        alone = turn * THREADS + thread
        answer = store.ask("then" if turn % 4 == 0 else "now", turn=alone if turn % 2 else 0)
        row = answer.iloc[0]
        assert row["observations"] == len(INDICATORS)
        assert row["lowest"] == row["highest"]
        assert row.get("differing", 0) == 0
        seen.add(float(row["lowest"]))
    return seen


def test_every_answer_is_from_one_state(shared: Store) -> None:
    started = threading.Barrier(THREADS + 1)
    with ThreadPoolExecutor(THREADS) as pool:
        asking = [pool.submit(ask_all, shared, thread, started) for thread in range(THREADS)]
        started.wait()
        number = 1
        while not all(each.done() for each in asking):
            number += 1
            upload_id = write(shared, number)
            assert shared.ask("now", turn=0)["highest"][0] == number  # at once, in spite of kept
            shared.withdraw(upload_id, local("Ben"))
            assert shared.ask("now", turn=0)["highest"][0] == 1
        seen = set().union(*(each.result() for each in asking))
    assert seen <= {float(each) for each in range(1, number + 1)}
    assert len(seen) > 1, "nothing was written while they asked"


def in_threads(*actions: Callable[[], object]) -> list[object]:
    with ThreadPoolExecutor(len(actions)) as pool:
        return [each.result() for each in [pool.submit(action) for action in actions]]


def test_writers_wait_for_each_other(shared: Store) -> None:
    plans = [f"P{number}" for number in range(6)]
    in_threads(
        *(
            lambda plan=plan: [
                shared.commit(reading, local("Ada")) for reading in readings_of(plan)
            ]
            for plan in plans
        )
    )
    with shared.write(keep=False) as cursor:
        found = cursor.execute("select upload_id, plan_code from upload").fetchall()
        held = cursor.execute("select count(*) from current_observation").fetchall()[0][0]
    assert sorted(upload_id for upload_id, _plan in found) == list(range(1, len(found) + 1))
    assert len(found) == 2 + 3 * len(plans)
    assert held == len(INDICATORS) + 2 * len(plans)


def readings_of(plan: str) -> list[database.Any]:
    records = [observed(1.0), observed(2.0, "I2")]
    return [
        basic_plan(plan),
        *(observations(record, plan_code=plan) for record in records),
    ]


def test_one_file_uploaded_by_many_at_once_is_stored_once(shared: Store) -> None:
    given = observations(*(observed(7.0, code) for code in INDICATORS))
    receipts = in_threads(*[lambda: shared.commit(given, local("Ada"))] * 6)
    stored = [receipt for receipt in receipts if getattr(receipt, "upload_id", None)]
    assert len(stored) == 1
    assert shared.original(given.sha256, given.file_name).read_bytes() == given.content


def test_closing_waits_for_what_is_under_way(shared: Store, path: Path) -> None:
    """The engine would find a connection left open again, and with it the replaced file."""
    is_asking, events = threading.Event(), list[str]()

    def ask_slowly() -> None:
        with shared.write(keep=False):
            is_asking.set()
            time.sleep(0.2)
            events.append("answered")

    def close() -> None:
        is_asking.wait()
        forget(path)
        events.append("closed")

    in_threads(ask_slowly, close)
    assert events == ["answered", "closed"]


def test_closing_refuses_later_questions(shared: Store, path: Path) -> None:
    answers: list[str] = []
    started = threading.Barrier(3)

    def ask_until_closed() -> None:
        started.wait()
        for turn in range(100_000):
            try:
                shared.ask("then", turn=turn)
            except UserError as error:
                answers.append(error.message)
                return

    def close() -> None:
        started.wait()
        shared.ask("now", turn=0)
        forget(path)

    in_threads(ask_until_closed, ask_until_closed, close)
    assert len(answers) == 2 and "closed" in answers[0]
    assert open_store(path).ask("now", turn=0)["highest"][0] == 1
