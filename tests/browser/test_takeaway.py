"""Charts taken away as pictures, which say by themselves what they show and as of when."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.conftest import opened
from tests.browser.tab import Tab
from tests.libreoffice.office import saved

FILES = ("png", "svg")


def taken(tab: Tab, kind: str) -> tuple[str, bytes]:
    """The name and content of the first chart of a page as a picture."""
    with tab.page.expect_download() as download:
        tab.page.locator(f"button.{kind}").first.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_chart_is_taken_away_with_title_source_and_date(tab: Tab, language: str) -> None:
    tab.open("measure", plan="BSP", measure="BI-01", on="2026-09-30", lang=language)
    summary = {"de": "Zahlen und Downloads", "en": "Numbers and downloads"}[language]
    tab.click(tab.page.get_by_text(summary).first)
    svg_name, svg = taken(tab, "svg")
    png_name, png = taken(tab, "png")
    title = {"de": "Meilensteine", "en": "Milestones"}[language]
    foot = {
        "de": "Quelle: Masterplan-Monitor, Plan BSP · Stand 30.09.2026",
        "en": "Source: Masterplan-Monitor, plan BSP · As at 30 Sep 2026",
    }[language]
    assert f">{title}</text>" in svg.decode() and foot in svg.decode()
    assert svg_name.removesuffix(".svg") == png_name.removesuffix(".png")
    # the pixels come from that drawing: where it writes title and foot, there is ink on paper
    picture = Image.open(io.BytesIO(png)).convert("L")
    width, height = picture.size
    assert width > 600 and height > 300
    for top, bottom in ((36, 92), (height - 80, height - 30)):
        dark, light = picture.crop((48, top, width, bottom)).getextrema()
        assert dark < 128 < light
    # and each drawing carries its letters, needing nothing from anywhere
    assert "data:font/woff2;base64," in svg.decode() and 'href="http' not in svg.decode()


def test_a_link_opened_by_somebody_else_shows_the_same(
    tab: Tab, browser: Browser, server: str
) -> None:
    tab.open("indicators", plan="BSP", on="2026-09-30", q="schulen", order="position")
    tab.click(tab.page.get_by_role("combobox", name="Wirkung"))
    tab.click(tab.page.get_by_role("option").filter(has_text="erreicht"))
    tab.page.keyboard.press("Escape")
    tab.settle()
    with opened(browser, server) as other:
        other.page.goto(tab.page.url)
        other.settle()
        assert other.text == tab.text and other.query == tab.query


def test_files_open_in_libreoffice(tab: Tab, tmp_path: Path) -> None:
    tab.open("indicators", plan="BSP", on="2026-09-30", light="off_track")
    count = int(tab.page.locator("caption").inner_text().split()[0])
    books = {}
    for name in ("Excel", "Arbeitsmappe"):
        with tab.page.expect_download() as download:
            tab.page.get_by_role("button", name=name).click()
        books[name] = Path(download.value.path()).read_bytes()
    read = {
        name: load_workbook(io.BytesIO(content))
        for name, content in saved(books, "xlsx", tmp_path).items()
    }
    assert read["Excel"].worksheets[0].max_row == count + 1
    assert read["Arbeitsmappe"]["Indikatoren"].max_row == count + 1
