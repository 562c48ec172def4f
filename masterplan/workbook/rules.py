"""The words of the rules, in the reader's language."""

from __future__ import annotations

import datetime as dt

from masterplan import texts
from masterplan.findings import Finding
from masterplan.texts import mark, translate
from masterplan.workbook.rule import Rule
from masterplan.workbook.rulebook import RULES

__all__ = ["RULES", "advice", "problem"]

_DATES = ("date", "today")
"""Details that hold a date, as 2025-12-31; it is shown as the language writes it."""

_FORGOTTEN = Rule(
    "note",
    mark("The rule {rule} is not known to this version."),
    mark("Load the file again to see what it means now."),
)


class _Details(dict[str, str]):
    """Stored findings may lack a detail that today's words name: it then stays a name."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def problem(finding: Finding, language: str) -> str:
    """What is wrong, in the reader's language."""
    return _worded(RULES.get(finding.rule, _FORGOTTEN).problem, finding, language)


def advice(finding: Finding, language: str) -> str:
    """What to do, in the reader's language."""
    return _worded(RULES.get(finding.rule, _FORGOTTEN).advice, finding, language)


def _worded(message: str, finding: Finding, language: str) -> str:
    details = _Details(rule=finding.rule, value=finding.value)
    for name, detail in finding.details.items():
        details[name] = _day(detail, language) if name in _DATES else str(detail)
    return translate(message, language).format_map(details)


def _day(text: str, language: str) -> str:
    try:
        return texts.date(dt.date.fromisoformat(text), language)
    except (TypeError, ValueError):
        return str(text)
