"""What an upload may take in time and memory, on a clock that the test sets."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from masterplan.server import parked
from masterplan.server.limits import LIMITS, MEGABYTE
from masterplan.server.parking import Parking
from masterplan.server.requests import UPLOADS
from tests.awaiting import awaited

Step = Callable[[], Awaitable[None]]


class Server:
    """The gate before Streamlit's own store of files, with a clock and with people who leave."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.files = MemoryUploadedFileManager("/_stcore/upload_file")
        self.active: set[str] = set()
        self.places = parked.Places(lambda: self.now)
        self.parking = Parking(self._store, self.places, lambda: self.now)

    async def _store(self, scope: Any, receive: Any, send: Any) -> None:
        """Takes the whole body in, as Streamlit does."""
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        session, file = scope["path"].removeprefix(UPLOADS).split("/")
        self.files.add_file(session, UploadedFileRec(file, "a.csv", "text/csv", body))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def arrive(self) -> str:
        """The session of somebody who opens the page."""
        session = str(uuid.uuid4())
        self.active.add(session)
        return session

    def send(
        self,
        session: str,
        size: int = 1,
        pieces: tuple[float, ...] = (0.0,),
        origin: str = "192.0.2.1",
        meanwhile: Step | None = None,
    ) -> int:
        """The status of an upload whose pieces take so many seconds each."""
        return awaited(self.sending(session, size, pieces, origin, meanwhile))

    async def sending(
        self,
        session: str,
        size: int = 1,
        pieces: tuple[float, ...] = (0.0,),
        origin: str = "192.0.2.1",
        meanwhile: Step | None = None,
    ) -> int:
        left, answered = list(pieces), list[int]()

        async def receive() -> dict[str, Any]:
            self.now += left.pop(0)
            if meanwhile is not None:
                await meanwhile()
            body = b"" if left else bytes(size)
            return {"type": "http.request", "body": body, "more_body": bool(left)}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                answered.append(message["status"])

        headers = [(b"content-length", str(size).encode())]
        scope = {
            "type": "http",
            "method": "PUT",
            "path": f"{UPLOADS}{session}/{uuid.uuid4()}",
            "headers": headers,
            "client": (origin, 1),
        }
        await self.parking(scope, receive, send)
        (status,) = answered
        return status

    def after(self, seconds: float) -> int:
        """How many files are there when so much time has passed, the sweeps among it."""
        end = self.now + seconds
        while self.now < end:
            self.now = min(self.now + 15, end)
            self.places.sweep()
        return len(parked.sizes())


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    made = Server()
    monkeypatch.setattr(parked, "manager", lambda: made.files)
    monkeypatch.setattr(parked, "has_a_place", lambda session: session in made.active)
    runtime = SimpleNamespace(is_active_session=lambda session: session in made.active)
    monkeypatch.setattr(parked, "Runtime", SimpleNamespace(instance=lambda: runtime))
    return made


# --- time to arrive


@pytest.mark.parametrize(
    ("pieces", "status"),
    [
        ((119.0,), 204),
        ((60.0, 59.0), 204),
        ((121.0, 0.0), 408),
        ((1.0,) * 119, 204),
        ((1.0,) * 122, 408),  # never quiet for long, and still not done
    ],
)
def test_a_file_arrives_within_two_minutes(
    server: Server, pieces: tuple[float, ...], status: int
) -> None:
    assert LIMITS.seconds_arriving == 120
    session = server.arrive()
    assert server.send(session, pieces=pieces) == status
    assert len(parked.sizes()) == (status == 204)
    # what did not arrive holds no place: the next ones of this address get theirs
    assert [server.send(session) for _ in range(LIMITS.arriving_of_one + 1)] == [204] * 5


# --- time to wait


def test_a_file_waits_for_an_hour(server: Server) -> None:
    server.send(server.arrive())
    assert server.after(3_600) == 1
    assert server.after(15) == 0
    assert not server.files.file_storage, "nothing is left of it"


