"""Files that are whole or absent: written beside their place, brought to the disk, then renamed."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from masterplan.texts import UserError, mark

if sys.platform != "win32":
    import fcntl

LOCKED = mark(
    "Another program holds the database {path}: probably the running app. "
    "Close it there and call again, or do it on the pages of the app."
)
_NOT_WRITTEN = mark(
    "The file {path} could not be written: {reason}. Nothing was changed. "
    "Check the free space and the rights of the folder, and do it again."
)


def sha256_of(file: Path) -> str:
    """The sha256 of a file's content, in hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def wal_of(database: Path) -> Path:
    """The file beside a database in which the engine keeps what is not in the database yet."""
    return database.with_name(database.name + ".wal")


def is_at_rest(database: Path) -> bool:
    """Is everything in the database file itself?"""
    wal = wal_of(database)
    return not wal.exists() or wal.stat().st_size == 0


_COPY = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"


def copy_of_open(database: Path, target: Path) -> None:
    """Copy a database that this process has open; nobody may write to it meanwhile.

    A process of its own does it: whoever closes a file gives back the lock that the engine has on
    it, and another program could open the database beside us.
    """
    command = [sys.executable, "-I", "-c", _COPY, str(database), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or [""])[-1]
        raise UserError(_NOT_WRITTEN, path=target, reason=reason)


@contextmanager
def scratch(target: Path) -> Iterator[Path]:
    """A name beside ``target`` that nobody else takes; what is left there at the end goes."""
    partial = target.with_name(f"{target.name}.{os.getpid()}-{threading.get_ident()}.partial")
    try:
        yield partial
    finally:
        partial.unlink(missing_ok=True)
        wal_of(partial).unlink(missing_ok=True)


@contextmanager
def arriving(target: Path) -> Iterator[Path]:
    """A partial file to be written, which at the end takes its place at once; or goes."""
    with sentence(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with scratch(target) as partial:
            yield partial
            _rename(partial, target)


@contextmanager
def sentence(target: Path) -> Iterator[None]:
    """Say in one sentence where a file could not be written."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(_NOT_WRITTEN, path=target, reason=reason) from error


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Keep every other process from opening a database, where there is one; refuse if one has.

    It is the lock that the engine takes itself. A process loses it with the first descriptor of
    the file that it closes: the database must not be open in this process.
    """
    if not database.exists():
        yield
        return
    with contextlib.ExitStack() as stack:
        try:
            _lock(stack.enter_context(database.open("rb+")))
        except OSError as error:
            raise UserError(LOCKED, path=database) from error
        yield


def _lock(file: BinaryIO) -> None:
    if sys.platform == "win32":  # there the engine lets nobody else open its file; nor rename ours
        file.close()
    else:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def put_in_place(new: Path, database: Path, occasion: str) -> Path | None:
    """Let a closed database file take the place of another, which stays beside it; to be ``held``.

    Returns where the old one is kept, None where there was none. At every moment a whole database
    stands at the place.
    """
    with sentence(database):
        kept = None
        if database.exists():
            now = dt.datetime.now(dt.UTC)
            kept = database.with_name(f"{database.name}.before-{occasion}-{now:%Y%m%dT%H%M%S.%fZ}")
            _link(database, kept)
            if wal_of(database).exists():
                wal_of(database).replace(wal_of(kept))
        # what the engine has not yet written into the old file must never be read into the new one
        wal_of(database).unlink(missing_ok=True)
        _rename(new, database)
        return kept


def _link(file: Path, name: Path) -> None:
    try:
        os.link(file, name)
    except OSError:  # a file system without links
        shutil.copy2(file, name)


def _rename(partial: Path, target: Path) -> None:
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    partial.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
