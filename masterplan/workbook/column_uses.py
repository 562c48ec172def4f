"""How the values of a matched column are to be read, and what they leave open."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from typing import Literal

from masterplan.sheets import Column
from masterplan.workbook import numerals
from masterplan.workbook.cells import PercentCell, Problem, clean, fold, shown
from masterplan.workbook.convert import number_in
from masterplan.workbook.header_rows import words_of as forms_of
from masterplan.workbook.mapping import ColumnUse, DecimalSign
from masterplan.workbook.match import Stored
from masterplan.workbook.periods import Grain, part_of_year, widened
from masterplan.workbook.sources import samples
from masterplan.workbook.units import Unit, unit_of, without_unit
from masterplan.workbook.values_match import is_year, share, words_of

QuestionKind = Literal["decimal", "percent", "period", "date_order", "factor"]

_SLASHES = re.compile(r"([0-9]{1,2}) ?/ ?([0-9]{1,2}) ?/ ?([0-9]{4})")
_GRAINS: dict[str, Grain] = {
    **dict.fromkeys(("jahr", "berichtsjahr", "haushaltsjahr", "kalenderjahr", "year"), "year"),
    **dict.fromkeys(("monat", "berichtsmonat", "month"), "month"),
    **dict.fromkeys(("quartal", "quarter"), "quarter"),
    **dict.fromkeys(("halbjahr", "half-year"), "half_year"),
    **dict.fromkeys(("kw", "kalenderwoche", "woche", "week"), "week"),
}
_PERCENT = ("%", "prozent")


@dataclass(frozen=True)
class Question:
    """What the values of a column leave open: the mapping must say it, or they are objected to."""

    kind: QuestionKind
    samples: tuple[str, ...]
    """The doubtful values."""
    suggestion: str = ""
    """The answer that the other values speak for; "" where nothing does."""


def questions(
    column: Column, heading: str, cells: tuple[object, ...], stored: Stored
) -> tuple[Question, ...]:
    """What somebody has to decide about a column."""
    found: list[Question | None] = []
    if column.type in ("number", "percent"):
        found = [
            _decimal(cells),
            _percent(column, heading, cells, stored),
            _factor(column, heading, stored),
        ]
    elif column.type in ("date", "year"):
        found = [_date_order(cells), _period(heading, cells)]
    return tuple(one for one in found if one is not None)


def column_use(
    column: Column,
    heading: str,
    cells: tuple[object, ...],
    stored: Stored,
    others: MappingOf[str, ColumnUse],
) -> ColumnUse:
    """The use of a column as it is proposed. What is doubtful is left open, not decided."""
    use = ColumnUse(column.field, heading)
    unit = unit_in(heading)
    if unit is not None and column.type in ("number", "percent"):
        factor = 1.0 if _is_unit_of_all(column, unit, stored) else unit.factor
        use = replace(use, factor=factor, unit=unit.name)
    if column.type == "choice":
        use = replace(use, words=_translations(column, cells))
    if column.type == "code" and _is_named(column, cells, stored):
        use = replace(use, by_name=True)
    return use


def unit_in(heading: str) -> Unit | None:
    """The unit that stands in a heading."""
    return without_unit(heading)[1]


def grain_of(heading: str) -> Grain | None:
    """The length of the periods that a heading announces: “Monat”, “Quartal”."""
    return next((_GRAINS[form] for form in forms_of(heading) if form in _GRAINS), None)


def _translations(column: Column, cells: tuple[object, ...]) -> dict[str, str]:
    """Words that are none of the format's but mean one of them: “grün” for “planmäßig”."""
    own = {fold(word) for one in column.choices or () for word in (one.german, one.english)}
    meanings = words_of(column)
    german = {one.code: one.german for one in column.choices or ()}
    texts = {clean(cell) for cell in cells if isinstance(cell, str)}
    return {
        text: german[meanings[fold(text)]]
        for text in sorted(texts)
        if fold(text) in meanings and fold(text) not in own
    }


def _is_named(column: Column, cells: tuple[object, ...], stored: Stored) -> bool:
    names = stored.names.get(column.refers_to or "", {})
    return share(cells, lambda cell: isinstance(cell, str) and fold(cell) in names) > 0


def _decimal(cells: tuple[object, ...]) -> Question | None:
    """Numbers as texts that only a declared decimal sign makes readable."""
    texts = sorted({clean(cell) for cell in cells if isinstance(cell, str)})
    signs = {text: _signs(text) for text in texts}
    written = {text: fits for text, fits in signs.items() if fits}
    doubtful = [text for text in written if isinstance(numerals.number(text), Problem)]
    if not doubtful:
        return None
    fitting = set.intersection(*written.values())
    return Question("decimal", samples(doubtful), fitting.pop() if len(fitting) == 1 else "")


def _signs(text: str) -> set[DecimalSign]:
    signs: tuple[DecimalSign, ...] = ("comma", "point")
    return {sign for sign in signs if number_in(text, ColumnUse("", decimal=sign)) is not None}


def _percent(
    column: Column, heading: str, cells: tuple[object, ...], stored: Stored
) -> Question | None:
    unit = unit_in(heading)
    is_measured = any(fold(unit or "") in _PERCENT for unit in stored.units.values())
    if column.type != "percent" and not is_measured and (unit is None or unit.name != "%"):
        return None
    numbers = [
        cell for cell in cells if isinstance(cell, float) and not isinstance(cell, PercentCell)
    ]
    doubtful = [cell for cell in numbers if 0 < abs(cell) < 1]
    return Question("percent", samples(doubtful)) if doubtful else None


def _is_unit_of_all(column: Column, unit: Unit, stored: Stored) -> bool:
    """Are the indicators that are counted in this unit kept in thousands, too?"""
    kept = [unit_of(text or "") for text in stored.units.values()]
    alike = [one for one in kept if fold(one.name) == fold(unit.name)]
    return column.unit is None and bool(alike) and all(one == unit for one in alike)


def _factor(column: Column, heading: str, stored: Stored) -> Question | None:
    unit = unit_in(heading)
    if unit is None or unit.factor == 1 or _is_unit_of_all(column, unit, stored):
        return None
    return Question("factor", (heading,), f"{unit.factor:.0f}")


def _date_order(cells: tuple[object, ...]) -> Question | None:
    found = [
        match
        for match in (_SLASHES.fullmatch(clean(cell)) for cell in cells if isinstance(cell, str))
        if match is not None
    ]
    if not found:
        return None
    first = max(int(match[1]) for match in found)
    second = max(int(match[2]) for match in found)
    suggestion = ""
    if (first > 12) != (second > 12):
        suggestion = "day_first" if first > 12 else "month_first"
    return Question("date_order", samples(match[0] for match in found), suggestion)


def _period(heading: str, cells: tuple[object, ...]) -> Question | None:
    """A day below “Monat”: is it meant as the month it lies in?"""
    grain = grain_of(heading)
    if grain is None:
        return None
    days = [cell.date() if isinstance(cell, dt.datetime) else cell for cell in cells]
    doubtful = [day for day in days if isinstance(day, dt.date) and widened(day, grain) != day]
    parts = [cell for cell in cells if isinstance(cell, str) and part_of_year(cell)]
    if parts or (grain != "year" and share(cells, is_year) == 0 and not doubtful and not days):
        return None
    return Question("period", samples(map(shown, doubtful)), grain) if doubtful else None
