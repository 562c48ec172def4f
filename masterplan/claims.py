"""Who somebody is by what the provider of the sign-in says of them, and by the city's settings.

The settings are the part ``[access]`` of the secrets, beside Streamlit's own part ``[auth]``.
What is missing or contradicts itself is refused at the start: nobody gets in by a mistyped line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from masterplan.access import CITIZENS, ROLES, Person
from masterplan.texts import UserError, mark

NOBODY = Person("")

_DEFAULT = "default"
_OF_A_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
_KNOWN = {
    *("role_claim", "name_claim", "roles", "labels"),
    *("session_minutes", "public", "without_sign_in"),
}
_ANY_ADDRESS = "any_address"
_SHORTEST_SECRET = 32

_UNKNOWN = mark("The setting [access] {name} is not known. Known are: {known}.")
_WRONG = mark("The setting [access] {name} is not right: {expected}.")
_NO_SIGN_IN = mark(
    "There are settings [access] for a sign-in, but the part [auth] is missing. "
    "Without it everybody would be let in."
)
_NO_ROLES = mark(
    "The sign-in [auth] is set up, but [access.roles] gives nobody a role. "
    "Name there which groups of the provider have which roles."
)
_NOT_WHOLE = mark("The sign-in [auth] is not whole: {name} is missing or not right.")
_NO_ROLE = mark("There is no role {role} ([access.roles]). The roles are: {roles}.")
_WHOSE_GROUP = mark(
    "There are several providers: {group} in [access.roles] must say whose group it is, "
    'as in "{example}".'
)


@dataclass(frozen=True)
class Settings:
    """How people get in."""

    providers: Mapping[str, str] = field(default_factory=dict)
    """The names of the providers, each with its label; none: there is no sign-in."""
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The roles of each group."""
    role_claim: str = "groups"
    name_claim: str = "name"
    session_minutes: int | None = None
    """How long a sign-in holds; None: as long as the provider's own word for it."""
    is_public: bool = False
    serves_any_address: bool = False

    @property
    def has_sign_in(self) -> bool:
        """Is a sign-in configured?"""
        return bool(self.providers)

    @property
    def is_local(self) -> bool:
        """Does whoever comes count as the one local person?"""
        return not self.has_sign_in and not self.is_public


def settings(secrets: Mapping[str, Any]) -> Settings:
    """The settings in ``secrets``. Raises UserError for what is missing or contradicts itself."""
    told, auth = secrets.get("access", {}), secrets.get("auth")
    if not isinstance(told, Mapping) or (auth is not None and not isinstance(auth, Mapping)):
        raise UserError(_WRONG, name="", expected="a table")
    for name in told:
        if name not in _KNOWN:
            raise UserError(_UNKNOWN, name=name, known=", ".join(sorted(_KNOWN)))
    is_public = _one_of(told, "public", {True: True, False: False}, False)
    any_address = _one_of(told, "without_sign_in", {_ANY_ADDRESS: True}, False)
    if auth is None:
        if told.keys() - {"public", "without_sign_in"}:
            raise UserError(_NO_SIGN_IN)
        return Settings(is_public=is_public, serves_any_address=any_address)
    if any_address:
        raise UserError(_WRONG, name="without_sign_in", expected="not together with [auth]")
    names = _providers(auth)
    labels = told.get("labels", {})
    return Settings(
        {name: str(labels.get(name, name)) for name in names},
        _roles(told.get("roles"), names),
        str(told.get("role_claim", "groups")),
        str(told.get("name_claim", "name")),
        _minutes(told.get("session_minutes")),
        is_public,
    )


def person_of(claims: Mapping[str, Any], setting: Settings, now: float) -> Person:
    """Who these claims speak of; NOBODY where they have run out or name no one."""
    subject, until = claims.get("sub"), valid_until(claims, setting)
    if not claims.get("is_logged_in") or not subject or until is None or now >= until:
        return NOBODY
    provider = str(claims.get("provider", _DEFAULT))
    roles: frozenset[str] = frozenset()
    for group in _groups(claims, setting.role_claim):
        roles |= setting.roles.get(f"{provider}:{group}", frozenset())
        if len(setting.providers) == 1:
            roles |= setting.roles.get(group, frozenset())
    account = f"{claims.get('iss', provider)} {subject}"
    return Person(_name(claims, setting, str(subject)), roles, account)


