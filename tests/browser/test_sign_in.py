"""Signing in and out at a real provider of accounts, in a real browser."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from masterplan.texts import translate
from tests.browser.conftest import free_port, opened, running
from tests.browser.tab import Tab
from tests.browser.test_every_page import LEVELS, TOO_WIDE
from tests.pages.loading import copy

MARKER = "marke-0123456789abcdef0123456789abcdef"
PEOPLE = (
    {"sub": "ana", "name": "Ana Analyse", "groups": ["fach", "alle"]},
    {"sub": "lea", "name": "Lea Lenkung", "groups": "lenkung"},
    {"sub": "adi", "name": "Adi Administration", "groups": ["technik"]},
    {"sub": "nora", "name": "Nora Neu"},
)
SECRETS = """
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "{marker}"

[auth.land]
client_id = "land"
client_secret = "{marker}"
server_metadata_url = "http://localhost:{provider}/.well-known/openid-configuration"

[auth.stadt]
client_id = "masterplan"
client_secret = "{marker}"
server_metadata_url = "http://localhost:{provider}/.well-known/openid-configuration"

[access.labels]
stadt = "Konto der Stadt"

[access.roles]
"stadt:fach" = ["analyst", "manager"]
"stadt:lenkung" = "committee"
"stadt:technik" = "administrator"
"land:fach" = "committee"
"""


@dataclass
class App:
    """An app with a sign-in, and the provider that it asks."""

    server: str
    provider: str
    process: subprocess.Popen[bytes]
    log: Path


@pytest.fixture(scope="module")
def app(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    folder = tmp_path_factory.mktemp("sign-in")
    copy(sample_folder, folder)
    port, provider = free_port(), free_port()
    secrets = SECRETS.format(port=port, provider=provider, marker=MARKER)
    (folder / "secrets.toml").write_text(secrets)
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(provider)]
    for person in PEOPLE:
        command += ["--user-claims", json.dumps(person)]
    with (folder / "provider.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://localhost:{provider}/.well-known/openid-configuration")
        with running(folder, "--secrets.files", str(folder / "secrets.toml"), port=port):
            place = f"http://localhost:{port}"
            yield App(place, f"http://localhost:{provider}", process, folder / "server.log")
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(address: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"nobody answers at {address}")


def sign_in(tab: Tab, app: App, subject: str, provider: str = "stadt") -> Tab:
    tab.page.locator(f".st-key-sign_in_{provider} button").click()
    tab.page.locator("input[name=sub]").fill(subject)
    tab.page.locator("button").first.click()
    tab.page.wait_for_url(re.compile(rf"^{re.escape(app.server)}/"))
    tab.page.get_by_test_id("stPopover").filter(has_text=_name(subject)).wait_for()
    return tab.settle()


def _name(subject: str) -> str:
    return next(str(person["name"]) for person in PEOPLE if person["sub"] == subject)


def account(tab: Tab) -> Tab:
    tab.page.locator(".st-key-account").get_by_test_id("stPopover").locator("button").first.click()
    tab.page.locator(".st-key-sign_out button").wait_for()
    return tab


def offers_sign_in(tab: Tab) -> bool:
    return tab.page.locator(".st-key-sign_in").count() == 1


def test_a_link_leads_through_the_sign_in_to_its_page(browser: Browser, app: App) -> None:
    with opened(browser, app.server) as tab:
        tab.open("measures", plan="BSP", on="2026-09-30", area="BI")
        assert offers_sign_in(tab)
        assert "Konto der Stadt" in tab.page.locator(".st-key-sign_in").inner_text()
        assert "BSP" not in tab.text and "Beispielstadt" not in tab.page.content()
        sign_in(tab, app, "ana")
        tab.page.wait_for_url(re.compile("/measures"))
        tab.page.locator(".mp-table tbody th").first.wait_for()
        tab.settle()
        assert tab.address == "measures"
        assert {"plan": "BSP", "on": "2026-09-30", "area": "BI"}.items() <= tab.query.items()
        codes = tab.page.locator(".mp-table tbody th").all_inner_texts()
        assert codes and all(code.startswith("BI-") for code in codes)
        told = account(tab).page.locator("[data-testid=stPopoverBody]").inner_text()
        for role in ("analyst", "manager"):
            assert translate({"analyst": "Analysts", "manager": "Managers"}[role], "de") in told
        # what is entered is signed by the account, and by nobody else
        tab.open("uploads", plan="BSP")
        name = tab.page.get_by_label(translate("Signed in as", "de"))
        assert name.input_value() == "Ana Analyse" and name.is_disabled()
        tab.open("audit")
        assert tab.title == translate("Your roles do not open this page", "de")


def test_who_signs_out_is_out_in_every_tab(browser: Browser, app: App) -> None:
    with opened(browser, app.server) as tab:
        sign_in(tab.open("overview", plan="BSP"), app, "lea")
        other = Tab(tab.page.context.new_page(), app.server).open("measures", plan="BSP")
        assert not offers_sign_in(other)
        kept = tab.page.context.cookies()
        account(tab).page.locator(".st-key-sign_out button").click()
        tab.page.wait_for_url(re.compile("/oauth2/end_session"))
        other.page.locator(".st-key-frame_lang button").last.click()
        other.page.locator(".st-key-sign_in").wait_for()
        tab.open("measures", plan="BSP")
        assert offers_sign_in(tab)
        # nor is a copy of the cookie worth anything
        tab.page.context.add_cookies(kept)
        assert offers_sign_in(tab.open("measures", plan="BSP"))


def test_the_same_group_of_another_provider_has_other_roles(browser: Browser, app: App) -> None:
    with opened(browser, app.server) as tab:
        tab.open("upload")
        # the way that is kept leads to no other site
        tab.page.evaluate("sessionStorage.setItem('mp-way', '//example.org/x')")
        sign_in(tab, app, "ana", "land")
        assert tab.page.evaluate("sessionStorage.getItem('mp-way')") is None
        assert not [url for url in tab.requested if "example.org" in url]
        tab.open("upload")
        assert tab.title == translate("Your roles do not open this page", "de")
        told = account(tab).page.locator("[data-testid=stPopoverBody]").inner_text()
        assert translate("Steering committee", "de") in told


def test_an_account_without_a_role_sees_nothing_of_the_plan(browser: Browser, app: App) -> None:
    with opened(browser, app.server) as tab:
        sign_in(tab.open(""), app, "nora")
        for address in ("", "me"):
            assert tab.open(address).title == translate("No role yet", "de")
            assert "Beispielstadt" not in tab.page.content()


def test_the_administrator_reads_who_came(browser: Browser, app: App) -> None:
    with opened(browser, app.server) as tab:
        sign_in(tab.open("audit", plan="BSP"), app, "adi")
        tab.page.wait_for_url(re.compile("/audit"))
        tab.page.locator(".mp-table tbody tr").first.wait_for()
        tab.settle()
        people = set(tab.page.locator(".mp-table tbody th").all_inner_texts())
        assert {"Ana Analyse", "Lea Lenkung", "Nora Neu", "Adi Administration"} <= people
        rows = tab.page.locator(".mp-table tbody tr").all_inner_texts()
        assert any("Lea" in row and translate("Sign-out", "de") in row for row in rows)
        assert any("Ana" in row and translate("Refused attempt", "de") in row for row in rows)
        with tab.page.expect_download() as taken:
            tab.page.get_by_role("button", name="CSV, deutsch").click()
        content = Path(taken.value.path()).read_text(encoding="utf-8-sig")
        assert "Lea Lenkung" in content and MARKER not in content
        tab.open("audit", action="export")
        assert "audit" in tab.page.locator(".mp-table tbody tr").first.inner_text()


@pytest.mark.parametrize(("theme", "locale"), [("light", "de-DE"), ("dark", "en-GB")])
def test_the_sign_in_has_no_barrier(browser: Browser, app: App, theme: str, locale: str) -> None:
    with opened(browser, app.server, 360, theme, locale) as tab:
        tab.open("measures")
        assert not tab.page.evaluate(TOO_WIDE)
        options = {"runOnly": LEVELS, "resultTypes": ["violations"]}
        found = Axe().run(tab.page, options=options).response["violations"]
        assert not found, json.dumps(found)[:2000]
        assert not {url for url in tab.requested if app.server.split("//")[1] not in url}
        tab.page.keyboard.press("Tab")
        button = tab.page.locator(".st-key-sign_in_land button")
        for _ in range(12):
            if button.evaluate("element => element === document.activeElement"):
                break
            tab.page.keyboard.press("Tab")
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_url(re.compile(re.escape(app.provider)))


def test_a_secret_never_appears(browser: Browser, app: App) -> None:
    """Not in a page, not in what the browser is sent, not in the log, whatever goes wrong."""
    with opened(browser, app.server) as tab:
        bodies: list[str] = []
        tab.page.on("response", lambda answer: bodies.append(str(answer.headers) + answer.url))
        frames: list[object] = []
        tab.page.on(
            "websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(data))
        )
        sign_in(tab.open("overview", plan="BSP"), app, "adi")
        for address in ("me", "audit"):
            tab.open(address, plan="BSP")
            assert MARKER not in tab.page.content()
        # answers that nobody asked for, and a provider that is gone
        for path in ("oauth2callback?code=x&state=y", "oauth2callback?error=x", "auth/login"):
            tab.page.goto(f"{app.server}/{path}")
            assert MARKER not in tab.page.content()
        tab.page.context.clear_cookies()
        app.process.terminate()
        app.process.wait(10)
        tab.open("overview", plan="BSP")
        tab.page.locator(".st-key-sign_in_stadt button").click()
        tab.page.wait_for_url(re.compile("sign_in=failed"))
        told = tab.page.get_by_test_id("stAlert").inner_text()
        assert "Administration" in told and offers_sign_in(tab)
        assert tab.page.evaluate("sessionStorage.getItem('mp-way')").startswith("/overview?")
        assert MARKER not in tab.page.content()
        assert len(frames) > 10 and not any(MARKER in str(one) for one in (*frames, *bodies))
    log = app.log.read_text(errors="replace")
    assert MARKER not in log
    assert not any(str(person["name"]) in log for person in PEOPLE), "no personal data either"
