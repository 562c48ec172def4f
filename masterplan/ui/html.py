"""Small pieces of HTML: a light is always shape, colour and word. All text from data is escaped."""

from __future__ import annotations

import base64
import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from masterplan import texts
from masterplan.texts import mark, translate
from masterplan.vocabulary import Light

Record = Mapping[Any, Any]

ASPECTS = {
    "delivery": (mark("Delivery"), mark("Is the work being done on time?")),
    "effect": (mark("Effect"), mark("Do the indicators move towards their targets?")),
    "evidence": (mark("Evidence"), mark("Can we know?")),
}
"""The three lights, which are never merged: their names and what each asks."""


def esc(value: Any) -> str:
    """Text from data, harmless inside HTML; "" for None and NaN."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    return html.escape(str(value))


def unmarked(text: str) -> str:
    """Text for a place that obeys Markdown: signs in it stay signs."""
    return "".join("\\" + sign if sign in r"\`*_{}[]()#+-.!|~$:<>" else sign for sign in text)


def icon(light: str) -> str:
    """The shape of a light in its colour; the word has to stand beside it."""
    return f'<i class="mp-icon {light}" aria-hidden="true"></i>'


def light(code: object, language: str) -> str:
    """A light as shape, colour and word."""
    member = Light.of(str(code))
    return f'<span class="mp-light">{icon(member.code)}<span>{member.label(language)}</span></span>'


def symbol(code: object, language: str) -> str:
    """A light where there is no room for its word: the word is its title and accessible name."""
    word = Light.of(str(code)).label(language)
    return f'<span role="img" aria-label="{word}" title="{word}">{icon(str(code))}</span>'


def count_words(counts: Mapping[str, int], language: str) -> str:
    """Counts per light in words: "5 planmäßig, 2 gefährdet"."""
    parts = [f"{counts[item.code]} {item.label(language)}" for item in Light if counts[item.code]]
    return ", ".join(parts)


def bar(counts: Mapping[str, int], language: str, label: str, is_tall: bool = False) -> str:
    """A bar of the lights' shares, its numbers in words for those who do not see it."""
    pieces = "".join(
        f'<i class="{item.code}" style="flex:{counts[item.code]}"><b>{counts[item.code]}</b></i>'
        for item in Light
        if counts[item.code]
    )
    words = esc(f"{label}: {count_words(counts, language)}")
    css = "mp-bar tall" if is_tall else "mp-bar"
    return f'<div class="{css}" role="img" aria-label="{words}" title="{words}">{pieces}</div>'


def assessed(counts: Mapping[str, int]) -> int:
    """How many of the counted lights say how things stand: the honest denominator."""
    return sum(counts[item.code] for item in Light if item.is_assessed)


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading and the HTML of its cell for a record."""

    heading: str
    cell: Callable[[Record], str]
    is_number: bool = False
    is_header: bool = False
    """Does this cell name its row?"""


def table(caption: str, columns: Sequence[Column], records: Iterable[Record]) -> str:
    """A table with row headers, that becomes a list of cards on a phone. Cells are HTML already."""
    css = ' class="mp-num"'
    rows = [[(column, column.cell(record)) for column in columns] for record in records]
    # a column that says nothing in any row is left out
    silent = {
        column
        for column in columns
        if not any(text for row in rows for c, text in row if c is column)
    }
    columns = [column for column in columns if column not in silent]
    head = "".join(
        f'<th scope="col"{css if column.is_number else ""}>{esc(column.heading)}</th>'
        for column in columns
    )
    body = "".join(
        "<tr>"
        + "".join(_cell(column, text) for column, text in row if column not in silent)
        + "</tr>"
        for row in rows
    )
    title = f"<caption>{esc(caption)}</caption>" if caption else ""
    return (
        f'<div class="mp-scroll"><table class="mp-table mp-cards">{title}'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(column: Column, content: str) -> str:
    if column.is_header:
        return f'<th scope="row">{content}</th>'
    css = ' class="mp-num"' if column.is_number else ""
    return f'<td data-label="{esc(column.heading)}"{css}>{content}</td>'


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """A list of terms with what they are; pairs without a value are left out. Values are HTML."""
    items = "".join(f"<dt>{esc(name)}</dt><dd>{value}</dd>" for name, value in pairs if value)
    return f'<dl class="mp-facts">{items}</dl>'


def heading(title: object, below: str = "", eyebrow: str = "") -> str:
    """The heading of a page, with a line of HTML above and below."""
    over = f'<p class="mp-eyebrow mp-quiet mp-small">{eyebrow}</p>' if eyebrow else ""
    under = f'<p class="mp-quiet">{below}</p>' if below else ""
    return f'<div class="mp-title">{over}<h1>{esc(title)}</h1>{under}</div>'


def section(title: object, note: str = "") -> str:
    """The heading of a part of a page, with a line on how to read it."""
    under = f"<p>{esc(note)}</p>" if note else ""
    return f'<div class="mp-section"><h2>{esc(title)}</h2>{under}</div>'


def beside(main: str, aside: str) -> str:
    """Two pieces side by side where there is room, the first one wider; else below each other."""
    return f'<div class="mp-beside"><div>{main}</div><div>{aside}</div></div>'


def blank(title: str, what_to_do: str, link: str = "", link_text: str = "") -> str:
    """An empty page that says what to do next."""
    more = f'<p><a href="{esc(link)}">{esc(link_text)} →</a></p>' if link else ""
    return f'<div class="mp-blank"><h2>{esc(title)}</h2><p>{esc(what_to_do)}</p>{more}</div>'


def anchor(address: str, text: str) -> str:
    """A link within the app; ``text`` is HTML already."""
    return f'<a href="{esc(address)}">{text}</a>'


def sparkline(
    values: Sequence[float], target: float | None, colours: Sequence[str], label: str
) -> str:
    """A small line of a series in the first colour, its target dotted in the second.

    "" for fewer than two points.
    """
    points = [value for value in values if value == value]
    if len(points) < 2:
        return ""
    reach = [*points, target] if target is not None and target == target else points
    low, high = min(reach), max(reach)
    span = (high - low) or 1.0

    def y(value: float) -> float:
        return round(21 - 18 * (value - low) / span, 2)

    step = 92 / (len(points) - 1)
    path = "L".join(f"{round(4 + at * step, 2)} {y(value)}" for at, value in enumerate(points))
    dotted = "" if target is None or target != target else f"M0 {y(target)}H100"
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 24" fill="none">'
        f'<path d="{dotted}" stroke="{colours[1]}" stroke-dasharray="2 3"/>'
        f'<path d="M{path}" stroke="{colours[0]}" stroke-width="1.8"/>'
        f'<circle cx="96" cy="{y(points[-1])}" r="2.6" fill="{colours[0]}"/></svg>'
    )
    encoded = base64.b64encode(picture.encode()).decode()
    return f'<img class="mp-spark" alt="{esc(label)}" src="data:image/svg+xml;base64,{encoded}">'


def position_text(position: float | None, language: str) -> str:
    """A position (Zielerreichungsgrad) as a percentage, unclamped; "–" where it is undefined."""
    return texts.percent(position, language)


def aspect_name(aspect: str, language: str) -> str:
    """The name of one of the three lights."""
    return translate(ASPECTS[aspect][0], language)
