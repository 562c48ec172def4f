"""The report as a web page in a browser: from a folder, without a net, for everybody."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from masterplan.reports import web
from tests.browser.test_every_page import LEVELS
from tests.reports import frozen

WIDTHS = (320, 360, 700, 768, 1100, 1240, 1440)
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ROWS = "#measures > tbody:not([hidden])"


@dataclass
class Opened:
    """A page, and what it asked for and complained about."""

    page: Page
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """The codes of the measures that are shown, in their order."""
        rows = self.page.locator(f"{ROWS} > tr:first-child > th").all_inner_texts()
        return [row.split(" ")[0] for row in rows]


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return frozen.report()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, report: dict[str, Any]) -> Path:
    """A folder with the page of a report, of a draft, of bad texts, and a short one."""
    folder = tmp_path_factory.mktemp("web")
    draft, few = frozen.draft(), short(report)
    for name, data, language in (
        ("report", report, "de"),
        ("draft", draft, "de"),
        ("hostile", frozen.hostile(draft), "de"),
        ("few", few, "de"),
        ("few", few, "en"),
    ):
        (folder / f"{name}-{language}.html").write_bytes(web.render(data, language))
    return folder


def short(report: dict[str, Any]) -> dict[str, Any]:
    """A draft with every kind of piece, but few of each: what looks for barriers looks at all."""
    few = frozen.of_size(3, 1)
    few["meta"] |= {"is_draft": True, "frozen_at": None}
    few["measures"][2]["indicator_list"][0]["series"] = []
    for part in ("announced", "outlook", "changes", "completed", "data_gaps", "topic_areas"):
        few[part] = report[part][:4]
    few["matrix"] = [one for one in report["matrix"] if one["topic_area_code"] in ("BI", "KU")]
    return few


@contextmanager
def opened(
    browser: Browser, file: Path, theme: str = "light", scripts: bool = True
) -> Iterator[Opened]:
    """The page, opened from the folder by a browser that has no net."""
    context = browser.new_context(
        color_scheme="dark" if theme == "dark" else "light",
        viewport={"width": 1440, "height": 900},
        java_script_enabled=scripts,
        offline=True,
    )
    held = Opened(context.new_page())
    held.page.on("request", lambda request: held.requested.append(request.url))
    held.page.on("pageerror", lambda error: held.complaints.append(str(error)))
    held.page.on("console", lambda message: held.complaints.append(message.text))
    held.page.goto(file.as_uri())
    yield held
    context.close()


@pytest.fixture(scope="module")
def german(browser: Browser, folder: Path) -> Iterator[Opened]:
    with opened(browser, folder / "report-de.html") as held:
        yield held


def test_it_asks_for_nothing_and_complains_of_nothing(german: Opened) -> None:
    german.page.evaluate("document.fonts.ready")
    assert german.page.evaluate("document.fonts.check('16px \"IBM Plex Sans\"', 'a')")
    assert [url for url in german.requested if not url.startswith("data:")] == [german.page.url]
    assert not german.complaints


@pytest.mark.parametrize("name", ["report-de", "hostile-de"])
def test_it_does_not_scroll_sideways(browser: Browser, folder: Path, name: str) -> None:
    with opened(browser, folder / f"{name}.html") as held:
        found = {}
        for width in WIDTHS:
            held.page.set_viewport_size({"width": width, "height": 900})
            found[width] = held.page.evaluate(TOO_WIDE)
        assert not any(found.values()), found
        assert not held.complaints


@pytest.mark.parametrize(("name", "theme"), [("few-de", "light"), ("few-en", "dark")])
def test_it_has_no_barrier(browser: Browser, folder: Path, name: str, theme: str) -> None:
    with opened(browser, folder / f"{name}.html", theme) as held:
        held.page.evaluate(
            "document.querySelectorAll('details').forEach(one => { one.open = true; })"
        )
        options = {"runOnly": [*LEVELS, "best-practice"], "resultTypes": ["violations"]}
        answer = Axe().run(held.page, options=options)
    assert answer.response["passes"], "nothing was looked at"
    found = [
        f"{rule['id']}: {node['target']} {node['failureSummary']} {node['html'][:200]}"
        for rule in answer.response["violations"]
        for node in rule["nodes"]
    ]
    assert not found, "\n".join(found[:20])


def test_measures_are_found_by_light_phase_and_words(
    german: Opened, report: dict[str, Any]
) -> None:
    page, measures = german.page, report["measures"]
    assert german.codes == [one["measure_code"] for one in measures]
    page.select_option("[name=light]", "effect off_track")
    page.select_option("[name=phase]", "2")
    expected = [
        one["measure_code"]
        for one in measures
        if one["is_counted"] and one["light_effect"] == "off_track" and one["phase"] == 2
    ]
    assert german.codes == expected and expected
    assert page.locator("#filter [role=status]").inner_text() == f"{len(expected)} von 63 Maßnahmen"
    page.get_by_role("button", name="Alle zeigen").click()
    page.wait_for_function("document.querySelectorAll('#measures > tbody[hidden]').length === 0")
    indicator = measures[20]["indicator_list"][0]["name"]
    page.fill("[name=text]", f"  {indicator.upper()} ")
    assert measures[20]["measure_code"] in german.codes and len(german.codes) < 5
    page.fill("[name=text]", "")


def test_measures_are_sorted_and_come_back(german: Opened, report: dict[str, Any]) -> None:
    page = german.page
    button = page.locator("#measures > thead button").last
    before = german.codes
    place = {one["measure_code"]: one["mean_position"] for one in report["measures"]}
    known = sorted(value for value in place.values() if value is not None)
    button.focus()
    for order in (known, known[::-1]):
        page.keyboard.press("Enter")
        values = [place[code] for code in german.codes]
        assert values == order + [None] * (len(values) - len(known))
    assert page.locator("#measures > thead th").last.get_attribute("aria-sort") == "descending"
    page.keyboard.press("Enter")
    assert german.codes == before


def test_a_measure_is_unfolded_by_keyboard(german: Opened) -> None:
    page = german.page
    summary = page.locator("#measures summary").first
    chart = page.locator("#measures figure.chart").first
    assert not chart.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert chart.is_visible()
    chart.locator("summary").click()
    height = chart.locator("tbody tr").first.evaluate("row => row.offsetHeight")
    assert height < 40, "the numbers behind a chart stand in lines, also within a table"
    summary.focus()
    page.keyboard.press("Enter")
    assert not chart.is_visible()


def test_the_first_stop_leads_past_the_contents(browser: Browser, folder: Path) -> None:
    with opened(browser, folder / "report-de.html") as held:
        held.page.keyboard.press("Tab")
        held.page.keyboard.press("Enter")
        assert held.page.evaluate("document.activeElement.id") == "content"


def test_without_its_script_everything_is_there(browser: Browser, folder: Path) -> None:
    with opened(browser, folder / "report-de.html", scripts=False) as held:
        page = held.page
        assert not page.locator("#filter").is_visible()
        assert page.locator("#measures > tbody").count() == 63
        page.locator("#measures summary").first.click()
        assert page.locator("#measures figure.chart").first.is_visible()
        page.locator("nav a").nth(3).click()
        assert page.url.endswith("#chapter-4")


def test_a_draft_says_so_on_the_screen_and_on_every_sheet(browser: Browser, folder: Path) -> None:
    with opened(browser, folder / "draft-de.html", "dark") as held:
        held.page.evaluate("window.scrollTo(0, 9000)")
        assert held.page.locator("header .stamp").is_visible()
        printed = held.page.pdf(prefer_css_page_size=True)
        held.page.emulate_media(media="print")
        ink = held.page.evaluate("getComputedStyle(document.body).color")
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(printed)).pages]
    assert len(sheets) > 10
    for sheet in sheets:
        assert "Entwurf · Stand: 30.09.2026" in sheet and "ENTWURF" in sheet
    assert ink == "rgb(23, 33, 43)", "paper is white, whatever the screen is"
