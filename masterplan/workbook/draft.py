"""A file that is being read: its tables so far, its objections, and the plan it belongs to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from masterplan.findings import Reading
from masterplan.sheets import SHEETS
from masterplan.workbook.cells import Problem
from masterplan.workbook.collector import Collector
from masterplan.workbook.grid import Workbook, open_workbook
from masterplan.workbook.headings import SHEET_WORDS, read_header, sheet_named
from masterplan.workbook.table import Table, read_table
from masterplan.workbook.write import EXTRA_SHEETS


@dataclass
class Draft:
    """One file between its bytes and its Reading."""

    file_name: str
    content: bytes
    found: Collector = field(default_factory=Collector)
    """What concerns the file as a whole."""
    sheets: list[Collector] = field(default_factory=list)
    """What concerns each sheet, in the file's order."""
    tables: dict[str, Table] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    """Tables whose sheet is there but could not be read: nobody knows which codes it has."""
    is_readable: bool = False
    """Has the file a sheet of the format at all?"""
    plan_code: str | None = None

    def reading(self) -> Reading:
        """The result for the rest of the program."""
        ordered = [sheet.table for sheet in SHEETS if sheet.table in self.tables]
        return Reading(
            self.file_name,
            hashlib.sha256(self.content).hexdigest(),
            self.content,
            self.plan_code,
            {table: self.tables[table].as_rows() for table in ordered},
            [finding for part in (self.found, *self.sheets) for finding in part.findings()],
        )


def draft(file_name: str, content: bytes) -> Draft:
    """Read the cells of a file; nothing is compared with other sheets or files yet."""
    made = Draft(file_name, content)
    workbook = open_workbook(content, lambda name: sheet_named(name) is not None)
    if isinstance(workbook, Problem):
        made.found.add(workbook.rule, value=file_name, details=workbook.details)
        return made
    for name in workbook.names:
        _read_sheet(made, name, workbook)
    made.is_readable = bool(workbook.grids)
    if not made.is_readable:
        known = ", ".join(sheet.german for sheet in SHEETS)
        made.found.add("no_known_sheet", details={"sheets": known})
    return made


def _read_sheet(made: Draft, name: str, workbook: Workbook) -> None:
    found = Collector(name)
    made.sheets.append(found)
    sheet = sheet_named(name)
    if sheet is None:
        if name not in EXTRA_SHEETS:
            found.add("sheet_unknown", value=name, words=SHEET_WORDS)
        return
    if sheet.table in made.tables or sheet.table in made.unreadable:
        found.add("sheet_twice", value=name, details={"table": sheet.german})
        return
    rows = workbook.grids[name]
    header = read_header(sheet, rows, found)
    if header is not None:
        made.tables[sheet.table] = read_table(sheet, name, rows, header, found)
    if found.has("header_missing", "column_missing", "column_twice", "sheet_too_long"):
        made.unreadable.add(sheet.table)
