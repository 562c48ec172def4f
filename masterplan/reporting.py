"""What a report can be about, and the parts of it that somebody writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from masterplan.texts import mark

SECTIONS: Mapping[str, str] = {
    "resolution": mark("Proposed resolution"),
    "summary": mark("Summary"),
    "progress": mark("Progress and funds"),
    "changes": mark("Changes since the last report"),
    "critical": mark("Critical measures"),
    "decisions": mark("Decisions and what became of them"),
    "evidence": mark("What we do not know"),
    "outlook": mark("Outlook"),
}
"""The parts of a report that somebody writes, in their order, with their headings."""

HEADINGS = ("title", "paper")
"""What the report is called, and under which number it comes before the council (Drucksache)."""

MEASURE_SECTIONS: Mapping[str, str] = {
    "countermeasure": mark("Countermeasure"),
    "need": mark("Decision needed"),
}
"""What is written of a critical measure."""


@dataclass(frozen=True)
class Scope:
    """What a report is about: a phase, a topic area, or (neither) the whole plan."""

    plan: str
    phase: int | None = None
    topic_area: str | None = None

    @property
    def name(self) -> str:
        """The kind of it: "phase", "topic_area" or "plan"."""
        if self.phase is not None:
            return "phase"
        return "plan" if self.topic_area is None else "topic_area"

    @property
    def asked(self) -> dict[str, object]:
        """The parameters of questions on this part of the plan."""
        return {"plan": self.plan, "phase": self.phase, "area": self.topic_area}


@dataclass(frozen=True)
class Freezing:
    """Who freezes a report, when, under which title and paper."""

    person: str
    at: dt.datetime
    """UTC."""
    title: str
    paper: str | None = None
