"""What a file may refer to: the codes that are stored, and those that ever were."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from masterplan.findings import Known

_NAMED = ("measure", "indicator")


def known_from(rows: pd.DataFrame) -> Known:
    """What the rows of ``uploads/known_codes`` tell."""
    codes: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    codes_of: defaultdict[tuple[str, str], defaultdict[str, set[str]]] = defaultdict(
        lambda: defaultdict(set)
    )
    units: dict[tuple[str, str], str] = {}
    for plan, table, code, unit, name in rows.to_numpy().tolist():
        codes[plan, table].add(code)
        if table == "indicator" and not pd.isna(unit):
            units[plan, code] = unit
        if table in _NAMED and not pd.isna(name):
            codes_of[plan, table][name].add(code)
    return Known(
        plans=frozenset(plan for plan, table in codes if table == "plan"),
        codes={key: frozenset(found) for key, found in codes.items()},
        units=units,
        names={key: _unique(found) for key, found in codes_of.items()},
    )


def widened(known: Known, ever: Known, plan: str) -> Known:
    """``known`` and what was ``ever`` said of a plan; where both have a word, the known one."""
    keys = {key for key in ever.codes if key[0] == plan}
    codes = {key: known.codes.get(key, frozenset()) | ever.codes[key] for key in keys}
    names = {
        key: {**found, **known.names.get(key, {})}
        for key, found in ever.names.items()
        if key[0] == plan
    }
    units = {key: unit for key, unit in ever.units.items() if key[0] == plan}
    return Known(
        plans=known.plans | {plan},
        codes={**known.codes, **codes},
        units={**units, **known.units},
        names={**known.names, **names},
    )


def _unique(codes_of: dict[str, set[str]]) -> dict[str, str]:
    return {name: next(iter(codes)) for name, codes in codes_of.items() if len(codes) == 1}
