"""The method once more, slowly: from the raw records to the lights, in plain Python.

Written from the method's text (docs/method.md), not from the SQL, and computed in exact fractions,
so that whatever the two agree on was found on two roads.
"""

from __future__ import annotations

import calendar
import datetime as dt
import sys
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from masterplan.sheets import SHEET_OF

Row = dict[str, Any]
"""The fields of a row that say something; ``is_withdrawn`` where the row was taken back."""


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
class IndicatorLight:
    """Wirkung and Datenlage of an indicator."""

    light: str
    reason: str | None
    position: Fraction | None
    expected: Fraction | None
    ratio: Fraction | None
    freshness: str
    is_evaluable: bool
    weight: Fraction


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
    mean_position: Fraction | None
    worst_indicator_code: str | None


ON_TRACK_RATIO = Fraction(95, 100)
AT_RISK_RATIO = Fraction(60, 100)
AT_RISK_DAYS = 90
GRACE_DAYS = 30
STALE_PERIODS = 2
ROUNDING = Fraction(1, 10**12)
LARGEST = Fraction(sys.float_info.max)

MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12, None: 12}
SIGN = {"up": 1, "down": -1, "hold": 0}
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
    indicators = {row["indicator_code"]: indicator(plan, row, on) for row in plan.rows("indicator")}
    measures = {}
    for row in plan.rows("measure"):
        codes = plan.rows_of("indicator", "measure_code", row["measure_code"])
        own = {code["indicator_code"]: indicators[code["indicator_code"]] for code in codes}
        measures[row["measure_code"]] = measure(plan, row, own, on)
    return measures, indicators


def measure(
    plan: Plan, row: Row, own: dict[str, IndicatorLight], on: dt.date
) -> MeasureLight:
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
        work_done=_share(_weight(reached), _weight(milestones)),
        work_due=_share(_weight(due), _weight(milestones)),
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
        if _reaches(done, ratio * elapsed, 1):
            return "declared_progress", light
    return "declared_progress", "off_track"


def indicator(plan: Plan, row: Row, on: dt.date) -> IndicatorLight:
    """Effect by the planned path, and how fresh the series is."""
    code = row["indicator_code"]
    series = {
        entry["observed_on"]: entry
        for entry in plan.rows_of("observation", "indicator_code", code)
        if entry["observed_on"] <= on
        and not entry.get("dimension")
        and entry.get("value") is not None
    }
    targets = _in_force(plan.rows_of("target", "indicator_code", code), on)
    dated = {
        target["due_on"]: Fraction(target["value"])
        for target in targets
        if target["kind"] == "value" and target.get("due_on") and target.get("value") is not None
    }
    judged = _judged(row, {day: Fraction(entry["value"]) for day, entry in series.items()}, on)
    last = judged[max(judged)] if judged else None
    baseline = None if row.get("baseline") is None else Fraction(row["baseline"])
    goal = _deciding(dated, on)
    expected = _expected(baseline, row.get("baseline_on"), dated, on)
    breaks = [day for day, entry in series.items() if entry.get("flag") == "break"]
    since = row.get("baseline_on")
    reason = None
    if not targets:
        reason = "no_target"
    elif goal is None:
        reason = "no_path"
    elif not judged:
        reason = "no_data"
    elif baseline is None or since is None:
        reason = "no_baseline"
    elif row.get("direction") is None:
        reason = "no_direction"
    elif is_broken:
        reason = "break"
    is_broken = since is not None and any(day > since for day in breaks)
    ratio = None if is_broken else _ratio(row.get("direction"), baseline, expected, last)
    light = "suspended" if reason == "break" else "not_assessable"
    if reason is None:
        light = _effect(SIGN[row["direction"]], baseline, expected, goal, last, ratio)
        reason = "no_ratio" if light == "not_assessable" else None
    facts = (row.get("baseline"), row.get("direction"), row.get("owner"))
    return IndicatorLight(
        light=light,
        reason=reason,
        position=None if is_broken else _covered(baseline, goal, last),
        expected=expected,
        ratio=ratio,
        freshness=_freshness(max(series, default=None), row.get("frequency"), on),
        is_evaluable=bool(series and targets) and None not in facts,
        weight=Fraction(1 if row.get("weight") is None else row["weight"]),
    )


def _in_force(targets: list[Row], on: dt.date) -> list[Row]:
    newest: dict[tuple[Any, ...], Row] = {}
    for target in sorted(targets, key=lambda target: target.get("valid_from") or dt.date.min):
        ends_on = target.get("valid_to") or dt.date.max
        if (target.get("valid_from") or dt.date.min) <= on <= ends_on:
            newest[target["kind"], target.get("due_on")] = target
    return list(newest.values())


