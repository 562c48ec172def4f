"""The SQL of queries/views against the twin, over random plans: two roads to the same lights."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from masterplan.store import Store
from masterplan.vocabulary import Freshness, Light
from tests import twin
from tests.city import asked
from tests.method.random_plans import (
    MOMENTS,
    STORABLE,
    STORABLE_DAYS,
    PlanMaker,
    RandomPlan,
    fill,
)

PLANS = 450
DAYS = [
    dt.date(2024, 12, 31),
    dt.date(2025, 3, 31),
    dt.date(2025, 6, 30),
    dt.date(2025, 12, 31),
    dt.date(2026, 1, 1),
    dt.date(2027, 3, 1),
]

Clocks = tuple[dt.date, dt.datetime | None]
TargetRows = dict[tuple[bool, str, dt.date | None], dict[str, Any]]
in_batches = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # a smaller seed is not a simpler plan
)
seeds = st.integers(0, 2**32 - 1)
days = st.sampled_from(DAYS)
now = st.tuples(days, st.none())
past = st.tuples(days, st.sampled_from(MOMENTS))


@pytest.fixture(scope="module")
def random_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("random") / "plans.duckdb"
    store = Store(path)
    yield store
    store.close()


def rows(store: Store, macro: str, on: dt.date, known_at: dt.datetime | None) -> list[Any]:
    with store.write(keep=False) as cursor:
        cursor.execute(
            f"select * from {macro}($on::date, $known_at::timestamp)",
            {"on": on, "known_at": known_at},
        )
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def is_near(found: float | None, right: Fraction | None) -> bool:
    if found is None or right is None:
        return found is None and right is None
    return math.isclose(found, right, rel_tol=1e-9, abs_tol=1e-9)


@in_batches
@given(seed=seeds, both=st.tuples(now, past))
def test_lights_are_those_of_the_twin(
    random_store: Store, seed: int, both: tuple[Clocks, Clocks]
) -> None:
    maker = PlanMaker(seed)
    plans = [maker.plan(f"P{number}") for number in range(PLANS)]
    fill(random_store, plans)
    for on, known_at in both:
        measures = rows(random_store, "measure_light", on, known_at)
        indicators = rows(random_store, "indicator_light", on, known_at)
        targets = judged_targets(random_store, on, known_at)
        for plan in plans:
            agree(plan, measures, indicators, targets, on, known_at)


def agree(
    plan: RandomPlan,
    measures: list[Any],
    indicators: list[Any],
    targets: dict[tuple[str, str], TargetRows],
    on: dt.date,
    known_at: dt.datetime | None,
) -> None:
    right_measures, right_indicators = twin.lights(plan.uploads, plan.withdrawals, on, known_at)
    found = {row["indicator_code"]: row for row in indicators if row["plan_code"] == plan.code}
    assert found.keys() == right_indicators.keys()
    for code, right in right_indicators.items():
        problems = indicator_problems(found[code], right)
        problems += target_problems(targets.get((plan.code, code), {}), right)
        assert not problems, (problems, on, known_at, code, plan)
    found = {row["measure_code"]: row for row in measures if row["plan_code"] == plan.code}
    assert found.keys() == right_measures.keys()
    for code, light in right_measures.items():
        problems = measure_problems(found[code], light)
        assert not problems, (problems, on, known_at, code, plan)


def indicator_problems(row: dict[str, Any], right: twin.IndicatorLight) -> list[object]:
    worst = right.worst
    same = {
        "light_effect": right.light,
        "reason": right.reason,
        "effect_rule": right.rule,
        "symbol": worst and worst.symbol,
        "deciding_kind": worst and worst.kind,
        "light_path": worst and worst.light_path,
        "light_trend": worst and worst.light_trend,
        "light_original": right.light_original,
        "is_robust": right.is_robust,
        "flipped_by": right.flipped_by,
        "points": right.points,
        "freshness": right.freshness,
        "is_evaluable": right.is_evaluable,
    }
    near = {
        "position": right.position,
        "expected": right.expected,
        "ratio": right.ratio,
        "yearly_change": right.yearly_change,
        "projected": worst and worst.projected,
        "miss": worst and worst.miss,
        "turning_value": worst and worst.turning_value,
    }
    return differences(row, same, near)


def judged_targets(
    store: Store, on: dt.date, known_at: dt.datetime | None
) -> dict[tuple[str, str], TargetRows]:
    """The rows of every indicator by set, kind and date."""
    found: dict[tuple[str, str], TargetRows] = {}
    clocks = {"plan": None, "indicator": None, "on": on, "known_at": known_at}
    for row in asked(store, "indicators/target_lights", **clocks):
        if row["target_kind"] is not None:
            due_on = row["target_due_on"] and row["target_due_on"].date()
            key = (row["is_original"], row["target_kind"], due_on)
            found.setdefault((row["plan_code"], row["indicator_code"]), {})[key] = row
    return found


def target_problems(found: TargetRows, right: twin.IndicatorLight) -> list[object]:
    if found.keys() != right.targets.keys():
        return [("targets", found.keys(), right.targets.keys())]
    problems: list[object] = []
    words = ("is_deciding", "light_path", "symbol", "light_trend", "light_trend_before", "rule")
    numbers = ("expected", "position", "ratio", "projected", "miss", "turning_value")
    for key, light in right.targets.items():
        same = {name: getattr(light, name) for name in (*words, "reason", "light")}
        near = {name: getattr(light, name) for name in numbers}
        problems += [(key, problem) for problem in differences(found[key], same, near)]
    return problems


def measure_problems(row: dict[str, Any], right: twin.MeasureLight) -> list[object]:
    same = {
        "light_delivery": right.delivery,
        "delivery_rule": right.delivery_rule,
        "light_effect": right.effect,
        "light_evidence": right.evidence,
        "is_counted": right.is_counted,
        "worst_indicator_code": right.worst_indicator_code,
    }
    near = {
        "work_done": right.work_done,
        "work_due": right.work_due,
        "slippage_days": right.slippage_days,
        "mean_position": right.mean_position,
    }
    return differences(row, same, near)


def differences(row: dict[str, Any], same: dict[str, Any], near: dict[str, Any]) -> list[object]:
    found = [(name, row[name], right) for name, right in same.items() if row[name] != right]
    found += [
        (name, row[name], None if right is None else float(right))
        for name, right in near.items()
        if not is_near(row[name], right)
    ]
    return found


@in_batches
@given(seed=seeds, clocks=now | past)
def test_no_storable_value_is_too_much(random_store: Store, seed: int, clocks: Clocks) -> None:
    maker = PlanMaker(seed, STORABLE, STORABLE_DAYS)
    fill(random_store, [maker.plan(f"P{number}") for number in range(200)])
    lights = {light.code for light in Light}
    for row in rows(random_store, "indicator_light", *clocks):
        assert row["light_effect"] in lights
        assert row["freshness"] in {word.code for word in Freshness}
        assert all_finite(row)
        assert (row["reason"] is None) == Light.of(row["light_effect"]).is_assessed
    for row in rows(random_store, "measure_light", *clocks):
        assert {row[f"light_{name}"] for name in ("delivery", "effect", "evidence")} <= lights
        assert all_finite(row)


def all_finite(row: dict[str, Any]) -> bool:
    return all(math.isfinite(value) for value in row.values() if isinstance(value, float))


def test_the_same_question_has_the_same_answer_to_the_last_digit(random_store: Store) -> None:
    """Else a frozen report could not be proved by its hash."""
    maker = PlanMaker(2)
    fill(random_store, [maker.plan(f"P{number}") for number in range(100)])
    for macro in ("measure_light", "indicator_light"):
        answers = {
            repr(sorted(rows(random_store, macro, DAYS[2], MOMENTS[-1]), key=repr))
            for _ in range(5)
        }
        assert len(answers) == 1
