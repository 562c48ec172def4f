"""Backups that can be trusted, and what is refused as one."""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
import threading
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from masterplan.access import local
from masterplan.store import Store, forget, open_store
from masterplan.store.archive import backup, missing_originals, rebuild, restore
from masterplan.texts import UserError
from tests.readings import observations, observed, read
from tests.store.looking import everything, rows
from tests.store.processes import running

PARTS = dict[str, bytes]
DATABASE = "masterplan.duckdb"


@pytest.fixture
def saved(full: Store, backed_up: Path, tmp_path: Path) -> Path:
    """A backup of the store as it is when the test begins."""
    return Path(shutil.copy(backed_up, tmp_path / "monday.zip"))


def rewritten(file: Path, change: Callable[[PARTS], None]) -> Path:
    """A copy of a backup with other parts."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    other = file.with_name("other.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return other


def manifest_changed(archive: PARTS, **values: object) -> None:
    manifest = {**json.loads(archive["manifest.json"]), **values}
    archive["manifest.json"] = json.dumps(manifest).encode()


def test_a_backup_brings_everything_back(full: Store, saved: Path, tmp_path: Path) -> None:
    before = everything(full)
    elsewhere = tmp_path / "new" / "place.duckdb"
    summary = restore(saved, elsewhere)
    store = open_store(elsewhere)
    assert everything(store) == before
    assert missing_originals(store) == []
    assert summary.kept is None and summary.originals == 5 and not summary.missing
    assert summary.tables["upload"] == 5
    assert store.commit(observations(observed(9.0), plan_code="A"), local("Ada")).upload_id == 6
    forget(elsewhere)


def test_a_restore_replaces_and_keeps_what_stood_there(
    full: Store, saved: Path, path: Path
) -> None:
    before = everything(full)
    full.commit(observations(observed(7.0), plan_code="A"), local("Ada"))
    later = everything(full)
    summary = restore(saved, path)
    assert everything(open_store(path)) == before
    assert summary.kept and summary.kept.name.startswith(f"{path.name}.before-restore-")
    assert everything(open_store(summary.kept)) == later
    forget(summary.kept)


def test_a_database_whose_program_was_killed_is_kept_whole(
    full: Store, saved: Path, path: Path
) -> None:
    full.commit(observations(observed(7.0), plan_code="A"), local("Ada"))
    files = {file: file.read_bytes() for file in (path, path.with_name(f"{path.name}.wal"))}
    forget(path)
    for file, content in files.items():
        file.write_bytes(content)
    kept = restore(saved, path).kept
    assert kept and not kept.with_name(f"{kept.name}.wal").exists()
    assert len(rows(open_store(kept), "upload")) == 6
    assert len(rows(open_store(path), "upload")) == 5
    forget(kept)


def test_a_damaged_database_can_be_replaced(full: Store, saved: Path, path: Path) -> None:
    forget(path)
    path.write_bytes(b"nothing")
    path.with_name(f"{path.name}.wal").write_bytes(b"nothing either")
    kept = restore(saved, path).kept
    assert kept and kept.read_bytes() == b"nothing"
    assert len(rows(open_store(path), "upload")) == 5


def test_a_backup_taken_while_others_write_and_ask_is_of_one_state(
    full: Store, tmp_path: Path
) -> None:
    done = threading.Event()

    def write() -> None:
        for number in itertools.count(10):
            if done.is_set():
                return
            full.commit(observations(observed(float(number)), plan_code="A"), local("Ada"))

    def ask() -> None:
        while not done.is_set():
            full.ask("checks/current_differs_from_history")

    with ThreadPoolExecutor() as pool:
        busy = [pool.submit(write), pool.submit(ask)]
        try:
            made = [backup(full, tmp_path / f"{number}.zip") for number in range(3)]
        finally:
            done.set()
        for each in busy:
            each.result()
    uploads = [summary.tables["upload"] for summary in made]
    assert uploads == sorted(set(uploads)), "nothing was written meanwhile"
    for summary in made:
        place = tmp_path / "again" / "m.duckdb"
        restore(summary.file, place)
        store = open_store(place)
        assert len(rows(store, "upload")) == summary.tables["upload"]
        assert store.ask("checks/current_differs_from_history").empty
        assert missing_originals(store) == []
        forget(place)
    assert [file.name for file in tmp_path.glob("*.partial")] == []


def test_missing_originals_are_named_and_do_not_prevent_a_backup(
    full: Store, tmp_path: Path
) -> None:
    gone, damaged = sorted(full.originals.iterdir())[:2]
    gone.unlink()
    damaged.write_bytes(b"")
    assert set(missing_originals(full)) == {gone.name, damaged.name}
    summary = backup(full, tmp_path / "b.zip")
    assert set(summary.missing) == {gone.name, damaged.name}
    assert summary.originals == 3
    assert restore(tmp_path / "b.zip", tmp_path / "n" / "m.duckdb").missing == summary.missing


def newer(parts: PARTS) -> None:
    manifest_changed(parts, schema_version=99)


def other_rows(parts: PARTS) -> None:
    manifest_changed(parts, tables={})


def other_keys(parts: PARTS) -> None:
    manifest_changed(parts, more=1)


def without_manifest(parts: PARTS) -> None:
    del parts["manifest.json"]


def without_database(parts: PARTS) -> None:
    del parts[DATABASE]


def without_an_original(parts: PARTS) -> None:
    del parts[next(name for name in parts if name.startswith("originals/"))]


def with_one_more(parts: PARTS) -> None:
    parts["more"] = b""


def changed_database(parts: PARTS) -> None:
    parts[DATABASE] = parts[DATABASE][:-1] + b"x"


def changed_original(parts: PARTS) -> None:
    parts[next(name for name in parts if name.startswith("originals/"))] = b"other"


def out_of_the_folder(parts: PARTS) -> None:
    add_part(parts, "originals/../../evil.json", b"evil")


def absolute(parts: PARTS) -> None:
    add_part(parts, "/tmp/evil.json", b"evil")


def under_another_hash(parts: PARTS) -> None:
    add_part(parts, "originals/" + "0" * 64, b"evil")


def no_database_at_all(parts: PARTS) -> None:
    add_part(parts, DATABASE, b"not a database")


def add_part(parts: PARTS, name: str, content: bytes) -> None:
    """Add a part that the manifest knows, with its right hash."""
    listed = json.loads(parts["manifest.json"])["parts"]
    manifest_changed(parts, parts={**listed, name: hashlib.sha256(content).hexdigest()})
    parts[name] = content


@pytest.mark.parametrize(
    "change",
    [
        newer,
        other_rows,
        other_keys,
        without_manifest,
        without_database,
        without_an_original,
        with_one_more,
        changed_database,
        changed_original,
        out_of_the_folder,
        absolute,
        under_another_hash,
        no_database_at_all,
    ],
)
def test_a_backup_that_is_not_right_changes_nothing(
    saved: Path, tmp_path: Path, change: Callable[[PARTS], None]
) -> None:
    place = tmp_path / "place"
    with pytest.raises(UserError):
        restore(rewritten(saved, change), place / "m.duckdb")
    assert not list(place.iterdir())
    assert not list(tmp_path.rglob("*evil*"))


@pytest.mark.parametrize("at", range(10, 100, 10))
def test_a_damaged_zip_file_changes_nothing(full: Store, saved: Path, path: Path, at: int) -> None:
    before = everything(full)
    content = saved.read_bytes()
    where = len(content) * at // 100
    saved.write_bytes(content[:where] + bytes([content[where] ^ 255]) + content[where + 1 :])
    with pytest.raises(UserError):
        restore(saved, path)
    saved.write_bytes(content[:where])
    with pytest.raises(UserError):
        restore(saved, path)
    assert everything(open_store(path)) == before


def test_what_is_no_file_or_no_place_is_refused(saved: Path, tmp_path: Path) -> None:
    for file, place in [(tmp_path / "none.zip", tmp_path / "m.duckdb"), (saved, tmp_path)]:
        with pytest.raises(UserError):
            restore(file, place)


def test_a_backup_without_a_place_says_so(full: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError):
        backup(full, tmp_path / "file" / "b.zip")


def test_a_database_that_another_process_holds_is_not_replaced(
    full: Store, saved: Path, path: Path
) -> None:
    forget(path)
    before = path.read_bytes()
    with running("hold", path) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        for action in (lambda: restore(saved, path), lambda: rebuild(path, read)):
            with pytest.raises(UserError) as refused:
                action()
            assert "holds the database" in refused.value.message
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*before*"))
    assert restore(saved, path).kept


def test_a_store_opened_on_its_own_is_not_replaced_under_it(saved: Path, tmp_path: Path) -> None:
    place = tmp_path / "own.duckdb"
    own = Store(place)
    with pytest.raises(UserError):
        restore(saved, place)
    own.close()
