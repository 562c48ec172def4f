"""The samples in a file, closed, to be copied by whoever needs them."""

from __future__ import annotations

import shutil
from pathlib import Path

from masterplan.samples import load_samples
from masterplan.store import forget, open_store

FILE = "masterplan.duckdb"


def load(folder: Path) -> Path:
    """Load the samples into a folder; the file is closed at the end."""
    path = folder / FILE
    load_samples(open_store(path))
    forget(path)
    return folder


def copy(folder: Path, target: Path) -> Path:
    """The file of a copy of such a folder."""
    shutil.copytree(folder, target, dirs_exist_ok=True)
    return target / FILE
