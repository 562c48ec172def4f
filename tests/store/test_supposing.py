"""What would be: the answers of a real upload, and nothing left of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from masterplan.access import local
from masterplan.sheets import SHEETS
from masterplan.store import Store
from masterplan.texts import UserError
from tests.city import PLAN, found_city, observation
from tests.readings import reading

THEN = dt.date(2027, 12, 31)
CLOCKS = {"plan": PLAN, "on": THEN, "known_at": None}
QUESTIONS: list[tuple[str, dict[str, object]]] = [
    ("indicators/status", CLOCKS),
    ("measures/status", CLOCKS),
    ("plan/rollup", {**CLOCKS, "grain": "topic_area"}),
    ("plan/rollup", {**CLOCKS, "grain": "plan"}),
]
TABLES = {
    "observation": [observation("M01.1", 99.0, dt.date(2026, 12, 31))],
    "milestone": [
        {"measure_code": "M03", "milestone_number": "1", "reached_on": dt.date(2025, 7, 1)}
    ],
}


@pytest.fixture
def city(tmp_path: Path) -> Store:
    """Musterstadt in a file of its own."""
    store = Store(tmp_path / "city.duckdb")
    found_city(store)
    return store


def stored(store: Store) -> dict[str, pd.DataFrame]:
    """Every row of every table."""
    names = [sheet.table for sheet in SHEETS]
    tables = [*names, *(f"current_{name}" for name in names), "upload", "withdrawal", "audit"]
    with store.write(keep=False) as cursor:
        return {name: cursor.table(name).df() for name in tables}


def answers(store: Store) -> list[pd.DataFrame]:
    return [store.ask(name, **given) for name, given in QUESTIONS]


def test_nothing_is_stored(city: Store) -> None:
    rows, lights = stored(city), answers(city)
    files = {path.name: path.read_bytes() for path in city.originals.iterdir()}
    found = city.suppose([reading(TABLES, PLAN)], QUESTIONS)
    assert not any(one.equals(other) for one, other in zip(found, lights, strict=True))
    after = stored(city)
    assert {name for name in rows if not rows[name].equals(after[name])} == set()
    assert sum(map(len, rows.values())) > 100
    assert {path.name: path.read_bytes() for path in city.originals.iterdir()} == files
    for one, other in zip(answers(city), lights, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_nothing_is_stored_when_the_file_is_opened_again(city: Store) -> None:
    lights = answers(city)
    city.suppose([reading(TABLES, PLAN)], QUESTIONS)
    city.close()
    again = Store(city.path)
    for one, other in zip(answers(again), lights, strict=True):
        pd.testing.assert_frame_equal(one, other)
    again.close()


def test_supposed_is_what_a_real_upload_would_show(city: Store) -> None:
    supposed = city.suppose([reading(TABLES, PLAN)], QUESTIONS)
    city.commit(reading(TABLES, PLAN), local("Anna"))
    for one, other in zip(supposed, answers(city), strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_a_real_upload_follows_as_if_nothing_had_been_supposed(city: Store) -> None:
    number = city.ask("uploads/list", plan=None)["upload_id"].max()
    city.suppose([reading(TABLES, PLAN)], QUESTIONS)
    receipt = city.commit(reading(TABLES, PLAN), local("Anna"))
    assert receipt.upload_id == number + 1


def test_a_question_that_fails_leaves_nothing_behind(city: Store) -> None:
    rows = stored(city)
    with pytest.raises(Exception, match="parameter"):
        city.suppose([reading(TABLES, PLAN)], [("indicators/status", {"plan": PLAN})])
    after = stored(city)
    assert all(rows[name].equals(after[name]) for name in rows)


def test_what_contradicts_itself_is_refused(city: Store) -> None:
    twice = {"observation": [observation("M01.1", 1.0, THEN), observation("M01.1", 2.0, THEN)]}
    with pytest.raises(UserError):
        city.suppose([reading(twice, PLAN)], QUESTIONS)
