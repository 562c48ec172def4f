"""The process that builds one file of a report and ends: an order in on stdin, its parts on stdout.

Started by ``building.py``. Each message is a letter for its kind, eight bytes for its length, and
its content.
"""

from __future__ import annotations

import importlib
import json
import sys
import traceback

from masterplan.reports.building import FAILURE, PART, PROGRESS
from masterplan.reports.formats import FORMATS
from masterplan.reports.snapshot import opened
from masterplan.texts import UserError, mark

if sys.platform != "win32":
    import resource

_LARGEST = 4 * 2**30
"""Bytes of address space; much of it is set aside by libraries and never used."""

_READING = mark("Reading the data")
_DRAWING = mark("Setting text, tables and charts")
_DONE = mark("Done")
_FAILED = mark("The file could not be built. The log of the app says why; its keepers can help.")


def main() -> int:
    """Build what stdin asks for."""
    if sys.platform != "win32":  # Windows knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (_LARGEST, _LARGEST))
    order = json.load(sys.stdin.buffer)
    try:
        for part in _built(order):
            _send(PART, part)
    except UserError as error:
        _fail(error.message, getattr(error, "reason", ""))
    except Exception:
        _fail(_FAILED, traceback.format_exc())
    return 0


def _built(order: dict[str, object]) -> list[bytes]:
    _progress(0.05, _READING)
    number = order["frozen_report_id"]
    data = opened(str(order["text"]), None if number is None else int(str(number)))
    module = importlib.import_module(FORMATS[str(order["form"])].module)
    _progress(0.3, _DRAWING)
    if order["ppi"]:
        parts: list[bytes] = module.pages_png(data, order["language"], order["ppi"])
    else:
        parts = [module.render(data, order["language"])]
    _progress(1.0, _DONE)
    return parts


def _progress(share: float, doing: str) -> None:
    _send(PROGRESS, _json([share, doing]))


def _fail(message: str, reason: str) -> None:
    _send(FAILURE, _json({"message": message, "reason": reason}))


def _json(value: object) -> bytes:
    return json.dumps(value).encode()


def _send(kind: bytes, content: bytes) -> None:
    sys.stdout.buffer.write(kind + len(content).to_bytes(8, "big") + content)
    sys.stdout.buffer.flush()
