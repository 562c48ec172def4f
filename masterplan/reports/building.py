"""The files of a report, each built in a process of its own.

The app goes on meanwhile and does not grow; a file that takes too long or too much is given up.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from masterplan.texts import UserError, mark

SECONDS = 180
"""Whoever has not built a file by then never will; the longest report takes a few."""

AT_ONCE = 2
"""So many files are built at a time; others wait for their turn."""

PROGRESS, PART, FAILURE = b"p", b"d", b"e"
"""What the process says: how far it is, a part of what it built, why it could not."""

_ROOT = Path(__file__).parents[2]
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from masterplan.reports.building_process import main; sys.exit(main())"
)
"""Isolated (-I), Python looks neither into the working folder nor where the environment says."""
_KEPT = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")
_ALONE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}

_WAITING = mark("Waiting for other reports to be built")
_TOO_LONG = mark("Building the file took too long and was ended. Try again in a few minutes.")
_ENDED = mark(
    "The file could not be built: the process ended, perhaps for want of memory. Try again when "
    "less is going on; if it stays so, the log of the app says more."
)

_turns = threading.BoundedSemaphore(AT_ONCE)
_log = logging.getLogger(__name__)

Tell = Callable[[float, str], None]
"""Is told the share that is done, and what is being done (a text of the catalogue)."""


@dataclass(frozen=True)
class Order:
    """A file to be built."""

    text: str
    """The data of the report as it is stored (JSON)."""
    frozen_report_id: int | None
    form: str
    """One of ``formats.FORMATS``."""
    language: str


def build(order: Order, tell: Tell | None = None) -> bytes:
    """The file; the same order gives the same bytes.

    Raises UserError where it cannot be built; the log says why.
    """
    return b"".join(_parts({**asdict(order), "ppi": None}, tell))


def previews(order: Order, ppi: float, tell: Tell | None = None) -> list[bytes]:
    """The pages of the PDF as pictures (PNG), at so many dots per inch."""
    return _parts({**asdict(order), "ppi": ppi}, tell)


def _parts(order: dict[str, object], tell: Tell | None) -> list[bytes]:
    if not _turns.acquire(blocking=False):
        if tell is not None:
            tell(0.0, _WAITING)
        _turns.acquire()
    try:
        return _run(json.dumps(order, allow_nan=False).encode(), tell)
    finally:
        _turns.release()


def _run(order: bytes, tell: Tell | None) -> list[bytes]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with subprocess.Popen(
        [sys.executable, "-I", "-c", _START, str(_ROOT)],
        env=kept | _ALONE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        complaints: list[bytes] = []
        clock = threading.Timer(SECONDS, give_up)
        listener = threading.Thread(target=_listen, args=(process.stderr, complaints), daemon=True)
        clock.start()
        listener.start()
        try:
            try:
                process.stdin.write(order)
                process.stdin.close()
            except BrokenPipeError:
                pass  # it ended; what it said tells why
            parts, failure = _read(process.stdout, tell)
            process.wait()
        finally:
            clock.cancel()
            process.kill()
            listener.join(5)
    if failure is not None:
        _log.error("a report could not be built: %s", failure["reason"])
        raise UserError(failure["message"])
    if process.returncode:
        said = b"".join(complaints).decode(errors="replace")
        _log.error("the process of a report ended with %s: %s", process.returncode, said[-4000:])
        raise UserError(_TOO_LONG if late.is_set() else _ENDED)
    return parts


def _listen(stream: IO[bytes], heard: list[bytes]) -> None:
    heard.extend(stream)


def _read(stream: IO[bytes], tell: Tell | None) -> tuple[list[bytes], dict[str, str] | None]:
    parts: list[bytes] = []
    for kind, content in _messages(stream):
        if kind == PART:
            parts.append(content)
        elif kind == FAILURE:
            failure: dict[str, str] = json.loads(content)
            return [], failure
        elif tell is not None:
            share, doing = json.loads(content)
            tell(share, doing)
    return parts, None


def _messages(stream: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    while head := stream.read(9):
        size = int.from_bytes(head[1:], "big")
        content = stream.read(size)
        if len(head) < 9 or len(content) < size:
            return  # it ended in the middle; its exit code says so
        yield head[:1], content
