"""One cell, read as its column asks: a value, nothing, an instruction, or a problem."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from masterplan.sheets import Column
from masterplan.vocabulary import Word
from masterplan.workbook import dates, numerals
from masterplan.workbook.cells import (
    Mark,
    Percent,
    PercentCell,
    Problem,
    Unreadable,
    clean,
    fold,
    plain,
    says_nothing,
    withdraws,
)

Value = str | float | int | dt.date | list[str] | Percent | Problem | Mark | None

_PHASES = (1, 9)
_SEPARATOR = re.compile("[,;]")
_ERROR = re.compile(
    r"#(?:DIV/0!|NV|N/A|BEZUG!|REF!|WERT!|VALUE!|ZAHL!|NUM!|NAME\?|NULL!|ÜBERLAUF!|SPILL!|KALK!|CALC!)"
)
"""Error values where they arrive as texts: in text files, and pasted as values."""


@dataclass(frozen=True)
class _Readers:
    """How a column reads a text, a number and a date, and a number that is shown in percent."""

    text: Callable[[str], Value]
    number: Callable[[float], Value]
    date: Callable[[dt.date], Value]
    percent: Callable[[float], Value] | None = None
    """None where such a number is like any other."""


def reader(column: Column, has_decimal_point: bool = False) -> Callable[[object], Value]:
    """The function that reads a raw cell of ``column``. It never raises."""
    readers = _readers(column)
    if has_decimal_point:
        readers = _WITH_POINT[column.type]

    def read_cell(cell: object) -> Value:
        if isinstance(cell, str):
            text = clean(cell)
            if says_nothing(text):
                return None
            if text[0] == "#" and _ERROR.fullmatch(text):
                return Problem("cell_has_error")
            if withdraws(text):
                return Problem("withdraw_in_key") if column.is_key else Mark.WITHDRAW
            return readers.text(text)
        return _native(cell, readers)

    return read_cell


def _native(cell: object, readers: _Readers) -> Value:
    if cell is None:
        return None
    if isinstance(cell, bool):
        return Problem("is_boolean")
    if isinstance(cell, PercentCell) and readers.percent is not None and math.isfinite(cell):
        return readers.percent(cell.shown)
    if isinstance(cell, int | float):
        try:
            number = float(cell)
        except OverflowError:
            return Problem("number_too_large")
        return readers.number(number) if math.isfinite(number) else Problem("number_too_large")
    if isinstance(cell, dt.datetime):
        return readers.date(cell.date())
    if isinstance(cell, dt.date):
        return readers.date(cell)
    if isinstance(cell, Unreadable):
        return Problem(cell.rule)
    return Problem("is_time")


def _readers(column: Column) -> _Readers:
    if column.type in ("choice", "choices"):
        return _choice_readers(column)
    return _READERS[column.type]


def _refuse_date(found: dt.date) -> Problem:
    return Problem("is_date", {"date": found.isoformat()})


def _refuse_date_as_text(found: dt.date) -> Problem:
    return Problem("text_is_date", {"date": found.isoformat()})


def _code(text: str) -> Value:
    return " ".join(text.split())


def _code_of_number(number: float) -> Value:
    """A whole number; with places nobody can tell 1.1 from 1.10, or 1,2 from the codes 1 and 2."""
    return plain(number) if number.is_integer() else Problem("code_is_number")


def _items(text: str) -> list[str]:
    """The parts of a list, in their order, each once."""
    parts = (_code(part) for part in map(str.strip, _SEPARATOR.split(text)) if part)
    return list(dict.fromkeys(str(part) for part in parts))


def _codes(text: str) -> Value:
    return _items(text) or None


def _codes_of_number(number: float) -> Value:
    code = _code_of_number(number)
    return [code] if isinstance(code, str) else code


def _whole(low: int, high: int) -> _Readers:
    refusal = Problem("integer_out_of_range", {"low": str(low), "high": str(high)})

    def of_number(number: float) -> Value:
        return int(number) if number.is_integer() and low <= number <= high else refusal

    def of_text(text: str) -> Value:
        number = numerals.number(text)
        return of_number(number) if isinstance(number, float) else refusal

    return _Readers(of_text, of_number, _refuse_date)


def _percent_of_number(number: float) -> Value:
    if 0 < number < 1:
        return Problem(
            "percent_ambiguous",
            {"first": _german(number), "second": _german(round(number * 100, 10))},
        )
    return number if 0 <= number <= 100 else Problem("percent_out_of_range")


def _percent_with_point(text: str) -> Value:
    number = numerals.number_with_point(text)
    if isinstance(number, Percent):
        return _shown_percent(number.value)
    return _percent_of_number(number) if isinstance(number, float) else number


def _shown_percent(number: float) -> Value:
    return number if 0 <= number <= 100 else Problem("percent_out_of_range")


def _percent(text: str) -> Value:
    number = numerals.number(text)
    if isinstance(number, Percent):
        return _shown_percent(number.value)
    return _percent_of_number(number) if isinstance(number, float) else number


def _german(number: float) -> str:
    return plain(number).replace(".", ",")


def _choice_readers(column: Column) -> _Readers:
    members: list[Word] = list(column.choices or ())
    codes = {fold(word): member.code for member in members for word in _words(member)}
    words = tuple(word for member in members for word in _words(member))
    allowed = ", ".join(member.german for member in members)

    def one(text: str) -> str | Problem:
        refusal = Problem("choice_unknown", {"word": text[:100], "allowed": allowed}, words)
        return codes.get(fold(text), refusal)

    def several(text: str) -> Value:
        found = [one(item) for item in _items(text)]
        refused = [item for item in found if isinstance(item, Problem)]
        return refused[0] if refused else list(dict.fromkeys(map(str, found))) or None

    read_text = one if column.type == "choice" else several
    return _Readers(read_text, lambda number: read_text(plain(number)), _refuse_date_as_text)


def _words(member: Word) -> tuple[str, str]:
    return member.german, member.english


_READERS = {
    "code": _Readers(_code, _code_of_number, _refuse_date_as_text),
    "codes": _Readers(_codes, _codes_of_number, _refuse_date_as_text),
    "text": _Readers(lambda text: text, plain, _refuse_date_as_text),
    "number": _Readers(numerals.number, lambda number: number, _refuse_date, Percent),
    "percent": _Readers(_percent, _percent_of_number, _refuse_date, _shown_percent),
    "integer": _whole(*_PHASES),
    "year": _whole(dates.FIRST_YEAR, dates.LAST_YEAR),
    "date": _Readers(dates.day, dates.day_of_number, dates.in_range),
}

_WITH_POINT = {
    "number": replace(_READERS["number"], text=numerals.number_with_point),
    "percent": replace(_READERS["percent"], text=_percent_with_point),
}
