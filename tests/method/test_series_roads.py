"""What the lights read of a series, from all that was said of it, against the series itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from masterplan.store import Store
from tests.method.random_plans import MOMENTS, PlanMaker, fill

CLOCKS = [
    (on, known_at)
    for on in (dt.date(2024, 12, 31), dt.date(2026, 1, 1), dt.date(2036, 1, 1))
    for known_at in (None, MOMENTS[2], MOMENTS[-1])
]

BY_KEY = {
    "points": """
        select plan_code, indicator_code, list(point order by year desc)[1:7]
        from (
            select
                plan_code,
                indicator_code,
                year(observed_on) as year,
                {
                    'judged_on': max(observed_on),
                    'since_on': arg_max(since_on, observed_on),
                    'value': arg_max_null(finite(value), observed_on)
                } as point
            from judged_observation($on::date, $known_at::timestamp)
            group by plan_code, indicator_code, year(observed_on)
        )
        group by plan_code, indicator_code
    """,
    "break_on": """
        select plan_code, indicator_code, max(observed_on)
        from known_observation($known_at::timestamp)
        where observed_on <= $on::date and dimension = '' and value is not null and flag = 'break'
        group by plan_code, indicator_code
    """,
    "observed_on": """
        select plan_code, indicator_code, max(observed_on)
        from known_observation($known_at::timestamp)
        semi join known_indicator($known_at::timestamp) using (plan_code, indicator_code)
        where observed_on <= $on::date and dimension = '' and value is not null
        group by plan_code, indicator_code
    """,
    "observations": """
        select plan_code, indicator_code, count(*)
        from known_observation($known_at::timestamp)
        where observed_on <= $on::date and dimension = '' and value is not null
        group by plan_code, indicator_code
    """,
    "origin": """
        select plan_code, indicator_code, arg_max([upload_id::varchar, sheet, cell], observed_on)
        from judged_observation($on::date, $known_at::timestamp)
        group by plan_code, indicator_code
    """,
}
FOR_LIGHTS = {
    "points": """
        select
            plan_code,
            indicator_code,
            list_transform(points, lambda point: struct_pack(
                judged_on := point.judged_on, since_on := point.since_on, value := point.value
            ))
        from indicator_series($on::date, $known_at::timestamp, null)
        semi join known_indicator($known_at::timestamp) using (plan_code, indicator_code)
        where len(points) > 0
    """,
    "break_on": "from last_break($on::date, $known_at::timestamp)",
    "observed_on": """
        select plan_code, indicator_code, observed_on
        from indicator_series($on::date, $known_at::timestamp, null)
        semi join known_indicator($known_at::timestamp) using (plan_code, indicator_code)
    """,
    "observations": "from observation_count($on::date, $known_at::timestamp)",
    "origin": """
        select plan_code, indicator_code, [last_upload_id::varchar, last_sheet, last_cell]
        from last_origin($on::date, $known_at::timestamp)
    """,
}


@pytest.fixture(scope="module")
def random_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("roads") / "plans.duckdb"
    store = Store(path)
    maker = PlanMaker(7)
    fill(store, [maker.plan(f"P{number}") for number in range(600)])
    yield store
    store.close()


def found(store: Store, sql: str, clocks: dict[str, Any]) -> list[tuple[Any, ...]]:
    with store.write(keep=False) as cursor:
        used = {name: value for name, value in clocks.items() if f"${name}" in sql}
        return sorted(cursor.execute(sql, used).fetchall(), key=lambda row: row[:2])


@pytest.mark.parametrize("what", BY_KEY)
@pytest.mark.parametrize(("on", "known_at"), CLOCKS)
def test_both_roads_agree(
    random_store: Store, what: str, on: dt.date, known_at: dt.datetime | None
) -> None:
    clocks = {"on": on, "known_at": known_at}
    right = found(random_store, BY_KEY[what], clocks)
    assert found(random_store, FOR_LIGHTS[what], clocks) == right
    assert len(right) > (10 if what == "break_on" else 100)
