"""Frozen data made fit for paper: nothing in it can break a line, a page or the build."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from masterplan.reports import glyphs

NAME = 120
"""Letters of a name that are printed; the annex holds it in full."""
TEXT = 1500
"""Letters of a text that are printed; what was written for the report is never cut."""
_TEXTS = {"description", "reason", "state_reason", "text", "note", "overdue_text"}
_OURS = ("_on", "_at", "_date", "day", "sha256")
"""How the names of days, moments and checksums end, which nobody writes."""
_WRITTEN = {"texts", "outlook_text"}

_LONG = re.compile(r"[^\sa-zäöüß]{15,}|\S{41,}")
"""What no hyphenation parts: many signs, figures or capitals in a row, and endless words."""
_STEP = 8
_BREAK = "\u200b"
"""Where such a word may part: seen by the line breaking only."""


def printable(
    data: Any,
    missing: set[str],
    key: str = "",
    limit: int | None = NAME,
    fit: Callable[[str], str] | None = None,
) -> Any:
    """The data with every text fit for print; ``missing`` takes the characters that were not.

    ``fit`` makes a text fit for something else than paper.
    """
    if isinstance(data, dict):
        return {
            name: printable(value, missing, name, None if name in _WRITTEN else limit, fit)
            for name, value in data.items()
        }
    if isinstance(data, list):
        return [printable(value, missing, key, limit, fit) for value in data]
    if not isinstance(data, str) or key.endswith(_OURS):
        return data
    if limit is not None:
        data = short(data, TEXT if key in _TEXTS else limit)
    missing.update(glyphs.missing(data))
    return (fit or _fit)(data)


def _fit(told: str) -> str:
    return parted(glyphs.printable(told))


def parted(told: str) -> str:
    """A text whose longest words may part where no hyphenation does."""
    return _LONG.sub(_parted, told)


def short(told: str, limit: int = NAME) -> str:
    """A text with its end left out, visibly, where it is longer than that."""
    return told if len(told) <= limit else told[: limit - 1].rstrip() + "…"


def _parted(found: re.Match[str]) -> str:
    word = found.group()
    return _BREAK.join(word[at : at + _STEP] for at in range(0, len(word), _STEP))
