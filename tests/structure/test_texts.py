"""Every text that people read has a German form, with the same places to fill."""

from __future__ import annotations

import string
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from masterplan.texts import LOCALE_DIR
from tests.structure.source import name, python_files

KEYWORDS = {"_": None, "mark": None, "translate": None, "translate_count": (1, 2)}


def marked() -> Iterator[tuple[str | tuple[str, ...], str]]:
    """Each text, or pair of one and many, that is marked in the program, and where."""
    for file in python_files("masterplan", "pages", "app.py"):
        for line, text, _, _ in extract_from_file("python", str(file), KEYWORDS):
            yield text, f"{name(file)}:{line}"


@pytest.fixture(scope="module")
def german() -> Catalog:
    with (LOCALE_DIR / "de" / "LC_MESSAGES" / "masterplan.po").open("rb") as file:
        return read_po(file, locale="de", abort_invalid=True)


def texts(message: Message) -> Iterator[tuple[str, str]]:
    """The pairs of English and German of a message; many forms give two."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        yield from zip(message.id, message.string, strict=True)


def places(text: str) -> set[str]:
    """The names that are filled in: "{count} rows" has "count"."""
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def test_every_text_has_a_german_form(german: Catalog) -> None:
    missing = {}
    for text, where in marked():
        message = german.get(text)
        if message is None or not all(form for _, form in texts(message)):
            missing[text] = where
    assert not missing, "`make catalogues` adds them, empty"


def test_the_catalogue_holds_nothing_else(german: Catalog) -> None:
    known = {text if isinstance(text, str) else text[0] for text, _ in marked()}
    held = {one.id if isinstance(one.id, str) else one.id[0] for one in german if one.id}
    assert not held - known, "`make catalogues` drops them"


def test_german_fills_the_same_places_and_is_settled(german: Catalog) -> None:
    for message in german:
        if message.id:
            assert not message.fuzzy, message.id
            for english, translation in texts(message):
                differing = places(english) ^ places(translation) if translation else set()
                # of two forms, that for one may spell the number out
                assert differing <= (set() if isinstance(message.id, str) else {"count"}), english
