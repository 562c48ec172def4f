"""What a report says of a number, a light, a cause: in one language, and nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from masterplan import texts
from masterplan.reports.paper import short
from masterplan.texts import mark, translate, translate_count
from masterplan.vocabulary import DecisionState, Light, Perspective, Rating, State

Record = Mapping[str, Any]

_CODE = 24
"""Letters of a code that a table has room for."""

ASPECTS = {"delivery": mark("Delivery"), "effect": mark("Effect"), "evidence": mark("Evidence")}

REASONS = {
    "both": mark("Delivery and effect off track"),
    "decision": mark("Decision overdue"),
    "worsened": mark("Worsened"),
    "conflict": mark("Conflict"),
    "delivery": mark("Delivery off track"),
    "effect": mark("Effect off track"),
    "both_at_risk": mark("Delivery and effect at risk"),
    "slippage": mark("Slippage"),
    "evidence": mark("No current data"),
}
CAUSES = {
    "correction": mark("values corrected"),
    "new_data": mark("new data"),
    "evaluation": mark("another state or progress declared"),
    "target": mark("target changed"),
    "indicator": mark("indicator added or taken away"),
    "method": mark("method changed"),
    "time": mark("time passed"),
}
_CAUSES_OF_DELIVERY = {
    **CAUSES,
    "correction": mark("milestones replanned or corrected"),
    "new_data": mark("milestones reached"),
    "time": mark("dates passed"),
}
CHANGES = {
    "worsened": mark("worsened"),
    "improved": mark("improved"),
    "new": mark("new"),
    "gone": mark("gone"),
    "newly_assessed": mark("assessed for the first time"),
    "no_longer_assessed": mark("no longer assessed"),
}


class Words:
    """The words and number forms of one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, message: str, **values: object) -> str:
        return translate(message, self.language, **values)

    def count(self, one: str, many: str, count: int, **values: object) -> str:
        """The form of a text that fits a count."""
        return translate_count(one, many, count, self.language, **values)

    def number(self, value: float | None) -> str:
        """A number as it was told."""
        return texts.number(value, self.language)

    def whole(self, value: float | None) -> str:
        """A number without places."""
        return texts.number(value, self.language, 0)

    def percent(self, share: float | None) -> str:
        """A share as a percentage."""
        return texts.percent(share, self.language)

    def euros(self, value: float | None) -> str:
        """An amount of money to the euro; the heading says that it is euros."""
        return texts.number(value, self.language, 0)

    def date(self, value: str | None) -> str:
        """A day of the data ("2025-12-31") as the language writes it."""
        return texts.date(dt.date.fromisoformat(value[:10]) if value else None, self.language)

    def moment(self, value: str | None) -> str:
        """A moment of the data, as the UTC it is: the same on every machine."""
        if not value:
            return texts.NO_NUMBER
        told = dt.datetime.fromisoformat(value)
        return f"{texts.date(told.date(), self.language)}, {told:%H:%M} UTC"

    def value(self, value: float | None, unit: str | None) -> str:
        """A number with its unit, which does not part from it at the end of a line."""
        told = self.number(value)
        return told if told == texts.NO_NUMBER or not unit else f"{told}\u00a0{unit}"

    def light(self, code: str) -> str:
        """The word of a light."""
        return Light.of(code).label(self.language)

    def state(self, code: str | None) -> str:
        """The word of an implementation state."""
        return State.of(code).label(self.language) if code else texts.NO_NUMBER

    def rating(self, code: str | None) -> str:
        """The word of a declared rating."""
        return Rating.of(code).label(self.language) if code else texts.NO_NUMBER

    def perspective(self, code: str) -> str:
        """The word for who evaluated."""
        return Perspective.of(code).label(self.language)

    def decision_state(self, code: str) -> str:
        """The word for what became of a decision."""
        return DecisionState.of(code).label(self.language)

    def aspect(self, code: str) -> str:
        """The word of what a light speaks of."""
        return self(ASPECTS[code])

    def cause(self, code: str, aspect: str) -> str:
        """A cause as readers know it; of delivery it speaks of milestones."""
        return self((_CAUSES_OF_DELIVERY if aspect == "delivery" else CAUSES)[code])

    def causes(self, turns: Iterable[Record], aspect: str) -> str:
        """Why a light changed: its causes in their order."""
        return "; ".join(self.cause(turn["cause"], aspect) for turn in turns)

    def counted(self, lights: Mapping[str, int]) -> str:
        """How many have which light: "18 on track, 5 off track"."""
        told = [
            f"{self.whole(lights[light.code])}\u00a0{light.label(self.language)}"
            for light in Light
            if lights.get(light.code)
        ]
        return ", ".join(told) or self(mark("none"))


def named(code: str | None, title: str | None) -> str:
    """A code and what it stands for."""
    return " ".join(part for part in (code and short(code, _CODE), title) if part)
