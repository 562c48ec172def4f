"""Whatever is uploaded and withdrawn: what is kept ready, the history, and memory agree."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from masterplan.access import local
from masterplan.sheets import SHEET_OF
from masterplan.store import Store
from tests.readings import reading
from tests.store.memory import Held, Memory, Remembered, key_of

START = dt.datetime(2025, 1, 1)
DAYS = [dt.date(2024, 6, 30), dt.date(2024, 12, 31)]
NUMBERS = st.sampled_from([None, 0.0, 1.0])
TEXTS = st.sampled_from([None, "a", "b"])
OPTIONAL_DAYS = st.sampled_from([None, DAYS[0]])

_numbers = itertools.count(1)


def rows(table: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Up to four rows with different keys, some of which take a row back."""
    row = st.fixed_dictionaries({**fields, "is_withdrawn": st.sampled_from([False] * 4 + [True])})
    return st.lists(row, max_size=4, unique_by=lambda record: key_of(table, record))


TABLES = {
    "measure": rows(
        "measure",
        measure_code=st.sampled_from(["M1", "M2"]),
        title=TEXTS,
        phase=st.sampled_from([None, 1, 2]),
        goal_codes=st.sampled_from([None, ["Z1"], ["Z1", "Z2"]]),
    ),
    "milestone": rows(
        "milestone",
        measure_code=st.just("M1"),
        milestone_number=st.sampled_from(["1", "2"]),
        due_on=st.sampled_from([None, *DAYS]),
        weight=NUMBERS,
    ),
    "target": rows(
        "target",
        indicator_code=st.just("I1"),
        kind=st.sampled_from(["value", "limit"]),
        due_on=OPTIONAL_DAYS,
        valid_from=OPTIONAL_DAYS,
        value=NUMBERS,
        reason=TEXTS,
    ),
    "observation": rows(
        "observation",
        indicator_code=st.sampled_from(["I1", "I2"]),
        observed_on=st.sampled_from(DAYS),
        dimension=st.sampled_from(["", "Bezirk"]),
        category=st.just(""),
        value=NUMBERS,
        comment=TEXTS,
    ),
}
UPLOADS = st.fixed_dictionaries(TABLES)
STEPS = st.lists(UPLOADS | st.integers(0, 9), min_size=3, max_size=9)
"""An upload, or the number of one that is then withdrawn, or reinstated."""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("history") / "plans.duckdb")
    yield store
    store.close()


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_store_and_memory_agree(shared: Store, steps: list[Any]) -> None:
    plan, memory, moment = f"P{next(_numbers)}", Memory(), START
    for step in steps:
        moment += dt.timedelta(hours=1)
        if isinstance(step, dict):
            load(shared, memory, plan, moment, step)
        elif memory.uploads:
            turn(shared, memory.uploads[step % len(memory.uploads)], moment)
    last = moment
    assert shared.ask("checks/current_differs_from_history").empty
    moment = START
    while moment <= last:
        for table in TABLES:
            assert held(shared, plan, table, moment) == memory.held(table, moment)
        moment += dt.timedelta(hours=1)
    for table in TABLES:
        assert held(shared, plan, table, None) == memory.held(table)


def load(
    store: Store, memory: Memory, plan: str, moment: dt.datetime, tables: dict[str, Any]
) -> None:
    receipt = store.commit(reading(tables, plan), local("Ada"), None, moment)
    assert (receipt.upload_id is not None) == memory.would_change(tables)
    if receipt.upload_id is not None:
        memory.uploads.append(Remembered(receipt.upload_id, moment, tables))


def turn(store: Store, upload: Remembered, moment: dt.datetime) -> None:
    is_withdrawn = upload.is_visible(moment)
    change = store.withdraw if is_withdrawn else store.reinstate
    change(upload.upload_id, local("Ada"), None, moment)
    upload.turns.append((moment, is_withdrawn))


def held(store: Store, plan: str, table: str, known_at: dt.datetime | None) -> Held:
    sheet = SHEET_OF[table]
    names = [*sheet.values, "upload_id"] + ["first_due_on"] * (table == "milestone")
    with store.write(keep=False) as cursor:
        found = cursor.execute(
            f"select {', '.join([*sheet.keys, *names])} "
            f"from known_{table}($known_at::timestamp) where plan_code = $plan",
            {"known_at": known_at, "plan": plan},
        ).fetchall()
    parts = len(sheet.keys)
    return {row[:parts]: dict(zip(names, row[parts:], strict=True)) for row in found}
