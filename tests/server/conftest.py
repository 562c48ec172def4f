"""An app that runs, for programs that speak to it without a browser."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar
from urllib.request import urlopen

import pytest

from benchmarks.visitor import Visitor
from masterplan.access import local
from masterplan.store import forget, open_store
from tests.awaiting import awaited
from tests.browser.conftest import running
from tests.readings import basic_plan, observations, observed

T = TypeVar("T")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small plan in it."""
    made = tmp_path_factory.mktemp("server")
    store = open_store(made / "masterplan.duckdb")
    store.commit(basic_plan(), local("Ada"))
    store.commit(observations(observed(1.0)), local("Ada"))
    forget(store.path)
    return made


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """The address of an app on that plan behind a proxy, which does not back up by itself."""
    secrets = folder / "secrets.toml"
    secrets.write_text('[access]\nwithout_sign_in = "any_address"\n', encoding="utf-8")
    settings = {"MASTERPLAN_BACKUP_HOURS": "0", "STREAMLIT_SECRETS_FILES": str(secrets)}
    with running(folder, **settings) as address:
        yield address


def visiting(server: str, do: Callable[[Visitor], Awaitable[T]], page: str = "upload") -> T:
    """What somebody gets to know who opens a page and does something there."""

    async def visit() -> T:
        visitor = await Visitor.arrive(server)
        try:
            await visitor.open(page, lang="de")
            return await do(visitor)
        finally:
            await visitor.leave()

    return awaited(visit())


def numbers(server: str) -> dict[str, float]:
    """The metrics of a server, by their names."""
    with urlopen(f"{server}/api/metrics", timeout=20) as answer:
        lines = answer.read().decode().splitlines()
    return {
        name.removeprefix("masterplan_"): float(value)
        for name, value in (line.split() for line in lines if not line.startswith("#"))
    }
