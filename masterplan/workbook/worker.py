"""The process in which files are read: what goes wrong there goes wrong for one file only.

It takes its request from the standard input and answers on the standard output; on the standard
error it says how far it is. Here nothing may be imported that shows or stores anything.
"""

from __future__ import annotations

import io
import json
import os
import sys
from typing import IO

from masterplan.workbook.mapping import from_json
from masterplan.workbook.progress import HANDING_OVER
from masterplan.workbook.read import read_files
from masterplan.workbook.transfer import read_request, write_readings

if sys.platform != "win32":
    import resource

PROGRESS = "progress: "
"""How a line on the standard error begins that says how far reading is."""

OUT_OF_MEMORY = 3
"""The exit code where Python itself was refused memory."""

_GRACE = 2


def main() -> None:
    """Read what is asked for, within the limits that come with it."""
    with os.fdopen(os.dup(1), "wb") as answer:
        os.dup2(2, 1)  # what a library prints must not get between the answer
        try:
            _answer(sys.stdin.buffer, answer)
        except MemoryError:
            sys.exit(OUT_OF_MEMORY)


def _answer(question: IO[bytes], answer: IO[bytes]) -> None:
    request = read_request(question)
    _limit(request.memory, request.seconds)
    readings = read_files(
        request.files,
        request.known,
        request.chosen_plan,
        None if request.mapping is None else from_json(request.mapping),
        tell=_tell,
        is_bulk=request.is_bulk,
    )
    _tell(1.0, HANDING_OVER, len(request.files) - 1)
    gathered = io.BytesIO()  # an answer is whole, or there is none
    write_readings(readings, gathered)
    answer.write(gathered.getbuffer())


def _tell(share: float, text: str, file: int) -> None:
    sys.stderr.write(PROGRESS + json.dumps([share, text, file]) + "\n")
    sys.stderr.flush()


def _limit(memory: int, seconds: int) -> None:
    """Take away from this process what it must not use; Windows knows no such limits."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + _GRACE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
