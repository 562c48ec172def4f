"""The committee's own questions, answered with only the screen."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import opened
from tests.browser.tab import Tab


def test_what_got_worse_in_education_why_and_what_did_we_decide(tab: Tab) -> None:
    """Three clicks from the start page; four are allowed."""
    tab.open("", plan="BSP", on="2026-06-30")
    tab.click(tab.page.get_by_role("link", name="Alle Veränderungen"))
    tab.page.get_by_role("combobox", name="Themenfeld").click()
    tab.click(tab.page.get_by_role("option", name="Bildung"))
    (row,) = [
        words
        for words in tab.page.locator(".mp-table tbody tr").all_inner_texts()
        if "verschlechtert" in words
    ]
    assert "BI-10" in row and "planmäßig → " in row.replace("\n", " ").replace("  ", " ")
    assert "neue Daten" in row
    assert "gemeinsame Annahmestelle" in row and "in Umsetzung" in row


def test_a_meeting_by_keyboard_with_a_decision_in_its_minutes(
    browser: Browser, server: str
) -> None:
    text = "Der Sachstand wird in der nächsten Sitzung erneut aufgerufen."
    with opened(browser, server) as tab:
        tab.open("meeting", plan="BSP", on="2026-09-30", meeting="2026-10-15")
        first = tab.page.locator(".mp-meeting h2").inner_text()
        tab.page.keyboard.press("ArrowRight")
        tab.page.wait_for_function(
            "first => document.querySelector('.mp-meeting h2').innerText !== first", arg=first
        )
        tab.settle()
        second = tab.page.locator(".mp-meeting h2").inner_text()
        field = tab.page.get_by_label("Was beschlossen wurde")
        field.fill(text)
        field.press("ArrowLeft")  # moves the cursor, and not the meeting
        tab.settle()
        assert tab.page.locator(".mp-meeting h2").inner_text() == second
        assert field.input_value() == text
        tab.click(tab.page.get_by_role("button", name="Beschluss festhalten"))
        assert text in tab.text and tab.page.locator(".mp-meeting h2").inner_text() == second
        with tab.page.expect_download() as download:
            tab.page.get_by_role("button", name="Niederschrift herunterladen").click()
        content = download.value.path().read_bytes()
        tab.page.keyboard.press("ArrowLeft")
        tab.page.wait_for_function(
            "first => document.querySelector('.mp-meeting h2').innerText === first", arg=first
        )
    document = docx.Document(io.BytesIO(content))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells][:2] == ["Maßnahme", "Beschluss"]
    assert [row.cells[1].text for row in table.rows[1:]] == [text]
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 2"]
    assert len(headings) == 12 and second in headings[1]


@pytest.mark.parametrize("width", [390, 1440])
def test_what_the_committee_had_before_it_is_one_click_away(
    browser: Browser, server: str, width: int
) -> None:
    with opened(browser, server, width) as tab:
        tab.open("decisions", plan="BSP", on="2026-09-30")
        tab.click(tab.page.get_by_role("link", name="Stand vom 30.06.2026").first)
        assert tab.address == "measure"
        assert tab.query["on"] == "2026-06-30"
        known_at = dt.datetime.fromisoformat(tab.query["known_at"])
        assert known_at.date() == dt.date(2026, 7, 9)
