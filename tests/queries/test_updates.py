"""How a plan itself changed, told by what its uploads said."""

from __future__ import annotations

import datetime as dt

from masterplan.access import local
from masterplan.store import Store
from tests.city import FRAME, PLAN, Tables, asked, measure
from tests.readings import reading
from tests.twin import Row

ON = dt.date(2025, 6, 30)
MOMENTS = [dt.datetime(2025, month, 1) for month in (1, 2, 3)]


def evaluated(code: str, state: str, day: dt.date, perspective: str = "working_group") -> Row:
    return {
        "measure_code": code,
        "reporting_date": day,
        "perspective": perspective,
        "state": state,
        "reason": "Weil es so ist.",
    }


def updates(store: Store, *steps: Tables, on: dt.date = ON) -> list[tuple[str, str]]:
    """The kinds of change and their measures, after uploads one after the other."""
    for moment, tables in zip(MOMENTS, steps, strict=False):
        framed = {**FRAME, **tables} if moment == MOMENTS[0] else {"plan": FRAME["plan"], **tables}
        store.commit(reading(framed, PLAN), local("Ada"), None, moment)
    rows = asked(store, "plan/updates", plan=PLAN, on=on, known_at=None)
    return sorted((row["kind"], row["measure_code"]) for row in rows)


def follows(code: str, before: str) -> Row:
    return {**measure(code, code), "supersedes": before}


def test_what_was_resolved_at_first_is_no_change(empty_store: Store) -> None:
    assert updates(empty_store, {"measure": [measure("A", "A"), measure("B", "B")]}) == []


def test_measures_are_added_replaced_merged_and_split(empty_store: Store) -> None:
    first = {"measure": [measure(code, code) for code in "ABCD"]}
    later = {
        "measure": [
            measure("N", "N"),
            follows("A2", "A"),
            follows("BC", "B, C"),
            follows("D1", "D"),
            follows("D2", "D"),
        ]
    }
    assert updates(empty_store, first, later) == [
        ("added", "N"),
        ("merged", "BC"),
        ("split", "D1"),
        ("split", "D2"),
        ("superseded", "A2"),
    ]


def test_a_measure_dropped_once_is_told_once(empty_store: Store) -> None:
    """Also where others say otherwise in between."""
    days = [dt.date(2024, 6, 30), dt.date(2024, 12, 31), dt.date(2025, 6, 30)]
    said = [
        evaluated("A", "in_progress", days[0]),
        evaluated("A", "in_progress", days[1], "science"),
        evaluated("A", "dropped", days[1]),
        evaluated("A", "in_progress", days[2], "science"),
        evaluated("A", "dropped", days[2]),
    ]
    found = updates(empty_store, {"measure": [measure("A", "A")], "evaluation": said})
    assert found == [("dropped", "A")]
