"""The small fictional city, an empty database, and a guard in front of the real one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from masterplan.store import Store
from tests.city import found_city


@pytest.fixture(autouse=True)
def _no_real_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens the default database in a test gets one of the test's own."""
    monkeypatch.setenv("MASTERPLAN_DB", str(tmp_path / "default.duckdb"))


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Musterstadt (tests/city.py), the same file for every test: to read, not to write."""
    city = Store(tmp_path_factory.mktemp("city") / "city.duckdb")
    found_city(city)
    yield city
    city.close()


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    """A database in which nothing is, for this test alone."""
    empty = Store(tmp_path / "empty.duckdb")
    yield empty
    empty.close()
