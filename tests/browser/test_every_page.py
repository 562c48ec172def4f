"""What holds on every page for everybody: nothing from outside, room on a phone, no barrier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from masterplan.access import PAGES
from tests.browser.conftest import opened
from tests.browser.tab import Tab

VIEW = {
    "plan": "BSP",
    "on": "2026-09-30",
    "measure": "BI-02",
    "indicator": "BI-02.1",
    "indicators": "BI-02.1,WI-01.1,BI-03.3",
    "values": "2027:64",
}
"""What the pages of one thing, of a comparison and of an assumption are asked to show."""
WIDTHS = (360, 390, 768, 1440)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]

TOO_WIDE = """() => ['html', '[data-testid=stAppViewContainer]', '[data-testid=stMain]']
    .map(name => document.querySelector(name))
    .filter(element => element.scrollWidth > element.clientWidth + 1)
    .map(element => `${element.tagName} ${element.scrollWidth} > ${element.clientWidth}`)"""


@dataclass(frozen=True)
class Look:
    """A page as somebody looks at it."""

    address: str
    theme: str
    language: str

    def __str__(self) -> str:
        return f"{self.address}-{self.theme}-{self.language}"


IN_THE_DARK = ("overview", "measure", "compare")
"""The pages with every kind of piece; a theme changes colours, not places."""

LOOKS = [
    Look("" if page is PAGES[0] else page.address, theme, language)
    for theme, language in (("light", "de"), ("dark", "en"))
    for page in PAGES
    if theme == "light" or page.address in IN_THE_DARK
]


@pytest.fixture(scope="module", params=LOOKS, ids=str)
def shown(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Tab]:
    """A page, opened once for all that is looked at."""
    look = request.param
    with opened(browser, server, 1440, look.theme) as tab:
        tab.open(look.address, **VIEW, lang=look.language)
        if tab.page.locator(".js-plotly-plot, [data-testid=stPlotlyChart]").count():
            tab.page.wait_for_selector(".main-svg", state="attached")
        yield tab


def test_nothing_is_fetched_from_outside(shown: Tab) -> None:
    ours = urlsplit(shown.server).netloc
    outside = {
        url
        for url in shown.requested
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != ours
    }
    assert len(shown.requested) > 5 and not outside


def test_the_console_is_quiet(shown: Tab) -> None:
    """Streamlit asks below a deep link first, and finds its place after two answers of 404."""
    unknown = [words for words in shown.complaints if not ("404" in words and "/_stcore/" in words)]
    assert not unknown


def test_page_does_not_scroll_sideways(shown: Tab) -> None:
    found = {}
    for width in WIDTHS:
        shown.page.set_viewport_size({"width": width, "height": 900})
        shown.page.wait_for_timeout(200)
        if wide := shown.page.evaluate(TOO_WIDE):
            shown.page.wait_for_timeout(800)  # charts follow a little later
            wide = shown.page.evaluate(TOO_WIDE)
            if wide:
                found[width] = wide
    shown.page.set_viewport_size({"width": 1440, "height": 900})
    assert not found


def test_page_has_no_barrier(shown: Tab) -> None:
    shown.settle()
    options = {"runOnly": LEVELS, "resultTypes": ["violations"]}
    answer = Axe().run(shown.page, options=options)
    assert answer.response["passes"], "nothing was looked at"
    found = [
        f"{rule['id']}: {node['target']} {node['failureSummary']} {node['html'][:200]}"
        for rule in answer.response["violations"]
        for node in rule["nodes"]
    ]
    assert not found, "\n".join(found)


def test_page_has_one_heading_and_names_its_language(shown: Tab) -> None:
    language = shown.query["lang"]
    assert shown.page.locator("html").get_attribute("lang") == language
    assert shown.page.locator("h1").count() == 1
    levels = [int(h.evaluate("e => e.tagName[1]")) for h in shown.page.locator("h1, h2, h3").all()]
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
