"""The lights follow from what is known, not from the order or the number of files it came in."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from masterplan.access import local
from masterplan.store import Store
from tests.city import asked
from tests.method.random_plans import PlanMaker
from tests.readings import Tables, reading

ON = dt.date(2025, 12, 31)
ORIGIN = {"plan_code", "last_file_name", "last_sheet", "last_cell", "target_file_name"}
SEEDS = range(2)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("uploads") / "uploads.duckdb"
    opened = Store(path)
    yield opened
    opened.close()


def lights(store: Store, plan: str, known_at: dt.datetime | None = None) -> list[Any]:
    """All that is judged in a plan, but for where it came from."""
    clocks = {"plan": plan, "on": ON, "known_at": known_at}
    rows = asked(store, "measures/status", **clocks)
    rows += asked(store, "indicators/target_lights", **clocks, indicator=None)
    return [
        {name: value for name, value in row.items() if name not in ORIGIN and "cell" not in name}
        for row in rows
    ]


def plan_of(seed: int) -> Tables:
    """Several measures with their indicators, as one file would have them."""
    tables: dict[str, list[Any]] = {}
    maker = PlanMaker(seed)
    for number in range(12):
        for table, rows in maker.plan("P").uploads[0].tables.items():
            renamed = [
                {
                    field: f"{number}{value}" if field in CODES else value
                    for field, value in row.items()
                }
                for row in rows
            ]
            tables.setdefault(table, []).extend(renamed)
    return {table: rows for table, rows in tables.items() if rows}


CODES = ("measure_code", "indicator_code")


def load(store: Store, plan: str, files: list[Tables]) -> list[int]:
    """The uploads that files became."""
    receipts = [
        store.commit(reading(file, plan, f"{number}.json"), local("Ada"))
        for number, file in enumerate(files)
    ]
    return [receipt.upload_id for receipt in receipts if receipt.upload_id is not None]


@pytest.mark.parametrize("seed", SEEDS)
def test_order_and_number_of_files_do_not_matter(store: Store, seed: int) -> None:
    tables, chance = plan_of(seed), random.Random(seed)
    rows = [(table, row) for table, found in tables.items() for row in found]
    whole = f"whole{seed}"
    load(store, whole, [tables])
    right = lights(store, whole)
    assert any(row.get("symbol") for row in right)
    chance.shuffle(rows)
    files: list[dict[str, Any]] = [{} for _ in range(4)]
    for at, (table, row) in enumerate(rows):
        files[at % 4].setdefault(table, []).append(row)
    load(store, f"parts{seed}", files)
    assert lights(store, f"parts{seed}") == right


@pytest.mark.parametrize("seed", SEEDS)
def test_withdrawing_and_loading_again_gives_the_same_lights(store: Store, seed: int) -> None:
    tables, plan = plan_of(seed), f"again{seed}"
    frame = {table: rows for table, rows in tables.items() if table != "observation"}
    values: Tables = {"observation": tables["observation"]}
    load(store, plan, [frame])
    without = lights(store, plan)
    (upload,) = load(store, plan, [values])
    right = lights(store, plan)
    assert right != without
    store.withdraw(upload, local("Ada"))
    assert lights(store, plan) == without
    load(store, plan, [values])
    assert lights(store, plan) == right
    assert lights(store, plan, dt.datetime.now(dt.UTC).replace(tzinfo=None)) == right
