"""``python -m benchmarks [--only NAME]``: exit code 1 where a measure exceeds what is allowed."""

from __future__ import annotations

import argparse
import sys

from benchmarks import loading, overview
from benchmarks.measure import table

BENCHMARKS = {"loading": loading.measure, "overview": overview.measure}


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, and say by the exit code whether all of it is allowed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=sorted(BENCHMARKS), help="take this one alone")
    only = parser.parse_args(arguments).only
    chosen = [only] if only else list(BENCHMARKS)
    measures = [measure for name in chosen for measure in BENCHMARKS[name]()]
    print(table(measures))
    return 0 if all(measure.is_kept for measure in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
