"""A report of 150 measures as PDF, beside the bare setting of the same pages; memory of both."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from pathlib import Path

from pypdf import PdfReader

from benchmarks.measure import Measure, in_child
from masterplan.reports import building, pdf
from masterplan.reports.formats import FORMATS
from masterplan.reports.snapshot import opened, written
from tests.reports import frozen

MEASURES, CRITICAL = 150, 40
ALLOWED_RATIO = 3
ALLOWED_MEMORY = 300
ALLOWED_GROWTH = 20
_BUILDS = 20
_WARM = 4


def measure() -> list[Measure]:
    """CPU time and memory of one report, and what the app keeps of twenty."""
    with tempfile.TemporaryDirectory() as folder:
        text, document, file = (Path(folder) / name for name in ("text", "document", "pdf"))
        text.write_text(_stored(), encoding="utf-8")
        document.write_text(json.dumps(pdf.document(opened(_stored(), 3), "de")), encoding="utf-8")
        made = in_child("benchmarks.report_build", "build", text, file)
        floor = in_child("benchmarks.report_build", "set", document)
        pages = len(PdfReader(file).pages)
    kept = in_child("benchmarks.reports")
    name = f"report: {MEASURES} measures, {pages} pages, CPU"
    return [
        Measure(name, made["cpu"], "ms", ALLOWED_RATIO, floor["cpu"]),
        Measure("report: peak memory of building it", made["memory"], "MB", ALLOWED_MEMORY),
        Measure(f"report: growth of the app over {_BUILDS}", kept["grown"], "MB", ALLOWED_GROWTH),
    ]


def _stored() -> str:
    data = frozen.of_size(MEASURES, CRITICAL)
    for name in ("sha256", "frozen_report_id"):
        del data["meta"][name]
    return written(data)


def _kept() -> dict[str, float]:
    """What this process holds more after many reports of every form than after a few."""
    text, forms, first = _stored(), list(FORMATS), 0.0
    for number in range(_BUILDS):
        building.build(building.Order(text, number, forms[number % len(forms)], "de"))
        if number + 1 == _WARM:
            first = _peak()
    return {"grown": _peak() - first}


def _peak() -> float:
    """The most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    json.dump(_kept(), sys.stdout)
