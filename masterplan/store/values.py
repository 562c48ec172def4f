"""Stored values for readers: what the database gives as text, as the language writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from masterplan import texts
from masterplan.sheets import SHEET_OF, Column

_PLACES = 12  # more are traces of binary arithmetic


def shown(table: str, field: str, value: str | None, language: str) -> str:
    """A value of a field, as ``Rehearsal.rows`` and ``uploads/differences`` tell it; "–" for none.

    Numbers have all their places: of two that differ a reader sees that they do.
    """
    column = SHEET_OF[table].column(field)
    if value is None or pd.isna(value):
        return texts.NO_NUMBER
    match column.type:
        case "number" | "percent":
            return _number(value, language)
        case "date":
            return texts.date(dt.date.fromisoformat(value), language)
        case "choice" | "choices":
            return ", ".join(_word(column, code, language) for code in value.split(", "))
    return value


def shown_key(table: str, parts: Sequence[str | None], language: str) -> str:
    """The key of a row in one text, without the parts that are blank."""
    named = zip(SHEET_OF[table].keys, parts, strict=True)
    return " · ".join(
        shown(table, field, part, language) for field, part in named if part and not pd.isna(part)
    )


def heading(table: str, field: str, language: str) -> str:
    """The name of a field, as the workbook's heading in the language."""
    column = SHEET_OF[table].column(field)
    return column.heading if language == "de" else column.english


def _number(value: str, language: str) -> str:
    number = Decimal(value)
    if not number.is_finite():
        return value
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return texts.number(float(number), language, min(max(0, -exponent), _PLACES))


def _word(column: Column, code: str, language: str) -> str:
    try:
        return column.choices.of(code).label(language) if column.choices else code
    except ValueError:  # a word that the list had once
        return code
