"""Addresses for machines: is the app there, can it work, and its numbers."""

from __future__ import annotations

import asyncio
import shutil
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from streamlit.runtime import Runtime

from masterplan.server import counts, parked
from masterplan.server.requests import base
from masterplan.store import Store, ask, default_path, open_store
from masterplan.store.database import utc_now
from masterplan.store.schedule import last, plan_of, state_of
from masterplan.texts import UserError

_ROOM = 200_000_000
"""Bytes that must be free for an upload and its original to be stored without worry."""

Handler = Callable[[Request], Awaitable[Response]]


def routes() -> list[Route]:
    """The addresses, with and without what stands before every path here."""
    handlers: dict[str, Handler] = {
        "/api/health": _health,
        "/api/ready": _ready,
        "/api/metrics": _metrics,
    }
    paths = dict.fromkeys(["", base()])
    return [Route(f"{one}{path}", of) for one in paths for path, of in handlers.items()]


async def _health(_request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})


async def _ready(_request: Request) -> Response:
    """The database can be asked and written to; how old the last backup is, in words alone."""
    is_open, has_room = await asyncio.to_thread(_stands)
    plan = plan_of()
    said = {
        "status": "ready" if is_open and has_room else "not ready",
        "database": "open" if is_open else "closed",
        "disk": "room" if has_room else "full",
        "backup": state_of(last(plan.folder), plan),
    }
    return JSONResponse(
        said, 200 if is_open and has_room else 503, headers={"cache-control": "no-store"}
    )


def _stands() -> tuple[bool, bool]:
    try:
        ask("plan/list")
        store: Store = open_store()
        is_open = store.is_usable
    except UserError:
        is_open = False
    return is_open, _free(default_path().parent) > _ROOM


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


async def _metrics(_request: Request) -> Response:
    """Numbers in the form of Prometheus; the gate lets programs on this machine alone in."""
    numbers = await asyncio.to_thread(_numbers)
    lines = [line for name, value in sorted(numbers.items()) for line in _lines(name, value)]
    return PlainTextResponse(
        "\n".join(lines) + "\n", media_type="text/plain; version=0.0.4; charset=utf-8"
    )


def _numbers() -> dict[str, float]:
    held = parked.sizes()
    path, done = default_path(), last(plan_of().folder)
    numbers = {
        "uptime_seconds": time.time() - counts.STARTED,
        "open_pages": float(Runtime.instance()._session_mgr.num_active_sessions()),
        "parked_files": float(len(held)),
        "parked_bytes": float(sum(held.values())),
        "database_bytes": float(path.stat().st_size if path.exists() else 0),
        "disk_free_bytes": float(_free(path.parent)),
        "memory_bytes": float(_memory()),
    }
    for name, count in counts.all_of_them().items():
        numbers[f"{name}_total"] = float(count)
    if done is not None:
        numbers["backup_age_seconds"] = (utc_now() - done.made_at).total_seconds()
        numbers["backup_is_proved"] = float(done.is_proved)
    return numbers


def _memory() -> int:
    """The bytes of memory of this process; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


def _lines(name: str, value: float) -> list[str]:
    kind = "counter" if name.endswith("_total") else "gauge"
    return [f"# TYPE masterplan_{name} {kind}", f"masterplan_{name} {value:.10g}"]
