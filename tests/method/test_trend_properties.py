"""What holds of every series: a better value never harms, and the turning value does turn."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from masterplan.explanation import turning_value
from masterplan.store import Store
from masterplan.vocabulary import Light
from tests.city import ON, asked
from tests.method.random_plans import MOMENTS, RandomPlan, fill
from tests.twin import Row, Upload

LAST = dt.date(2024, 12, 31)
ORDER = ["off_track", "at_risk", "on_track", "achieved"]
GOOD = ("on_track", "achieved")

DUES = [LAST, ON - dt.timedelta(days=1), ON, *(dt.date(year, 6, 30) for year in (2026, 2031))]


@dataclass(frozen=True)
class Aim:
    """One indicator, its yearly points, and one target."""

    kind: str
    direction: str
    points: list[float]
    goal: float
    upper: float
    due_on: dt.date
    baseline: float | None

    def rows(self, code: str) -> dict[str, list[Row]]:
        """The aim as records."""
        days = [dt.date(2024 - at, 12, 31) for at in reversed(range(len(self.points)))]
        key = {"indicator_code": code}
        observed = {**key, "dimension": "", "category": ""}
        return {
            "indicator": [
                {
                    **key,
                    "measure_code": "M",
                    "direction": self.direction,
                    "baseline": self.baseline,
                    "baseline_on": dt.date(2015, 12, 31),
                }
            ],
            "target": [
                {
                    **key,
                    "kind": self.kind,
                    "value": None if self.kind == "direction" else self.goal,
                    "upper": max(self.goal, self.upper) if self.kind == "interval" else None,
                    "due_on": self.due_on,
                }
            ],
            "observation": [
                {**observed, "observed_on": day, "value": value}
                for day, value in zip(days, self.points, strict=True)
            ],
        }

    def ending(self, value: float) -> Aim:
        """The same with another last value."""
        return replace(self, points=[*self.points[:-1], value])


def a_number(chance: random.Random) -> float:
    """Small and large, whole and broken, and such that differ late."""
    return chance.choice(
        [
            float(chance.randint(-20, 20)),
            chance.randint(-2000, 2000) / 100,
            chance.uniform(-1e9, 1e9),
            chance.uniform(-1e-6, 1e-6),
            float(chance.randint(100_000, 101_000)),
        ]
    )


def an_aim(chance: random.Random, kinds: tuple[str, ...]) -> Aim:
    """Any aim; its numbers are often alike."""
    pool = [a_number(chance) for _ in range(4)]
    if chance.random() < 0.5:
        pool = [pool[0] + chance.randint(-9, 9) for _ in range(6)]

    def number() -> float:
        return chance.choice(pool)

    return Aim(
        kind=chance.choice(kinds),
        direction=chance.choice(["up", "down"]),
        points=[number() for _ in range(chance.randint(1, 8))],
        goal=number(),
        upper=number(),
        due_on=chance.choice(DUES),
        baseline=number() if chance.random() < 0.7 else None,
    )


def a_batch(seed: int, size: int, *kinds: str) -> list[Aim]:
    """So many aims of these kinds."""
    chance = random.Random(seed)
    return [an_aim(chance, kinds) for _ in range(size)]


several = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # a smaller seed is not a simpler batch
)
seeds = st.integers(0, 2**32 - 1)


@pytest.fixture(scope="module")
def trend_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("trend") / "trend.duckdb"
    store = Store(path)
    yield store
    store.close()


def judged(store: Store, aims: list[Aim]) -> list[dict[str, Any]]:
    """The judgement of each aim, in their order."""
    tables: dict[str, list[Row]] = {"measure": [{"measure_code": "M"}]}
    for number, aim in enumerate(aims):
        for table, rows in aim.rows(f"{number:05}").items():
            tables.setdefault(table, []).extend(rows)
    fill(store, [RandomPlan("P", [Upload(1, MOMENTS[0], tables)])])
    clocks = {"plan": None, "indicator": None, "on": ON, "known_at": None}
    rows = list(asked(store, "indicators/target_lights", **clocks))
    found = [row for row in rows if not row["is_original"]]
    assert [row["indicator_code"] for row in found] == [f"{at:05}" for at in range(len(aims))]
    return found


@several
@given(seed=seeds)
def test_a_better_last_value_never_makes_a_worse_light(trend_store: Store, seed: int) -> None:
    batch = a_batch(seed, 150, "value")
    found = judged(trend_store, batch)
    ladders = []
    for aim, row in zip(batch, found, strict=True):
        marks = [aim.goal, aim.points[0], aim.points[-1], row["turning_value"], aim.baseline]
        known = [mark for mark in marks if mark is not None]
        near = [mark + step for mark in known for step in (-1.0, -0.01, 0.01, 1.0)]
        ladder = sorted({*known, *near}, reverse=aim.direction == "down")
        ladders.append([aim.ending(value) for value in ladder])
    rows = iter(judged(trend_store, [step for ladder in ladders for step in ladder]))
    for ladder in ladders:
        lights = [next(rows)["light"] for _ in ladder]
        if lights[0] != "not_assessable":
            ranks = [ORDER.index(light) for light in lights]
            assert ranks == sorted(ranks), (ladder[0], lights, [step.points[-1] for step in ladder])
        else:
            assert set(lights) <= {"not_assessable", *GOOD}


@several
@given(seed=seeds)
def test_with_the_turning_value_the_light_does_turn(trend_store: Store, seed: int) -> None:
    batch = a_batch(seed, 1500, "value", "value", "limit", "direction", "interval")
    found = judged(trend_store, batch)
    turned, short = [], []
    for aim, row in zip(batch, found, strict=True):
        value = turning_value(row)
        if row["light"] not in ("off_track", "at_risk"):
            continue
        if value is None:
            assert (aim.kind, aim.upper < aim.goal) == ("interval", True), row
            continue
        turned.append(aim.ending(value))
        if aim.kind in ("value", "limit"):
            short.append(aim.ending(one_step_worse(aim, value, row["turning_value"])))
    rows = judged(trend_store, turned + short)
    for aim, row in zip(turned, rows, strict=False):
        assert row["light"] in GOOD, (aim, row["light"])
    for aim, row in zip(short, rows[len(turned) :], strict=True):
        assert row["light"] not in GOOD, (aim, row["light"])


def one_step_worse(aim: Aim, value: float, exact: float) -> float:
    """One less in the fourth digit, or in the last of more, and not by rounding alone."""
    digits = Decimal(repr(value)).normalize()
    last = digits.as_tuple().exponent
    assert isinstance(last, int)
    step = float(Decimal(10) ** min(last, digits.adjusted() - 3))
    rounding = 4e-12 * max(abs(value), abs(aim.goal))
    if aim.direction == "up":
        return min(value - step, exact - rounding)
    return max(value + step, exact + rounding)


def test_every_light_has_its_turning_value_but_what_is_to_be_held(trend_store: Store) -> None:
    kinds = ("value", "limit", "direction")
    batch = [Aim(kind, "up", [5.0] * 6, 9.0, 0.0, LAST, 1.0) for kind in kinds]
    assert [row["light"] for row in judged(trend_store, batch)] == ["off_track"] * 3
    assert [turning_value(row) for row in judged(trend_store, batch)] == [9.0, 9.0, 5.001]
    held = [Aim("value", "hold", [5.0] * 6, 9.0, 0.0, LAST, 1.0)]
    assert [turning_value(row) for row in judged(trend_store, held)] == [None]
    assert {light.code for light in Light} >= set(ORDER)
