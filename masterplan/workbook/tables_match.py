"""Which table a foreign sheet fills best."""

from __future__ import annotations

from dataclasses import dataclass

from masterplan.sheets import SHEETS, Sheet
from masterplan.vocabulary import TargetKind
from masterplan.workbook.cells import fold
from masterplan.workbook.mapping import PERIOD_FIELDS
from masterplan.workbook.match import FieldMatch, Source, Stored, assign
from masterplan.workbook.shape import SheetShape
from masterplan.workbook.synonyms import SHEET_SYNONYMS

_USUAL = {("target", "kind"): TargetKind.VALUE.german}
"""What may be taken for granted, where no column says otherwise; it shows in the mapping."""

_SURE_OF_USUAL = 0.6
_REQUIRED, _EXPLAINED = 0.65, 0.35
_NAME = 0.1


@dataclass(frozen=True)
class TableMatch:
    """How well a sheet would fill one table."""

    table: str
    score: float
    """From 0 to 1: are the required fields there, and how many of the columns are understood?"""
    chosen: dict[str, FieldMatch]
    """By letter; the columns of periods that belong together under the first one's."""
    possible: dict[str, list[FieldMatch]]
    missing: tuple[str, ...]
    """Required fields that nothing fills."""
    constants: dict[str, str]


def rank(shape: SheetShape, sources: list[Source], stored: Stored) -> tuple[TableMatch, ...]:
    """All tables, the best first."""
    found = [_match(sheet, shape, sources, stored) for sheet in SHEETS]
    return tuple(sorted(found, key=lambda one: -one.score))


def _match(sheet: Sheet, shape: SheetShape, sources: list[Source], stored: Stored) -> TableMatch:
    chosen, possible = assign(sheet, sources, stored)
    sure = {match.field: match.confidence for match in chosen.values()}
    is_wide = any(source.is_period and source.letter in chosen for source in sources)
    period_field = PERIOD_FIELDS.get(sheet.table)
    if period_field is not None and is_wide:
        sure[period_field] = 1.0
    constants = {
        name: text
        for (table, name), text in _USUAL.items()
        if table == sheet.table and name not in sure
    }
    needed = [column.field for column in sheet.columns if column.is_required]
    if period_field is not None and is_wide and period_field not in needed:
        needed.append(period_field)
    if sheet.principal not in needed:
        needed.append(sheet.principal)
    there = sum(sure.get(name, _SURE_OF_USUAL if name in constants else 0.0) for name in needed)
    explained = sum(match.confidence for match in chosen.values()) / max(len(sources), 1)
    score = _REQUIRED * there / len(needed) + _EXPLAINED * explained
    if not chosen:
        score = 0.0
    elif _is_called(sheet, shape.name) and score > _NAME:
        score = min(1.0, score + _NAME)
    missing = [
        column.field
        for column in sheet.columns
        if column.is_required and column.field not in sure and column.field not in constants
    ]
    return TableMatch(sheet.table, round(score, 2), chosen, possible, tuple(missing), constants)


def _is_called(sheet: Sheet, name: str) -> bool:
    words = SHEET_SYNONYMS.get(sheet.table, "").split(",")
    return fold(name) in {fold(word) for word in (*words, sheet.german, sheet.english)}
