"""Files read in a process of their own: none takes the app down or makes others wait."""

from __future__ import annotations

import hashlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from masterplan.findings import Finding, Known, Reading
from masterplan.workbook import limits, progress
from masterplan.workbook.mapping import Mapping, to_json
from masterplan.workbook.rulebook import RULES
from masterplan.workbook.transfer import Request, read_readings, write_request
from masterplan.workbook.worker import OUT_OF_MEMORY, PROGRESS

OnProgress = Callable[[float, str], None]
"""Called with the share that is done and a text of the catalogues, several times a second.

What it raises ends the reading: that is how one cancels.
"""

_ROOT = Path(__file__).parents[2]
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from masterplan.workbook.worker import main; main()"
)
"""Isolated (-I), Python looks neither into the working folder nor where the environment says."""

_KEPT = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "TZ", "LD_LIBRARY_PATH")
_ENVIRONMENT = {
    # These would ask for address space that the limit does not leave.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
_BREATH = 0.2
"""Seconds between two looks at the clock, and two chances to cancel."""

_SLOW_START = 20.0


def read_safely(
    files: Sequence[tuple[str, bytes]],
    known: Known,
    chosen_plan: str | None = None,
    mapping: Mapping | None = None,
    on_progress: OnProgress | None = None,
    timeout: float | None = None,
    is_bulk: bool = False,
) -> list[Reading]:
    """``read_files`` in a process of its own, with limits of memory and time.

    Where the process comes to an early end, each file has one finding that says why. ``is_bulk``
    lets CSV and Parquet files be as long as the command line takes them.
    """
    if not files:
        return []
    allowed = limits.LIMITS
    seconds = allowed.seconds_for(sum(len(content) for _name, content in files))
    used = None if mapping is None else to_json(mapping)
    request = Request(files, known, chosen_plan, used, is_bulk, allowed.memory, seconds)
    longest = 2 * seconds + _SLOW_START if timeout is None else timeout
    return _answer(request, on_progress, time.monotonic() + longest)


def _answer(request: Request, on_progress: OnProgress | None, deadline: float) -> list[Reading]:
    # Files without a name: whatever happens, nothing is left of them.
    with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
        write_request(request, question)
        question.seek(0)
        run = _Run(question, answer, on_progress)
        rule = run.outcome(deadline)
        if rule is None:
            answer.seek(0)
            try:
                return read_readings(answer, request.files)
            except (ValueError, KeyError, TypeError, OSError):  # an answer that was broken off
                rule = "reading_broke_off"
    return _stopped(request.files, rule, run.file)


class _Run:
    """One process that reads, from its start to its end."""

    def __init__(
        self, question: IO[bytes], answer: IO[bytes], on_progress: OnProgress | None
    ) -> None:
        self.file = 0
        """The number of the file that was read last."""
        self._streams = question, answer
        self._on_progress = on_progress
        self._said = (0.0, progress.STARTING)
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._has_no_memory = False

    def outcome(self, deadline: float) -> str | None:
        """Let it read; the rule that says why it ended early, None where it did not."""
        question, answer = self._streams
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        with subprocess.Popen(
            [sys.executable, "-I", "-c", _START, str(_ROOT)],
            stdin=question,
            stdout=answer,
            stderr=subprocess.PIPE,
            env=environment | _ENVIRONMENT,
        ) as process:
            listener = threading.Thread(target=self._listen, args=[process.stderr], daemon=True)
            listener.start()
            try:
                is_late = not self._follow(deadline)
            finally:
                process.kill()  # of a process that has ended already nothing remains to be killed
                process.wait()
                listener.join()
        return "reading_took_too_long" if is_late else self._reason(process.returncode)

    def _listen(self, lines: IO[bytes]) -> None:
        for line in lines:
            self._lines.put(line.decode("utf-8", "replace"))
        self._lines.put(None)

    def _follow(self, deadline: float) -> bool:
        """Pass on what the process says until it has no more to say; False past the deadline."""
        while time.monotonic() < deadline:
            try:
                line = self._lines.get(timeout=_BREATH)
            except queue.Empty:
                line = ""
            if line is None:
                return True
            if line.startswith(PROGRESS):
                share, text, self.file = json.loads(line.removeprefix(PROGRESS))
                self._said = share, text
            elif line:
                self._has_no_memory |= "memory" in line  # the words in which libraries give up
                continue
            if self._on_progress is not None:
                self._on_progress(*self._said)
        return False

    def _reason(self, code: int) -> str | None:
        if code == 0:
            return None
        if code in (-signal.SIGABRT, -getattr(signal, "SIGKILL", 9), OUT_OF_MEMORY):
            return "reading_needed_too_much_memory"
        if code == -getattr(signal, "SIGXCPU", 24):
            return "reading_took_too_long"
        return "reading_needed_too_much_memory" if self._has_no_memory else "reading_broke_off"


def _stopped(files: Sequence[tuple[str, bytes]], rule: str, culprit: int) -> list[Reading]:
    """A reading of each file where the process was stopped at one of them."""
    made = []
    for number, (name, content) in enumerate(files):
        used, details = rule, dict[str, str]()
        if number != culprit:
            used, details = "reading_stopped_elsewhere", {"other": files[culprit][0]}
        finding = Finding("", "", RULES[used].severity, used, name, details)
        digest = hashlib.sha256(content).hexdigest()
        made.append(Reading(name, digest, content, findings=[finding]))
    return made
