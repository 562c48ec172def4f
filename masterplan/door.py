"""The door: without a sign-in only this machine is served, to its one local person.

And with one: whoever did not get in is led back to the way in, with a word about it.

Streamlit would answer any address. Whoever asks is let in where the connection comes from this
machine, where it asks for this machine by a name that nobody else can have, and where no proxy
speaks for somebody else: a proxy on this machine would make everybody look local.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from masterplan.access import PAGES

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_NAMES = ("localhost", "127.0.0.1", "::1")

_FORWARDED = (
    *("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"),
    *("x-forwarded-server", "x-real-ip", "cf-connecting-ip", "true-client-ip"),
)

_REFUSED = (
    "Der Masterplan-Monitor ist ohne Anmeldung eingerichtet und antwortet nur auf diesem Rechner."
    " Wie man eine Anmeldung einrichtet, steht in docs/operations.md.\n\n"
    "The Masterplan-Monitor is set up without a sign-in and answers on this machine only."
    " How to set up a sign-in: docs/operations.md.\n"
)


def is_this_machine(address: str | None) -> bool:
    """Is an address of a connection, or one to listen on, this machine and no other?"""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False


def objection(client: str | None, headers: Mapping[str, str]) -> str:
    """Why a request is not one of the local person; "" where it is. Names of headers are small."""
    if not is_this_machine(client):
        return f"comes from {client}"
    named = {name.lower(): value for name, value in headers.items()}
    for name in _FORWARDED:
        if name in named:
            return f"was forwarded ({name})"
    host = named.get("host")
    if host is not None and _name_of(host) not in _NAMES:
        return "asks for another host"
    return ""


def _name_of(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


class Door:
    """What stands before the app where there is no sign-in: others get a sentence and no page."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request of the local person in."""
        if scope["type"] == "lifespan" or not _objection(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            body = _REFUSED.encode()
            kind = (b"content-type", b"text/plain; charset=utf-8")
            length = (b"content-length", str(len(body)).encode())
            await send({"type": "http.response.start", "status": 403, "headers": [kind, length]})
            await send({"type": "http.response.body", "body": body})


def _objection(scope: Scope) -> str:
    client, server = scope.get("client"), scope.get("server")
    if server and not is_this_machine(server[0]):
        return f"reaches {server[0]}"
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    if "host" not in headers:
        return "names no host"
    return objection(client[0] if client else None, headers)


_WAY_IN = f"{PAGES[0].address}?sign_in=failed"
"""Where a sign-in that came to nothing leads: where one signs in, also in the public mode."""

_COOKIE = b"_streamlit_user="


class SignInOutcome:
    """Streamlit answers a sign-in that failed with a bare line, or with the first page and no word.

    Here both lead to the page where one signs in, which says so.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but the answers to a sign-in that failed."""
        path = str(scope.get("path", "")) if scope["type"] == "http" else ""
        base, _slash, last = path.rpartition("/")
        base = base.removesuffix("/auth")
        is_failed = False

        async def answer(message: MutableMapping[str, Any]) -> None:
            nonlocal is_failed
            if message["type"] == "http.response.start":
                is_failed = _has_failed(last, scope, message)
                if is_failed:
                    place = (b"location", f"{base}/{_WAY_IN}".encode())
                    cookies = [one for one in message["headers"] if one[0].lower() == b"set-cookie"]
                    headers = [place, *cookies]  # which may take back what is no longer valid
                    message = {"type": message["type"], "status": 302, "headers": headers}
            elif is_failed:
                message = {"type": message["type"], "body": b""}
            await send(message)

        is_asked = path.endswith(("/auth/login", "/oauth2callback"))
        await self._app(scope, receive, answer if is_asked else send)


def _has_failed(step: str, scope: Scope, answer: MutableMapping[str, Any]) -> bool:
    if step == "login":
        return int(answer["status"]) >= 400
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    is_about_a_sign_in = "code" in asked or "error" in asked  # a sign-out comes by here as well
    is_signed_in = any(
        name.lower() == b"set-cookie" and value.startswith(_COOKIE) and b"Max-Age=0" not in value
        for name, value in answer.get("headers", ())
    )
    return is_about_a_sign_in and not is_signed_in
