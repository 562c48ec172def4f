"""Tables as text: in which encoding, with which separator, and as which sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath

from masterplan.workbook import limits
from masterplan.workbook.cells import Problem
from masterplan.workbook.headings import LOOKED_AT, headings_known, sheet_named, sheet_of
from masterplan.workbook.kinds import is_utf16
from masterplan.workbook.refused import Refused

SEPARATORS = (";", ",", "\t", "|")

_ENCODINGS = (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252"), ("cp850", "DOS (CP850)"))
_SAMPLE = 100_000
_MOST_LETTERS = 1_000_000


@dataclass
class TextTable:
    """A text file as the one sheet that a spreadsheet would make of it."""

    sheet: str
    rows: list[list[object]]
    separator: str
    notes: list[Problem]

    @property
    def has_decimal_point(self) -> bool:
        """Where commas part the columns, numbers are written with a point."""
        return self.separator == ","


@dataclass
class Decoded:
    """A text file as text, with what was found out about it."""

    text: str
    """Without the line that names the separator, which spreadsheets do not show."""
    encoding: str
    separator: str

    @property
    def note(self) -> Problem:
        """What is said of the file."""
        separator = "Tab" if self.separator == "\t" else self.separator
        return Problem("text_was_read_as", {"encoding": self.encoding, "separator": separator})


def read_text(content: bytes, file_name: str, is_bulk: bool = False) -> TextTable:
    """The rows of a text file; raises Refused where it holds no table."""
    found = decoded(content)
    rows = _rows(found, is_bulk)
    sheet = sheet_name(rows, file_name)
    return TextTable(sheet, rows, found.separator, [found.note])


def decoded(content: bytes) -> Decoded:
    """The text of a file; raises Refused where it is none, or no table."""
    text, encoding = _decode(content)
    if "\x00" in text:
        raise Refused("file_is_no_workbook")
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return Decoded(rest, encoding, first[4])
    return Decoded(text, encoding, _separator(text))


def first_rows(found: Decoded) -> list[list[object]]:
    """The rows among which the headings are looked for."""
    try:
        lines = islice(_reader(found.text[:_SAMPLE], found.separator, is_strict=False), LOOKED_AT)
        return [list(row) for row in lines]
    except csv.Error:
        return []


def sheet_name(rows: list[list[object]], file_name: str) -> str:
    """The sheet that the file's name says, else the one whose headings it has, else that name."""
    stem = PurePath(file_name).stem
    if sheet_named(stem) is None:
        sheet = sheet_of(rows[:LOOKED_AT])
        if sheet is not None:
            return sheet.german
    return stem


def _decode(content: bytes) -> tuple[str, str]:
    wide = is_utf16(content[:4096])
    if wide is not None:
        return content.decode(wide, "replace").removeprefix("\ufeff"), "UTF-16"
    for encoding, name in _ENCODINGS:
        try:
            return content.decode(encoding), name
        except UnicodeDecodeError:
            continue
    raise Refused("file_is_no_workbook")


def _separator(text: str) -> str:
    """The separator with which most headings are known; else the one that parts most evenly."""
    scores = {}
    for separator in SEPARATORS:
        try:
            rows = list(islice(_reader(text[:_SAMPLE], separator, is_strict=False), LOOKED_AT))
        except csv.Error:
            continue
        widths = [len(row) for row in rows if len(row) > 1]
        usual = max(map(widths.count, widths), default=0)
        scores[separator] = (max(map(headings_known, rows), default=0), usual)
    best = max(scores, key=lambda separator: scores[separator], default="")
    if not best or scores[best] == (0, 0) or not scores[best][1]:
        raise Refused("text_is_no_table")
    return best


def _reader(text: str, separator: str, is_strict: bool = True) -> Iterator[list[str]]:
    # "strict" objects to a quotation mark that is never closed: it would swallow all that follows
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=is_strict)


def _rows(found: Decoded, is_bulk: bool) -> list[list[object]]:
    """All rows, equally wide; raises Refused where there are too many cells."""
    csv.field_size_limit(_MOST_LETTERS)
    rows: list[list[object]] = []
    cells = width = 0
    reader = _reader(found.text, found.separator)
    most = limits.LIMITS
    try:
        for row in reader:
            cells += len(row)
            width = max(width, len(row))
            is_too_much = cells > most.cells or width * (len(rows) + 1) > most.area
            if is_too_much and not is_bulk:
                raise Refused("sheet_has_too_many_cells", sheet="CSV", limit=most.cells)
            rows.append(list(row))
    except csv.Error as error:
        raise Refused("text_is_broken", line=len(rows) + 1) from error
    while rows and not any(rows[-1]):
        rows.pop()
    for filled in rows:
        filled += [""] * (width - len(filled))
    return rows
