"""The databases behind the pages: both samples, shared or of one's own, and an empty one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from masterplan.access import LOCAL
from masterplan.store import Store, forget, open_store
from masterplan.store.saved_views import save
from tests.pages.loading import FILE, copy, load
from tests.pages.visits import Visit

Enter = Callable[..., Visit]


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples loaded and closed, to be copied."""
    return load(tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="session")
def _shared(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = copy(sample_folder, tmp_path_factory.mktemp("shared"))
    save(open_store(path), LOCAL, "Beispiel", "indicators", "plan=BSP&light=off_track")
    yield path
    forget(path)


@pytest.fixture
def samples(_shared: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Both samples, the same file for every test: to read, not to write."""
    monkeypatch.setenv("MASTERPLAN_DB", str(_shared))
    return open_store()


@pytest.fixture
def own_samples(
    sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """Both samples, for this test alone: to write."""
    path = copy(sample_folder, tmp_path / "own")
    monkeypatch.setenv("MASTERPLAN_DB", str(path))
    yield open_store()
    forget(path)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A database in which nothing is."""
    path = tmp_path / "empty" / FILE
    monkeypatch.setenv("MASTERPLAN_DB", str(path))
    yield open_store()
    forget(path)


@pytest.fixture
def enter() -> Enter:
    """Open a page in a new tab: ``enter("measures", plan="BSP")``."""

    def opened(address: str, locale: str = "de-DE", theme: str = "light", **query: str) -> Visit:
        return Visit(locale, theme).open(address, **query)

    return opened
