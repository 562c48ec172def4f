"""How often the trend rule says what official statisticians said of the same series.

``python -m benchmarks --official-ratings FOLDER`` reads a folder with ``indicators.csv``,
``targets.csv``, ``observations.csv`` and ``evaluations.csv`` (the official rating of a target at
the date of an observation, as one of the four weather symbols), loads it through the ordinary way
in, and lists every rating that the rule gives differently. Each target is one indicator here,
without validity: the official ratings judge each target by itself.
"""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from masterplan.access import local
from masterplan.findings import Known
from masterplan.store import Store
from masterplan.vocabulary import Symbol
from masterplan.workbook.read import read
from masterplan.workbook.write import workbook

PLAN = "OFFICIAL"
_DIRECTIONS = {"up": "up", "down": "down"}
_OFFICIAL = {"Sonne", "Leicht bewölkt", "Wolke", "Blitz"}


LEAST_SHARE = 0.93
"""Of the ratings that can be compared so many must agree."""


@dataclass(frozen=True)
class Agreement:
    """How many ratings agree, how many can be compared, and each difference in a line."""

    agree: int
    compared: int
    differences: list[str]

    @property
    def is_enough(self) -> bool:
        """Do as many agree as must, of at least one?"""
        return self.compared > 0 and self.agree >= LEAST_SHARE * self.compared

    @property
    def report(self) -> str:
        """The differences, and below them the count."""
        share = self.agree / self.compared if self.compared else 0.0
        count = f"{self.agree} of {self.compared} ratings agree: {share:.1%}"
        return "\n".join([*self.differences, f"{count}, {LEAST_SHARE:.0%} are asked for"])


def measure(folder: Path) -> Agreement:
    """Compare every official rating that has an observation on its day."""
    ratings = [row for row in _rows(folder, "evaluations") if row["status"] in _OFFICIAL]
    dates = {(row["indicator_id"], row["date"]) for row in _rows(folder, "observations")}
    by_day: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in ratings:
        if (row["indicator_id"], row["date"]) in dates:
            by_day[row["date"]].append(row)
    agree, compared, differences = 0, 0, []
    with tempfile.TemporaryDirectory() as scratch:
        store = _load(folder, Path(scratch))
        for day, rows in sorted(by_day.items()):
            symbols = _symbols(store, dt.date.fromisoformat(day))
            for row in rows:
                compared += 1
                ours = symbols.get(row["target_id"], "–")
                if ours.lower() == row["status"].lower():
                    agree += 1
                else:
                    line = f"{row['target_id']} {day}: official {row['status']}, ours {ours}"
                    differences.append(line)
        store.close()
    return Agreement(agree, compared, differences)


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _load(folder: Path, scratch: Path) -> Store:
    tables = _tables(folder)
    reading = read(workbook(tables), "official.xlsx", Known())
    assert not reading.has_errors, reading.findings[:3]
    store = Store(scratch / "official.duckdb")
    store.commit(reading, local("benchmark"))
    return store


def _tables(folder: Path) -> dict[str, list[dict[str, object]]]:
    units = {row["id"]: row["unit"] for row in _rows(folder, "indicators")}
    values: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(folder, "observations"):
        values[row["indicator_id"]].append(row)
    first, last = dt.date(1990, 1, 1), dt.date(2050, 12, 31)
    indicators: list[dict[str, object]] = []
    targets: list[dict[str, object]] = []
    observations: list[dict[str, object]] = []
    for target in _rows(folder, "targets"):
        code = target["target_id"]
        indicators.append(
            {
                "indicator_code": code,
                "measure_code": "M",
                "name": code,
                "unit": units[target["indicator_id"]],
                "direction": _DIRECTIONS[target["direction"]],
            }
        )
        due_on, value = target["target_date"], target["target_value"]
        targets.append(
            {
                "indicator_code": code,
                "kind": target["kind"],
                "value": float(value) if value else None,
                "due_on": dt.date.fromisoformat(due_on) if due_on else None,
            }
        )
        observations += _observations(code, values[target["indicator_id"]])
    return {
        "plan": [{"plan_code": PLAN, "title": PLAN}],
        "phase": [{"phase": 1, "title": "1", "starts_on": first, "ends_on": last}],
        "topic_area": [{"topic_area_code": "T", "title": "T"}],
        "measure": [{"measure_code": "M", "title": "M", "topic_area_code": "T", "phase": 1}],
        "indicator": indicators,
        "target": targets,
        "observation": observations,
    }


def _observations(code: str, rows: list[dict[str, str]]) -> list[dict[str, object]]:
    said = {}
    for row in rows:  # of a day that is named twice the last one holds
        said[row["date"]] = float(row["value"])
    return [
        {"indicator_code": code, "observed_on": dt.date.fromisoformat(day), "value": value}
        for day, value in said.items()
    ]


def _symbols(store: Store, day: dt.date) -> dict[str, str]:
    found = store.ask("indicators/target_lights", plan=PLAN, indicator=None, on=day, known_at=None)
    known = found[found["symbol"].notna() & ~found["is_original"]]
    return {
        code: Symbol.of(symbol).german
        for code, symbol in zip(known["indicator_code"], known["symbol"], strict=True)
    }
