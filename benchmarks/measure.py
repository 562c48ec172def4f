"""A measure beside its floor: what cannot be undercut, taken in the same run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Measure:
    """A cost, and how much of it is allowed: a multiple of the floor, or an amount."""

    name: str
    value: float
    unit: str
    allowed: float
    floor: float | None = None
    """None where ``allowed`` is an amount in ``unit``."""

    @property
    def compared(self) -> float:
        """What is held against ``allowed``: the ratio to the floor, or the value itself."""
        return self.value if self.floor is None else self.value / self.floor

    @property
    def is_kept(self) -> bool:
        """Does the measure stay within what is allowed?"""
        return self.compared <= self.allowed

    @property
    def row(self) -> tuple[str, ...]:
        """The measure as a row of the table."""
        has_floor = self.floor is not None
        return (
            self.name,
            f"{self.value:,.0f} {self.unit}",
            f"{self.floor:,.0f} {self.unit}" if has_floor else "–",
            f"{self.compared:.1f}" if has_floor else "–",
            f"{self.allowed:g}" if has_floor else f"{self.allowed:,.0f} {self.unit}",
            "kept" if self.is_kept else "EXCEEDED",
        )


HEADINGS = ("measure", "measured", "floor", "ratio", "allowed", "")


def table(measures: list[Measure]) -> str:
    """The measures as text, in columns."""
    rows = [HEADINGS, *(measure.row for measure in measures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADINGS))]
    lines = [
        "  ".join(
            cell.ljust(width) if place in (0, len(row) - 1) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join(lines)


def in_child(module: str, *arguments: object, env: Mapping[str, str] | None = None) -> Any:
    """What ``python -m module`` prints as JSON on its last line; a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        capture_output=True,  # what it logs is of interest only where it fails
        text=True,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{module} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])
