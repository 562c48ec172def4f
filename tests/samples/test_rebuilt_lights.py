"""The sample city made anew from its original files has the same lights, at every clock."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd

from masterplan.cli import main
from masterplan.samples import load_samples
from masterplan.store import Store

ON = [dt.date(2024, 12, 31), dt.date(2026, 9, 30)]


def lights(path: Path) -> list[pd.DataFrame]:
    """All measures and indicators: as known now, and as known after each of some uploads."""
    store = Store(path)
    moments = store.ask("uploads/list", plan="BSP")["recorded_at"].sort_values()
    known = [None, moments.iloc[len(moments) // 2].to_pydatetime()]
    found = [
        store.ask(question, plan=None, on=on, known_at=known_at)
        for question in ("measures/status", "indicators/status")
        for on in ON
        for known_at in known
    ]
    store.close()
    return found


def test_a_rebuild_gives_the_same_lights(tmp_path: Path) -> None:
    path = tmp_path / "masterplan.duckdb"
    store = Store(path)
    load_samples(store)
    store.close()
    before = lights(path)
    assert main(["rebuild", "--db", str(path)]) == 0
    after = lights(path)
    assert all(len(rows) > 20 for rows in before)
    assert len({tuple(rows["light_effect"]) for rows in before[:4]}) > 1, "the clocks matter"
    for one, other in zip(before, after, strict=True):
        pd.testing.assert_frame_equal(one, other)
