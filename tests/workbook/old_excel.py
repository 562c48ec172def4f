"""Old Excel files (.xls), as xlwt writes them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import xlwt

from tests.workbook.packages import Error, Percent, Rows


def xls(
    rows: Rows,
    name: str = "Messwerte",
    hidden_rows: Sequence[int] = (),
    visibility: int = 0,
    dates_1904: bool = False,
) -> bytes:
    """An .xls with one sheet; a Percent and a date get their number format."""
    book = xlwt.Workbook()
    book.dates_1904 = dates_1904
    page = book.add_sheet(name)
    page.visibility = visibility
    percent, day = xlwt.XFStyle(), xlwt.XFStyle()
    percent.num_format_str, day.num_format_str = "0.0%", "DD.MM.YYYY"
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, Error):
                page.row(number).set_cell_error(column, cell)
            elif isinstance(cell, str) and cell.startswith("="):
                page.write(number, column, xlwt.Formula(cell[1:]))
            elif isinstance(cell, Percent):
                page.write(number, column, float(cell), percent)
            elif cell is not None:
                page.write(
                    number, column, cell, day if isinstance(cell, dt.date) else xlwt.XFStyle()
                )
    for number in hidden_rows:
        page.row(number - 1).hidden = True
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
