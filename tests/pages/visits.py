"""A visit to the app: pages opened one after another, each read as a person meets it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from streamlit.testing.v1 import AppTest

from masterplan.access import PAGES
from tests.structure.source import ROOT
from tests.ui.markup import Element, Markup, Table

FILES = {page.address: page.file for page in PAGES}
ADDRESSES = tuple(FILES)
FILES["./"] = FILES[PAGES[0].address]  # where the default page answers


class Visit:
    """One person in one tab: begins at app.py, goes to pages, keeps the session."""

    def __init__(self, locale: str = "de-DE", theme: str = "light") -> None:
        self.app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        self.app.context = {"locale": locale, "theme": theme}
        self._is_begun = False

    def open(self, address: str, **query: str | list[str]) -> Visit:
        """Go to a page with only ``query`` in the address, as the menu and links do."""
        self.app.query_params.clear()
        for name, value in query.items():
            self.app.query_params[name] = value
        if not self._is_begun:
            self._is_begun = True
            self.run()
        self.app.switch_page(str(ROOT / FILES[address]))
        return self.run()

    def follow(self, link: str) -> Visit:
        """Go where a link of a page leads."""
        parts = urlsplit(link)
        return self.open(parts.path, **dict(parse_qsl(parts.query)))

    def run(self) -> Visit:
        """Draw the page again, after something was chosen or entered."""
        self.app.run()
        assert not self.app.exception, [error.message for error in self.app.exception]
        assert self.app.get("segmented_control")[0].key == "frame_lang", "the frame is missing"
        return self

    @property
    def pieces(self) -> list[Markup]:
        """The pieces of HTML on the page, in order."""
        return [Markup(piece.proto.body) for piece in self.app.get("html")]

    @property
    def text(self) -> str:
        """Every word of the page that stands in its HTML."""
        return "\n".join(element.words for element in self.all("div") + self.all("p"))

    @property
    def links(self) -> list[tuple[str, str]]:
        """The words and the address of each link, in order."""
        return [link for piece in self.pieces for link in piece.links]

    @property
    def tables(self) -> list[Table]:
        """The tables of the page, in order."""
        return [table for piece in self.pieces for table in piece.tables]

    def all(self, tag: str, css: str = "") -> list[Element]:
        """The elements of a tag, optionally of a class."""
        return [element for piece in self.pieces for element in piece.all(tag, css)]

    @property
    def title(self) -> str:
        """The heading of the page."""
        (heading,) = self.all("h1")
        return heading.words

    @property
    def blank(self) -> Element | None:
        """What an empty page says instead of its content."""
        found = self.all("div", "mp-blank")
        return found[0] if found else None

    @property
    def address(self) -> dict[str, str]:
        """What stands in the address."""
        return {name: self.app.query_params[name] for name in self.app.query_params}

    @property
    def messages(self) -> list[tuple[str, str]]:
        """The kind and words of each message."""
        kinds: tuple[str, ...] = ("success", "info", "warning", "error")
        return [(kind, item.value) for kind in kinds for item in self.app.get(kind)]

    def widget(self, kind: str, label: str) -> Any:
        """The field or button with a label."""
        found = [item for item in self.app.get(kind) if item.label == label]
        assert len(found) == 1, f"{kind} {label!r}: {[i.label for i in self.app.get(kind)]}"
        return found[0]
