"""Files of any length are read as columns; what comes of them is what reading row by row says."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from masterplan.findings import Known, Reading
from masterplan.sheets import SHEET_OF
from masterplan.workbook.limits import Limits
from masterplan.workbook.read import read, read_files
from masterplan.workbook.reading import read_safely
from tests.workbook.books import KNOWN, book, found

HEADINGS = ("Indikator", "Datum", "Wert", "Kennzeichen", "Merkmal", "Ausprägung", "Bemerkung")
FIELDS = [column.field for column in SHEET_OF["observation"].columns]

CELLS = (
    st.sampled_from(["I1", "I2", "I1 ", "i1", "I9", "Summe", "", "-", "zurückziehen", "42"]),
    st.sampled_from(
        ["2024", "31.12.2024", "2024-12-31", "Q4/2024", "2099", "bald", "", "01/02/2024", "2023"]
    ),
    st.sampled_from(
        [
            *("5", "5,5", "-3", "1234,5", "1.234", "1,234", "1.234,5", "12,5 %", "0,5", "7 %"),
            *("", "k. A.", "ca. 5", "zurückziehen", " 5 ", "\u00a05", "\u22125", "9" * 30, "5.5"),
            *("0", "1e3", "#NV", "0,0001", "+5", "١"),
        ]
    ),
    st.sampled_from(["", "", "vorläufig", "preliminary", "falsch", "-"]),
    st.sampled_from(["", "", "Geschlecht", "Gesamt"]),
    st.sampled_from(["", "", "w", "Gesamt"]),
    st.sampled_from(["", "x", "offen", "ein längerer Text\u00a0", "withdraw", "a\u200bb" * 9, "ä"]),
)
LINES = st.lists(st.tuples(*CELLS), max_size=12)


def delimited(rows: Any, separator: str = ";") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows([HEADINGS, *rows])
    return stream.getvalue().encode()


def in_bulk(content: bytes, name: str = "a.csv", known: Known = KNOWN) -> Reading:
    return read_files([(name, content)], known, is_bulk=True)[0]


def rows_of(reading: Reading) -> list[tuple[object, ...]]:
    """The rows with their cells, in the order of their keys: a long file may turn them around."""
    if "observation" not in reading.tables:
        return []
    rows = reading.tables["observation"]
    columns = [rows.columns[field] for field in FIELDS]
    return sorted(zip(*columns, rows.cells, rows.is_withdrawn, strict=True), key=repr)


def assert_same(long: Reading, short: Reading) -> None:
    order = [(f.rule, f.cell, f.severity, f.value, f.details) for f in short.findings]
    seen = [(f.rule, f.cell, f.severity, f.value, f.details) for f in long.findings]
    assert sorted(seen, key=repr) == sorted(order, key=repr)
    assert rows_of(long) == rows_of(short)
    assert long.plan_code == short.plan_code


@settings(max_examples=80, deadline=None)
@given(LINES, st.sampled_from([";", ",", "\t"]))
def test_a_long_text_says_what_a_short_one_says(rows: Any, separator: str) -> None:
    content = delimited(rows, separator)
    assert_same(in_bulk(content), read(content, "a.csv", KNOWN))


NUMBERS = st.integers(-(10**12), 10**12).map(lambda number: number / 1000)
"""As many digits as a workbook keeps."""

TYPED = st.lists(
    st.tuples(
        st.sampled_from(["I1", "I2", "I9", None]),
        st.one_of(st.none(), st.dates(dt.date(1980, 1, 1), dt.date(2110, 1, 1))),
        st.one_of(st.none(), NUMBERS, st.sampled_from([0.5, 1.0, 0.0])),
        st.sampled_from([None, "vorläufig", "falsch"]),
        st.sampled_from([None, "Geschlecht"]),
        st.sampled_from([None, "w"]),
        st.sampled_from([None, "x", "withdraw", "ein längerer Text"]),
    ),
    max_size=8,
)
SCHEMA = pa.schema(
    list(
        zip(
            HEADINGS,
            [pa.string(), pa.date32(), pa.float64(), *[pa.string()] * 4],
            strict=True,
        )
    )
)


def columnar(rows: Any, schema: pa.Schema = SCHEMA) -> bytes:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(cells, field.type) for cells, field in zip(columns, schema, strict=True)]
    target = io.BytesIO()
    parquet.write_table(pa.table(arrays, schema=schema), target)
    return target.getvalue()


@settings(max_examples=50, deadline=None)
@given(TYPED)
def test_parquet_says_what_a_workbook_says(rows: Any) -> None:
    short = read(book({"Messwerte": [HEADINGS, *rows]}), "a.xlsx", KNOWN)
    assert_same(in_bulk(columnar(rows), "a.parquet"), short)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_of_parquet_that_are_none(value: float) -> None:
    reading = in_bulk(columnar([("I1", dt.date(2024, 12, 31), value, *[None] * 4)]), "a.parquet")
    assert found(reading) == [("number_too_large", "C2")]


@pytest.mark.parametrize(
    ("types", "row", "expected"),
    [
        ((pa.int64(), pa.int64(), pa.int32()), (42, 2024, 5), ("42", dt.date(2024, 12, 31), 5.0)),
        (
            (pa.dictionary(pa.int8(), pa.string()), pa.timestamp("us"), pa.float32()),
            ("I1", dt.datetime(2024, 6, 30, 12), 0.5),
            ("I1", dt.date(2024, 6, 30), 0.5),
        ),
        (
            (pa.large_string(), pa.string(), pa.string()),
            ("I1", "Q4/2024", "1234,5"),
            ("I1", dt.date(2024, 12, 31), 1234.5),
        ),
    ],
)
def test_parquet_columns_of_other_types(types: Any, row: Any, expected: Any) -> None:
    known = Known(KNOWN.plans, {**KNOWN.codes, ("MP", "indicator"): frozenset({"I1", "42"})})
    schema = pa.schema(list(zip(("indicator", "date", "value"), types, strict=True)))
    reading = in_bulk(columnar([row], schema), "observations.parquet", known)
    assert found(reading) == []
    rows = reading.tables["observation"]
    assert tuple(rows.columns[field][0] for field in FIELDS[:3]) == expected
    assert rows.cells == ["C2"]


def test_a_column_of_lists_cannot_be_read() -> None:
    schema = pa.schema([*list(SCHEMA)[:2], ("Wert", pa.list_(pa.int8()))])
    reading = in_bulk(columnar([("I1", dt.date(2024, 1, 1), [1])], schema), "a.parquet")
    assert found(reading) == [("column_unreadable", "C1")]
    assert reading.has_errors


def test_other_tables_come_as_parquet_too() -> None:
    schema = pa.schema([("Kürzel", pa.string()), ("Ebene", pa.string()), ("Titel", pa.string())])
    reading = in_bulk(columnar([("Z3", "Ziel", "Netze"), ("Z4", None, "Wege")], schema), "Ziele.pq")
    assert found(reading) == [("value_required", "B3")]
    assert reading.tables["goal"].columns["goal_code"] == ["Z3", "Z4"]


@pytest.mark.parametrize(
    "content",
    [
        b"Notiz\nIndikator;Datum;Wert\nI1;2024;5\n",
        b"Indikator;Datum;Wert\n\nI1;2024;5\n",
        b"Indikator;Datum;Wert\nI1;2024;5;;\n",
        b'Indikator;Datum;Wert;"zwei\nZeilen"\nI1;2024;5;x\n',
        b"Indikator;Datum;Wert\n",
        b"Indikator;Datum;Wert",
        b"Indikator;Datum\nI1;2024\n",
        b"Indikator;Datum;Wert;Wert\nI1;2024;5;5\n",
        'Indikator;Datum;Wert;Bemerkung\nI1;2024;5;"eine\nZeile ä"\n'.encode("cp1252"),
        b"sep=;\nIndikator;Datum;Wert\nI1;2024;5\n",
    ],
)
def test_texts_of_other_forms_are_read_as_ever(content: bytes) -> None:
    assert_same(in_bulk(content), read(content, "a.csv", KNOWN))


def test_only_the_command_line_takes_more_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("masterplan.workbook.limits.LIMITS", Limits(rows=2, cells=10, area=10))
    rows = [("I1", str(2000 + n), "5", "", "", "", "") for n in range(5)]
    content = delimited(rows)
    assert read(content, "a.csv", KNOWN).has_errors
    assert len(in_bulk(content).tables["observation"]) == 5
    above = b"Notiz\n" + content
    assert len(in_bulk(above).tables["observation"]) == 5


def test_an_unreadable_sheet_of_indicators_leaves_references_open() -> None:
    broken = book({"Indikatoren": [["Nr."], ["I9"]]})
    content = delimited([("I9", "2024", "5", "", "", "", "")])
    readings = read_files([("a.csv", content), ("b.xlsx", broken)], KNOWN, is_bulk=True)
    assert "reference_unknown" not in [rule for rule, _ in found(readings[0])]


def test_a_plan_that_is_not_settled_is_said_once() -> None:
    reading = in_bulk(delimited([("I1", "2024", "5", "", "", "", "")]), known=Known())
    assert "plan_missing" in [rule for rule, _ in found(reading)]


def test_a_long_file_comes_through_its_process() -> None:
    rows = [
        (f"I{1 + n % 2}", f"{1 + n // 2 % 28}.1.{1990 + n // 56}", "5,5", *[""] * 4)
        for n in range(1500)
    ]
    [reading] = read_safely([("a.csv", delimited(rows))], KNOWN, is_bulk=True)
    assert [finding.severity for finding in reading.findings] == ["note"]
    table = reading.tables["observation"]
    assert (len(table), table.cells[0], table.cells[-1]) == (1500, "C2", "C1501")
    assert set(table.columns["value"]) == {5.5}
