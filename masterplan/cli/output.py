"""How answers look on a terminal and for other programs."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd


def records(answer: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a question in plain values, None where there is none.

    Days (fields in ``_on``) and moments (``_at``, UTC) become ISO texts.
    """
    fields = [str(name) for name in answer.columns]
    rows = zip(*(answer[name] for name in answer.columns), strict=True)
    return [
        {field: _plain(field, value) for field, value in zip(fields, row, strict=True)}
        for row in rows
    ]


def iso(moment: dt.datetime | None) -> str | None:
    """A UTC moment without a zone as ISO text."""
    return None if moment is None else moment.isoformat() + "Z"


def print_json(answer: object) -> None:
    """One JSON document; a number that is none would be a mistake in the program."""
    print(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False))


def print_table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[str] = ()
) -> None:
    """An aligned table; the columns whose headings are ``numbers`` end flush right."""
    is_number = [heading in set(numbers) for heading in headings]
    lines = [[" ".join(text.split()) for text in row] for row in (headings, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["─" * width for width in widths])
    for line in lines:
        padded = (
            text.rjust(width) if right else text.ljust(width)
            for text, width, right in zip(line, widths, is_number, strict=True)
        )
        print("  ".join(padded).rstrip())


def shortened(text: str | None, length: int) -> str:
    """``text``, cut where it is longer than ``length``."""
    return "" if text is None else text if len(text) <= length else text[: length - 1] + "…"


def _plain(field: str, value: Any) -> Any:
    if hasattr(value, "tolist"):  # of numpy: a number, or a list
        value = value.tolist()
    if isinstance(value, list):
        return value
    if pd.isna(value) or isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if field.endswith("_on") else iso(value)
    return value
