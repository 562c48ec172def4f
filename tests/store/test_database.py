"""The database file: its answers, its transactions, and what it says where it cannot be opened."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from masterplan.access import ADMINISTER, LOCAL, local
from masterplan.store import Store, database, forget, open_store, schema
from masterplan.store.answers import Answers, answer_key
from masterplan.store.database import QUERIES
from masterplan.texts import UserError
from tests.readings import basic_plan, observations, observed
from tests.store.processes import running

CODES = "uploads/known_codes"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Questions of a test, by their names; the program's own are not asked by it."""
    questions: dict[str, str] = {}
    monkeypatch.setattr(database, "question", questions.__getitem__)
    return questions


def counted(store: Store, table: str) -> int:
    with store.write(keep=False) as cursor:
        return int(cursor.execute(f"select count(*) from {table}").fetchall()[0][0])


# --- answers


def test_an_answer_is_kept_until_something_is_written(store: Store) -> None:
    store.commit(basic_plan(indicators=["I1"]), local("Ada"))
    before = store.ask(CODES)
    assert store.ask(CODES).equals(before)
    store.rehearse(basic_plan(indicators=["I1", "I2"]))
    assert store.ask(CODES).equals(before)
    store.commit(basic_plan(indicators=["I1", "I2"]), local("Ada"))
    assert len(store.ask(CODES)) == len(before) + 1
    store.withdraw(2, local("Ada"))
    assert store.ask(CODES).equals(before)


def test_who_changes_an_answer_changes_only_his_own(store: Store) -> None:
    store.commit(basic_plan(), local("Ada"))
    for _ in range(3):
        answer = store.ask(CODES)
        assert "changed" not in set(answer["code"])
        answer["code"] = "changed"


def test_values_that_are_equal_to_python_are_different_questions(
    store: Store, asked: dict[str, str]
) -> None:
    asked["type"] = "select typeof($value) as type"
    for value, name in [(1, "INTEGER"), (1.0, "DOUBLE"), (True, "BOOLEAN"), ([1], "INTEGER[]")]:
        for _ in range(2):
            assert store.ask("type", value=value)["type"][0] == name


def test_a_list_may_be_asked_with(store: Store, asked: dict[str, str]) -> None:
    asked["sum"] = "select list_sum($values) as found"
    assert store.ask("sum", values=[1, 2])["found"][0] == 3
    assert store.ask("sum", values=[1, 3])["found"][0] == 4


def test_a_value_that_cannot_be_a_key_is_asked_each_time() -> None:
    assert answer_key("a", {"x": {"b": 1}}) is None
    assert answer_key("a", {"x": ["b", ["c"]]}) == answer_key("a", {"x": ["b", ["c"]]})
    assert answer_key("a", {"x": dt.date(2025, 1, 1)}) != answer_key(
        "a", {"x": dt.datetime(2025, 1, 1)}
    )


def test_an_answer_from_before_a_write_is_not_kept(store: Store) -> None:
    answers, frame = Answers(), store.ask(CODES)
    version, kept = answers.find("key")
    assert kept is None
    with answers.forgotten():
        pass
    answers.keep("key", version, frame)
    assert answers.find("key")[1] is None
    answers.keep("key", answers.find("key")[0], frame)
    assert answers.find("key")[1] is not None


def test_no_question_reads_the_clock_or_chance() -> None:
    """A kept answer would go stale without anything having been written."""
    clock = re.compile(r"\b(now|today|random|uuid|get_current_\w+)\s*\(|\bcurrent_(date|time)")
    for file in QUERIES.rglob("*.sql"):
        sql = re.sub(r"--.*", "", file.read_text(encoding="utf-8"))
        assert not clock.search(sql), file


def test_a_parameter_too_few_or_too_many_is_an_error(store: Store) -> None:
    for parameters in ({}, {"upload_id": 1, "plan": "MP"}):
        with pytest.raises(duckdb.InvalidInputException):
            store.ask("uploads/upload_state", **parameters)


# --- transactions


def test_an_exception_undoes_everything(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt), store.write(LOCAL, ADMINISTER, "test") as cursor:
        cursor.execute(
            "insert into plan (plan_code, upload_id, sheet, cell, is_withdrawn) "
            "values ('MP', 1, 'Plan', 'B2', false)"
        )
        raise KeyboardInterrupt
    assert counted(store, "plan") == 0
    assert store.commit(basic_plan(), local("Ada")).upload_id == 1


