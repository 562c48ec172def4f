"""The later chapters: what changed, what ended, what is not known, the method."""

from __future__ import annotations

from collections.abc import Iterable

from masterplan.explanation import NO_LIGHT
from masterplan.reports import blocks
from masterplan.reports.blocks import Block
from masterplan.reports.wording import CAUSES, CHANGES, Record, Words, named
from masterplan.texts import mark
from masterplan.vocabulary import State

GAPS = {
    "goal_without_measure": mark("Goals without a measure"),
    "measure_without_goal": mark("Measures that serve no goal"),
    "measure_without_indicator": mark("Measures without an indicator"),
    "indicator_without_target": mark("Indicators without a target"),
    "indicator_without_data": mark("Indicators without data"),
}
_FRESHNESS = {
    "late": mark("Late: the period is over, the value is missing."),
    "stale": mark("Stale: more than two periods old."),
}
_ABBREVIATIONS = (
    ("%", mark("per cent; of a light or a position: share of the way or the work")),
    ("–", mark("no value, or not applicable")),
    ("€", mark("euros")),
    ("SHA-256", mark("a checksum: another one means that the data differs")),
    ("UTC", mark("coordinated universal time, which is the same everywhere")),
)


def changes(data: Record, words: Words) -> Block:
    """Every changed light, grouped by what caused it."""
    before = data["before"]
    held = blocks.written(data["texts"], "changes")
    if before["kind"] == "none":
        held.append(blocks.text(words(mark("There is no earlier reporting date to compare with."))))
        return blocks.chapter(words(mark("Changes since the last report")), held)
    held.append(blocks.text(_compared(before, words)))
    for cause in CAUSES:
        rows = [
            one for one in data["changes"] if one["causes"] and one["causes"][-1]["cause"] == cause
        ]
        if rows:
            name = words(CAUSES[cause])
            held.append(blocks.heading(name[0].upper() + name[1:]))
            held.append(_changes(rows, name, words))
    rest = [one for one in data["changes"] if not one["causes"]]
    if rest:
        held.append(blocks.heading(words(mark("New or no longer there"))))
        held.append(_changes(rest, words(mark("new or no longer there")), words))
    if not held:
        held.append(blocks.text(words(mark("No light has changed."))))
    title = words(mark("Changes since {date}"), date=words.date(before["reporting_date"]))
    return blocks.chapter(title, held, is_new_page=True)


def _compared(before: Record, words: Words) -> str:
    if before["kind"] == "frozen_report":
        return words(
            mark("Compared with the report “{title}”, as it was frozen (as of {date})."),
            title=before["title"],
            date=words.date(before["reporting_date"]),
        )
    return words(
        mark("No earlier report was frozen: compared with what was known on {date}."),
        date=words.date(before["reporting_date"]),
    )


def _changes(rows: Iterable[Record], cause: str, words: Words) -> Block:
    columns = [
        blocks.column(words(mark("Measure")), 2.4),
        blocks.column(words(mark("Light")), 0.9),
        blocks.column(words(mark("Before")), 1.2),
        blocks.column(words(mark("Now")), 1.2),
        blocks.column(words(mark("Why")), 1.6),
    ]
    told = [
        [
            named(one["measure_code"], one["title"]),
            words.aspect(one["aspect"]),
            blocks.lit(one["light_before"], words) if one["light_before"] else "–",
            blocks.lit(one["light_after"], words) if one["light_after"] else "–",
            f"{words(CHANGES[one['change']])}: {words.causes(one['causes'], one['aspect'])}",
        ]
        for one in rows
    ]
    caption = words(mark("Changed lights, last cause: {cause}"), cause=cause)
    return blocks.table(caption, columns, told)


def closed(data: Record, words: Words) -> Block:
    """The completed, postponed and dropped measures by name, with the reason that was given."""
    held = []
    for state in (State.COMPLETED, State.POSTPONED, State.DROPPED):
        own = data[state.code]
        name = state.label(words.language)
        held.append(blocks.heading(name[0].upper() + name[1:]))
        if not own:
            held.append(blocks.text(words(mark("None."))))
            continue
        columns = [
            blocks.column(words(mark("Measure")), 2),
            blocks.column(words(mark("Stated as of")), 0, is_number=True),
            blocks.column(words(mark("What was said")), 2),
        ]
        rows = [
            [
                named(one["measure_code"], one["title"]),
                words.date(one["state_on"]),
                one["state_reason"] or "–",
            ]
            for one in own
        ]
        held.append(blocks.table(words(mark("Measures: {state}"), state=name), columns, rows))
    title = words(mark("Completed, postponed and dropped"))
    return blocks.chapter(title, held, is_new_page=True)


