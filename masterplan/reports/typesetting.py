"""Documents set with typst, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from masterplan.texts import UserError, mark

_PROCESS = Path(__file__).parent / "typst_process.py"

SECONDS = 120
"""A document that is not set by then never will be; 60 pages take two."""


class NotSet(UserError):
    """A document that could not be set; ``reason`` is for those who keep the templates."""

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The document of a template in ``templates/`` with its data, as PDF/UA-1 and PDF/A-2a."""
    return _parts(template, data, ppi=None)[0]


def pictures(template: str, data: Mapping[str, Any], ppi: float) -> list[bytes]:
    """The pages of the document as PNG files."""
    return _parts(template, data, ppi)


def _parts(template: str, data: Mapping[str, Any], ppi: float | None) -> list[bytes]:
    order = {"template": template, "data": data, "ppi": ppi}
    try:
        # -P: the folder of the file holds modules, which must not stand in for libraries
        done = subprocess.run(
            [sys.executable, "-P", str(_PROCESS)],
            input=json.dumps(order, allow_nan=False).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotSet(
            mark("Setting the report took too long and was ended. Try again in a few minutes."),
            str(error),
        ) from error
    if done.returncode:
        raise NotSet(
            mark(
                "The report could not be set. The log of the app says where; its keepers can help."
            ),
            done.stderr.decode(errors="replace"),
        )
    return list(_framed(done.stdout))


def _framed(stream: bytes) -> list[bytes]:
    parts, at = [], 0
    while at < len(stream):
        size = int.from_bytes(stream[at : at + 8], "big")
        parts.append(stream[at + 8 : at + 8 + size])
        at += 8 + size
    return parts
