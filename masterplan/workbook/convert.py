"""One cell of a foreign workbook as the format would have it, where its mapping says how.

What the mapping does not settle stays as it stands: the reading of the format objects to it.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from masterplan.sheets import Column
from masterplan.workbook import numerals
from masterplan.workbook.cells import (
    DASHES,
    Percent,
    PercentCell,
    Problem,
    Unreadable,
    clean,
    fold,
    says_nothing,
    shown,
    withdraws,
)
from masterplan.workbook.mapping import ColumnUse
from masterplan.workbook.periods import Grain, period_of, widened

Convert = Callable[[object], object]
Names = Mapping[str, str]
"""Codes by folded name, of the names that only one has."""

_NUMBERS = ("number", "percent")
_FORMS = {
    "comma": re.compile(r"([+-]?)([0-9]{1,3}(?:[. '’][0-9]{3})+|[0-9]+)(?:,([0-9]+))?"),
    "point": re.compile(r"([+-]?)([0-9]{1,3}(?:[, '’][0-9]{3})+|[0-9]+)(?:\.([0-9]+))?"),
}
_SLASHES = re.compile(r"([0-9]{1,2}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{4})")


def converter(use: ColumnUse, column: Column, names: Names) -> Convert | None:
    """The function that turns the cells of a column; None where they stay as they are."""
    steps = [_words(use)] if use.words else []
    if use.by_name:
        steps.append(_by_name(names))
    if column.type in _NUMBERS and (use.decimal or use.percent or use.factor != 1):
        steps.append(lambda cell: _number(cell, use, column))
    if column.type in ("date", "year") and (use.period or use.date_order):
        steps.append(lambda cell: _date(cell, use, column))
    if not steps:
        return None

    def convert(cell: object) -> object:
        for step in steps:
            cell = step(cell)
        return cell

    return convert


def german(number: Decimal) -> str:
    """A number as a text that has one reading only."""
    text = f"{number:f}"
    if "." not in text:
        return text
    whole, places = text.split(".")
    return f"{whole},{places}0" if len(places) == 3 else f"{whole},{places}"


def _words(use: ColumnUse) -> Convert:
    meanings = {fold(word): meaning for word, meaning in use.words.items()}
    return lambda cell: meanings.get(fold(cell), cell) if isinstance(cell, str) else cell


def _by_name(names: Names) -> Convert:
    return lambda cell: names.get(fold(cell), cell) if isinstance(cell, str) else cell


def _number(cell: object, use: ColumnUse, column: Column) -> object:
    if isinstance(cell, PercentCell):
        return cell if use.factor == 1 else Unreadable("number_has_unit", shown(cell))
    if isinstance(cell, str):
        return _number_of_text(cell, use, column)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    number = float(cell)
    return _scaled(number, use, column) if math.isfinite(number) else cell


def _number_of_text(cell: str, use: ColumnUse, column: Column) -> object:
    text = clean(cell)
    if says_nothing(text) or withdraws(text):
        return cell
    number = number_in(text, use)
    if number is None:
        # what the format could read all the same would be neither as declared nor scaled
        is_readable = not isinstance(numerals.number(text), Problem)
        return Unreadable("number_not_as_declared", cell) if is_readable else cell
    if isinstance(number, float):
        return _scaled(number, use, column)
    if use.factor != 1:
        return Unreadable("number_has_unit", cell)
    return f"{german(Decimal(repr(number.value)))} %"


def number_in(text: str, use: ColumnUse) -> float | Percent | None:
    """A text as the declared decimal sign reads it; None where it is no number that way."""
    if use.decimal is None:
        read = numerals.number(text)
        return None if isinstance(read, Problem) else read
    body = re.sub(r"\s", " ", text.translate(DASHES))
    is_percent = body.endswith("%")
    found = _FORMS[use.decimal].fullmatch(body.removesuffix("%").rstrip())
    if found is None or not found[0].isascii() and "’" not in found[0]:
        return None
    number = float(f"{found[1]}{re.sub('[^0-9]', '', found[2])}.{found[3] or 0}")
    return Percent(number) if is_percent else number


def _scaled(number: float, use: ColumnUse, column: Column) -> object:
    # in decimals, because 4.35 * 100 is 434.99999999999994
    exact = Decimal(repr(number)) * Decimal(repr(float(use.factor)))
    if use.percent == "share":
        return f"{german(exact * 100)} %"
    if use.percent == "percent":
        return german(exact) + (" %" if column.type == "percent" else "")
    return float(exact)


def _date(cell: object, use: ColumnUse, column: Column) -> object:
    day = _day(cell, use)
    if day is None:
        return cell
    if use.period is not None:
        day = widened(day, use.period)
    return float(day.year) if column.type == "year" and use.period == "year" else day


def _day(cell: object, use: ColumnUse) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if not isinstance(cell, str):
        return None
    found = _SLASHES.fullmatch(clean(cell)) if use.date_order else None
    if found is None:
        return _whole_day(clean(cell)) if use.period else None
    first, second, year = (int(part) for part in found.groups())
    month, day = (second, first) if use.date_order == "day_first" else (first, second)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _whole_day(text: str) -> dt.date | None:
    found = re.fullmatch(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})", text)
    parts = found.groups()[::-1] if found else text.split("-")
    period = period_of(text)
    if period is None or period.kind != "day" or len(parts) != 3:
        return None
    return dt.date(*(int(part) for part in parts))


def widened_text(text: str, grain: Grain | None) -> str:
    """A period of a heading, its day widened to the period it lies in."""
    day = _whole_day(text)
    return text if day is None or grain is None else widened(day, grain).isoformat()
