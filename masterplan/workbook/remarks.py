"""What is said about a foreign sheet beside its cells: nothing is passed over in silence."""

from __future__ import annotations

from masterplan.sheets import SHEET_OF
from masterplan.workbook.arranged_table import Relocated
from masterplan.workbook.header_rows import Cells
from masterplan.workbook.refit import Fitted
from masterplan.workbook.shape import row_label


def remark(fitted: Fitted, seen: Cells, read: set[int], found: Relocated) -> None:
    """Name what is missing, what was left out, and what the mapping says in place of the file.

    ``read`` are the columns that any mapping of this sheet uses.
    """
    sheet = SHEET_OF[fitted.mapping.table]
    for heading in fitted.missing:
        found.add("mapped_column_missing", value=heading)
    for name, text in fitted.mapping.constants.items():
        found.add("mapped_constant", value=text, details={"column": sheet.column(name).heading})
    _about_columns(fitted, read, found)
    _about_rows(fitted, seen, found)


def _about_columns(fitted: Fitted, read: set[int], found: Relocated) -> None:
    shape = fitted.shape
    line = shape.header_rows[-1] if shape.header_rows else 0
    left_out = set(fitted.mapping.left_out)
    for column in shape.columns:
        rule, details = "", dict[str, str]()
        if column.index in fitted.periods:
            details = {"period": fitted.periods[column.index][0]}
            if column.index in fitted.added:
                rule = "period_added"
            elif column.index in fitted.by_hand:
                rule = "period_by_hand"
        elif column.index not in read and column.heading not in left_out:
            rule = "column_unknown"
        if rule:
            found.at_place(rule, line, column.index, column.heading, details)


def _about_rows(fitted: Fitted, seen: Cells, found: Relocated) -> None:
    shape, skipped = fitted.shape, frozenset(fitted.mapping.skip_rows)
    first = (shape.header_rows[-1] if shape.header_rows else 0) + 1
    for line in sorted(fitted.aside):
        rule = "row_is_total" if line in fitted.totals else "row_left_out"
        found.at_place(rule, line, 0, row_label(seen[line - 1]), {})
    if skipped:
        for line, row in enumerate(seen[first - 1 :], first):
            if line not in fitted.aside and row_label(row) in skipped:
                found.at_place("row_left_out", line, 0, row_label(row), {})
