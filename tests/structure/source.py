"""The files of the project, read as source: what the tests of this folder look at."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]

_NOT_OURS = {"__pycache__", "data", "node_modules"}


def python_files(*places: str) -> list[Path]:
    """The Python files of folders and files below the root, in order."""
    found: list[Path] = []
    for place in places:
        path = ROOT / place
        found += [path] if path.is_file() else path.rglob("*.py")
    return sorted(found)


def project_files(*suffixes: str) -> list[Path]:
    """Every text file that belongs to the project, optionally of some endings."""
    found = []
    pending = [ROOT]
    while pending:
        for path in sorted(pending.pop().iterdir()):
            is_hidden = path.name.startswith(".") and path.name not in {".ci", ".streamlit"}
            if path.is_dir() and not is_hidden and path.name not in _NOT_OURS:
                pending.append(path)
            elif path.is_file() and (path.suffix in suffixes or not suffixes):
                found.append(path)
    return found


def name(path: Path) -> str:
    """The path below the root, as documents write it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """A Python file as its syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def length(path: Path) -> int:
    """The number of lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def called(call: ast.Call) -> str:
    """The last part of what is called: "ask" for ``ask(...)`` and ``store.ask(...)``."""
    match call.func:
        case ast.Name(id=found) | ast.Attribute(attr=found):
            return found
    return ""


def first_text(call: ast.Call) -> str | None:
    """The first argument where it is a plain text."""
    match call.args:
        case [ast.Constant(value=str(text)), *_]:
            return text
    return None