def gaps(data: Record, words: Words) -> Block:
    """What is not known, by name."""
    held = blocks.written(data["texts"], "evidence")
    standing = data["standing"]
    held.append(
        blocks.text(
            words(
                mark("{assessed} of {all} indicators could be assessed."),
                assessed=words.whole(standing["indicators_assessed"]),
                all=words.whole(standing["indicators"]),
            )
        )
    )
    for kind, name in GAPS.items():
        own = [one for one in data["gaps"] if one["kind"] == kind]
        if own:
            columns = [
                blocks.column(words(mark("What")), 2),
                blocks.column(words(mark("Measure")), 1),
            ]
            rows = [
                [named(one["code"], one["title"]), named(one["measure_code"], None) or "–"]
                for one in own
            ]
            held.append(blocks.table(words(name), columns, rows))
    if data["data_gaps"]:
        held.append(_data_gaps(data["data_gaps"], words))
    return blocks.chapter(words(mark("What we do not know")), held)


def _data_gaps(indicators: Iterable[Record], words: Words) -> Block:
    columns = [
        blocks.column(words(mark("Indicator")), 2.2),
        blocks.column(words(mark("Responsible")), 1.3),
        blocks.column(words(mark("Last value of")), 0.9, is_number=True),
        blocks.column(words(mark("What is missing")), 1.9),
    ]
    rows = [
        [
            named(one["indicator_code"], one["name"]),
            one["owner"] or "–",
            words.date(one["last_on"]),
            lacking(one, words),
        ]
        for one in indicators
    ]
    caption = words(mark("Indicators without current data, or that cannot be judged"))
    return blocks.table(caption, columns, rows)


def lacking(one: Record, words: Words) -> str:
    """What an indicator would need to be judged."""
    told = [words(_FRESHNESS[one["freshness"]])] if one["freshness"] in _FRESHNESS else []
    if one["reason"] and one["reason"] in NO_LIGHT:
        told.append(words(NO_LIGHT[one["reason"]]))
    return " ".join(told) or words(mark("Baseline, target, direction or owner is not stated."))


def method(data: Record, words: Words, replaced: Iterable[str]) -> Block:
    """How the lights come about, with the thresholds that held, and what could not be printed."""
    held: list[Block] = [blocks.text(told) for told in _method(data["meta"]["thresholds"], words)]
    characters = ", ".join(replaced)
    if characters:
        held.append(
            blocks.note(
                words(
                    mark("Characters that the typeface has not; � stands for them: {characters}."),
                    characters=characters,
                )
            )
        )
    return blocks.chapter(words(mark("Method")), held)


def _method(values: Record, words: Words) -> Iterable[str]:
    yield words(
        mark(
            "Delivery: on track when nothing due is open; at risk while the oldest open milestone "
            "is at most {days} days late; off track beyond. Without milestones the declared "
            "progress counts against the time that has passed."
        ),
        days=words.whole(values["at_risk_days"]),
    )
    yield words(
        mark(
            "Effect: the mean yearly change of the last {points} yearly points is continued to the "
            "date of the target. On track where less than {large} of the remaining distance would "
            "be missed, at risk where the direction is right, otherwise off track. With fewer than "
            "{least} points the planned path decides: on track from {good} of the expected "
            "distance, at risk from {fair}."
        ),
        points=words.whole(values["trend_points"]),
        large=words.percent(values["large_miss"]),
        least=words.whole(values["trend_least_points"]),
        good=words.percent(values["on_track_ratio"]),
        fair=words.percent(values["at_risk_ratio"]),
    )
    yield words(
        mark(
            "Evidence: up to date while the last value of every indicator is younger than its "
            "rhythm and {grace} days; stale beyond {periods} periods."
        ),
        grace=words.whole(values["grace_days"]),
        periods=words.whole(values["stale_periods"]),
    )
    yield words(
        mark(
            "If the development continues is no forecast, and no light is a political rating. "
            "Declared ratings stand beside the lights and never replace them."
        )
    )


def abbreviations(words: Words) -> Block:
    """The signs and short forms of the report."""
    pairs = [(short, words(told)) for short, told in _ABBREVIATIONS]
    return blocks.chapter(words(mark("Abbreviations")), [blocks.facts(pairs, is_whole=True)])
