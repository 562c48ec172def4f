"""Proof that a backup is one: it is restored elsewhere, opened, and asked."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from masterplan.store.archive import BackupSummary, backup, missing_originals, restore
from masterplan.store.database import QUERIES
from masterplan.store.files import sentence
from masterplan.store.uploads import Store
from masterplan.texts import UserError, mark

CHECKS = tuple(sorted(file.stem for file in (QUERIES / "checks").glob("*.sql")))

OF_CONTENT = "reference_to_nothing"
"""The check that a withdrawn upload may fail with nothing being damaged."""

_FOLDER = "restore-test-"

_NOT_WHOLE = mark(
    "The backup {file} was restored elsewhere for a trial, and is not whole there: {what}. "
    "Keep the older backups, check the disk, and back up again."
)


@dataclass(frozen=True)
class Proof:
    """What was found when a backup was restored for a trial."""

    restored: BackupSummary
    checks: int
    """How many checks were asked there."""


def prove(file: Path) -> Proof:
    """Restore a backup into a folder of its own beside it; UserError where it is not whole."""
    with _room_beside(file) as folder:
        place = folder / "masterplan.duckdb"
        summary = restore(file, place)
        store = Store(place)
        try:
            failed = [
                name
                for name in CHECKS
                if name != OF_CONTENT and not store.ask(f"checks/{name}").empty
            ]
            gone = set(missing_originals(store)) - set(summary.missing)
        finally:
            store.close()
    if failed or gone:
        raise UserError(_NOT_WHOLE, file=file, what=", ".join([*failed, *sorted(gone)]))
    return Proof(summary, len(CHECKS))


def rehearse(store: Store) -> Proof:
    """Back up and restore, beside the database, and leave nothing of it."""
    with _room_beside(store.path) as folder:
        file = folder / "rehearsal.backup"
        backup(store, file)
        return prove(file)


@contextmanager
def _room_beside(file: Path) -> Iterator[Path]:
    with sentence(file), tempfile.TemporaryDirectory(prefix=_FOLDER, dir=file.parent) as folder:
        yield Path(folder)


def tidy(folder: Path) -> None:
    """Take away what a trial left that was killed; nobody else may be at one."""
    for left in folder.glob(f"{_FOLDER}*"):
        shutil.rmtree(left, ignore_errors=True)
