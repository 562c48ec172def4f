"""Uploads are only ever added: what a row says, corrects, takes back, and what was known when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from masterplan.access import local
from masterplan.findings import Finding
from masterplan.store import Store
from masterplan.texts import UserError
from tests.readings import Record, basic_plan, observations, observed, reading

DAY = dt.date(2024, 12, 31)
MOMENTS = [dt.datetime(2025, 1, day, 12) for day in range(1, 10)]
A_TICK = dt.timedelta(microseconds=1)


def held(
    store: Store, table: str, known_at: dt.datetime | None = None, plan_code: str = "MP"
) -> list[dict[str, Any]]:
    with store.write(keep=False) as cursor:
        cursor.execute(
            f"select * from known_{table}($known_at::timestamp) "
            "where plan_code = $plan order by all",
            {"known_at": known_at, "plan": plan_code},
        )
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def values(store: Store, known_at: dt.datetime | None = None, plan: str = "MP") -> list[Any]:
    return [row["value"] for row in held(store, "observation", known_at, plan)]


def rows_stored(store: Store, table: str) -> int:
    with store.write(keep=False) as cursor:
        return int(cursor.execute(f"select count(*) from {table}").fetchall()[0][0])


def commit(store: Store, *records: Record, plan: str = "MP", at: int | None = None) -> int:
    moment = None if at is None else MOMENTS[at]
    receipt = store.commit(observations(*records, plan_code=plan), local("Ada"), None, moment)
    assert receipt.upload_id is not None
    return receipt.upload_id


def test_a_blank_says_nothing(store: Store) -> None:
    commit(store, observed(5.0, flag="preliminary", comment="gezählt"))
    commit(store, observed(None, flag="revised"))
    (row,) = held(store, "observation")
    assert (row["value"], row["flag"], row["comment"]) == (5.0, "revised", "gezählt")
    assert row["upload_id"] == 2


def test_a_zero_is_a_value(store: Store) -> None:
    commit(store, observed(5.0))
    commit(store, observed(0.0))
    assert values(store) == [0.0]


def test_a_correction_leaves_the_old_value_with_its_upload(store: Store) -> None:
    commit(store, observed(5.0), at=0)
    receipt = store.commit(observations(observed(6.0)), local("Ben"), "Zählfehler", MOMENTS[1])
    (change,) = receipt.changes
    assert (change.new, change.corrected, change.unchanged, change.withdrawn) == (0, 1, 0, 0)
    assert values(store) == [6.0]
    assert values(store, MOMENTS[0]) == [5.0]
    assert rows_stored(store, "observation") == 2


def test_the_same_again_stores_nothing(store: Store) -> None:
    first = store.commit(basic_plan(), local("Ada"))
    again = store.commit(basic_plan(), local("Ada"))
    assert first.upload_id == 1 and not first.is_without_effect
    assert again.upload_id is None and again.is_without_effect
    assert rows_stored(store, "upload") == 1
    assert rows_stored(store, "indicator") == 2
    assert commit(store, observed(1.0)) == 2


def test_a_rehearsal_says_what_a_commit_does_and_stores_nothing(store: Store) -> None:
    commit(store, observed(1.0), observed(2.0, "I2"))
    news = observations(observed(1.5), observed(2.0, "I2"), observed(3.0, "I3"))
    rehearsed = store.rehearse(news)
    assert values(store) == [1.0, 2.0]
    assert rows_stored(store, "upload") == 1
    committed = store.commit(news, local("Ada"))
    assert rehearsed.changes == committed.changes
    (change,) = committed.changes
    assert (change.new, change.corrected, change.unchanged) == (1, 1, 1)


def test_a_row_taken_back_is_gone_and_the_past_keeps_it(store: Store) -> None:
    commit(store, observed(5.0), observed(7.0, "I2"), at=0)
    receipt = store.commit(
        observations(observed(None, is_withdrawn=True)), local("Ben"), None, MOMENTS[1]
    )
    assert receipt.changes[0].withdrawn == 1
    assert values(store) == [7.0]
    assert values(store, MOMENTS[0]) == [5.0, 7.0]


def test_what_is_said_after_taking_back_starts_anew(store: Store) -> None:
    commit(store, observed(5.0, comment="alt"))
    commit(store, observed(None, is_withdrawn=True))
    commit(store, observed(6.0))
    (row,) = held(store, "observation")
    assert (row["value"], row["comment"]) == (6.0, None)


def test_taking_back_what_is_not_there_is_without_effect(store: Store) -> None:
    receipt = store.commit(observations(observed(None, is_withdrawn=True)), local("Ada"))
    assert receipt.is_without_effect
    assert rows_stored(store, "observation") == 0


def test_withdrawing_an_upload_in_the_middle_brings_back_what_was_before(store: Store) -> None:
    commit(store, observed(1.0), observed(10.0, "I2"), at=0)
    middle = commit(store, observed(2.0), observed(20.0, "I2"), at=1)
    commit(store, observed(3.0), at=2)
    store.withdraw(middle, local("Ben"), "falsche Datei", MOMENTS[3])
    assert values(store) == [3.0, 10.0]
    store.reinstate(middle, local("Ben"), None, MOMENTS[4])
    assert values(store) == [3.0, 20.0]
    store.withdraw(middle, local("Ben"), None, MOMENTS[5])
    assert values(store) == [3.0, 10.0]


def test_what_is_new_again_stands_as_its_history_says(store: Store) -> None:
    first = commit(store, observed(5.0, comment="alt"), observed(6.0, "I2"))
    store.withdraw(first, local("Ada"))
    commit(store, observed(7.0))
    assert [(row["value"], row["comment"]) for row in held(store, "observation")] == [(7.0, None)]
    assert store.ask("checks/current_differs_from_history").empty
    store.reinstate(first, local("Ada"))
    assert [(row["value"], row["comment"]) for row in held(store, "observation")] == [
        (7.0, "alt"),
        (6.0, None),
    ]


def test_known_at_shows_each_past_state(store: Store) -> None:
    first = commit(store, observed(1.0), at=0)
    commit(store, observed(2.0, "I2"), at=1)
    store.withdraw(first, local("Ada"), None, MOMENTS[2])
    store.reinstate(first, local("Ada"), None, MOMENTS[4])
    commit(store, observed(9.0), at=5)
    states = [[1.0], [1.0, 2.0], [2.0], [2.0], [1.0, 2.0], [9.0, 2.0]]
    assert [values(store, moment) for moment in MOMENTS[:6]] == states
    just_before = [[], *states[:5]]
    assert [values(store, moment - A_TICK) for moment in MOMENTS[:6]] == just_before


def test_an_upload_without_moment_comes_after_all_before_it(store: Store) -> None:
    for number in range(5):
        commit(store, observed(float(number)))
    with store.write(keep=False) as cursor:
        found = cursor.execute("select recorded_at from upload order by upload_id").fetchall()
    moments = [moment for (moment,) in found]
    assert moments == sorted(set(moments))


@pytest.mark.parametrize("at", [0, 1])
def test_a_moment_before_the_newest_is_refused(store: Store, at: int) -> None:
    commit(store, observed(1.0), at=1)
    with pytest.raises(UserError):
        commit(store, observed(2.0), at=at)
    assert values(store) == [1.0]
    assert commit(store, observed(2.0), at=2) == 2


def test_a_moment_before_a_withdrawal_is_refused(store: Store) -> None:
    upload_id = commit(store, observed(1.0), at=0)
    store.withdraw(upload_id, local("Ada"), None, MOMENTS[3])
    with pytest.raises(UserError):
        commit(store, observed(2.0), at=2)
    with pytest.raises(UserError):
        store.reinstate(upload_id, local("Ada"), None, MOMENTS[3])


def test_a_moment_ahead_is_refused(store: Store) -> None:
    ahead = dt.datetime.now(dt.UTC).replace(tzinfo=None) + dt.timedelta(hours=1)
    with pytest.raises(UserError):
        store.commit(observations(observed(1.0)), local("Ada"), None, ahead)
    assert rows_stored(store, "upload") == 0


def test_a_moment_with_a_zone_is_kept_in_utc(store: Store) -> None:
    summer = dt.timezone(dt.timedelta(hours=2))
    moment = dt.datetime(2025, 7, 1, 12, tzinfo=summer)
    receipt = store.commit(observations(observed(1.0)), local("Ada"), None, moment)
    assert receipt.recorded_at == dt.datetime(2025, 7, 1, 10)


def test_plans_with_the_same_codes_do_not_mix(store: Store) -> None:
    store.commit(basic_plan("A"), local("Ada"), None, MOMENTS[3])
    store.commit(basic_plan("B"), local("Ben"), None, MOMENTS[0])  # each plan has its own clock
    of_a = commit(store, observed(1.0), plan="A")
    commit(store, observed(2.0), plan="B", at=1)
    commit(store, observed(None, is_withdrawn=True), plan="B", at=2)
    assert (values(store, plan="A"), values(store, plan="B")) == ([1.0], [])
    store.withdraw(of_a, local("Ada"))
    assert values(store, plan="A") == []
    assert values(store, MOMENTS[1], "B") == [2.0]
    known = store.known()
    assert known.plans == {"A", "B"}
    assert known.codes["A", "indicator"] == known.codes["B", "indicator"] == {"I1", "I2"}
    assert known.units["A", "I1"] == "Anzahl"


def test_a_blank_is_a_part_of_the_key_of_a_target(store: Store) -> None:
    target = {"indicator_code": "I1", "kind": "value"}
    dated = {**target, "due_on": DAY}
    store.commit(
        reading({"target": [{**target, "value": 1.0}, {**dated, "value": 2.0}]}), local("Ada")
    )
    receipt = store.commit(reading({"target": [{**target, "value": 3.0}]}), local("Ada"))
    assert receipt.changes[0].corrected == 1
    found = {row["due_on"]: row["value"] for row in held(store, "target")}
    assert found == {None: 3.0, DAY: 2.0}
    store.commit(reading({"target": [{**target, "is_withdrawn": True}]}), local("Ada"))
    assert [row["due_on"] for row in held(store, "target")] == [DAY]


def test_a_list_is_one_value(store: Store) -> None:
    group = {"working_group_code": "G1", "title": "Schulen"}
    store.commit(reading({"working_group": [{**group, "sectors": ["science"]}]}), local("Ada"))
    store.commit(reading({"working_group": [group]}), local("Ada"))
    receipt = store.commit(
        reading({"working_group": [{**group, "sectors": ["science", "economy"]}]}), local("Ada")
    )
    assert receipt.changes[0].corrected == 1
    assert held(store, "working_group")[0]["sectors"] == ["science", "economy"]


def test_several_readings_are_stored_together_or_not_at_all(store: Store) -> None:
    wrong = reading({}, findings=[Finding("Messwerte", "C2", "error", "not_a_number")])
    with pytest.raises(UserError):
        store.commit_all([basic_plan(), wrong], local("Ada"))
    assert rows_stored(store, "upload") == rows_stored(store, "plan") == 0
    receipts = store.commit_all(
        [basic_plan(), observations(observed(1.0))], local("Ada"), None, MOMENTS[0]
    )
    assert [receipt.recorded_at for receipt in receipts] == [MOMENTS[0], MOMENTS[0] + A_TICK]


def test_two_rows_of_one_key_are_refused(store: Store) -> None:
    with pytest.raises(UserError) as refused:
        commit(store, observed(1.0), observed(2.0))
    assert refused.value.values["cells"] == "C2, C3"
    assert rows_stored(store, "observation") == 0


def test_withdrawing_twice_or_nothing_is_refused(store: Store) -> None:
    upload_id = commit(store, observed(1.0))
    for refused in (
        lambda: store.reinstate(upload_id, local("Ada")),
        lambda: store.withdraw(upload_id + 1, local("Ada")),
        lambda: store.withdraw(upload_id, local("Ada")) or store.withdraw(upload_id, local("Ada")),
    ):
        with pytest.raises(UserError):
            refused()
    assert rows_stored(store, "withdrawal") == 1


def test_what_an_upload_was_is_recorded(store: Store) -> None:
    note = Finding("Messwerte", "C2", "warning", "far_off", "99", {"usual": "5"})
    given = reading({"observation": [observed(99.0)]}, file_name="Q4.XLSX", findings=[note])
    store.commit(given, local("Ada"), "Quartal", MOMENTS[0], "form")
    with store.write(keep=False) as cursor:
        (upload,) = cursor.execute(
            "select plan_code, kind, file_name, sha256, size_bytes, person, reason from upload"
        ).fetchall()
        (sheet,) = cursor.execute(
            "select sheet, rows_new, column_letters->>'value' from upload_sheet"
        ).fetchall()
        (finding,) = cursor.execute("select cell, value, details from finding").fetchall()
    size = len(given.content)
    assert upload == ("MP", "form", "Q4.XLSX", given.sha256, size, "Ada", "Quartal")
    assert sheet == ("Messwerte", 1, "C")
    assert finding == ("C2", "99", '{"usual": "5"}')
    assert store.original(given.sha256, "Q4.XLSX").read_bytes() == given.content
    assert store.original(given.sha256, "Q4.XLSX").name == f"{given.sha256}.xlsx"


def test_an_original_that_was_damaged_is_mended_by_the_next_upload(store: Store) -> None:
    given = observations(observed(1.0))
    store.commit(given, local("Ada"))
    original = store.original(given.sha256, given.file_name)
    original.write_bytes(b"half")
    store.commit(given, local("Ada"))
    assert original.read_bytes() == given.content


def test_no_ending_leads_out_of_the_folder_of_originals(store: Store) -> None:
    for name in ("../../etc/passwd", "a.b\\c", "x." + "y" * 300, "ohne", ".."):
        assert store.original("0" * 64, name) == store.originals / ("0" * 64)


def test_a_reading_whose_hash_is_not_that_of_its_content_is_a_mistake(store: Store) -> None:
    given = observations(observed(1.0))
    given.content += b" "
    with pytest.raises(ValueError, match="sha256"):
        store.commit(given, local("Ada"))
