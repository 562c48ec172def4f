"""Imports point one way, and each library has one home."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.structure.source import name, python_files, tree

TIERS = (
    (
        "findings",
        "sheets",
        "vocabulary",
        "access",
        "claims",
        "door",
        "texts",
        "explanation",
        "reporting",
        "scripts",
    ),
    ("store", "workbook", "charts", "reports"),
    ("ui", "server"),
    ("app", "pages", "serve", "cli", "__main__", "samples"),
)
"""What a module may import lies in a lower tier. The lowest tier is free among itself."""

JOINS = {("__main__", "cli"), ("cli", "samples"), ("samples", "cli")}
"""The imports within a tier that are meant."""

HOMES = {
    "streamlit": {"app", "pages", "serve", "server", "ui"},
    "starlette": {"serve", "server"},
    "pyrage": {"store"},
    "duckdb": {"store"},
    "plotly": {"charts"},
    "openpyxl": {"workbook", "reports"},
    "python_calamine": {"workbook"},
    "pyarrow": {"store", "workbook"},
    "lxml": {"workbook"},
    "docx": {"reports"},
    "typst": {"reports"},
    "pikepdf": {"reports"},
    "pptx": {"reports"},
    "xlsxwriter": {"reports"},
    "babel": {"texts", "charts"},
}

FILES = python_files("masterplan", "pages", "app.py", "serve.py")


def part(file: Path) -> str:
    """The part of the program that a file belongs to: "store" for masterplan/store/uploads.py."""
    parts = Path(name(file)).with_suffix("").parts
    return parts[0] if parts[0] != "masterplan" else parts[1]


def imported(file: Path) -> set[str]:
    """The modules that a file imports, with full names."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(file)} imports by a relative name"
            assert node.module is not None
            found.add(node.module)
            if node.module == "masterplan":
                found |= {f"masterplan.{alias.name}" for alias in node.names}
    return found


def parts_imported(file: Path) -> set[str]:
    """The parts of the program that a file imports, without its own."""
    found = set()
    for module in imported(file):
        first, *rest = module.split(".")
        if first in {"app", "pages"}:
            found.add(first)
        elif first == "masterplan" and rest:
            found.add(rest[0])
    return found - {part(file)}


def tier(of: str) -> int:
    """The number of the tier, lowest first."""
    return next(number for number, parts in enumerate(TIERS) if of in parts)


def test_every_module_has_a_tier() -> None:
    known = {member for parts in TIERS for member in parts} | {"__init__"}
    assert {part(file) for file in FILES} <= known


@pytest.mark.parametrize("file", FILES, ids=name)
def test_imports_point_down(file: Path) -> None:
    here = part(file)
    if here == "__init__":
        assert not parts_imported(file)
        return
    wrong = {
        other
        for other in parts_imported(file)
        if tier(other) >= tier(here) > 0 and (here, other) not in JOINS or tier(other) > tier(here)
    }
    assert not wrong, f"{name(file)} must not import {wrong}"


@pytest.mark.parametrize("file", FILES, ids=name)
def test_each_library_has_one_home(file: Path) -> None:
    libraries = {module.split(".")[0] for module in imported(file)}
    wrong = {library for library in libraries if part(file) not in HOMES.get(library, {part(file)})}
    assert not wrong, f"{name(file)} is not the home of {wrong}"


def test_no_module_is_named_for_nothing() -> None:
    names = {file.stem for file in python_files("masterplan", "pages", "tests", "benchmarks")}
    assert not names & {"utils", "util", "helpers", "helper", "misc", "common"}
