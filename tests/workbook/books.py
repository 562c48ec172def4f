"""Workbooks for the tests of reading: sheets as lists of rows, and what was found in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

from openpyxl import Workbook

from masterplan.findings import Known, Reading
from masterplan.workbook.read import read

Sheets = Mapping[str, Sequence[Sequence[object]]]

KNOWN = Known(
    plans=frozenset({"MP"}),
    codes={
        ("MP", "plan"): frozenset({"MP"}),
        ("MP", "phase"): frozenset({"1", "2"}),
        ("MP", "topic_area"): frozenset({"T1"}),
        ("MP", "goal"): frozenset({"Z1", "Z2"}),
        ("MP", "measure"): frozenset({"M-1", "M-2"}),
        ("MP", "milestone"): frozenset({"M-1/1"}),
        ("MP", "indicator"): frozenset({"I1", "I2"}),
    },
    units={("MP", "I1"): "Anzahl", ("MP", "I2"): "%"},
)
"""A plan with two measures; the indicator I2 is measured in percent."""

OBSERVATIONS = ("Indikator", "Datum", "Wert")
MEASURES = ("Nr.", "Titel", "Themenfeld", "Phase")


def book(sheets: Sheets) -> bytes:
    """An .xlsx file with these sheets; None is a blank cell."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        page = workbook.create_sheet(name)
        for row in rows:
            page.append(list(row))
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def read_book(sheets: Sheets, known: Known = KNOWN, chosen_plan: str | None = None) -> Reading:
    """The reading of a file with these sheets."""
    return read(book(sheets), "Datei.xlsx", known, chosen_plan)


def found(reading: Reading) -> list[tuple[str, str]]:
    """The rules that were broken, with their cells."""
    return [(finding.rule, finding.cell) for finding in reading.findings]


def with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same file with one part changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return changed.getvalue()
