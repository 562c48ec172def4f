"""The annotated return: what is marked, what is listed, and what becomes of it the next time."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment

from masterplan.findings import Finding, Severity
from masterplan.workbook.annotate import annotated
from masterplan.workbook.annotate_styles import FILLS
from masterplan.workbook.annotate_words import MOST_LISTED, MOST_MARKED
from masterplan.workbook.read import read
from masterplan.workbook.rules import RULES
from tests.workbook.books import KNOWN, MEASURES, OBSERVATIONS, book
from tests.workbook.marked import (
    HEADING_FILL,
    annotate,
    fills,
    finding,
    lavish_book,
    listed,
    load,
    notes,
    values,
)

SEVERITIES: dict[Severity, tuple[str, str]] = {
    "error": ("Fehler", "Error"),
    "warning": ("Warnung", "Warning"),
    "note": ("Hinweis", "Note"),
}
FAULTY = {
    "Messwerte": [OBSERVATIONS, ("I1", "2025-12-31", "ca. 5"), ("I9", "", 3), ("I1", "gestern", 1)],
    "Maßnahmen": [MEASURES, ("M-1", "", "T1", 7)],
    "Sonstiges": [("x",)],
}

FOUND_IN_CELLS = sorted(rule for rule in RULES if not rule.startswith("reading_"))
"""Of a file whose reading was stopped only the list is given back."""


def messwerte(*rows: tuple[object, ...]) -> bytes:
    return book({"Messwerte": rows or [("a", "b"), (1, 2)]})


@pytest.mark.parametrize("severity", SEVERITIES)
def test_a_finding_is_seen_in_its_colour_and_said_in_its_note(severity: Severity) -> None:
    result = annotate(messwerte(), [finding("B2", severity)])
    assert fills(result) == {"B2": FILLS[severity]}
    assert notes(result)["B2"].startswith(f"{SEVERITIES[severity][0]}: ")
    english = annotate(messwerte(), [finding("B2", severity)], "en")
    assert notes(english)["B2"].startswith(f"{SEVERITIES[severity][1]}: ")


def test_the_gravest_finding_of_a_cell_comes_first() -> None:
    result = annotate(messwerte(), [finding("B2", "note"), finding("B2", "error")])
    assert fills(result) == {"B2": FILLS["error"]}
    said = notes(result)["B2"]
    assert said.startswith("Fehler: ") and "\n\nHinweis: " in said


@pytest.mark.parametrize("cell", ["C1", "D2", "B3", "A9", "ZZ40", "XFD1048576"])
def test_a_cell_that_the_file_does_not_have_is_marked_too(cell: str) -> None:
    result = annotate(messwerte(), [finding(cell), finding("A1")])
    assert values(result) == values(messwerte())
    if cell != "XFD1048576":  # openpyxl would fill the memory with what lies between
        assert set(fills(result)) == {cell, "A1"} == set(notes(result))


def test_in_a_merged_range_the_cell_that_is_shown_is_marked() -> None:
    result = annotate(lavish_book(), [finding("B13"), finding("A12", "note")])
    assert fills(result)["A12"] == FILLS["error"]
    assert "Hinweis: " in notes(result)["A12"]


def test_what_has_no_cell_is_only_listed() -> None:
    odd = ["", "A0", "XFE1", "A1048577", "A1:B2", "Unsinn"]
    result = annotate(messwerte(), [finding(cell) for cell in odd] + [finding("A1", sheet="Weg")])
    assert not fills(result) and not notes(result)
    assert [line[1] for line in listed(result)] == [cell or None for cell in odd] + ["A1"]


def test_white_letters_are_made_dark_on_a_light_colour() -> None:
    marked = load(annotate(lavish_book(), [finding("A1")]))["Messwerte"]
    assert marked["A1"].font.color.rgb != marked["B1"].font.color.rgb == "FFFFFFFF"
    assert marked["A1"].font.b


def test_the_list_is_last_and_in_view() -> None:
    workbook = load(annotate(lavish_book(), [finding("A1")]))
    assert workbook.sheetnames[-1] == "Prüfergebnis" == workbook.active.title
    selected = [page.title for page in workbook if page.sheet_view.tabSelected]
    assert selected == ["Prüfergebnis"]
    assert load(annotate(lavish_book(), [], "en")).sheetnames[-1] == "Check result"


def test_the_list_says_all_and_leads_to_the_cells() -> None:
    found = [
        finding("B1", "note"),
        finding("C2", sheet="Amt's Daten"),
        finding("", "warning", sheet="Amt's Daten"),
    ]
    content = book({"Messwerte": [("a",)], "Amt's Daten": [("b",)]})
    page = load(annotate(content, found))["Prüfergebnis"]
    lines = list(page.iter_rows(min_row=6))
    assert [[cell.value for cell in line[:4]] for line in lines] == [
        ["Amt's Daten", "C2", "Fehler", "#DIV/0!"],
        ["Amt's Daten", None, "Warnung", "#DIV/0!"],
        ["Messwerte", "B1", "Hinweis", "#DIV/0!"],
    ]
    assert all(line[4].value and line[5].value for line in lines)
    assert lines[0][1].hyperlink.location == "'Amt''s Daten'!C2"
    assert lines[1][0].hyperlink.location == "'Amt''s Daten'!A1"
    assert lines[2][1].hyperlink.location == "'Messwerte'!B1"


def test_no_link_leads_to_a_hidden_sheet() -> None:
    page = load(annotate(lavish_book(), [finding("A1", sheet="Amt's Liste")]))["Prüfergebnis"]
    assert page["B6"].value == "A1" and page["B6"].hyperlink is None


def test_comments_of_people_stay() -> None:
    result = annotate(lavish_book(), [finding("C3")])
    assert notes(result)["C3"].startswith("Rückfrage bei Amt 12\n")
    assert "Fehler: " in notes(result)["C3"]
    assert notes(annotate(lavish_book(), [])) == {"C3": "Rückfrage bei Amt 12"}


def test_a_comment_stays_that_speaks_like_ours() -> None:
    workbook = Workbook()
    workbook.active["A1"].comment = Comment("Fehler: siehe Mail", "Meier")
    content = io.BytesIO()
    workbook.save(content)
    assert notes(annotate(content.getvalue(), []), "Sheet") == {"A1": "Fehler: siehe Mail"}


def test_a_second_check_replaces_the_first() -> None:
    found = [finding("C3"), finding("A1", "warning"), finding("D30"), finding("B13", "note")]
    first = annotate(lavish_book(), found)
    assert annotate(first, found) == first
    second = annotate(first, [finding("D30", "note")])
    assert fills(second) == fills(lavish_book()) | {"D30": FILLS["note"]}
    assert notes(second).keys() == {"C3", "D30"}
    assert notes(second)["C3"] == "Rückfrage bei Amt 12"
    assert load(second).sheetnames == load(first).sheetnames
    assert len(listed(second)) == 1


def test_a_mended_cell_has_its_own_colour_and_letters_again() -> None:
    cleared = load(annotate(annotate(lavish_book(), [finding("A1")]), []))["Messwerte"]
    assert cleared["A1"].fill.fgColor.rgb == HEADING_FILL
    assert cleared["A1"].font.color.rgb == "FFFFFFFF"


def test_what_somebody_wrote_behind_our_note_stays() -> None:
    workbook = load(annotate(messwerte(), [finding("B2")]))
    cell = workbook["Messwerte"]["B2"]
    cell.comment = Comment(cell.comment.text + "\nIst richtig so!", "Meier")
    content = io.BytesIO()
    workbook.save(content)
    assert notes(annotate(content.getvalue(), [])) == {"B2": "\nIst richtig so!"}


def test_the_list_of_another_language_is_replaced_too() -> None:
    first = annotate(messwerte(), [finding("B2")])
    second = annotate(first, [finding("B2", "note")], "en")
    assert len(load(second).sheetnames) == 2
    assert notes(second)["B2"].startswith("Note: ")


def test_a_sheet_of_the_same_name_is_not_overwritten() -> None:
    content = book({"Messwerte": [("a",)], "Prüfergebnis": [("von Hand",)]})
    workbook = load(annotate(content, [finding("A1")]))
    assert workbook["Prüfergebnis"]["A1"].value == "von Hand"
    assert workbook.active.title == "Prüfergebnis (2)"


def test_the_file_is_read_as_before() -> None:
    before = read(book(FAULTY), "Datei.xlsx", KNOWN)
    assert {one.severity for one in before.findings} >= {"error", "note"}
    for language in ("de", "en"):
        _, content = annotated(before.content, "Datei.xlsx", before.findings, language)
        after = read(content, "Datei.xlsx", KNOWN)
        assert after.findings == before.findings
        assert after.tables == before.tables


def test_texts_stay_texts() -> None:
    said = "=cmd|' /C calc'!A0 \x00\x0b\ud800\uffff _x0041_ <b>&amp;]]> " + "ä" * 40_000
    odd = Finding("Messwerte", "A1", "error", "cell_has_error", said, {"column": said})
    unknown = Finding(said[:50], said[:50], "note", said, said)
    result = annotate(messwerte(), [odd, unknown])
    page = load(result)["Prüfergebnis"]
    assert page["D6"].data_type in ("s", "inlineStr")
    assert str(page["D6"].value).startswith("=cmd")
    assert page["D6"].quotePrefix
    assert len(notes(result)["A1"]) < 10_000


def test_of_many_findings_some_are_marked_more_are_listed_and_all_are_counted() -> None:
    many = [finding(f"A{row}", "note") for row in range(1, MOST_LISTED + 8)]
    result = annotate(messwerte(), [*many, finding("B1")])
    marks = fills(result)
    assert len(marks) == MOST_MARKED and marks["B1"] == FILLS["error"]
    lines = listed(result)
    assert len(lines) == MOST_LISTED + 1
    assert lines[-1][0] is not None and lines[-1][0].startswith("8 ")


def test_the_name_says_what_the_file_is() -> None:
    def name(file_name: str, content: bytes = b"") -> str:
        return annotated(content or messwerte(), file_name, [], "en")[0]

    assert name("Werte.xlsx") == "Werte_checked.xlsx"
    assert name("Werte_checked.xlsx") == "Werte_checked.xlsx"
    assert name("C:\\Ablage\\Werte.2025.XLSX") == "Werte.2025_checked.xlsx"
    assert name("Werte.xls") == "Werte_checked.xlsx"
    assert name("../../Werte", b"nichts").endswith("Werte_checked.xlsx")
    assert name("").endswith("_checked.xlsx")


VALUES = st.one_of(
    st.none(), st.booleans(), st.floats(-1e9, 1e9), st.text("aä<&=\"' \n", max_size=8), st.dates()
)
CELLS = st.one_of(
    st.builds("{}{}".format, st.sampled_from("ABCEZ"), st.integers(0, 12)), st.text(max_size=4)
)
FOUND = st.builds(
    Finding,
    st.sampled_from(["Messwerte", "Zwei", "", "Drei"]),
    CELLS,
    st.sampled_from(list(SEVERITIES)),
    st.one_of(st.sampled_from(FOUND_IN_CELLS), st.text(max_size=5)),
    st.text(max_size=20),
    st.dictionaries(st.sampled_from(["column", "count", "date", "x"]), st.text(max_size=5)),
)
SHEET = st.lists(st.lists(VALUES, max_size=4), max_size=6)


@settings(max_examples=40, deadline=None)
@given(st.lists(SHEET, min_size=2, max_size=2), st.lists(FOUND, max_size=12), st.data())
def test_whatever_is_found_values_stay(
    sheets: list[list[list[object]]], found: list[Finding], data: st.DataObject
) -> None:
    content = book(dict(zip(("Messwerte", "Zwei"), sheets, strict=True)))
    first = annotate(content, found, data.draw(st.sampled_from(["de", "en"])))
    assert values(first) == values(content)
    assert annotate(first, found) == annotate(annotate(first, found), found)
    cleared = annotate(first, [])
    assert values(cleared) == values(content)
    assert not fills(cleared) and not notes(cleared)
