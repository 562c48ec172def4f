"""Fifty people who open a page every ten seconds while two analysts upload 10,000 rows each.

One server, as it runs for people; the visitors speak to it over its socket. The floor is the
median time of one person who opens the same pages of the same server alone.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks import pages
from benchmarks.measure import ROOT, Measure
from benchmarks.visitor import Visitor
from masterplan.access import PAGES, local
from masterplan.samples import load_samples
from masterplan.store import Store
from masterplan.workbook.read import read_files
from masterplan.workbook.write import workbook

ALLOWED_RATIO = 3

VISITORS, EVERY, SECONDS = 50, 10.0, 75.0
ROWS = 10_000
ANALYSTS = 2

_PAUSE = 0.25

_PARTS = {"measure": {"measure": "BI-1"}, "indicator": {"indicator": "BI-1.1"}}
_NOT_OPENED = ("upload", "published")
_QUARTERS = [dt.date(2020 + n // 4, 3 * (n % 4) + 1, 1) for n in range(20)]


@dataclass
class Walked:
    """How long pages took, in milliseconds, and what was wrong on them."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    uploads: list[float] = field(default_factory=list)
    """Seconds from the file that was chosen to what was stored."""

    @property
    def median(self) -> float:
        """Over all pages that were opened."""
        return statistics.median(one for times in self.times.values() for one in times)

    @property
    def count(self) -> int:
        """How many pages were opened."""
        return sum(map(len, self.times.values()))

    @property
    def report(self) -> str:
        """The median of each page."""
        medians = sorted((statistics.median(times), page) for page, times in self.times.items())
        return "  ".join(f"{page} {median:,.0f}" for median, page in medians)


def _analysed(plan: str) -> dict[str, list[dict[str, object]]]:
    """The plan of an analyst, with 500 indicators of which nothing is known yet."""
    tables = pages.tables(measures=100, each=5)
    tables["plan"] = [{"plan_code": plan, "title": f"Plan {plan}"}]
    del tables["observation"]
    return tables


def _values(plan: str, rows: int, turn: int) -> bytes:
    """The workbook of an analyst: so many values, in its turn others than before."""
    codes = [str(row["indicator_code"]) for row in _analysed(plan)["indicator"]]
    observed = [
        {"indicator_code": code, "observed_on": day, "value": float(turn + number)}
        for number, (code, day) in enumerate((code, day) for code in codes for day in _QUARTERS)
    ]
    named = {"plan": [{"plan_code": plan, "title": f"Plan {plan}"}]}
    return workbook({**named, "observation": observed[:rows]})


def _fill(path: Path) -> None:
    store = Store(path)
    load_samples(store)
    for number in range(ANALYSTS):
        content = workbook(_analysed(f"A{number}"))
        (reading,) = read_files([("plan.xlsx", content)], store.known())
        store.commit(reading, local("Benchmark"))
    store.close()


