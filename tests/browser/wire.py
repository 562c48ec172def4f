"""The app as the wire shows it: a session without a browser, by cookies of one's own making."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import (
    create_signed_value,
    generate_xsrf_token_string,
)
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

COOKIE = "_streamlit_user"


@dataclass
class Answer:
    """What came over the wire for a page."""

    said: str = ""
    """Every message, as text."""
    titles: list[str] = field(default_factory=list)
    is_refused: bool = False
    """Was the connection itself refused?"""

    @property
    def offers_sign_in(self) -> bool:
        """Is this the way to sign in?"""
        return "sign_in_" in self.said


def cookie(secret: str, claims: dict[str, Any], origin: str) -> str:
    """The cookie of somebody who signed in, as the server makes it."""
    told = {"is_logged_in": True, "origin": origin, "provider": "default", **claims}
    return create_signed_value(secret, COOKIE, json.dumps(told)).decode()


def claims(*groups: str, sub: str = "eva", lasts: int = 600) -> dict[str, Any]:
    """What a provider says of somebody in some groups."""
    now = int(time.time())
    told = {"iss": "http://localhost", "sub": sub, "name": f"Name von {sub}"}
    return {**told, "groups": list(groups), "iat": now, "exp": now + lasts}


def visit(
    server: str,
    page: str,
    user: str | None = None,
    query: str = "lang=de",
    headers: dict[str, str] | None = None,
) -> Answer:
    """Open a page in a session of its own, as the first thing that this session does."""
    xsrf = generate_xsrf_token_string()
    cookies = f"_streamlit_xsrf={xsrf}" + (f"; {COOKIE}={user}" if user else "")
    answer = Answer()
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = page
    try:
        with connect(
            f"ws{server.removeprefix('http')}/_stcore/stream",
            origin=Origin(server),
            subprotocols=[Subprotocol("streamlit"), Subprotocol(xsrf)],
            additional_headers={"Cookie": cookies, **(headers or {})},
            max_size=None,
            proxy=None,
        ) as socket:
            socket.send(asked.SerializeToString())
            while True:
                message = ForwardMsg()
                message.ParseFromString(socket.recv(timeout=20, decode=False))
                if message.WhichOneof("type") == "script_finished":
                    break
                if message.WhichOneof("type") not in ("new_session", "navigation"):
                    answer.said += str(message)
                answer.titles += re.findall("<h1>(.*?)</h1>", message.delta.new_element.html.body)
    except WebSocketException:
        answer.is_refused = True
    return answer
