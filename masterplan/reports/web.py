"""The report as a web page: one file that needs nothing else, and works without its script.

Frozen data in, bytes out. It says what the PDF says, block by block; the table of all measures can
be searched, filtered, sorted and unfolded besides.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from masterplan.reports import glyphs, paper, pdf, web_measures
from masterplan.reports.blocks import Block
from masterplan.reports.web_blocks import chapter, facts, shown
from masterplan.reports.web_markup import definitions, told, value
from masterplan.reports.wording import Words
from masterplan.texts import mark

_TEMPLATES = Path(__file__).parent / "templates"
_FONTS = Path(__file__).parents[2] / "static"
_FACES = (
    ("latin", "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02DC, U+2000-206F, U+20AC, U+2122, U+2212"),
    ("latin-ext", "U+0100-02BA, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0"),
)
"""The typeface of the app, in two files that a browser reads as far as it needs them."""


def render(data: Mapping[str, Any], language: str) -> bytes:
    """The report as HTML; the same data gives the same bytes."""
    words = Words(language)
    told_data = paper.printable(dict(data), set(), fit=glyphs.harmless)
    document = pdf.composed(told_data, language, every=web_measures.every)
    style, script = _style(document, words), _text("web.js")
    body = "\n".join(_body(document, words))
    title = " · ".join(
        part for part in (document["draft"], document["title"], document["running"]) if part
    )
    page = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" '
        'content="no-referrer">\n<link rel="icon" href="data:,">\n'
        f"<title>{told(paper.short(title, 2 * paper.NAME))}</title>\n<style>{style}</style>\n"
        f"</head>\n<body>\n{body}\n<script>{script}</script>\n</body>\n</html>\n"
    )
    return page.encode()


def _body(document: Mapping[str, Any], words: Words) -> Iterable[str]:
    chapters = [
        one for one in document["chapters"] if all(b["kind"] != "contents" for b in one["blocks"])
    ]
    names = [f"chapter-{number}" for number in range(1, len(chapters) + 1)]
    stamp = f'<b class="stamp">{told(document["draft"])}</b> ' if document["draft"] else ""
    yield definitions()
    skip = told(words(mark("Skip to the text")))
    yield f'<a class="skip" href="#content">{skip}</a>'
    yield (
        f'<header class="bar-top"><p>{told(document["running"])}</p>'
        f"<p>{stamp}{told(document['as_of'])}</p>"
        f'<a href="#contents">{told(words(mark("Contents")))}</a></header>'
    )
    if stamp:
        yield f'<p class="watermark" aria-hidden="true">{told(document["draft"])}</p>'
    yield "<main>"
    yield _cover(document, words)
    yield '<div class="frame">'
    yield _contents(chapters, names, words)
    yield '<div class="chapters" id="content" tabindex="-1">'
    yield from (chapter(one, name, words) for one, name in zip(chapters, names, strict=True))
    yield "</div></div></main>"
    yield f"<footer><p>{told(document['foot'])}</p><p>{stamp}{told(document['as_of'])}</p></footer>"


def _cover(document: Mapping[str, Any], words: Words) -> str:
    draft = words(
        mark("This is a draft. It is not frozen; texts, numbers and lights may still change.")
    )
    banner = (
        f'<p class="draft"><b class="stamp">{told(document["draft"])}</b> {told(draft)}</p>'
        if document["draft"]
        else ""
    )
    drawn = "".join(shown(document["cover"], document["title"], words))
    return (
        f'<div class="cover"><p class="eyebrow">{told(document["eyebrow"])}</p>'
        f"<h1>{told(document['title'])}</h1>"
        f'<p class="subtitle">{told(document["subtitle"])}</p>{banner}'
        f'<div class="cover-parts">{drawn}{facts(document["facts"])}</div></div>'
    )


def _contents(chapters: Iterable[Block], names: Iterable[str], words: Words) -> str:
    items = []
    for one, name in zip(chapters, names, strict=True):
        below = "".join(
            f'<li><a href="#{value(block["id"])}">{told(paper.short(block["text"]))}</a></li>'
            for block in one["blocks"]
            if "id" in block
        )
        under = f"<ol>{below}</ol>" if below else ""
        items.append(f'<li><a href="#{name}">{told(one["title"])}</a>{under}</li>')
    title = told(words(mark("Contents")))
    return f'<nav id="contents" aria-label="{title}"><p>{title}</p><ol>{"".join(items)}</ol></nav>'


def _style(document: Mapping[str, Any], words: Words) -> str:
    faces = "".join(
        "@font-face { font-family: 'IBM Plex Sans'; font-weight: 100 700; font-display: swap; "
        f"src: url(data:font/woff2;base64,{_encoded(_FONTS / _file(name))}) format('woff2'); "
        f"unicode-range: {reach}; }}\n"
        for name, reach in _FACES
    )
    page = words(
        mark("Page {page} of {pages}"), page='" counter(page) "', pages='" counter(pages) "'
    )
    # only words of the program and a date: nothing that people write comes into the style
    above = " · ".join(part for part in (document["draft"], document["as_of"]) if part)
    printed = (
        "@page { size: A4; margin: 19mm 17mm 18mm 20mm; "
        f'@top-right {{ content: "{above}"; font: 600 8pt "IBM Plex Sans", sans-serif; }} '
        f'@bottom-right {{ content: "{page}"; font: 8pt "IBM Plex Sans", sans-serif; }} }}\n'
    )
    return f"{faces}{printed}{_text('web.css')}"


def _policy(style: str, script: str) -> str:
    """What the browser may do: show what is in the file, and run its one script."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _encoded(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode()


def _file(name: str) -> str:
    return f"ibm-plex-sans-{name}-wght-normal.woff2"


def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")
