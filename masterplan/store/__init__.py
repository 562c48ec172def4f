"""The database: ask a question, commit an upload, take one back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from masterplan.store.database import default_path, forget, opened
from masterplan.store.recording import Receipt
from masterplan.store.rehearsing import Lights, Rehearsal
from masterplan.store.staging import SheetChange
from masterplan.store.trail import Event
from masterplan.store.uploads import Store

__all__ = [
    "Event",
    "Lights",
    "Receipt",
    "Rehearsal",
    "SheetChange",
    "Store",
    "ask",
    "default_path",
    "forget",
    "open_store",
]


def open_store(path: Path | None = None) -> Store:
    """The store of a file, the default one without a path; opened once per process.

    Raises UserError for a file that is locked, damaged, or of a newer schema.
    """
    store = opened(path or default_path(), Store)
    assert isinstance(store, Store)
    return store


def ask(name: str, **parameters: object) -> pd.DataFrame:
    """The rows of ``queries/<name>.sql`` from the default database."""
    return open_store().ask(name, **parameters)
