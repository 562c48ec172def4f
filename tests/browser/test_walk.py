"""The way of a correction through the app, and back: what somebody does in one sitting."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from masterplan.samples import DATA
from masterplan.texts import translate
from masterplan.workbook.write import workbook
from tests.browser.tab import Tab

ON = "2026-09-30"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def correction(indicator: str, day: dt.date, value: float) -> bytes:
    """A workbook that says another value of one day."""
    record = {"indicator_code": indicator, "observed_on": day, "value": value}
    return workbook({"observation": [record]})


def upload(tab: Tab, content: bytes, name: str = "berichtigung.xlsx") -> Tab:
    """Choose a file on the upload page and wait until it was read."""
    tab.page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": XLSX, "buffer": content}
    )
    titles = [translate(title, "de") for title in ("Findings", "This file cannot be stored yet")]
    told = re.compile("|".join(map(re.escape, titles)))
    tab.page.locator(".mp-section h2").filter(has_text=told).first.wait_for()
    return tab.settle()


def send(tab: Tab, person: str, reason: str) -> Tab:
    """Fill in the form and send it."""
    fields = tab.page.get_by_test_id("stForm").locator("input[type=text]")
    fields.nth(0).fill(person)
    fields.nth(1).fill(reason)
    tab.page.get_by_test_id("stFormSubmitButton").locator("button").click()
    tab.page.get_by_test_id("stAlert").wait_for()
    return tab.settle()


def test_a_correction_goes_in_and_out_again(tab: Tab) -> None:
    tab.open("", plan="BSP", on=ON)
    before = tab.text
    bad = tab.page.locator(".mp-strip", has_text="Wirkung").locator("li", has_text="verfehlt")
    worst_before = int(bad.locator("b").inner_text())

    tab.click(tab.page.locator(".mp-matrix td a[href*='phase=1&area=BI']").first)
    assert tab.address == "measures" and tab.query["area"] == "BI"
    assert all(code.startswith("BI-") for code in tab.page.locator("tbody th").all_inner_texts())

    tab.click(tab.page.locator(".mp-table tbody th a", has_text="BI-03"))
    assert tab.title.startswith("BI-03 ")
    tab.click(tab.page.locator("a[href*='indicator=BI-03.1']").first)
    assert tab.address == "indicator" and (tab.query["plan"], tab.query["on"]) == ("BSP", ON)
    observations = tab.page.locator("table", has_text="Messwerte, neueste zuerst")
    newest = observations.locator("tbody th").first.text_content() or ""  # one click away
    day = dt.datetime.strptime(newest, "%d.%m.%Y")

    tab.menu("upload")
    upload(tab, correction("BI-03.1", day.date(), -5000.0))
    changes = tab.page.locator("table", has_text="Messwerte").first
    assert changes.locator("tbody td").all_inner_texts() == ["0", "1", "0", "0"]
    send(tab, "Anna Beispiel", "Zählfehler")
    assert "BI-03" in tab.page.locator(".mp-list").inner_text()
    assert "→ verfehlt" in tab.page.locator(".mp-list").inner_text()

    tab.click("a[href*='plan=BSP']:has-text('Übersicht zeigen')")
    assert tab.page.get_by_role("dialog").count() == 0
    assert int(bad.locator("b").inner_text()) == worst_before + 1
    tab.menu("uploads")
    assert "Anna Beispiel" in tab.page.locator("tbody tr").first.inner_text()
    send(tab, "Anna Beispiel", "Versehen")
    assert "Versehen" in tab.page.locator("tbody tr").first.inner_text()
    tab.menu("overview")
    assert tab.text == before


def test_errors_of_a_file_are_shown_at_their_cells(tab: Tab) -> None:
    tab.open("upload", plan="BSP", on=ON)
    upload(tab, correction("GIBT-ES-NICHT", dt.date(2025, 1, 1), 1.0))
    assert tab.page.locator("tbody th").first.inner_text() == "Messwerte!A2"
    assert tab.page.get_by_test_id("stForm").count() == 0
    with tab.page.expect_download() as taken:
        tab.page.get_by_role("button", name="markierten Befunden").click()
    marked = load_workbook(io.BytesIO(Path(taken.value.path()).read_bytes()))
    assert marked["Messwerte"]["A2"].comment is not None and "Prüfergebnis" in marked.sheetnames


def test_the_template_comes_back_with_nothing_to_do(tab: Tab) -> None:
    """What is taken away can be uploaded again as it is."""
    tab.open("upload", plan="BSP", on=ON)
    with tab.page.expect_download() as taken:
        tab.page.get_by_role("button", name="Vorlage").click()
    assert taken.value.suggested_filename.endswith(".xlsx")
    upload(tab, Path(taken.value.path()).read_bytes(), "wieder.xlsx")
    assert tab.page.locator(".mp-blank").count() == 1
    assert tab.page.get_by_test_id("stForm").count() == 0


def test_the_original_comes_back_byte_for_byte(tab: Tab) -> None:
    tab.open("uploads", plan="BSP", upload="2")
    with tab.page.expect_download() as taken:
        tab.page.get_by_role("button", name="Original").click()
    name = taken.value.suggested_filename
    assert Path(taken.value.path()).read_bytes() == (DATA / name).read_bytes()


@pytest.mark.parametrize(("address", "language"), [("measures", "de"), ("indicators", "en")])
def test_a_list_is_taken_away_whole(tab: Tab, address: str, language: str) -> None:
    tab.open(address, plan="BSP", on=ON, lang=language)
    total = int(tab.page.locator("caption").first.inner_text().split()[0])
    with tab.page.expect_download() as taken:
        form = "deutsch" if language == "de" else "international"
        tab.page.get_by_role("button", name=f"CSV, {form}").click()
    head, *lines = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == total and (";" in head) == (language == "de")


def test_keyboard_alone_reaches_plan_date_and_matrix(tab: Tab) -> None:
    tab.open("", plan="BSP", on=ON)
    reached: list[str] = []
    wanted = ("plan", "date", "cell")
    for _ in range(80):
        tab.page.keyboard.press("Tab")
        here = tab.page.evaluate(
            """() => { const e = document.activeElement;
                if (e.closest('.mp-matrix td')) return 'cell';
                if (!e.closest('.st-key-frame')) return '';
                if (e.closest('[data-testid=stSelectbox]')) return 'plan';
                return e.closest('[data-testid=stPopover]') ? 'date' : ''; }"""
        )
        reached += [here] if here and here not in reached else []
        if here == "cell":
            break
    assert tuple(reached) == wanted
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**/measures?**")
    assert tab.settle().query["phase"] and tab.query["area"]
    assert tab.page.locator("tbody tr").count()


def test_keyboard_alone_changes_the_date(tab: Tab) -> None:
    tab.open("", plan="BSP", on=ON)
    tab.page.get_by_test_id("stPopover").locator("button").first.focus()
    tab.page.keyboard.press("Enter")
    field = tab.page.get_by_test_id("stDateInput").first
    field.wait_for()
    tab.page.get_by_role("button", name="31.12.2025").focus()
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**on=2025-12-31**")
    assert "31.12.2025" in tab.settle().text
