"""The log: one JSON object per line on standard error, without anything about a person.

No address, name, cookie, question mark of an address, or value of a workbook gets into it: of an
error only its kind and where in the program it happened. On a terminal it is written as before.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
import traceback
from pathlib import Path
from typing import Any

_OURS = logging.getLogger("masterplan.server")
_ROOT = str(Path(__file__).parents[2]) + "/"

_IDS = re.compile(r"(?<=/)[0-9a-f-]{16,}|(?<=/)[0-9a-f]{16,}(?=\.)", re.IGNORECASE)
_PLAIN = re.compile(r"[\w./…-]{1,120}", re.ASCII)
_ADDRESS = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?|\[?[0-9a-f]*:[0-9a-f:]*:[0-9a-f]*\]?")
_QUERY = re.compile(r"\?\S*")


class Lines(logging.Formatter):
    """A record of the log as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record without what its writer may have known about somebody."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        said: dict[str, Any] = {"at": at, "level": record.levelname.lower(), "from": record.name}
        fields = getattr(record, "fields", None)
        if fields is not None:
            said |= fields
        elif record.exc_info is None:
            said["text"] = _without_addresses(record.getMessage())
        else:
            said["text"] = _without_addresses(str(record.msg))  # values are not filled in
        if record.exc_info and record.exc_info[0] is not None:
            said["error"] = record.exc_info[0].__name__
            said["where"] = [
                f"{frame.filename.removeprefix(_ROOT)}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-12:]
            ]
        return json.dumps(said, ensure_ascii=False)


def begin() -> None:
    """Let everything that is logged in this process be written so."""
    handler = logging.StreamHandler()
    if not sys.stderr.isatty():
        handler.setFormatter(Lines())
        for logger in _all():
            for written in logger.handlers:
                written.setFormatter(handler.formatter)
    _OURS.setLevel(logging.INFO)
    _OURS.propagate = False
    _OURS.handlers = [handler]


def event(kind: str, **fields: Any) -> None:
    """Write down that something happened."""
    _OURS.info(kind, extra={"fields": {"event": kind, **fields}})


def request(method: str, path: str, status: int, seconds: float) -> None:
    """Write down a request: the form of its path alone."""
    event("request", method=method, path=shape(path), status=status, ms=round(seconds * 1000))


def shape(path: str) -> str:
    """A path without the ids in it, and without what only an attacker writes there."""
    short = _IDS.sub("…", path)
    return short if _PLAIN.fullmatch(short) else "(other)"


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub("…", _QUERY.sub("", text))


def _all() -> list[logging.Logger]:
    known = logging.root.manager.loggerDict.values()
    return [logging.root, *(one for one in known if isinstance(one, logging.Logger))]
