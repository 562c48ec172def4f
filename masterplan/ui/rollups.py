"""Measures added up: counts per light, the mean with its denominator, the worst by name."""

from __future__ import annotations

import pandas as pd

from masterplan import texts
from masterplan.texts import mark, translate, translate_count, translator
from masterplan.ui.choose import one_of_few
from masterplan.ui.frame import View, href
from masterplan.ui.html import (
    ASPECTS,
    Column,
    Record,
    anchor,
    aspect_name,
    assessed,
    bar,
    esc,
    icon,
    position_text,
    table,
)
from masterplan.vocabulary import GoalLevel, Light

GRAINS = {
    "topic_area": mark("Topic area"),
    "phase": mark("Phase"),
    "goal": mark("Goal"),
    "working_group": mark("Working group"),
    "plan": mark("Plan"),
}
"""What measures are added up by."""

_LINKS = {"phase": "phase", "topic_area": "area"}
"""The filters of the list of measures that show a group."""


def grain(view: View) -> str:
    """What to add up by; kept in the address."""
    _ = translator(view.language)
    names = {code: translate(name, view.language) for code, name in GRAINS.items()}
    return one_of_few(_("Added up by"), "by", names)


def groups(rows: pd.DataFrame, by: str, view: View) -> str:
    """The groups with their three lights, and by name those without measures."""
    _ = translator(view.language)
    filled, empty = rows[rows["measures"] > 0], rows[rows["measures"] == 0]
    columns = [
        Column(
            translate(GRAINS[by], view.language), lambda row: _name(row, by, view), is_header=True
        ),
        *(_aspect(aspect, view) for aspect in ASPECTS),
        Column(_("Position"), lambda row: _position(row, view)),
        Column(_("Worst measure"), lambda row: _worst(row, view)),
    ]
    caption = _(
        "Below each bar: how many of the measures are assessed. Postponed and dropped ones are "
        "named and count nowhere. The mean is of the indicators that have a position, by weight."
    )
    body = table(caption, columns, filled.to_dict("records"))
    if empty.empty:
        return body
    names = ", ".join(esc(title) for title in empty["title"])
    without = _("Without measures:")
    return body + f'<p class="mp-quiet mp-small">{without} {names}</p>'


def _name(row: Record, by: str, view: View) -> str:
    _ = translator(view.language)
    if pd.isna(row["code"]):
        name = _("of no group")
    else:
        name = esc(row["title"] if isinstance(row["title"], str) else row["code"])
        if by in _LINKS:
            name = anchor(href("measures", **{_LINKS[by]: row["code"]}), name)
    lines = []
    if isinstance(row["level"], str):
        lines.append(f"{GoalLevel.of(row['level']).label(view.language)} {esc(row['code'])}")
    counted = int(row["measures_counted"])
    lines.append(translate_count("{count} measure", "{count} measures", counted, view.language))
    below = " · ".join(lines)
    if len(row["not_counted"]):
        codes = ", ".join(
            anchor(href("measure", measure=code), esc(code)) for code in row["not_counted"]
        )
        below += "<br>" + _("not counted: {codes}", codes=codes)
    words = f'{name}<br><span class="mp-quiet mp-small">{below}</span>'
    return f'<div style="padding-left:{int(row["depth"])}rem">{words}</div>'


def _aspect(aspect: str, view: View) -> Column:
    """The bar of one light, with how many of the measures it says something about."""
    name = aspect_name(aspect, view.language)

    def cell(row: Record) -> str:
        if not row["measures_counted"]:
            return ""
        below = translate(
            mark("{assessed} of {measures}"),
            view.language,
            assessed=assessed(row[aspect]),
            measures=int(row["measures_counted"]),
        )
        # wide enough for its numbers
        drawn = f'<div style="min-width:6.2rem">{bar(row[aspect], view.language, name)}</div>'
        return f'{drawn}<span class="mp-quiet mp-small">{below}</span>'

    return Column(name, cell)


def _position(row: Record, view: View) -> str:
    if not row["positions"]:
        return texts.NO_NUMBER
    below = translate(
        mark("of {positions} of {indicators} indicators"),
        view.language,
        positions=texts.number(row["positions"], view.language),
        indicators=texts.number(row["indicators"], view.language),
    )
    mean = position_text(row["mean_position"], view.language)
    return f'Ø {mean}<br><span class="mp-quiet mp-small">{below}</span>'


def _worst(row: Record, view: View) -> str:
    if not isinstance(row["worst_code"], str):
        return texts.NO_NUMBER
    word = Light.of(row["worst_light"]).label(view.language)
    title = row["worst_title"] if isinstance(row["worst_title"], str) else ""
    name = anchor(href("measure", measure=row["worst_code"]), esc(f"{row['worst_code']} {title}"))
    below = f"{aspect_name(row['worst_aspect'], view.language)}: {word}"
    return f'{icon(row["worst_light"])} {name}<br><span class="mp-quiet mp-small">{below}</span>'
