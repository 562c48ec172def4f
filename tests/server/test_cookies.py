"""Whoever comes with a cookie that this server did not give them is asked to sign in."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

import pytest

from benchmarks.visitor import Visitor
from tests.awaiting import awaited
from tests.server.signed_in import TOKENS, USER, Signed, cookie, signed_in_server

PLAN = "Masterplan MP"
DAY = 86_400


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    with signed_in_server(tmp_path_factory.mktemp("cookies")) as started:
        yield started


async def seen(visitor: Visitor, *pages: str) -> str:
    """The text of pages, and the buttons on them, for somebody who then leaves."""
    text = ""
    for page in pages or ("overview",):
        await visitor.open(page, lang="en", plan="MP")
        text += visitor.text + " ".join(one.label for one in visitor.drawn("button"))
    await visitor.leave()
    return text


def visit(server: Signed, cookies: str, *pages: str) -> str:
    async def come() -> str:
        return await seen(await server.visitor(cookies), *pages)

    return awaited(come())


def is_outside(text: str) -> bool:
    """Is a page nothing but the way to sign in?"""
    return "Sign in" in text and PLAN not in text and "Sign out" not in text


def test_a_cookie_of_this_server_lets_in(server: Signed) -> None:
    text = visit(server, cookie(server.claims()))
    assert PLAN in text and "Sign out" in text
    assert is_outside(visit(server, ""))


def changed(genuine: str, **other: object) -> str:
    """A genuine cookie with other claims under the old signature."""
    forged = cookie(other).partition("=")[2].rsplit(".", 2)
    name, _, value = genuine.partition("=")
    return f"{name}={'.'.join([forged[0], *value.rsplit('.', 2)[1:]])}"


def in_pieces(server: Signed) -> str:
    """The pieces of a long cookie, the second one signed by somebody else."""
    text = json.dumps(server.claims())
    pieces = [f"chunks-2;{text[:40]}", text[40:]]
    return f"{cookie(pieces[0])}; {cookie(pieces[1], 'x' * 40, f'{USER}_1', f'{USER}_1')}"


HOSTILE: dict[str, Callable[[Signed], str]] = {
    "plain": lambda server: f"{USER}={json.dumps(server.claims())}",
    "another secret": lambda server: cookie(server.claims(), "x" * 40),
    "no secret": lambda server: cookie(server.claims(), ""),
    "other claims under an old signature": lambda server: changed(
        cookie(server.claims("lenkung", "Lea")), **server.claims()
    ),
    "a signature cut off": lambda server: cookie(server.claims())[:-8],
    "the cookie of the tokens": lambda server: cookie(server.claims(), salt=TOKENS),
    "signed too long ago": lambda server: cookie(server.claims(), age=32 * DAY),
    "run out": lambda server: cookie(server.claims(exp=int(time.time()) - 1)),
    "without an end": lambda server: cookie(server.claims(exp=None)),
    "an end that is no number": lambda server: cookie(server.claims(exp="9999999999")),
    "of another server": lambda server: cookie(server.claims(origin="http://127.0.0.1:1")),
    "not signed in": lambda server: cookie(server.claims(is_logged_in=False)),
    "of nobody": lambda server: cookie(server.claims(sub="")),
    "no table": lambda server: cookie("admin"),
    "in pieces of two hands": in_pieces,
    "huge": lambda server: cookie(server.claims(name="x" * 6_000), "x" * 40),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_cookie_opens_nothing(server: Signed, kind: str) -> None:
    async def come() -> str:
        try:
            return await seen(await server.visitor(HOSTILE[kind](server)), "measures")
        except Exception as refused:  # not even the socket is opened
            return f"Sign in: {refused}"

    assert is_outside(awaited(come()))


def test_the_cookie_of_somebody_else_has_their_roles_and_no_more(server: Signed) -> None:
    lea = cookie(server.claims("lenkung", "Lea"))
    text = visit(server, lea, "audit", "status", "upload")
    assert text.count("Your roles do not open this page") == 3
    unknown = cookie(server.claims("nobody", "Nora"))
    text = visit(server, unknown, "overview", "me", "upload")
    assert PLAN not in text and text.count("No role yet") == 3


def test_a_cookie_is_worth_nothing_after_its_sign_out(server: Signed) -> None:
    kept = cookie(server.claims("lenkung", "Lea", iat=int(time.time()) - 5))
    later = cookie(server.claims("lenkung", "Lea", iat=int(time.time())))

    async def leave() -> tuple[str, str]:
        going, other = await server.visitor(kept), await server.visitor(kept)
        await going.open("overview", lang="en", plan="MP")
        await other.open("overview", lang="en", plan="MP")
        assert PLAN in other.text
        await going.press("overview", "Sign out")
        redirect = going.redirect
        await going.leave()
        return redirect, await seen(other, "measures")

    redirect, elsewhere = awaited(leave())
    assert redirect.endswith("/auth/logout")
    assert is_outside(elsewhere), "nor in a tab that was open"
    assert is_outside(visit(server, kept)), "nor as a copy"
    assert PLAN in visit(server, later), "a new sign-in is another one"
