"""The twin's targets: which are in force, which decide, and the planned path through them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.twin_numbers import LARGEST, Number, number

Row = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """One target of an indicator, among those of its set."""

    kind: str
    due_on: dt.date | None
    value: Number
    upper: Number

    @property
    def has_value(self) -> bool:
        """Does it say anything to judge by?"""
        bounds = {"direction": True, "interval": (self.value, self.upper) != (None, None)}
        return bool(bounds.get(self.kind, self.value is not None))

    @property
    def has_path(self) -> bool:
        """Can a planned path lead to it?"""
        return self.kind == "value" and self.due_on is not None and self.value is not None


def in_force(rows: list[Row], on: dt.date) -> list[Target]:
    """Of each kind and date the one that became valid last, among those valid on the day."""
    newest: dict[tuple[Any, ...], Row] = {}
    for row in sorted(rows, key=_since):
        if _since(row) <= on <= (row.get("valid_to") or dt.date.max):
            newest[row["kind"], row.get("due_on")] = row
    return [_target(row) for row in newest.values()]


def original(rows: list[Row], on: dt.date) -> list[Target]:
    """Of each kind those that were resolved first, if that was by the day."""
    found = []
    for kind in {row["kind"] for row in rows}:
        own = [row for row in rows if row["kind"] == kind]
        first = min(_since(row) for row in own)
        found += [_target(row) for row in own if _since(row) == first <= on]
    return found


def decides(target: Target, targets: list[Target], on: dt.date) -> bool:
    """Is it the next of its kind, or after the last one the last? Without a date it always counts.

    One that has no value stands back behind those that have one.
    """
    if target.due_on is None:
        return True
    dated = [one for one in targets if one.kind == target.kind and one.due_on is not None]
    able = [one for one in dated if one.has_value] or dated
    days = [one.due_on for one in able if one.due_on is not None]
    ahead = [day for day in days if day >= on]
    return target.due_on == (min(ahead) if ahead else max(days))


def expected(
    baseline: Number, since: dt.date | None, target: Target, targets: list[Target], on: dt.date
) -> Number:
    """Where the planned path stands on a day: straight from the baseline from target to target."""
    if not target.has_path:
        return None
    if target.due_on is not None and target.due_on < on and not decides(target, targets, on):
        return target.value
    path = {one.due_on: one.value for one in targets if one.has_path}
    if baseline is None or since is None:
        return None
    if max(path) < on:
        return path[max(path)]
    if on <= since:
        return baseline
    corners = [(since, baseline)]
    corners += sorted((day, value) for day, value in path.items() if day > since)
    for (before, low), (after, high) in zip(corners, corners[1:], strict=False):
        if before < on <= after:
            if on == after:
                return high
            if abs(high - low) > LARGEST:
                return None
            return low + (high - low) * Fraction((on - before).days, (after - before).days)
    raise AssertionError("the path has a part for every day up to its last target")


def _since(row: Row) -> dt.date:
    return row.get("valid_from") or dt.date.min


def _target(row: Row) -> Target:
    return Target(
        row["kind"], row.get("due_on"), number(row.get("value")), number(row.get("upper"))
    )