def test_a_file_goes_two_minutes_after_its_person_left(server: Server) -> None:
    leaving, staying = server.arrive(), server.arrive()
    server.send(leaving), server.send(staying)
    assert server.after(600) == 2
    server.active.remove(leaving)
    assert server.after(120) == 2, "as long as Streamlit lets the page come back"
    assert server.after(30) == 1
    assert set(parked.sizes()) == {key for key in parked.sizes() if key[0] == staying}


def test_a_page_that_comes_back_finds_its_file(server: Server) -> None:
    session = server.arrive()
    server.send(session)
    server.after(600)
    for _ in range(3):  # a tablet in a lift
        server.active.remove(session)
        assert server.after(110) == 1
        server.active.add(session)
        assert server.after(60) == 1
    server.active.remove(session)
    assert server.after(110) == 1, "its two minutes begin anew each time"
    assert server.after(60) == 0


def test_of_one_page_the_newest_files_stay(server: Server) -> None:
    session = server.arrive()
    for _ in range(LIMITS.files_of_a_session + 2):
        assert server.send(session) == 204
    assert len(parked.sizes()) == LIMITS.files_of_a_session


# --- budgets


def fill(server: Server, megabytes: int, origin: str) -> int:
    """Park so much in files of 25 MB, each by a page of its own; the status of the last one."""
    status = 0
    for _ in range(megabytes // 25):
        status = server.send(server.arrive(), 25 * MEGABYTE, origin=origin)
        server.now += 61  # no limit of a minute gets in the way
    return status


def test_one_address_parks_no_more_than_its_share(server: Server) -> None:
    assert fill(server, 150, "192.0.2.1") == 204
    assert server.send(server.arrive(), 1 * MEGABYTE, origin="192.0.2.1") == 503
    assert server.send(server.arrive(), 25 * MEGABYTE, origin="192.0.2.2") == 204
    assert server.after(3_630) == 0
    assert server.send(server.arrive(), 25 * MEGABYTE, origin="192.0.2.1") == 204


def test_all_together_park_no_more_than_the_memory_holds(server: Server) -> None:
    assert fill(server, 150, "192.0.2.1") == fill(server, 150, "192.0.2.2") == 204
    assert server.send(server.arrive(), 1 * MEGABYTE, origin="192.0.2.3") == 503
    server.active.clear()
    server.after(150)
    assert server.send(server.arrive(), 25 * MEGABYTE, origin="192.0.2.3") == 204


def test_what_is_arriving_counts_already(server: Server) -> None:
    assert fill(server, 125, "192.0.2.1") == 204
    statuses: list[int] = []

    async def another() -> None:
        statuses.append(await server.sending(server.arrive(), 2 * MEGABYTE))

    assert server.send(server.arrive(), 24 * MEGABYTE, meanwhile=another) == 204
    assert statuses == [503], "what is there and what is coming is more than the share"


@pytest.mark.parametrize(
    ("same", "most", "status"), [(True, LIMITS.arriving_of_one, 429), (False, LIMITS.arriving, 503)]
)
def test_so_many_files_arrive_at_once(server: Server, same: bool, most: int, status: int) -> None:
    statuses: list[int] = []

    def begin(number: int) -> Step:
        async def another() -> None:
            if number <= most:
                origin = "192.0.2.1" if same else f"192.0.2.{number + 1}"
                statuses.append(
                    await server.sending(
                        server.arrive(), origin=origin, meanwhile=begin(number + 1)
                    )
                )

        return another

    assert server.send(server.arrive(), meanwhile=begin(1)) == 204
    assert statuses == [status, *[204] * (most - 1)]


def test_the_uploads_of_a_minute_are_counted_by_the_minute(server: Server) -> None:
    session = server.arrive()
    for _ in range(LIMITS.per_minute):
        assert server.send(session) == 204
        server.now += 0.5
    assert server.send(session) == 429
    server.now += 30.6  # the first ones are a minute ago
    assert server.send(session) == 204
    server.now += 60
    assert server.send(session) == 204
