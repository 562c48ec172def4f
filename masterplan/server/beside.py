"""What runs beside the requests: backups by the clock, and the sweep of parked files."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from masterplan.server import counts, logs, parked
from masterplan.store import open_store
from masterplan.store.schedule import Last, Schedule, plan_of

_SWEEPS_EVERY = 15.0


@asynccontextmanager
async def running() -> AsyncIterator[None]:
    """Start what runs beside, and end it."""
    schedule = Schedule(plan_of(), open_store, _tell)
    schedule.start()
    sweeping = asyncio.create_task(_sweep_for_ever())
    logs.event("started")
    try:
        yield
    finally:
        sweeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sweeping
        await asyncio.to_thread(schedule.stop)
        logs.event("stopped")


async def _sweep_for_ever() -> None:
    while True:
        await asyncio.sleep(_SWEEPS_EVERY)
        parked.PLACES.sweep()


def _tell(done: Last) -> None:
    counts.add("backups" if done.is_proved else "backups_failed")
    logs.event("backup", size=done.size, rows=done.rows, is_proved=done.is_proved)
