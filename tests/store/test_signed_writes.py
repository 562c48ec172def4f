"""Every write checks who does it, and is audited; nothing is written for anybody else."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from masterplan import access
from masterplan.access import ADMINISTER, MAY, REFUSED, ROLES, UPLOAD, Person, local
from masterplan.reporting import Scope
from masterplan.store import Event, Store, decisions, overrides, reports, saved_views, schedule
from masterplan.store.database import utc_now
from masterplan.store.overrides import Statement, Subject
from masterplan.store.recording import Entry
from masterplan.store.trail import Refusal
from tests.readings import basic_plan, observations, observed
from tests.store.looking import everything, rows
from tests.structure.writes import writes

DAY = dt.date(2025, 1, 1)
OF_A_MEASURE = Subject("MP", "M1", "effect")


def statement(person: Person) -> Statement:
    return Statement("Rat", "Grund", person)


RESOLUTION = decisions.Resolution("Rat", DAY, "Weiter so.")

CALLS: dict[str, tuple[str, Callable[[Store, Person], object]]] = {
    "masterplan/store/uploads.py:keep_mapping": (
        UPLOAD,
        lambda store, person: store.keep_mapping("Quartal", "f", "{}", person),
    ),
    "masterplan/store/uploads.py:enter": (
        UPLOAD,
        lambda store, person: store.enter(
            [(observations(observed(9.0)), Entry(person.name))], person
        ),
    ),
    "masterplan/store/uploads.py:set_withdrawn": (
        access.WITHDRAW,
        lambda store, person: store.withdraw(1, person),
    ),
    "masterplan/store/saved_views.py:save": (
        access.SAVE_VIEW,
        lambda store, person: saved_views.save(store, person, "Sorgen", "indicators", ""),
    ),
    "masterplan/store/saved_views.py:start_with": (
        access.SAVE_VIEW,
        lambda store, person: saved_views.start_with(store, person, None),
    ),
    "masterplan/store/saved_views.py:_change": (
        access.SAVE_VIEW,
        lambda store, person: saved_views.rename(store, person, 1, "Neu"),
    ),
    "masterplan/store/overrides.py:declare": (
        access.DECLARE,
        lambda store, person: overrides.declare(
            store, OF_A_MEASURE, "at_risk", DAY, DAY, statement(person)
        ),
    ),
    "masterplan/store/decisions.py:record": (
        access.DECIDE,
        lambda store, person: decisions.record(
            store, "MP", "M1", RESOLUTION, decisions.Evidence(DAY), person
        ),
    ),
    "masterplan/store/decisions.py:follow_up": (
        access.DECIDE,
        lambda store, person: decisions.follow_up(
            store, 1, decisions.FollowUp("done", "Erledigt."), person
        ),
    ),
    "masterplan/store/reports.py:narrate": (
        access.NARRATE,
        lambda store, person: reports.narrate(
            store, reports.Passage(Scope("MP"), DAY, "summary"), "Gut.", person
        ),
    ),
    "masterplan/store/reports.py:freeze": (
        access.FREEZE,
        lambda store, person: reports.freeze(
            store, Scope("MP"), DAY, ("Bericht", None), person, lambda known_at, freezing: "{}"
        ),
    ),
    "masterplan/store/schedule.py:back_up_for": (
        ADMINISTER,
        lambda store, person: schedule.back_up_for(
            store, schedule.Plan(store.path.parent / "backups", None, 1, 0), person
        ),
    ),
    "masterplan/store/overrides.py:revoke": (
        access.DECLARE,
        lambda store, person: overrides.revoke(store, OF_A_MEASURE, DAY, statement(person)),
    ),
}
"""Each function that writes, with its action and a call of it; a new one adds its line."""

OF_THE_PROGRAM = {"masterplan/store/rebuilding.py:_copy_the_rest"}
"""Writes that only the command line can begin, as the local person."""


@pytest.fixture
def planned(store: Store) -> Store:
    store.commit(basic_plan(), local("Ada"))
    overrides.declare(store, OF_A_MEASURE, "at_risk", DAY, DAY, statement(local("Ada")))
    eva = Person("Eva", frozenset(ROLES), "konto eva")
    saved_views.save(store, eva, "Sorgen", "indicators", "")
    decisions.record(store, "MP", None, RESOLUTION, decisions.Evidence(DAY), local("Ada"))
    return store


def test_every_write_of_the_program_is_tried_here() -> None:
    assert set(writes()) - OF_THE_PROGRAM == set(CALLS)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("role", [*ROLES, access.CITIZENS, ""])
def test_only_who_may_writes(planned: Store, call: str, role: str) -> None:
    action, write = CALLS[call]
    person = Person("Eva", frozenset({role} - {""}), "konto eva")
    before = everything(planned)
    if role in MAY[action]:
        write(planned, person)
        added = rows(planned, "audit")[len(before["audit"]) :]
        assert [(one[2], one[3]) for one in added] == [("Eva", action)]
        return
    originals = sorted(planned.originals.iterdir())
    with pytest.raises(Refusal) as refused:
        write(planned, person)
    after = everything(planned)
    (noted,) = after.pop("audit")[len(before.pop("audit")) :]
    assert noted[2:4] == ("Eva", REFUSED) and json.loads(noted[5]) == {"action": action}
    assert after == before and sorted(planned.originals.iterdir()) == originals
    assert "Rollen" in refused.value.text("de") and "roles" in refused.value.text("en")


@pytest.mark.parametrize("action", MAY)
@pytest.mark.parametrize("role", [*ROLES, access.CITIZENS])
def test_a_transaction_is_opened_for_those_who_may(store: Store, action: str, role: str) -> None:
    person = Person("Eva", frozenset({role}), "eva")
    if role in MAY[action]:
        with store.write(person, action, "x"):
            pass
    else:
        with pytest.raises(Refusal), store.write(person, action, "x"):
            pytest.fail("nothing of it is done")


def test_no_write_begins_without_a_person(store: Store) -> None:
    for person in (None, "Ada", {"roles": ROLES}):
        with pytest.raises(TypeError):
            store.write(person, ADMINISTER, "x")  # type: ignore[call-overload]
    with pytest.raises(TypeError):
        store.write()  # type: ignore[call-overload]
    with pytest.raises(KeyError), store.write(local("Ada"), "anything", "x"):
        pass


def test_what_failed_is_not_audited_as_done(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt), store.write(local("Ada"), ADMINISTER, "x"):
        raise KeyboardInterrupt
    assert not rows(store, "audit")


def test_a_role_of_the_local_person_is_that_of_nobody_who_signs_in() -> None:
    assert access.LOCAL.roles == set(ROLES)
    assert access.CITIZENS not in ROLES
    for action, roles in MAY.items():
        assert roles and roles <= set(ROLES), action


# --- the audit


def test_the_same_refusal_again_and_again_is_noted_once(store: Store) -> None:
    for name in ("Eva", "Eva", "Udo"):
        for _ in range(3):
            with pytest.raises(Refusal), store.write(Person(name, account=name), UPLOAD, "x"):
                pass
    assert [row[2] for row in rows(store, "audit")] == ["Eva", "Udo"]
    for _ in range(2):  # what was done is noted each time
        store.note(Event(local("Ada"), access.EXPORT, "x"))
    assert len(rows(store, "audit")) == 4


def test_rows_whose_days_are_over_are_dropped(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.note(Event(local("Ada"), access.EXPORT, "alt"))
    with store.write(local("Ada"), ADMINISTER, "x") as cursor:
        for days in (29, 31):
            cursor.execute(
                "insert into audit values (0, $at, 'Ada', 'export', $days, null, 'local')",
                {"at": utc_now() - dt.timedelta(days=days), "days": str(days)},
            )
    monkeypatch.setenv("MASTERPLAN_AUDIT_DAYS", "30")
    store.note(Event(local("Ada"), access.EXPORT, "neu"))
    assert {row[4] for row in rows(store, "audit")} == {"alt", "x", "29", "neu"}
    for wrong in ("", "0", "-1", "ein Jahr"):  # what is not a number of days means a year
        monkeypatch.setenv("MASTERPLAN_AUDIT_DAYS", wrong)
        store.note(Event(local("Ada"), access.EXPORT, "neu"))
    assert "29" in {row[4] for row in rows(store, "audit")}


def test_the_audit_is_asked_by_everything_that_stands_in_it(store: Store) -> None:
    eva = Person("Eva", frozenset(ROLES), "konto eva")
    store.note(Event(eva, access.SIGN_IN, "", {"roles": ["analyst"], "signed_in_at": 5}))
    store.note(Event(local("Ada"), access.EXPORT, "Maßnahmen.CSV"))
    everybody = dict.fromkeys(("person", "account", "action", "since", "until", "search"))
    today = utc_now().date()

    def found(**asked: object) -> list[str]:
        return list(store.ask("audit/list", **{**everybody, **asked})["person"])

    assert found() == ["Ada", "Eva"]
    assert found(person="Eva") == found(account="konto eva") == found(action="sign_in") == ["Eva"]
    assert found(search="maßnahmen.csv") == ["Ada"] and found(search="ANALYST") == ["Eva"]
    assert found(since=today, until=today) == ["Ada", "Eva"]
    assert found(until=today - dt.timedelta(days=1)) == found(search="%") == []
    assert list(store.ask("audit/people")["person"]) == ["Ada", "Eva"]
    (last,) = store.ask("audit/last_sign_in", account="konto eva")["details"]
    assert json.loads(last)["signed_in_at"] == 5
    assert store.ask("audit/last_sign_in", account="local").empty


def test_where_a_person_stands_is_asked_of_every_table(planned: Store) -> None:
    """A table that names who did something must say so on the page about them."""
    columns = planned.write(keep=False)
    with columns as cursor:
        named = cursor.execute(
            "select distinct table_name from duckdb_columns() "
            "where not internal and column_name in ('person', 'author', 'account')"
        ).fetchall()
    found = planned.ask("audit/about_me", person="Ada", account="local").to_dict("records")
    assert {row["place"] for row in found} == {name for (name,) in named}
    entries = {row["place"]: row["entries"] for row in found}
    assert (entries["upload"], entries["light_override"], entries["decision"]) == (1, 1, 1)
    assert entries["audit"] == 3
