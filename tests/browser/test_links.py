"""Addresses can be shared: they lead to the same view, whatever was open before."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from masterplan.access import PAGES
from tests.browser.conftest import opened
from tests.browser.tab import Tab

VIEW = {"plan": "BSP", "on": "2026-09-30", "lang": "en"}


def test_deep_link_right_after_the_start(tab: Tab) -> None:
    """The first address this server ever sees is not "/": the frame must stand all the same."""
    tab.open("measure", **VIEW, measure="BI-02")
    assert tab.title.startswith("BI-02 ")
    assert tab.query == {**VIEW, "measure": "BI-02"}
    assert "30 Sep 2026" in tab.text
    assert tab.page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("address", [page.address for page in PAGES])
def test_every_address_leads_to_its_page_in_the_frame(tab: Tab, address: str) -> None:
    tab.open(address, **VIEW, measure="BI-02", indicator="BI-02.1")
    assert tab.page.locator(".st-key-frame").count() == 1
    assert tab.page.get_by_role("dialog").count() == 0, "this address is told to be unknown"


def test_an_address_that_is_no_page_shows_the_app(tab: Tab) -> None:
    tab.open("gibt-es-nicht")
    assert tab.page.locator(".st-key-frame").count() == 1


def test_a_page_file_is_no_address(tab: Tab) -> None:
    for address in ("committee/measure", "pages/committee/measure", "analysts/upload"):
        tab.page.goto(f"{tab.server}/{address}")
        tab.page.wait_for_timeout(1500)
        assert (
            tab.page.locator("h1:has-text('hochladen'), [data-testid=stFileUploader]").count() == 0
        )


def test_view_is_kept_through_the_menu(tab: Tab) -> None:
    view = {**VIEW, "known_at": "2026-03-01T12:00:00"}
    tab.open("", **view)
    for address in [page.address for page in [*PAGES[1:], PAGES[0]] if page.is_listed]:
        tab.menu(address)
        assert view.items() <= tab.query.items(), address


def test_reload_and_back_keep_the_view(tab: Tab) -> None:
    tab.open("measures", **VIEW, delivery="off_track")
    before = tab.text
    assert "off track" in before
    tab.page.reload()
    assert tab.settle().text == before
    tab.click(".mp-table tbody th a")
    assert tab.address == "measure"
    tab.page.go_back()
    assert tab.settle().address == "measures"
    assert tab.query["delivery"] == "off_track" and tab.text == before


def test_a_filter_chosen_by_hand_stands_in_the_address(tab: Tab, browser: Browser) -> None:
    tab.open("measures", plan="BSP", on="2026-09-30")
    tab.page.get_by_label("Wirkung").click()
    tab.page.get_by_role("option", name="verfehlt").click()
    tab.settle()
    assert (tab.query["plan"], tab.query["effect"]) == ("BSP", "off_track")
    with opened(browser, tab.server) as other:
        other.page.goto(tab.page.url)
        assert other.settle().text == tab.text


def test_language_switch_changes_the_page_and_its_language(tab: Tab) -> None:
    tab.open("measures", plan="BSP", on="2026-09-30")
    assert tab.page.locator("html").get_attribute("lang") == "de" and tab.title == "Maßnahmen"
    tab.click(tab.page.get_by_test_id("stButtonGroup").get_by_text("EN"))
    assert tab.title == "Measures" and tab.query["lang"] == "en"
    assert tab.page.locator("html").get_attribute("lang") == "en"
    tab.menu("indicators")
    assert tab.title == "Indicators"
    assert tab.page.locator("html").get_attribute("lang") == "en"
