"""What no page of this app would send is refused, or does no harm; and the app goes on."""

from __future__ import annotations

import asyncio
import http.client
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from benchmarks.visitor import Visitor
from masterplan.server.answers import HEADERS
from masterplan.server.limits import LIMITS
from tests.awaiting import awaited
from tests.server.conftest import numbers, visiting

FOREIGN = "https://boese.example"


@pytest.fixture(autouse=True)
def _the_app_goes_on(server: str) -> Iterator[None]:
    """After each attempt the app serves everybody else."""
    yield
    assert httpx.get(f"{server}/api/ready").json()["status"] == "ready"


async def as_it_is(visitor: Visitor) -> str:
    return visitor.text


def raw(server: str, method: str, path: str, **headers: str) -> tuple[int, bytes]:
    """Ask for a path exactly as it is written."""
    there = http.client.HTTPConnection(urlsplit(server).netloc, timeout=20)
    there.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        there.putheader(name, value)
    there.endheaders()
    answer = there.getresponse()
    found = answer.status, answer.read()
    there.close()
    return found


async def knock(server: str, **headers: str) -> int:
    """Open a socket; the status of the refusal, or 101."""
    try:
        async with connect(
            f"ws://{urlsplit(server).netloc}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers=headers,
        ):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


# --- who asks


@pytest.mark.parametrize(
    "origin", [FOREIGN, "null", "http://127.0.0.1:1", "http://localhost", "http://[", "file://"]
)
def test_pages_of_other_sites_reach_nothing(server: str, origin: str) -> None:
    assert awaited(knock(server, Origin=origin)) == 403
    assert httpx.put(f"{server}/_stcore/upload_file/a/b", headers={"Origin": origin}).is_error
    assert httpx.get(f"{server}/api/ready", headers={"Origin": origin}).status_code == 403


def test_other_sites_may_link_here_and_no_more(server: str) -> None:
    cross = {"Sec-Fetch-Site": "cross-site"}
    visit = {**cross, "Sec-Fetch-Mode": "navigate"}
    assert httpx.get(server, headers=visit).status_code == 200
    assert httpx.get(server, headers={**cross, "Sec-Fetch-Mode": "no-cors"}).status_code == 403
    assert httpx.post(server, headers=visit).status_code == 403


@pytest.mark.parametrize("host", [FOREIGN[8:], "127.0.0.1.evil.example", "", "a@127.0.0.1:x", "["])
def test_a_server_of_another_name_is_not_here(server: str, host: str) -> None:
    assert raw(server, "GET", "/", Host=host)[0] in (400, 421)
    headers = {"Host": host or "x", "Origin": f"http://{host}"}
    status = raw(server, "GET", "/_stcore/stream", Upgrade="websocket", **headers)[0]
    assert status in (400, 403, 421)


def test_the_own_page_gets_in(server: str) -> None:
    assert awaited(knock(server, Origin=server)) == 101


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PATCH", "PROPFIND"])
def test_other_methods_are_refused(server: str, method: str) -> None:
    assert raw(server, method, "/")[0] in (400, 405)


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/x", "/_stcore/script-health-check", "/api/metrics"]
)
@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_what_is_for_this_machine_is_not_there_for_others(
    server: str, path: str, header: str
) -> None:
    assert httpx.get(server + path, headers={header: "203.0.113.5"}).status_code == 404


# --- files


def parked(server: str) -> float:
    return numbers(server)["parked_files"]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Xsrftoken": ""},
        {"X-Xsrftoken": "2|00000000|00000000000000000000000000000000|1700000000"},
        {"Cookie": "_streamlit_xsrf=x"},
        {"Origin": FOREIGN},
        {"Sec-Fetch-Site": "cross-site"},
    ],
    ids=["no token", "forged token", "forged cookie", "foreign origin", "cross-site"],
)
def test_a_file_needs_the_token_of_its_page(server: str, headers: dict[str, str]) -> None:
    before = parked(server)

    async def send(visitor: Visitor) -> int:
        return (await visitor.send_file("a.csv", b"x", **headers)).status_code

    assert visiting(server, send) == 403
    assert parked(server) == before


