"""The tables of the annex on the plan as a whole: its course, its groups, its texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from masterplan.reporting import MEASURE_SECTIONS, SECTIONS
from masterplan.reports.annex_sheets import Column, Rows, of, word
from masterplan.reports.chapters_ahead import KINDS, OUTCOMES, became
from masterplan.reports.chapters_course import GAPS, lacking
from masterplan.reports.chapters_front import FUNDS
from masterplan.reports.wording import ASPECTS, CHANGES, Record, Words
from masterplan.texts import mark
from masterplan.vocabulary import GoalLevel, Light


def changes(data: Record, words: Words) -> tuple[list[Column], Rows]:
    """Each changed light with its causes."""
    columns = [
        Column(words(mark("Measure")), of("measure_code"), width=11),
        Column(words(mark("Title")), of("title"), width=38),
        Column(words(mark("Which light")), lambda one: words.aspect(one["aspect"])),
        Column(words(mark("Before")), of("light_before"), "light", 17),
        Column(words(mark("Now")), of("light_after"), "light", 17),
        Column(words(mark("Change")), lambda one: words(CHANGES[one["change"]]), width=18),
        Column(
            words(mark("Why")), lambda one: words.causes(one["causes"], one["aspect"]), "text", 50
        ),
    ]
    return columns, data["changes"]


def decisions(data: Record, words: Words) -> tuple[list[Column], Rows]:
    """The decisions, the overdue ones first."""
    columns = [
        Column(words(mark("No.")), of("decision_id"), "year", 7),
        Column(words(mark("Measure")), of("measure_code"), width=11),
        Column(words(mark("Title")), of("title"), width=30),
        Column(words(mark("Decision")), of("text"), width=60),
        Column(words(mark("Body")), of("body"), width=18),
        Column(words(mark("Meeting")), of("meeting_on"), "date", 12),
        Column(words(mark("Responsible")), of("owner"), width=24),
        Column(words(mark("Due")), of("due_on"), "date", 12),
        Column(words(mark("State")), lambda one: became(one, words), width=24),
        Column(words(mark("Remark")), of("note"), width=44),
    ]
    return columns, data["decisions"]


def announced(data: Record, words: Words) -> tuple[list[Column], Rows]:
    """What the report before announced, and what became of it."""
    columns = [
        Column(words(mark("Kind")), lambda one: words(KINDS[one["kind"]]), width=14),
        Column(words(mark("Measure")), of("measure_code"), width=11),
        Column(words(mark("What")), of("title"), width=50),
        Column(words(mark("Announced for")), of("announced_on"), "date", 14),
        Column(words(mark("Announced value")), of("announced_value"), "number", 14),
        Column(words(mark("What became of it")), lambda one: words(OUTCOMES[one["outcome"]])),
        Column(words(mark("Due now")), of("due_on"), "date", 12),
        Column(words(mark("Done on")), of("done_on"), "date", 12),
        Column(words(mark("Unit")), of("unit"), width=14),
        Column(words(mark("Value")), of("value"), "number", 12),
        Column(words(mark("Remark")), of("note"), width=40),
    ]
    return columns, data["announced"]


def outlook(data: Record, words: Words) -> tuple[list[Column], Rows]:
    """What lies ahead."""
    columns = [
        Column(words(mark("Kind")), lambda one: words(KINDS[one["kind"]]), width=14),
        Column(words(mark("Measure")), of("measure_code"), width=11),
        Column(words(mark("What")), of("title"), width=60),
        Column(words(mark("Due")), of("due_on"), "date", 12),
        Column(words(mark("Unit")), of("unit"), width=14),
        Column(words(mark("Value")), of("value"), "number", 12),
    ]
    return columns, data["outlook"]


def gaps(data: Record, words: Words) -> tuple[list[Column], Rows]:
    """What is not known: where the plan is not joined up, and indicators without current data."""
    rows = [
        {
            "what": words(GAPS[one["kind"]]),
            "code": one["code"],
            "title": one["title"],
            "measure_code": one["measure_code"],
            "owner": None,
            "last_on": None,
        }
        for one in data["gaps"]
    ]
    rows += [
        {
            "what": lacking(one, words),
            "code": one["indicator_code"],
            "title": one["name"],
            "measure_code": one["measure_code"],
            "owner": one["owner"],
            "last_on": one["last_on"],
        }
        for one in data["data_gaps"]
    ]
    columns = [
        Column(words(mark("What is missing")), of("what"), width=46),
        Column(words(mark("Number")), of("code"), width=12),
        Column(words(mark("What")), of("title"), width=44),
        Column(words(mark("Measure")), of("measure_code"), width=11),
        Column(words(mark("Responsible")), of("owner"), width=24),
        Column(words(mark("Last value of")), of("last_on"), "date", 13),
    ]
    return columns, rows


def groups(data: Record, field: str, words: Words) -> tuple[list[Column], Rows]:
    """Phases, topic areas, goals or working groups with their counts and funds."""

    def counts(aspect: str) -> Iterator[Column]:
        for light in Light:
            name = f"{words(ASPECTS[aspect])}: {light.label(words.language)}"
            yield Column(name, counted(aspect, light.code), "count", 11)

    def counted(aspect: str, light: str) -> Callable[[Record], int]:
        return lambda one: int(one[aspect].get(light, 0))

    columns = [
        Column(words(mark("Group")), lambda one: one["title"] or one["code"] or "–", width=30),
        *counts("delivery"),
        *counts("effect"),
        *counts("evidence"),
        Column(words(mark("Measures counted")), of("measures_counted"), "count", 11),
        Column(words(mark("Way to the target, mean")), of("mean_position"), "percent", 12),
        Column(words(mark("Indicators")), of("indicators"), "count", 11),
    ]
    if field == "goals":
        columns.append(Column(words(mark("Level")), word("level", GoalLevel, words), width=14))
    if field == "phases":
        columns.append(Column(words(mark("Done")), of("work_done"), "percent", 10))
        columns.append(Column(words(mark("Due")), of("work_due"), "percent", 10))
    if field in ("phases", "topic_areas"):
        columns += [Column(words(name), of(key), "euros", 14) for key, name in FUNDS.items()]
    return columns, data[field]


def funds(data: Record, words: Words) -> tuple[list[Column], Rows]:
    """The funds year by year."""
    columns = [Column(words(mark("Year")), lambda one: str(one["year"]), width=12)]
    columns += [Column(words(name), of(key), "euros", 16) for key, name in FUNDS.items()]
    return columns, data["funds"]["by_year"]


def written(data: Record, words: Words) -> tuple[list[Column], Rows]:
    """What was written for the report, in full."""
    rows = [
        {"measure": None, "part": words(name), "text": data["texts"][section]}
        for section, name in SECTIONS.items()
        if data["texts"].get(section)
    ]
    rows += [
        {"measure": measure["measure_code"], "part": words(name), "text": measure["texts"][section]}
        for measure in data["measures"]
        for section, name in MEASURE_SECTIONS.items()
        if measure["texts"].get(section)
    ]
    columns = [
        Column(words(mark("Part")), of("part"), width=30),
        Column(words(mark("Measure")), of("measure"), width=11),
        Column(words(mark("Text")), of("text"), width=110),
    ]
    return columns, rows
