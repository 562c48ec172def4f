"""Cells of a foreign sheet as its mapping has them read, and what stays doubtful."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from masterplan.sheets import SHEET_OF
from masterplan.workbook.cells import PercentCell, Unreadable
from masterplan.workbook.convert import converter
from masterplan.workbook.mapping import ColumnUse
from tests.workbook.free_forms import (
    DATE,
    INDICATOR,
    VALUE,
    grave,
    observations,
    read_mapped,
    values,
)


@pytest.mark.parametrize(
    ("cell", "options", "expected"),
    [
        ("1.234", {"decimal": "comma"}, 1234),
        ("1.234", {"decimal": "point"}, 1.234),
        ("1,234", {"decimal": "comma"}, 1.234),
        ("-1’234.50", {"decimal": "point"}, -1234.5),
        ("−12,5", {"decimal": "comma"}, -12.5),
        ("12.5 %", {"decimal": "point"}, 0.125),
        (4.35, {"factor": 100.0}, 435),
        ("1,5", {"factor": 1000.0}, 1500),
        ("k. A.", {"factor": 1000.0, "decimal": "comma"}, None),
        (0.125, {"percent": "share"}, 0.125),
        (0.125, {"percent": "percent"}, 0.125),
    ],
)
def test_values_are_read_as_the_mapping_says(
    cell: object, options: dict[str, object], expected: float | None
) -> None:
    use = replace(VALUE, **options)  # type: ignore[arg-type]
    remark = ColumnUse("comment")
    one = observations(INDICATOR, DATE, use, remark)
    form = (("a", "b", "c", "d"), ("I1", 2024, cell, "x"))
    reading = read_mapped(form, one)
    assert reading.tables["observation"].columns["value"] == [expected]
    assert grave(reading) == []


@pytest.mark.parametrize(
    ("cell", "options", "rule"),
    [
        ("1.234", {}, "number_ambiguous"),
        ("12.5", {"decimal": "comma"}, "number_or_date"),
        ("1.234", {"factor": 1000.0}, "number_ambiguous"),
        ("12 %", {"factor": 1000.0}, "number_has_unit"),
        ("5 Mio.", {"decimal": "comma", "factor": 1000.0}, "number_has_unit"),
        (True, {"factor": 1000.0}, "is_boolean"),
        ("1,5", {"decimal": "point"}, "number_not_as_declared"),
        ("1,5", {"decimal": "point", "factor": 1000.0}, "number_not_as_declared"),
    ],
)
def test_what_stays_doubtful_is_objected_to(
    cell: object, options: dict[str, object], rule: str
) -> None:
    one = observations(INDICATOR, DATE, replace(VALUE, **options))  # type: ignore[arg-type]
    reading = read_mapped((("a", "b", "c"), ("I1", 2024, cell)), one)
    assert grave(reading) == [(rule, "C2")]
    [finding] = [one for one in reading.findings if one.cell == "C2"]
    assert finding.value == ("TRUE" if cell is True else cell)


@pytest.mark.parametrize(("scale", "expected"), [("share", 12.5), ("percent", 0.125)])
def test_percent_scales_are_settled_per_column(scale: str, expected: float) -> None:
    one = observations(INDICATOR, DATE, replace(VALUE, percent=scale))  # type: ignore[arg-type]
    reading = read_mapped((("a", "b", "c"), ("I2", 2024, 0.125)), one)
    assert reading.tables["observation"].columns["value"] == [expected]
    assert grave(reading) == []
    open_ = read_mapped(
        (("a", "b", "c"), ("I2", 2024, 0.125)), observations(INDICATOR, DATE, VALUE)
    )
    assert grave(open_) == [("percent_or_share", "C2")]


@pytest.mark.parametrize(
    ("cell", "options", "expected"),
    [
        (dt.date(2024, 2, 1), {"period": "month"}, dt.date(2024, 2, 29)),
        ("01.02.2024", {"period": "quarter"}, dt.date(2024, 3, 31)),
        ("2024-02-01", {"period": "year"}, dt.date(2024, 12, 31)),
        (dt.datetime(2024, 2, 1), {}, dt.date(2024, 2, 1)),
        ("01/02/2024", {"date_order": "day_first"}, dt.date(2024, 2, 1)),
        ("01/02/2024", {"date_order": "month_first"}, dt.date(2024, 1, 2)),
        ("Q1/2024", {"period": "month"}, dt.date(2024, 3, 31)),
    ],
)
def test_dates_are_read_as_the_mapping_says(
    cell: object, options: dict[str, object], expected: dt.date
) -> None:
    one = observations(INDICATOR, replace(DATE, **options), VALUE)  # type: ignore[arg-type]
    reading = read_mapped((("a", "b", "c"), ("I1", cell, 5)), one)
    assert values(reading) == [("I1", expected, 5)]


def test_slashes_that_fit_no_order_stay_an_objection() -> None:
    one = observations(INDICATOR, replace(DATE, date_order="month_first"), VALUE)
    reading = read_mapped((("a", "b", "c"), ("I1", "13/04/2024", 5)), one)
    assert grave(reading) == [("date_with_slashes", "B2")]


@pytest.mark.parametrize(
    ("part", "kind", "expected"),
    [
        ("Q2", "quarter", dt.date(2024, 6, 30)),
        (2, "quarter", dt.date(2024, 6, 30)),
        ("II", "quarter", dt.date(2024, 6, 30)),
        ("März", "month", dt.date(2024, 3, 31)),
        (3, "month", dt.date(2024, 3, 31)),
        (1, "half_year", dt.date(2024, 6, 30)),
        ("2. Halbjahr", "half_year", dt.date(2024, 12, 31)),
        (12, "week", dt.date(2024, 3, 24)),
    ],
)
def test_a_year_and_its_part_in_two_columns(part: object, kind: str, expected: dt.date) -> None:
    year = replace(DATE, period="year")
    one = observations(INDICATOR, year, replace(DATE, period=kind), VALUE)  # type: ignore[arg-type]
    reading = read_mapped((("a", "b", "c", "d"), ("I1", 2024, part, 5)), one)
    assert values(reading) == [("I1", expected, 5)]
    blank = read_mapped((("a", "b", "c", "d"), ("I1", 2024, None, 5)), one)
    assert grave(blank) == [("not_a_date", "B2")]


def test_a_cell_that_shows_a_percentage_is_settled_already() -> None:
    column = SHEET_OF["observation"].column("value")
    cell = PercentCell(0.125)
    for options in ({"percent": "share"}, {"percent": "percent"}, {"decimal": "point"}):
        convert = converter(replace(VALUE, **options), column, {})  # type: ignore[arg-type]
        assert convert is not None
        assert convert(cell) is cell
    scale = converter(replace(VALUE, factor=1000.0), column, {})
    assert scale is not None
    assert scale(cell) == Unreadable("number_has_unit", "12,5 %")


def test_columns_without_options_are_left_alone() -> None:
    for sheet in SHEET_OF.values():
        for column in sheet.columns:
            assert converter(ColumnUse(column.field), column, {"x": "y"}) is None
