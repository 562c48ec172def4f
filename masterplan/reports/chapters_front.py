"""The first chapters of the report: what to resolve, how it stands, how to read it, progress."""

from __future__ import annotations

from collections.abc import Iterable

from masterplan.reports import blocks, drawings
from masterplan.reports.blocks import Block
from masterplan.reports.wording import ASPECTS, REASONS, Record, Words, named
from masterplan.texts import mark
from masterplan.vocabulary import Light

_SHAPES = {
    Light.ACHIEVED: mark("star"),
    Light.ON_TRACK: mark("disc with a tick"),
    Light.AT_RISK: mark("triangle with an exclamation mark"),
    Light.OFF_TRACK: mark("square with a cross"),
    Light.SUSPENDED: mark("frame with a pause sign"),
    Light.NOT_ASSESSABLE: mark("ring with a dash"),
}
MEANINGS = {
    Light.ACHIEVED: mark("All milestones are reached, or the target is reached."),
    Light.ON_TRACK: mark("Nothing due is open, or the target will be reached as things go on."),
    Light.AT_RISK: mark("A delay or a gap that can still be made good."),
    Light.OFF_TRACK: mark("Without a countermeasure the date or the target will be missed."),
    Light.SUSPENDED: mark("Values before and after a break in the series cannot be compared."),
    Light.NOT_ASSESSABLE: mark("Something needed to judge is missing. It never counts as 0 %."),
}
FUNDS = {
    "planned_eur": mark("Planned"),
    "spent_eur": mark("Spent"),
    "forecast_eur": mark("Forecast"),
    "grants_eur": mark("Of which grants"),
}


def summary(data: Record, words: Words, pages: dict[str, str]) -> Iterable[Block]:
    """What the council is asked to resolve, and half a page on how it stands."""
    texts = data["texts"]
    if texts.get("resolution"):
        yield blocks.chapter(words(mark("Proposed resolution")), [blocks.note(texts["resolution"])])
    held = [blocks.lead(standing_sentence(data["standing"], words))]
    held += blocks.written(texts, "summary")
    held.append(three_lights(data["standing"], words))
    if data["attention"]:
        held.append(blocks.heading(words(mark("What needs a decision first"))))
        held.append(blocks.bullets([_urgent(one, words, pages) for one in data["attention"][:5]]))
    yield blocks.chapter(words(mark("Summary")), held)


def standing_sentence(standing: Record, words: Words) -> str:
    """Where the plan stands, in one sentence with its denominators."""
    delivery, effect = standing["delivery"], standing["effect"]
    good = ("achieved", "on_track")
    told = words(
        mark(
            "Of {counted} measures, {delivered} are delivered as planned or done; {effective} of "
            "{assessed} whose effect can be assessed reach it or are on the way."
        ),
        counted=words.whole(standing["measures_counted"]),
        delivered=words.whole(sum(delivery[light] for light in good)),
        effective=words.whole(sum(effect[light] for light in good)),
        assessed=words.whole(sum(n for light, n in effect.items() if Light.of(light).is_assessed)),
    )
    if standing["measures_postponed"] or standing["measures_dropped"]:
        told += " " + words(
            mark("{postponed} postponed and {dropped} dropped are named and not counted."),
            postponed=words.whole(standing["measures_postponed"]),
            dropped=words.whole(standing["measures_dropped"]),
        )
    return told


def three_lights(standing: Record, words: Words) -> Block:
    """All measures by their three lights."""
    rows = [(words(name), standing[aspect]) for aspect, name in ASPECTS.items()]
    return drawings.counted(words(mark("Measures by light")), rows, words)


def mosaic(phases: Iterable[Record], words: Words) -> Block:
    """A sign for each measure, phase by phase: the picture on the first page."""
    rows = [
        (one["title"] or one["code"] or "–", one["delivery"]) for one in phases if one["delivery"]
    ]
    return drawings.counted(words(mark("Delivery, a sign for each measure")), rows, words) | {
        "kind": "mosaic"
    }


def _urgent(one: Record, words: Words, pages: dict[str, str]) -> blocks.Cell:
    reasons = ", ".join(words(REASONS[reason]) for reason in one["reasons"])
    code = one["measure_code"]
    return blocks.titled(named(code, one["title"]), reasons, pages.get(code))


def guide(words: Words) -> Block:
    """How to read the report: the signs and what they mean."""
    rows = [
        {
            "light": light.code,
            "word": light.label(words.language),
            "shape": words(_SHAPES[light]),
            "text": words(MEANINGS[light]),
        }
        for light in Light
    ]
    return blocks.chapter(
        words(mark("How to read this report")),
        [
            blocks.text(
                words(
                    mark(
                        "Each measure has three lights, which are never merged into one. "
                        "Delivery: is the work done on time? Effect: do the indicators move to "
                        "their targets? Evidence: is there enough data to know?"
                    )
                )
            ),
            {
                "kind": "legend",
                "columns": [words(mark("Light")), words(mark("Sign")), words(mark("Meaning"))],
                "rows": rows,
            },
            blocks.text(
                words(
                    mark(
                        "In the charts the solid line is what was observed, the dashed line the "
                        "planned path, the diamond the target, the pale upright line the reporting "
                        "date. In bars of lights the numbers count measures."
                    )
                )
            ),
        ],
    )


