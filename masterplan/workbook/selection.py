"""A part of a plan that stands by itself: one owner's indicators, a topic area, a working group.

What is left out is left out of a file, never deleted: a file says nothing of rows that it lacks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]
Tables = dict[str, list[Record]]

_OF_A_MEASURE = ("milestone", "funds", "evaluation")
_OF_AN_INDICATOR = ("target", "observation")


def selection(
    contents: Mapping[str, Sequence[Record]],
    owner: str | None = None,
    topic_area: str | None = None,
    working_group: str | None = None,
    indicators: Collection[str] | None = None,
) -> Tables:
    """The records that concern an owner, a topic area, a working group, or all that are named.

    Of named indicators the whole measure comes along with its milestones and evaluations, so that
    its lights can be worked out from the part; but not the measure's other indicators.

    Whatever these records refer to comes along, so that the part can be read by itself. An owner
    answers for indicators: the sheets of what else belongs to a measure are left out.
    """
    found: Tables = {table: list(rows) for table, rows in contents.items()}
    if owner is None and topic_area is None and working_group is None and indicators is None:
        return found
    if topic_area is not None:
        _keep(found, "measure", "topic_area_code", {topic_area})
    if working_group is not None:
        _keep(found, "measure", "working_group_code", {working_group})
    _keep(found, "indicator", "measure_code", _codes(found, "measure", "measure_code"))
    if indicators is not None:
        _keep(found, "indicator", "indicator_code", set(indicators))
        _keep(found, "measure", "measure_code", _codes(found, "indicator", "measure_code"))
    if owner is not None:
        _keep(found, "indicator", "owner", {owner})
        _keep(found, "measure", "measure_code", _codes(found, "indicator", "measure_code"))
        for table in _OF_A_MEASURE:
            found.pop(table, None)
    for table in _OF_A_MEASURE:
        _keep(found, table, "measure_code", _codes(found, "measure", "measure_code"))
    for table in _OF_AN_INDICATOR:
        _keep(found, table, "indicator_code", _codes(found, "indicator", "indicator_code"))
    _keep_what_is_referred_to(found, topic_area, working_group)
    return found


def owners(contents: Mapping[str, Sequence[Record]]) -> list[str]:
    """Everyone who answers for an indicator, in the order of the alphabet."""
    return sorted({row["owner"] for row in contents.get("indicator", ()) if row.get("owner")})


def _keep_what_is_referred_to(
    found: Tables, topic_area: str | None, working_group: str | None
) -> None:
    groups = _codes(found, "measure", "working_group_code") | {working_group}
    _keep(found, "working_group", "working_group_code", groups)
    areas = _codes(found, "measure", "topic_area_code")
    areas |= _codes(found, "working_group", "topic_area_code") | {topic_area}
    _keep(found, "topic_area", "topic_area_code", areas)
    goals = {code for row in found.get("measure", ()) for code in row.get("goal_codes") or ()}
    _keep(found, "goal", "goal_code", _with_parents(found.get("goal", ()), goals))


def _with_parents(goals: Iterable[Record], codes: set[Any]) -> set[Any]:
    """The codes of goals and of all goals above them."""
    parents = {row["goal_code"]: row.get("parent_code") for row in goals}
    found: set[Any] = set()
    pending = list(codes)
    while pending:
        code = pending.pop()
        if code is not None and code not in found:
            found.add(code)
            pending.append(parents.get(code))
    return found


def _codes(found: Tables, table: str, field: str) -> set[Any]:
    return {row.get(field) for row in found.get(table, ())}


def _keep(found: Tables, table: str, field: str, values: set[Any]) -> None:
    if table in found:
        found[table] = [row for row in found[table] if row.get(field) in values]
