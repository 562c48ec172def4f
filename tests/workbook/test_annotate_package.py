"""The annotated return as a file: what stays byte for byte, and what comes back if it cannot."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from openpyxl import load_workbook

from masterplan.findings import Finding
from masterplan.workbook.annotate import annotated
from masterplan.workbook.annotate_boxes import boxes
from masterplan.workbook.annotate_package import Package, PatchError
from masterplan.workbook.annotate_styles import FILLS
from tests.workbook.books import book, with_part
from tests.workbook.marked import (
    annotate,
    fills,
    finding,
    lavish_book,
    listed,
    load,
    notes,
    parts,
    values,
)

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CHANGED = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    SHEET,
    "xl/comments/comment1.xml",
    "xl/drawings/commentsDrawing1.vml",
}
FOUND = [finding("C3"), finding("A1", "warning"), finding("D30"), finding("B13", "note")]


def with_sheet(inside: str, prefix: str = "") -> bytes:
    """A file whose first sheet has this XML within its root; "~" stands for the prefix."""
    declared = f"xmlns:{prefix}" if prefix else "xmlns"
    name = f"{prefix}:" if prefix else ""
    xml = f'<{name}worksheet {declared}="{MAIN}">{inside.replace("~", name)}</{name}worksheet>'
    return with_part(book({"Messwerte": [("x",)]}), SHEET, lambda _: xml.encode())


def sheet_of(content: bytes) -> str:
    return parts(content)[SHEET].decode()


def test_all_other_parts_stay_byte_for_byte() -> None:
    before, after = parts(lavish_book()), parts(annotate(lavish_book(), FOUND))
    assert {name for name in before if before[name] != after[name]} == CHANGED
    assert list(after)[: len(before)] == list(before)
    assert set(after) - set(before) == {"xl/worksheets/sheet3.xml"}
    kept = ("chart", "media/", "table", "theme", "sheet2")
    assert all(any(word in name for name in set(before) - CHANGED) for word in kept)


def test_of_a_sheet_only_the_marked_cells_change() -> None:
    before, after = sheet_of(lavish_book()), sheet_of(annotate(lavish_book(), [finding("B4")]))
    start = before.index('<c r="B4"')
    end = before.index("</c>", start)
    changed = len(after) - len(before)
    assert after.startswith(before[:start].replace(' tabSelected="1"', ""))
    assert after.endswith(before[end:]) and 0 <= changed + len(' tabSelected="1"') < 10


def test_all_that_decorates_a_sheet_is_there() -> None:
    result = annotate(lavish_book(), FOUND)
    before, after = load(lavish_book())["Messwerte"], load(result)["Messwerte"]
    assert values(result) == values(lavish_book())
    assert values(result)["Messwerte"][4][2] == 9, "the stored result of the formula"
    assert after["C5"].value == "=SUM(C2:C4)"
    assert after["C3"].number_format == before["C3"].number_format
    assert after.column_dimensions["B"].width == 33
    assert after.freeze_panes == "A2"
    assert after.tables.keys() == before.tables.keys()
    assert str(after.data_validations.dataValidation[0].sqref) == "D2:D9"
    assert len(after.conditional_formatting) == 1
    assert len(after._charts) == len(after._images) == 1
    assert [str(found) for found in after.merged_cells.ranges] == ["A12:C13"]
    assert load(result)["Amt's Liste"].sheet_state == "hidden"
    assert load(result).defined_names["Anfang"].attr_text == "Messwerte!$A$1"


def test_what_excel_noted_of_the_old_list_is_dropped() -> None:
    noted = b'<definedName name="_xlnm._FilterDatabase" localSheetId="%d">x!$A$5</definedName>'
    both = b"<definedNames>" + noted % 0 + noted % 2
    first = with_part(
        annotate(lavish_book(), FOUND),
        "xl/workbook.xml",
        lambda xml: xml.replace(b"<definedNames>", both),
    )
    names = parts(annotate(first, []))["xl/workbook.xml"]
    assert b'localSheetId="0"' in names and b'localSheetId="2"' not in names


def test_the_same_gives_the_same_bytes() -> None:
    assert annotate(lavish_book(), FOUND) == annotate(lavish_book(), FOUND)


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize(
    ("inside", "cell"),
    [
        ("<~sheetData/>", "B2"),
        ("<~sheetData></~sheetData>", "B2"),
        ('<~sheetData><~row r="2" ht="30"/></~sheetData>', "B2"),
        ('<~sheetData><~row r="2" spans="1:1"><~c r="A2"/></~row></~sheetData>', "B2"),
        ('<~sheetData><~row r="2"><~c r="C2"><~v>1</~v></~c></~row></~sheetData>', "B2"),
        ("<~sheetData><~row><~c/></~row><~row><~c/><~c><~v>1</~v></~c></~row></~sheetData>", "B2"),
        ('<~sheetData><~row r="1"/><~row r="3"/></~sheetData><~pageMargins/>', "B2"),
        ('<~sheetData/><~mergeCells><~mergeCell ref="B2:C9"/></~mergeCells>', "C7"),
    ],
)
def test_the_cell_is_found_or_put_where_it_belongs(prefix: str, inside: str, cell: str) -> None:
    content = with_sheet(inside, prefix)
    result = annotate(content, [finding(cell)])
    assert fills(result) == {"B2": FILLS["error"]}
    assert notes(result).keys() == {"B2"}
    assert values(result) == values(content)
    assert "spans" not in sheet_of(result)
    assert annotate(result, [finding(cell)]) == result


@pytest.mark.parametrize(
    "inside",
    [
        '<cols><col min="2" max="2" style="1"/></cols><sheetData><row r="2"/></sheetData>',
        '<sheetData><row r="2" s="1" customFormat="1"/></sheetData>',
        '<sheetData><row r="2"><c r="B2" s="1"/></row></sheetData>',
    ],
)
def test_a_marked_cell_keeps_the_format_of_its_row_or_column(inside: str) -> None:
    styled = with_part(
        with_sheet(inside),
        "xl/styles.xml",
        lambda xml: xml.replace(
            b"</cellXfs>", b'<xf numFmtId="10" fontId="0" fillId="0"/></cellXfs>'
        ),
    )
    cell = load(annotate(styled, [finding("B2")]))["Messwerte"]["B2"]
    assert cell.number_format == "0.00%" and cell.fill.fgColor.rgb == FILLS["error"]


def test_boxes_of_notes_come_where_a_sheet_may_have_them() -> None:
    choice = '<mc:AlternateContent xmlns:mc="m"><mc:Choice><controls/></mc:Choice>'
    inside = f"<sheetData/><pageMargins/>{choice}</mc:AlternateContent><extLst/>"
    assert "<pageMargins/><legacyDrawing " in sheet_of(
        annotate(with_sheet(inside), [finding("A1")])
    )
    drawn = inside.replace("controls", "drawing")
    marked = sheet_of(annotate(with_sheet(drawn), [finding("A1")]))
    assert "</mc:AlternateContent><legacyDrawing " in marked


def test_every_note_has_a_box_of_its_own() -> None:
    found = [finding(f"A{row}") for row in range(1, 1501)]
    after = parts(annotate(lavish_book(), found))["xl/drawings/commentsDrawing1.vml"]
    marks = [line.split(b'"')[0] for line in after.split(b'id="_x0000_s')[1:]]
    assert len(marks) == len(set(marks)) == 1500
    assert b'data="1,2,3"' in after


def test_a_drawing_that_is_no_drawing_is_not_patched() -> None:
    package = Package(lavish_book())
    with pytest.raises(PatchError):
        boxes(package, b"<xml><v:shape>", {}, {(1, 1)})
    with pytest.raises(PatchError):
        boxes(package, b"<xml><v:shape></xml>", {}, {(1, 1)})


def test_an_answer_to_a_thread_is_not_touched() -> None:
    def threaded(xml: bytes) -> bytes:
        return xml.replace(b"Meier", b"tc={00000000-0000-0000-0000-000000000000}")

    content = with_part(lavish_book(), "xl/comments/comment1.xml", threaded)
    result = annotate(content, [finding("C3")])
    assert notes(result) == {"C3": "Rückfrage bei Amt 12"}
    assert fills(result)["C3"] == FILLS["error"]


def test_a_file_with_macros_stays_one() -> None:
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macros = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    content = with_part(
        lavish_book(), "[Content_Types].xml", lambda xml: xml.replace(plain, macros)
    )
    assert annotated(content, "Werte.xlsx", FOUND, "en")[0] == "Werte_checked.xlsm"


def strict() -> bytes:
    new = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    content = lavish_book()
    for name in parts(content):
        if name.startswith("xl/"):
            content = with_part(content, name, lambda xml: xml.replace(MAIN.encode(), new))
    return content


def without(part: str) -> bytes:
    kept = {name: data for name, data in parts(lavish_book()).items() if name != part}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
    return content.getvalue()


ODD = {
    "strict": strict,
    "no styles": lambda: without("xl/styles.xml"),
    "comment": lambda: with_part(
        lavish_book(), SHEET, lambda xml: xml.replace(b"<sheetData>", b"<!-- --><sheetData>")
    ),
    "no fills": lambda: with_part(
        lavish_book(), "xl/styles.xml", lambda xml: xml.replace(b"fills", b"unsinn")
    ),
    "comments": lambda: with_part(
        lavish_book(), "xl/comments/comment1.xml", lambda xml: xml.replace(b"List", b"e")
    ),
}


@pytest.mark.parametrize("odd", ODD)
def test_what_cannot_be_patched_comes_back_as_a_copy(odd: str) -> None:
    content = ODD[odd]()
    name, result = annotated(content, "Werte.xlsm", FOUND, "de")
    assert name.endswith(".xlsx")
    assert "xl/charts/chart1.xml" not in parts(result), "not the original"
    assert values(result)["Messwerte"][8] == values(lavish_book())["Messwerte"][8]
    assert fills(result).keys() == notes(result).keys() == {"C3", "A1", "D30", "B13"}
    assert [line[1] for line in listed(result)] == ["C3", "D30", "A1", "B13"]


def test_a_text_file_comes_back_as_a_workbook() -> None:
    content = "Indikator;Datum;Wert\nI1;31.12.2025;=1+1\n".encode("cp1252")
    table = [["Indikator", "Datum", "Wert"], ["I1", "31.12.2025", "=1+1"]]
    sheet = load(annotated(content, "Messwerte.csv", [], "de")[1]).sheetnames[0]
    name, result = annotated(content, "Messwerte.csv", [finding("C2", sheet=sheet)], "de")
    assert name.endswith(".xlsx")
    assert values(result) == {sheet: table}
    assert load(result)[sheet]["C2"].data_type == "s"
    assert notes(result, sheet).keys() == {"C2"}


@pytest.mark.parametrize("content", [b"", b"nichts\x00", b"PK\x03\x04 kaputt", b"%PDF-1.7"])
def test_of_a_file_that_cannot_be_read_there_is_the_list(content: bytes) -> None:
    found = [Finding("", "", "error", "file_is_damaged", "Werte.xlsx"), finding("A1")]
    name, result = annotated(content, "Werte.pdf", found, "en")
    assert name == "Werte_checked.xlsx"
    assert load(result).sheetnames == ["Check result"]
    assert [line[1] for line in listed(result, "Check result")] == [None, "A1"]


def test_a_file_at_which_reading_was_stopped_is_not_opened_again() -> None:
    stopped = Finding("", "", "error", "reading_took_too_long", "Werte.xlsx")
    assert load(annotated(lavish_book(), "Werte.xlsx", [stopped], "de")[1]).sheetnames == [
        "Prüfergebnis"
    ]


def test_a_copy_has_all_kinds_of_values() -> None:
    content = with_part(without("xl/styles.xml"), SHEET, _values_of_all_kinds)
    assert values(annotated(content, "x.xlsx", [], "de")[1])["Messwerte"] == [
        [0.1 + 0.2, 123456789012345.0, True, "#DIV/0!", "=A1"]
    ]


def test_twenty_thousand_rows_take_less_than_reading_and_writing_them() -> None:
    row = "".join(f'<c r="{letter}@"><v>1.5</v></c>' for letter in "ABCDEFGH")
    rows = "".join(f'<row r="{at}">{row}</row>'.replace("@", str(at)) for at in range(1, 20_001))
    content = with_sheet(f"<sheetData>{rows}</sheetData>")
    found = [finding(f"{'ABCDEFGH'[at % 8]}{at * 20}") for at in range(1, 1001)]
    begun = time.process_time()
    result = annotate(content, found)
    needed = time.process_time() - begun
    begun = time.process_time()
    load_workbook(io.BytesIO(content)).save(io.BytesIO())
    assert needed <= time.process_time() - begun
    assert sheet_of(result).count(' s="') == 1000


def _values_of_all_kinds(xml: bytes) -> bytes:
    start, end = xml.index(b"<sheetData>"), xml.index(b"</sheetData>")
    cells = (
        "<v>0.30000000000000004</v></c>",
        "<v>123456789012345</v></c>",
        ' t="b"><v>1</v></c>',
        ' t="e"><v>#DIV/0!</v></c>',
        ' t="inlineStr"><is><t>=A1</t></is></c>',
    )
    row = "".join(f"<c{'' if cell[0] == ' ' else '>'}{cell}" for cell in cells)
    return xml[:start] + f'<sheetData><row r="1">{row}</row>'.encode() + xml[end:]
