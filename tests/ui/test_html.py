"""The small pieces of HTML: whatever the data say, they say it as text; each light has its word."""

from __future__ import annotations

import base64
import math
import re
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from masterplan.ui import html
from masterplan.ui.html import ASPECTS, Column
from masterplan.vocabulary import Light
from tests.ui.markup import Markup

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></tr></table>",
    "&lt;b&gt;",
    "{name} %s \\",
    "Größe & Maß",
]


def counts(**some: int) -> dict[str, int]:
    """Counts per light, 0 for those that are not named."""
    return {light.code: some.get(light.code, 0) for light in Light}


@given(st.text())
def test_escaped_text_reads_as_it_was(text: str) -> None:
    markup = Markup(f'<p title="{html.esc(text)}">{html.esc(text)}</p>')
    (paragraph,) = markup.elements
    assert "<" not in html.esc(text) and '"' not in html.esc(text)
    assert paragraph.words == " ".join(text.replace("\r", "\n").split()) or "\x00" in text


@pytest.mark.parametrize("nothing", [None, math.nan, pd.NA, pd.NaT], ids=repr)
def test_nothing_is_no_text(nothing: object) -> None:
    assert html.esc(nothing) == ""


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (False, "False"), (2.5, "2.5"), ("", "")])
def test_what_is_something_is_text(value: object, text: str) -> None:
    assert html.esc(value) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_every_piece(text: str) -> None:
    pieces = [
        html.heading(text),
        html.section(text, text),
        html.blank(text, text, text, text),
        html.anchor(text, html.esc(text)),
        html.facts([(text, html.esc(text))]),
        html.bar(counts(achieved=2), "de", text),
        html.sparkline([1.0, 2.0], 3.0, ("#000", "#999"), text),
        html.table(text, [Column(text, lambda row: html.esc(row["x"]))], [{"x": text}]),
    ]
    expected = {"div", "h1", "h2", "p", "a", "dl", "dt", "dd", "i", "b", "img"}
    expected |= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
    for piece in pieces:
        markup = Markup(piece)
        assert {element.tag for element in markup.elements} <= expected
        names = {name for element in markup.elements for name in element.attributes}
        assert not [name for name in names if name.startswith("on")]
        said = [element.words for element in markup.elements]
        said += [value for element in markup.elements for value in element.attributes.values()]
        assert any(" ".join(text.split()) in " ".join(one.split()) for one in said)


@pytest.mark.parametrize("light", Light, ids=lambda light: light.code)
@pytest.mark.parametrize("language", ["de", "en"])
def test_light_is_shape_and_word(light: Light, language: str) -> None:
    markup = Markup(html.light(light.code, language))
    assert markup.elements[0].words == light.label(language)
    (shape,) = markup.all("i")
    assert light.code in shape.attributes["class"] and shape.attributes["aria-hidden"] == "true"
    (named,) = [e for e in Markup(html.symbol(light.code, language)).elements if e.tag == "span"]
    assert named.attributes["aria-label"] == light.label(language)


def test_every_light_has_a_shape_of_its_own() -> None:
    css = Path(html.__file__).with_name("style.css").read_text(encoding="utf-8")
    shapes = [
        re.findall(rf"\.mp-icon\.{light.code} {{ --shape: (url\(.+?\)); }}", css) for light in Light
    ]
    assert all(len(found) == 1 for found in shapes)
    assert len({found[0] for found in shapes}) == len(shapes)


def test_bar_says_its_numbers() -> None:
    markup = Markup(html.bar(counts(achieved=5, at_risk=2, not_assessable=1), "de", "Wirkung"))
    bar, *_ = markup.elements
    words = "Wirkung: 5 erreicht, 2 gefährdet, 1 keine Bewertung möglich"
    assert bar.attributes["aria-label"] == words and bar.attributes["role"] == "img"
    pieces = [(piece.attributes["style"], piece.words) for piece in markup.all("i")]
    assert pieces == [("flex:5", "5"), ("flex:2", "2"), ("flex:1", "1")]


def test_bar_of_nothing_has_no_pieces() -> None:
    assert not Markup(html.bar(counts(), "de", "Wirkung")).all("i")


