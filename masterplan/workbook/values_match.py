"""What the cells of a column tell about the field it may be, whatever its heading says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Container, Mapping, Sequence
from functools import cache, cached_property
from typing import Protocol

from masterplan.sheets import SHEET_OF, Column, Sheet
from masterplan.workbook.cells import clean, fold, plain, shown
from masterplan.workbook.periods import period_of
from masterplan.workbook.synonyms import LIGHT_WORDS, STATE_WORDS

_NUMERAL = re.compile(r"[+\-−–]?\s?[0-9][0-9.,\s'’]*\s?%?")
_DATE_WITH_SLASHES = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}")

_MOST = 0.8
_FEW = 0.3
_LONG_WORDS = 16

Evidence = tuple[float, bool, tuple[str, dict[str, str]] | None]
"""How much the values speak for the field, whether they speak against it, and the reason."""


class Values:
    """The values of a column, with what is asked of them again for every field."""

    def __init__(self, cells: Sequence[object]) -> None:
        self.cells = cells

    @cached_property
    def folded(self) -> list[str]:
        """The folded texts."""
        return [fold(cell) for cell in self.cells if isinstance(cell, str)]

    @cached_property
    def codes(self) -> list[str]:
        """All values as codes are compared."""
        return [
            plain(cell) if isinstance(cell, float) else fold(shown(cell)) for cell in self.cells
        ]

    @cached_property
    def numbers(self) -> float:
        """The part that may be numbers."""
        return share(self.cells, is_number)

    @cached_property
    def dates(self) -> float:
        """The part that may be dates."""
        return share(self.cells, is_date)

    @cached_property
    def days(self) -> float:
        """The part that are dates and not texts."""
        return share(self.cells, lambda cell: isinstance(cell, dt.date))

    @cached_property
    def years(self) -> float:
        """The part that may be years."""
        return share(self.cells, is_year)

    @cached_property
    def texts(self) -> float:
        """The part that are texts and no numbers."""
        return share(self.cells, lambda cell: isinstance(cell, str) and not is_number(cell))

    @cached_property
    def percents(self) -> float:
        """The part that are written with a percent sign."""
        return share(self.cells, lambda cell: isinstance(cell, str) and cell.rstrip().endswith("%"))

    def within(self, words: Container[str]) -> float:
        """The part of all values whose folded text is one of the words."""
        return sum(text in words for text in self.folded) / len(self.cells)


class Stored(Protocol):
    """What of the stored plan is compared with the values."""

    @property
    def codes(self) -> Mapping[str, frozenset[str]]:
        """By table the folded codes."""

    @property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """By table the code of each folded name."""


def share(cells: Sequence[object], holds: Callable[[object], bool]) -> float:
    """The part of the cells for which something holds; 0 where there are none."""
    return sum(map(holds, cells)) / len(cells) if cells else 0.0


def evidence(
    sheet: Sheet, column: Column, values: Values, stored: Stored, is_principal: bool
) -> Evidence:
    """Weigh the values of a column against a field."""
    if not values.cells:
        return 0.0, False, None
    if column.type in ("code", "codes"):
        return _codes(sheet, column, values, stored)
    if column.type in ("choice", "choices"):
        part = values.within(words_of(column))
        return _weighed(part, 0.75, "values_are_words", {"column": column.heading})
    if column.type == "date":
        return _weighed(values.dates, 0.45 if column.is_required else 0.1, "values_are_dates")
    if column.type == "year":
        return _weighed(values.years, 0.4, "values_are_years")
    if column.type == "integer":
        return _weighed(values.numbers, 0.1, "values_are_years")
    if column.type in ("number", "percent"):
        return _numbers(column, values, is_principal)
    return (0.0, values.numbers > _MOST and column.field in ("title", "name"), None)


@cache
def words_of(column: Column) -> dict[str, str]:
    """The folded words that a choice goes by, those of other lists too, with their codes."""
    members = list(column.choices or ())
    own = {fold(word): one.code for one in members for word in (one.german, one.english)}
    if column.field == "rating":
        return {**LIGHT_WORDS, **own}
    return {**STATE_WORDS, **own} if column.field == "state" else own


def is_number(cell: object) -> bool:
    """Is a cell a number, or a text that a number may be meant by?"""
    if isinstance(cell, str):
        return _NUMERAL.fullmatch(clean(cell)) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def is_date(cell: object) -> bool:
    """Is a cell a date or a period, or a text that a date may be meant by?"""
    if isinstance(cell, str) and _DATE_WITH_SLASHES.fullmatch(clean(cell)):
        return True
    return period_of(cell) is not None


def is_year(cell: object) -> bool:
    """Is a cell a year?"""
    if isinstance(cell, dt.date):
        return False
    found = period_of(cell)
    return found is not None and found.kind == "year"


def _weighed(
    part: float, weight: float, reason: str, details: dict[str, str] | None = None
) -> Evidence:
    if part < _FEW:
        return 0.0, True, None
    return weight * part, False, (reason, details or {}) if part >= 0.5 else None


def _codes(sheet: Sheet, column: Column, values: Values, stored: Stored) -> Evidence:
    table = column.refers_to or sheet.table
    title = {"table": SHEET_OF[table].german}
    codes, names = stored.codes.get(table, frozenset()), stored.names.get(table, {})
    coded = sum(code in codes for code in values.codes) / len(values.cells) if codes else 0.0
    if coded >= 0.5:
        return 0.85 * coded, False, ("values_are_codes", title)
    if not column.refers_to and not column.is_key:
        return 0.0, False, None
    named = values.within(names) if names else 0.0
    if named >= 0.5:
        return 0.7 * named, False, ("values_are_names", title)
    wordy = sum(len(text) > _LONG_WORDS for text in values.folded) / len(values.cells)
    is_wrong = values.days > _FEW or (bool(codes) and wordy > _MOST)
    if is_wrong or not (column.is_key and column.is_required) or values.texts <= _MOST:
        return 0.0, is_wrong, None
    return 0.2, False, ("values_are_texts", {})


def _numbers(column: Column, values: Values, is_principal: bool) -> Evidence:
    part = values.numbers
    if values.years > _MOST and column.type == "number":
        return 0.0, False, None
    weight, reason = (0.3 if is_principal else 0.0), "values_are_numbers"
    if column.type == "percent":
        weight, reason = 0.5 * values.percents, "values_are_percents"
    return weight * part, part < _FEW, (reason, {}) if weight and part >= 0.5 else None
