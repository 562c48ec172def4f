"""Settings that are not right let nobody in; claims become a person with roles, or nobody."""

from __future__ import annotations

from typing import Any

import pytest

from masterplan.access import ROLES
from masterplan.claims import NOBODY, Settings, person_of, settings, valid_until
from masterplan.texts import UserError

PROVIDER = {
    "client_id": "masterplan",
    "client_secret": "geheim",
    "server_metadata_url": "https://konto.stadt.de/.well-known/openid-configuration",
}
COMMON = {
    "redirect_uri": "https://masterplan.stadt.de/oauth2callback",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
}
AUTH = {**COMMON, **PROVIDER}
TABLE = {"lenkung": "committee", "fach": ["analyst", "manager"]}
NOW = 1_000.0
CLAIMS: dict[str, Any] = {
    "is_logged_in": True,
    "iss": "https://konto.stadt.de",
    "sub": "ana",
    "name": "Ana Beispiel",
    "groups": ["fach"],
    "iat": 900,
    "exp": 1_100,
}


def told(**access: object) -> Settings:
    return settings({"auth": AUTH, "access": {"roles": TABLE, **access}})


def test_without_settings_there_is_one_local_person() -> None:
    found = settings({})
    assert found.is_local and not found.has_sign_in and not found.serves_any_address


def test_a_sign_in_has_its_roles_and_the_public_mode_is_told() -> None:
    found = told()
    assert found.has_sign_in and not found.is_local and not found.is_public
    assert found.roles == {"lenkung": {"committee"}, "fach": {"analyst", "manager"}}
    assert told(public=True).is_public
    assert settings({"access": {"public": True}}).is_public
    assert not settings({"access": {"public": True}}).is_local
    assert settings({"access": {"without_sign_in": "any_address"}}).serves_any_address


@pytest.mark.parametrize(
    "secrets",
    [
        {"access": {"roles": TABLE}},
        {"access": {"role_claim": "groups"}},
        {"auth": AUTH},
        {"auth": AUTH, "access": {"public": True}},
        {"auth": AUTH, "access": {"roles": {}}},
        {"auth": {}, "access": {"roles": TABLE}},
        {"auth": {**COMMON, "die_stadt": PROVIDER}, "access": {"roles": TABLE}},
        {"auth": {**COMMON}, "access": {"roles": TABLE}},
        {"auth": "yes"},
        {"access": "public"},
        {"auth": AUTH, "access": {"roles": {"x": "admin"}}},
        {"auth": AUTH, "access": {"roles": {"x": ["committee", "root"]}}},
        {"auth": AUTH, "access": {"roles": {"x": 1}}},
        {"auth": AUTH, "access": {"roles": TABLE, "rolle_claim": "groups"}},
        {"auth": AUTH, "access": {"roles": TABLE, "public": "true"}},
        {"auth": AUTH, "access": {"roles": TABLE, "public": 1}},
        {"auth": AUTH, "access": {"roles": TABLE, "without_sign_in": "any_address"}},
        {"access": {"without_sign_in": True}},
        {"auth": AUTH, "access": {"roles": TABLE, "session_minutes": 0}},
        {"auth": AUTH, "access": {"roles": TABLE, "session_minutes": True}},
        {"auth": AUTH, "access": {"roles": TABLE, "session_minutes": "60"}},
        *(
            {"auth": {**AUTH, **wrong}, "access": {"roles": TABLE}}
            for wrong in (
                {"cookie_secret": "short"},
                {"redirect_uri": "https://masterplan.stadt.de/"},
                {"client_id": ""},
                {"client_secret": ""},
                {"server_metadata_url": ""},
                {"server_metadata_url": "http://konto.stadt.de/x"},
                {"server_metadata_url": "ftp://localhost/x"},
            )
        ),
    ],
)
def test_settings_that_are_not_right_are_refused(secrets: dict[str, Any]) -> None:
    with pytest.raises(UserError) as refused:
        settings(secrets)
    for language in ("de", "en"):
        assert "geheim" not in refused.value.text(language)


