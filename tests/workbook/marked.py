"""A workbook with everything that must survive, and what to look for in an annotated one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from PIL import Image as Picture
from python_calamine import CalamineWorkbook

from masterplan.findings import Finding, Severity
from masterplan.workbook.annotate import annotated
from masterplan.workbook.annotate_words import LIST_NAMES
from tests.workbook.books import with_part

HEADING_FILL = "FF1F4E79"


def finding(cell: str, severity: Severity = "error", sheet: str = "Messwerte") -> Finding:
    """A finding with words of its own at a cell."""
    return Finding(sheet, cell, severity, "cell_has_error", "#DIV/0!")


def lavish_book() -> bytes:
    """A sheet with all that spreadsheets are decorated with, and a hidden one."""
    workbook = Workbook()
    page = workbook.active
    assert page is not None
    page.title = "Messwerte"
    page.append(["Indikator", "Datum", "Wert"])
    for cell in page[1]:
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=HEADING_FILL)
    for month in range(1, 9):
        page.append(["I1", f"2025-0{month}-01", month * 1.5])
    page["C5"] = "=SUM(C2:C4)"
    page["C3"].number_format = '0.00 "€"'
    page["C3"].comment = Comment("Rückfrage bei Amt 12", "Meier")
    page["A12"] = "Zur Kenntnis"
    page.merge_cells("A12:C13")
    page.column_dimensions["B"].width = 33
    page.freeze_panes = "A2"
    page.sheet_view.tabSelected = True
    page.add_table(Table(displayName="Tabelle1", ref="A1:C9"))
    choice = DataValidation(type="list", formula1='"ja,nein"')
    choice.add("D2:D9")
    page.add_data_validation(choice)
    green = PatternFill("solid", bgColor="FF00FF00")
    rule = CellIsRule(operator="lessThan", formula=["1"], fill=green)
    page.conditional_formatting.add("C2:C9", rule)
    chart = BarChart()
    chart.add_data(Reference(page, min_col=3, min_row=1, max_row=9))
    page.add_chart(chart, "F2")
    picture = io.BytesIO()
    Picture.new("RGB", (9, 9), "red").save(picture, "PNG")
    page.add_image(Image(picture), "F20")
    hidden = workbook.create_sheet("Amt's Liste")
    hidden["A1"] = 1
    hidden.sheet_state = "hidden"
    workbook.defined_names["Anfang"] = DefinedName("Anfang", attr_text="Messwerte!$A$1")
    content = io.BytesIO()
    workbook.save(content)
    result = b'<c r="C5"><f>SUM(C2:C4)</f><v>9</v></c>'
    old = b'<c r="C5"><f>SUM(C2:C4)</f><v></v></c>'
    part = "xl/worksheets/sheet1.xml"
    return with_part(content.getvalue(), part, lambda xml: _replaced(xml, old, result))


def annotate(content: bytes, findings: Sequence[Finding], language: str = "de") -> bytes:
    """The annotated file, which is the original and no copy of its values."""
    _, result = annotated(content, "Datei.xlsx", findings, language)
    before, after = parts(content), parts(result)
    assert set(before) <= set(after), "a copy, not the original"
    return result


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a file, in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def values(content: bytes) -> dict[str, list[list[object]]]:
    """All values as calamine reads them, without the list."""
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as source:
        return {
            name: source.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in source.sheet_names
            if name not in LIST_NAMES
        }


def load(content: bytes) -> Workbook:
    """The file as openpyxl reads it."""
    return load_workbook(io.BytesIO(content))


def fills(content: bytes, sheet: str = "Messwerte") -> dict[str, str]:
    """The colours of the filled cells."""
    return {
        cell.coordinate: cell.fill.fgColor.rgb
        for row in load(content)[sheet].iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid"
    }


def notes(content: bytes, sheet: str = "Messwerte") -> dict[str, str]:
    """The texts of the comments."""
    return {
        cell.coordinate: cell.comment.text
        for row in load(content)[sheet].iter_rows()
        for cell in row
        if cell.comment is not None
    }


def listed(content: bytes, name: str = "Prüfergebnis") -> list[list[object]]:
    """The lines of the list, without its headings."""
    page = load(content)[name]
    return [[cell.value for cell in row[:6]] for row in page.iter_rows(min_row=6)]


def _replaced(xml: bytes, old: bytes, new: bytes) -> bytes:
    # without lxml openpyxl writes empty elements in another way
    for written in (old, old.replace(b"<v></v>", b"<v />"), old.replace(b"<v></v>", b"<v/>")):
        if written in xml:
            return xml.replace(written, new)
    raise AssertionError("no formula to give a result to")
