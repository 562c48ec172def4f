"""Without a sign-in only this machine is served: no other address, no proxy, no other name."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import pytest

from masterplan.door import Door, SignInOutcome, is_this_machine, objection
from tests.awaiting import awaited


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_this_machine(address: str) -> None:
    assert is_this_machine(address)


@pytest.mark.parametrize(
    "address",
    [None, "", "0.0.0.0", "::", "192.168.1.7", "10.0.0.1", "127.0.0.1.evil.de", "masterplan.de"],
)
def test_every_other_address(address: str | None) -> None:
    assert not is_this_machine(address)


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST"],
)
def test_this_machine_is_asked_for_by_its_names(host: str) -> None:
    assert objection("127.0.0.1", {"host": host}) == ""


@pytest.mark.parametrize(
    "host",
    [
        *("masterplan.stadt.de", "localhost.evil.de", "evil.de:8501", "192.168.1.7", "0.0.0.0"),
        *("", "[::1", "localhost@evil.de", "127.0.0.1.nip.io", "localhost."),
    ],
)
def test_a_name_that_somebody_else_can_have_is_refused(host: str) -> None:
    """A page elsewhere may let its own name point to this machine."""
    assert objection("127.0.0.1", {"Host": host})


@pytest.mark.parametrize(
    "header",
    ["Forwarded", "X-Forwarded-For", "x-forwarded-host", "X-Forwarded-Proto", "Via", "X-Real-IP"],
)
def test_what_a_proxy_passes_on_is_not_from_here(header: str) -> None:
    assert objection("127.0.0.1", {"host": "localhost", header: "127.0.0.1"})


def asked(scope: dict[str, Any]) -> list[MutableMapping[str, Any]]:
    """What the door answers; the app behind it answers "in"."""
    sent: list[MutableMapping[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "in"})

    async def receive() -> MutableMapping[str, Any]:
        return {}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    awaited(Door(app)(scope, receive, send))
    return sent


LOCAL: dict[str, Any] = {
    "type": "http",
    "client": ("127.0.0.1", 50_000),
    "server": ("127.0.0.1", 8501),
    "headers": [(b"host", b"localhost:8501")],
}
STRANGERS = [
    {"client": ("192.168.1.9", 50_000)},
    {"server": ("192.168.1.7", 8501)},
    {"client": None},
    {"headers": []},
    {"headers": [(b"host", b"masterplan.stadt.de")]},
    {"headers": [(b"host", b"localhost"), (b"x-forwarded-for", b"192.168.1.9")]},
    {"headers": [(b"host", b"localhost\xff")]},
]


def test_the_local_person_is_let_in() -> None:
    assert asked(LOCAL) == [{"type": "in"}]
    assert asked({**LOCAL, "type": "websocket"}) == [{"type": "in"}]
    assert asked({"type": "lifespan"}) == [{"type": "in"}]


@pytest.mark.parametrize("stranger", STRANGERS)
def test_strangers_get_a_sentence_and_no_page(stranger: dict[str, Any]) -> None:
    start, body = asked({**LOCAL, **stranger})
    assert start["status"] == 403 and "Anmeldung" in body["body"].decode()
    assert asked({**LOCAL, **stranger, "type": "websocket"}) == [
        {"type": "websocket.close", "code": 1008}
    ]


SET = (b"set-cookie", b"_streamlit_user=abc; HttpOnly; Max-Age=2592000; Path=/")
CLEARED = (b"set-cookie", b"_streamlit_user=; Max-Age=0; Path=/")
HOME = (b"location", b"/mp/")


@pytest.mark.parametrize(
    ("path", "query", "status", "headers", "has_failed"),
    [
        ("/mp/auth/login", "provider=x", 302, [(b"location", b"https://konto")], False),
        ("/mp/auth/login", "provider=x", 400, [], True),
        ("/mp/auth/login", "provider=x", 500, [], True),
        ("/mp/oauth2callback", "code=x&state=y", 302, [HOME, SET], False),
        ("/mp/oauth2callback", "code=x&state=y", 302, [HOME, CLEARED], True),
        ("/mp/oauth2callback", "code=x&state=y", 302, [HOME], True),
        ("/mp/oauth2callback", "error=access_denied", 302, [HOME], True),
        ("/mp/oauth2callback", "", 302, [HOME, CLEARED], False),
        ("/mp/oauth2callback/x", "error=x", 404, [], False),
        ("/mp/", "error=x", 200, [], False),
    ],
)
def test_a_sign_in_that_failed_says_so(
    path: str, query: str, status: int, headers: list[tuple[bytes, bytes]], has_failed: bool
) -> None:
    sent: list[MutableMapping[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"x"})

    async def receive() -> MutableMapping[str, Any]:
        return {}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "query_string": query.encode()}
    awaited(SignInOutcome(app)(scope, receive, send))
    start, body = sent
    if has_failed:
        assert start["status"] == 302 and body["body"] == b""
        kept = [header for header in headers if header[0] == b"set-cookie"]
        assert start["headers"] == [(b"location", b"/mp/overview?sign_in=failed"), *kept]
    else:
        assert (start["status"], start["headers"], body["body"]) == (status, headers, b"x")
