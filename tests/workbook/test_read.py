"""From files to rows: formats, sheets, headings, plans, and every mistake at its cell."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from masterplan.findings import Known
from masterplan.sheets import SHEETS
from masterplan.workbook.collector import LIMIT
from masterplan.workbook.limits import Limits
from masterplan.workbook.read import read, read_files
from masterplan.workbook.rules import RULES
from tests.workbook.books import KNOWN, MEASURES, OBSERVATIONS, book, found, read_book, with_part

SHEET_PART = "xl/worksheets/sheet1.xml"
ONE_VALUE = book({"Messwerte": [OBSERVATIONS, ["I1", "2025", 5]]})


def test_a_file_is_read_cell_by_cell() -> None:
    content = book(
        {
            "Messwerte": [
                [],
                ["Wert*", " DATUM ", "indicator", "Notiz", "Bemerkung\u00a0"],
                [1.5, dt.date(2024, 12, 31), "I1", "x", "ok"],
                [],
                ["2.000,5", "Q1/2025", " I1 ", None, "-"],
            ]
        }
    )
    reading = read(content, "Werte.xlsx", KNOWN)
    rows = reading.tables["observation"]
    assert reading.sha256 == hashlib.sha256(content).hexdigest()
    assert (reading.plan_code, reading.file_name, rows.sheet) == ("MP", "Werte.xlsx", "Messwerte")
    assert rows.columns == {
        "indicator_code": ["I1", "I1"],
        "observed_on": [dt.date(2024, 12, 31), dt.date(2025, 3, 31)],
        "value": [1.5, 2000.5],
        "flag": [None, None],
        "dimension": ["", ""],
        "category": ["", ""],
        "comment": ["ok", None],
    }
    assert rows.cells == ["A3", "A5"]
    assert rows.is_withdrawn == [False, False]
    assert rows.column_letters["indicator_code"] == "C"
    assert rows.column_letters["flag"] == ""
    assert found(reading) == [("column_unknown", "D2")]


def test_sheets_and_columns_are_found_under_both_names() -> None:
    for sheet in SHEETS:
        for name, headings in (
            (sheet.german.upper(), [f" {column.heading.lower()} *" for column in sheet.columns]),
            (f"\u00a0{sheet.english} ", [column.english.upper() for column in sheet.columns]),
        ):
            reading = read_book({name: [headings]}, chosen_plan="MP")
            rows = reading.tables[sheet.table]
            assert reading.findings == []
            assert len(rows) == 0
            assert "" not in rows.column_letters.values()
            assert list(rows.columns) == [column.field for column in sheet.columns]


def test_other_sheets_are_named_and_skipped() -> None:
    reading = read_book(
        {"Anleitung": [["x"]], "Notizen": [["x"]], "Messwert": [["x"]], "Messwerte": []}
    )
    assert found(reading) == [("sheet_unknown", ""), ("sheet_unknown_resembles", "")]
    assert {finding.severity for finding in reading.findings} == {"note"}
    assert [finding.value for finding in reading.findings] == ["Notizen", "Messwert"]
    assert reading.findings[1].details["suggestion"] == "Messwerte"


def test_a_file_without_any_known_sheet_is_an_error() -> None:
    reading = read_book({"Tabelle1": [OBSERVATIONS, ["I1", "2025", 5]]})
    assert ("no_known_sheet", "") in found(reading)
    assert reading.has_errors


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Indikator", "Datum"], ["I1", "2025"]], [("column_missing", "")]),
        ([["Datum", "Wert"], ["2025", 1]], [("column_missing", "")]),
        ([["Indikator", "Datum", "Wert", "value"]], [("column_twice", "D1")]),
        ([["Werte 2025"], OBSERVATIONS], [("rows_above_header", "A1")]),
        ([["Werte 2025"], ["Nummer", "Tag"]], [("header_missing", "A1")]),
        (
            [["Indikatr", "Datum", "Wert"]],
            [("column_missing", ""), ("column_unknown_resembles", "A1")],
        ),
        (
            [[*OBSERVATIONS, None], ["I1", "2025", 5, "x"]],
            [("column_without_heading", "D1")],
        ),
    ],
)
def test_headings(rows: list[list[object]], expected: list[tuple[str, str]]) -> None:
    reading = read_book({"Messwerte": rows})
    assert found(reading) == expected
    assert {finding.sheet for finding in reading.findings} == {"Messwerte"}


def test_two_sheets_for_one_table_are_an_error() -> None:
    reading = read_book({"Messwerte": [OBSERVATIONS], "observations": [OBSERVATIONS]})
    assert found(reading) == [("sheet_twice", "")]
    assert reading.findings[0].sheet == "observations"


def test_error_cells_and_uncalculated_formulas_are_not_blank() -> None:
    content = with_part(
        book({"Messwerte": [OBSERVATIONS, ["I1", "2024", 5], ["I1", "2025", "=1+1"]]}),
        SHEET_PART,
        lambda xml: xml.replace(
            b'<c r="C2" t="n"><v>5</v>', b'<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v>'
        ),
    )
    reading = read(content, "a.xlsx", KNOWN)
    assert found(reading) == [("cell_has_error", "C2"), ("formula_without_result", "C3")]
    assert reading.findings[0].value == "#DIV/0!"
    assert reading.has_errors


def test_blind_spots_without_addresses_or_with_prefixes_are_found_too() -> None:
    def without_addresses(xml: bytes) -> bytes:
        for cell in (b' r="A2"', b' r="B2"', b' r="C2"', b' r="2"'):
            xml = xml.replace(cell, b"")
        return xml

    def with_prefix(xml: bytes) -> bytes:
        for tag in (b"worksheet", b"sheetData", b"row", b"c", b"f", b"v", b"is", b"t"):
            for end in (b" ", b">", b"/"):
                xml = xml.replace(b"<" + tag + end, b"<x:" + tag + end)
                xml = xml.replace(b"</" + tag + end, b"</x:" + tag + end)
        return xml.replace(b"xmlns=", b"xmlns:x=")

    content = book({"Messwerte": [OBSERVATIONS, ["I1", 2025, "=1+1"]]})
    for change in (without_addresses, with_prefix):
        reading = read(with_part(content, SHEET_PART, change), "a.xlsx", KNOWN)
        assert found(reading) == [("formula_without_result", "C2")]


def test_a_formula_with_a_result_is_read() -> None:
    content = with_part(
        book({"Messwerte": [OBSERVATIONS, ["I1", "2025", "=1+1"]]}),
        SHEET_PART,
        lambda xml: xml.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>"),
    )
    reading = read(content, "a.xlsx", KNOWN)
    assert reading.findings == []
    assert reading.tables["observation"].columns["value"] == [2.0]


def test_the_row_on_sheet_plan_decides() -> None:
    plan = [["Kürzel", "Titel"], ["NEU", "Neuer Plan"]]
    assert read_book({"Plan": plan}, Known()).plan_code == "NEU"
    assert read_book({"Plan": plan}, KNOWN, "MP").plan_code == "NEU"
    two = read_book({"Plan": [*plan, ["ALT", "Alter Plan"]]})
    assert found(two) == [("plan_more_than_one", "A3")]
    assert two.plan_code is None


TWO_PLANS = Known(plans=frozenset({"A", "B"}))


@pytest.mark.parametrize(
    ("known", "chosen", "plan", "rules"),
    [
        (KNOWN, None, "MP", []),
        (TWO_PLANS, "B", "B", []),
        (TWO_PLANS, None, None, ["plan_unclear"]),
        (TWO_PLANS, "C", None, ["plan_unknown"]),
        (Known(), None, None, ["plan_missing"]),
    ],
)
def test_the_plan_of_a_file_that_names_none(
    known: Known, chosen: str | None, plan: str | None, rules: list[str]
) -> None:
    for sheets in ({"Messwerte": [OBSERVATIONS]}, {"Plan": [["Kürzel", "Titel"]]}, {"Ziele": []}):
        reading = read_book(sheets, known, chosen)
        assert reading.plan_code == plan
        assert [finding.rule for finding in reading.findings] == rules
        assert reading.has_errors == bool(rules)
        for finding in reading.findings:
            assert finding.details["plans"] == (", ".join(sorted(known.plans)) or "–")


def test_files_of_one_call_complete_each_other_in_any_order() -> None:
    measures = {"Maßnahmen": [MEASURES, ["M9", "Neu", "T9", 1]]}
    plan = {
        "Plan": [["Kürzel", "Titel"], ["NEU", "Neuer Plan"]],
        "Phasen": [["Phase", "Titel", "Beginn", "Ende"], [1, "Eins", "2024", "2026"]],
        "Themenfelder": [["Kürzel", "Titel"], ["T9", "Bildung"]],
    }
    files = [("a.xlsx", book(measures)), ("b.xlsx", book(plan))]
    for order in (files, files[::-1]):
        for chosen in (None, "NEU"):
            readings = read_files(order, TWO_PLANS, chosen)
            assert [reading.plan_code for reading in readings] == ["NEU", "NEU"]
            assert all(reading.findings == [] for reading in readings)
    alone = read(*reversed(files[0]), TWO_PLANS, "A")
    assert {rule for rule, _ in found(alone)} == {"reference_unknown"}


def test_codes_of_another_plan_do_not_count() -> None:
    known = Known(frozenset({"MP", "B"}), KNOWN.codes, KNOWN.units)
    rows = [OBSERVATIONS, ["I1", "2025", 5]]
    assert read_book({"Messwerte": rows}, known, "MP").findings == []
    assert found(read_book({"Messwerte": rows}, known, "B")) == [("reference_unknown", "A2")]


def test_more_findings_than_anyone_reads_are_counted() -> None:
    rows = [["I1", dt.date(1990, 1, 1) + dt.timedelta(days=n), "ca. 5"] for n in range(LIMIT + 7)]
    findings = read_book({"Messwerte": [OBSERVATIONS, *rows]}).findings
    assert [finding.rule for finding in findings[:LIMIT]] == ["number_is_approximate"] * LIMIT
    assert findings[LIMIT].rule == "more_findings"
    assert findings[LIMIT].details["count"] == "7"
    assert len(findings) == LIMIT + 1


def test_too_many_rows_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("masterplan.workbook.limits.LIMITS", Limits(rows=2))
    rows = [["I1", str(2000 + n), n] for n in range(3)]
    assert read_book({"Messwerte": [OBSERVATIONS, *rows[:2]]}).findings == []
    assert found(read_book({"Messwerte": [OBSERVATIONS, *rows]})) == [("sheet_too_long", "")]


def test_a_finding_shows_what_was_seen() -> None:
    long = "x" * 300
    reading = read_book({"Messwerte": [OBSERVATIONS, ["I1", "2024", long], ["I1", 46022, True]]})
    values = {finding.cell: finding.value for finding in reading.findings}
    assert values == {"C2": "x" * 200, "B3": "46022", "C3": "TRUE"}
    for finding in reading.findings:
        assert finding.severity == RULES[finding.rule].severity
        assert all(isinstance(detail, str) for detail in finding.details.values())
