"""A request as the parts of the server see it: where it comes from, and what it asks for."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import streamlit as st

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

UPLOADS = "/_stcore/upload_file/"
STREAM = "/_stcore/stream"


def header(scope: Scope, name: str) -> str | None:
    """A header of the request; None where it has none."""
    wanted = name.encode("latin-1")
    for found, value in scope["headers"]:
        if found == wanted:
            return bytes(value).decode("latin-1")
    return None


def base() -> str:
    """What stands before every path here, where a proxy gives the app a part of a site."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def path_of(scope: Scope) -> str:
    """The path below the base."""
    path = str(scope["path"])
    return path.removeprefix(base()) if path.startswith(base() + "/") else path


def peer(scope: Scope) -> str:
    """The address at the other end of the connection."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def is_from_here(scope: Scope) -> bool:
    """Is it a program on this machine that asks for itself, not for somebody else?"""
    forwarded = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
    return is_loopback(peer(scope)) and not any(header(scope, name) for name in forwarded)


def origin_of(scope: Scope) -> str:
    """Whom a request counts for: the address, which a proxy on this machine tells us.

    The last address of the list is the one that the proxy itself saw; those before it are said by
    whoever asks. Addresses of IPv6 count by their network, of which one person has many.
    """
    address = peer(scope)
    told = header(scope, "x-forwarded-for")
    if told and is_loopback(address):
        address = told.rsplit(",", 1)[-1].strip()
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if parsed.version == 6 and not parsed.is_loopback:
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False))
    return str(parsed)


def is_loopback(address: str) -> bool:
    """Is it this machine?"""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


async def refuse(scope: Scope, send: Send, status: int, text: str, **headers: str) -> None:
    """Answer with a plain sentence; a socket is closed."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": text[:120]})
        return
    body = (text + "\n").encode()
    said = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(body))}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    pairs = [(name.encode(), value.encode()) for name, value in said.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
