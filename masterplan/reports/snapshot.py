"""What a report says, as one JSON document: taken from the questions, frozen, then only read.

``compose`` asks everything at one reporting date and one moment of knowledge. ``written`` makes the
text that is stored and hashed; ``opened`` gives it back to those who draw it. The renderers get
that dict and a language, and nothing else. docs/reports.md describes every field.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable

from masterplan.reporting import HEADINGS, SECTIONS, Freezing, Scope
from masterplan.reports import contents
from masterplan.reports.contents import Ask
from masterplan.reports.plain import Plain, moment, records
from masterplan.texts import UserError, mark

FORMAT = 1
"""The version of the shape; raised when a field changes its meaning."""

_NOT_KNOWN_THEN = mark("The plan {plan} has no such part, or it was not known at that time.")

_STATES = ("completed", "postponed", "dropped")


def compose(
    ask: Ask, scope: Scope, on: dt.date, known_at: dt.datetime, freezing: Freezing | None = None
) -> Plain:
    """Everything that a report says; without ``freezing`` a draft. ``known_at`` (UTC) is given.

    Raises UserError where the plan, or this part of it, is not known at these clocks.
    """
    clocks = {"on": on, "known_at": known_at}
    asked = {**scope.asked, **clocks}
    whole = {"plan": scope.plan, **clocks}
    meta = _meta(ask, scope, clocks, freezing)
    # what is written of the state at these clocks is written later
    texts = records(ask("reports/texts", **scope.asked, on=on, known_at=freezing and freezing.at))
    said = {text["section"]: text["text"] for text in texts if text["measure_code"] is None}
    if freezing is None:
        meta |= {name: said.get(name) for name in HEADINGS}
    before = _before(ask, scope, on, known_at)
    looks = {
        "before_on": dt.date.fromisoformat(before["reporting_date"] or on.isoformat()),
        "before_known_at": _moment_of(before["known_at"]) or known_at,
    }
    announced = ask("reports/announced", **asked, **looks) if before["reporting_date"] else None
    measures = contents.measures(ask, asked, texts)
    codes = {measure["measure_code"] for measure in measures}
    changes = records(ask("measures/changes", **whole, **looks))
    changes = [one for one in changes if one["measure_code"] in codes]
    urgent = contents.urgent(ask, {**whole, **looks}, codes)
    return {
        "format": FORMAT,
        "meta": meta,
        "before": before,
        "texts": {name: said[name] for name in SECTIONS if name in said},
        "standing": standing(ask, asked),
        "matrix": [
            cell
            for cell in records(ask("plan/matrix", **whole))
            if scope.topic_area in (None, cell["topic_area_code"])
        ],
        "phases": contents.groups(ask, asked, "phase"),
        "topic_areas": contents.groups(ask, asked, "topic_area"),
        "goals": contents.groups(ask, asked, "goal"),
        "working_groups": contents.groups(ask, asked, "working_group"),
        "funds": contents.funds(ask, asked),
        "measures": measures,
        "changes": changes,
        "causes": contents.causes(changes),
        "attention": urgent,
        "critical": [one["measure_code"] for one in urgent if contents.is_critical(one)],
        **{state: contents.in_state(measures, state) for state in _STATES},
        "decisions": contents.decisions(ask, asked, codes),
        "gaps": [
            gap
            for gap in records(ask("plan/gaps", **whole))
            if gap["measure_code"] is None or gap["measure_code"] in codes
        ],
        "data_gaps": contents.data_gaps(measures),
        "announced": [] if announced is None else records(announced),
        "outlook": records(ask("reports/outlook", **asked)),
    }


def standing(ask: Ask, asked: Plain) -> Plain:
    """The counts of a part of the plan; ``asked`` has its parameters and the two clocks."""
    return records(ask("reports/standing", **asked))[0]


def composer(ask: Ask, scope: Scope, on: dt.date) -> Callable[[dt.datetime, Freezing], str]:
    """``compose`` and ``written`` in one, for whoever freezes."""
    return lambda known_at, freezing: written(compose(ask, scope, on, known_at, freezing))


def written(data: Plain) -> str:
    """The text that is stored and hashed: keys sorted, letters as they are, one form only."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":")
    )


def fingerprint(text: str) -> str:
    """The sha256 of a written report."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def opened(text: str, frozen_report_id: int | None = None) -> Plain:
    """A written report for those who draw it, with its fingerprint and number beside it."""
    data: Plain = json.loads(text)
    data["meta"] |= {"sha256": fingerprint(text), "frozen_report_id": frozen_report_id}
    return data


def _meta(ask: Ask, scope: Scope, clocks: Plain, freezing: Freezing | None) -> Plain:
    known = {"plan": scope.plan, "known_at": clocks["known_at"]}
    plan = records(ask("reports/plan", **known))
    if not plan:
        raise UserError(_NOT_KNOWN_THEN, plan=scope.plan)
    phases = records(ask("plan/phases", **known))
    areas = records(ask("plan/topic_areas", **known))
    phase = next((one for one in phases if one["phase"] == scope.phase), None)
    area = next((one for one in areas if one["topic_area_code"] == scope.topic_area), None)
    if (scope.phase, scope.topic_area) != (
        phase and phase["phase"],
        area and area["topic_area_code"],
    ):
        raise UserError(_NOT_KNOWN_THEN, plan=scope.plan)
    method = records(ask("plan/method", known_at=clocks["known_at"]))
    return {
        **plan[0],
        "plan_title": plan[0]["plan_title"] or scope.plan,
        "scope": scope.name,
        "phase": phase,
        "topic_area": area,
        "title": freezing and freezing.title,
        "paper": freezing and freezing.paper,
        "reporting_date": clocks["on"].isoformat(),
        "known_at": moment(clocks["known_at"]),
        "is_draft": freezing is None,
        "frozen_by": freezing and freezing.person,
        "frozen_at": moment(freezing.at) if freezing else None,
        "method_version": max((one["version"] for one in method), default=0),
        "thresholds": {one["name"]: one["value"] for one in method},
    }


def _before(ask: Ask, scope: Scope, on: dt.date, known_at: dt.datetime) -> Plain:
    """The report before this one; where none was frozen, the reporting date before."""
    found = records(
        ask(
            "reports/report_before",
            plan=scope.plan,
            area=scope.topic_area,
            on=on,
            known_at=known_at,
        )
    )
    if found:
        told = json.loads(found[0]["data"])
        del found[0]["data"]
        return {"kind": "frozen_report", **found[0], "outlook_text": told["texts"].get("outlook")}
    nothing = dict.fromkeys(
        ("frozen_report_id", "phase", "topic_area_code", "title", "paper", "sha256", "outlook_text")
    )
    day = records(ask("plan/previous_reporting_date", plan=scope.plan, on=on))[0]["reporting_date"]
    if day is None:
        return {"kind": "none", **nothing, "reporting_date": None, "known_at": None}
    reported = records(ask("plan/reported_at", plan=scope.plan, on=dt.date.fromisoformat(day)))
    then = _moment_of(reported[0]["reported_at"])
    then = known_at if then is None else min(then, known_at)
    return {"kind": "reporting_date", **nothing, "reporting_date": day, "known_at": moment(then)}


def _moment_of(text: str | None) -> dt.datetime | None:
    return None if text is None else dt.datetime.fromisoformat(text.removesuffix("Z"))
