"""Uploads: only from a page that asks for a file, each address once, within budgets and time."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from masterplan.server import counts, parked
from masterplan.server.limits import LIMITS
from masterplan.server.requests import (
    UPLOADS,
    App,
    Message,
    Receive,
    Scope,
    Send,
    header,
    origin_of,
    path_of,
    refuse,
)

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


_PATIENCE = 10.0
"""Seconds for which what is refused may still arrive."""


class _TooSlow(Exception):
    """The body of a request did not arrive in time."""


class Parking:
    """Stands before Streamlit's address for uploads; everything else passes."""

    def __init__(
        self,
        app: App,
        places: parked.Places = parked.PLACES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app, self._places, self._clock = app, places, clock
        self._arriving: Counter[str] = Counter()
        self._bytes_arriving: Counter[str] = Counter()
        self._begun: defaultdict[str, deque[float]] = defaultdict(deque)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a file in, or say why not."""
        is_upload = scope["type"] == "http" and path_of(scope).startswith(UPLOADS)
        if not is_upload or scope["method"] not in ("PUT", "DELETE"):
            await self._app(scope, receive, send)
            return
        origin, key = origin_of(scope), _key(scope)
        size = _announced(scope)
        status, why = _objection(key, scope["method"], size)
        if not status and scope["method"] == "PUT":
            status, why = self._over_budget(origin, size)
        if status:
            counts.add("refused_uploads")
            more = {"retry_after": "60"} if status in (429, 503) else {}
            if size <= LIMITS.body:
                await _read_past(receive)
            await refuse(scope, send, status, why, **more)
        elif scope["method"] == "DELETE":
            await self._app(scope, receive, send)
        else:
            assert key is not None
            await self._take_in(scope, receive, send, origin, key, size)

    def _over_budget(self, origin: str, size: int) -> tuple[int, str]:
        now, begun = self._clock(), self._begun[origin]
        while begun and begun[0] < now - 60:
            begun.popleft()
        if len(begun) >= LIMITS.per_minute or self._arriving[origin] >= LIMITS.arriving_of_one:
            return 429, "Too many files from this address. Try again in a minute."
        if self._arriving.total() >= LIMITS.arriving:
            return 503, "Too many files are arriving. Try again in a minute."
        mine = self._places.of(origin) + self._bytes_arriving[origin]
        everything = sum(parked.sizes().values()) + self._bytes_arriving.total()
        if mine + size > LIMITS.parked_by_one or everything + size > LIMITS.parked:
            return 503, "Too many files wait to be stored. Try again in a few minutes."
        begun.append(now)
        return 0, ""

    async def _take_in(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        origin: str,
        key: parked.Key,
        size: int,
    ) -> None:
        deadline = self._clock() + LIMITS.seconds_arriving
        has_answered = False

        async def in_time() -> Message:
            try:
                return await asyncio.wait_for(receive(), max(0.0, deadline - self._clock()))
            except TimeoutError:
                raise _TooSlow from None

        async def noting(message: Message) -> None:
            nonlocal has_answered
            if message["type"] == "http.response.start":
                has_answered = True
                if message["status"] < 300:
                    self._places.note(key, origin)
                    counts.add("uploads")
                else:
                    counts.add("refused_uploads")
            await send(message)

        with self._counted(origin, size):
            try:
                await self._app(scope, in_time, noting)
            except _TooSlow:
                counts.add("refused_uploads")
                if not has_answered:
                    await refuse(scope, send, 408, "The file took too long to arrive.")

    @contextmanager
    def _counted(self, origin: str, size: int) -> Iterator[None]:
        self._arriving[origin] += 1
        self._bytes_arriving[origin] += size
        try:
            yield
        finally:
            self._arriving[origin] -= 1
            self._bytes_arriving[origin] -= size
            for counted in (self._arriving, self._bytes_arriving):
                if counted[origin] <= 0:
                    del counted[origin]
            for idle in [one for one, begun in self._begun.items() if not begun]:
                del self._begun[idle]


async def _read_past(receive: Receive) -> None:
    """Let what is being sent go by: who is cut off in the middle does not read why."""
    read = 0
    try:
        async with asyncio.timeout(_PATIENCE):
            while read <= LIMITS.body:
                message = await receive()
                read += len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body"):
                    return
    except TimeoutError:
        pass


def _key(scope: Scope) -> parked.Key | None:
    parts = path_of(scope).removeprefix(UPLOADS).split("/")
    if len(parts) != 2 or not all(_ID.fullmatch(part) for part in parts):
        return None
    return parts[0], parts[1]


def _announced(scope: Scope) -> int:
    """The bytes that are said to come; where nothing is said, as many as are let in at most."""
    text = header(scope, "content-length") or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else LIMITS.body


def _objection(key: parked.Key | None, method: str, size: int) -> tuple[int, str]:
    if key is None:
        return 400, "This is no address for a file."
    if size > LIMITS.body:
        return 413, "A file may have 25 MB at most."
    if not parked.has_a_place(key[0]):
        return 403, "Files are taken from an open upload page only."
    if method == "PUT" and key in parked.sizes():
        return 409, "A file was sent to this address already."
    return 0, ""
