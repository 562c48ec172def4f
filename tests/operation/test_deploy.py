"""The files for operation do what they say: each is started, or read by the program it is for."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from benchmarks.visitor import Visitor
from masterplan.access import local
from masterplan.store import forget, open_store
from tests.awaiting import awaited
from tests.browser.conftest import running
from tests.readings import basic_plan
from tests.structure.source import ROOT

DEPLOY = ROOT / "deploy"
NAME = "monitor.example.org"
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"

AROUND = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/errors.log;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def certify(certificate: Path, key: Path) -> None:
    """A certificate that this machine has signed itself, for an hour."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = dt.datetime.now(dt.UTC)
    names = [x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    signed = (
        x509.CertificateBuilder(name, name, private.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(signed.public_bytes(Encoding.PEM))
    key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


@contextmanager
def nginx(folder: Path, app: str) -> Iterator[str]:
    """The web server with the project's own file, and a certificate of its own; its address."""
    found = shutil.which("nginx", path=PATH)
    assert found, "`make proxy` installs it"
    port = free_port()
    site = (DEPLOY / "nginx.conf").read_text()
    for old, new in {
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "http://127.0.0.1:8501": app,
        "/etc/ssl/certs/": f"{folder}/",
        "/etc/ssl/private/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
    }.items():
        assert old in site, old
        site = site.replace(old, new)
    certify(folder / "monitor.pem", folder / "monitor.key")
    (folder / "site.conf").write_text(site)
    shutil.copy(DEPLOY / "masterplan_proxy.conf", folder)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    process = subprocess.Popen(
        [found, "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.PIPE
    )
    try:
        for _ in range(100):
            assert process.poll() is None, process.stderr and process.stderr.read()
            with socket.socket() as there:
                if there.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"https://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGQUIT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stderr:
            process.stderr.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("deploy")


@pytest.fixture(scope="module")
def outside(folder: Path) -> Iterator[str]:
    """The address of the web server before an app with a small plan."""
    store = open_store(folder / "masterplan.duckdb")
    store.commit(basic_plan(), local("Ada"))
    forget(store.path)
    # without a sign-in the app would answer nobody whom a proxy speaks for
    (folder / "secrets.toml").write_text('[access]\nwithout_sign_in = "any_address"\n')
    with (
        running(
            folder,
            base="/monitor",
            MASTERPLAN_HOSTS=NAME,
            MASTERPLAN_BACKUP_HOURS="0",
            STREAMLIT_SERVER_BASE_URL_PATH="monitor",
            STREAMLIT_SECRETS_FILES=str(folder / "secrets.toml"),
        ) as app,
        nginx(folder, app) as address,
    ):
        yield address


@pytest.fixture
def trusted(folder: Path) -> ssl.SSLContext:
    """What trusts this certificate and no other."""
    return ssl.create_default_context(cafile=folder / "monitor.pem")


@pytest.fixture
def browser(trusted: ssl.SSLContext) -> Iterator[httpx.Client]:
    with httpx.Client(verify=trusted) as client:
        yield client


def test_nobody_comes_in_without_encryption(outside: str, folder: Path) -> None:
    plain = httpx.get(outside.replace("https:", "http:") + "/monitor/")
    assert plain.status_code == 400 and "mp-" not in plain.text
    with pytest.raises(httpx.ConnectError):  # nobody knows who has signed it
        httpx.get(outside)
    old = ssl.create_default_context(cafile=folder / "monitor.pem")
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(httpx.ConnectError):
        httpx.get(outside, verify=old)


def test_the_root_leads_to_the_app(outside: str, browser: httpx.Client) -> None:
    for path in ("/", "/monitor"):
        answer = browser.get(outside + path)
        assert answer.status_code == 302
        assert answer.headers["location"] == f"{outside}/monitor/"


@pytest.mark.parametrize("path", ["/monitor/", "/monitor/measures", "/monitor/api/ready"])
def test_pages_come_through_with_every_header(
    outside: str, path: str, browser: httpx.Client
) -> None:
    answer = browser.get(outside + path, headers={"Host": NAME})
    assert answer.status_code == 200
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert "/" not in answer.headers["server"], "the version is nobody's business"


def test_another_name_is_refused(outside: str, browser: httpx.Client) -> None:
    assert browser.get(f"{outside}/monitor/", headers={"Host": "boese.example"}).status_code == 421


@pytest.mark.parametrize(
    "path", ["_stcore/metrics", "_stcore/agent/x", "_stcore/script-health-check", "api/metrics"]
)
def test_what_is_for_this_machine_stays_here(
    outside: str, path: str, browser: httpx.Client
) -> None:
    for headers in ({}, {"X-Forwarded-For": "127.0.0.1"}):
        assert browser.get(f"{outside}/monitor/{path}", headers=headers).status_code == 404


def test_a_page_is_drawn_and_takes_a_file_through_the_proxy(
    outside: str, trusted: ssl.SSLContext
) -> None:
    async def visit() -> tuple[str, int, int]:
        visitor = await Visitor.arrive(f"{outside}/monitor", trusts=trusted)
        await visitor.open("upload", lang="de", name="Erika-Musterfrau")
        sent = await visitor.send_file("a.csv", b"x")
        large = await visitor.send_file("a.csv", bytes(28_000_000))
        text = visitor.text
        await visitor.leave()
        return text, sent.status_code, large.status_code

    text, sent, large = awaited(visit())
    assert "Auswertungen hochladen" in text and (sent, large) == (204, 413)


def test_no_log_knows_who_it_was(outside: str, folder: Path, browser: httpx.Client) -> None:
    browser.get(f"{outside}/monitor/measures?plan=Erika-Musterfrau")
    time.sleep(0.3)
    for name in ("masterplan.log", "server.log"):
        text = (folder / name).read_text()
        assert "/measures" in text
        assert "127.0.0.1" not in text.replace("URL: http://127.0.0.1", "")
        assert "Erika" not in text


# --- systemd


def test_the_unit_names_what_is_there() -> None:
    unit = (DEPLOY / "masterplan.service").read_text()
    settings = dict(re.findall(r"^(\w+)=(.*)$", unit, re.MULTILINE))
    assert settings["User"] == "masterplan" and settings["NoNewPrivileges"] == "yes"
    assert settings["ExecStart"].endswith("-m streamlit run serve.py")
    assert (ROOT / "serve.py").exists()


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    unit = (DEPLOY / "masterplan.service").read_text()
    program = "/opt/masterplan/.venv/bin/python"
    assert program in unit
    here = tmp_path / "masterplan.service"
    here.write_text(unit.replace(program, sys.executable))
    analyze = shutil.which("systemd-analyze")
    if analyze is None:  # a machine without systemd: the unit is of no use there
        return
    done = subprocess.run(
        [analyze, "verify", "--man=no", str(here)], capture_output=True, text=True
    )
    said = [line for line in done.stderr.splitlines() if "masterplan.service" in line]
    assert not said, said


# --- the image

DOCKERFILE = (ROOT / "Dockerfile").read_text()


def copied() -> list[tuple[list[str], str]]:
    """What the last stage of the image takes over from the project, and where to."""
    last = DOCKERFILE.split("\nFROM ")[-1]
    lines = re.findall(r"^COPY (?!--from)(.+)$", last, re.MULTILINE)
    return [(line.split()[:-1], line.split()[-1]) for line in lines]


def test_the_image_is_linted() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("hadolint")), str(ROOT / "Dockerfile")],
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_runs_as_nobody_special() -> None:
    users = re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)
    assert users and users[-1] not in ("root", "0")
    assert DOCKERFILE.index("\nUSER") < DOCKERFILE.index("\nCMD")
    assert "--require-hashes" in DOCKERFILE and "/api/health" in DOCKERFILE


def test_what_the_image_holds_is_enough_to_run(tmp_path: Path) -> None:
    """Started from the copied files alone, by a user who may write to the data only."""
    app, data = tmp_path / "app", tmp_path / "data"
    data.mkdir()
    allowed = [line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line[0] == "!"]
    for sources, target in copied():
        for pattern in sources:
            found = sorted(ROOT.glob(pattern))
            assert found, pattern
            assert any(one.startswith(pattern) for one in allowed), f"{pattern} is ignored"
            for source in found:
                place = app / target / source.name if target.endswith("/") else app / target
                place.parent.mkdir(parents=True, exist_ok=True)
                if source.is_dir():
                    ignored = shutil.ignore_patterns("__pycache__")
                    shutil.copytree(source, place, ignore=ignored)
                else:
                    shutil.copy(source, place)
    check = re.search(r"HEALTHCHECK.*?CMD \[(.*?)\]\n", DOCKERFILE, re.DOTALL)
    assert check
    code = re.findall(r'"([^"]*)"', check[1])[-1]
    with running(data, at=app, MASTERPLAN_BACKUP_HOURS="0", PYTHONDONTWRITEBYTECODE="1") as address:
        here = code.replace("http://127.0.0.1:8501", address)
        assert here != code
        assert subprocess.run([sys.executable, "-c", here]).returncode == 0
        assert httpx.get(f"{address}/api/ready").json()["database"] == "open"
