"""What the rows of one plan may refer to: what is stored, and what its files bring along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from masterplan.findings import Known
from masterplan.sheets import CODED_TABLES
from masterplan.workbook.collector import Proposals
from masterplan.workbook.draft import Draft
from masterplan.workbook.table import Table

TABLES_WITH_CODES = ("plan", *CODED_TABLES, "milestone")
"""The tables of which it is known which keys are stored."""


@dataclass
class Context:
    """One plan, as far as the files of one call and the database tell of it."""

    plan: str
    stored: dict[str, frozenset[str]] = field(default_factory=dict)
    """Per table the codes in the database."""
    arriving: dict[str, set[str]] = field(default_factory=dict)
    """Per table the codes in the files, without those that are withdrawn there."""
    filled: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """Per table and required field the codes for which a file gives that field."""
    unreadable: set[str] = field(default_factory=set)
    units: dict[str, str] = field(default_factory=dict)
    _proposals: dict[str, Proposals] = field(default_factory=dict)

    def codes(self, table: str) -> frozenset[str]:
        """The codes that may be referred to."""
        return self.stored.get(table, frozenset()) | self.arriving.get(table, set())

    def proposals(self, table: str) -> Proposals:
        """What may have been meant by a code that is not known."""
        if table not in self._proposals:
            self._proposals[table] = Proposals(self.codes(table))
        return self._proposals[table]


def context_of(plan: str, drafts: Sequence[Draft], known: Known) -> Context:
    """The context of one plan, from the drafts that belong to it."""
    made = Context(plan)
    made.stored = {
        table: known.codes.get((plan, table), frozenset()) for table in TABLES_WITH_CODES
    }
    made.units = {
        indicator: unit for (owner, indicator), unit in known.units.items() if owner == plan
    }
    for draft in drafts:
        made.unreadable |= draft.unreadable
        for table in draft.tables.values():
            if table.sheet.table in TABLES_WITH_CODES:
                _take_in(made, table)
    return made


def key_codes(table: Table) -> list[str | None]:
    """The code of each row as other rows name it; None where the key is incomplete."""
    keys = [table.columns[name] for name in table.sheet.keys]
    if len(keys) == 1:
        return [None if value is None else str(value) for value in keys[0]]
    return [
        None if None in parts else "/".join(map(str, parts)) for parts in zip(*keys, strict=True)
    ]


def _take_in(made: Context, table: Table) -> None:
    name = table.sheet.table
    codes = key_codes(table)
    rows = [
        row for row, code in enumerate(codes) if code is not None and not table.is_withdrawn[row]
    ]
    made.arriving.setdefault(name, set()).update(str(codes[row]) for row in rows)
    for column in table.sheet.columns:
        if column.is_required and not column.is_key:
            values = table.columns[column.field]
            made.filled.setdefault((name, column.field), set()).update(
                str(codes[row]) for row in rows if values[row] is not None
            )
    if name == "indicator":
        for row in rows:
            unit = table.columns["unit"][row]
            if unit is not None:
                made.units[str(codes[row])] = unit