def _judged(
    row: Row, series: dict[dt.date, Fraction], on: dt.date
) -> dict[dt.date, Fraction | None]:
    months = MONTHS[row.get("frequency")]
    if row.get("aggregation") != "sum" or months == 12:
        return dict(series)
    judged = {}
    for year in {day.year for day in series if dt.date(day.year, 12, 31) <= on}:
        periods = {}
        for day in sorted(series):
            if day.year == year:
                periods[(day.month - 1) // months] = series[day]
        if len(periods) == 12 // months:
            judged[dt.date(year, 12, 31)] = _sum(list(periods.values()))
    return judged


def _deciding(dated: dict[dt.date, Fraction], on: dt.date) -> Fraction | None:
    ahead = [day for day in dated if day >= on]
    if ahead:
        return dated[min(ahead)]
    return dated[max(dated)] if dated else None


def _expected(
    baseline: Fraction | None,
    baseline_on: dt.date | None,
    dated: dict[dt.date, Fraction],
    on: dt.date,
) -> Fraction | None:
    if baseline is None or baseline_on is None or not dated:
        return None
    if max(dated) < on:
        return dated[max(dated)]
    if on <= baseline_on:
        return baseline
    path = [(baseline_on, baseline)]
    path += sorted((day, value) for day, value in dated.items() if day > baseline_on)
    for (before, low), (after, high) in zip(path, path[1:], strict=False):
        if before < on <= after:
            if on == after:
                return high
            if abs(high - low) > LARGEST:
                return None
            return low + (high - low) * Fraction((on - before).days, (after - before).days)
    raise AssertionError("the path has a part for every day up to its last target")


def _ratio(
    direction: str | None, baseline: Fraction | None, expected: Fraction | None, last: Fraction | None
) -> Fraction | None:
    if direction is None or expected is None or last is None or baseline is None:
        return None
    if direction == "hold":
        if last == expected:
            return Fraction(1)
        if expected == 0 or abs(last - expected) > LARGEST:
            return None
        return _held(1 - abs(last - expected) / abs(expected))
    if _reaches(baseline, expected, SIGN[direction]):
        return None
    return _covered(baseline, expected, last)


def _effect(
    sign: int,
    baseline: Fraction,
    expected: Fraction | None,
    goal: Fraction,
    last: Fraction | None,
    ratio: Fraction | None,
) -> str:
    if last is None:
        return "not_assessable"
    if sign and _reaches(last, goal, sign):
        return "achieved"
    if sign and expected is not None and _reaches(baseline, expected, sign):
        return "on_track" if _reaches(last, expected, sign) else "off_track"
    if ratio is None:
        return "not_assessable"
    if _reaches(ratio, ON_TRACK_RATIO, 1):
        return "on_track"
    return "at_risk" if _reaches(ratio, AT_RISK_RATIO, 1) else "off_track"


def _freshness(last: dt.date | None, frequency: str | None, on: dt.date) -> str:
    if last is None:
        return "missing"
    months = MONTHS[frequency]
    if on < _months_later(last, months) + dt.timedelta(days=GRACE_DAYS):
        return "fresh"
    return "stale" if on > _months_later(last, months * STALE_PERIODS) else "late"


def _months_later(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


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
    total = _sum([light.weight * (light.position or 0) for light in placed])
    return _share(total, _sum([light.weight for light in placed]))


def _weight(milestones: list[Row]) -> Fraction | None:
    return _sum([Fraction(1 if row.get("weight") is None else row["weight"]) for row in milestones])


def _is_by(day: dt.date | None, on: dt.date) -> bool:
    return day is not None and day <= on


def _is_before(day: dt.date | None, on: dt.date) -> bool:
    return day is not None and day < on


def _reaches(value: Fraction, bound: Fraction, sign: int) -> bool:
    return sign * (value - bound) >= -ROUNDING * abs(bound)


def _covered(
    start: Fraction | None, goal: Fraction | None, value: Fraction | None
) -> Fraction | None:
    if start is None or goal is None or value is None or start == goal:
        return None
    if max(abs(goal - start), abs(value - start)) > LARGEST:
        return None
    return _held((value - start) / (goal - start))


def _share(part: Fraction | None, whole: Fraction | None) -> Fraction | None:
    return None if part is None or not whole else _held(part / whole)


def _sum(amounts: list[Fraction]) -> Fraction | None:
    is_held = sum((abs(amount) for amount in amounts), Fraction(0)) <= LARGEST
    return sum(amounts, Fraction(0)) if is_held else None


def _held(number: Fraction) -> Fraction | None:
    return number if abs(number) <= LARGEST else None
