"""Random plans made of few distinct dates and values: the edges of the method are likely."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import pyarrow as pa

from masterplan.access import ADMINISTER, LOCAL
from masterplan.sheets import SHEETS
from masterplan.store import Store
from masterplan.vocabulary import Aggregation, Direction, Frequency, Perspective, State, TargetKind
from tests.twin import Row, Upload, Withdrawal

Drawn = TypeVar("Drawn")

DAYS = [
    dt.date(2022, 12, 31),
    dt.date(2023, 6, 30),
    dt.date(2023, 12, 31),
    dt.date(2024, 2, 29),
    dt.date(2024, 12, 31),
    dt.date(2025, 6, 30),
    dt.date(2025, 12, 31),
    dt.date(2026, 12, 31),
]
FAR_DAYS = [dt.date(1990, 1, 1), dt.date(2030, 12, 31), dt.date(2100, 12, 31)]
MOMENTS = [dt.datetime(2025, 1, day, 12) for day in range(1, 9)]
"""The uploads of each plan are recorded at some of these, in order."""

VALUES = [0.0, 1.0, -1.0, 5.0, 10.0, 100.0, -100.0, 0.1, 0.3, 20.3, 40.3]
HUGE = [1e300, -1e300, 1e308, -1e308, 1e-300]
STORABLE = [*VALUES, *HUGE, 5e-324, -5e-324, 1.7976931348623157e308, math.inf, -math.inf, math.nan]
STORABLE_DAYS = [*DAYS, *FAR_DAYS, dt.date.min, dt.date(1582, 10, 15), dt.date.max]
SHARES = [0.0, 0.6, 0.5999, 0.95, 0.9499, 1.0, 1.2, -0.5]
"""How far an observation may have come from one value to another: thresholds and their edges."""
MISSES = [0.0, 0.05, 0.0499, 0.0501, 0.2, 0.1999, 0.2001, 0.9, 1.0, -3.0]
"""Which share of the remaining distance the continuation of a series may miss."""
WEIGHTS = [None, 0.0, 1.0, 2.0, 0.5, -1.0, 1e300, 1e308]


@dataclass
class RandomPlan:
    """One plan as records, for the database and for the twin."""

    code: str
    uploads: list[Upload] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)


class PlanMaker:
    """Makes plans from one source of chance, of these numbers and these days, if they are given."""

    def __init__(
        self, seed: int, values: list[float] | None = None, days: list[dt.date] | None = None
    ) -> None:
        self._chance = random.Random(seed)
        self._values = values
        self._days = days
        self._next_id = 1

    def plan(self, code: str) -> RandomPlan:
        """A plan of up to five uploads, one of them perhaps withdrawn and perhaps reinstated."""
        chance = self._chance
        made = RandomPlan(code)
        moments = sorted(chance.sample(MOMENTS, chance.randint(2, 5)))
        for number, moment in enumerate(moments):
            content = self._first() if number == 0 else self._again(made)
            made.uploads.append(Upload(self._take_id(), moment, content))
        for is_withdrawn in (True, False):
            if chance.random() < 0.25:
                upload = chance.choice(made.uploads)
                after = [moment for moment in MOMENTS if moment > upload.recorded_at]
                earlier = [event.recorded_at for event in made.withdrawals]
                after = [moment for moment in after if not earlier or moment >= earlier[-1]]
                if after:
                    event = Withdrawal(upload.upload_id, is_withdrawn, chance.choice(after))
                    made.withdrawals.append(event)
        return made

    def _take_id(self) -> int:
        self._next_id += 1
        return self._next_id

    def _first(self) -> dict[str, list[Row]]:
        chance = self._chance
        tables: dict[str, list[Row]] = {sheet.table: [] for sheet in SHEETS}
        for number in range(chance.randint(1, 2)):
            code = f"M{number}"
            tables["measure"].append({"measure_code": code, **self._span()})
            tables["milestone"] += self._milestones(code)
            tables["evaluation"] += self._evaluations(code)
            for other in range(chance.choice([0, 1, 1, 2, 3])):
                self._indicator(tables, code, f"{code}.{other}")
        return tables

    def _again(self, made: RandomPlan) -> dict[str, list[Row]]:
        """Corrections, rows taken back, and news: each row as before with something changed."""
        chance = self._chance
        tables: dict[str, list[Row]] = {}
        said = [
            (table, row)
            for upload in made.uploads
            for table, rows in upload.tables.items()
            for row in rows
        ]
        keys = set()
        for table, row in chance.sample(said, min(len(said), chance.randint(1, 12))):
            names = next(sheet.keys for sheet in SHEETS if sheet.table == table)
            key = (table, *(row.get(name) for name in names))
            if key not in keys:
                keys.add(key)
                tables.setdefault(table, []).append(self._changed(table, row, names))
        return tables

    def _changed(self, table: str, row: Row, keys: tuple[str, ...]) -> Row:
        chance = self._chance
        kept = {name: row.get(name) for name in keys}
        if chance.random() < 0.15:
            return {**kept, "is_withdrawn": True}
        fresh = self._fields(table)
        named = [name for name in fresh if chance.random() < 0.5]
        return {**kept, **{name: fresh[name]() for name in named if name not in keys}}

    def _fields(self, table: str) -> dict[str, Callable[[], object]]:
        return {
            "measure": {"starts_on": self._day, "ends_on": self._day},
            "milestone": {"due_on": self._day, "reached_on": self._day, "weight": self._weight},
            "indicator": {"baseline": self._value, "baseline_on": self._day, "owner": lambda: "A"},
            "target": {"value": self._value, "upper": self._value, "valid_to": self._day},
            "observation": {"value": self._value, "flag": self._flag},
            "evaluation": {"state": self._state, "progress_percent": self._progress},
        }.get(table, {})

    def _span(self) -> Row:
        return {"starts_on": self._maybe(self._day), "ends_on": self._maybe(self._day)}

    def _milestones(self, measure: str) -> list[Row]:
        return [
            {
                "measure_code": measure,
                "milestone_number": str(number),
                "due_on": self._day(),
                "reached_on": self._maybe(self._day, 0.5),
                "weight": self._weight(),
            }
            for number in range(self._chance.choice([0, 0, 1, 2, 3]))
        ]

    def _evaluations(self, measure: str) -> list[Row]:
        rows = {}
        for _ in range(self._chance.choice([0, 1, 2, 3])):
            perspective = self._chance.choice(list(Perspective)).code
            day = self._day()
            rows[day, perspective] = {
                "measure_code": measure,
                "reporting_date": day,
                "perspective": perspective,
                "state": self._state(),
                "progress_percent": self._progress(),
            }
        return list(rows.values())

    def _indicator(self, tables: dict[str, list[Row]], measure: str, code: str) -> None:
        chance = self._chance
        row = {
            "indicator_code": code,
            "measure_code": measure,
            "direction": chance.choice([None, *["up", "down"] * 4, *(d.code for d in Direction)]),
            "baseline": self._maybe(self._value, 0.9),
            "baseline_on": self._maybe(self._day, 0.9),
            "frequency": chance.choice([None, *(member.code for member in Frequency)]),
            "aggregation": chance.choice([None, *(member.code for member in Aggregation)]),
            "weight": self._weight(),
            "owner": chance.choice([None, "Amt 1"]),
        }
        tables["indicator"].append(row)
        targets = self._targets(code, row["baseline"])
        tables["target"] += targets
        goals = [target["value"] for target in targets if target["value"] is not None]
        if chance.random() < 0.4:
            tables["observation"] += self._observations(row, goals)
        else:
            tables["observation"] += self._yearly(code, targets)

    def _targets(self, code: str, baseline: object) -> list[Row]:
        chance = self._chance
        kinds = [*["value"] * 4, *(member.code for member in TargetKind)]
        rows = {}
        for _ in range(chance.choice([0, *[1] * 5, 2, 2, 3, 4])):
            row = {
                "indicator_code": code,
                "kind": chance.choice(kinds),
                "due_on": self._maybe(self._day, 0.95),
                "valid_from": self._maybe(self._day, 0.2),
                "value": baseline if chance.random() < 0.15 else self._maybe(self._value, 0.95),
                "valid_to": self._maybe(self._day, 0.1),
                "upper": self._maybe(self._value, 0.5),
            }
            rows[row["kind"], row["due_on"], row["valid_from"]] = row
        return list(rows.values())

    def _observations(self, indicator: Row, goals: list[float]) -> list[Row]:
        chance = self._chance
        days = [self._day() for _ in range(chance.choice([0, 1, 1, 2, 2, 4]))]
        if chance.random() < 0.6:
            days += self._whole_years(indicator["frequency"])
        rows = {}
        for day in days:
            dimension = "" if chance.random() < 0.9 else "district"
            rows[day, dimension] = {
                "indicator_code": indicator["indicator_code"],
                "observed_on": day,
                "dimension": dimension,
                "category": "north" if dimension else "",
                "value": self._between(indicator["baseline"], goals),
                "flag": self._flag(),
            }
        return list(rows.values())

    def _yearly(self, code: str, targets: list[Row]) -> list[Row]:
        """Points of some years; the last may be what a threshold of the trend rule hangs on."""
        chance = self._chance
        days = [dt.date(year, 12, 31) for year in range(2015, 2026) if chance.random() < 0.8]
        days = days[chance.choice([0, 0, 1, 2, 5]) :]
        shape = chance.choice(["any", "any", "same", "line"])
        first, step = self._value(), self._value()
        series = {"same": lambda _: first, "line": lambda at: first + at * step}
        values = [series.get(shape, lambda _: self._value())(at) for at in range(len(days))]
        aimed = [
            row for row in targets if row["kind"] == "value" and row["due_on"] and row["value"]
        ]
        if len(days) >= 4 and aimed and chance.random() < 0.5:
            row, start = chance.choice(aimed), -min(6, len(days))
            span = days[-1].year - days[start].year
            ahead = row["due_on"].year * 12 + row["due_on"].month - days[-1].year * 12 - 12
            reach, rest = ahead / 12 / span, 1 - chance.choice(MISSES)
            if rest + reach > 0.01:
                values[-1] = (rest * row["value"] + reach * values[start]) / (rest + reach)
        fields = {"indicator_code": code, "dimension": "", "category": ""}
        return [
            {**fields, "observed_on": day, "value": value, "flag": self._flag()}
            for day, value in zip(days, values, strict=True)
            if abs(value) <= 1e308
        ]

    def _whole_years(self, frequency: str | None) -> list[dt.date]:
        """The last days of the periods of one or two years, now and then with a gap."""
        step = {"monthly": 1, "quarterly": 3, "half_yearly": 6}.get(frequency or "", 12)
        years = self._chance.choice([[2024], [2024, 2025], [2023, 2025]])
        days = [
            dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
            for year in years
            for month in range(step, 13, step)
        ]
        if self._chance.random() < 0.3:
            days.remove(self._chance.choice(days))
        return days

    def _between(self, baseline: float | None, goals: list[float]) -> float:
        if baseline is None or not goals or self._chance.random() < 0.4:
            return self._value()
        share = self._chance.choice(SHARES)
        value = baseline + (self._chance.choice(goals) - baseline) * share
        return value if abs(value) < 1e308 else self._value()

    def _value(self) -> float:
        if self._values is not None:
            return self._chance.choice(self._values)
        return self._chance.choice(HUGE if self._chance.random() < 0.03 else VALUES)

    def _weight(self) -> float | None:
        return self._chance.choice(WEIGHTS[:5] if self._chance.random() < 0.9 else WEIGHTS)

    def _day(self) -> dt.date:
        if self._days is not None:
            return self._chance.choice(self._days)
        if self._chance.random() < 0.04:
            return self._chance.choice(FAR_DAYS)
        shift = self._chance.choice([0, 0, 0, 0, 1, -1, 30, -90, -91])
        return self._chance.choice(DAYS) + dt.timedelta(days=shift)

    def _flag(self) -> str | None:
        return self._chance.choice([*[None] * 20, "revised", "break"])

    def _state(self) -> str | None:
        return self._chance.choice([None, *["in_progress"] * 6, *(state.code for state in State)])

    def _progress(self) -> float | None:
        return self._chance.choice([None, 0.0, 50.0, 57.0, 60.0, 95.0, 100.0, 120.0])

    def _maybe(self, make: Callable[[], Drawn], likelihood: float = 0.8) -> Drawn | None:
        return make() if self._chance.random() < likelihood else None


def fill(store: Store, plans: list[RandomPlan]) -> None:
    """Put these plans, and nothing else, into the database: all at once, as it is slow one by one.

    What holds now is read from the history, as the change "refresh_current" does it per plan.
    """
    with store.write(LOCAL, ADMINISTER, "test") as cursor:
        for table in ("upload", "withdrawal", *_both_names()):
            cursor.execute(f"delete from {table}")
        for table, rows in _records(plans).items():
            if rows:
                names = dict.fromkeys(name for row in rows for name in row)
                cursor.register(
                    "arriving", pa.table({name: [row.get(name) for row in rows] for name in names})
                )
                cursor.execute(f"insert into {table} by name select * from arriving")
                cursor.unregister("arriving")
        for sheet in SHEETS:
            cursor.execute(
                f"insert into current_{sheet.table} by name "
                f"select * from recorded_{sheet.table}(null)"
            )


def _both_names() -> list[str]:
    return [prefix + sheet.table for sheet in SHEETS for prefix in ("", "current_")]


def _records(plans: list[RandomPlan]) -> dict[str, list[Row]]:
    records: dict[str, list[Row]] = {"upload": [], "withdrawal": []}
    for plan in plans:
        for upload in plan.uploads:
            origin = {"plan_code": plan.code, "upload_id": upload.upload_id}
            described = dict.fromkeys(("kind", "file_name", "sha256", "person"), "")
            clocks = {"recorded_at": upload.recorded_at, "entered_at": upload.recorded_at}
            records["upload"].append({**origin, **described, **clocks, "size_bytes": 0})
            for table, rows in upload.tables.items():
                place = {"sheet": table, "cell": "A1", "is_withdrawn": False}
                records.setdefault(table, []).extend({**place, **row, **origin} for row in rows)
        for event in plan.withdrawals:
            records["withdrawal"].append(
                {
                    "withdrawal_id": len(records["withdrawal"]) + 1,
                    "upload_id": event.upload_id,
                    "is_withdrawn": event.is_withdrawn,
                    "person": "",
                    "recorded_at": event.recorded_at,
                }
            )
    return records
