"""Small pieces of the report as a web page: harmless text, signs of the lights, bars, tables."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import Any

from masterplan.reports.blocks import Block, Cell

_ENDLESS = re.compile(r"\S{41,}")
_STEP = 10

SHAPES = {
    "achieved": "M8 .5l2.3 4.8 5.2.7-3.8 3.6 1 5.2L8 12.2l-4.7 2.6 1-5.2L.5 6l5.2-.7z",
    "on_track": (
        "M8 .7a7.3 7.3 0 1 0 0 14.6A7.3 7.3 0 0 0 8 .7zM7 12L3.6 8.5 5 7.1l1.9 2L11 4.2l1.5 1.3z"
    ),
    "at_risk": "M8 .6l7.6 14.2H.4zM7.1 5.6h1.8v4.6H7.1zM7.1 11.4h1.8v1.8H7.1z",
    "off_track": (
        "M2 .8h12A1.2 1.2 0 0 1 15.2 2v12a1.2 1.2 0 0 1-1.2 1.2H2A1.2 1.2 0 0 1 .8 14V2"
        "A1.2 1.2 0 0 1 2 .8zM5.3 4L4 5.3 6.7 8 4 10.7 5.3 12 8 9.3l2.7 2.7 1.3-1.3L9.3 8 12 5.3 "
        "10.7 4 8 6.7z"
    ),
    "suspended": "M1 1h14v14H1zM2.6 2.6v10.8h10.8V2.6zM5.2 4.6h1.8v6.8H5.2zM9 4.6h1.8v6.8H9z",
    "not_assessable": (
        "M8 .9a7.1 7.1 0 1 0 0 14.2A7.1 7.1 0 0 0 8 .9z"
        "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM4.8 7.2h6.4v1.6H4.8z"
    ),
}
"""The same as on the pages of the app (ui/style.css)."""


def told(text: object) -> str:
    """Text as HTML shows it; an endless word may part where nobody sees or copies it."""
    held, at = [], 0
    text = str(text)
    for found in _ENDLESS.finditer(text):
        word = found.group()
        held.append(html.escape(text[at : found.start()]))
        held += ["<wbr>".join(html.escape(part) for part in _parts(word))]
        at = found.end()
    return "".join(held) + html.escape(text[at:])


def _parts(word: str) -> Iterable[str]:
    return (word[at : at + _STEP] for at in range(0, len(word), _STEP))


def value(text: object) -> str:
    """Text as the value of an attribute."""
    return html.escape(str(text), quote=True)


def prose(paragraphs: Iterable[str]) -> str:
    """Paragraphs; the ends of their lines are kept."""
    return "".join(f"<p>{told(one)}</p>" for one in paragraphs)


def definitions() -> str:
    """What signs and bars refer to; once in a page."""
    shapes = "".join(
        f'<symbol id="s-{light}" viewBox="0 0 16 16">'
        f'<path fill-rule="evenodd" d="{path}"/></symbol>'
        for light, path in SHAPES.items()
    )
    hatch = (
        '<pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path d="M0 0V4"/></pattern>'
    )
    return f'<svg class="defined" aria-hidden="true" focusable="false">{shapes}{hatch}</svg>'


def sign(light: str) -> str:
    """The shape of a light in its colour; the word has to stand beside it."""
    return f'<svg class="sign {light}" aria-hidden="true"><use href="#s-{light}"/></svg>'


def lit(light: str, word: str, note: str = "") -> str:
    """A light: sign and word, and what is to be known of it below."""
    under = f"<small>{told(note)}</small>" if note else ""
    return f'<div class="lit">{sign(light)}<div>{told(word)}{under}</div></div>'


def bar(parts: Sequence[Block], height: int = 14, room: int = 130) -> str:
    """How many of what: lengths by count, numbers where ``room`` pixels have place for them."""
    total = sum(part["count"] for part in parts)
    drawn, at = [], 0
    for part in parts:
        count, light = part["count"], part["light"]
        start, wide = 100 * at / total, 100 * count / total
        drawn.append(
            f'<rect class="{light}" x="{start:.3f}%" width="{wide:.3f}%" height="{height}"/>'
        )
        if room * wide / 100 >= 8 * len(str(count)) + 6:
            spot = f'x="{start:.3f}%" dx="5" y="{height / 2 + 4:g}"'
            drawn.append(f'<text class="{light}" {spot}>{count}</text>')
        at += count
    size = f'width="100%" height="{height}"'
    return f'<svg class="bar" {size} aria-hidden="true">{"".join(drawn)}</svg>'


def cell(held: Cell) -> str:
    """What stands in a cell of a table, or in a list."""
    if isinstance(held, str):
        return told(held)
    if "stack" in held:
        return "".join(f"<div>{cell(one)}</div>" for one in held["stack"])
    if "light" in held:
        return lit(held["light"], held["word"], held.get("note", ""))
    note = f"<small>{told(held['note'])}</small>" if held.get("note") else ""
    if "bar" in held:
        return bar(held["bar"]) + note
    title = told(held["title"])
    if held.get("to"):
        title = f'<a href="#{value(held["to"])}">{title}</a>'
    return title + note


def head(columns: Sequence[Block]) -> str:
    """The heading of a table."""
    titles = "".join(f'<th scope="col"{_side(one)}>{told(one["title"])}</th>' for one in columns)
    return f"<thead><tr>{titles}</tr></thead>"


def widths(columns: Sequence[Block]) -> str:
    """How wide the columns are; those of no width are as wide as what they hold."""
    total = sum(one["width"] for one in columns) + sum(0.6 for one in columns if not one["width"])
    held = "".join(
        f'<col width="{100 * one["width"] / total:.1f}%">' if one["width"] else "<col>"
        for one in columns
    )
    return f"<colgroup>{held}</colgroup>"


def row(columns: Sequence[Block], cells: Sequence[Cell], keys: Sequence[Any] = ()) -> str:
    """A row of a table; the first cell is its heading. ``keys`` are what it is sorted by."""
    drawn = []
    for number, (column, held) in enumerate(zip(columns, cells, strict=True)):
        key = f' data-sort="{value(keys[number])}"' if keys else ""
        if number == 0:
            drawn.append(f'<th scope="row"{key}>{cell(held)}</th>')
        else:
            label = f' data-label="{value(column["title"])}"'
            drawn.append(f"<td{label}{_side(column)}{key}>{cell(held)}</td>")
    return f"<tr>{''.join(drawn)}</tr>"


def table(
    caption: str,
    columns: Sequence[Block],
    rows: Iterable[Sequence[Cell]],
    is_caption_shown: bool = True,
    css: str = "cards",
) -> str:
    """A table with headings of columns and rows, that becomes a list of cards on a phone."""
    shown = "" if is_caption_shown else ' class="unseen"'
    body = "".join(row(columns, one) for one in rows)
    return (
        f'<div class="room"><table class="{css}"><caption{shown}>{told(caption)}</caption>'
        f"{widths(columns)}{head(columns)}<tbody>{body}</tbody></table></div>"
    )


def _side(column: Block) -> str:
    return ' class="number"' if column["number"] else ""