def as_citizen(who: Person) -> Person:
    """The same person, or nobody, with what is open to everybody where the public mode is on."""
    return replace(who, roles=who.roles | {CITIZENS})


def valid_until(claims: Mapping[str, Any], setting: Settings) -> float | None:
    """The moment at which a sign-in ends, in seconds since 1970; None: it holds for no moment."""
    if setting.session_minutes is None:
        return _number(claims.get("exp"))
    since = _number(claims.get("iat"))
    return None if since is None else since + setting.session_minutes * 60


def _name(claims: Mapping[str, Any], setting: Settings, subject: str) -> str:
    for claim in (setting.name_claim, "name", "preferred_username", "email"):
        value = _claim(claims, claim)
        if isinstance(value, str) and value.strip():
            return value.strip()[:100]
    return subject[:100]


def _groups(claims: Mapping[str, Any], claim: str) -> list[str]:
    """The groups of a person: providers give one as a text, several as a list."""
    if claim == "email" and claims.get("email_verified") is False:
        return []  # anybody could have typed it in there
    value = _claim(claims, claim)
    found = value if isinstance(value, list | tuple) else [value]
    return [one for one in found if isinstance(one, str) and one]


def _claim(claims: Mapping[str, Any], name: str) -> Any:
    """A claim by its name, or by its path: "realm_access.roles"."""
    if name in claims:
        return claims[name]
    value: Any = claims
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else None  # type: ignore[arg-type]


def _minutes(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1440:
        raise UserError(_WRONG, name="session_minutes", expected="a whole number from 1 to 1440")
    return value


def _one_of(told: Mapping[str, Any], name: str, values: dict[Any, bool], default: bool) -> bool:
    value = told.get(name, default)
    if name not in told:
        return default
    # TOML's true is no "true": a word in quotes is not what it looks like
    if not isinstance(value, bool | str) or value not in values:
        expected = ", ".join(str(one).lower() for one in values)
        raise UserError(_WRONG, name=name, expected=expected)
    return values[value]


def _providers(auth: Mapping[str, Any]) -> list[str]:
    """The names of the providers, each with all that it needs."""
    if len(str(auth.get("cookie_secret", ""))) < _SHORTEST_SECRET:
        raise UserError(_NOT_WHOLE, name=f"cookie_secret (≥ {_SHORTEST_SECRET})")
    if not str(auth.get("redirect_uri", "")).endswith("/oauth2callback"):
        raise UserError(_NOT_WHOLE, name="redirect_uri (…/oauth2callback)")
    named = {
        name: value
        for name, value in auth.items()
        if isinstance(value, Mapping) and name != "client_kwargs"
    }
    if any(name in auth for name in _OF_A_PROVIDER):
        named[_DEFAULT] = auth
    for name, provider in named.items():
        where = "auth" if name == _DEFAULT else f"auth.{name}"
        if "_" in name:
            raise UserError(_NOT_WHOLE, name=f"[{where}] (no underscore in a name)")
        for key in _OF_A_PROVIDER:
            if not provider.get(key):
                raise UserError(_NOT_WHOLE, name=f"[{where}] {key}")
        if not _is_guarded(str(provider["server_metadata_url"])):
            raise UserError(_NOT_WHOLE, name=f"[{where}] server_metadata_url (https)")
    if not named:
        raise UserError(_NOT_WHOLE, name="client_id")
    return sorted(named, key=lambda name: (name != _DEFAULT, name))


def _is_guarded(address: str) -> bool:
    """Is an address reached without anybody listening or answering in between?"""
    parts = urlsplit(address)
    return parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost")
    )


def _roles(told: object, providers: list[str]) -> dict[str, frozenset[str]]:
    if not isinstance(told, Mapping) or not told:
        raise UserError(_NO_ROLES)
    table = {}
    for group, given in told.items():
        roles = [given] if isinstance(given, str) else given
        if not isinstance(roles, list | tuple):
            raise UserError(_WRONG, name=f"roles.{group}", expected=", ".join(ROLES))
        for role in roles:
            if role not in ROLES:
                raise UserError(_NO_ROLE, role=role, roles=", ".join(ROLES))
        # Another provider could call a group by the same name.
        if len(providers) > 1 and str(group).partition(":")[0] not in providers:
            example = f"{providers[-1]}:{group}"
            raise UserError(_WHOSE_GROUP, group=group, example=example)
        table[str(group)] = frozenset(roles)
    return table