def test_a_failed_statement_is_never_committed_even_where_it_was_overlooked(store: Store) -> None:
    """The engine answers such a commit with success, having undone everything."""
    with (
        pytest.raises(duckdb.TransactionException),
        store.write(LOCAL, ADMINISTER, "test") as cursor,
    ):
        cursor.execute("insert into audit values (1, now()::timestamp, 'Ada', 'a', 'b', null, '')")
        with pytest.raises(duckdb.ConstraintException):
            cursor.execute("insert into audit values (null, null, null, null, null, null, null)")
    assert counted(store, "audit") == 0


def test_a_write_within_a_write_is_refused(store: Store) -> None:
    with (
        pytest.raises(RuntimeError),
        store.write(LOCAL, ADMINISTER, "test"),
        store.write(LOCAL, ADMINISTER, "test"),
    ):
        pass
    assert store.commit(basic_plan(), local("Ada")).upload_id == 1


def test_nothing_outside_the_database_can_be_read_or_written(store: Store, path: Path) -> None:
    text = path.with_name("secret.csv")
    text.write_text("a\n1\n")
    for sql in (
        f"select * from read_csv('{text}')",
        f"copy upload to '{text}'",
        f"attach '{path.with_name('other.duckdb')}'",
        "set enable_external_access = true",
        "install sqlite",
    ):
        with pytest.raises(duckdb.Error), store.write(LOCAL, ADMINISTER, "test") as cursor:
            cursor.execute(sql)
    assert text.read_text() == "a\n1\n"
    with store.at_rest() as file:
        assert file.stat().st_size > 0
    assert store.commit(basic_plan(), local("Ada")).upload_id == 1


# --- opening and closing


def test_a_file_is_opened_once(store: Store, path: Path) -> None:
    assert open_store(path) is store
    assert open_store(path.parent / "." / path.name) is store
    with pytest.raises(UserError):
        Store(path)
    forget(path)
    with pytest.raises(UserError):
        store.ask(CODES)
    again = Store(path)
    again.close()
    again.close()


def test_opening_what_is_up_to_date_writes_nothing(path: Path) -> None:
    Store(path).close()
    before = (path.stat().st_mtime_ns, path.read_bytes())
    store = Store(path)
    assert store.ask(CODES).empty
    store.close()
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


def test_another_process_keeps_the_file(path: Path) -> None:
    with running("hold", path) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        with pytest.raises(UserError) as refused:
            open_store(path)
        assert "holds the database" in refused.value.message
    assert open_store(path).ask(CODES).empty
    forget(path)


def random_bytes(content: bytes) -> bytes:
    return os.urandom(5_000)


def empty(content: bytes) -> bytes:
    return b""


def cut_short(content: bytes) -> bytes:
    return content[: len(content) // 2]


def damaged_head(content: bytes) -> bytes:
    return content[:5_000] + bytes([content[5_000] ^ 255]) + content[5_001:]


def of_another_kind(content: bytes) -> bytes:
    return b"SQLite format 3\0" + bytes(5_000)


@pytest.mark.parametrize("damage", [random_bytes, empty, cut_short, damaged_head, of_another_kind])
def test_a_damaged_file_says_so_and_stays(path: Path, damage: Callable[[bytes], bytes]) -> None:
    Store(path).close()
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    with pytest.raises(UserError) as refused:
        open_store(path)
    assert "restore" in refused.value.message
    assert path.read_bytes() == damaged


def test_the_word_lock_in_a_path_is_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "could not set lock on" / "m.duckdb"
    path.parent.mkdir()
    path.write_bytes(b"x" * 5_000)
    with pytest.raises(UserError) as refused:
        open_store(path)
    assert "readable" in refused.value.message


def test_a_folder_or_a_file_for_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path, tmp_path / "file" / "m.duckdb"):
        with pytest.raises(UserError) as refused:
            open_store(path)
        assert "cannot be opened" in refused.value.message


@pytest.fixture
def without_rights() -> Iterator[Path]:
    """A folder that this process may read but not write to, whoever runs the tests."""
    folder = Path(tempfile.mkdtemp())
    Store(folder / "there.duckdb").close()
    is_root = os.geteuid() == 0
    folder.chmod(0o555)
    if is_root:
        os.seteuid(65534)
    yield folder
    if is_root:
        os.seteuid(0)
    shutil.rmtree(folder)


