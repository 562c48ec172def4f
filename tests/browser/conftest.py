"""The app as it runs for people: a server of its own on this machine, and a browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.tab import Tab
from tests.pages.loading import FILE, copy, load
from tests.structure.source import ROOT

_STARTS_WITHIN = 60  # seconds, on a busy machine


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples loaded and closed, to be copied."""
    return load(tmp_path_factory.mktemp("samples"))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(
    folder: Path, *options: str, port: int = 0, at: Path = ROOT, base: str = "", **settings: str
) -> Iterator[str]:
    """The address of an app that runs on the database in a folder; ended afterwards.

    ``settings`` are variables of its environment; ``at`` is where its files are, ``base`` what
    stands before its paths.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "serve.py", "--server.port", str(port)]
    command += options
    environment = {**os.environ, "MASTERPLAN_DB": str(folder / FILE), **settings}
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=at, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}{base}/_stcore/health", server, folder / "server.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="module")
def server(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app that has just been started, with the samples in it."""
    folder = tmp_path_factory.mktemp("server")
    copy(sample_folder, folder)
    with running(folder) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The Chromium of this machine, else Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
    started = playwright.chromium.launch(executable_path=found, args=arguments)
    yield started
    started.close()


@pytest.fixture
def tab(browser: Browser, server: str) -> Iterator[Tab]:
    """A fresh tab of a German browser."""
    with opened(browser, server) as fresh:
        yield fresh


@contextmanager
def opened(
    browser: Browser, server: str, width: int = 1280, theme: str = "light", locale: str = "de-DE"
) -> Iterator[Tab]:
    """A fresh tab, as wide and as dark as wanted; closed at the end."""
    is_dark = theme == "dark"
    context = browser.new_context(
        locale=locale,
        color_scheme="dark" if is_dark else "light",
        viewport={"width": width, "height": 900},
        timezone_id="Europe/Berlin",
        accept_downloads=True,
    )
    context.set_default_timeout(20_000)
    yield Tab(context.new_page(), server)
    context.close()
