"""What a sheet of any workbook looks like: its headings, its rows, what stands around them.

Three layouts are told apart. *Long*: a row per record. *Wide*: a row per subject, a column per
period. *Transposed*: the headings stand in a column, and what would be rows are columns; such a
sheet is turned first, and then is long or wide.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from masterplan.workbook.cells import column_index, column_letter, fold, shown
from masterplan.workbook.header_rows import (
    Cells,
    Heading,
    filled,
    find_rows,
    headings_at,
    score_of,
    words_of,
)
from masterplan.workbook.periods import Period, period_of
from masterplan.workbook.synonyms import HEADING_WORDS

Layout = Literal["long", "wide", "transposed"]

LAYOUTS: tuple[Layout, ...] = ("long", "wide", "transposed")

_MOST_TURNED = 1000
"""Longer sheets are not looked at sideways: nobody keeps so many headings in a column."""

_TOTAL = re.compile(
    r"(?:(?:gesamt|end|teil|zwischen)?summe|gesamt|insgesamt|total|subtotal|grand total|sum|ø"
    r"|durchschnitt|mittelwert|average|mean)\b(?: ?[0-9/.-]{0,10})|(?:zwischensumme|subtotal)\b.*"
)
_LONGEST_TOTAL = 100
_HINTS = frozenset(
    {
        *("text", "freitext", "string", "char", "varchar", "code", "schlüssel", "auswahl"),
        *("zahl", "ganzzahl", "number", "integer", "decimal", "float", "prozent"),
        *("datum", "date", "tt.mm.jjjj", "dd.mm.yyyy", "yyyy-mm-dd", "jjjj"),
        *("wahr/falsch", "ja/nein", "boolean", "pflichtfeld", "pflicht", "optional"),
    }
)
_BELOW = re.compile(r"(?:quelle|stand|hinweis|anmerkung|legende|source|note|as of|\*|¹|1\)).*")


@dataclass(frozen=True)
class ShapeColumn:
    """One column of a sheet, or one row of a transposed one."""

    index: int
    letter: str
    """Its letter; of a transposed sheet the number of its row."""
    heading: str
    label: str
    """The heading without its period."""
    period: Period | None


@dataclass(frozen=True)
class SheetShape:
    """A sheet as it presents itself. Rows are numbered as the spreadsheet numbers them.

    Of a transposed sheet the "rows" are columns, numbered from 1.
    """

    name: str
    layout: Layout
    header_rows: tuple[int, ...]
    columns: tuple[ShapeColumn, ...]
    first_row: int
    last_row: int
    notes_above: tuple[str, ...]
    hint_rows: tuple[int, ...]
    total_rows: tuple[int, ...]
    rows_below: tuple[int, ...]
    """Notes below the table: sources, legends."""
    score: int
    """How many of the headings are known words, periods or codes."""

    @property
    def aside(self) -> frozenset[int]:
        """The rows below the headings that are no records."""
        return frozenset((*self.hint_rows, *self.total_rows, *self.rows_below))

    @property
    def fingerprint(self) -> str:
        """The same for sheets whose headings are the same; of periods only the kind counts."""
        tokens = {
            f"{fold(column.label)}#{column.period.kind}"
            if column.period is not None
            else words_of(column.heading)[0]
            for column in self.columns
        }
        content = json.dumps([self.layout == "transposed", sorted(tokens)], ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()[:16]


def turned(rows: Cells) -> list[list[object]]:
    """The sheet with rows and columns exchanged."""
    return [list(column) for column in zip(*rows, strict=True)]


def view(rows: Cells, layout: Layout) -> Cells:
    """The sheet as its records lie in rows."""
    return turned(rows) if layout == "transposed" else rows


def letter_of(index: int, layout: Layout) -> str:
    """What a column of the view is called: a letter, of a transposed sheet a row number."""
    return str(index + 1) if layout == "transposed" else column_letter(index)


def index_of(letter: str, layout: Layout) -> int | None:
    """The column of the view that a letter, or a row number, names."""
    if layout == "transposed":
        is_number = letter.isascii() and letter.isdigit() and 0 < len(letter) < 8
        return int(letter) - 1 if is_number and int(letter) else None
    is_letter = letter.isascii() and letter.isalpha() and len(letter) <= 3
    return column_index(letter) if is_letter else None


def shape_of(
    name: str,
    rows: Cells,
    codes: Collection[str] = (),
    header_rows: tuple[int, ...] | None = None,
    layout: Layout | None = None,
) -> SheetShape:
    """Look at a sheet. ``codes`` are folded codes and names that may stand for headings.

    ``header_rows`` (numbered from 1) and ``layout`` are looked for unless they are given.
    """
    if layout is None and header_rows is None and _is_transposed(rows, codes):
        layout = "transposed"
    seen = view(rows, layout or "long")
    found = find_rows(seen, codes) if header_rows is None else _within(seen, header_rows)
    headings = headings_at(seen, found)
    if layout is None:
        layout = "wide" if _is_wide(headings) else "long"
    return _shape(name, seen, found, headings, layout, codes)


def row_label(row: Sequence[object]) -> str:
    """What a row is called where it has to be named: the text of its first filled cell."""
    return next((shown(row[index]).strip() for index in filled(row)), "")


def _within(rows: Cells, header_rows: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(number - 1 for number in header_rows if 0 < number <= len(rows))


def _shape(
    name: str,
    seen: Cells,
    found: tuple[int, ...],
    headings: list[Heading],
    layout: Layout,
    codes: Collection[str],
) -> SheetShape:
    columns = _columns(headings, layout)
    top = found[-1] + 1 if found else len(seen)
    below = [number for number in range(top, len(seen)) if filled(seen[number])]
    hints = _hints(seen, below)
    totals = [number for number in below if is_total(seen[number])]
    feet = _feet(seen, below, len(columns))
    aside = {*hints, *totals, *feet}
    records = [number for number in below if number not in aside]
    return SheetShape(
        name,
        layout,
        _numbered(found),
        columns,
        records[0] + 1 if records else 0,
        records[-1] + 1 if records else 0,
        tuple(row_label(row) for row in seen[: found[0]] if filled(row)) if found else (),
        _numbered(hints),
        _numbered(totals),
        _numbered(feet),
        score_of(seen, found, codes),
    )


def _columns(headings: list[Heading], layout: Layout) -> tuple[ShapeColumn, ...]:
    return tuple(
        ShapeColumn(index, letter_of(index, layout), one.text, one.label, one.period)
        for index, one in enumerate(headings)
        if one.text
    )


def _numbered(rows: Iterable[int]) -> tuple[int, ...]:
    return tuple(number + 1 for number in rows)


def is_total(row: Sequence[object]) -> bool:
    """Does a row add up others? Its first text says so."""
    for cell in row:
        if isinstance(cell, str) and cell:
            return len(cell) < _LONGEST_TOTAL and bool(_TOTAL.fullmatch(fold(cell).rstrip(":")))
    return False


def _hints(rows: Cells, below: list[int]) -> tuple[int, ...]:
    """The rows right below the headings that say what is to be filled in."""
    found = []
    for number in below[:2]:
        texts = [fold(shown(rows[number][index])) for index in filled(rows[number])]
        if len(texts) < 2 or not all(text.startswith("#") or text in _HINTS for text in texts):
            break
        found.append(number)
    return tuple(found)


def _feet(rows: Cells, below: list[int], width: int) -> tuple[int, ...]:
    """The rows at the end with one cell only, set off by a blank row or named as notes."""
    feet: list[int] = []
    pending: list[int] = []
    if width < 3:
        return ()
    for position in range(len(below) - 1, 0, -1):
        number = below[position]
        if len(filled(rows[number])) != 1:
            break
        pending.append(number)
        is_set_off = number - 1 != below[position - 1] and not filled(rows[number - 1])
        if is_set_off or _BELOW.fullmatch(fold(row_label(rows[number]))):
            feet += pending
            pending = []
    return tuple(sorted(feet))


def _is_wide(headings: list[Heading]) -> bool:
    return any(heading.period is not None for heading in headings)


def _is_transposed(rows: Cells, codes: Collection[str]) -> bool:
    """Do the headings stand in a column: more known ones there than in any row?"""
    if not rows or not rows[0] or len(rows) > _MOST_TURNED:
        return False
    sideways = turned(rows)
    across = find_rows(rows, codes)
    down = find_rows(sideways, codes)
    if not down:
        return False
    points = score_of(sideways, down, codes), score_of(rows, across, codes)
    if points[0] < 4 or points[0] <= points[1]:
        return False
    return not _is_long_series(rows, across, sideways[down[-1]])


def _is_long_series(rows: Cells, across: tuple[int, ...], column: Sequence[object]) -> bool:
    """Are the periods in a column those of a long table, whose other headings are known too?"""
    periods = sum(period_of(cell) is not None for cell in column)
    if not across or periods < 2:
        return False
    headings = [heading for heading in headings_at(rows, across) if heading.text]
    known = [heading for heading in headings if any(map(_is_word, words_of(heading.text)))]
    return 2 * len(known) > len(headings)


def _is_word(word: str) -> bool:
    return word in HEADING_WORDS
