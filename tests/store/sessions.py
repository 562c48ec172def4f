"""What several sessions of one process do to a database at once, until the process is killed."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from masterplan.access import local
from masterplan.reporting import Scope
from masterplan.reports.snapshot import composer
from masterplan.store import Store
from masterplan.store.reports import freeze
from masterplan.store.schedule import Plan, back_up_now
from tests.readings import basic_plan, observations, observed

INDICATORS = [f"I{number}" for number in range(40)]
BACKUPS = Plan(Path("backups"), None, kept=3, months=0)
"""Where backups go, beside the database; the older ones are dropped."""
_ON = dt.date(2024, 12, 31)
_UPLOADING = 2
"""Sessions that upload; as many more as there are others read, freeze and back up."""


def say(*words: object) -> None:
    """A line to standard output at once and in one piece, whoever else speaks."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def open_it(path: Path) -> None:
    """Open the database, which may be one of an older schema, and do no more."""
    say("begins", "schema-change")
    Store(path)
    say("ends", "schema-change")


def work(path: Path) -> None:
    """All sessions at once; every one of them says what it begins and what was confirmed."""
    say("begins", "opening")
    store = Store(path)
    store.commit(basic_plan(indicators=INDICATORS), local("Ada"))
    say("ends", "opening")
    jobs = [*[_uploads] * _UPLOADING, _freezes, _backs_up, _reads]
    for number, job in enumerate(jobs):
        threading.Thread(target=_without_end, args=(job, store, number)).start()


def _without_end(job: Callable[[Store, int], Iterator[None]], store: Store, number: int) -> None:
    try:
        for _ in job(store, number):
            pass
    except BaseException as error:
        say("failed", repr(error))
        raise


def _uploads(store: Store, number: int) -> Iterator[None]:
    """Upload after upload, each with one number for all indicators; some are withdrawn again."""
    for turn in itertools.count(1):
        stamp = float(f"{os.getpid()}.{turn:05}{number}")
        records = [observed(stamp, code) for code in INDICATORS]
        say("begins", "upload")
        upload_id = store.commit(observations(*records), local("Ada")).upload_id
        say("ends", "upload", upload_id)
        if turn % 3 == 1:
            assert upload_id
            say("begins", "withdrawal")
            store.withdraw(upload_id, local("Ada"))
            say("ends", "withdrawal", upload_id)
        yield


def _freezes(store: Store, _number: int) -> Iterator[None]:
    while True:
        compose = composer(store.ask, Scope("MP"), _ON)
        say("begins", "freeze")
        frozen = freeze(store, Scope("MP"), _ON, ("Bericht", None), local("Ben"), compose)
        say("ends", "freeze", frozen.frozen_report_id, frozen.sha256)
        yield


def _backs_up(store: Store, _number: int) -> Iterator[None]:
    plan = Plan(store.path.parent / BACKUPS.folder, None, BACKUPS.kept, BACKUPS.months)
    while True:
        say("begins", "backup")
        done = back_up_now(store, plan)
        if not done.is_proved:
            raise RuntimeError(done.error)
        say("ends", "backup", done.file)
        yield


def _reads(store: Store, _number: int) -> Iterator[None]:
    while True:
        store.ask("uploads/list", plan="MP")
        time.sleep(0.02)
        yield
