"""LibreOffice as people use it: a workbook is opened and saved, in its own format or another."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

FORMATS = ("xlsx", "xls", "ods")

_LONGEST = 240  # seconds


def saved(books: Mapping[str, bytes], ending: str, folder: Path) -> dict[str, bytes]:
    """Each of ``books`` (by a name without ending) as LibreOffice saves it with this ending.

    All of them in one call: starting the program takes longer than what it then does.
    """
    given, made = folder / "given", folder / ending
    given.mkdir(exist_ok=True)
    for name, content in books.items():
        (given / f"{name}.xlsx").write_bytes(content)
    command = [
        _program(),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",  # not that of a person
        *("--headless", "--convert-to", ending, "--outdir", str(made)),
        *(str(given / f"{name}.xlsx") for name in books),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_LONGEST, check=False)
    files = {name: made / f"{name}.{ending}" for name in books}
    missing = [name for name, file in files.items() if not file.is_file()]
    assert not missing, f"LibreOffice did not save {missing}: {done.stdout}{done.stderr}"
    return {name: file.read_bytes() for name, file in files.items()}


def _program() -> str:
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    pytest.fail("These tests need LibreOffice: `make office` installs it (libreoffice-calc).")
