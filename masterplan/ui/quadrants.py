"""Delivery against effect: every measure in one picture."""

from __future__ import annotations

import pandas as pd

from masterplan import texts
from masterplan.texts import mark, translate, translate_count, translator
from masterplan.ui.frame import View, href
from masterplan.ui.html import Record, aspect_name, esc, icon, section

GROUPS = {
    "good": (mark("on track or achieved"), "on_track"),
    "at_risk": (mark("at risk"), "at_risk"),
    "off_track": (mark("off track"), "off_track"),
    "unknown": (mark("not assessed"), "not_assessable"),
}
"""The groups of lights, best first, each with its words and the shape that stands for it."""

_CORNERS = {
    ("good", "off_track"): mark("delivered, without effect"),
    ("good", "at_risk"): mark("delivered, little effect"),
    ("off_track", "good"): mark("effect in spite of late delivery"),
    ("off_track", "off_track"): mark("neither of the two"),
}
"""What a cell means where it is no matter of course: delivery, effect."""

_SHOWN = 14
"""So many codes stand in a cell; the others are one click away."""


def quadrants(rows: pd.DataFrame, view: View) -> str:
    """A table of delivery across and effect down, with the codes of the measures in its cells."""
    _ = translator(view.language)
    cells = {(row["delivery"], row["effect"]): row for row in rows.to_dict("records")}
    across = [name for name in GROUPS if any(delivery == name for delivery, _e in cells)]
    down = [name for name in GROUPS if any(effect == name for _d, effect in cells)]
    head = "".join(f'<th scope="col">{_group(name, view)}</th>' for name in across)
    body = "".join(
        f'<tr><th scope="row">{_group(effect, view)}</th>'
        + "".join(
            _cell(cells.get((delivery, effect)), delivery, effect, view) for delivery in across
        )
        + "</tr>"
        for effect in down
    )
    corner = f"<small>{_('Effect')} ↓ &nbsp; {_('Delivery')} →</small>"
    title = section(
        _("Delivery against effect"),
        _("Each measure once: across how it is delivered, down what it achieves."),
    )
    return (
        f'{title}<div class="mp-scroll"><table class="mp-quadrants"><thead><tr>'
        f'<th scope="col">{corner}</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _group(name: str, view: View) -> str:
    words, shape = GROUPS[name]
    return (
        f'<span class="mp-light">{icon(shape)}<span>{translate(words, view.language)}</span></span>'
    )


def _cell(row: Record | None, delivery: str, effect: str, view: View) -> str:
    if row is None:
        return '<td class="mp-empty-cell">–</td>'
    lang = view.language
    words, _shape = GROUPS[delivery]
    label = esc(f"{aspect_name('delivery', lang)}: {translate(words, lang)}")
    members = list(row["members"])
    count = translate_count("{count} measure", "{count} measures", len(members), lang)
    said = ""
    if (delivery, effect) in _CORNERS:
        corner = _CORNERS[delivery, effect]
        said = f" · {translate(corner, lang)}"
    chips = "".join(_chip(one) for one in members[:_SHOWN])
    if len(members) > _SHOWN:
        more = translate(
            mark("{count} more"), lang, count=texts.number(len(members) - _SHOWN, lang)
        )
        rest = "".join(_chip(one) for one in members[_SHOWN:])
        chips += f"<details><summary>{more}</summary>{rest}</details>"
    css = f"mp-{delivery}-{effect}"
    said = f"<p><b>{count}</b>{said}</p>"
    return f'<td class="{css}" data-label="{label}">{said}<div class="mp-chips">{chips}</div></td>'


def _chip(one: Record) -> str:
    name = esc(f"{one['measure_code']} {one['title'] or ''}")
    link = esc(href("measure", measure=one["measure_code"], plan=one["plan_code"]))
    return f'<a href="{link}" title="{name}" aria-label="{name}">{esc(one["measure_code"])}</a>'
