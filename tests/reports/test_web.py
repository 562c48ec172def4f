"""The report as a web page: whole in one file, the same again, with the snapshot's numbers."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from lxml.html import HtmlElement

from masterplan import texts
from masterplan.reports import pdf, web, web_markup
from masterplan.reports.formats import FORMATS
from masterplan.reports.wording import ASPECTS, Words
from masterplan.vocabulary import Light
from tests.reports import frozen
from tests.test_palette import CSS as STYLE_OF_THE_APP
from tests.test_palette import ROLES

ROOT = Path(__file__).parents[2]
LARGEST = 3_000_000
"""Bytes of the sample's page: a mail takes it, and a browser opens it at once."""


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return frozen.report()


@pytest.fixture(scope="module")
def german(report: dict[str, Any]) -> bytes:
    return web.render(report, "de")


@pytest.fixture(scope="module")
def page(german: bytes) -> HtmlElement:
    return parsed(german)


@pytest.fixture(scope="module")
def hostile() -> HtmlElement:
    return parsed(web.render(frozen.hostile(frozen.draft()), "de"))


def parsed(content: bytes) -> HtmlElement:
    """The page as a tree; this parser does not know that a wbr holds nothing."""
    return lxml.html.fromstring(content.decode().replace("<wbr>", ""))


def told(element: HtmlElement) -> str:
    """The text of an element, its blanks made one."""
    return re.sub(r"\s+", " ", str(element.text_content())).strip()


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_it_is_one_file_of_a_size_to_be_sent(german: bytes) -> None:
    assert FORMATS["html"].module == "masterplan.reports.web"
    assert len(german) < LARGEST


def test_nothing_in_it_leads_outside(page: HtmlElement, german: bytes) -> None:
    names = {value for one in page.iter() for name, value in one.items() if name == "id"}
    for one in page.iter():
        for name, value in one.items():
            assert not name.startswith("on") and name != "style", (one.tag, name)
            if name in ("href", "src", "action"):
                assert value == "data:," or value[0] == "#" and value[1:] in names, value
    assert set(re.findall(rb"url\((?!\"?(?:data:|#))", german)) == set()


