"""What a check objects to: where, what, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from masterplan.sheets import Rows

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Finding:
    """One objection, at its cell. Errors stop a file; warnings and notes do not."""

    sheet: str
    cell: str
    """Such as "C7"; "" where the whole sheet or file is meant."""
    severity: Severity
    rule: str
    """A key of RULES in workbook/rules.py, which has the words."""
    value: str = ""
    """What was seen, as it stands in the file."""
    details: dict[str, str] = field(default_factory=dict)
    """What the rule's words need beside the value."""


@dataclass
class Reading:
    """A file as it was understood: its rows per table and all findings at once."""

    file_name: str
    sha256: str
    content: bytes
    plan_code: str | None = None
    """The plan the rows belong to; None where that was not settled (then there is an error)."""
    tables: dict[str, Rows] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    mapping: str | None = None
    """How a file of another form was read, as JSON; None for one in the format of the workbook."""

    @property
    def has_errors(self) -> bool:
        """Must the file be refused?"""
        return any(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True)
class Known:
    """What is stored already, as far as a file may refer to it. All empty for a new database."""

    plans: frozenset[str] = frozenset()
    codes: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """Per (plan_code, table) the codes as text; of a milestone "measure/number"."""
    units: dict[tuple[str, str], str] = field(default_factory=dict)
    """Per (plan_code, indicator_code) the unit."""
    names: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    """Per (plan_code, table) the code of each name that only one has; of measures, indicators."""
