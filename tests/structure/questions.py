"""The question files and their list in queries/README.md, which this module writes when run:
``python -m tests.structure.questions``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.structure.source import ROOT

ASKED_FOLDERS = ("plan", "measures", "indicators", "uploads", "reports", "audit")
"""The folders whose questions the program asks by name; checks are all asked, in order."""

README = ROOT / "queries" / "README.md"

_LIST = re.compile(r"(?<=<!-- questions -->\n).*(?=<!-- end of questions -->)", re.DOTALL)


@dataclass(frozen=True)
class Question:
    """A question file with its three opening lines."""

    file: Path
    name: str
    """As ``ask`` is given it: "measures/status"."""
    sql: str

    @property
    def head(self) -> list[str]:
        """The opening comment lines, without their dashes."""
        lines = []
        for line in self.sql.splitlines():
            if not line.startswith("--"):
                break
            lines.append(line.removeprefix("--").strip())
        return lines

    @property
    def asks(self) -> str:
        """The question in plain words."""
        return self.head[0]

    @property
    def grain(self) -> str:
        """What one row stands for."""
        return self.head[1].removeprefix("Rows: ")

    @property
    def parameters(self) -> set[str]:
        """The names in the third line; what stands in brackets explains them."""
        listed = re.sub(r"\([^()]*\)", "", self.head[2].removeprefix("Parameters:"))
        names = {part.strip().split(" ")[0] for part in listed.split(",")}
        return names - {"", "none"}


def questions(*folders: str) -> list[Question]:
    """The questions of some folders, in the order of their names."""
    return [
        Question(file, f"{folder}/{file.stem}", file.read_text(encoding="utf-8"))
        for folder in folders
        for file in sorted((ROOT / "queries" / folder).glob("*.sql"))
    ]


def listing() -> str:
    """The list of all questions as the README has it: a table per folder."""
    parts = []
    for folder in (*ASKED_FOLDERS, "checks"):
        found = questions(folder)
        if found:
            rows = [f"| `{one.name}` | {one.asks} | {one.grain} |" for one in found]
            parts += [f"| {folder} | question | rows |", "|---|---|---|", *rows, ""]
    return "\n".join(["", *parts])


def listed() -> str:
    """The list as it stands in the README."""
    found = _LIST.search(README.read_text(encoding="utf-8"))
    assert found, "queries/README.md has lost the marks around its list"
    return found.group()


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    README.write_text(_LIST.sub(lambda _: listing(), text), encoding="utf-8")
