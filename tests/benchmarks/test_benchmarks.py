"""The benchmarks measure what they say, tried with tiny sizes."""

from __future__ import annotations

import pytest

from benchmarks import __main__ as command
from benchmarks import loading, overview
from benchmarks.measure import Measure


def test_loading_measures_time_and_memory() -> None:
    time, memory = loading.measure(rows=300, runs=1)
    assert time.floor is not None
    assert time.value > time.floor > 0
    assert memory.value > 10


def test_overview_is_measured_beside_its_floor() -> None:
    (page,) = overview.measure(runs=2)
    assert page.floor is not None
    assert page.value > 0 < page.floor


@pytest.mark.parametrize(("value", "code"), [(3.0, 0), (3.1, 1)])
def test_exit_code_says_whether_all_is_allowed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: float, code: int
) -> None:
    taken = [Measure("page", value, "ms", 3, floor=1), Measure("memory", 600, "MB", 600)]
    monkeypatch.setattr(command, "BENCHMARKS", {"overview": lambda: taken})
    assert command.main(["--only", "overview"]) == code
    assert capsys.readouterr().out.count("kept") == 2 - code
