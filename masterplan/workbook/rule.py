"""What a rule is made of; the rules themselves stand in the three modules beside this one."""

from __future__ import annotations

from dataclasses import dataclass

from masterplan.findings import Severity


@dataclass(frozen=True)
class Rule:
    """A rule that a file can break: how grave that is, and its words for who has to mend it."""

    severity: Severity
    problem: str
    """A text of the catalogues: what is wrong. {value} and the finding's details fill its names."""
    advice: str
    """A text of the catalogues: what to do."""


def mark(message: str) -> str:
    """``texts.mark`` without what ``texts`` loads to show texts: reading a file shows none."""
    return message