@contextmanager
def _serving(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    path = folder / "crowd.duckdb"
    _fill(path)
    environment = {**os.environ, "MASTERPLAN_DB": str(path), "MASTERPLAN_BACKUP_HOURS": "0"}
    command = [sys.executable, "-m", "streamlit", "run", "serve.py", "--server.port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        for _ in range(300):
            try:
                if httpx.get(f"{address}/api/health").status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.2)
        yield address, server
    finally:
        server.terminate()
        server.wait(60)


def _addresses() -> list[str]:
    return [page.address for page in PAGES if page.address not in _NOT_OPENED]


async def _click(visitor: Visitor, address: str, walked: Walked) -> None:
    begun = time.perf_counter()
    await visitor.open(address, plan="BSP", lang="en", **_PARTS.get(address, {}))
    walked.times[address].append((time.perf_counter() - begun) * 1000)
    walked.errors += [f"{address}: {error}" for error in visitor.errors]


async def _alone(server: str, turns: int) -> Walked:
    """One person who opens all pages in turn; the first turn is not counted.

    They pause, as those of the crowd do: what comes at once after another message waits for it on
    its way, and would count for the page.
    """
    visitor, walked = await Visitor.arrive(server), Walked()
    for address in _addresses():
        await _click(visitor, address, Walked())
    for _ in range(turns):
        for address in _addresses():
            await asyncio.sleep(_PAUSE)
            await _click(visitor, address, walked)
    await visitor.leave()
    return walked


async def _come_and_look(server: str, number: int, seconds: float, walked: Walked) -> None:
    chance = random.Random(number)
    end = time.monotonic() + seconds
    await asyncio.sleep(chance.uniform(0, EVERY))
    visitor = await Visitor.arrive(server)
    while time.monotonic() < end:
        next_click = time.monotonic() + chance.uniform(0.8, 1.2) * EVERY
        await _click(visitor, chance.choice(_addresses()), walked)
        await asyncio.sleep(max(0.0, next_click - time.monotonic()))
    await visitor.leave()


async def _upload(server: str, number: int, rows: int, seconds: float, walked: Walked) -> None:
    """Choose a workbook, look at what it changes, store it; and again, until the time is over."""
    plan, end, turn = f"A{number}", time.monotonic() + seconds, 0
    visitor = await Visitor.arrive(server)
    while turn == 0 or time.monotonic() < end:
        turn += 1
        content = await asyncio.to_thread(_values, plan, rows, turn)
        visitor.widgets.clear()
        await visitor.open("upload", plan=plan, lang="en")
        begun = time.monotonic()
        await visitor.choose_file("values.xlsx", content)
        await visitor.open("upload", plan=plan, lang="en")
        visitor.write("Your name", f"Analyst {number}")
        if turn > 1:
            visitor.write("Reason for the corrections", "Newer values")
        await visitor.press("upload", "Store these changes")
        walked.errors += [f"upload: {error}" for error in visitor.errors]
        told = [one.body for one in visitor.drawn("alert")]
        if not any("Stored as upload" in text for text in told):
            walked.errors.append(f"upload: nothing was stored, {told}")
        walked.uploads.append(time.monotonic() - begun)
        await asyncio.sleep(EVERY)
    await visitor.leave()


async def _together(server: str, visitors: int, rows: int, seconds: float) -> Walked:
    walked = Walked()
    looking = (_come_and_look(server, number, seconds, walked) for number in range(visitors))
    uploading = (_upload(server, number, rows, seconds, walked) for number in range(ANALYSTS))
    await asyncio.gather(*looking, *uploading)
    return walked


def _awaited(server: str, visitors: int, rows: int, seconds: float) -> tuple[Walked, Walked]:
    async def both() -> tuple[Walked, Walked]:
        alone = await _alone(server, turns=2)
        return alone, await _together(server, visitors, rows, seconds)

    found: list[tuple[Walked, Walked]] = []
    # whoever calls may have a loop of its own in this thread
    thread = threading.Thread(target=lambda: found.append(asyncio.run(both())))
    thread.start()
    thread.join()
    return found[0]


def measure(visitors: int = VISITORS, rows: int = ROWS, seconds: float = SECONDS) -> list[Measure]:
    """The median time of a page in the crowd, beside that of one person; and pages in error."""
    with tempfile.TemporaryDirectory() as folder, _serving(Path(folder)) as (server, _process):
        alone, crowd = _awaited(server, visitors, rows, seconds)
    print(f"alone, ms: {alone.report}\ncrowd, ms: {crowd.report}")
    print(
        f"{crowd.count} pages, {len(crowd.uploads)} uploads of {rows:,} rows, seconds each: "
        + " ".join(f"{one:.0f}" for one in crowd.uploads)
    )
    for error in (alone.errors + crowd.errors)[:20]:
        print(error)
    errors = float(len(alone.errors) + len(crowd.errors))
    return [
        Measure(f"{visitors} people, page", crowd.median, "ms", ALLOWED_RATIO, alone.median),
        Measure(f"{visitors} people, errors", errors, "pages", 0),
    ]
