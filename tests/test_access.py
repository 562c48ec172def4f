"""The table of pages: each file stands in it once, and asks for the role that it names."""

from __future__ import annotations

import ast

import pytest

from masterplan import access
from masterplan.access import OPEN_TO, PAGES, Page, page_of
from masterplan.texts import translate
from tests.structure.source import ROOT, python_files, tree


def required_role(page: Page) -> str:
    """The role that the first statement of a page's file asks for."""
    call = next(
        node
        for node in ast.walk(tree(ROOT / page.file))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("require")
    )
    (role,) = call.args
    return str(getattr(access, ast.unparse(role).removeprefix("access.")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address)
def test_page_asks_for_its_role(page: Page) -> None:
    assert required_role(page) == page.role
    assert page.role in OPEN_TO


def test_every_file_is_one_page() -> None:
    files = [file.relative_to(ROOT).as_posix() for file in python_files("pages")]
    assert sorted(files) == sorted(page.file for page in PAGES)
    assert len({page.address for page in PAGES}) == len(PAGES)


def test_address_is_not_the_name_of_a_file_that_could_be_run_without_the_app() -> None:
    assert not list((ROOT / "pages").glob("*.py"))
    assert all("/" not in page.address for page in PAGES)


def test_pages_of_one_thing_are_reached_from_a_list() -> None:
    of_nobody = {"me", "published"}  # reached from the frame, and by citizens
    unlisted = {page.address for page in PAGES if not page.is_listed} - of_nobody
    assert {f"{address}s" for address in unlisted} <= {page.address for page in PAGES}
    assert PAGES[0].is_listed, "the first page is the one that opens"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address)
def test_page_has_its_titles(page: Page) -> None:
    assert translate(page.title, "de").strip() and translate(page.section, "de").strip()


def test_page_of_a_file() -> None:
    assert all(page_of(page.file) is page for page in PAGES)
    with pytest.raises(KeyError):
        page_of("pages/nobody/nothing.py")
