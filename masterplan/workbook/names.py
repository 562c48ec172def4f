"""Names in place of codes: a file that says “Arbeitslosenquote” where the format says “I-07”."""

from __future__ import annotations

from collections import Counter

from masterplan.findings import Known
from masterplan.workbook.cells import fold


def plan_of(known: Known, chosen_plan: str | None) -> str:
    """The chosen plan, or the only one that is stored; "" where that is not settled."""
    return chosen_plan or (next(iter(known.plans)) if len(known.plans) == 1 else "")


def names_by_table(known: Known, chosen_plan: str | None) -> dict[str, dict[str, str]]:
    """By table the code of each folded name that only one entry of the plan has."""
    plan = plan_of(known, chosen_plan)
    found = {}
    for (owner, table), names in known.names.items():
        if owner == plan:
            counts = Counter(map(fold, names))
            found[table] = {
                fold(name): code for name, code in names.items() if counts[fold(name)] == 1
            }
    return found
