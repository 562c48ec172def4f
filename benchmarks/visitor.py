"""A visitor without a browser: speaks to the app over its socket, as a page in a browser does."""

from __future__ import annotations

import ssl
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_LARGEST = 200_000_000


@dataclass
class Visitor:
    """One open page of the app."""

    server: str
    """As ``http://127.0.0.1:8501``, with the path under which a proxy gives it."""
    http: httpx.AsyncClient
    socket: ClientConnection
    session_id: str = ""
    page_hash: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    """The hash of each page, by its address; the first one has none."""
    elements: list[Any] = field(default_factory=list)
    """What the last run has drawn."""
    widgets: dict[str, Any] = field(default_factory=dict)
    """The states that this page sends with each run, by widget."""
    keeps: bool = False
    heard: bytearray = field(default_factory=bytearray)
    """With ``keeps`` all that the server has sent over the socket."""
    redirect: str = ""
    """Where the last run has sent the browser, if anywhere."""
    query: str = ""
    """What stands behind the question mark of the address."""

    @classmethod
    async def arrive(
        cls,
        server: str,
        origin: str | None = None,
        cookies: str = "",
        keeps: bool = False,
        trusts: ssl.SSLContext | None = None,
    ) -> Visitor:
        """Fetch the cookie against forged requests, and open the socket with it and with others.

        With ``keeps`` everything that is sent is kept in ``heard``; ``trusts`` is for https.
        """
        http = httpx.AsyncClient(base_url=server, timeout=120, verify=trusts or True)
        at = urlsplit(server)
        await http.get("/_stcore/health")
        token = http.cookies.get("_streamlit_xsrf") or "none"
        socket = await connect(
            f"{'wss' if trusts else 'ws'}://{at.netloc}{at.path}/_stcore/stream",
            ssl=trusts,
            subprotocols=["streamlit", token],  # type: ignore[list-item]
            origin=origin or f"{at.scheme}://{at.netloc}",  # type: ignore[arg-type]
            additional_headers={"Cookie": f"_streamlit_xsrf={token}; {cookies}".rstrip("; ")},
            max_size=_LARGEST,
            open_timeout=60,
            ping_timeout=None,
        )
        return cls(server, http, socket, keeps=keeps)

    async def open(self, address: str = "", **query: str) -> Visitor:
        """Open a page, or the same one anew; returns when it is drawn."""
        self.query = urlencode(query)
        await self._run(address)
        return self

    async def _run(self, address: str, *clicked: Any) -> None:
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string = self.query
        if address and address in self.pages:
            rerun.page_script_hash = self.pages[address]
        elif address:
            rerun.page_name = address
        for state in (*self.widgets.values(), *clicked):
            rerun.widget_states.widgets.add().CopyFrom(state)
        await self.socket.send(message.SerializeToString())
        await self._drawn()

    async def _drawn(self) -> None:
        self.elements = []
        while True:
            message, sent = ForwardMsg(), await self.socket.recv()
            assert isinstance(sent, bytes)
            message.ParseFromString(sent)
            if self.keeps:
                self.heard += sent
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session_id = message.new_session.initialize.session_id or self.session_id
                self.elements = []
            elif kind == "navigation":
                self.pages = {
                    page.url_pathname: page.page_script_hash
                    for page in message.navigation.app_pages
                }
            elif kind == "auth_redirect":
                self.redirect = message.auth_redirect.url
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self.elements.append(message.delta.new_element)
            elif kind == "script_finished":
                if message.script_finished in (
                    ForwardMsg.FINISHED_EARLY_FOR_RERUN,
                    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
                ):
                    continue
                return

    def drawn(self, kind: str) -> list[Any]:
        """The elements of a kind that the page shows."""
        return [getattr(one, kind) for one in self.elements if one.WhichOneof("type") == kind]

    @property
    def text(self) -> str:
        """The HTML that the page shows."""
        return "\n".join(one.body for one in self.drawn("html"))

    def address_for_a_file(self, file_id: str | None = None) -> str:
        """An address to which this page may send a file."""
        return f"/_stcore/upload_file/{self.session_id}/{file_id or uuid.uuid4()}"

    async def send_file(
        self, name: str, content: bytes, address: str | None = None, **headers: str
    ) -> httpx.Response:
        """Send a file as the field on the page does."""
        token = self.http.cookies.get("_streamlit_xsrf") or ""
        return await self.http.put(
            address or self.address_for_a_file(),
            files={name: (name, content)},
            headers={"X-Xsrftoken": token, **headers},
        )

    async def choose_file(self, name: str, content: bytes) -> None:
        """Send a file and let the field on the page hold it from the next run on."""
        (uploader,) = self.drawn("file_uploader")
        file_id = str(uuid.uuid4())
        address = self.address_for_a_file(file_id)
        (await self.send_file(name, content, address)).raise_for_status()
        state = BackMsg().rerun_script.widget_states.widgets.add()
        state.id = uploader.id
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = file_id, name, len(content)
        info.file_urls.file_id = file_id
        info.file_urls.upload_url = info.file_urls.delete_url = address
        self.widgets[uploader.id] = state

    def write(self, label: str, text: str) -> None:
        """Write into the field with this label."""
        (field,) = (one for one in self.drawn("text_input") if one.label == label)
        state = BackMsg().rerun_script.widget_states.widgets.add()
        state.id, state.string_value = field.id, text
        self.widgets[field.id] = state

    async def press(self, address: str, label: str) -> None:
        """Press the button with this label on the page that is open."""
        (button,) = (one for one in self.drawn("button") if one.label == label)
        state = BackMsg().rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = button.id, True
        await self._run(address, state)

    @property
    def errors(self) -> list[str]:
        """What the page says went wrong."""
        alerts = [one.body for one in self.drawn("alert") if one.format == Alert.ERROR]
        return [*alerts, *(f"{one.type}: {one.message}" for one in self.drawn("exception"))]

    async def leave(self) -> None:
        """Close the page."""
        await self.socket.close()
        await self.http.aclose()