def test_of_several_providers_each_group_says_whose_it_is() -> None:
    auth = {**COMMON, "stadt": PROVIDER, "land": PROVIDER}
    with pytest.raises(UserError, match="whose group"):
        settings({"auth": auth, "access": {"roles": TABLE}})
    table = {"stadt:fach": "analyst", "land:fach": "committee"}
    found = settings({"auth": auth, "access": {"roles": table, "labels": {"land": "Landeskonto"}}})
    assert found.providers == {"land": "Landeskonto", "stadt": "stadt"}
    for provider, role in (("stadt", "analyst"), ("land", "committee")):
        assert person_of({**CLAIMS, "provider": provider}, found, NOW).roles == {role}
    forged = {**CLAIMS, "provider": "stadt", "groups": ["land:fach", "stadt:fach"]}
    assert not person_of(forged, found, NOW).roles


@pytest.mark.parametrize(
    ("groups", "roles"),
    [
        ("fach", {"analyst", "manager"}),
        (["fach", "lenkung", "x"], {"analyst", "manager", "committee"}),
        ("fach,lenkung", set()),
        ([], set()),
        (None, set()),
        (True, set()),
        ({"fach": True}, set()),
        ([["fach"], 1, None, {"a": 1}], set()),
        ("Fach", set()),
        (list(ROLES), set()),  # a group is no role: only the table gives one
    ],
)
def test_roles_come_from_a_text_or_a_list(groups: object, roles: set[str]) -> None:
    assert person_of({**CLAIMS, "groups": groups}, told(), NOW).roles == roles


def test_a_claim_is_found_by_its_path_and_by_its_whole_name() -> None:
    nested = {**CLAIMS, "realm_access": {"roles": ["fach"]}, "https://stadt.de/r": "lenkung"}
    assert person_of(nested, told(role_claim="realm_access.roles"), NOW).roles
    assert person_of(nested, told(role_claim="https://stadt.de/r"), NOW).roles == {"committee"}
    assert not person_of(nested, told(role_claim="realm_access.roles.x"), NOW).roles


def test_an_address_that_nobody_confirmed_gives_no_role() -> None:
    setting = told(role_claim="email", roles={"ana@stadt.de": "analyst"})
    claims = {**CLAIMS, "email": "ana@stadt.de"}
    assert person_of(claims, setting, NOW).roles == {"analyst"}
    assert not person_of({**claims, "email_verified": False}, setting, NOW).roles


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {**CLAIMS, "is_logged_in": False},
        {**CLAIMS, "sub": ""},
        {**CLAIMS, "exp": NOW},
        {**CLAIMS, "exp": NOW - 1},
        {**CLAIMS, "exp": None},
        {**CLAIMS, "exp": "2000"},
        {**CLAIMS, "exp": True},
    ],
)
def test_what_has_run_out_or_names_no_one_is_nobody(claims: dict[str, Any]) -> None:
    assert person_of(claims, told(), NOW) == NOBODY


def test_a_city_may_let_a_sign_in_hold_longer_or_shorter() -> None:
    assert valid_until(CLAIMS, told(session_minutes=60)) == 900 + 3600
    assert person_of({**CLAIMS, "exp": 1}, told(session_minutes=60), NOW).roles
    assert person_of(CLAIMS, told(session_minutes=1), NOW) == NOBODY
    assert person_of({**CLAIMS, "iat": None}, told(session_minutes=60), NOW) == NOBODY


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({}, "Ana Beispiel"),
        ({"name": " "}, "ana"),
        ({"name": None, "preferred_username": "a.beispiel"}, "a.beispiel"),
        ({"name": ["x"], "email": "ana@stadt.de"}, "ana@stadt.de"),
        ({"name": "x" * 300}, "x" * 100),
    ],
)
def test_somebody_has_a_name(claims: dict[str, Any], name: str) -> None:
    assert person_of({**CLAIMS, **claims}, told(), NOW).name == name
