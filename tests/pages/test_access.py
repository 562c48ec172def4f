"""Who may open what: every page for every role, by the menu, by its address, and on its own."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from masterplan.access import (
    ADMINISTRATORS,
    CITIZENS,
    OPEN_TO,
    PAGES,
    ROLE_NAMES,
    ROLES,
    Page,
)
from masterplan.store import Store
from masterplan.texts import translate
from masterplan.ui import identity
from tests.pages.visits import Settings, Visit
from tests.structure.source import ROOT

AUTH = {
    "redirect_uri": "http://localhost:8501/oauth2callback",
    "cookie_secret": "marke-0123456789abcdef0123456789abcdef",
    "client_id": "masterplan",
    "client_secret": "marke-geheim",
    "server_metadata_url": "https://konto.stadt.de/.well-known/openid-configuration",
}
ACCESS = {"roles": {f"gruppe-{role}": role for role in ROLES}}
NOBODY, NO_ROLE = "", "none"
SIGN_IN, NOT_YOURS, NOT_YET = "sign-in", "not yours", "no role yet"


def settings(role: str, **access: object) -> Settings:
    """Somebody with a role, where a sign-in is set up."""
    secrets = {"auth": AUTH, "access": {**ACCESS, **access}}
    if role == NOBODY:
        return {"is_logged_in": False}, secrets
    now = int(time.time())
    claims: dict[str, Any] = {"is_logged_in": True, "iss": "https://konto.stadt.de", "sub": role}
    claims |= {"name": f"Eva {role}", "groups": [f"gruppe-{role}"], "iat": now, "exp": now + 600}
    return claims, secrets


def met(page: Visit) -> str:
    """What somebody meets: the way to sign in, a refusal, or the page itself ("")."""
    titles = {heading.words for heading in page.all("h1")}
    if any((button.key or "").startswith("sign_in_") for button in page.app.button):
        return SIGN_IN
    for said, text in ((NOT_YOURS, "Your roles do not open this page"), (NOT_YET, "No role yet")):
        if translate(text, "de") in titles:
            return said
    return ""


def expected(page: Page, role: str) -> str:
    if role in OPEN_TO[page.role]:
        return ""
    return {NOBODY: SIGN_IN, NO_ROLE: NOT_YET}.get(role, NOT_YOURS)


@pytest.mark.parametrize("role", [*ROLES, NO_ROLE, NOBODY])
def test_every_page_for_every_role(empty: Store, role: str) -> None:
    """In a tab that stays open, from each page to the next; new ones are tried over the wire."""
    visit = Visit(settings=settings(role))
    for page in PAGES:
        visit.open(page.address)
        assert met(visit) == expected(page, role), page.address
        if expected(page, role):
            assert not visit.tables and not visit.app.get("file_uploader"), page.address
            assert not visit.app.get("download_button"), page.address
        told = [piece.proto.body for piece in visit.app.get("html")]
        assert not any("marke" in text for text in told if not text.startswith("<style"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address)
def test_a_page_on_its_own_guards_itself(empty: Store, page: Page) -> None:
    """Without ``app.py`` around it, as Streamlit would run a file that it comes upon."""
    for role in (*ROLES, NO_ROLE, NOBODY):
        alone = AppTest.from_file(str(ROOT / page.file), default_timeout=30)
        alone.user, secrets = settings(role)
        for part, told in secrets.items():
            alone.secrets[part] = told
        alone.run()
        assert not alone.exception
        shown = [piece.proto.body for piece in alone.get("html")]
        if not expected(page, role):
            assert not shown  # it may be opened, and has no view to show
        else:
            assert not alone.get("file_uploader") and not any("<table" in text for text in shown)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address)
def test_citizens_find_what_is_published_and_nothing_else(empty: Store, page: Page) -> None:
    with_sign_in = Visit(settings=settings(NOBODY, public=True)).open(page.address)
    alone = Visit(settings=({}, {"access": {"public": True}})).open(page.address)
    if page.role == CITIZENS:
        for visit in (with_sign_in, alone):
            assert visit.title == translate("Reports on the masterplan", "de")
        return
    assert met(with_sign_in) == SIGN_IN
    for visit in (with_sign_in, alone):
        assert not visit.tables and not visit.app.get("download_button")
        assert not visit.app.selectbox and not visit.app.date_input, "no plan, no clock"


def test_an_account_without_a_role_is_a_citizen_like_others(empty: Store) -> None:
    visit = Visit(settings=settings(NO_ROLE, public=True))
    for address in ("./", "published"):
        assert visit.open(address).title == translate("Reports on the masterplan", "de")
    assert met(visit.open("measures")) == NOT_YET


def test_the_first_page_of_citizens_is_what_is_published(empty: Store) -> None:
    visit = Visit(settings=settings(NOBODY, public=True)).open("./")
    assert visit.title == translate("Reports on the masterplan", "de")
    (way_in,) = visit.all("p", "mp-who")
    assert translate("Sign in", "de") in way_in.words


@pytest.mark.parametrize("role", ROLES)
def test_whoever_is_signed_in_is_named_with_their_roles(empty: Store, role: str) -> None:
    visit = Visit(settings=settings(role)).open("./")
    assert f"Eva {role}" in {item.proto.popover.label for item in visit.app.get("popover")}
    assert translate(ROLE_NAMES[role], "de") in visit.text


def test_a_name_stays_text(empty: Store) -> None:
    claims, secrets = settings("manager")
    hostile = "<b>Eva</b> ![x](https://example.org/x.png) :material/home:"
    visit = Visit(settings=({**claims, "name": hostile}, secrets)).open("me")
    (label,) = [
        item.proto.popover.label
        for item in visit.app.get("popover")
        if "Eva" in item.proto.popover.label
    ]
    assert "](" not in label and label.replace("\\", "") == hostile
    assert hostile in {element.words for element in visit.all("dd")}


def test_a_sign_in_that_ran_out_is_none(empty: Store) -> None:
    claims, secrets = settings(ADMINISTRATORS)
    visit = Visit(settings=({**claims, "exp": int(time.time()) - 1}, secrets)).open("audit")
    assert met(visit) == SIGN_IN
    visit = Visit(settings=(claims, secrets)).open("audit")
    assert met(visit) == ""
    visit.app.user = {**claims, "exp": 1}  # while the tab is open
    visit.run()
    assert met(visit) == SIGN_IN


@pytest.mark.parametrize(
    "secrets",
    [
        {"access": ACCESS},
        {"auth": AUTH},
        {"auth": {**AUTH, "client_secret": ""}, "access": ACCESS},
        {"auth": AUTH, "access": {"roles": {"x": "root"}}},
    ],
    ids=["no sign-in", "no roles", "not whole", "no such role"],
)
def test_settings_that_are_not_right_let_nobody_in(empty: Store, secrets: dict[str, Any]) -> None:
    for user in ({}, settings(ADMINISTRATORS)[0]):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        app.user = user
        for part, told in secrets.items():
            app.secrets[part] = told
        app.run()
        assert len(app.error) == 1 and not app.get("segmented_control") and not app.exception
        assert "marke" not in app.error[0].value


def test_without_a_sign_in_every_page_says_so(empty: Store) -> None:
    visit = Visit().open("./")
    for page in PAGES:
        visit.open(page.address)
        (told,) = visit.all("p", "mp-who")
        assert told.words == translate("No sign-in: on this machine only", "de"), page.address
    open_house = Visit(settings=({}, {"access": {"without_sign_in": "any_address"}}))
    assert "darf alles" in open_house.open("./").all("p", "mp-who")[0].words


def test_without_a_sign_in_nobody_from_elsewhere_is_the_local_person(
    empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the app is started past ``serve.py``, which would not have let them in."""
    monkeypatch.setattr(identity, "_client", lambda: "192.168.1.9")
    for page in PAGES:
        visit = Visit().open(page.address)
        assert visit.title == translate("Only on this machine", "de"), page.address
        assert not visit.tables and not visit.app.get("file_uploader")
    open_house = Visit(settings=({}, {"access": {"without_sign_in": "any_address"}}))
    assert open_house.open("audit").blank is not None


