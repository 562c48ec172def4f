"""Numbers that were written with a percent sign, or may have been: 12,5 or 0,125?"""

from __future__ import annotations

from masterplan.workbook.cells import Percent, fold
from masterplan.workbook.context import Context
from masterplan.workbook.table import Table

_UNITS = {"%", "prozent"}

_MEASURED = {
    "indicator": ("baseline",),
    "target": ("value", "upper"),
    "observation": ("value",),
}
"""The fields that are measured in the unit of their indicator."""


def settle_percents(table: Table, context: Context) -> None:
    """Turn every Percent into the number it means in its column."""
    measured = _MEASURED.get(table.sheet.table, ())
    for column in table.sheet.columns:
        if column.type == "number":
            if column.field in measured:
                _settle_measured(table, column.field, context)
            elif table.has_percents:
                table.columns[column.field] = [
                    value.value / 100 if isinstance(value, Percent) else value
                    for value in table.columns[column.field]
                ]


def codes_in_percent(context: Context) -> set[str]:
    """The indicators that are measured in percent."""
    return {code for code, unit in context.units.items() if fold(unit or "") in _UNITS}


def _settle_measured(table: Table, field_name: str, context: Context) -> None:
    in_percent = codes_in_percent(context)
    if not in_percent and not table.has_percents:
        return
    indicators = table.columns["indicator_code"]
    values = table.columns[field_name]
    doubtful: dict[str, int] = {}
    for row, value in enumerate(values):
        is_percent = indicators[row] in in_percent
        if isinstance(value, Percent):
            values[row] = value.value if is_percent else value.value / 100
        elif is_percent and value is not None and 0 < abs(value) < 1:
            doubtful.setdefault(indicators[row], row)
    for indicator, row in doubtful.items():
        if isinstance(table.raw[field_name][row], float | int):
            table.object_to("percent_or_share", field_name, row, {"indicator": indicator})
