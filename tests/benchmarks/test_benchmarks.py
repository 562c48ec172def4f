"""The benchmarks measure what they say, tried with tiny sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import crowd, lights, loading, overview
from benchmarks.measure import Measure
from masterplan.store import Store


def test_loading_measures_time_and_memory() -> None:
    time, memory = loading.measure(rows=300, runs=1)
    assert time.floor is not None
    assert time.value > time.floor > 0
    assert memory.value > 10


def test_overview_is_measured_beside_its_floor() -> None:
    (page,) = overview.measure(runs=2)
    assert page.floor is not None
    assert page.value > 0 < page.floor


def test_a_crowd_is_measured_beside_one_person(capsys: pytest.CaptureFixture[str]) -> None:
    page, errors = crowd.measure(
        crowd.Day(
            2, every=0.5, seconds=1, rows=200, analysts=1, plan="A0", addresses=("me", "measures")
        )
    )
    assert page.floor is not None
    assert page.value > 0 < page.floor
    printed = capsys.readouterr().out
    assert errors.value == 0, printed
    assert "uploads of 200 rows" in printed and "crowd, ms:" in printed


@pytest.mark.parametrize(("value", "code"), [(3.0, 0), (3.1, 1)])
def test_exit_code_says_whether_all_is_allowed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: float, code: int
) -> None:
    taken = [Measure("page", value, "ms", 3, floor=1), Measure("memory", 600, "MB", 600)]
    monkeypatch.setattr(command, "BENCHMARKS", {"overview": lambda: taken})
    assert command.main(["--only", "overview"]) == code
    assert capsys.readouterr().out.count("kept") == 2 - code


def test_lights_are_measured_beside_their_floor() -> None:
    then, now = lights.measure(indicators=20, months=24, runs=1)
    for measure in (then, now):
        assert measure.floor is not None
        assert measure.value > 0 < measure.floor


def test_the_rows_of_the_lights_are_such_as_uploads_make(empty_store: Store) -> None:
    lights.fill(empty_store, 300, 24)
    assert empty_store.ask("checks/current_differs_from_history").empty
    assert empty_store.ask("checks/key_twice_in_one_upload").empty
    clocks = {"plan": None, "on": lights.ON, "known_at": lights.KNOWN_AT}
    then = empty_store.ask("indicators/status", **clocks)
    now = empty_store.ask("indicators/status", **{**clocks, "known_at": None})
    assert (then["last_value"] != now["last_value"]).sum() == 100
    assert set(now["rule"]) == {"planned_path"}


FOLDER = Path(__file__).parent / "official_ratings"


def test_official_ratings_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--official-ratings", str(FOLDER)]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed == [
        "B#t1 2024-12-31: official Sonne, ours Blitz",
        "3 of 4 ratings agree: 75.0%, 93% are asked for",
    ]


def test_enough_official_ratings_agree(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        lines = [line for line in file.read_text().splitlines() if not line.startswith("M,B,")]
        (tmp_path / file.name).write_text("\n".join(lines))
    assert command.main(["--official-ratings", str(tmp_path)]) == 0
