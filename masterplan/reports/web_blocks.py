"""How each block of a report is shown on a web page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from masterplan.reports import web_drawings, web_measures
from masterplan.reports.blocks import Block, column
from masterplan.reports.web_markup import cell, prose, sign, table, told, value
from masterplan.reports.wording import Words


def chapter(held: Block, name: str, words: Words) -> str:
    """A chapter with its blocks; what has a page of its own on paper stands in an article."""
    parts: list[list[Block]] = [[]]
    for block in held["blocks"]:
        if block["kind"] == "page":
            parts.append([])
        else:
            parts[-1].append(block)
    front, *sheets = ("".join(shown(part, held["title"], words)) for part in parts)
    pages = "".join(f'<article class="sheet">{one}</article>' for one in sheets)
    return (
        f'<section aria-labelledby="{name}"><h2 id="{name}">{told(held["title"])}</h2>'
        f"{front}{pages}</section>"
    )


def shown(blocks: Iterable[Block], title: str, words: Words) -> Iterable[str]:
    """The blocks below a title, each as HTML."""
    for block in blocks:
        if block["kind"] == "heading":
            title = block["text"]
        yield _SHOWN[block["kind"]](block, title, words)


def _heading(block: Block, title: str, words: Words) -> str:
    tag = f"h{block['level'] + 1}"
    name = f' id="{value(block["id"])}"' if "id" in block else ""
    return f"<{tag}{name}>{told(block['text'])}</{tag}>"


def _list(block: Block, title: str, words: Words) -> str:
    return f"<ul>{''.join(f'<li>{cell(one)}</li>' for one in block['items'])}</ul>"


def facts(pairs: Iterable[Iterable[str]]) -> str:
    """What something is, word by word."""
    held = "".join(f"<dt>{told(name)}</dt><dd>{told(text)}</dd>" for name, text in pairs)
    return f'<dl class="facts">{held}</dl>'


def _table(block: Block, title: str, words: Words) -> str:
    caption = block["caption"]
    return table(caption or title, block["columns"], block["rows"], bool(caption))


def _sides(block: Block, title: str, words: Words) -> str:
    held = "".join(
        f"<div><h4>{told(one['title'])}</h4>{prose(one['paragraphs'])}</div>"
        for one in block["items"]
    )
    return f'<div class="sides">{held}</div>'


def _voices(block: Block, title: str, words: Words) -> str:
    held = "".join(
        f"<dt>{sign(one['light'])}{told(one['name'])}, <span>{told(one['word'])}</span></dt>"
        f"<dd>{told(one['text'])}</dd>"
        for one in block["items"]
    )
    return f'<dl class="voices">{held}</dl>'


def _lights(block: Block, title: str, words: Words) -> str:
    held = "".join(
        f'<div><p class="what">{told(one["name"])}</p>'
        f'<p class="light">{sign(one["light"])}{told(one["word"])}</p>'
        f"<p>{told(one['why'])}</p></div>"
        for one in block["items"]
    )
    return f'<div class="lights">{held}</div>'


def _legend(block: Block, title: str, words: Words) -> str:
    rows = [
        [{"light": row["light"], "word": row["word"]}, row["shape"], row["text"]]
        for row in block["rows"]
    ]
    columns = [
        column(name, width) for name, width in zip(block["columns"], (1.2, 1.2, 3), strict=True)
    ]
    return table(title, columns, rows, is_caption_shown=False, css="cards legend")


_Show = Callable[[Block, str, Words], str]

_SHOWN: Mapping[str, _Show] = {
    "text": lambda block, title, words: prose(block["paragraphs"]),
    "note": lambda block, title, words: f'<div class="note">{prose(block["paragraphs"])}</div>',
    "lead": lambda block, title, words: f'<p class="lead">{told(block["text"])}</p>',
    "heading": _heading,
    "list": _list,
    "facts": lambda block, title, words: facts(block["pairs"]),
    "table": _table,
    "sides": _sides,
    "voices": _voices,
    "lights": _lights,
    "legend": _legend,
    "counted": lambda block, title, words: web_drawings.counted(block, words),
    "mosaic": lambda block, title, words: web_drawings.mosaic(block, words),
    "shares": lambda block, title, words: web_drawings.shares(block, words),
    "lane": lambda block, title, words: web_drawings.lane(block),
    "charts": lambda block, title, words: web_drawings.charts(block["items"], words),
    "measures": lambda block, title, words: _measures(block, words),
}


def _measures(block: Block, words: Words) -> str:
    unfolded = ["".join(shown(one["blocks"], one["name"], words)) for one in block["items"]]
    return web_measures.html(block, unfolded, words)