def events(store: Store, *actions: str) -> list[tuple[str, str, dict[str, Any]]]:
    everybody = dict.fromkeys(("person", "account", "action", "since", "until", "search"))
    rows = store.ask("audit/list", **everybody).to_dict("records")
    return [
        (row["action"], row["subject"], json.loads(row["details"]))
        for row in reversed(rows)
        if row["action"] in actions
    ]


def test_sign_ins_changed_roles_and_refusals_are_audited(empty: Store) -> None:
    claims, secrets = settings("analyst")
    for _tab in range(2):  # a second tab is the same sign-in
        Visit(settings=(claims, secrets)).open("measures").open("audit").open("audit")
    assert [one[0] for one in events(empty, "sign_in", "refused", "role_change")] == [
        "sign_in",
        "refused",
    ]
    later = {**claims, "iat": claims["iat"] + 1, "groups": ["gruppe-administrator"]}
    visit = Visit(settings=(later, secrets)).open("audit")
    assert met(visit) == ""
    assert events(empty, "role_change") == [
        (
            "role_change",
            "analyst → administrator",
            {"before": ["analyst"], "after": ["administrator"]},
        )
    ]
    (table,) = visit.tables
    assert table.column("Was")[:2] == ["Rollenwechsel", "Anmeldung"]
    assert table.column("Gegenstand")[:3] == [
        "Analyse → Administration",
        "Administration",
        "Seite „Protokoll“",
    ]
