"""The command line with a database and workbooks of a test's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from masterplan.cli import main
from masterplan.workbook.write import workbook


class Answer(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the command line, in English, on a database of the test's own."""

    def call(*words: object) -> Answer:
        options = ["--language", "en", "--db", str(tmp_path / "m.duckdb")]
        code = main([*map(str, words), *options])
        return Answer(code, *capsys.readouterr())

    return call


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Write tables into a workbook."""

    def write(name: str, tables: Mapping[str, Sequence[Mapping[str, object]]]) -> Path:
        path = tmp_path / name
        path.write_bytes(
            workbook({table: [dict(row) for row in rows] for table, rows in tables.items()})
        )
        return path

    return write
