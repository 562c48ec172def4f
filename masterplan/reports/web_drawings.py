"""The drawings of the report as SVG: seen without a script, told in words and in a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from masterplan.reports import blocks
from masterplan.reports.blocks import Block
from masterplan.reports.paper import short
from masterplan.reports.web_markup import bar, lit, sign, table, told, value
from masterplan.reports.wording import Words
from masterplan.texts import mark
from masterplan.vocabulary import Light

_HEIGHT = 92
"""Pixels of the field of a line chart; below it stand the years."""
_LABEL = 16
"""Letters of a number that a drawing has room for; the table has it in full."""
_APART = 0.07
"""Share of a lane that the sign of a milestone needs; closer ones stand below each other."""
_STEP = 24
_MANY = 30
"""So many points of a line are drawn smaller."""


def counted(block: Block, words: Words) -> str:
    """How many have which light, one row under the other, with the word of each."""
    rows = "".join(
        f'<div class="share-name">{told(row["name"])}</div>'
        f"<div>{bar(row['parts'], 24, 260)}{_key(row['parts'], words)}</div>"
        for row in block["rows"]
    )
    return _figure(block, f'<div class="counted">{rows}</div>', _lights_of(block, words), words)


def mosaic(block: Block, words: Words) -> str:
    """A sign for each thing counted, as many as there are."""
    rows = "".join(
        f'<div class="share-name">{told(row["name"])}</div><div><p class="signs">'
        + "".join(sign(part["light"]) * part["count"] for part in row["parts"])
        + f"</p>{_key(row['parts'], words)}</div>"
        for row in block["rows"]
    )
    return _figure(block, f'<div class="counted">{rows}</div>', _lights_of(block, words), words)


def shares(block: Block, words: Words) -> str:
    """Shares of one whole: what is done in full, what was due as a mark."""
    drawn = []
    for row in block["rows"]:
        done, due = row["done"], row["due"]
        marks = '<rect class="ground" width="100%" height="18"/>'
        if done is not None:
            marks += f'<rect class="done" y="4" width="{100 * done:.2f}%" height="10"/>'
        if due is not None:
            marks += (
                f'<line class="due" x1="{100 * due:.2f}%" x2="{100 * due:.2f}%" y1="-2" y2="20"/>'
            )
        drawn.append(
            f'<div class="share-name">{told(row["name"])}</div><div class="share">'
            f'<svg width="100%" height="18" aria-hidden="true">{marks}</svg>'
            f"<span>{told(row['text'])}</span></div>"
        )
    columns = [
        blocks.column(words(mark("Group"))),
        blocks.column(words(mark("Done")), is_number=True),
        blocks.column(words(mark("Due")), is_number=True),
    ]
    rows = [
        [row["name"], words.percent(row["done"]), words.percent(row["due"])]
        for row in block["rows"]
    ]
    numbers = table(block["caption"], columns, rows, is_caption_shown=False, css="numbers")
    return _figure(block, f'<div class="counted">{"".join(drawn)}</div>', numbers, words)


def lane(block: Block) -> str:
    """Milestones along time; a table with the same days follows it."""
    levels = _levels([one["now"] for one in block["milestones"]])
    foot = 18 + _STEP * max(levels, default=0) + 30
    drawn = ['<line class="axis" x1="0" x2="100%" y1="14" y2="14"/>']
    if block["day"] is not None:
        day = f"{100 * block['day']:.2f}%"
        anchor = _anchor(block["day"])
        drawn.append(f'<line class="today" x1="{day}" x2="{day}" y1="0" y2="{foot - 14}"/>')
        drawn.append(
            f'<text class="today" x="{day}" y="{foot}" text-anchor="{anchor}">'
            f"{told(block['day_word'])}</text>"
        )
    for one, level in zip(block["milestones"], levels, strict=True):
        drawn.append(_milestone(one, 14 + _STEP * level))
    ends = [("0", "start", block["start"], 0.0), ("100%", "end", block["end"], 1.0)]
    for x, anchor, word, at in ends:
        if block["day"] is None or abs(block["day"] - at) > 0.3:
            drawn.append(f'<text x="{x}" y="{foot}" text-anchor="{anchor}">{told(word)}</text>')
    return (
        f'<div class="lane"><svg role="img" aria-label="{value(block["alt"])}" width="100%" '
        f'height="{foot + 6}">{"".join(drawn)}</svg></div>'
    )


def _milestone(one: Block, y: int) -> str:
    x, first = f"{100 * one['now']:.2f}%", f"{100 * one['first']:.2f}%"
    drawn = f'<line class="stem" x1="{x}" x2="{x}" y1="14" y2="{y}"/>' if y > 14 else ""
    if abs(one["first"] - one["now"]) > 0.004:
        drawn += (
            f'<line class="moved" x1="{first}" x2="{x}" y1="{y}" y2="{y}"/>'
            f'<line class="moved" x1="{first}" x2="{first}" y1="{y - 5}" y2="{y + 5}"/>'
        )
    css = "reached" if one["reached"] else "overdue" if one["overdue"] else "open"
    return drawn + (
        f'<circle class="{css}" cx="{x}" cy="{y}" r="10"/>'
        f'<text class="in {css}" x="{x}" y="{y + 4}" text-anchor="middle">'
        f"{told(one['number'])}</text>"
    )


def _levels(places: Sequence[float]) -> list[int]:
    """On which line each sign stands, so that none covers another."""
    taken: list[float] = []
    found = [0] * len(places)
    for number in sorted(range(len(places)), key=lambda at: places[at]):
        place = places[number]
        level = next((at for at, last in enumerate(taken) if place - last >= _APART), len(taken))
        taken[level : level + 1] = [place]
        found[number] = level
    return found


def charts(items: Iterable[Block], words: Words) -> str:
    """Indicators against their path, beside each other."""
    return f'<div class="charts">{"".join(_chart(one, words) for one in items)}</div>'


def _chart(one: Block, words: Words) -> str:
    unit = f"<small>{told(one['unit'])}</small>" if one["unit"] else ""
    note = one["note"]
    under = lit(note["light"], note["word"], note["text"]) if note else ""
    columns = [
        blocks.column(words(mark("Date"))),
        *(
            blocks.column(words(name), is_number=True)
            for name in (mark("Observed"), mark("Planned path"), mark("Target"))
        ),
    ]
    caption = f"{one['title']} ({one['unit']})" if one["unit"] else one["title"]
    numbers = table(caption, columns, one["numbers"], is_caption_shown=False, css="numbers")
    return (
        f'<figure class="chart"><figcaption>{told(one["title"])}{unit}</figcaption>'
        f"{_line(one)}{under}{_details(numbers, words)}</figure>"
    )


def _line(one: Block) -> str:
    lines = "".join(
        f'<polyline class="limit" points="{_points([[0, y], [1, y]])}"/>' for y in one["limits"]
    )
    lines += f'<polyline class="path" points="{_points(one["path"])}"/>' if one["path"] else ""
    lines += "".join(
        f'<polyline class="observed" points="{_points(run)}"/>' for run in one["runs"] if run[1:]
    )
    drawn = [f'<line class="axis" x1="0" x2="100%" y1="{_HEIGHT}" y2="{_HEIGHT}"/>']
    if one["day"] is not None:
        day = f"{100 * one['day']:.2f}%"
        drawn.append(f'<line class="day" x1="{day}" x2="{day}" y1="0" y2="{_HEIGHT}"/>')
    drawn.append(
        f'<svg viewBox="0 0 1000 1000" preserveAspectRatio="none" width="100%" '
        f'height="{_HEIGHT}" overflow="visible">{lines}</svg>'
    )
    spots = [spot for run in one["runs"] for spot in run]
    radius = 2.2 if len(spots) < _MANY else 1.4
    for spot in spots:
        drawn.append(f'<circle class="value" cx="{_x(spot)}" cy="{_y(spot)}" r="{radius}"/>')
    for spot in one["targets"]:
        drawn.append(
            f'<svg class="target" x="{_x(spot)}" y="{_y(spot)}" overflow="visible">'
            f'<path d="M0-5L5 0 0 5-5 0z"/></svg>'
        )
    drawn += [_label(label) for label in one["labels"]]
    for x, word, anchor in one["times"]:
        drawn.append(
            f'<text class="year" x="{100 * x:g}%" y="{_HEIGHT + 15}" text-anchor="{anchor}">'
            f"{told(word)}</text>"
        )
    return (
        f'<div class="plot"><svg role="img" aria-label="{value(one["alt"])}" width="100%" '
        f'height="{_HEIGHT + 20}">{"".join(drawn)}</svg></div>'
    )


def _label(label: Block) -> str:
    at, anchor = label["at"], label["anchor"]
    dx, dy, side = 0, 4, "middle"
    if anchor == "right":
        dx, side = 8, "start"
    elif anchor == "left":
        dx, side = -8, "end"
    else:
        dy, side = (-8 if anchor == "above" else 16), _anchor(at[0])
    x, y = _x(at), float(_y(at)) + dy
    return (
        f'<text class="label {label["role"]}" x="{x}" dx="{dx}" y="{y:g}" text-anchor="{side}">'
        f"{told(short(label['text'], _LABEL))}</text>"
    )


def _anchor(share: float) -> str:
    return "start" if share < 0.12 else "end" if share > 0.95 else "middle"


def _x(spot: Sequence[float]) -> str:
    return f"{100 * spot[0]:.2f}%"


def _y(spot: Sequence[float]) -> str:
    return f"{(1 - spot[1]) * _HEIGHT:.1f}"


def _points(spots: Iterable[Sequence[float]]) -> str:
    return " ".join(f"{1000 * x:.0f},{1000 * (1 - y):.0f}" for x, y in spots)


def _key(parts: Iterable[Block], words: Words) -> str:
    items = "".join(
        f"<li>{sign(part['light'])}<b>{words.whole(part['count'])}</b> "
        f"{told(words.light(part['light']))}</li>"
        for part in parts
    )
    return f'<ul class="key">{items}</ul>'


def _lights_of(block: Block, words: Words) -> str:
    """The counts of a drawing as a table."""
    held = {part["light"] for row in block["rows"] for part in row["parts"]}
    lights = [light for light in Light if light.code in held]
    columns = [blocks.column(words(mark("Group")))]
    columns += [blocks.column(words.light(one.code), is_number=True) for one in lights]
    rows = []
    for row in block["rows"]:
        counts = {part["light"]: part["count"] for part in row["parts"]}
        rows.append([row["name"], *(words.whole(counts.get(one.code, 0)) for one in lights)])
    return table(block["caption"], columns, rows, is_caption_shown=False, css="cards")


def _figure(block: Block, drawn: str, numbers: str, words: Words) -> str:
    return (
        f'<figure class="drawing"><figcaption>{told(block["caption"])}</figcaption>'
        f'<div role="img" aria-label="{value(block["alt"])}">{drawn}</div>'
        f"{_details(numbers, words)}</figure>"
    )


def _details(numbers: str, words: Words) -> str:
    name = told(words(mark("Numbers of this chart")))
    return f'<details class="behind"><summary>{name}</summary>{numbers}</details>'
