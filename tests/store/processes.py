"""What other processes do to a database: ``python -m tests.store.processes NAME PATH``."""

from __future__ import annotations

import importlib
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from masterplan.access import local
from masterplan.store import database, open_store
from masterplan.store.archive import backup
from masterplan.store.files import wal_of
from masterplan.texts import UserError
from tests.readings import basic_plan, observations, observed
from tests.store import sessions
from tests.store.sessions import INDICATORS

UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@contextmanager
def running(name: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    """One of the functions below in a process of its own, ended at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.store.processes", name, str(path)],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(30)


def hold(path: Path) -> None:
    """Keep the database open until standard input ends."""
    open_store(path)
    say("held")
    sys.stdin.read()


def nurse(_path: Path) -> None:
    """For each line of standard input, "JOB PATH", a child that does that until it is killed.

    Forked from a process that has read the libraries already but opened nothing.
    """
    importlib.import_module("pyarrow.dataset")  # the engine does so at its first table
    for line in sys.stdin:
        job, _, path = line.strip().partition(" ")
        child = os.fork()
        if child == 0:
            try:
                say(f"started {os.getpid()}")
                getattr(sessions, job)(Path(path))
                time.sleep(3600)
            finally:
                os._exit(1)
        os.waitpid(child, 0)
        say("dead")


def fill_the_disk(path: Path) -> None:
    """Commit what does not fit any more, then what fits again."""
    store = open_store(path)
    store.commit(basic_plan(), local("Ada"))
    many = observations(*(observed(1.0, f"I{number}") for number in range(4_000)))
    upload_id = store.commit(many, local("Ada")).upload_id
    assert upload_id
    store.withdraw(upload_id, local("Ada"))
    with store.at_rest():
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY))
    more = observations(*(observed(2.0, f"I{number}") for number in range(4_000)))
    for write in (
        lambda: store.reinstate(upload_id, local("Ada")),  # no room in the database
        lambda: store.commit(more, local("Ada")),  # nor for an original
        lambda: backup(store, path.with_name("backup.zip")),
    ):
        try:
            write()
        except UserError as error:
            say(f"refused {error}")
    resource.setrlimit(resource.RLIMIT_FSIZE, UNLIMITED)
    say(f"stored {store.commit(observations(observed(3.0)), local('Ada')).upload_id}")


def stop_the_engine(path: Path) -> None:
    """Let the disk be full when the engine tidies up after a commit: it then stops for good."""
    connect = database.connect

    def connect_and_tidy_often(place: Path) -> database.Cursor:
        connection = connect(place)
        connection.execute("set checkpoint_threshold = '50kb'")
        return connection

    database.connect = connect_and_tidy_often
    store = open_store(path)
    store.commit(basic_plan(indicators=INDICATORS), local("Ada"))
    with store.at_rest():
        size = path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 1_000, resource.RLIM_INFINITY))
    number = 1
    while store.is_usable:
        number += 1
        records = [observed(float(number), code, comment="x" * 500) for code in INDICATORS]
        say(f"confirmed {store.commit(observations(*records), local('Ada')).upload_id}")
    assert wal_of(path).exists()
    try:
        store.ask("uploads/known_codes")
    except UserError as error:
        say(f"refused {error}")
    resource.setrlimit(resource.RLIMIT_FSIZE, UNLIMITED)
    say(f"reopened {len(open_store(path).ask('uploads/known_codes'))}")


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


if __name__ == "__main__":
    globals()[sys.argv[1]](Path(sys.argv[2]))
