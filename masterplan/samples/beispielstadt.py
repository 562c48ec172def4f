"""Beispielstadt: an invented city, from its stories to the workbooks that it uploads over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from masterplan.samples import (
    delivery,
    opinions,
    plan,
    series,
    stories_administration,
    stories_city,
    stories_economy,
    stories_education,
    stories_people,
)
from masterplan.samples.story import Fact, Indicator, Measure, Record, year_end
from masterplan.sheets import SHEETS

MEASURES: tuple[Measure, ...] = (
    stories_administration.MEASURES
    + stories_education.MEASURES
    + stories_economy.MEASURES
    + stories_people.MEASURES
    + stories_city.MEASURES
)

TARGET_CHANGED_ON = dt.date(2024, 7, 1)
_CHANGE_SAID_ON = dt.date(2024, 7, 18)

IN_THOUSANDS = ("VW-01.2", "VW-06.2", "BI-11.1", "MO-01.3")
"""The indicators that the withdrawn upload reports in thousands."""

Tables = dict[str, list[Record]]


def tables(since: dt.date, until: dt.date) -> Tables:
    """What there was to report after ``since``, up to ``until``: the sheets of one upload."""
    found: dict[str, dict[tuple[object, ...], dict[str, object]]] = {}
    for fact in _facts():
        if since < fact.said_on <= until:
            row = found.setdefault(fact.table, {}).setdefault(fact.key, {})
            row.update({name: value for name, value in fact.record.items() if value is not None})
    ordered: Tables = {"plan": [plan.PLAN]}
    for sheet in SHEETS:
        if sheet.table in found:
            ordered[sheet.table] = list(found[sheet.table].values())
    return ordered


def tables_in_thousands(since: dt.date, until: dt.date) -> Tables:
    """The same with the mistake for which the upload was withdrawn."""
    wrong = tables(since, until)
    wrong["observation"] = [_in_thousands(record) for record in wrong["observation"]]
    return wrong


def _in_thousands(record: Record) -> Record:
    value = record["value"]
    if record["indicator_code"] not in IN_THOUSANDS or not isinstance(value, float):
        return record
    return {**record, "value": round(value / 1000, 1)}


@cache
def _facts() -> Sequence[Fact]:
    """Everything that is ever said, in the order in which it is said."""
    found = list(plan.facts())
    for measure in MEASURES:
        found.append(_measure_fact(measure))
        found.extend(delivery.facts(measure))
        found.extend(delivery.funds(measure))
        found.extend(opinions.facts(measure))
        for number, indicator in enumerate(measure.indicators, start=1):
            code = f"{measure.code}.{number}"
            found.append(_indicator_fact(measure, indicator, code))
            found.extend(_target_facts(measure, indicator, code))
            found.extend(series.facts(measure, indicator, code))
    return sorted(found, key=lambda fact: fact.said_on)


def _measure_fact(measure: Measure) -> Fact:
    record = {
        "measure_code": measure.code,
        "title": measure.title,
        "description": measure.story,
        "topic_area_code": measure.topic_area,
        "phase": measure.phase,
        "working_group_code": f"AG-{measure.topic_area}",
        "lead_unit": measure.lead_unit,
        "starts_on": measure.start,
        "ends_on": measure.end,
        "goal_codes": list(measure.goals),
        "supersedes": measure.supersedes,
    }
    return Fact("measure", measure.resolved, record)


def _indicator_fact(measure: Measure, indicator: Indicator, code: str) -> Fact:
    has_baseline = "baseline" not in indicator.lacks
    record = {
        "indicator_code": code,
        "measure_code": measure.code,
        "name": indicator.name,
        "definition": indicator.definition,
        "unit": indicator.unit,
        "kind": indicator.kind,
        "direction": indicator.direction,
        "baseline": float(indicator.start) if has_baseline else None,
        "baseline_on": series.span(measure, indicator).start if has_baseline else None,
        "frequency": indicator.rhythm,
        "aggregation": "sum" if indicator.is_sum else "level",
        "weight": indicator.weight,
        "owner": None if "owner" in indicator.lacks else measure.lead_unit,
        "source": indicator.source or f"Fachverfahren {measure.lead_unit}",
    }
    return Fact("indicator", measure.resolved, record)


def _target_facts(measure: Measure, indicator: Indicator, code: str) -> Iterator[Fact]:
    """The targets of an indicator; a changed one ends and the new one begins the day after."""
    if "target" in indicator.lacks:
        return

    def target(said_on: dt.date, kind: str, due_on: dt.date | None, **rest: object) -> Fact:
        record = {"indicator_code": code, "kind": kind, "due_on": due_on, **rest}
        return Fact("target", max(said_on, measure.resolved), record)

    first, due_on = measure.resolved, series.due_on(measure, indicator)
    is_number = indicator.target != "direction"
    value = float(indicator.goal) if is_number else None
    yield target(
        first, indicator.target, due_on if is_number else None, value=value, upper=indicator.upper
    )
    for year, interim in indicator.interim:
        yield target(first, "value", year_end(year), value=float(interim))
    for further in indicator.also:
        yield target(first, further.kind, further.due_on, value=further.value, upper=further.upper)
    if indicator.changed:
        yield from _changed_target(target, indicator, due_on)


def _changed_target(
    target: Callable[..., Fact], indicator: Indicator, due_on: dt.date
) -> Iterator[Fact]:
    new_value, reason = indicator.changed or (0.0, "")
    eve = TARGET_CHANGED_ON - dt.timedelta(days=1)
    yield target(
        _CHANGE_SAID_ON, indicator.target, due_on, value=float(indicator.goal), valid_to=eve
    )
    yield target(
        _CHANGE_SAID_ON,
        indicator.target,
        due_on,
        value=float(new_value),
        valid_from=TARGET_CHANGED_ON,
        reason=reason,
    )
