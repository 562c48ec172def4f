"""The parts of a report that take more than one question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import pandas as pd

from masterplan.reports.plain import Plain, records

Ask = Callable[..., pd.DataFrame]
"""``ask`` of the store: a question by its name, with its parameters."""

FUNDS = ("planned_eur", "planned_to_date_eur", "spent_eur", "forecast_eur", "grants_eur")
PROGRESS = ("starts_on", "ends_on", "report_due_on", "work_done", "work_due", "slippage_days")
_ALL = 100_000
_ASPECTS = ("delivery", "effect", "evidence")
_STATED = ("measure_code", "title", "topic_area_code", "phase", "state_on", "state_reason")
_SAID = ("state", "note", "owner", "due_on", "recorded_at")
_GAP = (
    *("indicator_code", "name", "measure_code", "owner", "frequency", "freshness"),
    *("last_on", "light", "reason", "is_evaluable"),
)


def measures(ask: Ask, asked: Plain, texts: list[Plain]) -> list[Plain]:
    """Each measure of the scope with all that belongs to it."""
    every = {"plan": asked["plan"], "measure": None}
    clocks = {"on": asked["on"], "known_at": asked["known_at"]}
    parts = {
        "milestone_list": _by_measure(ask("measures/milestones", **every, **clocks)),
        "funds": _by_measure(ask("measures/funds", **every, known_at=asked["known_at"])),
        "evaluations": _by_measure(ask("measures/evaluations", **every, **clocks)),
        "indicator_list": _indicators(ask, asked["plan"], clocks),
    }
    measures = records(ask("reports/measures", **asked))
    for measure in measures:
        code = measure["measure_code"]
        measure |= {name: by_measure.get(code, []) for name, by_measure in parts.items()}
        measure["texts"] = {
            text["section"]: text["text"] for text in texts if text["measure_code"] == code
        }
    return measures


def _indicators(ask: Ask, plan: str, clocks: Plain) -> dict[str, list[Plain]]:
    """The indicators of each measure, each with its values, its planned path and its targets."""
    any_of = {"plan": plan, "measure": None, "indicator": None}
    series = _by("indicator_code", ask("indicators/series", **any_of, **clocks))
    path = _by("indicator_code", ask("indicators/path", **any_of, **clocks))
    targets = _by(
        "indicator_code", ask("indicators/target_lights", plan=plan, indicator=None, **clocks)
    )
    found = records(ask("indicators/status", plan=plan, **clocks))
    for one in found:
        code = one["indicator_code"]
        one |= {"series": _finite(series.get(code, [])), "path": _finite(path.get(code, []))}
        one["targets"] = targets.get(code, [])
    by_measure: dict[str, list[Plain]] = {}
    for one in found:
        by_measure.setdefault(one["measure_code"], []).append(one)
    return by_measure


def _finite(points: list[Plain]) -> list[Plain]:
    """The points with a value: what is beyond all numbers can neither be told nor drawn."""
    return [point for point in points if point["value"] is not None]


def _by_measure(answer: pd.DataFrame) -> dict[str, list[Plain]]:
    return _by("measure_code", answer)


def _by(field: str, answer: pd.DataFrame) -> dict[str, list[Plain]]:
    found: dict[str, list[Plain]] = {}
    for record in records(answer):
        found.setdefault(record[field], []).append(record)
    return found


def groups(ask: Ask, asked: Plain, grain: str) -> list[Plain]:
    """The whole plan by phase, topic area, goal or working group, with progress and funds."""
    whole = {name: asked[name] for name in ("plan", "on", "known_at")}
    groups = records(ask("plan/rollup", **whole, grain=grain))
    funds = {
        one["code"]: one for one in records(ask("reports/funds", **asked)) if one["grain"] == grain
    }
    progress = {
        str(one["phase"]): one
        for one in records(ask("plan/progress_by_phase", **whole))
        if grain == "phase"
    }
    for group in groups:
        group |= {aspect: group[aspect] or {} for aspect in _ASPECTS}  # no measure, no count
        money = funds.get(group["code"], {})
        if grain in ("phase", "topic_area"):
            group |= {name: money.get(name) for name in FUNDS}
        if grain == "phase":
            done = progress.get(group["code"], {})
            group |= {name: done.get(name) for name in PROGRESS}
    return groups


def funds(ask: Ask, asked: Plain) -> Plain:
    """The funds of the scope, together and by year."""
    found = records(ask("reports/funds", **asked))
    total = next((one for one in found if one["grain"] == "plan"), {})
    years = [one for one in found if one["grain"] == "year"]
    return {
        "total": {name: total.get(name) for name in FUNDS},
        "by_year": [{"year": int(one["code"]), **{f: one[f] for f in FUNDS}} for one in years],
    }


def causes(changes: Iterable[Plain]) -> list[Plain]:
    """How many lights each cause turned, for the worse or the better, by aspect."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for change in changes:
        for cause in sorted({turn["cause"] for turn in change["causes"]}):
            counted[change["aspect"], cause, change["change"]] += 1
    return [
        {"aspect": aspect, "cause": cause, "change": change, "lights": lights}
        for (aspect, cause, change), lights in sorted(counted.items())
    ]


def urgent(ask: Ask, looks: Plain, codes: set[str]) -> list[Plain]:
    """Those of some measures that need the committee, the most urgent first."""
    found = records(ask("measures/attention", **looks, limit=_ALL))
    return [one for one in found if one["measure_code"] in codes]


def is_critical(urgent: Plain) -> bool:
    """Is a measure that needs the committee one that a page of the report is about?"""
    return urgent["worst_light"] == "off_track" or "decision" in urgent["reasons"]


def in_state(measures: Iterable[Plain], state: str) -> list[Plain]:
    """The measures in a state by name, with the day and the reason."""
    return [{field: one[field] for field in _STATED} for one in measures if one["state"] == state]


def decisions(ask: Ask, asked: Plain, codes: set[str]) -> list[Plain]:
    """The decisions on the measures of the scope and on the whole plan, each with its course."""
    whole = {name: asked[name] for name in ("plan", "on", "known_at")}
    is_wide = asked["area"] is None
    found = [
        one
        for one in records(ask("measures/decisions", **whole, measure=None))
        if one["measure_code"] in codes or one["measure_code"] is None and is_wide
    ]
    for one in found:
        course = ask("measures/decision_course", decision=one["decision_id"])
        course = course[course["recorded_at"] <= asked["known_at"]]
        one["course"] = [{field: said[field] for field in _SAID} for said in records(course)]
    return found


def data_gaps(measures: Iterable[Plain]) -> list[Plain]:
    """The indicators of counted measures without current data, or that cannot be judged."""
    return [
        {field: indicator[field] for field in _GAP}
        for measure in measures
        if measure["is_counted"]
        for indicator in measure["indicator_list"]
        if indicator["freshness"] != "fresh" or not indicator["is_evaluable"]
    ]
