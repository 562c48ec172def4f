"""HTML read as a person meets it: its words, its links, its tables; a page is many pieces of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"br", "img", "path", "circle", "input", "hr"}
_BLOCKS = {"p", "h1", "h2", "li", "td", "th", "tr", "div", "section", "caption", "dt", "dd", "br"}
_UNSEEN = {"style", "script"}


@dataclass
class Table:
    """A table: its caption, its headings, and each row as the words of its cells."""

    caption: str = ""
    headings: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def column(self, heading: str) -> list[str]:
        """The words of one column, from top to bottom."""
        at = self.headings.index(heading)
        return [row[at] for row in self.rows]


@dataclass
class Element:
    """An element with its attributes and all the words in it."""

    tag: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The words, with single blanks."""
        return " ".join("".join(self.pieces).split())


class Markup(HTMLParser):
    """A piece of HTML, read once. It must be well nested: every end tag ends the last one open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        assert not self._open, f"not closed: {[element.tag for element in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag in _BLOCKS:
            self.handle_data(" ")
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1].tag == tag, f"</{tag}> ends nothing"
        self._open.pop()
        if tag in _BLOCKS:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if any(element.tag in _UNSEEN for element in self._open):
            return
        for element in self._open:
            element.pieces.append(data)

    def all(self, tag: str, css: str = "") -> list[Element]:
        """The elements of a tag, optionally of a class."""
        return [
            element
            for element in self.elements
            if element.tag == tag
            and (not css or css in element.attributes.get("class", "").split())
        ]

    @property
    def links(self) -> list[tuple[str, str]]:
        """The words and the address of each link."""
        return [(link.words, link.attributes["href"]) for link in self.all("a")]

    @property
    def tables(self) -> list[Table]:
        """The tables, in order."""
        return list(self._tables())

    def _tables(self) -> Iterator[Table]:
        table: Table | None = None
        for element in self.elements:
            if element.tag == "table":
                if table is not None:
                    yield table
                table = Table()
            elif table is not None:
                _put(table, element)
        if table is not None:
            yield table


def _put(table: Table, element: Element) -> None:
    if element.tag == "caption":
        table.caption = element.words
    elif element.tag == "tr" and table.headings:
        table.rows.append([])
    elif element.tag in ("th", "td"):
        if element.attributes.get("scope") == "col":
            table.headings.append(element.words)
        else:
            table.rows[-1].append(element.words)
