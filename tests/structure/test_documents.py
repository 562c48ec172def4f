"""Documents name only what exists, and everything that people call is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from masterplan.cli.arguments import parser
from tests.structure.source import ROOT, name, project_files

DOCUMENTS = project_files(".md")

MADE_LATER = ("data/", ".venv/", "originals/")
"""Folders that come into being while the app runs."""

ENDINGS = (".py", ".sql", ".md", ".toml", ".txt", ".po", ".cfg", ".css")

MACHINE_PATHS = re.compile(r"(?<![\w./~-])/(?:root|home|Users|wor[k])/\w")


def code_in(document: Path) -> list[str]:
    """What stands between backticks, in the text or as a block of lines."""
    text = document.read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    rest = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    return [*re.findall(r"`([^`\n]+)`", rest), *"\n".join(blocks).splitlines()]


def commands() -> set[str]:
    """The commands of ``python -m masterplan``."""
    found = [action.choices for action in parser()._actions if action.choices is not None]
    return {str(command) for choices in found for command in choices}


def is_path(word: str) -> bool:
    """Is a word meant as a file or folder of the project?"""
    if re.search(r"[A-Z<>{}*:$=|\\]{2}|[<>{}*:$=|\\(\"']", word) and not word.endswith(".md"):
        return False
    first = word.split("/")[0]
    return (word.endswith(ENDINGS) and word not in ENDINGS) or (
        "/" in word and (ROOT / first).exists() and first != ""
    )


def exists(word: str) -> bool:
    """Is there such a file or folder, seen from the root, or a question of this name?"""
    return (ROOT / word).exists() or (ROOT / "queries" / f"{word}.sql").exists()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_files_that_a_document_names_exist(document: Path) -> None:
    words = [word.strip(",;") for code in code_in(document) for word in code.split()]
    for word in words:
        if is_path(word) and not word.startswith(MADE_LATER):
            assert exists(word) or (document.parent / word).exists(), word


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_of_a_document_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_commands_that_a_document_names_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for code in code_in(document):
        for command in re.findall(r"-m masterplan ([a-z]+)", code):
            assert command in commands(), code
        for module in re.findall(r"-m (masterplan\.[\w.]+|benchmarks|tests\.[\w.]+)", code):
            file = ROOT / module.replace(".", "/")
            assert file.with_suffix(".py").exists() or (file / "__main__.py").exists(), code
        for target in re.findall(r"\bmake ([a-z]+)", code):
            assert target in targets, code


@pytest.mark.parametrize("document", ["README.md", "docs/handbook.md"])
def test_every_command_is_documented(document: str) -> None:
    code = " ".join(code_in(ROOT / document))
    missing = {command for command in commands() if not re.search(rf"\b{command}\b", code)}
    assert not missing


def test_no_file_knows_the_machine_it_was_made_on() -> None:
    for file in project_files():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a font, a workbook
        found = MACHINE_PATHS.search(text)
        assert not found, f"{name(file)} mentions {found and found.group()}"


def test_nothing_is_left_for_later() -> None:
    for file in project_files(".py", ".sql", ".md", ".toml", ".css"):
        found = re.search(
            r"\b(TOD[O]|FIXM[E]|XX[X])\b|pytest\.mark\.(ski[p]|xfai[l])", file.read_text()
        )
        assert not found, f"{name(file)} has {found and found.group()}"
