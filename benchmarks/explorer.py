"""From a filter to the table of indicators, beside the bare query of the same rows.

The explorer asks three questions: how many indicators each value of each filter has, which fit,
and the small lines of those that are shown. The floor is the second of them alone, put to the
engine as it stands: it works the lights out, which the explorer finds kept ready.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import lights
from benchmarks.measure import Measure, in_child
from masterplan.store import Store
from masterplan.store.database import question

ALLOWED_SMALL, ALLOWED_LARGE = 2, 4

_OPEN = dict.fromkeys(
    ("phase", "area", "goal", "measure", "unit", "kind", "direction", "light", "freshness", "owner")
)
_PAGE = {"sort": "light", "skipped": 0, "shown": 50}


def _filters(turn: int) -> dict[str, Any]:
    """A filter that was not asked for before: some of the measures."""
    measures = [f"M{number:05d}" for number in range(turn, turn + 200)]
    return {
        **_OPEN,
        "on": lights.ON,
        "known_at": None,
        "plans": ["P"],
        "words": None,
        "measure": measures,
    }


def _explored(store: Store, turn: int) -> float:
    begun = time.perf_counter()
    filters = _filters(turn)
    store.ask("indicators/facets", **filters)
    rows = store.ask("indicators/found", **filters, **_PAGE)
    clocks = {"on": filters["on"], "known_at": filters["known_at"]}
    store.ask("indicators/lines", **clocks, plans=["P"], indicators=list(rows["indicator_code"]))
    assert len(rows) == _PAGE["shown"]
    return (time.perf_counter() - begun) * 1000


def _bare(store: Store, turn: int) -> float:
    with store.write(keep=False) as cursor:
        begun = time.perf_counter()
        cursor.execute(question("indicators/found"), {**_filters(turn), **_PAGE}).df()
        return (time.perf_counter() - begun) * 1000


def _in_this_process(indicators: int, months: int, runs: int) -> dict[str, float]:
    """The least of the runs of each, taken in turns; the lights are worked out before."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "explorer.duckdb")
        lights.fill(store, indicators, months)
        _explored(store, 0)
        turns = range(1, runs + 1)
        found = {
            "explored": min(_explored(store, turn) for turn in turns),
            "bare": min(_bare(store, turn) for turn in turns),
        }
        store.close()
    return found


def measure(runs: int = 5) -> list[Measure]:
    """Two sizes: that of a large city, and that of very many plans."""
    measures = []
    for indicators, months, allowed in (
        (3_000, 90, ALLOWED_SMALL),
        (20_000, 490, ALLOWED_LARGE),
    ):
        found = in_child(__name__, indicators, months, runs)
        name = f"explorer, filter to table, {indicators:,} indicators"
        measures.append(Measure(name, found["explored"], "ms", allowed, found["bare"]))
    return measures


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("indicators", "months", "runs"):
        parser.add_argument(name, type=int)
    print(json.dumps(_in_this_process(**vars(parser.parse_args()))))
