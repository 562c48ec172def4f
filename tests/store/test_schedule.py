"""Backups by the clock: made while people work, proved, rotated; sealed where there is a key."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from masterplan.access import ADMINISTER, LOCAL, local
from masterplan.store import Store, forget, open_store, proving, schedule, schema
from masterplan.store.archive import backup, restore
from masterplan.store.database import QUERIES, utc_now
from masterplan.store.files import sentence
from masterplan.store.schedule import Last, Plan, Schedule, back_up_now, dropped, last, plan_of
from masterplan.store.sealing import KEY, new_key
from masterplan.texts import UserError
from tests.readings import observations, observed
from tests.store.looking import everything, rows

MARKER = "Marker-7f3a"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return Plan(tmp_path / "backups", dt.timedelta(seconds=0.05), kept=2, months=2)


def stamped(*days: str) -> list[str]:
    return [f"masterplan-{day}T010000Z.backup" for day in days]


def other_program_opens(path: Path) -> bool:
    code = f"import duckdb; duckdb.connect({str(path)!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return done.returncode == 0


def test_a_backup_leaves_the_database_to_its_app(full: Store, tmp_path: Path) -> None:
    """Closing a file gives back every lock that the process has on it."""
    assert not other_program_opens(full.path)
    backup(full, tmp_path / "b.zip")
    assert not other_program_opens(full.path)
    proving.rehearse(full)
    assert not other_program_opens(full.path)


def test_the_newest_stay_and_the_last_of_each_month() -> None:
    names = stamped("20250105", "20250131", "20250210", "20250228", "20250301", "20250302")
    assert dropped(names, kept=2, months=0) == names[:4]
    assert dropped(names, kept=1, months=2) == [names[0], names[1], names[2], names[4]]
    assert dropped(names, kept=1, months=12) == [names[0], names[2], names[4]]
    assert dropped(["notes.txt", "masterplan-2025.backup", "last.json"], 1, 1) == []


def test_a_backup_is_proved_before_an_old_one_goes(full: Store, plan: Plan) -> None:
    plan.folder.mkdir()
    old = stamped("20240101", "20240131", "20240201")
    for name in old:
        (plan.folder / name).write_bytes(b"old")
    (plan.folder / "restore-test-left").mkdir()
    (plan.folder / "masterplan-20240101T000000Z.backup.77-1.partial").write_bytes(b"left")
    done = back_up_now(full, plan)
    assert done.is_proved and not done.error and done.originals == 5 and not done.is_sealed
    left = sorted(file.name for file in plan.folder.iterdir())
    assert left == sorted([old[2], done.file, "last.json"])
    assert last(plan.folder) == done
    assert restore(plan.folder / done.file, plan.folder / "again" / "m.duckdb").originals == 5


def test_where_the_new_one_is_not_whole_the_old_ones_stay(
    full: Store, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan.folder.mkdir()
    old = stamped("20240101", "20240102", "20240103")
    for name in old:
        (plan.folder / name).write_bytes(b"old")

    def damaged(file: Path) -> None:
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 255
        file.write_bytes(bytes(content))
        proving.prove(file)

    monkeypatch.setattr(schedule, "prove", damaged)
    done = back_up_now(full, plan)
    assert not done.is_proved and done.error
    assert {file.name for file in plan.folder.iterdir()} >= set(old)


def test_backups_that_are_not_whole_push_no_good_one_out(
    full: Store, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = back_up_now(full, plan).file

    def broken(file: Path) -> None:
        raise UserError("not whole")

    now = utc_now()
    for minute in range(1, 5):
        monkeypatch.setattr(schedule, "prove", broken)
        monkeypatch.setattr(
            schedule, "utc_now", lambda minute=minute: now + dt.timedelta(minutes=minute)
        )
        assert back_up_now(full, plan).error
    tried = [file.name for file in plan.folder.iterdir() if file.name != "last.json"]
    assert good in tried and len(tried) == 2, "of what is not whole only the last one is kept"
    monkeypatch.setattr(schedule, "prove", proving.prove)
    monkeypatch.setattr(schedule, "utc_now", lambda: now + dt.timedelta(minutes=5))
    newest = back_up_now(full, plan).file
    assert {file.name for file in plan.folder.glob("masterplan-*")} == {good, newest}


def test_no_room_for_backups_is_told_and_does_no_harm(full: Store, plan: Plan) -> None:
    plan.folder.write_bytes(b"a file where the folder should be")
    done = back_up_now(full, plan)
    assert done.why("de").startswith("Der Ordner der Sicherungen") and not done.is_proved
    assert last(plan.folder) is None
    assert full.commit(observations(observed(8.0), plan_code="A"), local("Ada")).upload_id == 6


def test_what_nobody_expected_is_told_and_the_clock_goes_on(
    full: Store, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_file: Path) -> None:
        raise duckdb.CatalogException(MARKER)

    monkeypatch.setattr(schedule, "prove", broken)
    monkeypatch.setattr(schedule, "_AGAIN_AFTER", dt.timedelta())
    told: list[Last] = []
    twice = threading.Event()

    def tell(done: Last) -> None:
        told.append(done)
        if len(told) == 2:
            twice.set()

    clock = Schedule(plan, lambda: full, tell)
    clock.start()
    assert twice.wait(20)
    clock.stop()
    noted = last(plan.folder)
    assert noted is not None and "CatalogException" in noted.why("de")
    assert MARKER not in noted.why("de"), "it may be a value of a workbook"


def test_why_it_failed_is_told_in_the_language_of_the_reader(
    full: Store, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_store: Store, file: Path) -> None:
        with sentence(file):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(schedule, "backup", no_room)
    back_up_now(full, plan)
    done = last(plan.folder)
    assert done is not None and schedule.state_of(done, plan) == "failed"
    german, english = done.why("de"), done.why("en")
    assert german.startswith("Die Datei ") and english.startswith("The file ")
    assert all(done.file in text and "No space left" in text for text in (german, english))


def test_a_restored_database_that_does_not_agree_is_no_proof(
    full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with full.write(LOCAL, ADMINISTER, "test") as cursor:
        cursor.execute("delete from current_observation")
    with pytest.raises(UserError) as refused:
        proving.rehearse(full)
    assert "current_differs_from_history" in str(refused.value.values["what"])
    assert not list(tmp_path.glob("restore-test-*"))


def test_the_clock_backs_up_while_people_write(full: Store, plan: Plan) -> None:
    told: list[Last] = []
    twice = threading.Event()

    def tell(done: Last) -> None:
        told.append(done)
        if len(told) == 2:
            twice.set()

    clock = Schedule(plan, lambda: full, tell)
    clock.start()
    for number in range(200):
        full.commit(observations(observed(float(number + 10)), plan_code="A"), local("Ada"))
        if twice.wait(0.05):
            break
    clock.stop()
    assert len(told) >= 2 and all(done.is_proved for done in told), told
    assert told[0].rows < told[1].rows
    assert len(list(plan.folder.glob("*.backup"))) <= 3


def test_a_failed_backup_is_tried_again_later_and_said(plan: Plan, tmp_path: Path) -> None:
    told = threading.Event()

    def closed() -> Store:
        raise UserError("closed")

    clock = Schedule(plan, closed, lambda _done: told.set())
    clock.start()
    assert told.wait(20)
    clock.stop()
    noted = last(plan.folder)
    assert noted is not None and noted.error == "closed"


def test_backups_can_be_switched_off(tmp_path: Path) -> None:
    plan = plan_of({"MASTERPLAN_BACKUP_HOURS": "0"}, tmp_path / "m.duckdb")
    assert plan.every is None and plan.folder == tmp_path / "backups"
    clock = Schedule(plan, lambda: pytest.fail("nothing is due"), lambda _done: None)
    clock.start()
    clock.stop()


@pytest.mark.parametrize("value", ["often", "-1", "nan", "inf", "1e99"])
def test_a_setting_that_is_no_number_is_refused(value: str, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        plan_of({"MASTERPLAN_BACKUP_HOURS": value}, tmp_path / "m.duckdb")


# --- a key


def test_a_sealed_backup_is_read_with_its_key_alone(
    full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.commit(observations(observed(1.5, comment=MARKER), plan_code="A"), local("Ada"))
    before = everything(full)
    file, place = tmp_path / "sealed.backup", tmp_path / "new" / "m.duckdb"
    key = new_key()
    monkeypatch.setenv(KEY, key)
    assert backup(full, file).is_sealed
    content = file.read_bytes()
    assert content.startswith(b"age-encryption.org/v1\n")
    for secret in (MARKER, key, "masterplan.duckdb", "originals"):
        assert secret.encode() not in content
    for wrong in (None, new_key(), "no key"):
        monkeypatch.delenv(KEY) if wrong is None else monkeypatch.setenv(KEY, wrong)
        with pytest.raises(UserError) as refused:
            restore(file, place)
        assert wrong is None or wrong not in f"{refused.value}{refused.value.__cause__}"
    monkeypatch.setenv(KEY, key)
    file.write_bytes(content[:-40] + bytes(40))
    with pytest.raises(UserError):
        restore(file, place)
    file.write_bytes(content)
    restore(file, place)
    assert everything(open_store(place)) == before
    forget(place)
    assert sorted(one.name for one in file.parent.glob("*.partial*")) == []


def test_a_bad_key_makes_no_backup(
    full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, MARKER)
    with pytest.raises(UserError) as refused:
        backup(full, tmp_path / "b.zip")
    assert MARKER not in str(refused.value) and not (tmp_path / "b.zip").exists()


def test_a_backup_from_before_the_key_can_still_be_restored(
    full: Store, backed_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, new_key())
    assert restore(backed_up, tmp_path / "n" / "m.duckdb").originals == 5


# --- the way back from a new schema


def test_the_database_is_kept_before_its_schema_changes(
    full: Store, path: Path, tmp_path: Path
) -> None:
    before = everything(full)
    queries = tmp_path / "queries"
    shutil.copytree(QUERIES, queries)
    number = schema.newest(queries) + 1
    (queries / "schema" / f"{number:04}_more.sql").write_text("create table more (i integer);")
    schema.bring_up_to_date(full._transaction, queries, path)
    schema.bring_up_to_date(full._transaction, queries, path)
    assert not other_program_opens(path)
    (kept,) = path.parent.glob(f"{path.name}.before-schema-*")
    assert f"-{number:04}-" in kept.name
    with pytest.raises(UserError):  # the program as it was before
        schema.bring_up_to_date(full._transaction, QUERIES, path)
    forget(path)
    kept.replace(path)
    assert everything(open_store(path)) == before


def test_a_new_database_has_nothing_to_keep(store: Store) -> None:
    assert rows(store, "schema_change")
    assert not list(store.path.parent.glob("*before*"))


def test_where_there_is_no_room_to_keep_it_the_schema_stays(
    full: Store, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries = tmp_path / "queries"
    shutil.copytree(QUERIES, queries)
    number = schema.newest(queries) + 1
    (queries / "schema" / f"{number:04}_more.sql").write_text("create table more (i integer);")

    def no_room(_database: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(schema, "copy_of_open", no_room)
    with pytest.raises(UserError) as refused:
        schema.bring_up_to_date(full._transaction, queries, path)
    assert "No space left" in str(refused.value)
    monkeypatch.undo()
    schema.bring_up_to_date(full._transaction, QUERIES, path)
    assert not list(path.parent.glob("*before*"))


def test_what_was_noted_is_read_again(plan: Plan) -> None:
    plan.folder.mkdir()
    assert last(plan.folder) is None
    (plan.folder / "last.json").write_text("{")
    assert last(plan.folder) is None
    done = Last(dt.datetime(2026, 1, 1), "f", 1, 2, 3, True)
    schedule._note(plan.folder, done)
    assert last(plan.folder) == done
    failed = dataclasses.replace(done, error="ä", is_proved=False)
    schedule._note(plan.folder, failed)
    assert last(plan.folder) == failed
