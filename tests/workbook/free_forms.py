"""Workbooks as analysts have them: their own headings, notes above, totals below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from masterplan.findings import Reading
from masterplan.workbook.grid import Workbook, open_workbook
from masterplan.workbook.mapping import ColumnUse, Mapping, SheetMapping
from masterplan.workbook.propose import Proposal, propose
from masterplan.workbook.read import read
from tests.workbook.books import KNOWN, Sheets, book

Form = Sequence[Sequence[object]]

STORED = replace(
    KNOWN,
    names={
        ("MP", "indicator"): {"Kitaplätze": "I1", "Erwerbsquote": "I2"},
        ("MP", "measure"): {"Radweg am Fluss": "M-1"},
    },
)

KPI_LIST: Form = (
    ("Kennzahlenbericht des Amtes für Statistik",),
    ("Stand: 31.12.2024",),
    (),
    ("Ind.-Nr.", "Kennzahl", "Jahr", "Istwert", "Einheit"),
    ("#code", "#text", "#jahr", "#zahl", "#text"),
    ("I1", "Kitaplätze", 2023, 510, "Anzahl"),
    ("I1", "Kitaplätze", 2024, 530, "Anzahl"),
    ("I2", "Erwerbsquote", 2024, "61,5 %", "%"),
    ("Summe", None, None, 1040),
    (),
    ("Quelle: Amt für Statistik",),
)

WIDE_YEARS: Form = (
    ("Kennzahl", "Einheit", 2022, 2023, 2024),
    ("Kitaplätze", "Anzahl", 490, 510, 530),
    ("Erwerbsquote", "%", 60.5, "k. A.", 61.5),
)

WIDE_QUARTERS: Form = (
    ("Quartalswerte",),
    ("Nr.", "Kennzahl", 2024, None, None, None, 2025, None, "Bemerkung"),
    (None, None, "Q1", "Q2", "Q3", "Q4", "Q1", "Q2", None),
    ("I1", "Kitaplätze", 1, 2, 3, 4, 5, None, "x"),
)

IST_AND_SOLL: Form = (
    (None, None, 2024, None, 2025, None),
    ("Nr.", "Name", "Ist", "Soll", "Ist", "Soll", "Bemerkung"),
    ("I1", "Kitaplätze", 510, 520, 530, 540, "x"),
)

TRANSPOSED: Form = (
    ("Maßnahme", "M-1", "M-2"),
    ("Stichtag", dt.date(2024, 12, 31), dt.date(2024, 12, 31)),
    ("Ampel", "grün", "gelb"),
    ("Begründung", None, "Lieferung verzögert"),
    ("Fortschritt (%)", 50, 20),
)

SERIES: Form = (
    ("Jahr", "I1", "I2"),
    (2022, 490, 60.5),
    (2023, 510, 61),
    (2024, 530, 61.5),
)

STATUS_LIST: Form = (
    ("Projekt-Nr.", "Projekt", "Ampel", "Stand", "Kommentar"),
    ("M-1", "Radweg am Fluss", "grün", "läuft", None),
    ("M-2", "Kita Nord", "rot", "verschoben", "Träger fehlt"),
)

THOUSANDS: Form = (
    ("Maßnahme", "Haushaltsjahr", "Ansatz in Tsd. €", "Ausgaben (T€)"),
    ("M-1", 2024, "1.250", 900.5),
    ("M-2", 2024, "12,5", 4.35),
)

ENGLISH: Form = (
    ("KPI code", "Period", "Actual", "Comment"),
    ("I1", "Q1 2025", "1,234.5", "first"),
    ("I2", "Q2 2025", "12.5", None),
)

TWO_TABLES: Form = (
    ("Indikator-Nr.", "Indikator", "Einheit", "Richtung", "Maßnahmen-Nr.", "Jahr", "Istwert"),
    ("I1", "Kitaplätze", "Anzahl", "steigend", "M-1", 2024, 530),
    ("I2", "Erwerbsquote", "%", "steigend", "M-1", 2024, 61.5),
)

NOTHING_KNOWN: Form = (("Foo", "Bar", "Baz"), ("a", 1, "x"), ("b", 2, "y"))

FORMS = {
    "KPI_LIST": KPI_LIST,
    "WIDE_YEARS": WIDE_YEARS,
    "WIDE_QUARTERS": WIDE_QUARTERS,
    "IST_AND_SOLL": IST_AND_SOLL,
    "TRANSPOSED": TRANSPOSED,
    "SERIES": SERIES,
    "STATUS_LIST": STATUS_LIST,
    "THOUSANDS": THOUSANDS,
    "ENGLISH": ENGLISH,
    "TWO_TABLES": TWO_TABLES,
    "NOTHING_KNOWN": NOTHING_KNOWN,
}


def grid(form: Form) -> list[list[object]]:
    """A form as its raw cells: all rows equally wide, "" where a cell is blank."""
    width = max(map(len, form))
    rows = [["" if cell is None else cell for cell in row] for row in form]
    cells = [
        [float(cell) if type(cell) is int else cell for cell in row] + [""] * (width - len(row))
        for row in rows
    ]
    return [list(row) for row in cells]


def opened(sheets: Sheets) -> Workbook:
    """A workbook with these sheets, all of them read."""
    workbook = open_workbook(book(sheets), lambda name: True, "Datei.xlsx")
    assert isinstance(workbook, Workbook)
    return workbook


def proposal(form: Form, sheet: str = "Tabelle1") -> Proposal:
    """What is proposed for a workbook with this one sheet."""
    return propose(opened({sheet: form}).grids, STORED)


def mapping_of(form: Form, sheet: str = "Tabelle1") -> SheetMapping:
    """The mapping that is proposed for its only sheet."""
    [one] = proposal(form, sheet).mapping.sheets
    return one


def read_mapped(form: Form, *mappings: SheetMapping, sheet: str = "Tabelle1") -> Reading:
    """The form read by these mappings."""
    content = book({sheet: form})
    return read(content, "Datei.xlsx", STORED, None, Mapping("Probe", mappings))


def grave(reading: Reading) -> list[tuple[str, str]]:
    """The rules that were broken, with their cells, without the notes."""
    return [
        (finding.rule, finding.cell) for finding in reading.findings if finding.severity != "note"
    ]


def noted(reading: Reading) -> list[tuple[str, str]]:
    """What was noted, with the cells."""
    return [
        (finding.rule, finding.cell) for finding in reading.findings if finding.severity == "note"
    ]


INDICATOR, DATE, VALUE = ColumnUse("indicator_code"), ColumnUse("observed_on"), ColumnUse("value")


def observations(*columns: ColumnUse) -> SheetMapping:
    """A mapping of the columns from A on to observations."""
    letters = dict(zip("ABCDEFG", columns, strict=False))
    return SheetMapping("Tabelle1", "observation", (1,), "long", letters)


def values(reading: Reading) -> list[tuple[object, ...]]:
    """Indicator, date and value of the observations."""
    rows = reading.tables["observation"]
    names = ("indicator_code", "observed_on", "value")
    return list(zip(*(rows.columns[name] for name in names), strict=True))
