"""A database made anew from its uploads; it replaces the old one if it says the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from masterplan.access import ADMINISTER, LOCAL, local
from masterplan.findings import Finding, Known, Reading
from masterplan.store import Store, forget, open_store
from masterplan.store.archive import rebuild
from masterplan.texts import UserError
from tests.readings import basic_plan, observations, observed, read
from tests.store.looking import everything, rows


def test_a_rebuilt_database_is_the_same(full: Store, path: Path) -> None:
    before = everything(full)
    summary = rebuild(path, read)
    after = everything(open_store(path))
    assert after.pop("audit")[:-1] == before["audit"]  # and a row that says who rebuilt it
    assert after == {table: rows for table, rows in before.items() if table != "audit"}
    assert (summary.uploads, summary.withdrawals, summary.facts) == (5, 3, 15)
    assert summary.kept and everything(open_store(summary.kept)) == before
    forget(summary.kept)
    assert not list(path.parent.glob("*.partial*"))


def test_a_rebuild_knows_every_code_that_was_ever_said_of_the_plan(full: Store, path: Path) -> None:
    known: list[Known] = []

    def noting(
        content: bytes, name: str, then: Known, plan: str | None, mapping: str | None
    ) -> Reading:
        known.append(then)
        return read(content, name, then, plan, mapping)

    full.withdraw(1, local("Ada"))  # what nobody says any more may still be referred to
    rebuild(path, noting)
    first, second = known[0], known[1]
    assert first.plans == {"A"}
    assert first.codes["A", "indicator"] == {"I1", "I2"}
    assert first.names["A", "indicator"] == {"Indikator I1": "I1", "Indikator I2": "I2"}
    assert not [key for key in first.codes if key[0] == "B"]
    assert second.codes["B", "measure"] == {"M1"}


def test_files_that_refer_to_each_other_can_be_read_one_by_one(store: Store, path: Path) -> None:
    earlier = observations(observed(1.0), plan_code="A")
    store.commit_all([earlier, basic_plan("A")], local("Ada"))

    def checking(
        content: bytes, name: str, known: Known, plan: str | None, mapping: str | None
    ) -> Reading:
        again = read(content, name, known, plan, mapping)
        named = again.tables.get("observation")
        codes = named.columns["indicator_code"] if named else []
        wrong = set(codes) - known.codes.get(("A", "indicator"), frozenset())
        return replace(again, findings=[Finding("", "", "error", "unknown_code")] * len(wrong))

    assert rebuild(path, checking).uploads == 2


def test_a_rebuild_reads_again_with_the_mapping(store: Store, path: Path) -> None:
    store.commit(replace(basic_plan("A"), mapping='{"a": 1}'), local("Ada"))
    store.commit(observations(observed(1.0), plan_code="A"), local("Ada"))
    given: list[str | None] = []

    def noting(
        content: bytes, name: str, known: Known, plan: str | None, mapping: str | None
    ) -> Reading:
        given.append(mapping)
        return replace(read(content, name, known, plan), mapping="written in another way")

    rebuild(path, noting)
    assert given == ['{"a": 1}', None]
    with open_store(path).write(keep=False) as cursor:
        kept = cursor.execute("select mapping from upload order by upload_id").fetchall()
    assert kept == [('{"a": 1}',), (None,)]


def test_a_rebuild_mends_what_is_kept_ready(full: Store, path: Path) -> None:
    before = rows(full, "current_observation")
    with full.write(LOCAL, ADMINISTER, "test") as cursor:
        cursor.execute("delete from current_observation")
    rebuild(path, read)
    assert rows(open_store(path), "current_observation") == before != []


def unchanged_after(path: Path, reader: Callable[..., Reading]) -> UserError:
    """What a rebuild objects to; the database is as it was."""
    before = everything(open_store(path))
    with pytest.raises(UserError) as refused:
        rebuild(path, reader)
    assert everything(open_store(path)) == before
    assert not list(path.parent.glob("*before*")) and not list(path.parent.glob("*.partial*"))
    return refused.value


def test_a_missing_original_is_named(full: Store, path: Path) -> None:
    original = next(full.originals.iterdir())
    original.unlink()
    assert unchanged_after(path, read).values["original"] == original.name


def test_other_facts_are_not_put_in_place(full: Store, path: Path) -> None:
    with full.write(LOCAL, ADMINISTER, "test") as cursor:
        cursor.execute("update observation set value = 8 where upload_id = 4")
        cursor.execute("update upload set person = 'Eve' where upload_id = 1")
    with full.write(keep=False) as cursor:
        cursor.execute("select 1")
    error = unchanged_after(path, read)
    assert error.values["tables"] == "observation"


def test_a_reading_that_now_has_errors_is_not_put_in_place(full: Store, path: Path) -> None:
    def stricter(
        content: bytes, name: str, known: Known, plan: str | None, mapping: str | None
    ) -> Reading:
        again = read(content, name, known, plan, mapping)
        return replace(again, findings=[Finding("Messwerte", "C2", "error", "not_a_number")])

    assert unchanged_after(path, stricter).values["upload"] == 1


def test_what_is_not_there_cannot_be_rebuilt(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        rebuild(tmp_path / "none.duckdb", read)
    assert not list(tmp_path.iterdir())
