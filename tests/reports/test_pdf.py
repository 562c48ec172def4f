"""The PDF for the council: valid, accessible, the same again, and with the snapshot's numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdf
import pytest

from masterplan import texts
from masterplan.reports import glyphs, pdf, typesetting
from masterplan.reports.wording import Words
from masterplan.vocabulary import Light
from tests.reports import frozen

ROOT = Path(__file__).parents[2]
NUMBER = re.compile(r"[−]?\d+(?:[.,]\d+)*")


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return frozen.report()


@pytest.fixture(scope="module")
def german(report: dict[str, Any]) -> bytes:
    return pdf.render(report, "de")


@pytest.fixture(scope="module")
def draft() -> bytes:
    return pdf.render(frozen.draft(), "en")


@pytest.fixture(scope="module")
def hostile() -> bytes:
    return pdf.render(frozen.hostile(frozen.draft()), "de")


@pytest.fixture(scope="module")
def pages(german: bytes) -> list[str]:
    return told(german)


def told(content: bytes) -> list[str]:
    """The text of each page, without the marks of possible line ends."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    return [
        re.sub("[\u00ad\u200b]", "", one.extract_text()).replace("\u00a0", " ")
        for one in reader.pages
    ]


def elements(content: bytes, kind: str) -> Iterator[Any]:
    """The elements of a kind in the tree of the document's structure."""
    with pikepdf.open(io.BytesIO(content)) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == kind and "/P" in one:
                yield one


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", ["german", "draft", "hostile"])
def test_it_is_valid(name: str, profile: str, request: pytest.FixtureRequest) -> None:
    found = page.validate_pdf_bytes(request.getfixturevalue(name), profile=profile)
    assert found.is_compliant, [failure.message for failure in found.failures]


def test_every_figure_tells_its_numbers(german: bytes) -> None:
    alternatives = [str(one.get("/Alt", "")) for one in elements(german, "/Figure")]
    assert len(alternatives) > 20
    assert all(re.search(r"\d", one) for one in alternatives)


def test_an_indicator_is_told_with_value_target_and_path(
    german: bytes, report: dict[str, Any]
) -> None:
    words = Words("de")
    alternatives = [str(one.get("/Alt", "")) for one in elements(german, "/Figure")]
    measure = next(
        one for one in report["measures"] if one["measure_code"] == report["critical"][0]
    )
    for indicator in measure["indicator_list"]:
        own = next(one for one in alternatives if indicator["name"] in one)
        assert words.number(indicator["last_value"]) in own
        assert f"Ziel: {words.number(indicator['target_value'])}" in own


def test_tables_have_headings_of_columns_and_rows(german: bytes) -> None:
    scopes = []
    with pikepdf.open(io.BytesIO(german)) as document:
        tables = [
            one
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Table" and "/P" in one
        ]
        for table in tables:
            parts = {str(part.S): part for part in table.K}
            assert {"/THead", "/TBody"} <= set(parts)
            for row in parts["/TBody"].K:
                kinds = [str(cell.S) for cell in row.K]
                assert kinds == ["/TH"] + ["/TD"] * (len(kinds) - 1)
                scopes += [str(own.Scope) for own in row.K[0].A if "/Scope" in own]
    assert len(tables) > 20
    assert set(scopes) == {"/Row"}


def test_it_can_be_found_in_and_read_aloud(german: bytes, draft: bytes) -> None:
    for content, language in ((german, "de-DE"), (draft, "en-GB")):
        with pikepdf.open(io.BytesIO(content)) as document:
            assert str(document.Root.Lang) == language
            assert document.Root.MarkInfo.Marked
            assert document.Root.ViewerPreferences.DisplayDocTitle
            assert document.open_metadata()["pdfuaid:part"] == "1"
            with document.open_outline() as outline:
                titles = [str(one.title) for one in outline.root]
            assert len(titles) >= 12
            for sheet in document.pages:
                assert sheet.Tabs == "/S"
                fonts = sheet.Resources.get("/Font", {})
                for font in fonts.values():
                    held = font.DescendantFonts[0].FontDescriptor
                    assert "/FontFile2" in held or "/FontFile3" in held


def test_chapters_are_bookmarks_and_none_is_left_alone(german: bytes, pages: list[str]) -> None:
    with pikepdf.open(io.BytesIO(german)) as document, document.open_outline() as outline:
        titles = [re.sub(r"^\d+\s", "", str(one.title)) for one in outline.root]
    for title in titles:
        own = [text for text in pages[3:] if re.search(rf"^\d+\s*{re.escape(title)}", text, re.M)]
        for text in own:
            after = text.split(title, 1)[1]
            assert len(after) > 60, f"{title} stands alone at the end of a page"


def test_no_page_is_empty(pages: list[str]) -> None:
    assert all(len(text) > 150 for text in pages[1:])


def test_only_a_draft_says_so_on_every_page(draft: bytes, pages: list[str]) -> None:
    assert all("DRAFT" in text.upper() for text in told(draft))
    assert not any("ENTWURF" in text for text in pages)


