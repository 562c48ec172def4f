"""Cases of the method: many measures and indicators in one plan, judged in one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from masterplan.store import Store
from tests.city import FRAME, ON, PLAN, Tables, asked, by
from tests.readings import reading
from tests.twin import Row

Judged = tuple[dict[str, Row], dict[str, Row]]
"""The rows of measures/status and indicators/status by code."""
Judge = Callable[..., Judged]


@pytest.fixture(scope="session")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Store records in a database of their own and ask for all lights."""

    def judged(tables: Tables, on: dt.date = ON) -> Judged:
        store = Store(tmp_path_factory.mktemp("cases") / "cases.duckdb")
        store.commit(reading({**FRAME, **tables}, PLAN), "Erika Muster")
        clocks = {"plan": None, "on": on, "known_at": None}
        measures = by(asked(store, "measures/status", **clocks), "measure_code")
        indicators = by(asked(store, "indicators/status", **clocks), "indicator_code")
        store.close()
        return measures, indicators

    return judged
