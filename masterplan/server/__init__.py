"""Around the app: what every request passes, the addresses for machines, and what runs beside it.

From outside to inside: headers and the log (answers.py), what may come in at all (gate.py), what
may be parked in memory (parking.py); beside them health, readiness and metrics (addresses.py).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.middleware import Middleware

from masterplan.server import logs
from masterplan.server.addresses import routes
from masterplan.server.answers import Answers
from masterplan.server.beside import running
from masterplan.server.gate import Gate
from masterplan.server.parking import Parking

__all__ = ["lifespan", "middleware", "routes"]


def middleware() -> list[Middleware]:
    """What every request passes, outermost first."""
    return [Middleware(Answers), Middleware(Gate), Middleware(Parking)]


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """What runs as long as the app does: the log, the backups, the sweep of parked files."""
    logs.begin()
    async with running():
        yield {}
