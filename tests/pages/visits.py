"""A visit to the app: pages opened one after another, each read as a person meets it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from streamlit.testing.v1 import AppTest

from masterplan.access import PAGES
from tests.structure.source import ROOT
from tests.ui.markup import Element, Markup, Table

ADDRESSES = tuple(page.address for page in PAGES)


Settings = tuple[dict[str, Any], dict[str, Any]]
"""What the provider of the sign-in says of somebody, and the secrets of the app."""


class Visit:
    """One person in one tab: begins at app.py, goes to pages, keeps the session."""

    def __init__(
        self, locale: str = "de-DE", theme: str = "light", settings: Settings | None = None
    ) -> None:
        self.app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        self.app.context = {"locale": locale, "theme": theme}
        if settings is not None:
            self.app.user, secrets = settings
            for part, told in secrets.items():
                self.app.secrets[part] = told
        self._is_begun = False

    def open(self, address: str, **query: str | list[str]) -> Visit:
        """Go to a page with only ``query`` in the address, as the menu and links do."""
        self.app.query_params.clear()
        for name, value in query.items():
            self.app.query_params[name] = value
        if not self._is_begun:
            self._is_begun = True
            self.run()
        self._switch_to(address)
        return self.run()

    def _switch_to(self, address: str) -> None:
        """By the address: somebody who may not open a page finds something else there."""
        path = address.strip("./")
        (self.app._page_hash,) = {
            page_hash
            for page_hash, page in self.app._registered_pages.items()
            if page["url_pathname"] == path
        }

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
        """The words and the address of each link below the frame, in order."""
        below = (piece for piece in self.pieces if not piece.all("p", "mp-who"))
        return [link for piece in below for link in piece.links]

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
