"""Cells as many programs write them: each becomes its value, or a finding, and never another."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from masterplan.findings import Known, Reading
from masterplan.workbook.blind_spots import _Scan, look, scan
from masterplan.workbook.formats import format_of
from masterplan.workbook.read import read
from tests.workbook.books import KNOWN, book, found
from tests.workbook.packages import (
    HEADINGS,
    MAIN,
    SHEET,
    Error,
    observations,
    packed,
    row_xml,
    rows_xml,
    xlsx,
    xlsx_parts,
)

FORMATS = ("0%", "0.0 %", '0.0"%"', "000", "0.00;[Red]-0.00%", "0\\%", "dd/mm/yyyy")
"""The number formats of the cell styles 1 to 7."""


def of_cells(*cells: str, **options: Any) -> Reading:
    return read(xlsx(observations(*cells), formats=FORMATS, **options), "a.xlsx", KNOWN)


VALUES: dict[str, tuple[str, float | None]] = {
    "a number": ("><v>1234.5</v></c>", 1234.5),
    "a number in exponents": ("><v>1.2345E3</v></c>", 1234.5),
    "a formula with its result": ("><f>A1*2</f><v>7</v></c>", 7.0),
    "a shared formula": ('><f t="shared" si="0"/><v>8</v></c>', 8.0),
    "a formula whose result is a text": (' t="str"><f>"5,5"</f><v>5,5</v></c>', 5.5),
    "a formula whose result is blank": (' t="str"><f>""</f><v></v></c>', None),
    "a percentage": (' s="1"><v>0.125</v></c>', 0.125),
    "a literal percent sign": (' s="3"><v>12.5</v></c>', 12.5),
    "an escaped percent sign": (' s="6"><v>12.5</v></c>', 12.5),
    "a number as a text": (' t="inlineStr"><is><t>1.234,5</t></is></c>', 1234.5),
    "blanks nobody sees": (
        ' t="inlineStr"><is><t xml:space="preserve">\u00a0\u200b1\u202f234,5 </t></is></c>',
        1234.5,
    ),
    "a typographic minus": (' t="inlineStr"><is><t>\u22123,0</t></is></c>', -3.0),
    "a text in pieces": (
        ' t="inlineStr"><is><r><t>1.2</t></r><r><rPr><b/></rPr><t>34,5</t></r></is></c>',
        1234.5,
    ),
    "words for nothing": (' t="inlineStr"><is><t>k.\u00a0A.</t></is></c>', None),
    "a blank cell": (' s="1"/>', None),
}

REFUSALS: dict[str, tuple[str, str, str]] = {
    "a division by zero": (' t="e"><v>#DIV/0!</v></c>', "cell_has_error", "#DIV/0!"),
    "an error of a formula": (' t="e"><f>A1</f><v>#N/A</v></c>', "cell_has_error", "#N/A"),
    "an error without its name": (' t="e"/>', "cell_has_error", "#"),
    "a formula without result": ("><f>1+1</f></c>", "formula_without_result", ""),
    "a formula with an empty result": ("><f>1+1</f><v/></c>", "formula_without_result", ""),
    "a truth value": (' t="b"><v>1</v></c>', "is_boolean", "TRUE"),
    "a date": (' s="7"><v>45657</v></c>', "is_date", "2024-12-31"),
    "a date that was typed as 12.5": (' t="d"><v>2025-05-12</v></c>', "is_date", "2025-05-12"),
    "not a number": ("><v>NaN</v></c>", "number_too_large", "nan"),
    "infinity": ("><v>INF</v></c>", "number_too_large", "inf"),
    "two readings": (
        ' t="inlineStr"><is><t>1.234</t></is></c>',
        "number_ambiguous",
        "1.234",
    ),
    "a unit in the cell": (
        ' t="inlineStr"><is><t>5 Mio. €</t></is></c>',
        "number_has_unit",
        "5 Mio. €",
    ),
    "about": (' t="inlineStr"><is><t>ca. 50</t></is></c>', "number_is_approximate", "ca. 50"),
    "a bound": (' t="inlineStr"><is><t>&gt; 100</t></is></c>', "number_is_bound", "> 100"),
    "a range": (' t="inlineStr"><is><t>5–10</t></is></c>', "number_is_range", "5–10"),
    "brackets": (' t="inlineStr"><is><t>(5)</t></is></c>', "number_in_brackets", "(5)"),
    "an exponent": (' t="inlineStr"><is><t>1e3</t></is></c>', "number_has_exponent", "1e3"),
    "foreign digits": (
        ' t="inlineStr"><is><t>١٢</t></is></c>',
        "number_has_foreign_digits",
        "١٢",
    ),
}


@pytest.mark.parametrize("name", VALUES)
def test_cells_that_hold_a_number(name: str) -> None:
    cell, value = VALUES[name]
    reading = of_cells(cell)
    assert found(reading) == []
    rows = reading.tables["observation"]
    assert rows.columns["value"] == ([] if value is None else [value])


@pytest.mark.parametrize("name", REFUSALS)
def test_cells_that_hold_none(name: str) -> None:
    cell, rule, shown = REFUSALS[name]
    reading = of_cells("><v>5</v></c>", cell)
    assert found(reading) == [(rule, "C3")]
    assert reading.findings[0].value == shown


@pytest.mark.parametrize("style", [1, 2, 5])
def test_a_percentage_of_an_indicator_in_percent_is_what_the_cell_shows(style: int) -> None:
    data = row_xml(1, HEADINGS) + (
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>I2</t></is></c><c r="B2"><v>2024</v></c>'
        f'<c r="C2" s="{style}"><v>0.07</v></c></row>'
    )
    reading = read(xlsx(data, formats=FORMATS), "a.xlsx", KNOWN)
    assert found(reading) == []
    assert reading.tables["observation"].columns["value"] == [7.0]


def progress(cell: str) -> Reading:
    rows = row_xml(1, ["Maßnahme", "Stichtag", "Perspektive", "Fortschritt (%)"])
    data = row_xml(2, ["M-1", "31.12.2024", "Wissenschaft"]).removesuffix("</row>")
    content = xlsx(f'{rows}{data}<c r="D2"{cell}</row>', name="Bewertungen", formats=FORMATS)
    return read(content, "a.xlsx", KNOWN)


@pytest.mark.parametrize(
    ("cell", "value", "rules"),
    [
        (' s="1"><v>0.125</v></c>', 12.5, []),
        (' s="1"><v>1</v></c>', 100.0, []),
        (' s="1"><v>0.01</v></c>', 1.0, []),
        (' s="1"><v>1.5</v></c>', None, ["percent_out_of_range"]),
        ("><v>0.125</v></c>", None, ["percent_ambiguous"]),
        ("><v>1</v></c>", 1.0, ["percent_is_one"]),
        ("><v>45</v></c>", 45.0, []),
    ],
)
def test_progress_as_a_percentage_has_one_reading(
    cell: str, value: float | None, rules: list[str]
) -> None:
    reading = progress(cell)
    assert [rule for rule, _ in found(reading)] == rules
    assert reading.tables["evaluation"].columns["progress_percent"] == [value]


def test_a_finding_shows_a_percentage_as_its_cell_does() -> None:
    reading = of_cells(' s="1"><v>0.125</v></c>')
    assert found(reading) == []
    assert progress(' s="1"><v>1.5</v></c>').findings[0].value == "150 %"


@pytest.mark.parametrize(
    ("number", "code", "is_percent"),
    [
        (9, None, True),
        (10, None, True),
        (2, None, False),
        (164, "0.00%;[Red]-0.00%", True),
        (164, '0" % von allen"', False),
        (164, "[$%-407] 0", False),
        (9, "General", False),
    ],
)
def test_which_number_formats_are_percentages(
    number: int, code: str | None, is_percent: bool
) -> None:
    assert (format_of(number, code) is not None) == is_percent


def test_zeros_that_only_the_format_shows_belong_to_a_code() -> None:
    known = Known(frozenset({"MP"}), {("MP", "indicator"): frozenset({"007", "42"})})
    data = row_xml(1, HEADINGS)
    data += row_xml(2, [7.0, 2024.0, 5.0]).replace('r="A2"', 'r="A2" s="4"')
    data += row_xml(3, [42.0, 2024.0, 5.0]) + row_xml(4, [7.0, 2025.0, 5.0])
    reading = read(xlsx(data, formats=FORMATS), "a.xlsx", known)
    assert reading.tables["observation"].columns["indicator_code"] == ["007", "42", "7"]
    assert found(reading) == [("reference_unknown_resembles", "A4")]
    assert reading.findings[0].details["suggestion"] == "007"


@pytest.mark.parametrize("text", ["NA", "n.a.", "None", "null", "nan", "TRUE", "=1+1", "_x000D_"])
def test_texts_that_other_readers_swallow_stay_texts(text: str) -> None:
    data = rows_xml([(*HEADINGS, "Bemerkung"), ("I1", 2024.0, 5.0, text)])
    reading = read(xlsx(data), "a.xlsx", KNOWN)
    assert found(reading) == []
    [comment] = reading.tables["observation"].columns["comment"]
    assert comment == (None if text == "_x000D_" else text)


DAYS: dict[str, tuple[object, dt.date]] = {
    "a day": (dt.date(2024, 12, 31), dt.date(2024, 12, 31)),
    "a day with a time": (dt.datetime(2024, 12, 31, 23, 59), dt.date(2024, 12, 31)),
    "a German date": ("31.12.2024", dt.date(2024, 12, 31)),
    "a short one": ("1.1.2024", dt.date(2024, 1, 1)),
    "in words": ("31. Dezember 2024", dt.date(2024, 12, 31)),
    "as ISO writes it": ("2024-12-31", dt.date(2024, 12, 31)),
    "a year": (2024, dt.date(2024, 12, 31)),
    "a quarter": ("IV/2024", dt.date(2024, 12, 31)),
    "a half-year": ("1. Halbjahr 2024", dt.date(2024, 6, 30)),
    "a week": ("KW 12/2024", dt.date(2024, 3, 24)),
    "a month": ("Dez 2024", dt.date(2024, 12, 31)),
}

NO_DAYS: dict[str, tuple[object, str]] = {
    "a time of day": (dt.time(10, 30), "is_time"),
    "a duration": (dt.timedelta(hours=30), "is_time"),
    "a serial number": (45657, "date_is_number"),
    "two readings": ("01/02/2024", "date_ambiguous"),
    "two digits": ("31.12.24", "date_two_digit_year"),
    "no such day": ("31.11.2024", "date_does_not_exist"),
    "no such week": ("KW 53/2025", "date_does_not_exist"),
    "long ago": ("31.12.1924", "date_out_of_range"),
}


@pytest.mark.parametrize("name", DAYS)
def test_days_in_all_their_forms(name: str) -> None:
    cell, day = DAYS[name]
    reading = read(book({"Messwerte": [HEADINGS, ("I1", cell, 5)]}), "a.xlsx", KNOWN)
    assert found(reading) == []
    assert reading.tables["observation"].columns["observed_on"] == [day]


@pytest.mark.parametrize("name", NO_DAYS)
def test_what_is_no_day(name: str) -> None:
    cell, rule = NO_DAYS[name]
    reading = read(book({"Messwerte": [HEADINGS, ("I1", cell, 5)]}), "a.xlsx", KNOWN)
    assert found(reading) == [(rule, "B2")]


@pytest.mark.parametrize(
    ("number", "day"), [(0, dt.date(2020, 12, 30)), (1, dt.date(2024, 12, 31))]
)
def test_days_of_the_date_system_of_1904(number: int, day: dt.date) -> None:
    data = observations("><v>5</v></c>").replace("><v>2002.0</v>", ' s="7"><v>44195</v>')
    parts = xlsx_parts(data, formats=FORMATS)
    start = f'<workbookPr date1904="{number}"/><sheets>'.encode()
    book = parts["xl/workbook.xml"].replace(b"<sheets>", start)
    reading = read(packed(parts | {"xl/workbook.xml": book}), "a.xlsx", KNOWN)
    assert found(reading) == []
    assert reading.tables["observation"].columns["observed_on"] == [day]


def test_what_is_seen_of_a_sheet_does_not_depend_on_how_it_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one_by_one = _Scan.start

    def only_outside_of_rows(self: _Scan, tag: str, attributes: dict[str, str]) -> None:
        assert tag not in ("row", "c", "v"), "a regular sheet is read the fast way"
        one_by_one(self, tag, attributes)

    every = [cell for cell, *_ in (*VALUES.values(), *REFUSALS.values())]
    cells = [cell for cell in every if "<r>" not in cell]  # such a cell leads to the slow way
    plain = xlsx_parts(observations(*cells), formats=FORMATS)[SHEET]
    plain = plain.replace(b'<row r="3">', b'<row r="3" hidden="1">')
    plain = plain.replace(
        b"<sheetData>", b'<cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
    )
    formats = {
        str(n): found for n, code in enumerate(FORMATS, 1) if (found := format_of(164, code))
    }
    with monkeypatch.context() as fast:
        fast.setattr("masterplan.workbook.blind_spots._Scan.start", only_outside_of_rows)
        seen = look(plain, "Messwerte", formats)
    assert seen == scan(plain, "Messwerte", formats)
    assert len(seen.spots) == 5
    assert (seen.hidden_rows, seen.hidden_columns) == ([2], [(1, 2)])
    for other in (plain.replace(b'"', b"'"), plain.replace(b"<sheetData>", b"<sheetData >")):
        assert look(other, "Messwerte", formats) == seen


def test_an_error_reaches_every_kind_of_column() -> None:
    row = [Error("#REF!")] * len(HEADINGS)
    reading = read(xlsx(rows_xml([HEADINGS, row])), "a.xlsx", KNOWN)
    assert found(reading) == [("cell_has_error", f"{letter}2") for letter in "ABC"]
    assert MAIN.encode() in xlsx_parts("")[SHEET]
