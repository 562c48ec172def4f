"""What was declared: evaluations of a measure, half-yearly and from five perspectives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from masterplan.samples.delivery import completed_on, milestones
from masterplan.samples.story import LAST_WORD, Fact, Measure, year_end

_SAID_AFTER = dt.timedelta(days=10)

_LAST_QUARTER = dt.date(2026, 9, 30)

_RATINGS = {
    "e": "achieved",
    "p": "on_track",
    "g": "at_risk",
    "v": "off_track",
    "k": "not_assessable",
}
_SCALE = "epgv"

PERSPECTIVES = (
    "working_group",
    "science",
    "citizens_forum",
    "expert_forum",
    "steering_committee",
)

STYLES: dict[str, dict[str, int]] = {
    "agreed": {},
    "rosy": {"working_group": -2, "steering_committee": -1},  # green outside, red inside
    "gloomy": {"working_group": 1, "citizens_forum": 1, "steering_committee": 1},
    "doubted": {"citizens_forum": 1, "science": 1},
    "split": {"working_group": -1, "science": 1, "citizens_forum": 2, "expert_forum": 1},
}
"""How many steps a perspective sees a measure better (negative) or worse than it is told."""

_REASONS = {
    ("working_group", "g"): "{problem}",
    ("working_group", "v"): "{problem} Ohne Gegensteuern wird das Ziel verfehlt.",
    ("science", "g"): "Die Messwerte belegen den erwarteten Fortschritt nicht. {problem}",
    ("science", "v"): "Eine Wirkung ist in den Messwerten nicht zu erkennen. {problem}",
    ("citizens_forum", "g"): "Im Alltag ist davon erst wenig zu merken. {problem}",
    ("citizens_forum", "v"): "Im Alltag hat sich nichts verbessert. {problem}",
    ("expert_forum", "g"): "Fachlich der richtige Weg, aber zu langsam. {problem}",
    ("expert_forum", "v"): "Das Vorgehen sollte grundlegend überprüft werden. {problem}",
    ("steering_committee", "g"): "Der Lenkungskreis bittet um einen Maßnahmenplan. {problem}",
    ("steering_committee", "v"): "Der Lenkungskreis sieht Entscheidungsbedarf. {problem}",
}
_NO_PROBLEM = "Die Nutzung bleibt hinter den Erwartungen zurück."
_TOO_EARLY = "Für eine Bewertung liegen noch keine belastbaren Messwerte vor."
_REACHED = "Das vereinbarte Ergebnis liegt vor."


def facts(measure: Measure) -> Iterator[Fact]:
    """Every evaluation of a measure, up to the last upload."""
    finished = completed_on(measure)
    for day in _reporting_dates(measure):
        if measure.ending and day >= measure.ending.on:
            yield _ending(measure, day)
            return
        is_followed_up = finished is not None and (day - finished).days > 183
        for perspective in PERSPECTIVES:
            if _speaks(perspective, measure, day, is_followed_up):
                yield _fact(measure, day, perspective, finished)


def _reporting_dates(measure: Measure) -> Iterator[dt.date]:
    for year in range(measure.start.year, LAST_WORD.year + 1):
        for day in (dt.date(year, 6, 30), year_end(year)):
            if measure.start < day < LAST_WORD:
                yield day
    yield _LAST_QUARTER


def _speaks(perspective: str, measure: Measure, day: dt.date, is_followed_up: bool) -> bool:
    """Who evaluates when; the effect of a completed measure is followed up by science alone."""
    is_year_end = day.month == 12
    if is_followed_up:
        return perspective == "science" and is_year_end
    if perspective == "working_group":
        return True
    if day == _LAST_QUARTER:
        return perspective == "steering_committee"
    if measure.phase == 3:  # its first evaluation asks all of them
        return True
    if perspective == "citizens_forum":
        return not is_year_end
    if perspective == "expert_forum":
        return is_year_end and day.year % 2 == 1
    return is_year_end


def _fact(measure: Measure, day: dt.date, perspective: str, finished: dt.date | None) -> Fact:
    letter = _seen(_letter(measure, day), STYLES[measure.style].get(perspective, 0))
    is_own = perspective == "working_group"
    problem = measure.problem or _NO_PROBLEM
    reasons = {"k": _TOO_EARLY, "e": _REACHED}
    reason = _REASONS.get((perspective, letter), reasons.get(letter, "")).format(problem=problem)
    record = {
        "measure_code": measure.code,
        "reporting_date": day,
        "perspective": perspective,
        "state": _state(measure, day, finished) if is_own else None,
        "rating": _RATINGS[letter],
        "progress_percent": _progress(measure, day) if is_own else None,
        "reason": reason or None,
    }
    return Fact("evaluation", max(measure.resolved, day + _SAID_AFTER), record)


def _ending(measure: Measure, day: dt.date) -> Fact:
    assert measure.ending is not None
    record = {
        "measure_code": measure.code,
        "reporting_date": day,
        "perspective": "working_group",
        "state": measure.ending.state,
        "reason": measure.ending.reason,
    }
    return Fact("evaluation", day + _SAID_AFTER, record)


def _letter(measure: Measure, day: dt.date) -> str:
    half_years = (day.year - measure.start.year) * 2 + (day.month - measure.start.month) // 6
    return measure.ratings[min(half_years, len(measure.ratings) - 1)]


def _seen(letter: str, steps: int) -> str:
    """The letter some steps along the scale; nobody calls achieved what is not."""
    if letter not in _SCALE or steps == 0:
        return letter
    best = _SCALE.index(letter) if letter == "e" else 1
    return _SCALE[max(best, min(_SCALE.index(letter) + steps, len(_SCALE) - 1))]


def _state(measure: Measure, day: dt.date, finished: dt.date | None) -> str:
    if measure.is_continuous:
        return "continuous"
    if finished and finished <= day:
        return "completed"
    if measure.delivery == "not_begun":
        return "not_started"
    return "in_preparation" if (day - measure.start).days < 200 else "in_progress"


def _progress(measure: Measure, day: dt.date) -> float | None:
    """In steps of five: by its pace, or by the milestones reached."""
    elapsed = min(1.0, (day - measure.start).days / (measure.end - measure.start).days)
    if measure.pace is not None:
        return float(min(100, round(elapsed * measure.pace * 20) * 5))
    steps = milestones(measure)
    if not steps:
        return None
    reached = sum(1 for step in steps if step.reached_on and step.reached_on <= day)
    share = reached / len(steps)
    begun = 0.4 / len(steps) if share < 1 and measure.delivery != "not_begun" else 0.0
    return float(round((share + begun) * 20) * 5)
