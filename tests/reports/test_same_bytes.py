"""A report is the same to the byte in every form, whichever process makes it, and where."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from masterplan.reports.formats import FORMATS
from tests.reports import frozen
from tests.structure.source import ROOT

_PROGRAM = """
import importlib, json, pathlib, sys
data = json.loads(pathlib.Path(sys.argv[2]).read_text("utf-8"))
sys.stdout.buffer.write(importlib.import_module(sys.argv[1]).render(data, "de"))
"""
_ELSEWHERE = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7"}


@pytest.mark.parametrize("form", FORMATS)
def test_another_process_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    """Of another time zone, locale, working directory and order of sets."""
    module = FORMATS[form].module
    data = tmp_path / "data.json"
    data.write_text(json.dumps(frozen.report()), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, module, str(data)],
        cwd=tmp_path,
        env={**os.environ, **_ELSEWHERE, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert done.stdout == importlib.import_module(module).render(frozen.report(), "de")
