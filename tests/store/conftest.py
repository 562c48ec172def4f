"""A new store for each test, empty or full, closed at its end."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from masterplan.access import ADMINISTER, LOCAL, local
from masterplan.store import Store, forget, open_store
from masterplan.store.archive import backup
from tests.readings import basic_plan, observations, observed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "masterplan.duckdb"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    yield open_store(path)
    forget(path)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a full store that nobody has open, with a backup of it."""
    folder = tmp_path_factory.mktemp("full")
    store = Store(folder / "masterplan.duckdb")
    fill(store)
    backup(store, folder / "backup.zip")
    store.close()
    return folder


@pytest.fixture
def backed_up(filled: Path) -> Path:
    return filled / "backup.zip"


@pytest.fixture
def full(filled: Path, path: Path) -> Iterator[Store]:
    shutil.copytree(filled / "originals", path.parent / "originals")
    shutil.copy(filled / path.name, path)
    yield open_store(path)
    forget(path)


def fill(store: Store) -> None:
    """Two plans with corrections, a withdrawal and its reinstatement, and a decision."""
    store.commit(basic_plan("A"), local("Ada"), "Anfang", dt.datetime(2025, 1, 5))
    store.commit(basic_plan("B"), local("Ben"), None, dt.datetime(2024, 3, 1))
    wrong = observations(observed(1.0), plan_code="B")
    store.commit(wrong, local("Ben"), None, dt.datetime(2024, 4, 1), "form")
    store.withdraw(3, local("Ben"), "falsch", dt.datetime(2024, 5, 1))
    store.commit(
        observations(observed(2.0), plan_code="B"), local("Ben"), None, dt.datetime(2024, 6, 1)
    )
    store.reinstate(3, local("Ada"), None, dt.datetime(2024, 7, 1))
    store.commit(observations(observed(5.0), plan_code="A"), local("Ada"))
    store.withdraw(5, local("Ada"))
    with store.write(LOCAL, ADMINISTER, "test") as cursor:
        cursor.execute(
            "insert into decision values (1, 'A', null, 'Rat', date '2025-02-01', 'Weiter so.', "
            "null, null, 'open', null, null, null, 'Ada', timestamp '2025-02-02', 1, null)"
        )
        cursor.execute("update method set value = 0.9 where name = 'on_track_ratio'")
