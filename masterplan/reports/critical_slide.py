"""A slide for a critical measure: why, what is done, what is needed, and its weakest indicator."""

from __future__ import annotations

from typing import Any

from pptx.util import Inches

from masterplan.reports import drawings, paper
from masterplan.reports import slide_parts as parts
from masterplan.reports import slide_template as look
from masterplan.reports.wording import ASPECTS, REASONS, Record, Words, named
from masterplan.texts import mark

_LETTERS = 230
_HALF = Inches(5.6)
_LEFT = (look.LEFT, look.TOP, _HALF, look.BOTTOM - look.TOP)
_RIGHT = (look.LEFT + _HALF + Inches(0.4), Inches(2.1), Inches(5.85), Inches(4.6))


def add(deck: Any, code: str, data: Record, words: Words, foot: str, origin: str) -> None:
    """The slide of the measure with this code."""
    measure = next(one for one in data["measures"] if one["measure_code"] == code)
    urgent = next(one for one in data["attention"] if one["measure_code"] == code)
    made = parts.slide(deck, paper.short(named(code, measure["title"]), 75), foot)
    parts.paragraphs(made, _told(measure, urgent, words), _LEFT, 16)
    indicator = _weakest(measure)
    if indicator is None:
        parts.note(made, origin)
        return
    _chart(made, indicator, words)
    parts.note(made, _cell(indicator, words) + "\n\n" + origin)


def _told(measure: Record, urgent: Record, words: Words) -> list[str]:
    lights = " · ".join(
        f"{words(name)}: {words.light(measure[f'light_{aspect}'])}"
        for aspect, name in ASPECTS.items()
    )
    reasons = [one["reason"] for one in measure["evaluations"] if one["reason"]]
    held = [
        (", ".join(words(REASONS[reason]) for reason in urgent["reasons"]), lights),
        (words(mark("Cause, as it is seen")), reasons[0] if reasons else None),
        (words(mark("Countermeasure")), measure["texts"].get("countermeasure")),
        (words(mark("Decision needed")), measure["texts"].get("need") or urgent["overdue_text"]),
    ]
    nothing = words(mark("Nothing was stated on this."))
    return [f"{name}\n{_line(told or nothing)}" for name, told in held]


def _line(told: str) -> str:
    return paper.short(" ".join(told.split()), _LETTERS)


def _weakest(measure: Record) -> Record | None:
    """The indicator that decides the light of effect, or the first one with values."""
    own = [one for one in measure["indicator_list"] if one["series"]]
    decides = [one for one in own if one["indicator_code"] == measure["worst_indicator_code"]]
    return next(iter([*decides, *own]), None)


def _chart(made: Any, indicator: Record, words: Words) -> None:
    name = named(indicator["indicator_code"], indicator["name"])
    unit = f" ({indicator['unit']})" if indicator["unit"] else ""
    box = (_RIGHT[0], look.TOP, _RIGHT[2], Inches(0.4))
    parts.paragraphs(made, [paper.short(name + unit, 70)], box, 14)
    values = [(one["observed_on"], one["value"]) for one in indicator["series"]]
    series = [(words(mark("Observed")), values, False)]
    path = [(one["day"], one["value"]) for one in indicator["path"]]
    if path:
        series.append((words(mark("Planned path")), path, True))
    parts.lines(made, series, drawings.told(indicator, words), _RIGHT)


def _cell(indicator: Record, words: Words) -> str:
    return words(
        mark(
            "Last value of {indicator}: {value} on {date}, from {file}, sheet {sheet}, cell {cell}."
        ),
        indicator=named(indicator["indicator_code"], indicator["name"]),
        value=words.value(indicator["last_value"], indicator["unit"]),
        date=words.date(indicator["last_on"]),
        file=indicator["last_file_name"] or "–",
        sheet=indicator["last_sheet"] or "–",
        cell=indicator["last_cell"] or "–",
    )
