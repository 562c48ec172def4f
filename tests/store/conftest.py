"""A new store for each test, closed at its end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from masterplan.store import Store, forget, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "masterplan.duckdb"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    yield open_store(path)
    forget(path)
