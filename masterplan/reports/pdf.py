"""The report for the council as a PDF (PDF/UA-1 and PDF/A-2a): frozen data in, bytes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from masterplan.reports import (
    blocks,
    chapters_ahead,
    chapters_course,
    chapters_front,
    chapters_measures,
    glyphs,
    headings,
    paper,
    typesetting,
)
from masterplan.reports.blocks import Block
from masterplan.reports.wording import Words
from masterplan.texts import mark

_TEMPLATE = "report.typ"
_LINE = 90
"""Letters that the head and the foot of a page have room for."""
_REGIONS = {"de": "DE", "en": "GB"}


def render(data: Mapping[str, Any], language: str) -> bytes:
    """The report as a PDF; the same data gives the same bytes.

    Raises NotSet where it cannot be set.
    """
    return typesetting.pdf(_TEMPLATE, document(data, language))


def pages_png(data: Mapping[str, Any], language: str, ppi: float = 60) -> list[bytes]:
    """The pages of the report as pictures (PNG)."""
    return typesetting.pictures(_TEMPLATE, document(data, language), ppi)


def not_printable(data: Mapping[str, Any]) -> list[str]:
    """The characters of the data that the typeface has not, as readers can look them up."""
    missing: set[str] = set()
    paper.printable(data, missing)
    return [glyphs.name(character) for character in sorted(missing)]


def document(data: Mapping[str, Any], language: str) -> dict[str, Any]:
    """All that the report says, ready to be printed."""
    words = Words(language)
    missing: set[str] = set()
    told = paper.printable(dict(data), missing)
    meta = told["meta"]
    title = headings.title(meta, words)
    return {
        "lang": language,
        "region": _REGIONS[language],
        "title": title,
        "subtitle": headings.subtitle(meta),
        "author": meta["plan_title"],
        "eyebrow": words(mark("Report to the council")),
        "date": [int(part) for part in meta["reporting_date"].split("-")],
        "draft": words(mark("Draft")) if meta["is_draft"] else None,
        "running": paper.short(meta["plan_title"], _LINE),
        "as_of": headings.as_of(meta, words),
        "foot": paper.short(" · ".join(part for part in (title, meta["paper"]) if part), _LINE),
        "page_of": words(mark("Page {page} of {pages}"), page="{page}", pages="{pages}"),
        "facts": [[name, value] for name, value in headings.facts(meta, words)],
        "cover": blocks.drawn([chapters_front.mosaic(told["phases"], words)]),
        "chapters": _chapters(told, words, [glyphs.name(one) for one in sorted(missing)]),
    }


def _chapters(data: Mapping[str, Any], words: Words, replaced: list[str]) -> list[Block]:
    pages = {code: f"measure-{number}" for number, code in enumerate(data["critical"])}
    contents = blocks.chapter(
        words(mark("Contents")), [{"kind": "contents", "depth": 1}], True, is_numbered=False
    )
    chapters = [
        *chapters_front.summary(data, words, pages),
        contents,
        chapters_front.guide(words),
        chapters_front.matrix(data, words),
        chapters_front.progress(data, words),
        chapters_measures.every(data, words, pages),
        chapters_course.changes(data, words),
        chapters_measures.critical(data, words, pages),
        chapters_course.closed(data, words),
        chapters_ahead.decisions(data, words),
        chapters_ahead.announced(data, words),
        chapters_course.gaps(data, words),
        chapters_ahead.outlook(data, words),
        chapters_course.method(data, words, replaced),
        chapters_course.abbreviations(words),
    ]
    return [one for one in chapters if one]
