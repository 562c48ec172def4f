"""A process that is killed while it writes loses nothing that it had confirmed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from masterplan.store import Store
from masterplan.store.archive import missing_originals
from masterplan.store.database import QUERIES
from tests.store.processes import INDICATORS, running

KILLS = 50
CHECKS = sorted(file.stem for file in (QUERIES / "checks").glob("*.sql"))

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


@dataclass
class Said:
    """What the killed processes had confirmed before they were."""

    confirmed: set[int] = field(default_factory=set)
    withdrawn: set[int] = field(default_factory=set)

    def note(self, line: str) -> None:
        """Add what a line says."""
        word, _, upload_id = line.strip().partition(" ")
        if word != "ready":
            {"confirmed": self.confirmed, "withdrawn": self.withdrawn}[word].add(int(upload_id))


@pytest.mark.timeout(120)
def test_a_killed_process_loses_nothing_it_had_confirmed(path: Path) -> None:
    chance = random.Random(20250101)
    said = Said()
    with running("nurse", path) as nurse:
        for number in range(KILLS):
            kill_one(nurse, chance, said, in_opening=number % 4 == 3)
            inspect(path, said)
    assert len(said.confirmed) > KILLS / 2, "they were killed before they had done anything"
    assert said.withdrawn


def kill_one(
    nurse: subprocess.Popen[str], chance: random.Random, said: Said, in_opening: bool
) -> None:
    """Let a process commit and kill it at a random moment; in opening the file at times."""
    assert nurse.stdin and nurse.stdout
    nurse.stdin.write("another\n")
    nurse.stdin.flush()
    child = int(nurse.stdout.readline().removeprefix("started"))
    if in_opening:
        time.sleep(chance.uniform(0.001, 0.060))
    else:
        assert nurse.stdout.readline() == "ready\n"
        for _ in range(chance.randrange(3)):
            said.note(nurse.stdout.readline())
        time.sleep(chance.uniform(0.001, 0.100))
    os.kill(child, signal.SIGKILL)
    while (line := nurse.stdout.readline()) != "dead\n":
        said.note(line)


def inspect(path: Path, said: Said) -> None:
    """The database opens; every upload is whole, and none is missing that was confirmed."""
    store = Store(path)
    with store.write(keep=False) as cursor:
        found = cursor.execute(FOUND).fetchall()
    for upload_id, observations, numbers, _is_withdrawn in found:
        assert (observations, numbers) == (len(INDICATORS), 1), upload_id
    assert said.confirmed <= {row[0] for row in found}
    assert said.withdrawn <= {row[0] for row in found if row[3]}
    for check in CHECKS:
        assert store.ask(f"checks/{check}").empty, check
    assert missing_originals(store) == []
    store.close()
