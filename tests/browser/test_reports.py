"""Reports in a real browser: written, built beside the app, taken away and frozen."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from masterplan.reports.building import Order, build
from masterplan.store import forget, open_store
from tests.browser.conftest import opened
from tests.browser.tab import Tab
from tests.pages.loading import copy


def test_files_are_built_while_others_go_on_and_are_those_of_the_data(
    tab: Tab, browser: Browser, server: str, sample_folder: Path, tmp_path: Path
) -> None:
    tab.open("reports", report="1")
    with opened(browser, server) as other:
        other.open("decisions", plan="BSP")
        for name in ("pdf", "pptx"):
            tab.page.locator(f".st-key-build_{name} button").click()
            tab.page.locator(f".st-key-file_{name}").get_by_role("progressbar").wait_for()
        other.menu("measures")
        assert other.title == "Maßnahmen"
        assert tab.page.get_by_role("progressbar").count(), "the other page came first"
    files = {}
    for form in ("pdf", "pptx"):
        with tab.page.expect_download(timeout=60_000) as download:
            tab.page.locator(f".st-key-take_{form} button").click(timeout=60_000)
        assert download.value.suggested_filename == f"BSP-2023-12-31-1.{form}"
        files[form] = Path(download.value.path()).read_bytes()
    path = copy(sample_folder, tmp_path / "own")
    data = str(open_store(path).ask("reports/frozen_data", report=1)["data"][0])
    forget(path)
    assert files["pdf"] == build(Order(data, 1, "pdf", "de"))
    assert files["pptx"].startswith(b"PK")


def test_a_report_is_written_and_frozen(tab: Tab) -> None:
    tab.open("reports", plan="BSP", on="2026-09-30", part="phase-3", text="outlook")
    tab.page.get_by_role("textbox", name="Text dieses Teils").fill("Es geht weiter.")
    tab.page.get_by_role("button", name="Text speichern").click()
    expect(tab.page.get_by_text("Gespeichert. Die Fassungen davor")).to_be_visible(timeout=20_000)
    tab.settle()
    tab.page.get_by_role("textbox", name="Titel des Berichts").fill("Dritter *Bericht*")
    tab.page.get_by_role("button", name="Bericht einfrieren").click()
    expect(tab.page.locator("h1")).to_have_text("Dritter *Bericht*", timeout=30_000)
    expect(tab.page).to_have_url(re.compile("report=3"))
    expect(tab.page.locator(".st-key-build_pdf button")).to_be_visible()
