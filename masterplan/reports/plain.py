"""Answers as plain values that JSON can hold, the same for the same answer.

Days (fields that end in ``_on`` or ``_date``) and moments (UTC, "…Z") become ISO texts, what is
missing or no finite number becomes None, and a whole number is written without a point.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

Plain = dict[str, Any]

_WHOLE = 2.0**53  # beyond it neighbouring whole numbers look the same


def records(answer: pd.DataFrame) -> list[Plain]:
    """The rows of an answer."""
    fields = [str(name) for name in answer.columns]
    rows = zip(*(answer[name] for name in answer.columns), strict=True)
    return [
        {field: plain(value, field) for field, value in zip(fields, row, strict=True)}
        for row in rows
    ]


def plain(value: Any, field: str = "") -> Any:
    """One value of a field."""
    if hasattr(value, "tolist") and not isinstance(value, dt.date):  # of numpy
        value = value.tolist()
    if isinstance(value, Mapping):
        return {str(name): plain(part, str(name)) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part, field) for part in value]
    if value is None or isinstance(value, (str, bool)):
        return value
    if pd.isna(value):
        return None
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if _is_day(field) else moment(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return _number(value)


def moment(value: dt.datetime | None) -> str | None:
    """A UTC moment without a zone as ISO text."""
    return None if value is None else value.isoformat() + "Z"


def _is_day(field: str) -> bool:
    return field.endswith(("_on", "_date"))


def _number(value: float) -> int | float | None:
    if isinstance(value, int):
        return value
    if not math.isfinite(value):
        return None
    number = float(value)
    return int(number) if number.is_integer() and abs(number) < _WHOLE else number
