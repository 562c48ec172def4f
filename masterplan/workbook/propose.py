"""A mapping proposed for a workbook that does not follow the format, and how sure that is.

Everything here is data for the mapping step: nothing is read before somebody has confirmed it.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, replace

from masterplan.findings import Known
from masterplan.sheets import SHEET_OF, SHEETS
from masterplan.workbook.cells import fold
from masterplan.workbook.column_uses import Question, column_use, questions
from masterplan.workbook.header_rows import Cells, filled
from masterplan.workbook.headings import EXTRA_SHEETS, sheet_named
from masterplan.workbook.mapping import ColumnUse, Mapping, SheetMapping
from masterplan.workbook.match import FieldMatch, Reason, Source, Stored
from masterplan.workbook.names import names_by_table, plan_of
from masterplan.workbook.periods import Period
from masterplan.workbook.refit import find_sheet, fit, is_alike
from masterplan.workbook.shape import Layout, SheetShape, shape_of
from masterplan.workbook.sources import cells_of, samples, sources_of
from masterplan.workbook.tables_match import TableMatch, rank

LEAST = 0.5
"""A sheet that fits no table better than this is not proposed to be read."""


@dataclass(frozen=True)
class ColumnProposal:
    """What one column may be."""

    letter: str
    heading: str
    period: Period | None
    field: str
    """"" where nothing is proposed."""
    confidence: float
    reasons: tuple[Reason, ...]
    samples: tuple[str, ...]
    alternatives: tuple[FieldMatch, ...]
    """Other fields, the likeliest first."""
    questions: tuple[Question, ...]
    """What its values leave open."""


@dataclass(frozen=True)
class SheetProposal:
    """What one sheet may be."""

    shape: SheetShape
    is_own: bool
    """Does it follow the format already? Then it is read without a mapping."""
    tables: tuple[TableMatch, ...]
    """All tables with how well they fit, the best first."""
    table: str
    """The proposed one, "" where none fits."""
    confidence: float
    columns: tuple[ColumnProposal, ...]
    missing: tuple[str, ...]
    """The required fields that no column fills: they need a constant."""
    mapping: SheetMapping | None
    """The same as a mapping; None where no table fits or the sheet is one of the format."""


@dataclass(frozen=True)
class Proposal:
    """What a workbook may be."""

    sheets: tuple[SheetProposal, ...]
    mapping: Mapping
    """All sheets that are proposed to be read."""


def stored_of(known: Known, plan_code: str | None = None) -> Stored:
    """What of the stored plan helps to understand a file."""
    plan = plan_of(known, plan_code)
    return Stored(
        {
            table: frozenset(map(fold, codes))
            for (owner, table), codes in known.codes.items()
            if owner == plan
        },
        names_by_table(known, plan_code),
        {fold(code): unit for (owner, code), unit in known.units.items() if owner == plan},
    )


def propose(
    grids: MappingOf[str, Cells], known: Known, plan_code: str | None = None, name: str = ""
) -> Proposal:
    """Propose how to read the sheets of a file; no table is filled by two of them."""
    stored = stored_of(known, plan_code)
    found = [
        propose_sheet(sheet, rows, stored)
        for sheet, rows in grids.items()
        if sheet not in EXTRA_SHEETS and any(map(filled, rows))
    ]
    taken = {one.table for one in found if one.is_own}
    kept: dict[str, SheetMapping] = {}
    for one in sorted(found, key=lambda one: -one.confidence):
        if one.mapping is not None and one.table not in taken:
            taken.add(one.table)
            kept[one.shape.name] = one.mapping
    sheets = tuple(one if one.shape.name in kept else replace(one, mapping=None) for one in found)
    chosen = tuple(kept[one.shape.name] for one in sheets if one.shape.name in kept)
    return Proposal(sheets, Mapping(name, chosen))


def propose_sheet(
    name: str,
    rows: Cells,
    stored: Stored,
    table: str | None = None,
    header_rows: tuple[int, ...] | None = None,
    layout: Layout | None = None,
) -> SheetProposal:
    """Propose how to read one sheet; what is given has been decided by somebody."""
    shape = shape_of(name, rows, stored.words, header_rows, layout)
    cells = cells_of(shape, rows)
    sources = sources_of(shape, cells)
    tables = rank(shape, sources, stored)
    best = next((one for one in tables if one.table == table), tables[0])
    is_own = table is None and is_own_sheet(name, rows)
    is_chosen = table is not None or best.score >= LEAST
    columns = _columns(shape, cells, sources, best if is_chosen else None, stored)
    mapping = _mapping(shape, best, columns, cells, stored) if is_chosen and not is_own else None
    return SheetProposal(
        shape,
        is_own,
        tables,
        best.table if is_chosen else "",
        best.score,
        columns,
        best.missing if is_chosen else (),
        mapping,
    )


def is_own_sheet(name: str, rows: Cells) -> bool:
    """Does a sheet follow the format: its name, and at least half of the required headings?"""
    sheet = sheet_named(name)
    if sheet is None:
        return False
    if not any(map(filled, rows)):
        return True
    shape = shape_of(name, rows, layout="long")
    headings = {fold(column.heading.rstrip("* ")) for column in shape.columns}
    required = [column for column in sheet.columns if column.is_required]
    present = [one for one in required if {fold(one.heading), fold(one.english)} & headings]
    return 2 * len(present) >= len(required)


def stored_mapping(grids: MappingOf[str, Cells], mappings: Sequence[Mapping]) -> Mapping | None:
    """The first of the stored mappings that was made for files of this shape."""
    return next((one for one in mappings if one.sheets and _is_made_for(one, grids)), None)


def needs_mapping(grids: MappingOf[str, Cells], mappings: Sequence[Mapping] = ()) -> bool:
    """Must somebody say how the file is to be read?

    Not for a file with a sheet of the format, nor for one of a shape that has a stored mapping,
    unless that mapping holds a date for all rows, which may be another one in the next file.
    """
    if any(is_own_sheet(name, rows) for name, rows in grids.items()):
        return False
    mapping = stored_mapping(grids, mappings)
    return mapping is None or holds_a_date(mapping)


def holds_a_date(mapping: Mapping) -> bool:
    """Does a mapping say for all rows, or in place of a heading, when something was?"""
    return any(
        SHEET_OF[one.table].column(name).type in ("date", "year")
        for one in mapping.sheets
        for name in one.constants
    )


def _is_made_for(mapping: Mapping, grids: MappingOf[str, Cells]) -> bool:
    for one in mapping.sheets:
        name = find_sheet(one, grids)
        if name is None:
            return False
        fitted = fit(one, name, grids[name])
        if fitted.missing or not is_alike(one, fitted.shape):
            return False
    return True


def _columns(
    shape: SheetShape,
    cells: dict[int, tuple[object, ...]],
    sources: list[Source],
    best: TableMatch | None,
    stored: Stored,
) -> tuple[ColumnProposal, ...]:
    by_label = {source.heading: source.letter for source in sources if source.is_period}
    found = []
    for column in shape.columns:
        letter = column.letter if column.period is None else by_label[column.label]
        match = best.chosen.get(letter) if best is not None else None
        others = best.possible.get(letter, ()) if best is not None else ()
        here = cells[column.index]
        sheet = SHEET_OF[best.table] if best is not None else SHEETS[0]
        asked = questions(sheet.column(match.field), column.heading, here, stored) if match else ()
        found.append(
            ColumnProposal(
                column.letter,
                column.heading,
                column.period,
                match.field if match else "",
                match.confidence if match else 0.0,
                match.reasons if match else (),
                samples(here),
                tuple(other for other in others if match is None or other.field != match.field),
                asked,
            )
        )
    return tuple(found)


def _mapping(
    shape: SheetShape,
    best: TableMatch,
    columns: tuple[ColumnProposal, ...],
    cells: dict[int, tuple[object, ...]],
    stored: Stored,
) -> SheetMapping:
    sheet = SHEET_OF[best.table]
    uses: dict[str, ColumnUse] = {}
    periods: dict[str, str] = {}
    for place, column in zip(shape.columns, columns, strict=True):
        if not column.field:
            continue
        if column.period is not None:
            periods[column.letter] = column.period.text
        field = sheet.column(column.field)
        uses[column.letter] = column_use(field, column.heading, cells[place.index], stored, uses)
    layout = shape.layout
    if layout != "transposed":
        layout = "wide" if periods else "long"
    return SheetMapping(
        source=shape.name,
        table=best.table,
        header_rows=shape.header_rows,
        layout=layout,
        columns=uses,
        periods=periods,
        constants=dict(best.constants),
        fingerprint=shape.fingerprint,
    )
