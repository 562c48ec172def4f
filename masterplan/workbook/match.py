"""Which column of a foreign sheet is which field: how sure that is, and why."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from masterplan.sheets import Column, Sheet
from masterplan.workbook.cells import Unreadable, fold, says_nothing
from masterplan.workbook.header_rows import words_of
from masterplan.workbook.mapping import PERIOD_FIELDS
from masterplan.workbook.synonyms import FORMAT_WORDS, HEADING_WORDS, STRONG, WEAK
from masterplan.workbook.values_match import Values, evidence

SAME, SYNONYM, SPELLED, CONTAINED, AMBIGUOUS = 1.0, 0.9, 0.75, 0.6, 0.5

_LEAST = 0.2
"""Less than this is no reason to propose a field."""

_SHORTEST_CONTAINED = 4

_REMEMBERED = 2000
"""So many headings are compared with all known words only once."""

_MOST_FOR_NAMES = 0.95
"""A column of names may stand for one of codes, but never beats it."""


@dataclass(frozen=True)
class Reason:
    """Why a column may be a field: a key of REASONS in ``reasons`` and what its words need."""

    code: str
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FieldMatch:
    """A field that a column may be."""

    field: str
    confidence: float
    """From 0 to 1; 1 for a heading of the format."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Stored:
    """What of the stored plan helps to understand a file."""

    codes: dict[str, frozenset[str]] = field(default_factory=dict)
    """By table the folded codes."""
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    """By table the code of each folded name."""
    units: dict[str, str] = field(default_factory=dict)
    """By folded indicator code the unit."""

    @property
    def words(self) -> frozenset[str]:
        """All folded codes and names of measures and indicators: they can stand in headings."""
        tables = ("measure", "indicator")
        codes = frozenset().union(*(self.codes.get(table, frozenset()) for table in tables))
        return codes.union(*(self.names.get(table, {}) for table in tables))


@dataclass(frozen=True)
class Source:
    """A column to be matched: what stands above it and some of what stands below."""

    letter: str
    heading: str
    cells: tuple[object, ...]
    is_period: bool = False
    """Does it stand for the columns of several periods?"""

    @cached_property
    def values(self) -> Values:
        """The cells, as they are weighed for field after field."""
        return Values(self.cells)


def said(cells: Iterable[object]) -> tuple[object, ...]:
    """The cells that say something."""
    return tuple(cell for cell in cells if not _is_silent(cell))


def matches(sheet: Sheet, source: Source, stored: Stored) -> list[FieldMatch]:
    """The fields of ``sheet`` that a column may be, the likeliest first."""
    near = _near(words_of(source.heading)[1])
    found = [_match(sheet, column, source, stored, near) for column in sheet.columns]
    likely = [match for match in found if match.confidence >= _LEAST]
    return sorted(likely, key=lambda match: -match.confidence)


def assign(
    sheet: Sheet, sources: Sequence[Source], stored: Stored
) -> tuple[dict[str, FieldMatch], dict[str, list[FieldMatch]]]:
    """The best field of each column, by letter, no field twice; and all that were possible."""
    is_wide = PERIOD_FIELDS.get(sheet.table) and any(source.is_period for source in sources)
    possible = {}
    for source in sources:
        found = matches(sheet, source, stored)
        possible[source.letter] = _fit_for(sheet, source, found) if is_wide else found
    pairs = [(match, letter) for letter, found in possible.items() for match in found]
    chosen: dict[str, FieldMatch] = {}
    for match, letter in sorted(pairs, key=lambda pair: -pair[0].confidence):
        if letter not in chosen and match.field not in {one.field for one in chosen.values()}:
            chosen[letter] = match
    return chosen, possible


def _fit_for(sheet: Sheet, source: Source, found: list[FieldMatch]) -> list[FieldMatch]:
    """In a wide sheet the periods are no columns, and what is said once is no value of each."""
    if source.is_period:
        return [match for match in found if match.field not in sheet.keys]
    keys = {name for name in sheet.keys if name != PERIOD_FIELDS[sheet.table]}
    return [match for match in found if match.field in keys]


def _is_silent(cell: object) -> bool:
    if isinstance(cell, str):
        return says_nothing(cell.strip())
    return cell is None or isinstance(cell, Unreadable)


def _match(
    sheet: Sheet, column: Column, source: Source, stored: Stored, near: str | None
) -> FieldMatch:
    by_heading, reason = _by_heading(sheet, column, source, near)
    is_principal = column.field == sheet.principal
    weight, misfits, why = evidence(sheet, column, source.values, stored, is_principal)
    reasons = [reason] if reason is not None else []
    if misfits:
        return FieldMatch(
            column.field, round(by_heading * 0.4, 2), (*reasons, Reason("values_do_not_fit"))
        )
    if why is not None:
        reasons.append(Reason(*why))
    confidence = by_heading
    if by_heading < SAME:
        low, high = sorted((by_heading, weight))
        confidence = high + low * (1 - high)
    if why is not None and why[0] == "values_are_names":
        confidence = min(confidence, _MOST_FOR_NAMES)
    return FieldMatch(column.field, round(confidence, 2), tuple(reasons))


def _by_heading(
    sheet: Sheet, column: Column, source: Source, near: str | None
) -> tuple[float, Reason | None]:
    words = words_of(source.heading)
    own = {fold(column.heading), fold(column.english)}
    details = {"heading": column.heading}
    strong, weak = STRONG[sheet.table, column.field], WEAK[sheet.table, column.field]
    for form in words:
        if form in own:
            return SAME, Reason("same_heading")
    if not source.heading and source.is_period and column.field == sheet.principal:
        return SYNONYM, Reason("values_under_periods")
    checks: tuple[tuple[float, str, Callable[[], bool]], ...] = (
        (SYNONYM, "synonym", lambda: any(form in strong for form in words)),
        (AMBIGUOUS, "weak_synonym", lambda: any(form in weak for form in words)),
        (SPELLED, "spelled_like", lambda: near is not None and near in own | strong),
        (CONTAINED, "heading_contains", lambda: _contains(words[1], own | strong)),
    )
    for weight, code, holds in checks:
        if holds():
            return weight, Reason(code, details)
    return 0.0, None


def _contains(heading: str, words: Iterable[str]) -> bool:
    if heading in HEADING_WORDS:
        return False
    padded = f" {heading} "
    return any(len(word) >= _SHORTEST_CONTAINED and f" {word} " in padded for word in words)


@lru_cache(maxsize=_REMEMBERED)
def _near(form: str) -> str | None:
    """The known word that an unknown heading is spelled nearly like."""
    if not 3 < len(form) < 40 or form in HEADING_WORDS or form in FORMAT_WORDS:
        return None
    found = difflib.get_close_matches(form, HEADING_WORDS, n=1, cutoff=0.84)
    return found[0] if found else None
