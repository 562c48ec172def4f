"""What every answer carries: headers that say what this app never does; and the log."""

from __future__ import annotations

import time
from pathlib import Path

import streamlit as st

from masterplan import scripts
from masterplan.server import counts, logs
from masterplan.server.requests import App, Message, Receive, Scope, Send, path_of


def _of_streamlit() -> list[str]:
    """The scripts in the one page that Streamlit serves."""
    page = Path(st.__file__).with_name("static") / "index.html"
    return scripts.hashes([page.read_text(encoding="utf-8")])


POLICY = "; ".join(
    (
        "default-src 'self'",
        # what runs comes from this server, or is one of our own few scripts; Streamlit hands the
        # script of a component over as a blob, which only a script that runs already can make
        " ".join(["script-src", "'self'", "blob:", *scripts.hashes(scripts.ALL), *_of_streamlit()]),
        # Streamlit and Plotly write styles as they draw
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}

_HEADERS = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
_STATIC = ("/static/", "/app/static/", "/_stcore/health")


class Answers:
    """The outermost part: it sees every answer, refusals too."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = 500

        async def with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                ours = {name for name, _value in _HEADERS}
                others = [
                    pair for pair in message.get("headers", []) if pair[0].lower() not in ours
                ]
                message = {**message, "headers": [*others, *_HEADERS]}
            await send(message)

        try:
            await self._app(scope, receive, with_headers)
        finally:
            counts.add(f"requests_{status // 100}xx")
            path = path_of(scope)
            if status >= 400 or not path.startswith(_STATIC):
                logs.request(scope["method"], path, status, time.perf_counter() - begun)
