"""Sheets and files as people keep them: notes, totals, merged and hidden parts, odd writers."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from masterplan.findings import Reading
from masterplan.workbook.read import read
from tests.workbook.books import KNOWN, OBSERVATIONS, book, found, read_book, with_part
from tests.workbook.packages import (
    HEADINGS,
    MAIN,
    SHEET,
    observations,
    packed,
    row_xml,
    rows_xml,
    xlsx,
    xlsx_parts,
)

VALUE = ["I1", "2024", 5]
FIVE = "><v>5</v></c>"


def edited(rows: list[list[object]], edit: Callable[[Worksheet], None]) -> Reading:
    """The reading of a sheet of observations that was edited like in Excel."""
    workbook: Workbook = load_workbook(io.BytesIO(book({"Messwerte": rows})))
    edit(workbook.worksheets[0])
    content = io.BytesIO()
    workbook.save(content)
    return read(content.getvalue(), "a.xlsx", KNOWN)


Rows = list[list[object]]

SHEETS: dict[str, tuple[Rows, list[tuple[str, str]], list[str]]] = {
    "notes above the table": (
        [["Umfrage 2024"], [], [None, "Stand: 1.1.2025"], [*OBSERVATIONS], VALUE],
        [("rows_above_header", "A1")],
        ["C5"],
    ),
    "a heading far below": (
        [*[["Hinweis"]] * 29, [*OBSERVATIONS], VALUE],
        [("rows_above_header", "A1")],
        ["C31"],
    ),
    "blank rows above": ([[], [], [*OBSERVATIONS], VALUE], [], ["C4"]),
    "blank columns before": (
        [[None, None, *OBSERVATIONS], [None, None, *VALUE]],
        [],
        ["E2"],
    ),
    "blank rows within": ([[*OBSERVATIONS], VALUE, [], [], ["I1", "2023", 4]], [], ["C2", "C5"]),
    "a total at the end": (
        [[*OBSERVATIONS], VALUE, ["Summe", None, 5]],
        [("row_is_total", "A3")],
        ["C2"],
    ),
    "subtotals within": (
        [[*OBSERVATIONS], VALUE, ["Zwischensumme", "", "ca. 5"], ["I1", "2023", 4], ["Gesamt:"]],
        [("row_is_total", "A3"), ("row_is_total", "A5")],
        ["C2", "C4"],
    ),
    "a mean at the end": (
        [[*OBSERVATIONS], VALUE, ["Ø", "2024", 5]],
        [("row_is_total", "A3")],
        ["C2"],
    ),
    "a total beside a blank code": (
        [["Datum", "Indikator", "Wert"], ["2024", "I1", 5], ["Gesamt", None, 5]],
        [("row_is_total", "A3")],
        ["C2"],
    ),
    "a category that is called total": (
        [
            ["Ausprägung", "Merkmal", *OBSERVATIONS],
            ["Gesamt", "Geschlecht", *VALUE],
            ["Summe", "Geschlecht", *VALUE],
        ],
        [],
        ["E2", "E3"],
    ),
    "type hints below the headings": (
        [[*OBSERVATIONS], ["Text", "Datum", "Zahl"], VALUE],
        [("not_a_date", "B2"), ("not_a_number", "C2"), ("reference_unknown", "A2")],
        ["C2", "C3"],
    ),
    "a heading twice": (
        [[*OBSERVATIONS, "Wert"], [*VALUE, 6]],
        [("column_twice", "D1")],
        [],
    ),
    "a column of its own": (
        [[*OBSERVATIONS, "Ablage"], [*VALUE, "61/1"]],
        [("column_unknown", "D1")],
        ["C2"],
    ),
    "a sum under no heading": (
        [[*OBSERVATIONS], [*VALUE, None, 99]],
        [("column_without_heading", "E1")],
        ["C2"],
    ),
    "the same row twice": (
        [[*OBSERVATIONS], VALUE, VALUE],
        [("row_repeated", "C3")],
        ["C2"],
    ),
    "one key with two values": (
        [[*OBSERVATIONS], VALUE, ["I1", "2024", 6]],
        [("row_contradicts", "C2"), ("row_contradicts", "C3")],
        ["C2", "C3"],
    ),
    "no-break blanks everywhere": (
        [["Indikator\u00a0", "\u202fDatum", " Wert "], ["I1\u00a0", "2024\u202f", "\u00a05"]],
        [],
        ["C2"],
    ),
    "a code in other letters": (
        [[*OBSERVATIONS], ["i1", "2024", 5]],
        [("reference_unknown_resembles", "A2")],
        ["C2"],
    ),
    "a code with another dash": (
        [["Maßnahme", "Jahr", "Plan (€)"], ["M\u20111", 2024, 5]],
        [("reference_unknown_resembles", "A2")],
        ["C2"],
    ),
    "headings alone": ([[*OBSERVATIONS]], [], []),
    "nothing at all": ([], [], []),
}


@pytest.mark.parametrize("name", SHEETS)
def test_odd_sheets(name: str) -> None:
    rows, findings, cells = SHEETS[name]
    sheet = "Mittel" if "Jahr" in (rows or [[]])[0] else "Messwerte"
    reading = read_book({sheet: rows})
    assert sorted(found(reading)) == sorted(findings)
    found_cells = [cell for table in reading.tables.values() for cell in table.cells]
    assert found_cells == cells


def test_merged_headings_and_cells_have_their_value_top_left() -> None:
    rows: Rows = [["Werte der Stadt"], [*OBSERVATIONS], [], VALUE, [None, "2023", 4]]

    def merge(page: Worksheet) -> None:
        for cells in ("A1:C1", "A2:A3", "B2:B3", "C2:C3", "A4:A5"):
            page.merge_cells(cells)

    reading = edited(rows, merge)
    assert found(reading) == [("rows_above_header", "A1"), ("key_incomplete", "A5")]
    assert reading.tables["observation"].cells == ["C4", "C5"]


def test_hidden_rows_and_columns_are_read_and_named() -> None:
    rows: Rows = [[*OBSERVATIONS, "Bemerkung"], [*VALUE, "x"], ["I1", "2023", 4], ["I1", "2022", 3]]

    def hide(page: Worksheet) -> None:
        page.row_dimensions[3].hidden = page.row_dimensions[4].hidden = True
        page.row_dimensions[90].hidden = True  # nothing stands in it
        page.column_dimensions["D"].hidden = page.column_dimensions["X"].hidden = True

    reading = edited(rows, hide)
    assert found(reading) == [("rows_are_hidden", ""), ("columns_are_hidden", "")]
    assert reading.findings[0].details == {"count": "2", "rows": "3, 4"}
    assert reading.findings[1].details == {"columns": "D"}
    assert reading.tables["observation"].columns["value"] == [5.0, 4.0, 3.0]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_named(state: str) -> None:
    reading = read(xlsx(observations(FIVE), state=f'state="{state}"'), "a.xlsx", KNOWN)
    assert found(reading) == [("sheet_is_hidden", "")]
    assert reading.findings[0].severity == "note"
    assert reading.tables["observation"].columns["value"] == [5.0]


def test_a_hidden_sheet_that_is_none_of_ours_is_not_worth_two_notes() -> None:
    reading = edited(
        [[*OBSERVATIONS], VALUE],
        lambda page: setattr(page.parent.create_sheet("Listen"), "sheet_state", "hidden"),
    )
    assert found(reading) == [("sheet_unknown", "")]


def without_references(xml: bytes) -> bytes:
    for number in range(1, 4):
        for letter in "ABC":
            xml = xml.replace(f' r="{letter}{number}"'.encode(), b"")
        xml = xml.replace(f'<row r="{number}"'.encode(), b"<row")
    return xml


def with_prefix(xml: bytes) -> bytes:
    for tag in (b"worksheet", b"sheetData", b"row", b"c", b"v", b"is", b"t"):
        for end in (b" ", b">", b"/"):
            xml = xml.replace(b"<" + tag + end, b"<x:" + tag + end)
            xml = xml.replace(b"</" + tag + end, b"</x:" + tag + end)
    return xml.replace(b"xmlns=", b"xmlns:x=")


WRITERS: dict[str, Callable[[bytes], bytes]] = {
    "no references": without_references,
    "prefixes": with_prefix,
    "single quotes": lambda xml: xml.replace(b'"', b"'"),
    "a wrong dimension": lambda xml: xml.replace(b"<sheetData", b'<dimension ref="A1"/><sheetData'),
    "a byte order mark": lambda xml: b"\xef\xbb\xbf" + xml,
    "comments between": lambda xml: xml.replace(b"<sheetData>", b"<!-- x --><sheetData><!-- y -->"),
    "a strict namespace": lambda xml: xml.replace(
        MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    ),
    "attributes in another order": lambda xml: xml.replace(
        b'<row r="2"', b'<row spans="1:3" r="2"'
    ),
    "line breaks": lambda xml: xml.replace(b"<row", b"\n  <row").replace(b"<c ", b"\n    <c "),
    "rows out of order": lambda xml: xml.replace(row_xml(1, HEADINGS).encode(), b"").replace(
        b"</sheetData>", row_xml(1, HEADINGS).encode() + b"</sheetData>"
    ),
}


@pytest.mark.parametrize("name", WRITERS)
def test_sheets_of_odd_writers(name: str) -> None:
    content = xlsx(observations(FIVE, "><v>6</v></c>"))
    changed = with_part(content, SHEET, WRITERS[name])
    assert changed != content
    reading = read(changed, "a.xlsx", KNOWN)
    assert found(reading) == []
    rows = reading.tables["observation"]
    assert (rows.columns["value"], rows.cells) == ([5.0, 6.0], ["C2", "C3"])


def test_texts_that_are_shared_are_found() -> None:
    texts = "".join(f"<si><t>{text}</t></si>" for text in (*HEADINGS, "I1"))
    data = "".join(f'<c r="{letter}1" t="s"><v>{n}</v></c>' for n, letter in enumerate("ABC"))
    data = f'<row r="1">{data}</row>' + row_xml(2, [None, 2024.0, 5.0]).replace(
        "<c ", '<c r="A2" t="s"><v>3</v></c><c ', 1
    )
    parts = xlsx_parts(data) | {
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>'.encode(),
    }
    relation = (
        f'<Relationship Id="rId2" Type="{TEXTS}" Target="sharedStrings.xml"/></Relationships>'
    )
    links = parts["xl/_rels/workbook.xml.rels"]
    links = links.replace(b"</Relationships>", relation.encode())
    reading = read(packed(parts | {"xl/_rels/workbook.xml.rels": links}), "a.xlsx", KNOWN)
    assert found(reading) == []
    assert reading.tables["observation"].columns["indicator_code"] == ["I1"]


TEXTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def test_styles_that_other_readers_trip_over_do_not_matter() -> None:
    parts = xlsx_parts(observations(FIVE))
    for styles in (b"<styleSheet><fills><fill/></fills></styleSheet>", None):
        changed = {name: data for name, data in parts.items() if name != "xl/styles.xml"}
        if styles is not None:
            changed["xl/styles.xml"] = styles
        assert found(read(packed(changed), "a.xlsx", KNOWN)) == []


def test_formatting_far_beyond_the_table_is_no_content() -> None:
    rows = observations(FIVE) + row_xml(9000, [None, None]) + '<row r="1048576" ht="30"/>'
    wide = rows.replace("</row>", '<c r="AMJ2" s="1"/></row>', 2).replace('r="AMJ2"', 'r="AMJ1"', 1)
    reading = read(xlsx(wide, formats=["0.00"]), "a.xlsx", KNOWN)
    assert found(reading) == []
    assert reading.tables["observation"].cells == ["C2"]


def test_six_hundred_columns_are_no_attack() -> None:
    extra = [f"Spalte {n}" for n in range(600)]
    reading = read(xlsx(rows_xml([[*HEADINGS, *extra], ["I1", 2024.0, 5.0]])), "a.xlsx", KNOWN)
    assert {rule for rule, _ in found(reading)} == {"column_unknown"}
    assert len(reading.tables["observation"]) == 1


def test_a_sheet_name_with_odd_letters_is_looked_up_like_any_other() -> None:
    reading = read(xlsx(observations(FIVE), name="  MESSWERTE\u00a0"), "a.xlsx", KNOWN)
    assert len(reading.tables["observation"]) == 1
