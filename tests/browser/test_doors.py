"""The running server: who gets in by which way, from the first request after its start."""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from masterplan.access import CITIZENS, OPEN_TO, PAGES, ROLES
from masterplan.texts import translate
from tests.browser.conftest import free_port, running
from tests.browser.wire import claims, cookie, visit
from tests.structure.source import ROOT

SECRET = "marke-0123456789abcdef0123456789abcdef"
ACCESS = "[access.roles]\n" + "\n".join(f'gruppe-{role} = "{role}"' for role in ROLES)


def settings(port: int, access: str = ACCESS, provider: int = 9) -> str:
    """The secrets of an app with a sign-in; the provider need not be there."""
    return (
        f'[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\n'
        f'cookie_secret = "{SECRET}"\nclient_id = "masterplan"\nclient_secret = "marke-geheim"\n'
        f'server_metadata_url = "http://localhost:{provider}/.well-known/openid-configuration"\n'
        + access
    )


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app with a sign-in and an empty database, just started."""
    folder = tmp_path_factory.mktemp("guarded")
    port = free_port()
    (folder / "secrets.toml").write_text(settings(port))
    options = ("--secrets.files", str(folder / "secrets.toml"))
    with running(folder, *options, port=port):
        yield f"http://localhost:{port}"
    log = (folder / "server.log").read_text()
    assert "marke" not in log and "Name von" not in log


def of(role: str, server: str) -> str:
    return cookie(SECRET, claims(f"gruppe-{role}", sub=role), server)


def walk(guarded: str) -> None:
    """Every page for every role and for nobody, each as the first thing of a session."""
    turned_away = {translate(text, "de") for text in ("Your roles do not open this page",)}
    for page in PAGES:
        stranger = visit(guarded, page.address)
        assert stranger.offers_sign_in and stranger.titles == ["Masterplan-Monitor"], page
        for role in ROLES:
            answer = visit(guarded, page.address, of(role, guarded))
            assert not answer.offers_sign_in and (
                "<h1>" in answer.said or "mp-blank" in answer.said
            )
            is_turned_away = bool(turned_away.intersection(answer.titles))
            assert is_turned_away == (role not in OPEN_TO[page.role]), (page.address, role)


def test_every_page_before_and_after_the_first_visit(guarded: str) -> None:
    """Direct addresses are the very first requests; then the start page is visited; then again."""
    walk(guarded)
    assert visit(guarded, "").offers_sign_in
    assert "mp-blank" in visit(guarded, "", of("committee", guarded)).said
    walk(guarded)


@pytest.mark.parametrize("address", ["pages/analysts/upload", "analysts/upload", "app", "x/audit"])
def test_no_other_address_leads_to_a_page(guarded: str, address: str) -> None:
    answer = visit(guarded, address)
    assert answer.offers_sign_in
    assert answer.titles == ["Masterplan-Monitor"]


def test_cookies_that_are_not_right_are_worth_nothing(guarded: str) -> None:
    good = of("administrator", guarded)
    assert not visit(guarded, "audit", good).offers_sign_in
    all_roles = [f"gruppe-{role}" for role in ROLES]
    forged = {
        "another secret": cookie("x" * 32, claims(*all_roles), guarded),
        "changed": good[:20] + ("A" if good[20] != "A" else "B") + good[21:],
        "cut short": good[:-3],
        "run out": cookie(SECRET, claims(*all_roles, lasts=-1), guarded),
        "without an end": cookie(SECRET, {**claims(*all_roles), "exp": None}, guarded),
        "of another site": cookie(SECRET, claims(*all_roles), "http://evil.example"),
        "not signed": '{"is_logged_in":true}',
    }
    for name, value in forged.items():
        assert visit(guarded, "audit", value).offers_sign_in, name


def test_the_address_cannot_say_who_somebody_is(guarded: str) -> None:
    query = "is_logged_in=true&groups=gruppe-administrator&role=administrator&person=Eva&lang=de"
    assert visit(guarded, "audit", query=query).offers_sign_in
    headers = {"X-Streamlit-User": "eva", "Remote-User": "eva", "X-Forwarded-User": "eva"}
    assert visit(guarded, "audit", headers=headers).offers_sign_in


def test_the_files_of_the_app_are_not_given_away(guarded: str) -> None:
    host, port = guarded.removeprefix("http://").split(":")
    for path in (
        *("/secrets.toml", "/.streamlit/secrets.toml", "/app/static/../secrets.toml"),
        *("/app/static/%2e%2e/app.py", "/data/masterplan.duckdb", "/app/static/../../app.py"),
    ):
        asked = http.client.HTTPConnection(host, int(port), timeout=10)
        asked.request("GET", path)
        body = asked.getresponse().read()
        assert b"marke" not in body and b"set_page_config" not in body, path
        asked.close()


# --- without a sign-in


@pytest.fixture(scope="module")
def local_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app without any settings, on an empty database."""
    folder = tmp_path_factory.mktemp("local")
    with running(folder, "--secrets.files", str(folder / "none.toml")) as address:
        yield address


