"""The pieces of the overview: the sentence, the three lights, the matrix, the two lists."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from masterplan import texts
from masterplan.texts import mark, translate_count, translator
from masterplan.ui.frame import View, href
from masterplan.ui.html import (
    ASPECTS,
    Record,
    anchor,
    aspect_name,
    assessed,
    bar,
    esc,
    icon,
    position_text,
    section,
)
from masterplan.vocabulary import Light

_REASONS = {
    "both": mark("Neither delivered nor effective: {delivery}; {effect}."),
    "conflict": mark("Declared {rating}, computed {light}: {detail}."),
    "delivery": mark("Behind schedule: {delivery}."),
    "effect": mark("Not enough effect: {effect}."),
    "both_at_risk": mark("Delivery and effect at risk: {delivery}; {effect}."),
    "evidence": mark("No current data: {stale} indicators stale, {missing} without any value."),
}
_DETAIL_MILESTONE = mark("the oldest open milestone is {days} days overdue")
_DETAIL_PROGRESS = mark("declared progress {progress} after {elapsed} of the time")
_DETAIL_EFFECT = mark("{indicator} stands at {ratio} of the distance expected")

_SHOWN_CHANGES = 8

_CHANGES = {
    "worsened": mark("worsened"),
    "improved": mark("improved"),
    "new": mark("new"),
    "gone": mark("gone"),
    "newly_assessed": mark("assessed for the first time"),
    "no_longer_assessed": mark("no longer assessed"),
}


def lead(plan_title: object, standing: Record, view: View) -> str:
    """Where the plan stands, in two sentences."""
    _ = translator(view.language)
    delivery, effect = standing["delivery"], standing["effect"]

    def bold(count: int) -> str:
        return f"<strong>{texts.number(count, view.language)}</strong>"

    sentence = _(
        "In {good} of {measures} measures the work is on schedule or done, "
        "in {risk} it is at risk, in {off} it is off track.",
        good=bold(delivery["achieved"] + delivery["on_track"]),
        measures=bold(standing["measures_counted"]),
        risk=bold(delivery["at_risk"]),
        off=bold(delivery["off_track"]),
    )
    if assessed(effect):
        sentence += " " + _(
            "Of the {assessed} whose effect can be assessed, {moving} move towards their targets as planned.",
            assessed=bold(assessed(effect)),
            moving=bold(effect["achieved"] + effect["on_track"]),
        )
    else:
        sentence += " " + _("The effect of none of them can be assessed yet.")
    return (
        f'<div class="mp-lead"><p class="mp-eyebrow">{esc(plan_title)}</p><h1>{sentence}</h1></div>'
    )


def strips(standing: Record, view: View) -> str:
    """The three lights side by side, each with its question, its bar and its counts."""
    blocks = []
    for aspect, (_name, asks) in ASPECTS.items():
        counts = standing[aspect]
        items = "".join(
            "<li>"
            + anchor(
                href("measures", **{aspect: item.code}),
                f'<span class="mp-light">{icon(item.code)}<span><b>{counts[item.code]}</b> '
                f"{item.label(view.language)}</span></span>",
            )
            + "</li>"
            for item in Light
            if counts[item.code]
        )
        name = aspect_name(aspect, view.language)
        blocks.append(
            f'<section class="mp-strip"><h2>{name}</h2><p>{texts.translate(asks, view.language)}</p>'
            f"{bar(counts, view.language, name, is_tall=True)}<ul>{items}</ul></section>"
        )
    return f'<div class="mp-strips">{"".join(blocks)}</div>'


def not_counted(standing: Record, view: View) -> str:
    """Which measures are left out of every count, by name."""
    left_out = int(standing["measures"] - standing["measures_counted"])
    if not left_out:
        return ""
    names = ", ".join(
        anchor(href("measure", measure=code), esc(code)) for code in standing["not_counted"]
    )
    text = translate_count(
        "{count} measure is postponed or dropped and counts nowhere:",
        "{count} measures are postponed or dropped and count nowhere:",
        left_out,
        view.language,
    )
    return f'<p class="mp-quiet mp-small">{text} {names}</p>'


def matrix(cells: pd.DataFrame, view: View) -> str:
    """Phases across, topic areas down; each cell leads to its measures."""
    _ = translator(view.language)
    phases = cells.drop_duplicates("phase").to_dict("records")
    head = "".join(
        f'<th scope="col">{esc(phase["phase_title"])}<small>{texts.date(phase["starts_on"], view.language)}'
        f" – {texts.date(phase['ends_on'], view.language)}</small></th>"
        for phase in phases
    )
    rows: dict[str, list[str]] = {}
    names: dict[str, object] = {}
    for cell in cells.to_dict("records"):
        names[cell["topic_area_code"]] = cell["topic_area"]
        rows.setdefault(cell["topic_area_code"], []).append(_matrix_cell(cell, view))
    body = "".join(
        f'<tr><th scope="row">{anchor(href("measures", area=code), esc(names[code]))}</th>{"".join(tds)}</tr>'
        for code, tds in rows.items()
    )
    return (
        f'<table class="mp-matrix"><thead><tr><th scope="col">{_("Topic area")}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


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
    words = f"{aspect_name(cell['worst_aspect'], view.language)}: {Light.of(cell['worst_light']).label(view.language)}"
    inner = f"{icon(cell['worst_light'])}<span>{esc(cell['worst_code'])} {esc(cell['worst_title'])}</span>"
    link = href("measure", measure=cell["worst_code"])
    return (
        f'<div class="mp-cell"><p class="mp-worst" title="{esc(words)}">{anchor(link, inner)}</p></div>'
    )


def attention(records: Iterable[Record], view: View) -> str:
    """The measures that need us first, each with the reason in words."""
    items = []
    for record in records:
        worst = min(
            (record["light_delivery"], record["light_effect"], record["light_evidence"]),
            key=["off_track", "at_risk", "on_track", "achieved", "suspended", "not_assessable"].index,
        )
        title = anchor(
            href("measure", measure=record["measure_code"]),
            f"<b>{esc(record['measure_code'])}</b> {esc(record['title'])}",
        )
        items.append(f"<li>{icon(worst)}<div>{title}<p>{_reason(record, view)}</p></div></li>")
    return f'<ol class="mp-list">{"".join(items)}</ol>'


def _reason(record: Record, view: View) -> str:
    lang = view.language
    name = esc(record["worst_indicator"])
    effect = texts.translate(
        _DETAIL_EFFECT,
        lang,
        indicator=f"„{name}“" if lang == "de" else f"“{name}”",
        ratio=texts.percent(record["worst_ratio"], lang),
    )
    delivery = _delivery_detail(record, lang)
    return texts.translate(
        _REASONS[record["reason"]],
        lang,
        delivery=delivery,
        effect=effect,
        detail=delivery if record["light_delivery"] == "off_track" else effect,
        rating="" if pd.isna(record["rating"]) else Light.of(record["rating"]).label(lang),
        light=Light.OFF_TRACK.label(lang),
        stale=record["indicators_stale"],
        missing=record["indicators_missing"],
    )


def _delivery_detail(record: Record, lang: str) -> str:
    if pd.isna(record["days_late"]):
        return texts.translate(
            _DETAIL_PROGRESS,
            lang,
            progress=texts.number(record["progress_percent"], lang, 0) + " %",
            elapsed=texts.percent(record["elapsed"], lang),
        )
    return texts.translate(_DETAIL_MILESTONE, lang, days=texts.number(record["days_late"], lang))


def changes(records: Iterable[Record], view: View) -> str:
    """Which lights changed, from what to what."""
    _ = translator(view.language)
    items = "".join(
        f"<li>{icon(record['light_after'] or 'not_assessable')}<div>"
        + anchor(
            href("measure", measure=record["measure_code"]),
            f"<b>{esc(record['measure_code'])}</b> {esc(record['title'])}",
        )
        + f"<p>{aspect_name(record['aspect'], view.language)} {_change(record['change'], view)}: "
        f"{_word(record['light_before'], view)} → {_word(record['light_after'], view)}</p></div></li>"
        for record in records
    )
    return f'<ul class="mp-list">{items}</ul>'


def _change(code: object, view: View) -> str:
    return texts.translate(_CHANGES[str(code)], view.language)


def _word(code: object, view: View) -> str:
    return "–" if pd.isna(code) else Light.of(str(code)).label(view.language)  # type: ignore[call-overload]


def attention_section(rows: pd.DataFrame, view: View) -> str:
    """What needs the committee, or that nothing does."""
    _ = translator(view.language)
    if rows.empty:
        return section(_("What needs us"), _("No measure is off track, in conflict or without current data."))
    return section(
        _("What needs us"), _("The most urgent first; the reason stands below each.")
    ) + attention(rows.to_dict("records"), view)


def changes_section(rows: pd.DataFrame, before: object, view: View) -> str:
    """What changed since the last reporting date, the worsened first."""
    _ = translator(view.language)
    if pd.isna(before):  # type: ignore[call-overload]
        return section(_("What changed"), _("There is no earlier reporting date to compare with."))
    title = _("What changed since {date}", date=texts.date(before, view.language))  # type: ignore[arg-type]
    if rows.empty:
        return section(title, _("No light has changed."))
    shown = rows.head(_SHOWN_CHANGES)
    note = ", ".join(
        f"{count} {_change(change, view)}" for change, count in rows["change"].value_counts(sort=False).items()
    )
    return section(title, note) + changes(shown.to_dict("records"), view)
