"""What the rows of a sheet say, against each other, against other sheets and against the calendar.

The wording of each rule stands in the rules; what is checked cell by cell stands in ``values``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from masterplan.workbook.cells import shown
from masterplan.workbook.context import Context
from masterplan.workbook.keys import (
    check_keys,
    check_required,
    check_withdrawals,
    drop_repetitions,
)
from masterplan.workbook.percents import settle_percents
from masterplan.workbook.references import check_goal_cycles, check_references
from masterplan.workbook.table import Table

_ORDERED = {
    "phase": (("starts_on", "ends_on"),),
    "measure": (("starts_on", "ends_on"),),
    "target": (("valid_from", "valid_to"),),
}
"""Pairs of dates of which the second is not before the first."""

_NOT_IN_THE_FUTURE = {"milestone": "reached_on", "observation": "observed_on"}

_TARGETS_WITH_VALUE = ("value", "limit", "interval")
_NEEDS_REASON = {"rating": ("at_risk", "off_track"), "state": ("postponed", "dropped")}


def check(table: Table, context: Context | None, today: dt.date) -> None:
    """Check one table; without a context (no plan could be settled) only what it says itself."""
    alone = context or Context("")
    settle_percents(table, alone)
    _settle_optional_keys(table)
    drop_repetitions(table)
    check_keys(table)
    if context is not None:
        check_required(table, context)
        check_references(table, context)
        check_withdrawals(table, context)
    _check_weights(table)
    _check_order_of_dates(table)
    _check_future(table, today)
    special = _SPECIAL.get(table.sheet.table)
    if special is not None:
        special(table)


def _settle_optional_keys(table: Table) -> None:
    """A blank text in a key is "": the total, beside the parts that have a text there."""
    for column in table.sheet.columns:
        if column.is_key and not column.is_required and column.type == "text":
            table.columns[column.field] = [
                "" if value is None else value for value in table.columns[column.field]
            ]


def _check_weights(table: Table) -> None:
    for row, weight in enumerate(table.columns.get("weight", ())):
        if weight is not None and weight <= 0:
            table.object_to("weight_not_positive", "weight", row)


def _check_order_of_dates(table: Table) -> None:
    for first, second in _ORDERED.get(table.sheet.table, ()):
        pairs = zip(table.columns[first], table.columns[second], strict=True)
        for row, (start, end) in enumerate(pairs):
            if start is not None and end is not None and end < start:
                details = {"first": table.heading(first), "date": start.isoformat()}
                table.object_to("dates_contradict", second, row, details)


def _check_future(table: Table, today: dt.date) -> None:
    field_name = _NOT_IN_THE_FUTURE.get(table.sheet.table)
    if field_name is None:
        return
    for row, day in enumerate(table.columns[field_name]):
        if day is not None and day > today and not table.is_withdrawn[row]:
            table.object_to("date_in_future", field_name, row, {"today": today.isoformat()})


def _check_targets(table: Table) -> None:
    columns = table.columns
    for row, kind in enumerate(columns["kind"]):
        if kind is None or table.is_withdrawn[row]:
            continue
        value, upper = columns["value"][row], columns["upper"][row]
        if kind in _TARGETS_WITH_VALUE:
            _require(table, "value", row, "target_without_value")
        if kind == "interval":
            _require(table, "upper", row, "target_without_upper")
            if value is not None and upper is not None and upper < value:
                table.object_to("interval_reversed", "upper", row)
        if kind == "value":
            _require(table, "due_on", row, "target_without_date")


def _require(table: Table, field_name: str, row: int, rule: str) -> None:
    if table.columns[field_name][row] is None and not table.is_faulty(field_name, row):
        table.object_to(rule, field_name, row)


def _check_observations(table: Table) -> None:
    pairs = zip(table.columns["dimension"], table.columns["category"], strict=True)
    for row, (dimension, category) in enumerate(pairs):
        if bool(dimension) != bool(category):
            missing = "category" if dimension else "dimension"
            if not table.is_faulty(missing, row):
                other = "dimension" if dimension else "category"
                table.object_to(
                    "dimension_incomplete", missing, row, {"other": table.heading(other)}
                )


def _check_evaluations(table: Table) -> None:
    for row, reason in enumerate(table.columns["reason"]):
        if reason is None and not table.is_faulty("reason", row):
            for field_name, codes in _NEEDS_REASON.items():
                if table.columns[field_name][row] in codes:
                    word = shown(table.raw[field_name][row])
                    table.object_to("reason_required", "reason", row, {"word": word})
                    break
    for row, progress in enumerate(table.columns["progress_percent"]):
        if progress == 1 and type(table.raw["progress_percent"][row]) is float:
            table.object_to("percent_is_one", "progress_percent", row)


_SPECIAL: dict[str, Callable[[Table], None]] = {
    "target": _check_targets,
    "observation": _check_observations,
    "evaluation": _check_evaluations,
    "goal": check_goal_cycles,
}
