"""The same table in every format gives the same rows, each value at its cell."""

from __future__ import annotations

import codecs
import datetime as dt

import pytest

from masterplan.findings import Reading
from masterplan.workbook.read import read
from tests.workbook.books import KNOWN, book, found
from tests.workbook.old_excel import xls
from tests.workbook.packages import HEADINGS, Error, Percent, Rows, ods, xlsb

DAY = dt.date(2024, 12, 31)
TABLE: list[tuple[object, ...]] = [
    ("Indikator", "Datum", "Wert", "Bemerkung"),
    ("I1", DAY, 1234.5, "Straße, „groß“; 5 €"),
    ("I1", dt.date(2023, 12, 31), -3.0, None),
    ("I2", DAY, "12,5 %", " k. A."),
]
MAKERS = {"xls": xls, "xlsb": xlsb, "ods": ods}


def xlsx(rows: Rows, name: str = "Messwerte", **_hidden: object) -> bytes:
    return book({name: rows})


def delimited(rows: Rows, separator: str = ";", encoding: str = "cp1252") -> bytes:
    """As German Excel writes it."""
    lines = []
    for row in rows:
        texts = []
        for cell in row:
            if isinstance(cell, dt.date):
                text = cell.strftime("%d.%m.%Y")
            elif isinstance(cell, float):
                text = f"{cell}".replace(".", ",")
            else:
                text = str("" if cell is None else cell)
            texts.append('"' + text.replace('"', '""') + '"' if separator in text else text)
        lines.append(separator.join(texts))
    return "\r\n".join(lines).encode(encoding)


def notes(reading: Reading) -> list[str]:
    return [finding.rule for finding in reading.findings if finding.severity == "note"]


def assert_is_table(reading: Reading) -> None:
    assert not reading.has_errors, found(reading)
    rows = reading.tables["observation"]
    assert rows.columns["indicator_code"] == ["I1", "I1", "I2"]
    assert rows.columns["observed_on"] == [DAY, dt.date(2023, 12, 31), DAY]
    assert rows.columns["value"] == [1234.5, -3.0, 12.5]
    assert rows.columns["comment"] == ["Straße, „groß“; 5 €", None, None]
    assert rows.cells == ["C2", "C3", "C4"]
    assert rows.column_letters["comment"] == "D"


@pytest.mark.parametrize("name", ["xlsx", *MAKERS])
def test_workbooks_of_every_format_say_the_same(name: str) -> None:
    make = MAKERS.get(name, xlsx)
    reading = read(make(TABLE), f"a.{name}", KNOWN)
    assert found(reading) == []
    assert_is_table(reading)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_texts_are_read_in_every_encoding_and_with_every_separator(
    separator: str, encoding: str
) -> None:
    reading = read(delimited(TABLE, separator, encoding), "Messwerte.csv", KNOWN)
    assert_is_table(reading)
    assert notes(reading) == ["text_was_read_as"]
    details = reading.findings[0].details
    assert details["separator"] == ("Tab" if separator == "\t" else separator)
    expected = {"u": "UTF-16" if "16" in encoding else "UTF-8", "c": "Windows-1252"}
    assert details["encoding"] == expected[encoding[0]]


def test_utf16_without_a_mark_in_either_order() -> None:
    text = "Indikator;Datum;Wert\nI1;2025;5"
    for content in (text.encode("utf-16-be"), codecs.BOM_UTF16_BE + text.encode("utf-16-be")):
        assert read(content, "a.txt", KNOWN).tables["observation"].columns["value"] == [5.0]


def test_an_old_dos_text_is_read_as_one() -> None:
    content = "Indikator;Datum;Wert;Bemerkung\nI1;2025;5;für Bürger".encode("cp850")
    reading = read(content, "a.csv", KNOWN)
    assert reading.tables["observation"].columns["comment"] == ["für Bürger"]
    assert reading.findings[0].details["encoding"] == "DOS (CP850)"


@pytest.mark.parametrize(
    ("file_name", "headings", "sheet", "table"),
    [
        ("Messwerte.csv", "Indikator;Datum;Wert", "Messwerte", "observation"),
        ("observations.csv", "Indikator;Datum;Wert", "observations", "observation"),
        ("Export 2025.csv", "Indikator;Datum;Wert;Notiz", "Messwerte", "observation"),
        ("x.csv", "measure;year;spent", "Mittel", "funds"),
        ("x.csv", "Nr.;Titel;Themenfeld;Phase", "Maßnahmen", "measure"),
        ("x.csv", "Kürzel;Ebene;Titel", "Ziele", "goal"),
        ("Themenfelder.csv", "Kürzel;Titel", "Themenfelder", "topic_area"),
    ],
)
def test_a_text_is_the_sheet_of_its_name_or_of_its_headings(
    file_name: str, headings: str, sheet: str, table: str
) -> None:
    reading = read(headings.encode(), file_name, KNOWN)
    assert list(reading.tables) == [table]
    assert reading.tables[table].sheet == sheet


def test_a_text_that_fits_several_sheets_is_none_of_them() -> None:
    reading = read("Kürzel;Titel\nT1;Netze".encode(), "Liste.csv", KNOWN)
    assert "no_known_sheet" in [rule for rule, _ in found(reading)]


