"""Reading a file in a small process, so that what it costs can be told from what the tests cost."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from masterplan.workbook.reading import read_safely
from tests.workbook.books import KNOWN


@dataclass(frozen=True)
class Measured:
    """What came of a file, and what it took."""

    rules: list[str]
    tables: list[str]
    seconds: float
    """Of the processor: how long it takes by the clock depends on what else the machine does."""
    megabytes: float
    """The most memory that any reading of this process took so far."""


def measure(path: Path) -> Measured:
    """Read a file safely."""
    begun = _seconds()
    [reading] = read_safely([(path.name, path.read_bytes())], KNOWN)
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Measured(
        [finding.rule for finding in reading.findings],
        list(reading.tables),
        _seconds() - begun,
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit,
    )


def _seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured_apart(path: Path) -> Measured:
    """The same in a process that has done nothing else: memory held before would count."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.workbook.measured", str(path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
        timeout=120,
    )
    return Measured(**json.loads(done.stdout))


if __name__ == "__main__":
    print(json.dumps(asdict(measure(Path(sys.argv[1])))))
