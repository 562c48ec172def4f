"""The tables of the annex on measures and indicators: columns, and the fields they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from masterplan.explanation import NO_LIGHT, symbol_word
from masterplan.reports.annex_sheets import Column, Rows, of, word
from masterplan.reports.chapters_front import FUNDS
from masterplan.reports.wording import ASPECTS, REASONS, Record, Words
from masterplan.texts import mark
from masterplan.vocabulary import (
    Direction,
    Frequency,
    Freshness,
    IndicatorKind,
    TargetKind,
)

_RULES = {"trend": mark("trend"), "planned_path": mark("planned path")}


def measures(data: Record, words: Words) -> tuple[list[Column], Rows]:
    """Every measure with its three lights and its funds."""
    reasons = {one["measure_code"]: one["reasons"] for one in data["attention"]}

    def urgent(record: Record) -> str:
        return ", ".join(words(REASONS[one]) for one in reasons.get(record["measure_code"], []))

    def light(aspect: str) -> Callable[[Record], Any]:
        return lambda one: one[f"light_{aspect}"] if one["is_counted"] else None

    columns = [
        Column(words(mark("Measure")), of("measure_code"), width=11),
        Column(words(mark("Title")), of("title"), width=38),
        Column(words(mark("Topic area")), of("topic_area"), width=18),
        Column(words(mark("Phase")), of("phase"), "year", 8),
        Column(words(mark("State")), lambda one: words.state(one["state"]), width=16),
        *(Column(words(name), light(aspect), "light", 17) for aspect, name in ASPECTS.items()),
        Column(words(mark("Way to the target, mean")), of("mean_position"), "percent", 12),
        Column(words(mark("Milestones reached")), of("milestones_reached"), "count", 12),
        Column(words(mark("Milestones")), of("milestones"), "count", 12),
        Column(words(mark("Days late")), of("days_late"), "count", 10),
        Column(words(mark("Indicators assessed")), of("indicators_assessed"), "count", 12),
        Column(words(mark("Indicators")), of("indicators"), "count", 12),
        *(Column(words(name), of(field), "euros", 13) for field, name in FUNDS.items()),
        Column(words(mark("Responsible")), of("lead_unit"), width=24),
        Column(words(mark("Working group")), of("working_group"), width=24),
        Column(words(mark("From")), of("starts_on"), "date", 12),
        Column(words(mark("Until")), of("ends_on"), "date", 12),
        Column(words(mark("Needs the committee")), urgent, width=30),
        Column(words(mark("Aim")), of("description"), width=60),
    ]
    return columns, data["measures"]


def indicators(data: Record, words: Words) -> tuple[list[Column], Rows]:
    """Every indicator with its light, the rule that gave it, and the cell of its last value."""

    def rule(record: Record) -> str:
        return words(_RULES[record["rule"]]) if record["rule"] in _RULES else ""

    def reason(record: Record) -> str:
        return words(NO_LIGHT[record["reason"]]) if record["reason"] in NO_LIGHT else ""

    columns = [
        Column(words(mark("Indicator")), of("indicator_code"), width=12),
        Column(words(mark("Name")), of("name"), width=38),
        Column(words(mark("Measure")), of("measure_code"), width=11),
        Column(words(mark("Unit")), of("unit"), width=14),
        Column(words(mark("Light")), of("light"), "light", 17),
        Column(words(mark("Rule")), rule, width=13),
        Column(words(mark("Goal attainment")), of("position"), "percent", 12),
        Column(words(mark("Last value")), of("last_value"), "number", 12),
        Column(words(mark("Observed on")), of("last_on"), "date", 12),
        Column(words(mark("Expected by now")), of("expected"), "number", 12),
        Column(words(mark("Target value")), of("target_value"), "number", 12),
        Column(words(mark("Due")), of("target_due_on"), "date", 12),
        Column(words(mark("Baseline")), of("baseline"), "number", 12),
        Column(words(mark("Baseline of")), of("baseline_on"), "date", 12),
        Column(words(mark("Yearly change")), of("yearly_change"), "number", 12),
        Column(words(mark("Trend")), lambda one: symbol_word(one["symbol"], words.language) or ""),
        Column(words(mark("Light by the path")), of("light_path"), "light", 17),
        Column(words(mark("Light by the trend")), of("light_trend"), "light", 17),
        Column(words(mark("Evidence")), word("freshness", Freshness, words), width=14),
        Column(words(mark("Why there is no light")), reason, width=40),
        Column(words(mark("Kind")), word("kind", IndicatorKind, words), width=12),
        Column(words(mark("Direction")), word("direction", Direction, words), width=12),
        Column(words(mark("Rhythm")), word("frequency", Frequency, words), width=14),
        Column(words(mark("Responsible")), of("owner"), width=24),
        Column(words(mark("File")), of("last_file_name"), width=22),
        Column(words(mark("Sheet")), of("last_sheet"), width=14),
        Column(words(mark("Cell")), of("last_cell"), width=8),
    ]
    return columns, each(data, "indicator_list")


def values(data: Record, words: Words) -> tuple[list[Column], Rows]:
    """Every judged value."""
    rows = (
        {**value, "name": one["name"], "unit": one["unit"]}
        for one in each(data, "indicator_list")
        for value in one["series"]
    )
    columns = [
        Column(words(mark("Indicator")), of("indicator_code"), width=12),
        Column(words(mark("Name")), of("name"), width=38),
        Column(words(mark("Observed on")), of("observed_on"), "date", 12),
        Column(words(mark("Unit")), of("unit"), width=14),
        Column(words(mark("Value")), of("value"), "number", 14),
    ]
    return columns, rows


def targets(data: Record, words: Words) -> tuple[list[Column], Rows]:
    """Every target, those in force and the original ones, under both rules."""

    def which(record: Record) -> str:
        return words(mark("original")) if record["is_original"] else words(mark("in force"))

    rows = (
        {**target, "name": one["name"]}
        for one in each(data, "indicator_list")
        for target in one["targets"]
        if target["target_kind"]
    )
    columns = [
        Column(words(mark("Indicator")), of("indicator_code"), width=12),
        Column(words(mark("Name")), of("name"), width=38),
        Column(words(mark("Kind of target")), word("target_kind", TargetKind, words), width=18),
        Column(words(mark("Which one")), which, width=12),
        Column(words(mark("Target value")), of("target_value"), "number", 12),
        Column(words(mark("Up to")), of("target_upper"), "number", 12),
        Column(words(mark("Due")), of("target_due_on"), "date", 12),
        Column(words(mark("Valid from")), of("target_valid_from"), "date", 12),
        Column(words(mark("Light")), of("light"), "light", 17),
        Column(words(mark("Expected by now")), of("expected"), "number", 12),
        Column(words(mark("Share of what was expected")), of("ratio"), "percent", 12),
        Column(words(mark("Light by the path")), of("light_path"), "light", 17),
        Column(words(mark("If it continues")), of("projected"), "number", 12),
        Column(words(mark("Light by the trend")), of("light_trend"), "light", 17),
        Column(words(mark("File")), of("target_file_name"), width=22),
        Column(words(mark("Sheet")), of("target_sheet"), width=14),
        Column(words(mark("Cell")), of("target_cell"), width=8),
    ]
    return columns, rows


def milestones(data: Record, words: Words) -> tuple[list[Column], Rows]:
    """Every milestone, as first planned and as it is now."""
    columns = [
        Column(words(mark("Measure")), of("measure_code"), width=11),
        Column(words(mark("No.")), of("milestone_number"), width=8),
        Column(words(mark("Milestone")), of("title"), width=44),
        Column(words(mark("First planned")), of("first_due_on"), "date", 13),
        Column(words(mark("Due")), of("due_on"), "date", 13),
        Column(words(mark("Reached")), of("reached_on"), "date", 13),
        Column(words(mark("Slipped, days")), of("slipped_days"), "count", 12),
        Column(words(mark("Days late")), of("days_late"), "count", 10),
        Column(words(mark("Weight")), of("weight"), "number", 9),
    ]
    return columns, each(data, "milestone_list")


def evaluations(data: Record, words: Words) -> tuple[list[Column], Rows]:
    """What each perspective said, and in which cell."""
    columns = [
        Column(words(mark("Measure")), of("measure_code"), width=11),
        Column(words(mark("Reporting date")), of("reporting_date"), "date", 13),
        Column(
            words(mark("Perspective")), lambda one: words.perspective(one["perspective"]), width=22
        ),
        Column(words(mark("Rating")), lambda one: _rating(one, words), width=16),
        Column(words(mark("Progress (%)")), of("progress_percent"), "number", 12),
        Column(words(mark("State")), lambda one: words.state(one["state"]), width=16),
        Column(words(mark("Reason")), of("reason"), width=60),
        Column(words(mark("File")), of("file_name"), width=22),
        Column(words(mark("Sheet")), of("sheet"), width=14),
        Column(words(mark("Cell")), of("cell"), width=8),
    ]
    return columns, each(data, "evaluations")


def _rating(one: Record, words: Words) -> str:
    return words.rating(one["rating"]) if one["rating"] else ""


def each(data: Record, field: str) -> Iterator[Record]:
    """The parts of all measures, in the order of the measures."""
    for measure in data["measures"]:
        yield from measure[field]
