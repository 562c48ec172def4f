"""What reading tells of itself while it goes on."""

from __future__ import annotations

from collections.abc import Callable

from masterplan.workbook.rule import mark

Tell = Callable[[float, str, int], None]
"""Called with the share that is done, a text of the catalogues, and the number of the file."""

STARTING = mark("Preparing to read")
OPENING = mark("Opening the file")
READING = mark("Reading the rows")
CHECKING = mark("Checking the rows")
HANDING_OVER = mark("Gathering the result")

_OPENED = 0.5
_READ = 0.8


def say_nothing(_share: float, _text: str, _file: int) -> None:
    """For callers that do not want to know."""


class Steps:
    """Turns the steps of each file into shares of the whole."""

    def __init__(self, tell: Tell, files: int) -> None:
        self._tell = tell
        self._files = max(1, files)

    def opening(self, file: int) -> None:
        """A file is about to be opened, which takes most of the time."""
        self._tell(file / self._files * _READ, OPENING, file)

    def reading(self, file: int, share: float) -> None:
        """This share of a file's sheets has been read."""
        done = _OPENED + (1 - _OPENED) * share
        self._tell((file + done) / self._files * _READ, READING, file)

    def checking(self, file: int) -> None:
        """The rows of a file are about to be checked."""
        self._tell(_READ + (1 - _READ) * file / self._files, CHECKING, file)
