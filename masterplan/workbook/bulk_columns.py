"""The cells of a long column, read without looking at each: what is plain at once, the rest once.

Whatever has more to it than a value (a problem, an instruction, a percent sign) is doubtful; the
rows of doubtful cells are then read like those of any other file.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from masterplan.sheets import Column
from masterplan.workbook.cells import Mark, Percent, Problem
from masterplan.workbook.transfer import arrow_type
from masterplan.workbook.values import reader

Mask = NDArray[np.bool_]

_GERMAN = r"^-?[0-9]{1,15}(,([0-9]{1,2}|[0-9]{4,15}))?$"
"""Numbers with one reading; three places may be thousands, and are looked at more closely."""
_POINTED = r"^-?[0-9]{1,15}(\.[0-9]{1,15})?$"
_INVISIBLE = "[\u00ad\u200b\u200c\u200d\u2060\ufeff]"
_LONGER_THAN_WORDS = 12
"""No word that says nothing or withdraws is longer."""


@dataclass
class Parsed:
    """The values of a column, None where a cell says nothing or is doubtful."""

    values: pa.Array
    is_doubtful: Mask


def is_readable(type: pa.DataType) -> bool:
    """Can a column of this type hold what people write into cells?"""
    kinds = pa.types
    return any(
        is_kind(type)
        for is_kind in (
            *(kinds.is_string, kinds.is_large_string, kinds.is_floating, kinds.is_integer),
            *(kinds.is_boolean, kinds.is_date32, kinds.is_timestamp, kinds.is_null),
        )
    )


def parse(column: Column, raw: pa.Array, has_decimal_point: bool = False) -> Parsed:
    """Read a whole column."""
    kinds = pa.types
    if column.type == "number" and (kinds.is_floating(raw.type) or kinds.is_integer(raw.type)):
        values = raw.cast(pa.float64(), safe=False)
        is_odd = pc.invert(pc.is_finite(values)).fill_null(False)
        return Parsed(values, _mask(is_odd))
    if kinds.is_string(raw.type) or kinds.is_large_string(raw.type):
        raw = raw.cast(pa.string())
        if column.type == "number":
            return _numbers(column, raw, has_decimal_point)
        if column.type == "text":
            return _texts(column, raw)
    return _distinct(column, raw, has_decimal_point)


def _numbers(column: Column, raw: pa.Array, has_decimal_point: bool) -> Parsed:
    texts = pc.utf8_trim_whitespace(raw)
    is_plain = pc.match_substring_regex(texts, _POINTED if has_decimal_point else _GERMAN)
    plain = pc.if_else(is_plain, texts, pa.scalar(None, pa.string()))
    numbers = pc.replace_substring(plain, ",", ".").cast(pa.float64())
    return _with_rest(column, raw, numbers, is_plain, has_decimal_point)


def _texts(column: Column, raw: pa.Array) -> Parsed:
    texts = pc.replace_substring_regex(raw, _INVISIBLE, "")
    texts = pc.utf8_normalize(pc.utf8_trim_whitespace(texts), form="NFC")
    is_long = pc.greater(pc.utf8_length(texts), _LONGER_THAN_WORDS)
    return _with_rest(
        column, raw, pc.if_else(is_long, texts, pa.scalar(None, pa.string())), is_long
    )


def _with_rest(
    column: Column,
    raw: pa.Array,
    values: pa.Array,
    is_done: pa.Array,
    has_decimal_point: bool = False,
) -> Parsed:
    """Fill in those cells that are not done yet."""
    rest = pc.if_else(is_done, pa.scalar(None, pa.string()), raw)
    others = _distinct(column, rest, has_decimal_point)
    return Parsed(pc.coalesce(values, others.values), others.is_doubtful)


def _distinct(column: Column, raw: pa.Array, has_decimal_point: bool) -> Parsed:
    """Read each different cell once."""
    encoded = raw.dictionary_encode()
    read_cell = reader(column, has_decimal_point)
    read = [read_cell(cell) for cell in encoded.dictionary.to_pylist()]
    is_odd = [isinstance(value, Problem | Mark | Percent) for value in read]
    values = [None if odd else value for value, odd in zip(read, is_odd, strict=True)]
    places = encoded.indices
    odd_by_place = np.array([*is_odd, False], dtype=np.bool_)  # the last one for null
    return Parsed(
        pa.array(values, arrow_type(column)).take(places),
        odd_by_place[places.fill_null(len(is_odd)).to_numpy(zero_copy_only=False)],
    )


def _mask(values: pa.Array) -> Mask:
    found: Mask = values.to_numpy(zero_copy_only=False).astype(np.bool_)
    return found
