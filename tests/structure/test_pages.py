"""What a page may do: ask, show and stop; and how long a file may be."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from masterplan.access import PAGES
from tests.structure.source import ROOT, called, first_text, length, name, python_files, tree

PAGE_FILES = python_files("pages")

SQL = re.compile(r"\bselect\b[\s\S]*\bfrom\b|\binsert into\b|\bdelete from\b", re.IGNORECASE)

WORK_OF_QUESTIONS = {"groupby", "merge", "pivot", "pivot_table", "melt", "query"}
WORK_OF_MODULES = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
OWN_CACHES = {"cache_data", "cache_resource", "cache", "lru_cache"}

SHOWN = {
    *("title", "header", "subheader", "write", "markdown", "caption", "text", "metric"),
    *("info", "success", "warning", "error", "toast", "expander", "popover", "button"),
    *("download_button", "link_button", "selectbox", "multiselect", "checkbox", "toggle", "radio"),
    *("segmented_control", "pills", "date_input", "time_input", "text_input", "text_area"),
    *("number_input", "slider", "select_slider", "file_uploader", "form_submit_button"),
}
"""The pieces of Streamlit whose first argument is read by people."""


def test_every_page_is_registered_and_every_registered_page_exists() -> None:
    assert sorted(page.file for page in PAGES) == [name(file) for file in PAGE_FILES]


def test_no_page_can_be_opened_without_the_app() -> None:
    assert not list((ROOT / "pages").glob("*.py")), "Streamlit would run it on its own"


@pytest.mark.parametrize("file", PAGE_FILES, ids=name)
def test_page_says_what_it_answers_then_asks_who_is_there(file: Path) -> None:
    body = tree(file).body
    assert ast.get_docstring(tree(file)), "a page begins with its audience and its question"
    after = [node for node in body[1:] if not isinstance(node, ast.Import | ast.ImportFrom)]
    match after[0]:
        case ast.Expr(value=ast.Call() as call) | ast.Assign(value=ast.Call() as call):
            assert called(call) == "require"
        case _:
            pytest.fail("the first statement of a page is require(...)")


@pytest.mark.parametrize("file", PAGE_FILES, ids=name)
def test_page_leaves_the_work_to_others(file: Path) -> None:
    for node in ast.walk(tree(file)):
        where = f"{name(file)}:{getattr(node, 'lineno', 1)}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not SQL.search(node.value), f"{where} contains SQL: make it a question"
        elif isinstance(node, ast.Call):
            done = called(node)
            assert done not in WORK_OF_QUESTIONS, f"{where} computes: make it a question"
            assert done not in WORK_OF_MODULES, f"{where} opens a file"
            assert done not in OWN_CACHES, f"{where} keeps a cache"
        elif isinstance(node, ast.Attribute):
            assert node.attr not in OWN_CACHES, f"{where} keeps a cache"


@pytest.mark.parametrize("file", [*PAGE_FILES, *python_files("masterplan/ui", "app.py")], ids=name)
def test_what_people_read_is_translated(file: Path) -> None:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call) and called(node) in SHOWN:
            text = first_text(node) or ""
            assert not re.search(r"[A-Za-zÄÖÜäöü]{2}", text), (
                f"{name(file)}:{node.lineno} shows {text!r}, which is not marked for translation"
            )


LISTS = {"masterplan/sheets.py", *map(name, python_files("masterplan/samples"))}
"""Modules that are mostly data: a list may be longer than what has to be understood."""


CASES = {"tests/method/trend_cases.py"}
"""Tables of cases with their arithmetic: to be read line by line, as the method is."""


def limits() -> list[tuple[Path, int]]:
    """Every Python file and the number of lines it may have."""
    return [
        *((file, 120) for file in PAGE_FILES),
        *(
            (file, 400 if name(file) in LISTS else 300)
            for file in python_files("masterplan", "benchmarks", "app.py", "serve.py")
        ),
        *((file, 500 if name(file) in CASES else 400) for file in python_files("tests")),
    ]


@pytest.mark.parametrize(("file", "lines"), limits(), ids=lambda given: Path(str(given)).name)
def test_file_is_short_enough_to_read(file: Path, lines: int) -> None:
    assert length(file) <= lines, f"{name(file)} has {length(file)} lines"
