"""A process that is killed while it writes loses nothing that it had confirmed.

The long form, with 200 kills, is ``python -m tests.store.kills``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.kills import Kills

KILLS = 12


@pytest.mark.timeout(120)
def test_a_killed_process_loses_nothing_it_had_confirmed(tmp_path: Path) -> None:
    kills = Kills(tmp_path, seed=20250101)
    kills.run(KILLS)
    assert kills.kills == KILLS
    assert len(kills.confirmed["upload"]) > KILLS / 2, "killed before they had done anything"
    assert kills.confirmed["withdrawal"]
    assert kills.hit.total() > KILLS, "several sessions are at work when one is killed"
    assert kills.restored
