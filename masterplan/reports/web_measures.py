"""All measures on the web page: one table to search, filter and sort; each can be unfolded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from masterplan.explanation import NO_LIGHT
from masterplan.reports import blocks, chapters_measures, drawings
from masterplan.reports.blocks import Block
from masterplan.reports.web_markup import head, row, told, value, widths
from masterplan.reports.wording import ASPECTS, Record, Words, named
from masterplan.texts import mark, translate_count
from masterplan.vocabulary import Light, State


def every(data: Record, words: Words, pages: dict[str, str]) -> Block:
    """The chapter on all measures; without a script it is the whole table."""
    on = data["meta"]["reporting_date"]
    areas = {one["topic_area_code"]: one["topic_area"] for one in data["measures"]}
    places = {code: number for number, code in enumerate(areas)}
    items = [
        {
            "area": places[one["topic_area_code"]],
            "phase": "" if one["phase"] is None else one["phase"],
            "lights": {aspect: _light(one, aspect) for aspect in ASPECTS},
            "cells": _cells(one, words, pages),
            "keys": _keys(one),
            "summary": _summary(one, words),
            "name": named(one["measure_code"], one["title"]),
            "blocks": list(_unfolded(one, on, data, words)),
        }
        for one in data["measures"]
    ]
    phases = {
        one["phase"]: one["phase_title"] or str(one["phase"])
        for one in data["measures"]
        if one["phase"] is not None
    }
    table = {
        "kind": "measures",
        "areas": [area or code or words(mark("no topic area")) for code, area in areas.items()],
        "phases": sorted(phases.items()),
        "items": items,
    }
    return blocks.chapter(words(mark("All measures")), [table])


def _light(one: Record, aspect: str) -> str:
    return str(one[f"light_{aspect}"]) if one["is_counted"] else ""


def _cells(one: Record, words: Words, pages: dict[str, str]) -> list[blocks.Cell]:
    measure, *rest = chapters_measures.row(one, words, pages)
    return [measure, one["topic_area"] or one["topic_area_code"] or "–", *rest]


def _keys(one: Record) -> list[Any]:
    """What each column is sorted by; what is missing comes last."""
    lights = [light.code for light in Light]
    states = [state.code for state in State]
    place = {code: number for number, code in enumerate(lights)}
    return [
        named(one["measure_code"], one["title"]),
        one["topic_area"] or one["topic_area_code"] or "",
        "" if one["phase"] is None else one["phase"],
        states.index(one["state"]) if one["state"] else "",
        *(place.get(_light(one, aspect), "") for aspect in ASPECTS),
        "" if one["mean_position"] is None else one["mean_position"],
    ]


def _summary(one: Record, words: Words) -> str:
    indicators, milestones = len(one["indicator_list"]), len(one["milestone_list"])
    lang = words.language
    told_indicators = translate_count("{count} indicator", "{count} indicators", indicators, lang)
    told_milestones = translate_count("{count} milestone", "{count} milestones", milestones, lang)
    return f"{told_indicators}, {told_milestones}"


def _unfolded(one: Record, on: str, data: Record, words: Words) -> Iterable[Block]:
    yield blocks.facts(chapters_measures.profile(one, data, words))
    drawn, missing = [], []
    for indicator in one["indicator_list"]:
        chart = drawings.line(indicator, on, words)
        if chart is not None:
            drawn.append(drawings.with_note(chart, indicator, words))
        else:
            why = NO_LIGHT.get(indicator["reason"] or "no_data", NO_LIGHT["no_data"])
            name = named(indicator["indicator_code"], indicator["name"])
            note = f"{words.light(indicator['light'])}: {words(why)}"
            missing.append({"light": indicator["light"], "word": name, "note": note})
    if drawn:
        yield {"kind": "charts", "items": drawn}
    if missing:
        yield blocks.bullets(missing)
    if one["milestone_list"]:
        yield chapters_measures.milestones(one["milestone_list"], words)


def html(block: Block, unfolded: Sequence[str], words: Words) -> str:
    """The table with what is unfolded below each measure (HTML), and the form that filters it."""
    first, *rest = chapters_measures.columns(words)
    columns = [first, blocks.column(words(mark("Topic area")), 1.2), *rest]
    bodies = "".join(
        _body(one, columns, own, words) for one, own in zip(block["items"], unfolded, strict=True)
    )
    caption = told(words(mark("All measures")))
    return (
        f'{_form(block, words)}<div class="room wide"><table class="cards measures" id="measures">'
        f'<caption class="unseen">{caption}</caption>'
        f"{widths(columns)}{head(columns)}{bodies}</table></div>"
    )


def _body(one: Block, columns: Sequence[Block], unfolded: str, words: Words) -> str:
    lights = "".join(f' data-{aspect}="{value(code)}"' for aspect, code in one["lights"].items())
    return (
        f'<tbody data-area="{one["area"]}" data-phase="{value(one["phase"])}"{lights}>'
        f"{row(columns, one['cells'], one['keys'])}"
        f'<tr class="more"><td colspan="{len(columns)}"><details>'
        f'<summary>{told(one["summary"])}<span class="unseen">: {told(one["name"])}</span>'
        f"</summary>{unfolded}</details></td></tr></tbody>"
    )


def _form(block: Block, words: Words) -> str:
    """Choices that need the script, which shows them."""
    areas = [(number, name) for number, name in enumerate(block["areas"])]
    shown = words(mark("{shown} of {all} measures"), shown="{shown}", all="{all}")
    search = told(words(mark("Search in measures and indicators")))
    fields = (
        f'<label class="wide">{search}'
        '<input type="search" name="text" autocomplete="off" spellcheck="false"></label>'
        + _select("area", words(mark("Topic area")), _options(areas), words)
        + _select("phase", words(mark("Phase")), _options(block["phases"]), words)
        + _select("light", words(mark("Light")), _lights(block["items"], words), words)
    )
    everything, unfold = told(words(mark("Show all"))), told(words(mark("Unfold all")))
    fold, name = value(words(mark("Fold all"))), value(words(mark("Filter measures")))
    buttons = (
        f'<button type="reset">{everything}</button>'
        f'<button type="button" data-role="unfold" data-other="{fold}">{unfold}</button>'
    )
    return (
        f'<form class="filter" id="filter" role="search" aria-label="{name}" hidden>{fields}'
        f'<p role="status" data-told="{value(shown)}"></p>{buttons}</form>'
    )


def _select(name: str, label: str, options: str, words: Words) -> str:
    every = told(words(mark("all")))
    return (
        f'<label>{told(label)}<select name="{name}"><option value="">{every}</option>'
        f"{options}</select></label>"
    )


def _options(pairs: Iterable[tuple[object, str]]) -> str:
    return "".join(f'<option value="{value(key)}">{told(name)}</option>' for key, name in pairs)


def _lights(items: Iterable[Block], words: Words) -> str:
    """The lights that some measure has, by what they speak of, with how many have them."""
    counts = Counter(pair for one in items for pair in one["lights"].items())
    groups = []
    for aspect, name in ASPECTS.items():
        options = _options(
            (
                f"{aspect} {light.code}",
                f"{words(name)}: {light.label(words.language)} ({counts[aspect, light.code]})",
            )
            for light in Light
            if counts[aspect, light.code]
        )
        groups.append(f'<optgroup label="{value(words(name))}">{options}</optgroup>')
    return "".join(groups)
