"""Pages of a plan with 500 measures and 1,500 indicators: all is reached, a page at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from masterplan.access import local
from masterplan.store import Store, forget, open_store
from masterplan.ui.lists import ROWS_OF_A_PAGE
from tests.pages.conftest import Enter
from tests.readings import Tables, reading

MEASURES, INDICATORS = 500, 1500
ON = "2025-12-31"


def codes() -> Iterator[tuple[int, str]]:
    """The numbers and codes of the measures."""
    return ((number, f"M-{number:03}") for number in range(MEASURES))


def large_plan() -> Tables:
    """Three phases, ten topic areas; each measure with two milestones and three indicators."""
    indicators = [f"{code}.{part}" for _, code in codes() for part in range(3)]
    return {
        "plan": [{"plan_code": "MP", "title": "Großer Plan"}],
        "phase": [
            {
                "phase": phase,
                "title": f"Phase {phase}",
                "starts_on": dt.date(2020 + 2 * phase, 1, 1),
                "ends_on": dt.date(2021 + 2 * phase, 12, 31),
            }
            for phase in (1, 2, 3)
        ],
        "topic_area": [{"topic_area_code": f"T{n}", "title": f"Thema {n}"} for n in range(10)],
        "measure": [
            {
                "measure_code": code,
                "title": f"Maßnahme mit einem Titel Nummer {number}",
                "topic_area_code": f"T{number % 10}",
                "phase": number % 3 + 1,
            }
            for number, code in codes()
        ],
        "milestone": [
            {
                "measure_code": code,
                "milestone_number": str(part),
                "title": f"Schritt {part}",
                "due_on": dt.date(2023 + part, 6, 30),
                "reached_on": dt.date(2023 + part, 7, 1) if number % 4 else None,
            }
            for number, code in codes()
            for part in (1, 2)
        ],
        "indicator": [
            {
                "indicator_code": code,
                "measure_code": code.split(".")[0],
                "name": f"Kennzahl {code}",
                "unit": "Anzahl",
                "direction": "up",
                "baseline": 0.0,
                "baseline_on": dt.date(2022, 12, 31),
                "frequency": "yearly",
                "owner": "Amt",
            }
            for code in indicators
        ],
        "target": [
            {
                "indicator_code": code,
                "kind": "value",
                "value": 100.0,
                "due_on": dt.date(2027, 12, 31),
            }
            for code in indicators
        ],
        "observation": [
            {
                "indicator_code": code,
                "observed_on": dt.date(year, 12, 31),
                "value": float((number * 7 + year) % 80),
            }
            for number, code in enumerate(indicators)
            for year in (2023, 2024, 2025)
        ],
    }


@pytest.fixture(scope="module")
def _path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("large") / "masterplan.duckdb"
    open_store(path).commit(reading(large_plan()), local("Anna"))
    yield path
    forget(path)


@pytest.fixture
def large(_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The plan, the same file for every test: to read, not to write."""
    monkeypatch.setenv("MASTERPLAN_DB", str(_path))
    return open_store()


def test_overview_counts_every_measure(large: Store, enter: Enter) -> None:
    page = enter("overview", on=ON)
    for aspect in ("delivery", "effect", "evidence"):
        counts = [int(w.split()[0]) for w, link in page.links if f"&{aspect}=" in link]
        assert sum(counts) == MEASURES, aspect


@pytest.mark.parametrize(("address", "total"), [("measures", MEASURES), ("indicators", INDICATORS)])
def test_lists_show_a_page_at_a_time(large: Store, enter: Enter, address: str, total: int) -> None:
    page = enter(address, on=ON)
    seen = set()
    for number in range(1, total // ROWS_OF_A_PAGE + 1):
        page.open(address, on=ON, page=str(number))
        (table,) = page.tables
        assert len(table.rows) == ROWS_OF_A_PAGE
        seen |= {row[0] for row in table.rows}
    assert len(seen) == total


def test_a_filter_leaves_fewer_pages(large: Store, enter: Enter) -> None:
    """Whoever stands on the last page and then filters is shown what there is."""
    page = enter("measures", on=ON, page="10")
    page.widget("selectbox", "Themenfeld").select("T1")
    assert len(page.run().tables[0].rows) == 50
    page.widget("selectbox", "Phase").select("1")
    assert 0 < len(page.run().tables[0].rows) < 50
    page.widget("selectbox", "Themenfeld").select(None)
    assert page.run().tables[0].rows


OTHERS = ["measure", "indicator", "upload", "uploads", "meeting", "balance", "goals", "compare"]


@pytest.mark.parametrize("address", OTHERS)
def test_other_pages_work(large: Store, enter: Enter, address: str) -> None:
    page = enter(address, on=ON, measure="M-499", indicator="M-499.2")
    assert page.title and page.blank is None
    assert all(len(table.rows) <= 50 for table in page.tables)
