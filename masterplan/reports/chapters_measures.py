"""The chapters on measures: all of them in tables, and a page for each that is critical."""

from __future__ import annotations

from collections.abc import Iterable

from masterplan.reports import blocks, drawings
from masterplan.reports.blocks import Block
from masterplan.reports.chapters_front import FUNDS
from masterplan.reports.wording import ASPECTS, REASONS, Record, Words, named
from masterplan.texts import mark

_NOTHING = mark("Nothing was stated on this.")

MOST_CHARTS = 6
"""Indicators that a measure's page draws; the others stand in the annex."""


def every(data: Record, words: Words, pages: dict[str, str]) -> Block:
    """All measures with their lights, by topic area."""
    held: list[Block] = []
    areas = {one["topic_area_code"]: one["topic_area"] for one in data["measures"]}
    for code, area in areas.items():
        own = [one for one in data["measures"] if one["topic_area_code"] == code]
        held.append(blocks.heading(area or code or words(mark("Without topic area"))))
        caption = words(
            mark("Measures of {area}"), area=area or code or words(mark("no topic area"))
        )
        rows = [row(one, words, pages) for one in own]
        held.append(blocks.table(caption, columns(words), rows, size=8))
    return blocks.chapter(words(mark("All measures")), held, is_new_page=True)


def columns(words: Words) -> list[Block]:
    """The columns of a table of measures."""
    return [
        blocks.column(words(mark("Measure")), 2.5),
        blocks.column(words(mark("Phase")), 0, is_number=True),
        blocks.column(words(mark("State")), 1.25),
        *(blocks.column(words(name), 1.25) for name in ASPECTS.values()),
        blocks.column(words(mark("Way to the target")), 0.75, is_number=True),
    ]


def row(one: Record, words: Words, pages: dict[str, str]) -> list[blocks.Cell]:
    """A measure in a table of measures."""
    code = one["measure_code"]
    lights: list[blocks.Cell]
    if one["is_counted"]:
        lights = [blocks.lit(one[f"light_{aspect}"], words) for aspect in ASPECTS]
    else:
        lights = [words(mark("not counted")), "–", "–"]
    return [
        blocks.titled(named(code, one["title"]), one["lead_unit"] or "", pages.get(code)),
        str(one["phase"] if one["phase"] is not None else "–"),
        words.state(one["state"]),
        *lights,
        words.percent(one["mean_position"]),
    ]


def critical(data: Record, words: Words, pages: dict[str, str]) -> Block:
    """A page for each measure that needs a decision."""
    measures = {one["measure_code"]: one for one in data["measures"]}
    urgent = {one["measure_code"]: one for one in data["attention"]}
    held = blocks.written(data["texts"], "critical")
    if not data["critical"]:
        held.append(blocks.text(words(mark("No measure is critical at this reporting date."))))
    else:
        held.append(blocks.text(words(mark("Each of them has a page of its own below."))))
        held.append(
            blocks.bullets(
                [
                    blocks.titled(
                        named(code, measures[code]["title"]),
                        _reasons(urgent[code], words),
                        pages[code],
                    )
                    for code in data["critical"]
                ]
            )
        )
    for code in data["critical"]:
        held.append(blocks.page())
        held += _page(measures[code], urgent[code], data, words, pages[code])
    return blocks.chapter(words(mark("Critical measures")), held)


def _reasons(urgent: Record, words: Words) -> str:
    return ", ".join(words(REASONS[reason]) for reason in urgent["reasons"])


def _page(
    measure: Record, urgent: Record, data: Record, words: Words, name: str
) -> Iterable[Block]:
    on = data["meta"]["reporting_date"]
    yield blocks.heading(named(measure["measure_code"], measure["title"]), name=name)
    yield blocks.lead(_reasons(urgent, words) + ".")
    yield {"kind": "lights", "items": [_light(measure, aspect, words) for aspect in ASPECTS]}
    yield blocks.facts(profile(measure, data, words))
    yield from _told(measure, urgent, words)
    yield from _indicators(measure, on, words)
    if measure["milestone_list"]:
        span = (measure["starts_on"] or on, measure["ends_on"] or on)
        yield blocks.heading(words(mark("Milestones")), level=3)
        yield drawings.lane(measure["milestone_list"], span, on, words)
        yield milestones(measure["milestone_list"], words)


def _light(measure: Record, aspect: str, words: Words) -> Block:
    code = measure[f"light_{aspect}"]
    why = {"delivery": _delivery, "effect": _effect, "evidence": _evidence}[aspect]
    return {
        "name": words.aspect(aspect),
        "light": code,
        "word": words.light(code),
        "why": why(measure, words),
    }


