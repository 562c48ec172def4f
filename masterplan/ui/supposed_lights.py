"""Before and after of an assumption: the indicator, its measure, the topic area, the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from masterplan import texts
from masterplan.texts import mark, translate, translator
from masterplan.ui.frame import View
from masterplan.ui.html import (
    ASPECTS,
    Column,
    Record,
    aspect_name,
    assessed,
    bar,
    count_words,
    esc,
    light,
    position_text,
    section,
    table,
)
from masterplan.vocabulary import Freshness

Rows = Mapping[str, pd.DataFrame]
Cell = Callable[[Record], str]


def questions(indicator: Record, on: dt.date) -> dict[str, tuple[str, dict[str, object]]]:
    """What is asked before and after, for the plan of an indicator on a reporting date."""
    clocks = {"plan": indicator["plan_code"], "on": on, "known_at": None}
    series = {**clocks, "indicator": indicator["indicator_code"], "measure": None}
    return {
        "indicator": ("indicators/status", clocks),
        "measure": ("measures/status", clocks),
        "topic_area": ("plan/rollup", {**clocks, "grain": "topic_area"}),
        "plan": ("plan/rollup", {**clocks, "grain": "plan"}),
        "series": ("indicators/series", series),
    }


def beyond(series: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The judged points that are there only because of the assumption."""
    return series[~series["observed_on"].isin(known["observed_on"])]


def before_and_after(
    indicator: Record, looks: Mapping[str, Rows], on: dt.date, then: dt.date, view: View
) -> str:
    """A line for each light; ``looks``: now, without, and with the assumption."""
    _ = translator(view.language)
    lines = _lines(indicator, looks, view)
    now, later = texts.date(on, view.language), texts.date(then, view.language)

    def after(row: Record) -> str:
        if row["with"] == row["without"]:
            return row["with"]  # type: ignore[no-any-return]
        word = esc(_("changes"))
        return f'{row["with"]}<br><b class="mp-small">{word}</b>'

    changing = [row["name"] for row in lines if row["with"] != row["without"]]
    if changing:
        told = _("With the assumption this changes: {names}.", names="; ".join(changing))
    else:
        told = _("With the assumption nothing of this changes.")
    told += " " + _("Without new data everything ages until then: compare the two last columns.")
    columns = [
        Column(_("What"), lambda row: row["what"], is_header=True),
        Column(_("On {date}", date=now), lambda row: row["now"]),
        Column(_("On {date}, without the assumption", date=later), lambda row: row["without"]),
        Column(_("On {date}, with the assumption", date=later), after),
    ]
    return section(_("Before and after"), told) + table("", columns, lines)


def _lines(indicator: Record, looks: Mapping[str, Rows], view: View) -> list[dict[str, str]]:
    _ = translator(view.language)
    lang = view.language
    code, measure = indicator["indicator_code"], indicator["measure_code"]
    area = indicator["topic_area_code"]
    words = {"indicator": _("Indicator"), "measure": _("Measure")}
    found = [
        _line(looks, "indicator", code, f"{words['indicator']} {code}", name, cell)
        for name, cell in (
            (aspect_name("effect", lang), lambda row: light(row["light"], lang)),
            (_("Position"), lambda row: position_text(row["position"], lang)),
            (_("Last value"), lambda row: _last(row, lang)),
            (aspect_name("evidence", lang), lambda row: Freshness.of(row["freshness"]).label(lang)),
        )
    ]
    found += [
        _line(
            looks,
            "measure",
            measure,
            f"{words['measure']} {measure}",
            aspect_name(aspect, lang),
            cell,
        )
        for aspect in ASPECTS
        for cell in [_light_of(aspect, lang)]
    ]
    groups = (("topic_area", area, _("Topic area")), ("plan", indicator["plan_code"], _("Plan")))
    found += [
        _line(
            looks, grain, key, f"{word} {key}", aspect_name(aspect, lang), _counts_of(aspect, view)
        )
        for grain, key, word in groups
        if isinstance(key, str)
        for aspect in ASPECTS
    ]
    return found


def _line(
    looks: Mapping[str, Rows], what: str, key: object, whose: str, name: str, cell: Cell
) -> dict[str, str]:
    codes = {"indicator": "indicator_code", "measure": "measure_code"}
    below = f'<span class="mp-quiet mp-small">{esc(whose)}</span>'
    line = {
        "name": f"{whose}: {name}",
        "what": f'<div style="min-width:9rem">{esc(name)}<br>{below}</div>',
    }
    for look, rows in looks.items():
        of_one = rows[what][rows[what][codes.get(what, "code")] == key]
        line[look] = cell(of_one.iloc[0].to_dict()) if len(of_one) else texts.NO_NUMBER
    return line


def _light_of(aspect: str, lang: str) -> Cell:
    """A light of a measure; of its effect with the indicator that decides, being the worst."""

    def cell(row: Record) -> str:
        shown = light(row[f"light_{aspect}"], lang)
        worst = row["worst_indicator_code"]
        if aspect != "effect" or not isinstance(worst, str):
            return shown
        words = translate(mark("decides: {code}"), lang, code=worst)
        return f'{shown}<br><span class="mp-quiet mp-small">{esc(words)}</span>'

    return cell


def _counts_of(aspect: str, view: View) -> Cell:
    """The lights of a group as a bar, in words, with the honest denominator."""
    lang = view.language
    name = aspect_name(aspect, lang)

    def cell(row: Record) -> str:
        counts: Any = row[aspect]
        if not row["measures_counted"]:
            return texts.NO_NUMBER
        below = translate(
            mark("{assessed} of {measures}"),
            lang,
            assessed=assessed(counts),
            measures=int(row["measures_counted"]),
        )
        words = f"{count_words(counts, lang)} ({below})"
        drawn = f'<div style="min-width:6.2rem">{bar(counts, lang, name)}</div>'
        return f'{drawn}<span class="mp-quiet mp-small">{words}</span>'

    return cell


def _last(row: Record, lang: str) -> str:
    day = texts.date(row["last_on"], lang)
    value = f"{texts.number(row['last_value'], lang)} {esc(row['unit'])}"
    return f'{value}<br><span class="mp-quiet mp-small">{day}</span>'
