"""Decisions: recorded with their evidence, followed up, closed or revoked, never lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from masterplan.access import local
from masterplan.store import Store, database
from masterplan.store.decisions import Evidence, FollowUp, Resolution, follow_up, record
from masterplan.texts import UserError
from tests.city import asked
from tests.readings import basic_plan

MEETING = dt.date(2025, 3, 1)
DUE = dt.date(2025, 6, 30)
RESOLUTION = Resolution("Lenkungskreis", MEETING, "Zwei Stellen ausschreiben.", "Amt 10", DUE)
EVIDENCE = Evidence(dt.date(2024, 12, 31))


@pytest.fixture
def planned(store: Store) -> Store:
    store.commit(basic_plan("A"), local("Ada"))
    return store


def held(store: Store, on: dt.date = DUE, **clocks: Any) -> list[dict[str, Any]]:
    given = {"plan": "A", "measure": None, "on": on, "known_at": None, **clocks}
    return asked(store, "measures/decisions", **given)


def code(store: Store) -> str:
    return str(asked(store, "measures/status", plan="A", on=DUE, known_at=None)[0]["measure_code"])


def test_a_decision_keeps_what_the_committee_had_before_it(planned: Store) -> None:
    before = database.utc_now()
    number = record(planned, "A", code(planned), RESOLUTION, EVIDENCE, local("Ada"))
    (row,) = held(planned)
    assert (row["decision_id"], row["state"], row["owner"]) == (number, "open", "Amt 10")
    assert row["reporting_date"].date() == dt.date(2024, 12, 31)
    assert before <= row["evidence_known_at"] <= database.utc_now()
    assert row["title"] and row["topic_area"]


@pytest.mark.parametrize(
    ("on", "days"), [(DUE, None), (DUE + dt.timedelta(1), 1), (DUE + dt.timedelta(90), 90)]
)
def test_an_open_decision_is_overdue_once_its_date_has_passed(
    planned: Store, on: dt.date, days: int | None
) -> None:
    record(planned, "A", None, RESOLUTION, EVIDENCE, local("Ada"))
    (row,) = held(planned, on)
    assert row["is_overdue"] == (days is not None)
    assert row["days_overdue"] == days


def test_it_belongs_to_the_day_it_judged_and_is_known_since_it_was_recorded(
    planned: Store,
) -> None:
    before = database.utc_now()
    record(planned, "A", None, RESOLUTION, EVIDENCE, local("Ada"))
    assert not held(planned, EVIDENCE.reporting_date - dt.timedelta(1))
    assert held(planned, EVIDENCE.reporting_date)
    assert not held(planned, known_at=before)


def test_what_became_of_it_is_added_and_nothing_is_replaced(planned: Store) -> None:
    number = record(planned, "A", None, RESOLUTION, EVIDENCE, local("Ada"))
    moment = database.utc_now()
    later = dt.date(2025, 9, 30)
    follow_up(
        planned, number, FollowUp("in_progress", "Ausgeschrieben.", due_on=later), local("Ben")
    )
    follow_up(planned, number, FollowUp("done", "Besetzt.", owner="Amt 11"), local("Ben"))
    (row,) = held(planned, later)
    assert (row["state"], row["is_open"], row["is_overdue"]) == ("done", False, False)
    assert (row["owner"], row["note"], row["follow_ups"]) == ("Amt 11", "Besetzt.", 2)
    assert (row["first_due_on"].date(), row["due_on"].date()) == (DUE, later)
    course = asked(planned, "measures/decision_course", decision=number)
    assert [step["state"] for step in course] == ["open", "in_progress", "done"]
    assert [step["owner"] for step in course] == ["Amt 10", "Amt 10", "Amt 11"]
    (then,) = held(planned, later, known_at=moment)
    assert (then["state"], then["is_overdue"]) == ("open", True)


def test_done_may_be_opened_again_but_revoked_is_the_end(planned: Store) -> None:
    number = record(planned, "A", None, RESOLUTION, EVIDENCE, local("Ada"))
    follow_up(planned, number, FollowUp("done", "Erledigt."), local("Ben"))
    follow_up(planned, number, FollowUp("open", "Doch nicht."), local("Ben"))
    follow_up(planned, number, FollowUp("revoked", "Durch Ratsbeschluss überholt."), local("Ben"))
    assert held(planned)[0]["state"] == "revoked"
    with pytest.raises(UserError, match="revoked"):
        follow_up(planned, number, FollowUp("open", "Noch einmal."), local("Ben"))
    assert held(planned)[0]["follow_ups"] == 3


@pytest.mark.parametrize(
    ("resolution", "measure"),
    [
        (replace(RESOLUTION, body="  "), None),
        (replace(RESOLUTION, text=""), None),
        (replace(RESOLUTION, due_on=MEETING - dt.timedelta(1)), None),
        (RESOLUTION, "nowhere"),
    ],
)
def test_what_cannot_be_a_decision_is_refused(
    planned: Store, resolution: Resolution, measure: str | None
) -> None:
    with pytest.raises(UserError):
        record(planned, "A", measure, resolution, EVIDENCE, local("Ada"))
    assert not held(planned)


@pytest.mark.parametrize(
    "said", [FollowUp("done", " "), FollowUp("perhaps", "Mal sehen.")], ids=["note", "state"]
)
def test_a_follow_up_says_why_and_names_a_state(planned: Store, said: FollowUp) -> None:
    number = record(planned, "A", None, RESOLUTION, EVIDENCE, local("Ada"))
    with pytest.raises(UserError):
        follow_up(planned, number, said, local("Ben"))
    with pytest.raises(UserError, match="no decision"):
        follow_up(planned, number + 1, FollowUp("done", "Erledigt."), local("Ben"))
    assert held(planned)[0]["follow_ups"] == 0
