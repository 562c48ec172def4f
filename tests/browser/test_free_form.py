"""A workbook of another form: refused in plain words, or understood once and for all."""

from __future__ import annotations

import io

from openpyxl import Workbook

from tests.browser.tab import Tab
from tests.browser.test_walk import ON, XLSX, send, upload


def report(*values: float) -> bytes:
    """A report with notes above, periods as columns and a total below, as people send it."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "KPI"
    for row in (
        ["Bericht der Fachstelle"],
        [],
        ["Kennzahl", "2024", "2025", "Q3/2026"],
        ["MO-03.2", *values],
        ["Summe", *values],
    ):
        page.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_wrong_file_is_refused_in_plain_words(tab: Tab) -> None:
    tab.open("upload", plan="BSP", on=ON)
    page = "<html><table><tr><td>1</td></tr></table></html>"
    upload(tab, page.encode(), "auswertung.xls")
    words = tab.page.locator(".mp-group").inner_text()
    assert "HTML" in words and ".xlsx" in words
    assert tab.page.get_by_test_id("stForm").count() == 0


def test_a_form_is_understood_once(tab: Tab) -> None:
    tab.open("", plan="BSP", on=ON)
    before = tab.text
    tab.menu("upload")
    upload(tab, report(29.0, 28.5, 27.0), "kpi-2025.xlsx")
    assert "eigene Form" in tab.text, "the mapping step"
    assert "Wirkung" in tab.page.locator("table", has_text="vorher").first.inner_text()
    send(tab, "Anna Beispiel", "Bericht der Fachstelle")
    tab.menu("overview")
    assert tab.text != before

    tab.menu("upload")
    upload(tab, report(29.0, 28.5, 26.0), "kpi-2026.xlsx")
    assert "gespeicherten Zuordnung" in tab.text and "eigene Form" not in tab.text
    tab.menu("uploads")
    send(tab, "Anna Beispiel", "Versehen")
    tab.menu("overview")
    assert tab.text == before


def test_progress_and_cancel_leave_nothing(tab: Tab) -> None:
    """A page that is left while a file is read stores nothing of it."""
    tab.open("uploads", plan="BSP", on=ON)
    uploads = tab.page.locator("tbody tr").count()
    tab.open("upload", plan="BSP", on=ON)
    tab.page.locator("input[type=file]").set_input_files(
        {"name": "kpi.xlsx", "mimeType": XLSX, "buffer": report(7.0, 8.0, 9.0)}
    )
    tab.open("uploads", plan="BSP", on=ON)
    assert tab.page.locator("tbody tr").count() == uploads
