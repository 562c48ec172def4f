"""Cases of the method: many measures and indicators in one plan, judged in one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import count

import pytest

from masterplan.store import Store
from tests.city import FRAME, ON, Tables, asked, by
from tests.readings import reading
from tests.twin import Row

Judged = tuple[dict[str, Row], dict[str, Row]]
"""The rows of measures/status and indicators/status by code."""
Judge = Callable[..., Judged]


@pytest.fixture(scope="session")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    """Store records as a plan of their own and ask for all lights."""
    store = Store(tmp_path_factory.mktemp("cases") / "cases.duckdb")
    numbers = count(1)

    def judged(tables: Tables, on: dt.date = ON) -> Judged:
        plan = f"P{next(numbers)}"
        framed = {**FRAME, "plan": [{"plan_code": plan, "title": plan}], **tables}
        store.commit(reading(framed, plan), "Erika Muster")
        clocks = {"plan": plan, "on": on, "known_at": None}
        measures = by(asked(store, "measures/status", **clocks), "measure_code")
        indicators = by(asked(store, "indicators/status", **clocks), "indicator_code")
        return measures, indicators

    yield judged
    store.close()
