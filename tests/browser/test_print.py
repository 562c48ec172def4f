"""On paper: a measure fills two A4 pages, its charts whole, in black on white in either theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import opened

ON_PAPER = """() => {
    const width = document.querySelector('.stMainBlockContainer').getBoundingClientRect().right;
    const charts = [...document.querySelectorAll('.stPlotlyChart .main-svg')];
    const seen = element => getComputedStyle(element).display !== 'none';
    return {
        cut: charts.filter(chart => chart.getBoundingClientRect().right > width + 1).length,
        charts: charts.length,
        ink: getComputedStyle(document.querySelector('.mp-title h1')).color,
        paper: getComputedStyle(document.body).backgroundColor,
        tools: [...document.querySelectorAll(".st-key-frame, .stExpander, header")]
            .filter(seen).length,
    };
}"""


@pytest.mark.parametrize(("theme", "measure"), [("light", "BI-10"), ("dark", "WI-06")])
def test_a_measure_prints_on_two_pages(
    browser: Browser, server: str, tmp_path: Path, theme: str, measure: str
) -> None:
    with opened(browser, server, 1440, theme) as tab:
        tab.open("measure", plan="BSP", on="2026-09-30", measure=measure)
        tab.page.wait_for_selector(".main-svg", state="attached")
        printed = tab.page.pdf(prefer_css_page_size=True, print_background=True)
        tab.page.emulate_media(media="print")
        looks = tab.page.evaluate(ON_PAPER)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
    assert looks["charts"] > 3 and looks["cut"] == 0
    assert looks["tools"] == 0
    assert (looks["ink"], looks["paper"]) == ("rgb(23, 33, 43)", "rgb(255, 255, 255)")
