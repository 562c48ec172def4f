"""The findings of one sheet as they are made, with a limit that keeps them readable."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable

from masterplan.findings import Finding
from masterplan.workbook.cells import DASHES, column_letter, fold
from masterplan.workbook.rulebook import RULES

LIMIT = 1000
"""So many findings of one rule on one sheet are listed; the rest are counted."""

_COMPARED = 50
"""So many unknown words are compared with all known ones: that is slow where both are many."""


class Collector:
    """Takes objections to the cells of one sheet; "" stands for the file."""

    def __init__(self, sheet: str = "") -> None:
        self._sheet = sheet
        self._counts: Counter[str] = Counter()
        self._found: list[tuple[int, int, Finding]] = []

    def add(
        self,
        rule: str,
        row: int = 0,
        column: int = 0,
        value: str = "",
        details: dict[str, str] | None = None,
        words: Iterable[str] = (),
    ) -> None:
        """Object to a cell (the sheet's row number, the column's index); row 0 is the whole sheet.

        With ``words`` the rule's twin ``…_resembles`` is used where one of them is near the word
        that the details, or else the value, hold.
        """
        self._counts[rule] += 1
        if self._counts[rule] > LIMIT:
            return
        details = dict(details or {})
        near = nearest(details.get("word", value), words) if words else None
        if near is not None:
            details["suggestion"] = near
        used = rule if near is None else f"{rule}_resembles"
        cell = f"{column_letter(column)}{row}" if row else ""
        severity = RULES[used].severity
        self._found.append(
            (row, column, Finding(self._sheet, cell, severity, used, value, details))
        )

    def has(self, *rules: str) -> bool:
        """Was one of these objected to?"""
        return any(self._counts[rule] for rule in rules)

    def findings(self) -> list[Finding]:
        """All objections, in the order of the sheet, and at the end how many are not listed."""
        listed = [finding for _, _, finding in sorted(self._found, key=lambda found: found[:2])]
        for rule, count in self._counts.items():
            if count > LIMIT:
                details = {"count": str(count - LIMIT), "limit": str(LIMIT), "rule": rule}
                listed.append(Finding(self._sheet, "", "note", "more_findings", "", details))
        return listed


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of ``words`` that was probably meant: spelled nearly like ``word``."""
    by_form: dict[str, str] = {}
    for known in words:
        by_form.setdefault(_form(known), known)
    form = _form(word)
    if form in by_form:
        return by_form[form]
    near = difflib.get_close_matches(form, by_form, n=1, cutoff=0.75)
    return by_form[near[0]] if near else None


class Proposals:
    """The nearest of many codes, for many words: compares thoroughly only the first few."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._by_form = {_form(code): code for code in sorted(codes)}
        self._near: dict[str, tuple[str, ...]] = {}

    def of(self, word: str) -> tuple[str, ...]:
        """The proposed code, alone, or nothing."""
        if word not in self._near:
            form = _form(word)
            near = self._by_form.get(form)
            if near is None and len(self._near) < _COMPARED:
                near = nearest(form, self._by_form)
                near = self._by_form[near] if near is not None else None
            self._near[word] = () if near is None else (near,)
        return self._near[word]


def _form(word: str) -> str:
    """What is left of a word when case, dashes, blanks, points and leading zeros do not count."""
    letters = fold(word[:100]).translate(DASHES).replace(" ", "").replace(".", "")
    return letters.lstrip("0") or letters