def test_a_folder_without_rights_is_refused(without_rights: Path) -> None:
    for name in ("new.duckdb", "new/m.duckdb"):
        with pytest.raises(UserError) as refused:
            open_store(without_rights / name)
        assert "cannot be opened" in refused.value.message


# --- schema


def test_a_newer_schema_is_refused(path: Path) -> None:
    store = Store(path)
    with store.write(LOCAL, ADMINISTER, "test") as cursor:
        cursor.execute("update schema_change set version = 99 where version = 1")
    store.close()
    with pytest.raises(UserError) as refused:
        open_store(path)
    assert refused.value.values["found"] == 99


def test_an_edited_schema_change_is_refused(path: Path) -> None:
    store = Store(path)
    with store.write(LOCAL, ADMINISTER, "test") as cursor:
        cursor.execute("update schema_change set sha256 = 'x' where version = 2")
    store.close()
    with pytest.raises(UserError) as refused:
        open_store(path)
    assert refused.value.values["name"] == "0002_facts"


def test_the_database_of_another_program_is_refused(path: Path) -> None:
    with duckdb.connect(str(path)) as other:
        other.execute("create table upload (i integer)")
    with pytest.raises(UserError) as refused:
        open_store(path)
    assert "another program" in refused.value.message


def test_a_schema_change_that_fails_leaves_nothing(store: Store, tmp_path: Path) -> None:
    queries = tmp_path / "queries"
    shutil.copytree(QUERIES, queries)
    number = schema.newest(queries) + 1
    change = queries / "schema" / f"{number:04}_more.sql"
    change.write_text("create table more (i integer);\ncreate table more (i integer);")
    with pytest.raises(duckdb.CatalogException):
        schema.bring_up_to_date(store._transaction, queries, store.path)
    with pytest.raises(duckdb.CatalogException):
        counted(store, "more")
    change.write_text("create table more (i integer);\ninsert into more values (1);")
    for _ in range(2):
        schema.bring_up_to_date(store._transaction, queries, store.path)
        assert counted(store, "more") == 1
    with pytest.raises(UserError):  # the program as it was before
        schema.bring_up_to_date(store._transaction, QUERIES, store.path)


def test_views_follow_their_files(store: Store, tmp_path: Path) -> None:
    queries = tmp_path / "queries"
    shutil.copytree(QUERIES, queries)
    (queries / "views" / "9_more.sql").write_text("create or replace macro seven() as 7;")
    schema.bring_up_to_date(store._transaction, queries, store.path)
    with store.write(keep=False) as cursor:
        assert cursor.execute("select seven()").fetchall() == [(7,)]


# --- a full disk


def test_a_full_disk_is_said_in_a_sentence_and_nothing_is_stored(path: Path) -> None:
    with running("fill_the_disk", path) as process:
        assert process.stdout
        lines = process.stdout.read().splitlines()
    assert process.returncode == 0
    assert [line.split()[0] for line in lines] == ["refused", "refused", "refused", "stored"]
    assert lines[-1] == "stored 3"
    assert not list(path.parent.rglob("*.partial")) and not path.with_name("backup.zip").exists()
    store = open_store(path)
    assert counted(store, "withdrawal") == 1
    assert counted(store, "current_observation") == 1
    assert store.ask("checks/current_differs_from_history").empty
    forget(path)


def test_an_engine_that_stopped_says_so_and_is_opened_anew(path: Path) -> None:
    with running("stop_the_engine", path) as process:
        assert process.stdout
        lines = process.stdout.read().splitlines()
    assert process.returncode == 0
    assert [line.split()[0] for line in lines[-2:]] == ["refused", "reopened"]
    store = open_store(path)
    assert counted(store, "upload") == 1 + sum(line.startswith("confirmed") for line in lines)
    forget(path)


def test_a_page_that_cannot_be_read_is_said_in_a_sentence(path: Path) -> None:
    store = Store(path)
    store.commit(
        observations(*(observed(1.0, f"I{number}") for number in range(500))), local("Ada")
    )
    store.close()
    content = bytearray(path.read_bytes())
    for at in range(20_000, len(content), 1_000):
        content[at] ^= 255
    path.write_bytes(content)
    with pytest.raises(UserError):
        open_store(path).ask("checks/current_differs_from_history")
    forget(path)
