"""A period that stands in two columns: “2025” in one, “Q1” or “März” in the other."""

from __future__ import annotations

from collections.abc import Sequence

from masterplan.workbook.cells import Problem, clean, shown
from masterplan.workbook.dates import day
from masterplan.workbook.mapping import ColumnUse

PARTS = ("month", "quarter", "half_year", "week")
"""What may stand beside a year."""


def are_parts(uses: Sequence[ColumnUse]) -> bool:
    """Do two columns tell a period together: one its year, the other which part of it?"""
    kinds = [use.period for use in uses]
    return len(kinds) == 2 and "year" in kinds and any(kind in PARTS for kind in kinds)


def joined(cells: Sequence[object], uses: Sequence[ColumnUse]) -> object:
    """The period of two cells; where they make none, both as they stand, to be objected to."""
    by_kind = {use.period: clean(shown(cell)) for cell, use in zip(cells, uses, strict=True)}
    year = by_kind.pop("year", "")
    [(kind, part)] = by_kind.items() if len(by_kind) == 1 else [(None, "")]
    if not year and not part:
        return ""
    if not year or not part:
        return f"{year or part} ?"  # half a period is none: a blank quarter is not the whole year
    forms = {"month": "{0:0>2}/{1}", "quarter": "Q{0}/{1}", "half_year": "H{0}/{1}"}
    if part.isascii() and part.isdigit():
        return forms.get(str(kind), "KW {0}/{1}").format(part, year)
    together = f"{part} {year}"
    return f"{part}/{year}" if isinstance(day(together), Problem) else together
