"""Number formats that change what a cell says: percentages, and zeros in front of a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial

from masterplan.workbook.cells import PercentCell
from masterplan.workbook.sight import Format

_PERCENT_NUMBERS = (9, 10)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ZEROS = re.compile(r"0{2,20}")


def format_of(number: int, code: str | None) -> Format | None:
    """The reading of a number format, None where it shows the number as it is."""
    if code is None:
        return PercentCell if number in _PERCENT_NUMBERS else None
    if "%" in _LITERAL.sub("", code):
        return PercentCell
    return partial(padded, len(code)) if _ZEROS.fullmatch(code) else None


def padded(digits: int, number: float) -> object:
    """A whole number as its cell shows it: 7 in the format 000 is the text 007."""
    return f"{int(number):0{digits}d}" if float(number).is_integer() and number >= 0 else number


def formats_of_styles(elements: Iterable[tuple[str, dict[str, str]]]) -> dict[str, Format]:
    """The readings by the number of the cell style, from the elements of an .xlsx's styles."""
    codes: dict[int, str] = {}
    numbers: list[int] = []
    is_of_cells = False
    for tag, attributes in elements:
        if tag == "numFmt":
            codes.setdefault(_number(attributes.get("numFmtId")), attributes.get("formatCode", ""))
        elif tag in ("cellStyleXfs", "cellXfs", "cellStyles", "dxfs"):
            is_of_cells = tag == "cellXfs"
        elif tag == "xf" and is_of_cells:
            numbers.append(_number(attributes.get("numFmtId")))
    return {str(style): made for style, made in formats_of_list(numbers, codes).items()}


def formats_of_list(numbers: Iterable[int], codes: Mapping[int, str]) -> dict[int, Format]:
    """The readings by the place in a list of cell styles, each with its number format."""
    found = {}
    for style, number in enumerate(numbers):
        made = format_of(number, codes.get(number))
        if made is not None:
            found[style] = made
    return found


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else 0
