"""A rerun of the overview, beside an empty page of the app with two charts of constant data."""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.measure import ROOT, Measure, in_child
from benchmarks.pages import FLOOR
from masterplan import access
from masterplan.samples import load_samples
from masterplan.store import open_store

ALLOWED_RATIO = 3

_TIMEOUT = 60


def _ready(file: str | None) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=_TIMEOUT)
    app.query_params["plan"] = "BSP"
    app.run()
    if file is not None:
        app.switch_page(str(ROOT / file))
        app.run()
    assert not app.exception, app.exception
    assert len(app.get("plotly_chart")) > 0, "it shows no chart"
    return app


def _milliseconds(app: AppTest) -> float:
    begun = time.perf_counter()
    app.run()
    return (time.perf_counter() - begun) * 1000


def _in_this_process(runs: int) -> dict[str, float]:
    """The medians of reruns, taken in turns; the first run of each is not counted."""
    load_samples(open_store())
    access.PAGES = (*access.PAGES, FLOOR)
    page, floor = _ready(None), _ready(FLOOR.file)
    pages, floors = [], []
    for _ in range(runs):
        pages.append(_milliseconds(page))
        floors.append(_milliseconds(floor))
    return {"page": statistics.median(pages), "floor": statistics.median(floors)}


def measure(runs: int = 30) -> list[Measure]:
    """The server's time for one rerun of the overview with the sample city."""
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "overview.duckdb")
        found = in_child(__name__, runs, env={"MASTERPLAN_DB": database})
    return [
        Measure("overview page, rerun", found["page"], "ms", ALLOWED_RATIO, floor=found["floor"])
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("runs", type=int)
    print(json.dumps(_in_this_process(parser.parse_args().runs)))
