"""``python -m benchmarks [--only NAME]``: exit code 1 where a measure exceeds what is allowed.

``python -m benchmarks --official-ratings FOLDER`` compares the trend rule with official ratings
instead (benchmarks/official_ratings.py), and fails where fewer than 93 % agree.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import explorer, lights, loading, official_ratings, overview, pages, reports
from benchmarks.measure import table

BENCHMARKS = {
    "loading": loading.measure,
    "overview": overview.measure,
    "pages": pages.measure,
    "lights": lights.measure,
    "explorer": explorer.measure,
    "reports": reports.measure,
}


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, and say by the exit code whether all of it is allowed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=sorted(BENCHMARKS), help="take this one alone")
    parser.add_argument(
        "--official-ratings", type=Path, metavar="FOLDER", help="compare with the ratings in there"
    )
    given = parser.parse_args(arguments)
    if given.official_ratings:
        agreement = official_ratings.measure(given.official_ratings)
        print(agreement.report)
        return 0 if agreement.is_enough else 1
    chosen = [given.only] if given.only else list(BENCHMARKS)
    measures = [measure for name in chosen for measure in BENCHMARKS[name]()]
    print(table(measures))
    return 0 if all(measure.is_kept for measure in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
