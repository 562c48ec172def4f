"""A server with a sign-in, and the cookies with which people come to it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from benchmarks.visitor import Visitor
from masterplan.access import local
from masterplan.store import forget, open_store
from masterplan.store.sealing import new_key
from tests.browser.conftest import free_port, running
from tests.readings import basic_plan, observations, observed

COOKIE_SECRET = "geheim-cookie-0123456789abcdef0123456789"
CLIENT_SECRET = "geheim-client-0123456789abcdef0123456789"
USER, TOKENS = "_streamlit_user", "_streamlit_user_tokens"
ISSUER = "https://konto.example.de"
SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "{cookie}"
client_id = "masterplan"
client_secret = "{client}"
server_metadata_url = "http://127.0.0.1:1/.well-known/openid-configuration"

[access.roles]
lenkung = "committee"
fach = "analyst"
technik = "administrator"
"""


@dataclass(frozen=True)
class Signed:
    """Where the server is, and what it keeps to itself."""

    address: str
    folder: Path
    backup_key: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """What may appear nowhere."""
        return COOKIE_SECRET, CLIENT_SECRET, self.backup_key

    def claims(
        self, group: str = "technik", name: str = "Adi", **other: object
    ) -> dict[str, object]:
        """What a cookie of the sign-in says, as Streamlit writes it."""
        now = int(time.time())
        said = {"iss": ISSUER, "sub": name.lower(), "name": name, "groups": [group]}
        said |= {"iat": now, "exp": now + 600, "provider": "default", "is_logged_in": True}
        return {**said, "origin": self.address, **other}

    async def visitor(self, cookies: str, keeps: bool = False) -> Visitor:
        """Somebody who comes with these cookies."""
        return await Visitor.arrive(self.address, cookies=cookies, keeps=keeps)


def cookie(
    claims: object, secret: str = COOKIE_SECRET, name: str = USER, salt: str = USER, age: int = 0
) -> str:
    """A cookie as the server signs it, so many seconds ago; or with something else than it has."""

    class Earlier(TimestampSigner):
        def get_timestamp(self) -> int:
            return super().get_timestamp() - age

    signer = URLSafeTimedSerializer(secret, salt=salt, signer=Earlier)
    signed = signer.dumps(json.dumps(claims))
    return f"{name}={signed}"


@contextmanager
def signed_in_server(folder: Path) -> Iterator[Signed]:
    """A server with a small plan, whose provider is down, and one page of which is broken."""
    path = folder / "masterplan.duckdb"
    store = open_store(path)
    store.commit(basic_plan(), local("Ada"))
    store.commit(observations(observed(1.0)), local("Ada"))
    forget(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("alter table saved_view rename column name to broken")
    port, key = free_port(), new_key()
    address = f"http://127.0.0.1:{port}"
    secrets = SECRETS.format(address=address, cookie=COOKIE_SECRET, client=CLIENT_SECRET)
    (folder / "secrets.toml").write_text(secrets, encoding="utf-8")
    settings = {
        "MASTERPLAN_BACKUP_HOURS": "24",
        "MASTERPLAN_BACKUP_KEY": key,
        "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"),
    }
    with running(folder, port=port, **settings):
        yield Signed(address, folder, key)
