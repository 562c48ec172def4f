"""``python -m masterplan``: what the pages do, from the command line."""

import io
import sys

from masterplan.cli import main

if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that lacks a sign shows a question mark instead of a traceback.
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main())
