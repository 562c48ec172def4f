"""What a cell can be: raw, as the spreadsheet library hands it over, and read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum
from unicodedata import normalize

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))

_BLANK_WORDS = frozenset({"-", "k.a.", "n.v.", "n/a", "offen"})
_WITHDRAW_WORDS = frozenset({"zurückziehen", "withdraw"})

DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
"""The signs that people and programs write for a hyphen or a minus."""

_SHOWN = 200


@dataclass(frozen=True)
class Unreadable:
    """A cell that looks blank to the library though it is not: it would be misread silently."""

    rule: str
    text: str


class PercentCell(float):
    """A number in a cell that shows it as a percentage: 0.125 is shown as 12,5 %."""

    @property
    def shown(self) -> float:
        """The number before the percent sign."""
        return round(float(self) * 100, 10)


@dataclass(frozen=True)
class Percent:
    """A number that was written with a percent sign; what it means depends on the column."""

    value: float


@dataclass(frozen=True)
class Problem:
    """Why a cell cannot be read: a key of RULES and what its words need."""

    rule: str
    details: dict[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    """The words that would have been right; the nearest one is proposed."""


class Mark(Enum):
    """A cell that is no value but an instruction."""

    WITHDRAW = "withdraw"


def clean(text: str) -> str:
    """The text without what nobody sees: invisible signs and the blanks around it."""
    return normalize("NFC", text.translate(_INVISIBLE)).strip()


def fold(text: str) -> str:
    """A form in which words are compared: case and blanks do not count."""
    return " ".join(clean(text).casefold().split())


def says_nothing(text: str) -> bool:
    """Is a cleaned text blank, or one of the words that mean the same?"""
    if len(text) > 8:
        return False
    return not text or "".join(text.translate(DASHES).casefold().split()) in _BLANK_WORDS


def withdraws(text: str) -> bool:
    """Does a cleaned text ask to take a stored value back?"""
    return text.casefold() in _WITHDRAW_WORDS


def plain(number: float) -> str:
    """A number as a text: 42 for 42.0, since spreadsheets know no whole numbers."""
    return f"{number:.0f}" if number.is_integer() else repr(number)


def shown(cell: object) -> str:
    """A raw cell as a text for a finding."""
    if isinstance(cell, str):
        text = cell
    elif isinstance(cell, bool):
        text = "TRUE" if cell else "FALSE"
    elif isinstance(cell, PercentCell):
        text = plain(cell.shown).replace(".", ",") + " %"
    elif isinstance(cell, float):
        text = plain(cell)
    elif isinstance(cell, Unreadable):
        text = cell.text
    elif isinstance(cell, dt.datetime):
        text = cell.isoformat(" ")
    else:
        text = "" if cell is None else str(cell)
    return text[:_SHOWN]


def column_letter(index: int) -> str:
    """The letter of a column: 0 is A, 26 is AA."""
    letters = ""
    rest = index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def column_index(letters: str) -> int:
    """The column of a letter, the reverse of ``column_letter``."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
