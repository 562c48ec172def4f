"""Cases of the method: many measures and indicators in one plan, judged in one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import count

import pytest

from masterplan.access import local
from masterplan.store import Store
from tests.city import FRAME, ON, Tables, asked, by
from tests.readings import reading
from tests.twin import Row


class Answer(Mapping[str, Row]):
    """The rows of a question by code; it is put when the first of them is wanted."""

    def __init__(self, store: Store, name: str, key: str, clocks: dict[str, object]) -> None:
        self._asked = store, name, clocks
        self._key = key

    @cached_property
    def _rows(self) -> dict[str, Row]:
        store, name, clocks = self._asked
        return by(asked(store, name, **clocks), self._key)

    def __getitem__(self, code: str) -> Row:
        return self._rows[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


Judged = tuple[Answer, Answer]
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
        store.commit(reading(framed, plan), local("Erika Muster"))
        clocks: dict[str, object] = {"plan": plan, "on": on, "known_at": None}
        return (
            Answer(store, "measures/status", "measure_code", clocks),
            Answer(store, "indicators/status", "indicator_code", clocks),
        )

    yield judged
    store.close()
