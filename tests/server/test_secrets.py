"""What the server keeps to itself appears nowhere: no page, error, log, number, backup or audit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from streamlit.auth_util import encode_provider_token

from masterplan import claims
from masterplan.access import CITIZENS, PAGES
from masterplan.store import forget, open_store
from masterplan.store.archive import restore
from masterplan.store.sealing import KEY
from masterplan.texts import UserError
from tests.awaiting import awaited
from tests.server.signed_in import (
    CLIENT_SECRET,
    COOKIE_SECRET,
    TOKENS,
    Signed,
    cookie,
    signed_in_server,
)
from tests.store.looking import everything
from tests.structure.source import ROOT

TOKEN = "geheim-token-0123456789"
"""What the provider gave for somebody: as secret as the secrets of the server."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    with signed_in_server(tmp_path_factory.mktemp("secrets")) as started:
        yield started


def told(server: Signed, content: bytes | str) -> list[str]:
    """The secrets that stand in a text."""
    text = content if isinstance(content, bytes) else content.encode()
    return [secret for secret in (*server.secrets, TOKEN) if secret.encode() in text]


def test_no_page_and_no_error_on_a_page_tells_a_secret(server: Signed) -> None:
    async def walk() -> tuple[bytes, dict[str, list[str]]]:
        tokens = cookie({"id_token": TOKEN, "access_token": TOKEN}, name=TOKENS, salt=TOKENS)
        everything_open = server.claims("technik", "Adi", groups=["technik", "fach", "lenkung"])
        visitor = await server.visitor(f"{cookie(everything_open)}; {tokens}", keeps=True)
        errors = {}
        for page in PAGES:
            if page.role != CITIZENS:
                await visitor.open(page.address, plan="MP", lang="de", measure="M1", indicator="I1")
                errors[page.address] = visitor.errors
        await visitor.open("status", lang="en")
        await visitor.press("status", "Back up now")
        assert "age-encryption" not in visitor.text
        await visitor.leave()
        return bytes(visitor.heard), errors

    heard, errors = awaited(walk())
    assert len(heard) > 100_000 and told(server, heard) == []
    assert errors["views"], "the page that is broken was walked over as well"


def test_no_answer_tells_a_secret_whatever_goes_wrong(server: Signed) -> None:
    """The provider is down; nobody has asked for the answers that come back."""
    with httpx.Client(
        base_url=server.address, headers={"Cookie": cookie(server.claims())}
    ) as client:
        for path in (
            "/api/health",
            "/api/ready",
            "/api/metrics",
            "/auth/login",
            "/auth/login?provider=x",
            "/auth/login?provider=" + _provider_token(),
            "/auth/logout",
            "/oauth2callback?code=x&state=y",
            f"/oauth2callback?error=x&error_description={'y' * 100}",
            "/_stcore/host-config",
            "/nowhere",
            "/app/static/../.streamlit/secrets.toml",
            "/.streamlit/secrets.toml",
        ):
            answer = client.get(path)
            assert told(server, answer.text + str(answer.headers)) == [], path


def _provider_token() -> str:
    """The way to the sign-in as the button writes it."""
    return encode_provider_token("default")


def test_no_backup_holds_a_secret(server: Signed, tmp_path: Path, monkeypatch: Any) -> None:
    """Not beside it, not around it, and not in any row of it once it is opened."""
    backups = server.folder / "backups"
    (made,) = backups.glob("*.backup")
    for file in [made, *(one for one in backups.iterdir() if one.is_file())]:
        assert told(server, file.read_bytes()) == []
    monkeypatch.setenv(KEY, server.backup_key)
    place = tmp_path / "masterplan.duckdb"
    restore(made, place)
    rows = everything(open_store(place))
    forget(place)
    assert [row for row in rows["audit"] if "administer" in row and "backup" in row]
    assert told(server, repr(rows)) == []


def test_the_log_tells_of_all_this_and_of_no_secret(server: Signed) -> None:
    log = (server.folder / "server.log").read_text(errors="replace")
    assert "BinderException" in log, "the broken page"
    assert '"event": "request"' in log and "oauth2callback" in log
    assert told(server, log) == []
    assert "Adi" not in log, "nor who it was"


# --- settings that are not right

AUTH = {
    "redirect_uri": "http://localhost:1/oauth2callback",
    "cookie_secret": COOKIE_SECRET,
    "client_id": "masterplan",
    "client_secret": CLIENT_SECRET,
    "server_metadata_url": "https://konto.example.de/x",
}
ACCESS: dict[str, Any] = {"roles": {"fach": "analyst"}}
WRONG: dict[str, dict[str, Any]] = {
    "a secret that is too short": {"auth": {**AUTH, "cookie_secret": COOKIE_SECRET[:31]}},
    "a secret in the wrong place": {"auth": AUTH, "access": {**ACCESS, "role_claim": "x", "x": 1}},
    "no address": {"auth": {**AUTH, "server_metadata_url": f"ftp://x:{CLIENT_SECRET}@y"}},
    "no redirect": {"auth": {**AUTH, "redirect_uri": f"http://{CLIENT_SECRET}/"}},
    "no roles": {"auth": AUTH},
    "no such role": {"auth": AUTH, "access": {"roles": {"fach": "chef"}}},
    "no table": {"auth": f"{CLIENT_SECRET}"},
    "a provider that is not whole": {"auth": {**AUTH, "land": {"client_secret": CLIENT_SECRET}}},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_settings_that_are_not_right_are_refused_without_their_secrets(wrong: str) -> None:
    with pytest.raises(UserError) as refused:
        claims.settings({"access": ACCESS, **WRONG[wrong]} if wrong != "no roles" else WRONG[wrong])
    said = f"{refused.value}{refused.value.text('de')}{refused.value.__cause__}"
    assert "geheim" not in said


def test_a_file_of_secrets_that_cannot_be_read_is_not_read_out(tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text(f'[auth]\ncookie_secret = "{COOKIE_SECRET}\nclient_secret = {CLIENT_SECRET}\n')
    command = [sys.executable, "-m", "streamlit", "run", "serve.py", "--server.port", "0"]
    done = subprocess.run(
        [*command, "--secrets.files", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0 and "cannot be read" in done.stderr
    assert "geheim" not in done.stdout + done.stderr
