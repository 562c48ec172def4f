"""All lights of very many indicators, beside a plain sum per indicator over the same observations:
those of the reporting date and the state of knowledge.

At a past state of knowledge the lights are worked out of the history. As they stand now they are
kept ready, as for every question after the first one.

The rows are made by the database itself, in the tables of the store: monthly values of all
indicators in a few uploads, the last of which corrects some.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pandas as pd

from benchmarks.measure import Measure, in_child
from masterplan.access import ADMINISTER, LOCAL
from masterplan.store import Store, database

ALLOWED_THEN = 4
ALLOWED_NOW = 1

ON = dt.date(2025, 6, 30)
KNOWN_AT = dt.datetime(2025, 1, 20)
"""After all uploads but the last."""

_UPLOADS = 4
_CORRECTED = 10  # of the last months of each indicator, in one more upload
_FRAME = """
insert into upload by name
select
    number as upload_id, 'P' as plan_code, 'workbook' as kind, '' as file_name, '' as sha256,
    0 as size_bytes, '' as person, timestamp '2025-01-01' + to_days(number::integer) as recorded_at,
    recorded_at as entered_at
from range(1, $uploads + 2) as numbers (number)
union all by name
select
    $uploads + 2 as upload_id, 'P' as plan_code, 'workbook' as kind, '' as file_name,
    '' as sha256, 0 as size_bytes, '' as person, timestamp '2025-02-01' as recorded_at,
    recorded_at as entered_at;

insert into measure by name
select
    'P' as plan_code, format('M{:05d}', number) as measure_code, 'Maßnahme' as title,
    1 as upload_id, 'Maßnahmen' as sheet, 'B' || number as cell, false as is_withdrawn
from range($indicators // 10 + 1) as numbers (number);

insert into indicator by name
select
    'P' as plan_code, format('I{:05d}', number) as indicator_code,
    format('M{:05d}', number // 10) as measure_code, 'Indikator' as name, 'Stück' as unit,
    'up' as direction, 10.0 as baseline, date '2015-12-31' as baseline_on, 'monthly' as frequency,
    if(number % 10 = 0, 'sum', 'level') as aggregation, 'Amt' as owner,
    1 as upload_id, 'Indikatoren' as sheet, 'C' || number as cell, false as is_withdrawn
from range($indicators) as numbers (number);

insert into target by name
select
    'P' as plan_code, format('I{:05d}', number) as indicator_code, 'value' as kind,
    100.0 + number % 50 as value, date '2030-12-31' as due_on,
    1 as upload_id, 'Zielwerte' as sheet, 'B' || number as cell, false as is_withdrawn
from range($indicators) as numbers (number);
"""
_OBSERVATIONS = """
insert into observation by name
select
    'P' as plan_code, format('I{:05d}', number) as indicator_code,
    last_day(date '2025-05-01' - to_months(($months - 1 - month)::integer)) as observed_on,
    '' as dimension, '' as category, 10 + month * 0.1 + (number * 31 + month * 7) % 13 as value,
    if((number + month) % 977 = 0, 'revised', null) as flag,
    1 + month * $uploads // $months as upload_id, 'Messwerte' as sheet,
    'C' || (number * $months + month) as cell, false as is_withdrawn
from range($indicators) as numbers (number)
cross join range($months) as months (month)
order by upload_id, indicator_code, observed_on;

insert into observation by name
select
    observation.* replace (
        value + 1 as value, 'revised' as flag,
        if(observation.indicator_code < 'I00100', $uploads + 2, $uploads + 1) as upload_id
    )
from observation
where observation.observed_on > date '2025-05-31' - to_months($corrected)
order by observation.indicator_code, observation.observed_on;
"""
_CURRENT = """
insert into current_measure by name select * exclude (is_withdrawn) from measure;
insert into current_indicator by name select * exclude (is_withdrawn) from indicator;
insert into current_target by name select * exclude (is_withdrawn) from target;

insert into current_observation by name
select * exclude (is_withdrawn) from observation
where upload_id > $uploads or observed_on <= date '2025-05-31' - to_months($corrected)
order by plan_code, indicator_code, observed_on;
"""
FLOOR_THEN = """
select plan_code, indicator_code, sum(value)
from observation
semi join visible_upload($known_at::timestamp) as seen on observation.upload_id = seen.upload_id
where observed_on <= $on
group by plan_code, indicator_code
"""
FLOOR_NOW = """
select plan_code, indicator_code, sum(value)
from current_observation
where observed_on <= $on
group by plan_code, indicator_code
"""
LIGHTS = """
select plan_code, indicator_code, light_effect, freshness, is_evaluable
from indicator_light($on::date, $known_at::timestamp)
"""
LIGHTS_KEPT = LIGHTS + "where $turn >= 0"
"""Asked anew at each turn, so that it is not the answer itself that is kept."""


def fill(store: Store, indicators: int, months: int) -> None:
    """Write the rows of so many indicators, each with so many monthly values."""
    numbers = {
        "indicators": indicators,
        "months": months,
        "uploads": _UPLOADS,
        "corrected": _CORRECTED,
    }
    with store.write(LOCAL, ADMINISTER, "test") as cursor:
        for statement in cursor.extract_statements(_FRAME + _OBSERVATIONS + _CURRENT):
            named = {name: numbers[name] for name in statement.named_parameters}
            cursor.execute(statement, named)


def _milliseconds(ask: Callable[[], object]) -> float:
    """One asking, up to the last row."""
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000


def _rows(cursor: database.Cursor, sql: str, parameters: dict[str, object]) -> pd.DataFrame:
    return cursor.execute(sql, parameters).df()


def _in_this_process(indicators: int, months: int, runs: int) -> dict[str, float]:
    """The least of the runs of each, taken in turns."""
    asked: dict[str, tuple[str, dict[str, object]]] = {
        "floor_then": (FLOOR_THEN, {"on": ON, "known_at": KNOWN_AT}),
        "then": (LIGHTS, {"on": ON, "known_at": KNOWN_AT}),
        "floor_now": (FLOOR_NOW, {"on": ON}),
    }
    found: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "lights.duckdb")
        fill(store, indicators, months)
        with store.write(keep=False) as cursor:
            for _ in range(runs):
                for name, (sql, parameters) in asked.items():
                    ask = partial(_rows, cursor, sql, parameters)
                    found[name].append(_milliseconds(ask))
        with patch.object(database, "question", lambda _name: LIGHTS_KEPT):
            for turn in range(runs + 1):  # the first one works them out
                ask = partial(store.ask, "lights", on=ON, known_at=None, turn=turn)
                found["now"].append(_milliseconds(ask))
        store.close()
    return {name: min(times) for name, times in found.items()}


def measure(indicators: int = 20_000, months: int = 490, runs: int = 5) -> list[Measure]:
    """The lights of all indicators at a past state of knowledge, and as they stand now."""
    found = in_child(__name__, indicators, months, runs)
    size = f"{indicators:,} indicators, {indicators * (months + _CORRECTED):,} observations"
    return [
        Measure(f"lights then, {size}", found["then"], "ms", ALLOWED_THEN, found["floor_then"]),
        Measure(f"lights now, {size}", found["now"], "ms", ALLOWED_NOW, found["floor_now"]),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("indicators", "months", "runs"):
        parser.add_argument(name, type=int)
    print(json.dumps(_in_this_process(**vars(parser.parse_args()))))
