"""The method once more, slowly: from the raw records to the lights, in plain Python.

Written from the method's text (docs/method.md), not from the SQL, and computed in exact fractions,
so that whatever the two agree on was found on two roads.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from masterplan.sheets import SHEET_OF
from tests.twin_indicator import IndicatorLight, Row, indicator
from tests.twin_numbers import reaches, share, summed
from tests.twin_rules import AT_RISK_RATIO, ON_TRACK_RATIO


@dataclass(frozen=True)
class Upload:
    """What arrived at once."""

    upload_id: int
    recorded_at: dt.datetime
    tables: dict[str, list[Row]]


@dataclass(frozen=True)
class Withdrawal:
    """An upload taken back, or reinstated."""

    upload_id: int
    is_withdrawn: bool
    recorded_at: dt.datetime


@dataclass(frozen=True)
class MeasureLight:
    """The three lights of a measure and what stands beside them."""

    delivery: str
    delivery_rule: str
    effect: str
    evidence: str
    is_counted: bool
    work_done: Fraction | None
    work_due: Fraction | None
    slippage_days: Fraction | None
    mean_position: Fraction | None
    worst_indicator_code: str | None


AT_RISK_DAYS = 90

WORST_FIRST = ("off_track", "at_risk", "on_track", "achieved")
LAST_WORD = ("citizens_forum", "expert_forum", "science", "steering_committee", "working_group")


class Plan:
    """The facts of one plan as they were known at a moment (None: all that is recorded)."""

    def __init__(
        self, uploads: list[Upload], withdrawals: list[Withdrawal], known_at: dt.datetime | None
    ) -> None:
        withdrawn = {}
        for event in withdrawals:
            if known_at is None or event.recorded_at <= known_at:
                withdrawn[event.upload_id] = event.is_withdrawn
        self._visible = [
            upload
            for upload in sorted(uploads, key=lambda upload: upload.upload_id)
            if (known_at is None or upload.recorded_at <= known_at)
            and not withdrawn.get(upload.upload_id, False)
        ]
        self._rows: dict[str, list[Row]] = {}

    def rows(self, table: str) -> list[Row]:
        """One row per key: of each field the last thing said; a row taken back starts anew."""
        if table not in self._rows:
            self._rows[table] = self._merged(table)
        return self._rows[table]

    def _merged(self, table: str) -> list[Row]:
        found: dict[tuple[Any, ...], Row] = {}
        for upload in self._visible:
            for row in upload.tables.get(table, []):
                key = tuple(row.get(name) for name in SHEET_OF[table].keys)
                if row.get("is_withdrawn"):
                    found.pop(key, None)
                    continue
                held = found.setdefault(key, {})
                held.update({name: value for name, value in row.items() if value is not None})
                if table == "milestone" and row.get("due_on") is not None:
                    held.setdefault("first_due_on", row["due_on"])
        return list(found.values())

    def rows_of(self, table: str, field: str, code: str) -> list[Row]:
        """The rows of a table that name this measure or indicator."""
        return [row for row in self.rows(table) if row.get(field) == code]


def lights(
    uploads: list[Upload],
    withdrawals: list[Withdrawal],
    on: dt.date,
    known_at: dt.datetime | None = None,
) -> tuple[dict[str, MeasureLight], dict[str, IndicatorLight]]:
    """The lights of each measure and each indicator on a reporting date, as known at a moment."""
    plan = Plan(uploads, withdrawals, known_at)
    indicators = {}
    for row in plan.rows("indicator"):
        code = row["indicator_code"]
        observations = plan.rows_of("observation", "indicator_code", code)
        targets = plan.rows_of("target", "indicator_code", code)
        indicators[code] = indicator(row, observations, targets, on)
    measures = {}
    for row in plan.rows("measure"):
        codes = plan.rows_of("indicator", "measure_code", row["measure_code"])
        own = {code["indicator_code"]: indicators[code["indicator_code"]] for code in codes}
        measures[row["measure_code"]] = measure(plan, row, own, on)
    return measures, indicators


def measure(plan: Plan, row: Row, own: dict[str, IndicatorLight], on: dt.date) -> MeasureLight:
    """Delivery from the measure itself, effect and evidence from its indicators."""
    evaluations = [
        entry
        for entry in plan.rows_of("evaluation", "measure_code", row["measure_code"])
        if entry["reporting_date"] <= on
    ]
    evaluations.sort(
        key=lambda entry: (entry["reporting_date"], LAST_WORD.index(entry["perspective"]))
    )
    said: Row = {}
    for entry in evaluations:
        said.update(entry)
    milestones = plan.rows_of("milestone", "measure_code", row["measure_code"])
    reached = [stone for stone in milestones if _is_by(stone.get("reached_on"), on)]
    due = [stone for stone in milestones if _is_before(stone.get("due_on"), on)]
    is_counted = said.get("state") not in ("dropped", "postponed")
    rule, delivery = _delivery(row, milestones, reached, due, said.get("progress_percent"), on)
    assessed = [code for code, light in own.items() if light.light in WORST_FIRST]
    worst = min(assessed, key=lambda code: _badness(code, own[code]), default=None)
    effect = "not_assessable"
    if worst is not None:
        effect = own[worst].light
    elif any(light.light == "suspended" for light in own.values()):
        effect = "suspended"
    return MeasureLight(
        delivery=delivery if is_counted else "not_assessable",
        delivery_rule=rule if is_counted else "not_counted",
        effect=effect if is_counted else "not_assessable",
        evidence=_evidence(list(own.values())) if is_counted else "not_assessable",
        is_counted=is_counted,
        work_done=share(_weight(reached), _weight(milestones)),
        work_due=share(_weight(due), _weight(milestones)),
        slippage_days=_slippage(milestones),
        mean_position=_mean_position(list(own.values())),
        worst_indicator_code=worst,
    )


def _delivery(
    row: Row,
    milestones: list[Row],
    reached: list[Row],
    due: list[Row],
    progress: float | None,
    on: dt.date,
) -> tuple[str, str]:
    if milestones:
        late = [(on - stone["due_on"]).days for stone in due if stone not in reached]
        if len(reached) == len(milestones):
            return "milestones", "achieved"
        if not late:
            return "milestones", "on_track"
        return "milestones", "at_risk" if max(late) <= AT_RISK_DAYS else "off_track"
    start, end = row.get("starts_on"), row.get("ends_on")
    if progress is None or start is None or end is None or start >= end:
        return "none", "not_assessable"
    elapsed = min(max(Fraction((on - start).days, (end - start).days), Fraction(0)), Fraction(1))
    done = Fraction(progress) / 100
    if done >= 1:
        return "declared_progress", "achieved"
    for light, ratio in (("on_track", ON_TRACK_RATIO), ("at_risk", AT_RISK_RATIO)):
        if reaches(done, ratio * elapsed, 1):
            return "declared_progress", light
    return "declared_progress", "off_track"


def _evidence(own: list[IndicatorLight]) -> str:
    if not own:
        return "not_assessable"
    if any(light.freshness in ("stale", "missing") for light in own):
        return "off_track"
    if all(light.freshness == "fresh" for light in own) and any(
        light.is_evaluable for light in own
    ):
        return "on_track"
    return "at_risk"


def _badness(code: str, light: IndicatorLight) -> tuple[int, bool, Fraction, str]:
    return (
        WORST_FIRST.index(light.light),
        light.ratio is None,
        light.ratio or Fraction(0),
        code,
    )


def _mean_position(own: list[IndicatorLight]) -> Fraction | None:
    placed = [light for light in own if light.position is not None]
    total = summed([light.weight * (light.position or 0) for light in placed])
    return share(total, summed([light.weight for light in placed]))


def _weight(milestones: list[Row]) -> Fraction | None:
    return summed(
        [Fraction(1 if row.get("weight") is None else row["weight"]) for row in milestones]
    )


def _slippage(milestones: list[Row]) -> Fraction | None:
    dated = [stone for stone in milestones if stone.get("due_on") is not None]
    days = [(stone["due_on"] - stone["first_due_on"]).days for stone in dated]
    return Fraction(sum(days), len(days)) if days else None


def _is_by(day: dt.date | None, on: dt.date) -> bool:
    return day is not None and day <= on


def _is_before(day: dt.date | None, on: dt.date) -> bool:
    return day is not None and day < on
