"""The sample city's reports as they are frozen, and a plan of any size made from them."""

from __future__ import annotations

import copy
import datetime as dt
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from masterplan.reporting import Freezing, Scope
from masterplan.reports.snapshot import compose, opened, written
from masterplan.samples import load_samples
from masterplan.store import Store

KNOWN_AT = dt.datetime(2026, 10, 20, 8)
FREEZING = Freezing(
    "Geschäftsstelle", dt.datetime(2026, 10, 20, 8, 5), "Zwischenbericht 2026", "0815-26"
)

HOSTILE = (
    "#panic() *fett* _x_ $a$ @ref <script>alert(1)</script> \\ ` ~ // /* = - + [z] {{x}} "
    "😀 العربية \u202egnadnap\u202c \x00\x07\x1b e\u0301 \u200b"
)


@cache
def texts() -> tuple[str, str, str]:
    """A frozen report on the whole plan, a draft on a phase, and the first one of the sample."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "samples.duckdb")
        load_samples(store)
        on, known_at = dt.date(2026, 9, 30), KNOWN_AT
        whole = compose(store.ask, Scope("BSP"), on, known_at, FREEZING)
        draft = compose(store.ask, Scope("BSP", phase=2), on, known_at)
        early = str(store.ask("reports/frozen_data", report=1)["data"][0])
        store.close()
    return written(whole), written(draft), early


def report() -> dict[str, Any]:
    """The frozen report, with texts that somebody wrote."""
    data = opened(texts()[0], 3)
    data["texts"] = {
        name: f"Geschrieben zu {name}.\n\nEin zweiter Absatz."
        for name in ("resolution", "summary", "progress", "changes", "critical", "evidence")
    }
    data["texts"]["outlook"] = "Bis Mitte des Jahres folgen die nächsten Schritte."
    return data


def draft() -> dict[str, Any]:
    """A draft, of which nobody wrote anything yet."""
    return opened(texts()[1])


def early() -> dict[str, Any]:
    """The report on the first phase, when some topic areas had no measure yet."""
    return opened(texts()[2], 1)


def of_size(measures: int, critical: int) -> dict[str, Any]:
    """A report on a plan of that many measures, so many of them with a page of their own."""
    data = report()
    urgent = {one["measure_code"]: one for one in data["attention"]}
    serious = [one for one in data["measures"] if one["measure_code"] in urgent]
    made = []
    for number in range(measures):
        source = serious if number < critical else data["measures"]
        one = copy.deepcopy(source[number % len(source)])
        known_as, one["measure_code"] = one["measure_code"], f"M-{number:03}"
        made.append(one)
        if number < critical:
            urgent[one["measure_code"]] = {
                **urgent[known_as],
                "measure_code": one["measure_code"],
            }
    data["critical"] = [one["measure_code"] for one in made[:critical]]
    data["attention"] = [urgent[code] for code in data["critical"]]
    data["measures"] = sorted(made, key=lambda one: str(one["topic_area_code"]))
    return data


def hostile(data: Any, key: str = "") -> Any:
    """The data with every text that people write made as unfriendly as can be."""
    if isinstance(data, dict):
        return {name: hostile(value, name) for name, value in data.items()}
    if isinstance(data, list):
        return [hostile(one, f"{key}[]" if isinstance(one, str) else key) for one in data]
    if isinstance(data, str) and key in _LONG:
        return HOSTILE + data + "W" * 10_000
    return HOSTILE + data if isinstance(data, str) and key in _CODES else data


_LONG = {
    *("title", "name", "measure", "description", "lead_unit", "owner", "reason", "text", "note"),
    *("topic_area", "phase_title", "plan_title", "paper", "unit", "working_group", "state_reason"),
    *("worst_title", "worst_indicator", "body", "overdue_text", "outlook_text", "frozen_by"),
    *("resolution", "summary", "progress", "changes", "critical", "evidence", "outlook"),
    "milestone_number",
}
_CODES = {"code", "worst_code", "measure_code", "indicator_code", "critical[]"}