def _delivery(measure: Record, words: Words) -> str:
    if measure["milestones"]:
        told = words(
            mark("{reached} of {all} milestones reached"),
            reached=words.whole(measure["milestones_reached"]),
            all=words.whole(measure["milestones"]),
        )
        if measure["days_late"]:
            told += ", " + words(
                mark("the oldest open one {days} days late"), days=words.whole(measure["days_late"])
            )
        return told
    if measure["progress_percent"] is None:
        return words(mark("Neither milestones nor declared progress"))
    return words(
        mark("Declared progress {progress} after {elapsed} of the time"),
        progress=words.percent(measure["progress_percent"] / 100),
        elapsed=words.percent(measure["elapsed"]),
    )


def _effect(measure: Record, words: Words) -> str:
    if not measure["indicators"]:
        return words(mark("No indicator"))
    return words(
        mark("{assessed} of {all} indicators assessed; the weakest: {worst}"),
        assessed=words.whole(measure["indicators_assessed"]),
        all=words.whole(measure["indicators"]),
        worst=measure["worst_indicator"] or "–",
    )


def _evidence(measure: Record, words: Words) -> str:
    return words(
        mark("{fresh} up to date, {late} late, {stale} stale, {missing} without data"),
        **{
            name: words.whole(measure[f"indicators_{name}"])
            for name in ("fresh", "late", "stale", "missing")
        },
    )


def profile(measure: Record, data: Record, words: Words) -> Iterable[tuple[str, str]]:
    """What the measure is: aim, people, period, goals, funds."""
    goals = {one["code"]: one["title"] for one in data["goals"]}
    yield words(mark("Aim")), measure["description"] or ""
    yield words(mark("Responsible")), measure["lead_unit"] or ""
    yield words(mark("Working group")), measure["working_group"] or ""
    yield (
        words(mark("Period")),
        f"{words.date(measure['starts_on'])} – {words.date(measure['ends_on'])}",
    )
    served = measure["goal_codes"] or ()  # a measure may serve none
    yield words(mark("Goals")), " ".join(goals.get(code) or code for code in served)
    yield words(mark("Funds")), _funds(measure, words)


def _funds(measure: Record, words: Words) -> str:
    return ", ".join(
        f"{words(name)} {words.euros(measure[key])}\u00a0€"
        for key, name in FUNDS.items()
        if measure[key] is not None
    )


def _told(measure: Record, urgent: Record, words: Words) -> Iterable[Block]:
    """Cause, countermeasure and decision, as people wrote them."""
    voices = [_voice(one, words) for one in measure["evaluations"] if one["reason"]]
    yield blocks.heading(words(mark("Cause, as it is seen")), level=3)
    yield {"kind": "voices", "items": voices} if voices else blocks.text(words(_NOTHING))
    said = [
        (words(mark("Countermeasure")), measure["texts"].get("countermeasure")),
        (words(mark("Decision needed")), measure["texts"].get("need")),
    ]
    if urgent["overdue_text"]:
        said.append((words(mark("Overdue decision")), urgent["overdue_text"]))
    yield blocks.sides(*((name, told or words(_NOTHING)) for name, told in said))


def _voice(one: Record, words: Words) -> Block:
    return {
        "name": words.perspective(one["perspective"]),
        "light": one["rating"] or "not_assessable",
        "word": words.rating(one["rating"]),
        "text": one["reason"],
    }


def _indicators(measure: Record, on: str, words: Words) -> Iterable[Block]:
    drawn = []
    for one in measure["indicator_list"][:MOST_CHARTS]:
        chart = drawings.line(one, on, words)
        if chart:
            drawn.append(drawings.with_note(chart, one, words))
    if drawn:
        yield blocks.heading(words(mark("Indicators against their path")), level=3)
        yield {"kind": "charts", "items": drawn}


def milestones(listed: Iterable[Record], words: Words) -> Block:
    """The milestones in a table: first planned, planned now, reached."""
    columns = [
        blocks.column(words(mark("Milestone")), 2.6),
        blocks.column(words(mark("First planned")), 1, is_number=True),
        blocks.column(words(mark("Now planned")), 1, is_number=True),
        blocks.column(words(mark("Reached")), 1, is_number=True),
    ]
    rows = [
        [
            named(str(one["milestone_number"]), one["title"]),
            words.date(one["first_due_on"]),
            words.date(one["due_on"]),
            words.date(one["reached_on"]) if one["is_reached"] else words(mark("open")),
        ]
        for one in listed
    ]
    return blocks.table(None, columns, rows, size=8, inset=2.6)
