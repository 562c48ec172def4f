"""The matrix of phases and topic areas."""

from __future__ import annotations

import pandas as pd

from masterplan import texts
from masterplan.texts import translate_count, translator
from masterplan.ui.frame import View, href
from masterplan.ui.html import (
    ASPECTS,
    Record,
    anchor,
    aspect_name,
    bar,
    esc,
    icon,
    position_text,
)
from masterplan.vocabulary import Light


def matrix(cells: pd.DataFrame, view: View) -> str:
    """Phases across, topic areas down; each cell leads to its measures."""
    _ = translator(view.language)
    phases = cells.drop_duplicates("phase").to_dict("records")
    head = "".join(
        f'<th scope="col">{esc(phase["phase_title"])}<small>{_period(phase, view)}</small></th>'
        for phase in phases
    )
    rows: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    filled: set[str] = set()
    for cell in cells.to_dict("records"):
        code = cell["topic_area_code"]
        names[code] = anchor(href("measures", area=code), esc(cell["topic_area"]))
        rows.setdefault(code, []).append(_matrix_cell(cell, view))
        if cell["measures"]:
            filled.add(code)
    body = "".join(
        f'<tr><th scope="row">{names[code]}</th>{"".join(tds)}</tr>'
        for code, tds in rows.items()
        if code in filled
    )
    empty = ", ".join(name for code, name in names.items() if code not in filled)
    without, corner = _("Without measures:"), _("Topic area")
    rest = f'<p class="mp-quiet mp-small">{without} {empty}</p>' if empty else ""
    corner = f'<th scope="col">{corner}</th>'
    return (
        f'<table class="mp-matrix"><thead><tr>{corner}{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>{rest}"
    )


def _period(phase: Record, view: View) -> str:
    starts, ends = (texts.date(phase[name], view.language) for name in ("starts_on", "ends_on"))
    return f"{starts} – {ends}"


def _matrix_cell(cell: Record, view: View) -> str:
    _ = translator(view.language)
    label = esc(cell["phase_title"])
    if not cell["measures"]:
        return f'<td class="mp-empty-cell" data-label="{label}">–</td>'
    bars = "".join(
        f'<span class="mp-row"><span>{aspect_name(aspect, view.language)}</span>'
        f"{bar(cell[aspect], view.language, aspect_name(aspect, view.language))}</span>"
        for aspect in ASPECTS
    )
    count = translate_count("{count} measure", "{count} measures", cell["measures"], view.language)
    summary = _(
        "effect of {assessed} of {measures} assessed",
        assessed=cell["effect_assessed"],
        measures=cell["measures"],
    )
    if cell["positions"]:
        summary += " · " + _(
            "position Ø {position} ({positions} of {indicators} indicators)",
            position=position_text(cell["mean_position"], view.language),
            positions=int(cell["positions"]),
            indicators=int(cell["indicators"]),
        )
    link = href("measures", phase=cell["phase"], area=cell["topic_area_code"])
    return (
        f'<td data-label="{label}">'
        + anchor(link, f'<span class="mp-cell">{bars}<p><b>{count}</b>, {summary}</p></span>')
        + _worst(cell, view)
        + "</td>"
    )


def _worst(cell: Record, view: View) -> str:
    if cell["worst_light"] not in ("off_track", "at_risk"):
        return ""
    word = Light.of(cell["worst_light"]).label(view.language)
    words = esc(f"{aspect_name(cell['worst_aspect'], view.language)}: {word}")
    name = esc(f"{cell['worst_code']} {cell['worst_title'] or ''}")
    inner = f"{icon(cell['worst_light'])}<span>{name}</span>"
    link = href("measure", measure=cell["worst_code"])
    return (
        f'<div class="mp-cell"><p class="mp-worst" title="{words}">{anchor(link, inner)}</p></div>'
    )
