"""The cases of the trend rule as rows of the workbook's tables."""

from __future__ import annotations

from tests.city import Tables, indicator, measure, observation, target
from tests.method.trend_cases import Case


def stored(code: str, case: Case, flags: dict[int, str] | None = None) -> Tables:
    """A case without a baseline, so that no path can step in; ``flags`` by year."""
    row = {"baseline": None, "baseline_on": None, "measure_code": "X", **case.indicator}
    return {
        "indicator": [indicator(code, **row)],
        "target": [target(code, **goal) for goal in case.targets],
        "observation": [
            observation(code, found, day, flag=(flags or {}).get(day.year))
            for day, found in case.points.items()
        ],
    }


def together(cases: dict[str, Tables]) -> Tables:
    """The rows of many indicators of one measure."""
    tables: Tables = {"measure": [measure("X", "X")]}
    for rows in cases.values():
        for table, own in rows.items():
            tables.setdefault(table, []).extend(own)
    return tables
