"""What a rehearsal tells: the rows that would change, field by field, and the lights."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from masterplan.access import local
from masterplan.findings import Finding
from masterplan.store import Rehearsal, Store, rehearsing
from masterplan.texts import UserError
from tests.city import ON, PLAN, found_city, observation
from tests.readings import basic_plan, observations, observed, reading
from tests.store.looking import everything

DAY = dt.date(2024, 12, 31)


@pytest.fixture
def city(store: Store) -> Store:
    """Musterstadt in a file that may be written to."""
    found_city(store)
    return store


def told(rehearsal: Rehearsal, *fields: str) -> list[tuple[Any, ...]]:
    """The lines of a rehearsal, with None where nothing stands."""
    rows = rehearsal.rows.astype(object)
    rows = rows.where(rows.notna(), None)
    return list(rows[list(fields)].itertuples(index=False, name=None))


BEFORE_AND_AFTER = ("kind", "field", "value_before", "value_after")


def test_a_correction_is_told_field_by_field_at_its_cell(store: Store) -> None:
    store.commit(observations(observed(5.0, comment="gezählt")), local("Ada"))
    news = observations(observed(6.5, flag="revised"))
    rehearsal = store.rehearse(news)
    assert told(rehearsal, *BEFORE_AND_AFTER, "cell") == [
        ("corrected", "value", "5.0", "6.5", "C2"),
        ("corrected", "flag", None, "revised", "D2"),
    ]
    (first, _second) = rehearsal.rows.to_dict("records")
    assert list(first["row_key"]) == ["I1", "2024-12-31", "", ""]
    assert (first["file_name"], first["table_name"], first["sheet"]) == (
        "plan.json",
        "observation",
        "Messwerte",
    )
    assert (rehearsal.rows_changed, rehearsal.plan_code) == (1, "MP")
    assert not rehearsal.is_without_effect


def test_a_new_row_is_told_by_its_principal_field_or_in_full(store: Store) -> None:
    news = reading(
        {
            "evaluation": [
                {
                    "measure_code": "M1",
                    "reporting_date": DAY,
                    "perspective": "science",
                    "progress_percent": 40.0,
                    "reason": "gut",
                }
            ],
            "goal": [{"goal_code": "Z1", "level": "goal", "title": "Wissen"}],
        }
    )
    lines = ("table_name", "kind", "field", "value_after")
    assert told(store.rehearse(news), *lines) == [
        ("goal", "new", "title", "Wissen"),
        ("evaluation", "new", "progress_percent", "40.0"),  # it has no rating
    ]
    assert told(store.rehearse(news, in_full=True), *lines)[2:] == [
        ("evaluation", "new", "progress_percent", "40.0"),
        ("evaluation", "new", "reason", "gut"),
    ]


def test_lists_and_days_are_told_as_text(store: Store) -> None:
    def measure(**fields: object) -> Any:
        return reading({"measure": [{"measure_code": "M1", "title": "Labor", **fields}]})

    store.commit(measure(goal_codes=["Z1"], starts_on=DAY), local("Ada"))
    rehearsal = store.rehearse(measure(goal_codes=["Z1", "Z2"], starts_on=dt.date(2025, 1, 1)))
    assert set(told(rehearsal, *BEFORE_AND_AFTER)) == {
        ("corrected", "goal_codes", "Z1", "Z1, Z2"),
        ("corrected", "starts_on", "2024-12-31", "2025-01-01"),
    }


def test_a_row_taken_back_shows_what_goes(store: Store) -> None:
    store.commit(observations(observed(5.0), observed(7.0, "I2")), local("Ada"))
    rehearsal = store.rehearse(observations(observed(None, is_withdrawn=True)))
    assert told(rehearsal, *BEFORE_AND_AFTER) == [("withdrawn", "value", "5.0", None)]
    assert rehearsal.changes[0].withdrawn == 1


def test_what_changes_nothing_is_not_told(store: Store) -> None:
    store.commit(basic_plan(), local("Ada"))
    rehearsal = store.rehearse(basic_plan())
    assert rehearsal.is_without_effect
    assert rehearsal.rows.empty and rehearsal.lights.empty
    assert sum(change.unchanged for change in rehearsal.changes) == 6


def test_keys_with_blanks_are_compared_too(store: Store) -> None:
    def targets(value: float) -> Any:
        record = {"indicator_code": "I1", "kind": "limit", "value": value}
        return reading({"target": [record, {**record, "due_on": DAY, "value": 1.0}]})

    store.commit(targets(3.0), local("Ada"))
    rehearsal = store.rehearse(targets(4.0))
    assert told(rehearsal, *BEFORE_AND_AFTER) == [("corrected", "value", "3.0", "4.0")]
    assert list(rehearsal.rows["row_key"][0]) == ["I1", "limit", None, None]


def test_several_files_are_rehearsed_one_after_the_other(store: Store) -> None:
    first, second = observations(observed(5.0)), observations(observed(6.0), observed(1.0, "I2"))
    rehearsal = store.rehearse([first, second])
    assert [
        (change.new, change.corrected)
        for receipt in rehearsal.receipts
        for change in receipt.changes
    ] == [(1, 0), (1, 1)]
    assert told(rehearsal, *BEFORE_AND_AFTER) == [
        ("new", "value", None, "5.0"),
        ("corrected", "value", "5.0", "6.0"),
        ("new", "value", None, "1.0"),
    ]


def test_of_many_rows_the_new_ones_are_left_out_first(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsing, "SHOWN_ROWS", 2)
    store.commit(observations(observed(1.0, "I3")), local("Ada"))
    news = observations(*(observed(2.0, f"I{number}") for number in range(5)))
    rehearsal = store.rehearse(news)
    assert rehearsal.is_cut and rehearsal.rows_changed == 5
    assert told(rehearsal, "kind", "cell") == [("corrected", "C5"), ("new", "C2")]


def test_a_rehearsal_leaves_no_trace(full: Store) -> None:
    before = everything(full)
    full.rehearse([observations(observed(9.0), plan_code="A"), basic_plan("C")])
    full.rehearse_withdrawal(3)
    full.rehearse_reinstatement(5)
    assert everything(full) == before


def test_a_file_with_errors_is_not_rehearsed(store: Store) -> None:
    wrong = Finding("Messwerte", "C2", "error", "not_a_number")
    with pytest.raises(UserError):
        store.rehearse(reading({}, findings=[wrong]))


# --- withdrawing and reinstating


def test_withdrawing_tells_what_goes_and_what_comes_back(store: Store) -> None:
    store.commit(observations(observed(1.0)), local("Ada"))
    store.commit(observations(observed(2.0), observed(3.0, "I2")), local("Ada"))
    rehearsal = store.rehearse_withdrawal(2)
    assert told(rehearsal, *BEFORE_AND_AFTER, "cell") == [
        ("corrected", "value", "2.0", "1.0", "C2"),
        ("withdrawn", "value", "3.0", None, "C3"),
    ]
    (change,) = rehearsal.changes
    assert (change.new, change.corrected, change.unchanged, change.withdrawn) == (0, 1, 0, 1)
    store.withdraw(2, local("Ada"))
    assert told(store.rehearse_reinstatement(2), *BEFORE_AND_AFTER) == [
        ("corrected", "value", "1.0", "2.0"),
        ("new", "value", None, "3.0"),
    ]


def test_withdrawing_what_was_said_again_since_changes_nothing(store: Store) -> None:
    store.commit(observations(observed(1.0)), local("Ada"))
    store.commit(observations(observed(2.0)), local("Ada"))
    rehearsal = store.rehearse_withdrawal(1)
    assert rehearsal.is_without_effect and rehearsal.rows.empty
    assert rehearsal.changes[0].unchanged == 1


def test_only_what_can_be_done_is_rehearsed(full: Store) -> None:
    for rehearse, upload_id in (
        (full.rehearse_withdrawal, 99),
        (full.rehearse_withdrawal, 5),  # it is withdrawn
        (full.rehearse_reinstatement, 1),
    ):
        with pytest.raises(UserError):
            rehearse(upload_id)


# --- lights


def changed(rows: pd.DataFrame) -> list[tuple[Any, ...]]:
    names = ["subject", "code", "aspect", "light_before", "light_after", "change"]
    rows = rows.astype(object)
    return list(rows.where(rows.notna(), None)[names].itertuples(index=False, name=None))


IMPROVED = [
    ("measure", "M11", "effect", "off_track", "on_track", "improved"),
    ("indicator", "M11.1", "effect", "off_track", "on_track", "improved"),
]
"""What becomes of the lights where 50 counts again, and not the 20 it was corrected to."""


def test_the_lights_that_a_correction_would_change(city: Store) -> None:
    news = reading({"observation": [observation("M11.1", 50.0)]}, PLAN)
    assert changed(city.rehearse(news, ON).lights) == IMPROVED
    before = city.lights([PLAN], ON)
    city.commit(news, local("Erika Muster"))
    assert changed(city.lights_changed(before)) == IMPROVED


def test_the_lights_that_a_withdrawal_would_change_and_its_reinstatement(city: Store) -> None:
    assert changed(city.rehearse_withdrawal(3, ON).lights) == IMPROVED
    city.withdraw(3, local("Erika Muster"))
    assert [row[3:] for row in changed(city.rehearse_reinstatement(3, ON).lights)] == [
        ("on_track", "off_track", "worsened")
    ] * 2


def test_lights_are_those_of_the_reporting_date(city: Store) -> None:
    news = reading({"observation": [observation("M11.1", 50.0)]}, PLAN)
    assert city.rehearse(news, dt.date(2024, 12, 30)).lights.empty  # it was observed a day later


def test_a_new_measure_has_no_light_before(city: Store) -> None:
    news = reading(
        {"measure": [{"measure_code": "M99", "title": "Sternwarte", "topic_area_code": "TB"}]}, PLAN
    )
    lights = changed(city.rehearse(news, ON).lights)
    assert {row[1] for row in lights} == {"M99"}
    assert {(row[2], row[3], row[5]) for row in lights} == {
        (aspect, None, "new") for aspect in ("delivery", "effect", "evidence")
    }
    assert {row[5] for row in changed(city.rehearse_withdrawal(1, ON).lights)} == {"gone"}


def test_a_withdrawal_is_rehearsed_once_until_something_is_written(
    city: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = city.rehearse_withdrawal(3, ON)
    with monkeypatch.context() as patched:
        patched.setattr(rehearsing, "rehearse", lambda *_: pytest.fail("it was known already"))
        assert city.rehearse_withdrawal(3, ON) is before
    assert city.rehearse_withdrawal(3, ON.replace(year=ON.year - 1)) is not before
    city.reinstate(2, local("Ada"))
    assert city.rehearse_withdrawal(3, ON) is not before