def test_the_browser_may_run_nothing_but_its_one_script(page: HtmlElement) -> None:
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (own,) = page.iter(tag)
        digest = base64.b64encode(hashlib.sha256(own.text.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"


def test_it_has_the_chapters_of_the_pdf_in_their_order(
    page: HtmlElement, report: dict[str, Any]
) -> None:
    expected = [one["title"] for one in pdf.document(report, "de")["chapters"]]
    expected.remove("Inhalt")
    assert [told(one) for one in page.iter("h2")] == expected
    assert [told(one) for one in page.xpath("//nav/ol/li/a")] == expected


def test_what_identifies_it_stands_on_top(page: HtmlElement, report: dict[str, Any]) -> None:
    cover = told(page.find_class("cover")[0])
    meta = report["meta"]
    for fact in ("Zwischenbericht 2026", "0815-26", "30.09.2026", "20.10.2026, 08:00 UTC", "Nr. 3"):
        assert fact in cover
    assert meta["sha256"] in without_blanks(cover)


def test_each_measure_is_told_as_the_snapshot_has_it(
    page: HtmlElement, report: dict[str, Any]
) -> None:
    words = Words("de")
    bodies = page.get_element_by_id("measures").findall("tbody")
    for one, body in zip(report["measures"], bodies, strict=True):
        heading, *cells = (told(cell) for cell in body[0])
        lights = (
            [words.light(one[f"light_{aspect}"]) for aspect in ASPECTS]
            if one["is_counted"]
            else ["nicht gezählt", "–", "–"]
        )
        assert heading.startswith(f"{one['measure_code']} {one['title']}")
        assert cells == [
            one["topic_area"],
            str(one["phase"]),
            words.state(one["state"]),
            *lights,
            told(lxml.html.fromstring(f"<p>{words.percent(one['mean_position'])}</p>")),
        ]
        drawn = body.xpath(".//figure[contains(@class, 'chart')]")
        assert len(drawn) == sum(bool(its["series"]) for its in one["indicator_list"])
        for its in one["indicator_list"]:
            assert its["name"] in told(body)


def test_every_value_of_an_indicator_stands_behind_its_chart(
    page: HtmlElement, report: dict[str, Any]
) -> None:
    words = Words("de")
    bodies = page.get_element_by_id("measures").findall("tbody")
    values = 0
    for one, body in zip(report["measures"], bodies, strict=True):
        charts = iter(body.xpath(".//figure[contains(@class, 'chart')]"))
        for indicator in one["indicator_list"]:
            if not indicator["series"]:
                continue
            rows = [[told(cell) for cell in row] for row in next(charts).xpath(".//tbody/tr")]
            observed = [row[:2] for row in rows if row[1] != "–"]
            expected = [
                [words.date(its["observed_on"]), words.number(its["value"])]
                for its in indicator["series"]
            ]
            assert observed == expected
            for target in indicator["targets"]:
                if target["target_value"] is not None and not target["is_original"]:
                    assert any(words.number(target["target_value"]) in row[3] for row in rows)
            values += len(observed)
    assert values > 1000


def test_funds_and_counts_are_those_of_the_snapshot(
    page: HtmlElement, report: dict[str, Any]
) -> None:
    tables = {told(one.find("caption")): one for one in page.iter("table")}
    for caption, groups in (
        ("Mittel je Phase in Euro", report["phases"]),
        ("Mittel je Themenfeld in Euro", report["topic_areas"]),
        ("Mittel je Jahr in Euro", [*report["funds"]["by_year"], report["funds"]["total"]]),
    ):
        rows = tables[caption].xpath("./tbody/tr")
        for group, row in zip(groups, rows, strict=True):
            names = ("planned_eur", "spent_eur", "forecast_eur", "grants_eur")
            expected = [texts.number(group[name], "de", 0) for name in names]
            assert [told(cell) for cell in row.findall("td")] == expected
    lights = [one for one in Light if any(report["standing"][a].get(one.code) for a in ASPECTS)]
    rows = tables["Maßnahmen nach Ampel"].xpath("./tbody/tr")
    for aspect, row in zip(ASPECTS, rows, strict=True):
        counted = report["standing"][aspect]
        assert [told(cell) for cell in row[1:]] == [str(counted.get(one.code, 0)) for one in lights]


def test_drawings_are_told_with_their_numbers(page: HtmlElement) -> None:
    drawn = page.xpath("//*[@role='img']")
    assert len(drawn) > 150
    for one in drawn:
        assert re.search(r"\d", one.get("aria-label"))
        figure = next(one.iterancestors("figure"), None)
        assert figure is None or figure.xpath("./details//table")


def test_a_light_is_never_a_sign_alone(page: HtmlElement) -> None:
    for one in page.xpath("//*[contains(concat(' ', @class, ' '), ' sign ')]"):
        assert told(one.getparent().getparent()), "no word stands beside it"
        assert one.get("aria-hidden") == "true"


def test_tables_have_captions_and_scopes(page: HtmlElement) -> None:
    tables = list(page.iter("table"))
    assert len(tables) > 200
    for one in tables:
        assert told(one.find("caption"))
        assert {cell.get("scope") for cell in one.xpath("./thead/tr/th")} == {"col"}
        assert {cell.get("scope") for cell in one.xpath("./tbody/tr/th")} == {"row"}


def test_headings_are_in_order_and_names_are_given_once(page: HtmlElement) -> None:
    levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    names = page.xpath("//@id")
    assert len(names) == len(set(names))


def test_only_a_draft_says_so(page: HtmlElement) -> None:
    draft = parsed(web.render(frozen.draft(), "en"))
    assert draft.get("lang") == "en" and told(draft.find(".//title")).startswith("Draft")
    assert len(draft.find_class("stamp")) == 3 and draft.find_class("watermark")
    assert '@top-right { content: "Draft · ' in draft.find(".//style").text
    assert not page.find_class("stamp") and not page.find_class("watermark")
    assert '@top-right { content: "Stand: ' in page.find(".//style").text


def test_hostile_text_is_text(hostile: HtmlElement) -> None:
    assert len(list(hostile.iter("script"))) == 1
    assert "alert" not in hostile.find(".//script").text
    assert "panic" not in hostile.find(".//style").text
    told_here = str(hostile.text_content())
    assert told_here.count("<script>alert(1)</script>") > 100
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u200b]", told_here)
    assert "😀" in told_here and "العربية" in told_here  # a browser has typefaces for them


def test_half_a_character_and_endless_words_do_no_harm() -> None:
    data = frozen.draft()
    data["texts"]["summary"] = "\ud83d " + "W" * 10_000
    content = web.render(data, "de")
    assert "\ufffd " + "W" * 10_000 in parsed(content).text_content()
    assert not re.search(rb"W{41}", content), "no place to part"


def test_a_report_on_a_plan_that_is_only_beginning() -> None:
    page = parsed(web.render(frozen.early(), "de"))
    assert len(page.get_element_by_id("measures").findall("tbody")) == len(
        frozen.early()["measures"]
    )


def test_colours_and_signs_are_those_of_the_app(german: bytes) -> None:
    style = re.search(r"<style>(.*)</style>", german.decode(), re.S)
    assert style
    light, dark = re.findall(r":root {(.*?)}", style[1], re.S)
    for role, colours in ROLES.items():
        for declared, colour in zip((light, dark), colours.split(", "), strict=True):
            assert re.search(rf"--{role}: {colour};", declared), role
    for code, path in re.findall(r"\.mp-icon\.(\w+) {.*?d='([^']+)'", STYLE_OF_THE_APP):
        assert web_markup.SHAPES[code] == path
