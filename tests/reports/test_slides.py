"""The slides: few, with charts that can be edited, the snapshot's numbers, and the same again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from masterplan.reports import slides
from masterplan.reports.wording import Words
from masterplan.vocabulary import Light
from tests.reports import frozen

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return frozen.report()


@pytest.fixture(scope="module")
def german(report: dict[str, Any]) -> bytes:
    return slides.render(report, "de")


@pytest.fixture(scope="module")
def deck(german: bytes) -> Any:
    return Presentation(io.BytesIO(german))


@pytest.fixture(scope="module")
def hostile() -> Any:
    return Presentation(io.BytesIO(slides.render(frozen.hostile(frozen.report()), "en")))


def charts(deck: Any) -> Iterator[Any]:
    return (shape for slide in deck.slides for shape in slide.shapes if shape.has_chart)


def titled(deck: Any, title: str) -> Any:
    return next(slide for slide in deck.slides if slide.shapes.title.text == title)


@pytest.mark.parametrize("name", ["deck", "hostile"])
def test_each_slide_has_title_number_and_origin(name: str, request: pytest.FixtureRequest) -> None:
    found = request.getfixturevalue(name)
    assert 10 <= len(found.slides) <= slides.MOST
    for slide in found.slides:
        assert slide.shapes.title.text.strip()
        assert frozen.report()["meta"]["sha256"] in slide.notes_slide.notes_text_frame.text
        kinds = [shape.placeholder_format.type.name for shape in slide.placeholders]
        assert {"SLIDE_NUMBER", "FOOTER"} <= set(kinds)


@pytest.mark.parametrize("name", ["deck", "hostile"])
def test_everything_drawn_lies_on_the_slide_and_is_described(
    name: str, request: pytest.FixtureRequest
) -> None:
    found = request.getfixturevalue(name)
    assert (found.slide_width, found.slide_height) == (12191695, 6858000)
    for slide in found.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= found.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= found.slide_height
            if shape.has_chart or shape.has_table:
                described = shape._element.xpath("./p:nvGraphicFramePr/p:cNvPr/@descr")
                assert described and described[0].strip()


def test_charts_hold_the_numbers_of_the_snapshot(deck: Any, report: dict[str, Any]) -> None:
    words = Words("de")
    chart = next(one for one in titled(deck, "Umsetzung nach Themenfeld").shapes if one.has_chart)
    held = {
        series.name: dict(zip(chart.chart.plots[0].categories, series.values, strict=True))
        for series in chart.chart.plots[0].series
    }
    for area in report["topic_areas"]:
        for light in Light:
            drawn = held.get(words.light(light.code), {}).get(area["title"], 0)
            assert drawn == area["delivery"][light.code]
    funds = next(
        one for one in titled(deck, "Mittel je Jahr in Tausend Euro").shapes if one.has_chart
    )
    spent = {series.name: series.values for series in funds.chart.plots[0].series}["Ist"]
    assert list(spent) == [year["spent_eur"] for year in report["funds"]["by_year"]]


def test_charts_can_be_edited(deck: Any) -> None:
    found = list(charts(deck))
    assert len(found) >= 5
    for shape in found:
        book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        series = shape.chart.plots[0].series
        assert book.active.max_column == len(series) + 1


def test_the_weakest_indicator_is_drawn_and_comes_from_a_cell(
    deck: Any, report: dict[str, Any]
) -> None:
    code = report["critical"][0]
    measure = next(one for one in report["measures"] if one["measure_code"] == code)
    slide = next(one for one in deck.slides if one.shapes.title.text.startswith(code))
    chart = next(one.chart for one in slide.shapes if one.has_chart)
    indicator = next(
        one
        for one in measure["indicator_list"]
        if one["indicator_code"] == measure["worst_indicator_code"]
    )
    values = [value for value in chart.plots[0].series[0].values if value is not None]
    assert values == [one["value"] for one in indicator["series"]]
    origin = slide.notes_slide.notes_text_frame.text
    assert indicator["last_file_name"] in origin and indicator["last_cell"] in origin


def test_nothing_of_a_machine_or_its_clock_is_kept(german: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(german)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-09-30T00:00:00Z" in archive.read("docProps/core.xml")


def test_a_draft_says_so_on_every_slide() -> None:
    draft = Presentation(io.BytesIO(slides.render(frozen.draft(), "de")))
    for slide in draft.slides:
        feet = [
            one.text_frame.text for one in slide.placeholders if "ENTWURF" in one.text_frame.text
        ]
        assert feet
