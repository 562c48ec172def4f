"""Loading a workbook of many observations, beside python-calamine reading the same cells."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from benchmarks.measure import Measure, in_child
from masterplan.access import local
from masterplan.store import open_store
from masterplan.workbook.read import read_files

ALLOWED_RATIO = 6
ALLOWED_MEGABYTES = 600

_DAYS = 250  # observations per indicator
_CATEGORIES = ("Nord", "Ost", "Süd", "West")

_Row = tuple[object, ...]


def _plan(indicators: int) -> dict[str, list[_Row]]:
    """The sheets that the observations refer to."""
    return {
        "Plan": [("Kürzel", "Titel"), ("L", "Lastprobe")],
        "Phasen": [
            ("Phase", "Titel", "Beginn", "Ende"),
            (1, "Phase 1", dt.date(2024, 1, 1), dt.date(2026, 12, 31)),
        ],
        "Themenfelder": [("Kürzel", "Titel"), ("T", "Themenfeld")],
        "Maßnahmen": [("Nr.", "Titel", "Themenfeld", "Phase"), ("M", "Maßnahme", "T", 1)],
        "Indikatoren": [
            ("Nr.", "Maßnahme", "Name", "Einheit", "Richtung"),
            *((f"I{n:04}", "M", f"Indikator {n}", "Stück", "steigend") for n in range(indicators)),
        ],
    }


def _observations(rows: int) -> Iterator[_Row]:
    """Eight columns: the seven of the sheet, and one of the office's own."""
    yield (
        *("Indikator", "Datum", "Wert", "Kennzeichen", "Merkmal", "Ausprägung", "Bemerkung"),
        "Aktenzeichen",
    )
    for row in range(rows):
        indicator, place = divmod(row, _DAYS)
        day, category = divmod(place, len(_CATEGORIES))
        yield (
            f"I{indicator:04}",
            dt.date(2025, 1, 1) + dt.timedelta(days=day),
            1000 + row % 977 + 0.5,
            "vorläufig" if row % 5 == 0 else None,
            "Stadtbezirk",
            _CATEGORIES[category],
            f"Meldung {row}" if row % 3 == 0 else None,
            f"61/{row % 100}",
        )


def write_workbook(file: Path, rows: int) -> None:
    """A workbook with so many observations and all that they refer to."""
    book = Workbook(write_only=True)
    for title, lines in _plan(-(-rows // _DAYS)).items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    sheet = book.create_sheet("Messwerte")
    for line in _observations(rows):
        sheet.append(line)
    book.save(file)


def _load(file: Path, folder: Path) -> None:
    store = open_store(folder / "load.duckdb")
    readings = read_files([(file.name, file.read_bytes())], store.known())
    assert not any(reading.has_errors for reading in readings), readings[0].findings[:3]
    receipts = store.commit_all(readings, local("benchmark"))
    assert not any(receipt.is_without_effect for receipt in receipts)


def _read_only(file: Path) -> None:
    with CalamineWorkbook.from_path(file) as book:
        for title in book.sheet_names:
            book.get_sheet_by_name(title).to_python()


def _in_this_process(way: str, file: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        begun = time.process_time()
        if way == "load":
            _load(file, Path(folder))
        else:
            _read_only(file)
        spent = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = 1024**2 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    return {"milliseconds": spent * 1000, "megabytes": peak / unit}


def measure(rows: int = 100_000, runs: int = 3) -> list[Measure]:
    """Processor time (the least of the runs) and memory (the most of them)."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "observations.xlsx"
        write_workbook(file, rows)
        loads, floors = [], []
        for _ in range(runs):
            loads.append(in_child(__name__, "load", file))
            floors.append(in_child(__name__, "read", file))
    return [
        Measure(
            f"load {rows:,} observations, processor time",
            min(run["milliseconds"] for run in loads),
            "ms",
            ALLOWED_RATIO,
            floor=min(run["milliseconds"] for run in floors),
        ),
        Measure(
            f"load {rows:,} observations, peak memory",
            max(run["megabytes"] for run in loads),
            "MB",
            ALLOWED_MEGABYTES,
        ),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("way", choices=("load", "read"))
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    print(json.dumps(_in_this_process(given.way, given.file)))
