"""Processes killed in the middle of their work: ``python -m tests.store.kills [--kills N]``.

Several sessions upload, withdraw, freeze, back up and read at once; others bring the schema of an
older database up to date. After each kill the database is opened: what was confirmed is there,
nothing is there by halves. The long form, 200 kills, prints what was under way when they fell.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from masterplan.store import Store
from masterplan.store.archive import backup, missing_originals, restore
from masterplan.store.proving import CHECKS
from masterplan.store.schedule import last
from tests.store.looking import everything
from tests.store.older import OLDEST, filled, is_that_of, older, versions
from tests.store.processes import running
from tests.store.sessions import BACKUPS, INDICATORS

KINDS = {
    "upload": 0.1,
    "withdrawal": 0.1,
    "freeze": 1.0,
    "backup": 2.0,
    "opening": 0.2,
    "schema-change": 0.2,
}
"""The kinds of work, with the seconds that each takes at first sight."""

SHORT = ("upload", "withdrawal", "freeze")
"""Work that a process ends a few times before it is killed."""

FOUND = """
select
    upload.upload_id,
    count(observation.value) as observations,
    count(distinct observation.value) as numbers,
    any_value(state.is_withdrawn) as is_withdrawn
from upload
left join observation on upload.upload_id = observation.upload_id
left join (
    select upload_id, arg_max(is_withdrawn, withdrawal_id) as is_withdrawn
    from withdrawal
    group by upload_id
) as state on upload.upload_id = state.upload_id
where upload.upload_id > 1
group by upload.upload_id
"""

NEVER_CHANGED = ("upload", "observation", "withdrawal", "frozen_report", "audit")
"""Tables to which rows are only added."""


class Kills:
    """What the killed processes had begun and confirmed, and what was found after them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.path = folder / "masterplan.duckdb"
        self.confirmed: defaultdict[str, list[list[str]]] = defaultdict(list)
        self.hit: Counter[str] = Counter()
        self.kills = self.restored = self.kept = 0
        self._chance = random.Random(seed)
        self._took = dict(KINDS)
        self._older = folder / "older"
        self._older.mkdir()
        filled(self._older / "full" / self.path.name)
        self._versions = list(range(OLDEST, versions()))
        self._chance.shuffle(self._versions)

    def run(self, kills: int) -> None:
        """So many processes, killed one after the other, each kind of work in turn."""
        with running("nurse", self.path) as nurse:
            for number in range(kills):
                kind = [*KINDS][number % len(KINDS)]
                if kind == "schema-change":
                    self._kill_in_a_schema_change(nurse)
                else:
                    self._kill(nurse, "work", self.path, kind)
                    self._inspect()
        self._restore_at_the_end()

    def _kill(self, nurse: subprocess.Popen[str], job: str, path: Path, kind: str) -> None:
        """Let a process begin a kind of work, and kill it before that usually ends."""
        assert nurse.stdin and nurse.stdout
        nurse.stdin.write(f"{job} {path}\n")
        nurse.stdin.flush()
        child = int(nurse.stdout.readline().removeprefix("started"))
        begun: dict[str, list[float]] = defaultdict(list)
        before = self._chance.randrange(2) if kind in SHORT else 0
        try:
            while before >= 0:
                line = nurse.stdout.readline()
                self._note(line, begun)
                before -= line.split()[:2] == ["begins", kind]
            time.sleep(self._chance.uniform(0, 1.2 * self._took[kind]))
        finally:
            os.kill(child, signal.SIGKILL)
        while (line := nurse.stdout.readline()) != "dead\n":
            self._note(line, begun)
        self.kills += 1
        self.hit.update(one for one in begun if begun[one])

    def _note(self, line: str, begun: dict[str, list[float]]) -> None:
        """Add what a session says: that it begins something, or that it was told of its end."""
        word, kind, *told = line.split()
        assert word in ("begins", "ends"), line
        if word == "begins":
            begun[kind].append(time.monotonic())
            return
        took = time.monotonic() - begun[kind].pop(0)
        self._took[kind] = (took + self._took[kind]) / 2
        self.confirmed[kind].append(told)

    def ids(self, kind: str) -> set[int]:
        """The numbers of what was confirmed."""
        return {int(told[0]) for told in self.confirmed[kind]}

    def _inspect(self) -> None:
        """The database opens; all of it is whole, and nothing is missing that was confirmed."""
        with _open(self.path) as store:
            with store.write(keep=False) as cursor:
                found = cursor.execute(FOUND).fetchall()
                reports = cursor.execute(
                    "select frozen_report_id, sha256, data from frozen_report"
                ).fetchall()
            for upload_id, observations, numbers, _is_withdrawn in found:
                assert (observations, numbers) == (len(INDICATORS), 1), upload_id
            assert self.ids("upload") <= {row[0] for row in found}
            assert self.ids("withdrawal") <= {row[0] for row in found if row[3]}
            for _number, sha256, data in reports:
                assert hashlib.sha256(data.encode()).hexdigest() == sha256
            held = {(str(number), sha256) for number, sha256, _data in reports}
            assert {(told[0], told[1]) for told in self.confirmed["freeze"]} <= held
            for check in CHECKS:
                assert store.ask(f"checks/{check}").empty, check
            assert missing_originals(store) == []
            self._inspect_backups(store)

    def _inspect_backups(self, store: Store) -> None:
        """What bears the name of a backup is one, even where nobody was told; the newest stays."""
        folder = self.path.parent / BACKUPS.folder
        files = sorted(folder.glob("masterplan-*.backup"))
        if self.confirmed["backup"]:
            newest = self.confirmed["backup"][-1][0]
            newer = [file for file in files if file.name > newest]
            assert (folder / newest).exists() or len(newer) >= BACKUPS.kept
            assert last(folder) is not None
        if not files or self.kept == (stamp := files[-1].stat().st_mtime_ns):
            return
        self.kept = stamp
        now = everything(store)
        for table, rows in self._restored(files[-1]).items():
            if table in NEVER_CHANGED:
                assert set(rows) <= set(now[table]), table

    def _restored(self, file: Path) -> dict[str, list[tuple[object, ...]]]:
        """All that a backup holds."""
        with tempfile.TemporaryDirectory(dir=self.path.parent) as folder:
            place = Path(folder) / self.path.name
            restore(file, place)
            self.restored += 1
            with _open(place) as again:
                assert missing_originals(again) == []
                return everything(again)

    def _kill_in_a_schema_change(self, nurse: subprocess.Popen[str]) -> None:
        """The same database of an older version, until it could be opened."""
        version = self._versions.pop()
        self._versions.insert(0, version)
        with tempfile.TemporaryDirectory(dir=self._older) as folder:
            path = Path(folder) / self.path.name
            before = older(self._older / "full" / self.path.name, path, version)
            self._kill(nurse, "open_it", path, "schema-change")
            kept = sorted(path.parent.glob("*.before-schema-*Z"))
            for file in [*kept[:1], path]:
                with _open(file) as store:
                    assert is_that_of(store, before), f"{file} of schema {version}"
                    assert all(store.ask(f"checks/{check}").empty for check in CHECKS)

    def _restore_at_the_end(self) -> None:
        """A backup of what is left restores to the same, row by row."""
        file = self.path.with_name("end.backup")
        with _open(self.path) as store:
            backup(store, file)
            assert self._restored(file) == everything(store)

    @property
    def table(self) -> str:
        """What was killed, as text in columns."""
        lines = [f"{'':14}  {'killed in it':>12}  {'confirmed before':>16}"]
        for kind in KINDS:
            lines.append(f"{kind:14}  {self.hit[kind]:12}  {len(self.confirmed[kind]):16}")
        lines.append(f"{self.kills} kills, nothing lost, nothing by halves, all checks passed;")
        lines.append(f"{self.restored} backups restored, the last one equal in every row")
        return "\n".join(lines)


@contextmanager
def _open(path: Path) -> Iterator[Store]:
    store = Store(path)
    try:
        yield store
    finally:
        store.close()


def main() -> int:
    """Kill so many, and print the table; a loss ends it with the sentence of what was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.store.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        kills = Kills(Path(folder), given.seed)
        kills.run(given.kills)
    print(kills.table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
