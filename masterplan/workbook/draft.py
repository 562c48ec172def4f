"""A file that is being read: its tables so far, its objections, and the plan it belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field

from masterplan.findings import Reading
from masterplan.sheets import SHEETS, Sheet
from masterplan.workbook import bulk
from masterplan.workbook.arrange import arrange
from masterplan.workbook.bulk import BulkTable
from masterplan.workbook.bulk_source import BulkSheet
from masterplan.workbook.cells import Problem
from masterplan.workbook.collector import Collector
from masterplan.workbook.convert import Names
from masterplan.workbook.grid import Workbook, open_workbook
from masterplan.workbook.headings import EXTRA_SHEETS, SHEET_WORDS, read_header, sheet_named
from masterplan.workbook.mapping import Mapping, to_json
from masterplan.workbook.mapping_check import objections
from masterplan.workbook.table import Table, read_table


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
    bulk: BulkTable | None = None
    """The observations of a file that may be of any length."""
    is_bulk: bool = False
    mapping: Mapping | None = None
    """How the sheets are read that do not follow the format."""

    def reading(self) -> Reading:
        """The result for the rest of the program."""
        ordered = [sheet.table for sheet in SHEETS if sheet.table in self.tables]
        tables = {table: self.tables[table].as_rows() for table in ordered}
        if self.bulk is not None:
            tables[bulk.TABLE] = self.bulk.as_rows()
        return Reading(
            self.file_name,
            hashlib.sha256(self.content).hexdigest(),
            self.content,
            self.plan_code,
            tables,
            [finding for part in (self.found, *self.sheets) for finding in part.findings()],
            to_json(self.mapping) if self.mapping is not None else None,
        )


def draft(
    file_name: str,
    content: bytes,
    mapping: Mapping | None = None,
    names: MappingOf[str, Names] | None = None,
    is_bulk: bool = False,
) -> Draft:
    """Read the cells of a file; nothing is compared with other sheets or files yet.

    ``names`` has by table the codes of folded names, for a mapping that reads names.
    """
    made = Draft(file_name, content, mapping=mapping, is_bulk=is_bulk)
    workbook = open_workbook(
        content,
        lambda name: mapping is not None or sheet_named(name) is not None,
        file_name,
        is_bulk and mapping is None,
    )
    if isinstance(workbook, Problem):
        made.found.add(workbook.rule, value=file_name, details=workbook.details)
        return made
    for note in workbook.notes:
        made.found.add(note.rule, value=file_name, details=note.details)
    mapped = _read_mapped(made, mapping, workbook, names or {}) if mapping is not None else set()
    for name in workbook.names:
        if name not in mapped:
            _read_sheet(made, name, workbook)
    made.is_readable = bool(made.tables) or any(map(sheet_named, workbook.names))
    if not made.is_readable and mapping is None:
        known = ", ".join(sheet.german for sheet in SHEETS)
        made.found.add("no_known_sheet", details={"sheets": known})
    return made


def _read_mapped(
    made: Draft, mapping: Mapping, workbook: Workbook, names: MappingOf[str, Names]
) -> set[str]:
    """Read the sheets that the mapping names; their names are returned."""
    objected = objections(mapping, {})
    if any(part.findings() for part in objected):
        made.sheets += objected
        return {one.source for one in mapping.sheets}
    arranged = arrange(mapping, workbook.grids, names)
    for one in arranged:
        if one.name not in [other.name for other in arranged[: arranged.index(one)]]:
            _add_remarks(workbook, one.name, one.found)
        made.sheets.append(one.found)
        if one.table is not None:
            made.tables[one.mapping.table] = one.table
        if one.table is None or one.found.has("sheet_too_long"):
            made.unreadable.add(one.mapping.table)
    return {one.name for one in arranged}


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
    if workbook.bulk is not None and sheet.table == bulk.TABLE:
        _read_bulk(made, sheet, workbook.bulk, found)
        return
    rows = workbook.grids[name] if workbook.bulk is None else workbook.bulk.as_rows()
    _add_remarks(workbook, name, found)
    header = read_header(sheet, rows, found)
    if header is not None:
        made.tables[sheet.table] = read_table(
            sheet, name, rows, header, found, workbook.has_decimal_point, made.is_bulk
        )
    if found.has("header_missing", "column_missing", "column_twice", "sheet_too_long"):
        made.unreadable.add(sheet.table)


def _read_bulk(made: Draft, sheet: Sheet, source: BulkSheet, found: Collector) -> None:
    header = read_header(sheet, [source.headings], found)
    if header is not None and "value" in header.columns:
        made.bulk = bulk.bulk_table(sheet, source, header, found)
    if made.bulk is None:
        made.unreadable.add(sheet.table)


def _add_remarks(workbook: Workbook, name: str, found: Collector) -> None:
    for remark in workbook.remarks.get(name, ()):
        found.add(remark.rule, value=name, details=remark.details)