def matrix(data: Record, words: Words) -> Block:
    """Phases beside topic areas: how many measures, with which lights, and the worst by name."""
    phases = sorted({(cell["phase"], cell["phase_title"]) for cell in data["matrix"]})
    areas = list({cell["topic_area_code"]: cell["topic_area"] for cell in data["matrix"]}.items())
    held = {(cell["topic_area_code"], cell["phase"]): cell for cell in data["matrix"]}
    columns = [blocks.column(words(mark("Topic area")), 1.1)]
    columns += [blocks.column(title or str(phase), 1.9) for phase, title in phases]
    rows = [
        [area or code, *(_field(held.get((code, phase)), words) for phase, _ in phases)]
        for code, area in areas
    ]
    caption = words(mark("Delivery of the measures of each topic area and phase, and its worst"))
    return blocks.chapter(
        words(mark("Phases and topic areas at a glance")),
        [blocks.table(caption, columns, rows)],
        is_new_page=True,
    )


def _field(cell: Record | None, words: Words) -> blocks.Cell:
    if cell is None or not cell["measures"]:
        return "–"
    told = words.counted(cell["delivery"])
    bar = blocks.bar(cell["delivery"], told)
    if cell["worst_light"] not in ("off_track", "at_risk"):
        return bar
    worst = {
        "light": cell["worst_light"],
        "word": named(cell["worst_code"], cell["worst_title"]),
        "note": f"{words.aspect(cell['worst_aspect'])}: {words.light(cell['worst_light'])}",
    }
    return blocks.stack(bar, worst)


def progress(data: Record, words: Words) -> Block:
    """Work and funds, per phase and per topic area."""
    held = [
        *blocks.written(data["texts"], "progress"),
        drawings.shares(
            words(mark("Work done per phase; the upright mark is what was due")),
            [
                (one["title"], one["work_done"], one["work_due"])
                for one in data["phases"]
                if one["work_due"] is not None  # no measure of it has milestones yet
            ],
            words,
        ),
        _lights_table(words(mark("Measures per phase")), data["phases"], words),
        _funds_table(words(mark("Funds per phase in euros")), data["phases"], words),
        _lights_table(words(mark("Measures per topic area")), data["topic_areas"], words),
        _funds_table(words(mark("Funds per topic area in euros")), data["topic_areas"], words),
        _years_table(data["funds"], words),
    ]
    return blocks.chapter(words(mark("Progress and funds")), held, is_new_page=True)


def _lights_table(caption: str, groups: Iterable[Record], words: Words) -> Block:
    columns = [
        blocks.column(words(mark("Group")), 1.5),
        blocks.column(words(mark("Measures")), 0, is_number=True),
        blocks.column(words(mark("Delivery")), 1.7),
        blocks.column(words(mark("Effect")), 1.7),
        blocks.column(words(mark("Way to the target, mean")), 0.9, is_number=True),
    ]
    rows = [
        [
            one["title"] or one["code"] or "–",
            words.whole(one["measures_counted"]),
            blocks.bar(one["delivery"], words.counted(one["delivery"])),
            blocks.bar(one["effect"], words.counted(one["effect"])),
            _mean(one, words),
        ]
        for one in groups
    ]
    return blocks.table(caption, columns, rows)


def _mean(one: Record, words: Words) -> blocks.Cell:
    if one["mean_position"] is None:
        return "–"
    told = words(
        mark("{positions} of {indicators} indicators"),
        positions=words.whole(one["positions"]),
        indicators=words.whole(one["indicators"]),
    )
    return blocks.titled(words.percent(one["mean_position"]), told)


def _funds_table(caption: str, groups: Iterable[Record], words: Words) -> Block:
    columns = [blocks.column(words(mark("Group")), 1.6)]
    columns += [blocks.column(words(name), 1, is_number=True) for name in FUNDS.values()]
    rows = [
        [one["title"] or one["code"] or "–", *(words.euros(one[name]) for name in FUNDS)]
        for one in groups
    ]
    return blocks.table(caption, columns, rows)


def _years_table(funds: Record, words: Words) -> Block:
    columns = [blocks.column(words(mark("Year")), 1.6)]
    columns += [blocks.column(words(name), 1, is_number=True) for name in FUNDS.values()]
    years = [(str(one["year"]), one) for one in funds["by_year"]]
    rows = [
        [name, *(words.euros(one[key]) for key in FUNDS)]
        for name, one in [*years, (words(mark("All years")), funds["total"] or {})]
        if one
    ]
    return blocks.table(words(mark("Funds per year in euros")), columns, rows)