def test_without_a_sign_in_the_local_person_is_let_in(local_app: str) -> None:
    answer = visit(local_app, "audit")
    assert answer.titles and translate("No sign-in: on this machine only", "de") in answer.said


@pytest.mark.parametrize(
    "header",
    [
        {"Host": "masterplan.stadt.de"},
        {"Host": "127.0.0.1.nip.io"},
        {"X-Forwarded-For": "192.168.1.9"},
        {"X-Real-IP": "192.168.1.9"},
        {"Forwarded": "for=192.168.1.9"},
    ],
    ids=str,
)
def test_without_a_sign_in_nobody_else_is(local_app: str, header: dict[str, str]) -> None:
    """A proxy on this machine would make the whole world look local."""
    asked = http.client.HTTPConnection(local_app.removeprefix("http://"), timeout=10)
    for path in ("/", "/audit", "/_stcore/host-config", "/app/static/icon.png"):
        asked.request("GET", path, headers=header)
        answer = asked.getresponse()
        told = answer.read()
        if "Host" in header:  # no name of this machine: the gate before all pages
            assert answer.status == 421
        else:
            assert answer.status == 403 and b"Anmeldung" in told
    asked.close()
    if "Host" not in header:
        assert visit(local_app, "audit", headers=header).is_refused


def started(folder: Path, secrets: str, *options: str) -> subprocess.CompletedProcess[str]:
    """A start that is expected to end by itself."""
    (folder / "secrets.toml").write_text(secrets)
    command = [sys.executable, "-m", "streamlit", "run", "serve.py", "--server.port"]
    command += [str(free_port()), "--secrets.files", str(folder / "secrets.toml"), *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("secrets", "options", "said"),
    [
        ("", ("--server.address", "0.0.0.0"), "this machine only"),
        (ACCESS, (), "[auth] is missing"),
        (settings(8501, ""), (), "gives nobody a role"),
        ("[auth\nbroken", (), "cannot be read"),
    ],
    ids=["any address", "no sign-in", "no roles", "broken"],
)
def test_what_is_not_right_is_not_served(
    tmp_path: Path, secrets: str, options: tuple[str, ...], said: str
) -> None:
    ended = started(tmp_path, secrets, *options)
    assert ended.returncode != 0 and said in ended.stderr + ended.stdout
    assert "marke" not in ended.stderr + ended.stdout


def test_citizens_over_the_wire(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("public")
    (folder / "secrets.toml").write_text("[access]\npublic = true\n")
    with running(folder, "--secrets.files", str(folder / "secrets.toml")) as server:
        published = translate("Reports on the masterplan", "de")
        assert visit(server, "").titles == [published]
        for page in PAGES:
            titles = visit(server, page.address).titles
            if page.role == CITIZENS:
                assert titles == [published]
            else:
                assert titles == [translate("This page is not public", "de")], page.address
