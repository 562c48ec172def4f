"""A rerun of each page of the committee with 500 measures and 3,000 indicators.

Beside it stands an empty page of the same app, with as many charts of constant data.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import statistics
import tempfile
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.measure import ROOT, Measure, in_child
from masterplan import access
from masterplan.access import COMMITTEE, PAGES, Page, local
from masterplan.store import Store, open_store
from masterplan.store.decisions import Evidence, Resolution, record
from masterplan.workbook.read import read_files
from masterplan.workbook.write import workbook

ALLOWED_RATIO = 2

FLOOR = Page("benchmarks/floor_page.py", "floor", "Floor", PAGES[0].section, COMMITTEE, False)
ON = "2025-12-31"
_TIMEOUT = 60
_PERSON = local("Benchmark")
_TITLED = [f"T{number}" for number in range(9)]


def tables(measures: int, each: int) -> dict[str, list[dict[str, object]]]:
    """A plan of so many measures, each with milestones, evaluations and so many indicators."""
    codes = [f"M-{number:03}" for number in range(measures)]
    indicators = [(code, f"{code}.{part}") for code in codes for part in range(each)]
    days = [dt.date(2025, 6, 30), dt.date(2025, 12, 31)]
    ratings = ["on_track", "at_risk", "off_track"]
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
        "topic_area": [{"topic_area_code": code, "title": f"Thema {code}"} for code in _TITLED],
        "goal": [
            {"goal_code": f"Z{number}", "level": "goal", "title": f"Ziel {number}"}
            for number in range(12)
        ],
        "measure": [
            {
                "measure_code": code,
                "title": f"Maßnahme Nummer {number}",
                "topic_area_code": _TITLED[number % len(_TITLED)],
                "phase": number % 3 + 1,
                "goal_codes": [f"Z{number % 12}"],
            }
            for number, code in enumerate(codes)
        ],
        "milestone": [
            {
                "measure_code": code,
                "milestone_number": str(part),
                "title": f"Schritt {part}",
                "due_on": dt.date(2023 + part, 6, 30),
                "reached_on": dt.date(2023 + part, 7, 1) if number % 4 else None,
            }
            for number, code in enumerate(codes)
            for part in (1, 2)
        ],
        "indicator": [
            {
                "indicator_code": code,
                "measure_code": measure,
                "name": f"Kennzahl {code}",
                "unit": "Anzahl",
                "direction": "up",
                "baseline": 0.0,
                "baseline_on": dt.date(2021, 12, 31),
                "frequency": "yearly",
                "owner": "Amt",
            }
            for measure, code in indicators
        ],
        "target": [
            {
                "indicator_code": code,
                "kind": "value",
                "value": 100.0,
                "due_on": dt.date(2027, 12, 31),
            }
            for _, code in indicators
        ],
        "observation": [
            {
                "indicator_code": code,
                "observed_on": dt.date(year, 12, 31),
                "value": float((number * 7 + year) % 80),
            }
            for number, (_, code) in enumerate(indicators)
            for year in (2022, 2023, 2024, 2025)
        ],
        "evaluation": [
            {
                "measure_code": code,
                "reporting_date": day,
                "perspective": perspective,
                "rating": ratings[(number + place) % 3],
                "reason": "Es geht nicht schneller.",
            }
            for number, code in enumerate(codes)
            for day in days
            for place, perspective in enumerate(("working_group", "citizens_forum"))
        ],
    }


def fill(store: Store, measures: int, each: int) -> None:
    """Store the plan as the upload of a workbook, and some decisions."""
    content = workbook(tables(measures, each))
    (reading,) = read_files([("plan.xlsx", content)], store.known())
    store.commit(reading, _PERSON)
    for number in range(0, measures, 25):
        day = dt.date(2025, 7, 10)
        resolution = Resolution("Lenkungskreis", day, "Nachsteuern.", "Amt", dt.date(2025, 9, 30))
        evidence = Evidence(dt.date(2025, 6, 30))
        record(store, "MP", f"M-{number:03}", resolution, evidence, _PERSON)


def _ready(file: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=_TIMEOUT)
    for name, value in {"plan": "MP", "on": ON, "measure": "M-004"}.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(str(ROOT / file))
    app.run()
    assert not app.exception, app.exception
    return app


def _milliseconds(app: AppTest) -> float:
    begun = time.perf_counter()
    app.run()
    return (time.perf_counter() - begun) * 1000


def _in_this_process(measures: int, each: int, runs: int) -> dict[str, list[float]]:
    """The medians of reruns of each page and of its floor; the first runs are not counted."""
    fill(open_store(), measures, each)
    access.PAGES = (*PAGES, FLOOR)
    found = {}
    for page in PAGES:
        if page.role != COMMITTEE or not page.file.startswith("pages/committee/"):
            continue
        shown = _ready(page.file)
        os.environ["FLOOR_CHARTS"] = str(len(shown.get("plotly_chart")))
        floor = _ready(FLOOR.file)
        times: dict[str, list[float]] = {"page": [], "floor": []}
        for _ in range(runs):
            times["page"].append(_milliseconds(shown))
            times["floor"].append(_milliseconds(floor))
        found[page.address] = [statistics.median(times[name]) for name in ("page", "floor")]
    return found


def measure(measures: int = 500, each: int = 6, runs: int = 9) -> list[Measure]:
    """The server's time for one rerun of each page of the committee."""
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "pages.duckdb")
        found = in_child(__name__, measures, each, runs, env={"MASTERPLAN_DB": database})
    return [
        Measure(f"page {address}, rerun", page, "ms", ALLOWED_RATIO, floor)
        for address, (page, floor) in found.items()
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("measures", "each", "runs"):
        parser.add_argument(name, type=int)
    print(json.dumps(_in_this_process(**vars(parser.parse_args()))))
