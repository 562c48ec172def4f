"""Open a database file with the engine, and say in words where that cannot be."""

from __future__ import annotations

import os
import re
from pathlib import Path

import duckdb

from masterplan.store.files import LOCKED
from masterplan.texts import UserError, mark

_DAMAGED = mark(
    "The file {path} is not a readable database. Restore a backup with: "
    "python -m masterplan restore FILE"
)
_NO_ACCESS = mark(
    "The database {path} cannot be opened: {reason}. Check the folder and its rights."
)


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """The connection to a file, which is made where there is none.

    Raises UserError for a file that is locked, damaged, or in a place that cannot be written.
    """
    # The engine would otherwise fetch a reader for a file that looks like another database's.
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(str(path), config=config)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(_NO_ACCESS, path=path, reason=reason) from error
    except duckdb.Error as error:
        if "Could not set lock" in str(error):
            raise UserError(LOCKED, path=path) from error
        if path.is_file() and os.access(path, os.R_OK | os.W_OK, effective_ids=True):
            raise UserError(_DAMAGED, path=path) from error
        raise UserError(_NO_ACCESS, path=path, reason=reason_of(error)) from error
    connection.execute("set enable_progress_bar = false")
    connection.execute("set global timezone = 'UTC'")
    return connection


def reason_of(error: BaseException) -> str:
    """What the engine says, without the class of its error."""
    line = (str(error).splitlines() or [""])[0].rstrip(".")
    return re.sub(r"^\w+ Error: ", "", line) or type(error).__name__
