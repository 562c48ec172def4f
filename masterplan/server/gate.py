"""What may come in at all: the names this server answers to, methods, and how many at once."""

from __future__ import annotations

import os
from collections import Counter
from urllib.parse import urlsplit

from masterplan.server import counts
from masterplan.server.requests import (
    STREAM,
    App,
    Receive,
    Scope,
    Send,
    header,
    is_from_here,
    origin_of,
    path_of,
    refuse,
)

HOSTS = "MASTERPLAN_HOSTS"
"""The variable with the names under which the app is reached, besides those of this machine."""

_LOCAL = ("localhost", "127.0.0.1", "::1")
_METHODS = {"GET", "HEAD", "OPTIONS", "PUT", "POST", "DELETE"}
_INSIDE = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check", "/api/metrics")
"""Addresses that answer only to a program on this machine."""

SOCKETS, SOCKETS_OF_ONE = 500, 200
"""Open pages at once, in all and from one address: behind one may sit a whole administration."""


def names() -> set[str]:
    """The names under which the app may be asked for."""
    named = os.environ.get(HOSTS, "").replace(",", " ").split()
    return {name.lower().rstrip(".") for name in (*_LOCAL, *named)}


def name_in(host: str | None) -> str | None:
    """The name in a host, such as "localhost" of "localhost:8501"; None where it is no plain one.

    Asking for the port proves that it is a number.
    """
    try:
        found = urlsplit(f"//{host or ''}")
        is_plain = found.port is not False and "@" not in found.netloc and found.netloc == host
        return (found.hostname or "").lower().rstrip(".") or None if is_plain else None
    except ValueError:
        return None


class Gate:
    """Refuses what no page of this app would send."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._names = names()
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or say why not."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        status, why = self._objection(scope)
        if status:
            counts.add("refused_at_the_gate")
            await refuse(scope, send, status, why)
        elif scope["type"] == "websocket":
            await self._count(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _objection(self, scope: Scope) -> tuple[int, str]:
        host = header(scope, "host")
        if name_in(host) not in self._names:
            return 421, f"This server is not called so. Its names stand in {HOSTS}."
        origin = header(scope, "origin")
        if origin is not None and not _is_same(origin, host):
            return 403, "This was sent by a page of another site."
        if header(scope, "sec-fetch-site") == "cross-site" and not _is_a_visit(scope):
            return 403, "This was sent by a page of another site."
        if scope["type"] == "http" and scope["method"] not in _METHODS:
            return 405, "No page of this app asks in this way."
        if path_of(scope).startswith(_INSIDE) and not is_from_here(scope):
            return 404, "There is nothing here."
        return 0, ""

    async def _count(self, scope: Scope, receive: Receive, send: Send) -> None:
        whose = origin_of(scope)
        if self._open.total() >= SOCKETS or self._open[whose] >= SOCKETS_OF_ONE:
            counts.add("refused_too_many_pages")
            await refuse(scope, send, 503, "Too many pages are open. Try again in a minute.")
            return
        self._open[whose] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[whose] -= 1
            self._open += Counter()  # names that hold nothing any more are forgotten


def _is_same(origin: str, host: str | None) -> bool:
    """Did a page of this server send it, the port included?"""
    try:
        sender, asked = urlsplit(origin), urlsplit(f"{urlsplit(origin).scheme}://{host}")
        default = {"http": 80, "https": 443}.get(sender.scheme)
        return bool(sender.hostname) and (sender.hostname, sender.port or default) == (
            asked.hostname,
            asked.port or default,
        )
    except ValueError:
        return False


def _is_a_visit(scope: Scope) -> bool:
    """Somebody follows a link to here: the page is shown, nothing is done."""
    is_read = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
    return is_read and header(scope, "sec-fetch-mode") == "navigate" and path_of(scope) != STREAM