def test_a_file_that_is_too_large_is_not_taken(server: str) -> None:
    before = parked(server)

    async def send(visitor: Visitor) -> list[int]:
        token = {"X-Xsrftoken": visitor.http.cookies["_streamlit_xsrf"], "Origin": server}
        address = visitor.address_for_a_file()
        announced = raw(server, "PUT", address, **token, **{"Content-Length": "99999999999"})
        whole = await visitor.send_file("a.csv", bytes(26_400_000))
        begin = b'--b\r\nContent-Disposition: form-data; name="a"; filename="a.csv"\r\n\r\n'

        async def endless():  # type: ignore[no-untyped-def]
            yield begin
            for _ in range(60):
                yield bytes(1_000_000)

        kind = {"Content-Type": "multipart/form-data; boundary=b"}
        try:
            chunked = (
                await visitor.http.put(address, content=endless(), headers=token | kind)
            ).status_code
        except httpx.TransportError:  # hung up on before all was sent
            chunked = 413
        return [announced[0], whole.status_code, chunked]

    assert visiting(server, send) == [413, 413, 413]
    assert parked(server) == before
    assert numbers(server)["memory_bytes"] < 1_000_000_000


def test_an_address_takes_one_file_once(server: str) -> None:
    async def send(visitor: Visitor) -> tuple[list[int], str]:
        address = visitor.address_for_a_file()
        sent = [await visitor.send_file("a.csv", text, address) for text in (b"x", b"y")]
        return [answer.status_code for answer in sent], address

    statuses, address = visiting(server, send)
    assert statuses == [204, 409]

    async def send_again(visitor: Visitor) -> list[int]:
        mine = address.split("/")[-1]
        return [
            (await visitor.send_file("a.csv", b"z", one)).status_code
            for one in (address, f"/_stcore/upload_file/{uuid.uuid4()}/{mine}")
        ]

    assert visiting(server, send_again) == [403, 403], "the page it belonged to is closed"


@pytest.mark.parametrize("page", ["overview", "measures", "method"])
def test_who_was_shown_no_field_for_files_parks_none(server: str, page: str) -> None:
    before = parked(server)

    async def send(visitor: Visitor) -> int:
        return (await visitor.send_file("a.csv", bytes(1000))).status_code

    assert visiting(server, send, page) == 403
    assert parked(server) == before


def test_a_thousand_files_do_not_fill_the_memory(server: str) -> None:
    """Each from another address, so that no limit of one address helps."""

    async def send(first: Visitor) -> set[int]:
        visitors = [first, *[await Visitor.arrive(server) for _ in range(4)]]
        statuses = set()
        for visitor in visitors:
            await visitor.open("upload")
            for number in range(200):
                address = f"203.0.{visitors.index(visitor)}.{number}"
                sent = await visitor.send_file(
                    "a.csv", bytes(300_000), **{"X-Forwarded-For": address}
                )
                statuses.add(sent.status_code)
        for visitor in visitors[1:]:
            await visitor.leave()
        return statuses

    before = numbers(server)
    assert visiting(server, send) <= {204, 429, 503}
    after = numbers(server)
    assert after["parked_files"] <= before["parked_files"] + 5 * LIMITS.files_of_a_session
    assert after["parked_bytes"] < 10_000_000
    assert after["memory_bytes"] < before["memory_bytes"] + 150_000_000


def test_one_address_sends_so_many_files_a_minute(server: str) -> None:
    async def send(visitor: Visitor) -> list[int]:
        headers = {"X-Forwarded-For": "198.51.100.7, 203.0.113.9"}
        return [
            (await visitor.send_file("a.csv", b"x", **headers)).status_code
            for _ in range(LIMITS.per_minute + 5)
        ]

    statuses = visiting(server, send)
    assert statuses.count(204) == LIMITS.per_minute and set(statuses[-5:]) == {429}


