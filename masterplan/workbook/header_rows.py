"""Where the headings of any sheet stand, on one row or on two, and what they say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from masterplan.workbook.cells import Unreadable, clean, fold, shown
from masterplan.workbook.periods import Period, part_of_year, period_of, split_heading
from masterplan.workbook.synonyms import HEADING_WORDS
from masterplan.workbook.units import without_unit

Cells = Sequence[Sequence[object]]

LOOKED_AT = 30
"""Among so many rows the headings are looked for."""

_LONGEST_HEADING = 120
_ENOUGH = 2


@dataclass(frozen=True)
class Heading:
    """What stands above a column: all of it, the part beside the period, and the period."""

    text: str
    label: str
    period: Period | None


def speaks(cell: object) -> bool:
    """Is a cell more than blank?"""
    return cell not in ("", None) and not (isinstance(cell, str) and not clean(cell))


def filled(row: Sequence[object]) -> list[int]:
    """The columns of a row that are not blank."""
    return [index for index, cell in enumerate(row) if speaks(cell)]


def words_of(heading: str) -> tuple[str, str]:
    """The folded forms under which a heading is looked up: whole, and without its unit."""
    text = heading.strip().rstrip("*\u00a0\u202f ")
    return fold(text), fold(without_unit(text)[0].rstrip("* "))


def find_rows(rows: Cells, codes: Collection[str]) -> tuple[int, ...]:
    """The header row, counted from 0, or the two that belong together; () where there is none.

    It is the row with the most different texts that are known headings, periods or, in a sheet
    with a column per indicator, known codes.
    """
    best, most = -1, 0
    for number, row in enumerate(rows[:LOOKED_AT]):
        score = _score(row, codes)
        if score > most:
            best, most = number, score
    if best < 0 or most < _ENOUGH:
        best = _first_row_of_texts(rows)
        return () if best < 0 else (best,)
    if best + 1 < len(rows) and _is_second_level(rows[best], rows[best + 1]):
        return best, best + 1
    if best and _is_group_level(rows[best - 1], rows[best]):
        return best - 1, best
    return (best,)


def score_of(rows: Cells, found: tuple[int, ...], codes: Collection[str]) -> int:
    """How many known headings, periods and codes the header rows hold."""
    return sum(_score(rows[number], codes) for number in found)


def headings_at(rows: Cells, found: tuple[int, ...]) -> list[Heading]:
    """What stands above each column; two levels are joined as “2025 / Ist”."""
    if not found:
        return []
    lower = [_text(cell) for cell in rows[found[-1]]]
    if len(found) == 1:
        return [_heading(text) for text in lower]
    upper = _spread([_text(cell) for cell in rows[found[0]]], lower)
    joined = [" / ".join(filter(None, pair)) for pair in zip(upper, lower, strict=True)]
    return [_heading(text) for text in joined]


def label_of(heading: str) -> str | None:
    """What a heading says beside its period; None where it names no period."""
    found = _heading(heading)
    return found.label if found.period is not None else None


def _score(row: Sequence[object], codes: Collection[str]) -> int:
    texts = {shown(cell) for cell in row if speaks(cell) and not isinstance(cell, Unreadable)}
    known = {text for text in texts if is_known(text)}
    periods = {text for text in texts - known if _period_in(text) is not None}
    if not periods and not known:
        return 0
    coded = {text for text in texts - known if fold(text) in codes}
    several = len(periods) if len(periods) > 1 or known else 0
    return 2 * len(known) + several + (len(coded) if len(coded) > 1 else 0)


def is_known(text: str) -> bool:
    """Is a text a heading of the format or one of its synonyms?"""
    return len(text) <= _LONGEST_HEADING and any(word in HEADING_WORDS for word in words_of(text))


def _period_in(text: str) -> tuple[Period, str] | None:
    return split_heading(without_unit(text)[0], HEADING_WORDS) or split_heading(text, HEADING_WORDS)


def _first_row_of_texts(rows: Cells) -> int:
    """Where no heading is known: the first row of texts alone that is as wide as the table."""
    looked_at = rows[:LOOKED_AT]
    width = max((len(filled(row)) for row in looked_at), default=0)
    for number, row in enumerate(looked_at):
        here = filled(row)
        if len(here) >= max(2, width - 1) and all(isinstance(row[index], str) for index in here):
            return number
    return -1


def _is_second_level(upper: Sequence[object], lower: Sequence[object]) -> bool:
    """Does the row below the headings divide some of them: “Ist” and “Soll” below “2025”?"""
    below = filled(lower)
    above = filled(upper)
    divided = [index for index in below if not speaks(upper[index]) and index > min(above)]
    if not divided or len(below) < 2:
        return False
    return all(isinstance(lower[index], str) for index in below) and _most(lower, below)


def _is_group_level(upper: Sequence[object], lower: Sequence[object]) -> bool:
    """Does the row above the headings group them: “2024” and “2025” above “Ist” and “Soll”?"""
    above, below = filled(upper), filled(lower)
    if not above or len(above) >= len(below) or above == below[:1]:
        return False
    if not all(_can_group(upper[index]) for index in above):
        return False
    return any(index not in above for index in below if index > above[0])


def _can_group(cell: object) -> bool:
    return period_of(cell) is not None or is_known(shown(cell))


def _most(row: Sequence[object], here: list[int]) -> bool:
    hits = [index for index in here if _can_group(row[index]) or part_of_year(shown(row[index]))]
    return 2 * len(hits) > len(here)


def _spread(upper: list[str], lower: list[str]) -> list[str]:
    """Fill the cells of a group: it lasts to the next one, the last no longer than the others."""
    starts = [index for index, text in enumerate(upper) if text]
    spread = list(upper)
    ends = [*starts[1:], len(upper)]

    widest = max((end - start for start, end in zip(starts[:-1], ends, strict=False)), default=0)
    for start, end in zip(starts, ends, strict=True):
        last = end if end != len(upper) or not widest else min(end, start + widest)
        for index in range(start + 1, last):
            if lower[index] and lower[start]:
                spread[index] = upper[start]
    return spread


def _text(cell: object) -> str:
    period = None if isinstance(cell, str) else period_of(cell)
    return period.text if period is not None else " ".join(clean(shown(cell)).split())


def _heading(text: str) -> Heading:
    found = _period_in(text)
    if found is None or is_known(text):
        return Heading(text, text, None)
    return Heading(text, found[1], found[0])