def test_what_says_nothing_is_not_assessed() -> None:
    every = {light.code: 1 for light in Light}
    assert html.assessed(every) == 4
    assert html.assessed(counts(suspended=3, not_assessable=2)) == 0


def test_table_leaves_out_columns_that_say_nothing() -> None:
    columns = [
        Column("Name", lambda row: row["name"], is_header=True),
        Column("Leer", lambda row: ""),
        Column("Zahl", lambda row: row["number"], is_number=True),
    ]
    rows = [{"name": "a", "number": ""}, {"name": "b", "number": "2"}]
    (table,) = Markup(html.table("Titel", columns, rows)).tables
    assert (table.caption, table.headings) == ("Titel", ["Name", "Zahl"])
    assert table.rows == [["a", ""], ["b", "2"]]


def test_table_names_rows_and_cells() -> None:
    columns = [
        Column("Name", lambda row: row["name"], is_header=True),
        Column("Zahl", lambda row: row["number"], is_number=True),
    ]
    markup = Markup(html.table("Titel", columns, [{"name": "a", "number": "1"}]))
    scopes = [cell.attributes.get("scope") for cell in markup.all("th")]
    assert scopes == ["col", "col", "row"]
    (cell,) = markup.all("td")
    assert cell.attributes["data-label"] == "Zahl", "on a phone the heading stands in the card"


def test_facts_without_a_value_are_left_out() -> None:
    markup = Markup(html.facts([("a", "1"), ("b", ""), ("c", "3")]))
    assert [term.words for term in markup.all("dt")] == ["a", "c"]


def test_blank_page_leads_on_only_where_there_is_a_way() -> None:
    assert not Markup(html.blank("a", "b")).links
    assert Markup(html.blank("a", "b", "measures?x=1&y=2", "c")).links == [
        ("c →", "measures?x=1&y=2")
    ]


def drawn(values: list[float], target: float | None) -> ElementTree.Element:
    """The picture inside a sparkline."""
    (picture,) = Markup(html.sparkline(values, target, ("#000", "#999"), "Werte")).all("img")
    assert picture.attributes["alt"] == "Werte"
    encoded = picture.attributes["src"].removeprefix("data:image/svg+xml;base64,")
    return ElementTree.fromstring(base64.b64decode(encoded))


@pytest.mark.parametrize("values", [[], [1.0], [math.nan, 1.0], [math.nan] * 3], ids=str)
def test_one_point_makes_no_line(values: list[float]) -> None:
    assert html.sparkline(values, 5.0, ("#000", "#999"), "x") == ""


@pytest.mark.parametrize("target", [None, math.nan, 0.0, 1e9, -5.0])
@pytest.mark.parametrize(
    "values",
    [[1.0, 2.0], [5.0, 5.0], [0.0, 0.0], [-1e15, 1e15], [1e-12, 2e-12], [1.0, math.nan, 3.0]],
    ids=str,
)
def test_sparkline_stays_in_its_frame(values: list[float], target: float | None) -> None:
    picture = drawn(values, target)
    dotted, line, _dot = list(picture)
    points = [tuple(map(float, pair.split())) for pair in line.attrib["d"].strip("M").split("L")]
    assert len(points) == sum(value == value for value in values)
    assert all(0 <= x <= 100 and 0 <= y <= 24 for x, y in points)
    assert (dotted.attrib["d"] == "") == (target is None or math.isnan(target))


def test_sparkline_rises_where_values_rise() -> None:
    line = list(drawn([1.0, 2.0, 3.0], None))[1].attrib["d"]
    heights = [float(pair.split()[1]) for pair in line.strip("M").split("L")]
    assert heights == sorted(heights, reverse=True), "up is a smaller number in a picture"


@pytest.mark.parametrize(
    ("position", "text"),
    [(None, "–"), (math.nan, "–"), (0.0, "0\u202f%"), (1.5, "150\u202f%"), (-2.0, "−200\u202f%")],
)
def test_position_is_not_clamped(position: float | None, text: str) -> None:
    assert html.position_text(position, "de") == text


@pytest.mark.parametrize("language", ["de", "en"])
def test_aspects_have_names_of_their_own(language: str) -> None:
    assert len({html.aspect_name(aspect, language) for aspect in ASPECTS}) == 3