def allowed(data: Any, language: str) -> Iterator[str]:
    """Every way in which the report may write something of the data."""
    if isinstance(data, dict):
        for value in data.values():
            yield from allowed(value, language)
    elif isinstance(data, list):
        for value in data:
            yield from allowed(value, language)
    elif isinstance(data, str):
        yield data
        if re.match(r"\d{4}-\d\d-\d\d", data):
            yield Words(language).date(data)
            yield data[:4]
            yield data[11:16]
    elif data is not None and not isinstance(data, bool):
        yield texts.number(data, language)
        yield texts.number(data, language, 0)
        yield texts.computed(data, language)
        yield texts.percent(data, language)
        yield texts.percent(data / 100, language)


def test_no_number_is_there_that_the_snapshot_has_not(
    report: dict[str, Any], pages: list[str]
) -> None:
    known = {number for text in allowed(report, "de") for number in NUMBER.findall(text)}
    standing = report["standing"]
    good = ("achieved", "on_track")
    assessed = sum(n for light, n in standing["effect"].items() if Light.of(light).is_assessed)
    known |= {str(sum(standing[aspect][light] for light in good)) for aspect in standing if
              aspect in ("delivery", "effect")}  # fmt: skip
    known |= {str(assessed), "256"}  # SHA-256
    known |= {number for group in re.findall("........", report["meta"]["sha256"])
              for number in NUMBER.findall(group)}  # fmt: skip
    chapters = {str(number) for number in range(1, 16)}
    for number, text in enumerate(pages, 1):
        ours = chapters | {str(number), str(len(pages))}
        if "Inhalt" in text:
            ours |= {str(one) for one in range(len(pages) + 1)}
        year_ahead = {"30.09.2027"} if "bis zum 30.09.2027" in text else set()
        found = set(NUMBER.findall(text)) - known - ours - year_ahead
        assert not found, f"page {number}"


def test_each_measure_is_told_as_the_snapshot_has_it(
    report: dict[str, Any], pages: list[str]
) -> None:
    words = Words("de")
    table = re.sub(r"\s+", " ", " ".join(pages)).split("Alle Maßnahmen")[-1]
    table = table.split("Kritische Maßnahmen")[0]
    at = {one["measure_code"]: table.find(one["measure_code"]) for one in report["measures"]}
    ends = sorted(at.values())
    assert ends[0] >= 0
    for one in report["measures"]:
        start = at[one["measure_code"]]
        row = table[start : next((end for end in ends if end > start), start + 200)]
        assert words.state(one["state"]) in row, row
        assert words.percent(one["mean_position"]).replace("\u202f", " ") in row, row
        if one["is_counted"]:
            lights = [words.light(one[f"light_{aspect}"]) for aspect in ("delivery", "effect")]
            assert all(re.sub(r"[\s-]", "", light) in re.sub(r"[\s-]", "", row) for light in lights)


def test_funds_are_told_to_the_euro(report: dict[str, Any], pages: list[str]) -> None:
    text = " ".join(pages)
    for group in [*report["phases"], *report["topic_areas"], *report["funds"]["by_year"]]:
        for name in ("planned_eur", "spent_eur", "forecast_eur", "grants_eur"):
            assert texts.number(group[name], "de", 0) in text


def test_missing_characters_are_visible_and_reported(hostile: bytes) -> None:
    text = " ".join(told(hostile))
    assert "U+1F600 GRINNING FACE" in text
    assert "\u202e" not in text and glyphs.REPLACEMENT in text
    assert "U+1F600 GRINNING FACE" in pdf.not_printable(frozen.hostile(frozen.draft()))
    assert not pdf.not_printable(frozen.report())


def test_hostile_text_is_told_as_it_is(hostile: bytes) -> None:
    assert "<script>alert(1)</script>" in re.sub(r"\s", "", " ".join(told(hostile)))


def test_every_character_that_counts_as_known_can_be_set() -> None:
    data = frozen.draft()
    data["texts"]["summary"] = " ".join(
        "".join(one) for one in zip(*[iter(sorted(glyphs.known()))] * 10, strict=False)
    )
    assert pdf.render(data, "de")


def test_a_warning_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    document = pdf.document(frozen.draft(), "de") | {"lang": "no language"}
    with pytest.raises(typesetting.NotSet) as failed:
        typesetting.pdf("report.typ", document)
    assert failed.value.reason
    assert "\n" not in failed.value.text("de")


def test_a_block_of_another_kind_is_no_silence() -> None:
    document = pdf.document(frozen.draft(), "de")
    document["cover"].append({"kind": "unheard"})
    with pytest.raises(typesetting.NotSet, match="could not be set") as failed:
        typesetting.pdf("report.typ", document)
    assert "unheard" in failed.value.reason


def test_pages_are_pictures() -> None:
    pictures = pdf.pages_png(frozen.draft(), "de", ppi=20)
    assert len(pictures) > 10
    assert all(one.startswith(b"\x89PNG") for one in pictures)
