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
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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

_PAUSE = 0.25

_PARTS = {"measure": {"measure": "BI-1"}, "indicator": {"indicator": "BI-1.1"}}
_NOT_OPENED = ("upload", "published")
_QUARTERS = [dt.date(2020 + n // 4, 3 * (n % 4) + 1, 1) for n in range(20)]


@dataclass(frozen=True)
class Day:
    """Who comes, how often, for how long, and to which pages."""

    visitors: int = 50
    every: float = 10.0
    """Seconds between two pages of one person."""
    seconds: float = 75.0
    rows: int = 10_000
    """Of each workbook that an analyst uploads."""
    analysts: int = 2
    plan: str = "BSP"
    """What is looked at: the sample city, else a plan of an analyst, A0."""
    addresses: tuple[str, ...] = tuple(
        page.address for page in PAGES if page.address not in _NOT_OPENED
    )


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


def _fill(path: Path, day: Day) -> None:
    store = Store(path)
    if day.plan == "BSP":
        load_samples(store)
    for number in range(day.analysts):
        content = workbook(_analysed(f"A{number}"))
        (reading,) = read_files([("plan.xlsx", content)], store.known())
        store.commit(reading, local("Benchmark"))
    store.close()


@contextmanager
def _serving(folder: Path, day: Day) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    path = folder / "crowd.duckdb"
    _fill(path, day)
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
        yield address
    finally:
        server.terminate()
        server.wait(60)


async def _click(visitor: Visitor, address: str, day: Day, walked: Walked) -> None:
    begun = time.perf_counter()
    await visitor.open(address, plan=day.plan, lang="en", **_PARTS.get(address, {}))
    walked.times[address].append((time.perf_counter() - begun) * 1000)
    walked.errors += [f"{address}: {error}" for error in visitor.errors]


async def _alone(server: str, day: Day) -> Walked:
    """One person who opens all pages in turn; the first turn is not counted.

    They pause, as those of the crowd do: what comes at once after another message waits for it on
    its way, and would count for the page.
    """
    visitor, walked = await Visitor.arrive(server), Walked()
    for address in day.addresses:
        await _click(visitor, address, day, Walked())
    for _ in range(2):
        for address in day.addresses:
            await asyncio.sleep(_PAUSE)
            await _click(visitor, address, day, walked)
    await visitor.leave()
    return walked


async def _come_and_look(server: str, number: int, day: Day, walked: Walked) -> None:
    chance = random.Random(number)
    end = time.monotonic() + day.seconds
    await asyncio.sleep(chance.uniform(0, day.every))
    visitor = await Visitor.arrive(server)
    while not walked.times or time.monotonic() < end:
        next_click = time.monotonic() + chance.uniform(0.8, 1.2) * day.every
        await _click(visitor, chance.choice(day.addresses), day, walked)
        await asyncio.sleep(max(0.0, next_click - time.monotonic()))
    await visitor.leave()


async def _upload(server: str, number: int, day: Day, walked: Walked) -> None:
    """Choose a workbook, look at what it changes, store it; and again, until the time is over."""
    plan, end, turn = f"A{number}", time.monotonic() + day.seconds, 0
    visitor = await Visitor.arrive(server)
    while turn == 0 or time.monotonic() < end:
        turn += 1
        content = await asyncio.to_thread(_values, plan, day.rows, turn)
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
        await asyncio.sleep(day.every)
    await visitor.leave()


async def _together(server: str, day: Day) -> Walked:
    walked = Walked()
    looking = (_come_and_look(server, number, day, walked) for number in range(day.visitors))
    uploading = (_upload(server, number, day, walked) for number in range(day.analysts))
    await asyncio.gather(*looking, *uploading)
    return walked


def _awaited(server: str, day: Day) -> tuple[Walked, Walked]:
    async def both() -> tuple[Walked, Walked]:
        return await _alone(server, day), await _together(server, day)

    # whoever calls may have a loop of its own in this thread
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(lambda: asyncio.run(both())).result()


def measure(day: Day | None = None) -> list[Measure]:
    """The median time of a page in the crowd, beside that of one person; and pages in error."""
    day = day or Day()
    with tempfile.TemporaryDirectory() as folder, _serving(Path(folder), day) as server:
        alone, crowd = _awaited(server, day)
    print(f"alone, ms: {alone.report}\ncrowd, ms: {crowd.report}")
    print(
        f"{crowd.count} pages, {len(crowd.uploads)} uploads of {day.rows:,} rows, seconds each: "
        + " ".join(f"{one:.0f}" for one in crowd.uploads)
    )
    for error in (alone.errors + crowd.errors)[:20]:
        print(error)
    errors = float(len(alone.errors) + len(crowd.errors))
    return [
        Measure(f"{day.visitors} people, page", crowd.median, "ms", ALLOWED_RATIO, alone.median),
        Measure(f"{day.visitors} people, errors", errors, "pages", 0),
    ]
