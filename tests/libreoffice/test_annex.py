"""The annex of a report opens in LibreOffice, and its numbers and charts are there."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from masterplan.reports import annex
from tests.libreoffice.office import saved
from tests.reports import frozen


def test_the_annex_opens_with_numbers_and_charts(tmp_path: Path) -> None:
    data = frozen.draft()
    again = saved({"annex": annex.render(data, "de")}, "xlsx", tmp_path)["annex"]
    book = openpyxl.load_workbook(io.BytesIO(again))
    rows = list(book["Maßnahmen"].iter_rows(min_row=5, max_col=1, values_only=True))
    assert [code for (code,) in rows if code] == [one["measure_code"] for one in data["measures"]]
    assert sum(len(sheet._charts) for sheet in book) == 5
