"""What a page of a report is made of; ``templates/report.typ`` says how each is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from masterplan.reports.wording import Words
from masterplan.vocabulary import Light

Block = dict[str, Any]
Cell = str | dict[str, Any]


def chapter(
    title: str, blocks: Iterable[Block], is_new_page: bool = False, is_numbered: bool = True
) -> Block:
    """A chapter: its title, and what follows."""
    return {
        "title": title,
        "blocks": drawn(blocks),
        "new_page": is_new_page,
        "numbered": is_numbered,
    }


def drawn(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without drawings of nothing, which have no numbers to tell instead."""
    return [one for one in blocks if one.get("alt") != ""]


def text(told: str) -> Block:
    """Paragraphs; an empty line parts them."""
    return {"kind": "text", "paragraphs": _paragraphs(told)}


def written(texts: Mapping[str, str], section: str) -> list[Block]:
    """What somebody wrote for a section of the report, where somebody did."""
    return [text(texts[section])] if texts.get(section) else []


def note(told: str) -> Block:
    """Paragraphs that stand out."""
    return {"kind": "note", "paragraphs": _paragraphs(told)}


def lead(told: str) -> Block:
    """A sentence that a chapter begins with."""
    return {"kind": "lead", "text": told}


def heading(told: str, level: int = 2, name: str | None = None) -> Block:
    """A heading below that of a chapter; ``name`` is what a link leads to."""
    held: Block = {"kind": "heading", "level": level, "text": told}
    return held | ({"id": name} if name else {})


def bullets(items: Sequence[Cell]) -> Block:
    """A list of things."""
    return {"kind": "list", "items": list(items)}


def facts(pairs: Iterable[tuple[str, str]], is_whole: bool = False) -> Block:
    """What something is, word by word; what is not known is left out.

    ``is_whole`` keeps it on one page: only for what cannot be longer than a page.
    """
    held = [[name, value] for name, value in pairs if value]
    return {"kind": "facts", "pairs": held, "whole": is_whole}


def sides(*held: tuple[str, str]) -> Block:
    """Texts beside each other, each below its title."""
    items = [{"title": title, "paragraphs": _paragraphs(told)} for title, told in held]
    return {"kind": "sides", "items": items}


def column(title: str, width: float = 1, is_number: bool = False) -> Block:
    """A column of a table; 0 is as wide as what it holds."""
    return {"title": title, "width": width, "number": is_number}


def table(
    caption: str | None,
    columns: Sequence[Block],
    rows: Iterable[Sequence[Cell]],
    size: float = 8.5,
    inset: float = 4,
) -> Block:
    """A table; the first cell of a row is its heading."""
    held = [list(row) for row in rows]
    return {
        "kind": "table",
        "caption": caption,
        "columns": list(columns),
        "rows": held,
        "size": size,
        "inset": inset,
    }


def titled(title: str, note: str = "", to: str | None = None) -> Cell:
    """A name with what is to be known of it below, and where it leads."""
    return {"title": title, "note": note} | ({"to": to} if to else {})


def lit(code: str, words: Words, note: str = "") -> Cell:
    """A light: sign and word."""
    return {"light": code, "word": words.light(code), "note": note}


def parts(lights: Mapping[str, int]) -> list[dict[str, Any]]:
    """The lights that somebody has, best first, with how many have them."""
    return [
        {"light": light.code, "count": int(lights[light.code])}
        for light in Light
        if lights.get(light.code)
    ]


def bar(lights: Mapping[str, int], told: str) -> Cell:
    """How many have which light, drawn and told."""
    return {"bar": parts(lights), "note": told}


def stack(*cells: Cell) -> Cell:
    """Cells above each other."""
    return {"stack": list(cells)}


def page() -> Block:
    """From here on a new page."""
    return {"kind": "page"}


def _paragraphs(told: str) -> list[str]:
    return [part.strip() for part in told.split("\n\n") if part.strip()]
