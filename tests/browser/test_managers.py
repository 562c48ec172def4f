"""The managers' pages in a browser: links, keyboard, originals; nothing of a what-if is left."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.conftest import opened
from tests.browser.tab import Tab

VIEW = {"plan": "BSP", "on": "2026-09-30", "lang": "de"}


def test_tree_is_worked_by_keyboard(tab: Tab) -> None:
    tab.open("goals", **VIEW)
    closed = tab.page.locator(".mp-tree details:not([open])")
    before = closed.count()
    tab.page.locator("summary", has_text="Teilziel T1.1").focus()
    tab.page.keyboard.press("Enter")
    tab.page.keyboard.press("Tab")
    measure = tab.page.locator("summary:focus")
    assert measure.inner_text().startswith("BI-09"), "the next stop is what was unfolded"
    tab.page.keyboard.press("Enter")
    assert closed.count() == before - 2
    tab.page.keyboard.press("Tab")
    assert "/measure?" in tab.page.evaluate("document.activeElement.href")
    tab.page.keyboard.press("Shift+Tab")
    tab.page.keyboard.press("Enter")
    assert closed.count() == before - 1


def test_a_comparison_is_shared_by_its_link(browser: Browser, server: str, tab: Tab) -> None:
    tab.open("compare", **VIEW, indicators="WI-01.1,BI-03.3")
    tab.click(tab.page.get_by_text("Weg zum Ziel", exact=True))
    link, words = tab.page.url, tab.text
    assert tab.query["how"] == "position"
    with opened(browser, server) as other:
        other.page.goto(link)
        other.settle()
        assert other.text == words and other.page.url == link


def test_a_what_if_is_shared_by_its_link(browser: Browser, server: str, tab: Tab) -> None:
    tab.open("what-if", **VIEW, indicator="BI-04.2", then="2026-12-31")
    tab.page.get_by_label("31.12.2026", exact=True).fill("45")
    tab.click(tab.page.get_by_role("button", name="Zeigen, was wäre"))
    tab.page.wait_for_selector("text=Vorher und nachher")
    tab.settle()
    assert tab.query["values"] == "2026:45"
    with opened(browser, server) as other:
        other.page.goto(tab.page.url)
        other.settle()
        assert other.text == tab.text and "Annahme" in other.text
        other.open("indicator", **VIEW, indicator="BI-04.2")
        assert "45 %" not in other.page.locator(".mp-lights .mp-light").last.inner_text()


def test_the_original_workbook_is_downloaded(tab: Tab) -> None:
    tab.open("indicator", **VIEW, indicator="WI-01.1")
    tab.click(tab.page.get_by_text("Originaldateien", exact=True))
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name="beispielstadt-1.xlsx").click()
    content = download.value.path().read_bytes()
    assert content[:2] == b"PK" and download.value.suggested_filename == "beispielstadt-1.xlsx"
