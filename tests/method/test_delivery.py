"""Umsetzung: milestones against their dates, else declared progress against elapsed time."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.city import ON, Tables, evaluation, measure, milestone
from tests.method.conftest import Judge
from tests.twin import Row

DAY = dt.timedelta(days=1)
SPAN = {"starts_on": dt.date(2025, 1, 1), "ends_on": ON + (ON - dt.date(2025, 1, 1))}
"""Half of the time has passed on ON."""

MILESTONES: dict[str, tuple[str, list[Row]]] = {
    "due on the day itself is not late": ("on_track", [{"due_on": ON}]),
    "due yesterday is late": ("at_risk", [{"due_on": ON - DAY}]),
    "90 days late": ("at_risk", [{"due_on": ON - 90 * DAY}]),
    "91 days late": ("off_track", [{"due_on": ON - 91 * DAY}]),
    "the oldest open one counts": (
        "off_track",
        [{"due_on": ON - DAY}, {"due_on": ON - 91 * DAY}],
    ),
    "an old one that was reached does not": (
        "at_risk",
        [{"due_on": ON - DAY}, {"due_on": ON - 400 * DAY, "reached_on": ON - 10 * DAY}],
    ),
    "reached on the day itself": ("achieved", [{"due_on": ON - 91 * DAY, "reached_on": ON}]),
    "reached tomorrow is not reached yet": (
        "off_track",
        [{"due_on": ON - 91 * DAY, "reached_on": ON + DAY}],
    ),
    "reached before it was due": ("achieved", [{"due_on": ON + DAY, "reached_on": ON - DAY}]),
    "one of two reached, the other not due": (
        "on_track",
        [{"due_on": ON - DAY, "reached_on": ON - DAY}, {"due_on": ON + DAY}],
    ),
}

PROGRESS: dict[str, tuple[str, Row, list[Row]]] = {
    "as far as the time": ("on_track", SPAN, [{"progress_percent": 50.0}]),
    "at the first threshold": ("on_track", SPAN, [{"progress_percent": 47.5}]),
    "below the first threshold": ("at_risk", SPAN, [{"progress_percent": 47.4}]),
    "at the second threshold": ("at_risk", SPAN, [{"progress_percent": 30.0}]),
    "below the second threshold": ("off_track", SPAN, [{"progress_percent": 29.9}]),
    "nothing done": ("off_track", SPAN, [{"progress_percent": 0.0}]),
    "done": ("achieved", SPAN, [{"progress_percent": 100.0}]),
    "not begun and nothing done": (
        "on_track",
        {"starts_on": ON + DAY, "ends_on": ON + 9 * DAY},
        [{"progress_percent": 0.0}],
    ),
    "time over": (
        "at_risk",
        {"starts_on": ON - 9 * DAY, "ends_on": ON - DAY},
        [{"progress_percent": 94.0}],
    ),
    "no end": ("not_assessable", {"starts_on": ON}, [{"progress_percent": 50.0}]),
    "no time between start and end": (
        "not_assessable",
        {"starts_on": ON, "ends_on": ON},
        [{"progress_percent": 50.0}],
    ),
    "no progress": ("not_assessable", SPAN, [{"rating": "on_track"}]),
    "no evaluation": ("not_assessable", SPAN, []),
    "the newest that names one": (
        "on_track",
        SPAN,
        [
            {"progress_percent": 50.0, "reporting_date": ON - 30 * DAY},
            {"rating": "on_track", "reporting_date": ON},
        ],
    ),
    "an older one is forgotten": (
        "off_track",
        SPAN,
        [
            {"progress_percent": 50.0, "reporting_date": ON - 30 * DAY},
            {"progress_percent": 0.0, "reporting_date": ON},
        ],
    ),
    "one of tomorrow does not count yet": (
        "not_assessable",
        SPAN,
        [{"progress_percent": 50.0, "reporting_date": ON + DAY}],
    ),
    "on one day the working group goes first": (
        "on_track",
        SPAN,
        [
            {"progress_percent": 0.0, "perspective": "science"},
            {"progress_percent": 50.0, "perspective": "working_group"},
            {"progress_percent": 0.0, "perspective": "steering_committee"},
        ],
    ),
}


@pytest.fixture(scope="module")
def judged(judge: Judge) -> dict[str, Row]:
    tables: Tables = {"measure": [], "milestone": [], "evaluation": []}
    for case, (_, stones) in MILESTONES.items():
        tables["measure"].append(measure(case, case, **SPAN))
        tables["milestone"] += [
            milestone(case, str(number), **stone) for number, stone in enumerate(stones)
        ]
        # a declared progress is no match for milestones
        tables["evaluation"].append(evaluation(case, progress_percent=100.0))
    for case, (_, span, declared) in PROGRESS.items():
        tables["measure"].append(measure(case, case, **span))
        tables["evaluation"] += [evaluation(case, **entry) for entry in declared]
    measures, _ = judge(tables)
    return measures


@pytest.mark.parametrize("case", MILESTONES)
def test_milestones(judged: dict[str, Row], case: str) -> None:
    assert judged[case]["light_delivery"] == MILESTONES[case][0]
    assert judged[case]["delivery_rule"] == "milestones"


@pytest.mark.parametrize("case", PROGRESS)
def test_declared_progress(judged: dict[str, Row], case: str) -> None:
    right = PROGRESS[case][0]
    assert judged[case]["light_delivery"] == right
    rule = "none" if right == "not_assessable" else "declared_progress"
    assert judged[case]["delivery_rule"] == rule


def test_elapsed_time_stays_between_start_and_end(judged: dict[str, Row]) -> None:
    elapsed = {case: judged[case]["elapsed"] for case in ("as far as the time", "time over")}
    assert elapsed == {"as far as the time": 0.5, "time over": 1.0}
    assert judged["not begun and nothing done"]["elapsed"] == 0.0


def test_work_is_weighed_and_slippage_is_kept(judge: Judge) -> None:
    stones = [
        milestone("A", "1", ON - 10 * DAY, reached_on=ON, weight=3.0),
        milestone("A", "2", ON - DAY),
        milestone("A", "3", ON, weight=4.0),
        milestone("B", "1", ON, weight=0.0),
    ]
    measures, _ = judge({"measure": [measure("A", "A"), measure("B", "B")], "milestone": stones})
    assert (measures["A"]["work_done"], measures["A"]["work_due"]) == (3 / 8, 4 / 8)
    assert (measures["A"]["milestones_overdue"], measures["A"]["days_late"]) == (1, 1)
    assert measures["A"]["slippage_days"] == 0
    assert measures["B"]["work_done"] is None


@pytest.mark.parametrize("state", ["dropped", "postponed"])
def test_dropped_and_postponed_leave_every_ratio(judge: Judge, state: str) -> None:
    tables = {
        "measure": [measure("A", "A"), measure("B", "B")],
        "milestone": [milestone(code, "1", ON, reached_on=ON) for code in "AB"],
        "evaluation": [
            evaluation("A", state="in_progress"),
            evaluation("A", state=state, reporting_date=ON),
            evaluation("B", state=state),
            evaluation("B", state="in_progress", reporting_date=ON),
        ],
    }
    measures, _ = judge(tables)
    left, resumed = measures["A"], measures["B"]
    lights = ("light_delivery", "light_effect", "light_evidence")
    assert not left["is_counted"]
    assert {left[light] for light in lights} == {"not_assessable"}
    assert resumed["is_counted"]
    assert resumed["light_delivery"] == "achieved"
