"""The command line: each command is a function that is given the options and returns an exit code.

0: done. 1: the data is at fault (findings, checks). 2: the call is at fault, or cannot be done now.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from masterplan.cli.arguments import parser
from masterplan.store import forget
from masterplan.texts import UserError

__all__ = ["main"]

_INTERRUPTED = 130  # as shells say it: 128 and the number of the signal
_PIPE_CLOSED = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; the database is closed afterwards."""
    try:
        options = parser().parse_args(argv)
    except SystemExit as stop:  # argparse has said why, or given help
        return stop.code if isinstance(stop.code, int) else 2
    try:
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except UserError as error:
        print(error.text(options.language), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Nobody reads on. Python flushes once more at its end, and that must not fail as well.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    finally:
        forget(options.db)