def test_excels_own_line_for_the_separator_counts_as_no_row() -> None:
    content = b"sep=|\r\nIndikator|Datum|Wert\r\nI1|2025|x;0\r\n"
    reading = read(content, "a.csv", KNOWN)
    assert found(reading) == [("text_was_read_as", ""), ("not_a_number", "C2")]


def test_rows_of_a_text_are_those_a_spreadsheet_would_show() -> None:
    content = b'Indikator;Datum;Wert;Bemerkung\n\nI1;2024;5;"eine\nZeile"\n'
    content += b'I1;2025;6\n"I1";2023;"7";;;\n\n'
    rows = read(content, "a.csv", KNOWN).tables["observation"]
    assert rows.cells == ["C3", "C4", "C5"]
    assert rows.columns["comment"] == ["eine\nZeile", None, None]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1234.5", "0.25", "3"], [1234.5, 0.25, 3.0]),
        (["1.234", "5.6"], [1.234, 5.6]),
        (["12.5 %", "7%"], [0.125, 0.07]),
    ],
)
def test_where_commas_part_columns_a_point_is_a_decimal_point(
    values: list[str], expected: list[float]
) -> None:
    lines = [f"I1,{2000 + n},{value}" for n, value in enumerate(values)]
    reading = read("\n".join(["indicator,date,value", *lines]).encode(), "a.csv", KNOWN)
    assert reading.tables["observation"].columns["value"] == expected
    assert found(reading) == [("text_was_read_as", ""), ("numbers_have_point", "C2")]
    assert not reading.has_errors


def test_a_decimal_comma_in_the_same_column_leaves_the_point_in_doubt() -> None:
    content = b'indicator,date,value\nI1,2024,1.234\nI1,2025,"5,5"\n'
    assert ("number_ambiguous", "C2") in found(read(content, "a.csv", KNOWN))
    semicolons = b"indicator;date;value\nI1;2024;1.234\nI1;2025;5.5\n"
    rules = [rule for rule, _ in found(read(semicolons, "a.csv", KNOWN))]
    assert {"number_ambiguous", "number_or_date"} <= set(rules)


ODD: list[tuple[object, ...]] = [
    HEADINGS,
    ("I1", DAY, Error("#DIV/0!")),
    ("I2", DAY, Percent(0.125)),
    ("I1", dt.date(2022, 12, 31), True),
    ("I1", dt.date(2021, 12, 31), 5.0),
]


@pytest.mark.parametrize("name", MAKERS)
def test_errors_percentages_truth_values_and_hidden_rows_are_seen_in_every_format(
    name: str,
) -> None:
    reading = read(MAKERS[name](ODD, hidden_rows=[5]), f"a.{name}", KNOWN)
    assert found(reading) == [
        ("rows_are_hidden", ""),
        ("cell_has_error", "C2"),
        ("is_boolean", "C4"),
    ]
    assert reading.findings[0].details["rows"] == "5"
    assert reading.findings[1].value == "#DIV/0!"
    assert reading.tables["observation"].columns["value"] == [None, 12.5, None, 5.0]


def test_errors_in_texts_are_errors_too() -> None:
    content = b"Indikator;Datum;Wert;Bemerkung\nI1;2024;#NV;\nI1;2025;5;#BEZUG!"
    assert found(read(content, "a.csv", KNOWN))[1:] == [
        ("cell_has_error", "C2"),
        ("cell_has_error", "D3"),
    ]


def test_dates_of_the_other_date_system_are_the_same_days() -> None:
    rows = [HEADINGS, ("I1", DAY, 5.0)]
    reading = read(xls(rows, dates_1904=True), "a.xls", KNOWN)
    assert reading.tables["observation"].columns["observed_on"] == [DAY]


@pytest.mark.parametrize("visibility", [1, 2])
def test_a_hidden_sheet_is_read_and_noted(visibility: int) -> None:
    reading = read(xls([HEADINGS, ("I1", DAY, 5.0)], visibility=visibility), "a.xls", KNOWN)
    assert found(reading) == [("sheet_is_hidden", "")]
    assert len(reading.tables["observation"]) == 1


def test_a_formula_that_no_program_has_calculated_is_an_error_in_xls() -> None:
    reading = read(xls([HEADINGS, ("I1", DAY, "=1+1")]), "a.xls", KNOWN)
    assert found(reading) == [("formula_without_result", "C2")]


def test_an_old_file_with_a_password_is_named_as_such() -> None:
    content = xls([HEADINGS])
    # A record of no meaning behind the first one becomes the one that a password leaves.
    begin = content.index(b"\x09\x08\x10\x00\x00\x06")
    following = begin + 20
    locked = content[:following] + b"\x2f\x00" + content[following + 2 :]
    assert found(read(locked, "a.xls", KNOWN)) == [("file_is_encrypted", "")]


@pytest.mark.parametrize("name", MAKERS)
def test_every_truncation_of_other_formats_ends_in_a_reading(name: str) -> None:
    content = MAKERS[name](ODD)
    for length in range(0, len(content), max(1, len(content) // 60)):
        assert read(content[:length], f"a.{name}", KNOWN).has_errors
    for place in range(0, len(content), max(1, len(content) // 150)):
        broken = content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
        reading = read(broken, f"a.{name}", KNOWN)
        assert reading.has_errors or reading.tables