# --- paths, names, cookies, frames

CLIMBING = [
    "/../../../../etc/passwd",
    "/static/../../../../etc/passwd",
    "/static/..%2f..%2f..%2f..%2fetc/passwd",
    "/app/static/../serve.py",
    "/app/static/..%2fserve.py",
    "/app/static/%2e%2e/pyproject.toml",
    "/app/static//etc/passwd",
    "/app/static/..\\serve.py",
    "/app/static/%00",
    "/media/../serve.py",
    "/media/%2e%2e%2fserve.py",
    "/component/../../serve.py",
    "/_stcore/upload_file/../../serve.py",
    "//boese.example/%2e%2e",
    "/_stcore/bidi-components/..%2f..%2fserve.py",
]


@pytest.mark.parametrize("path", CLIMBING)
def test_no_path_leads_out_of_what_is_served(server: str, path: str) -> None:
    status, body = raw(server, "GET", path)
    assert b"root:" not in body and b"PagesManager" not in body and b"requires-python" not in body
    assert status >= 400 or b'<div id="root">' in body, "an unknown address is the app itself"
    assert raw(server, "PUT", path)[0] >= 400 and raw(server, "DELETE", path)[0] >= 400


def test_the_name_of_a_file_leads_nowhere(server: str, folder: Path) -> None:
    before = sorted(folder.rglob("*"))

    async def send(visitor: Visitor) -> tuple[int, list[str]]:
        await visitor.choose_file("../../boese.csv", b"Indikator;Datum;Wert\nI1;2024-01-01;5")
        await visitor.open("upload", lang="de")
        return len(visitor.drawn("exception")), visitor.text.splitlines()

    problems, text = visiting(server, send)
    assert problems == 0 and text
    assert sorted(folder.rglob("*")) == before
    assert not list(folder.parent.rglob("boese*"))


@pytest.mark.parametrize(
    "cookie",
    [
        "_streamlit_user=2|1:0|10:1700000000|15:_streamlit_user|4:e30=|" + "0" * 64,
        '_streamlit_user={"is_logged_in": true, "email": "admin@example.org"}',
        "_streamlit_user_tokens=x; _streamlit_user=x; _streamlit_user__1=x",
        "_streamlit_session=eyJhIjoxfQ.aaaa.bbbb",
        "_streamlit_user=" + "x" * 60_000,
    ],
    ids=["expired", "plain", "in pieces", "session", "huge"],
)
def test_forged_and_expired_cookies_are_worth_nothing(server: str, cookie: str) -> None:
    with httpx.Client(headers={"Cookie": cookie}) as client:
        answer = client.get(server)
        assert answer.status_code in (200, 400, 431)
        assert "admin@example.org" not in answer.text
    assert awaited(knock(server, Origin=server, Cookie=cookie[:4_000])) == 101


@pytest.mark.parametrize("frame", ["text", b"", b"\xff" * 100, bytes(100_000), b"\x0a\xff\xff\x7f"])
def test_frames_that_say_nothing_end_their_own_page_only(server: str, frame: str | bytes) -> None:
    async def send(visitor: Visitor) -> None:
        await visitor.socket.send(frame)
        await asyncio.sleep(0.1)

    visiting(server, send)


def test_refusals_tell_nothing_and_carry_the_headers(server: str) -> None:
    answers = [
        httpx.get(server),
        httpx.get(server, headers={"Host": "boese.example"}),
        httpx.put(f"{server}/_stcore/upload_file/{uuid.uuid4()}/{uuid.uuid4()}"),
        httpx.get(f"{server}/app/static/none"),
        httpx.get(f"{server}/api/ready"),
    ]
    assert [answer.status_code for answer in answers] == [200, 421, 403, 404, 200]
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers.get_list(name) == [value]
        assert "Traceback" not in answer.text and ".py" not in answer.text


def test_after_all_this_everybody_sees_the_plan(server: str) -> None:
    assert "mp-" in visiting(server, as_it_is, "overview")
