"""What the committee should speak of: what needs it, and what changed."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from masterplan import explanation, texts
from masterplan.texts import mark, translator
from masterplan.ui.frame import View, href
from masterplan.ui.html import (
    Record,
    anchor,
    aspect_name,
    esc,
    icon,
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
_DETAIL_TREND = mark("{indicator} is {light} by its trend ({symbol})")
_DETAIL_LIGHT = mark("{indicator} is {light}")

_SHOWN_CHANGES = 8

_CHANGES = {
    "worsened": mark("worsened"),
    "improved": mark("improved"),
    "new": mark("new"),
    "gone": mark("gone"),
    "newly_assessed": mark("assessed for the first time"),
    "no_longer_assessed": mark("no longer assessed"),
}

CAUSES = {
    "correction": mark("values corrected"),
    "new_data": mark("new data"),
    "evaluation": mark("another state or progress declared"),
    "target": mark("target changed"),
    "indicator": mark("indicator added or taken away"),
    "method": mark("method changed"),
    "time": mark("time passed"),
}
_CAUSES_OF_DELIVERY = {
    "correction": mark("milestones replanned or corrected"),
    "new_data": mark("milestones reached"),
    "time": mark("dates passed"),
}


def attention(records: Iterable[Record], view: View) -> str:
    """The measures that need us first, each with the reason in words."""
    items = []
    for record in records:
        worst = min(
            (record["light_delivery"], record["light_effect"], record["light_evidence"]),
            key=[
                "off_track",
                "at_risk",
                "on_track",
                "achieved",
                "suspended",
                "not_assessable",
            ].index,
        )
        title = anchor(
            href("measure", measure=record["measure_code"]),
            f"<b>{esc(record['measure_code'])}</b> {esc(record['title'])}",
        )
        items.append(f"<li>{icon(worst)}<div>{title}<p>{_reason(record, view)}</p></div></li>")
    return f'<ol class="mp-list">{"".join(items)}</ol>'


def _reason(record: Record, view: View) -> str:
    lang = view.language
    effect = _effect_detail(record, lang)
    delivery = _delivery_detail(record, lang)
    reason = _REASONS[record["reason"]]
    return texts.translate(
        reason,
        lang,
        delivery=delivery,
        effect=effect,
        detail=delivery if record["light_delivery"] == "off_track" else effect,
        rating="" if pd.isna(record["rating"]) else Light.of(record["rating"]).label(lang),
        light=Light.OFF_TRACK.label(lang),
        stale=record["indicators_stale"],
        missing=record["indicators_missing"],
    )


def _effect_detail(record: Record, lang: str) -> str:
    """What the worst indicator says, in the words of the rule that decides it."""
    if pd.isna(record["worst_indicator"]):
        return ""
    name = esc(record["worst_indicator"])
    indicator = f"„{name}“" if lang == "de" else f"“{name}”"
    word = Light.of(record["worst_indicator_light"]).label(lang)
    if record["worst_rule"] == "trend":
        symbol = explanation.symbol_word(record["worst_symbol"], lang)
        return texts.translate(_DETAIL_TREND, lang, indicator=indicator, light=word, symbol=symbol)
    if pd.isna(record["worst_ratio"]):
        return texts.translate(_DETAIL_LIGHT, lang, indicator=indicator, light=word)
    ratio = texts.percent(record["worst_ratio"], lang)
    return texts.translate(_DETAIL_EFFECT, lang, indicator=indicator, ratio=ratio)


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
    items = "".join(f"<li>{_changed(record, view)}</li>" for record in records)
    return f'<ul class="mp-list">{items}</ul>'


def _changed(record: Record, view: View) -> str:
    after = record["light_after"]
    name = anchor(
        href("measure", measure=record["measure_code"]),
        f"<b>{esc(record['measure_code'])}</b> {esc(record['title'])}",
    )
    what = f"{aspect_name(record['aspect'], view.language)} {_change(record['change'], view)}"
    words = f"{_word(record['light_before'], view)} → {_word(after, view)}"
    why = causes(record.get("causes"), record["aspect"], view)
    shape = icon("not_assessable" if pd.isna(after) else after)
    return f"{shape}<div>{name}<p>{what}: {words}{why and ' · ' + why}</p></div>"


def causes(turns: object, aspect: str, view: View) -> str:
    """Why a light changed, in words: its causes in their order, each but one with its light."""
    found = [dict(turn) for turn in turns] if isinstance(turns, Iterable) else []
    names = [cause_name(turn["cause"], aspect, view.language) for turn in found]
    if len(found) > 1:  # the way of the light over several causes
        lights = [_word(turn["light_after"], view) for turn in found]
        names = [f"{name} (→ {word})" for name, word in zip(names, lights, strict=True)]
    return ", ".join(names)


def cause_name(cause: object, aspect: str, lang: str) -> str:
    """A cause as readers know it; of delivery it speaks of milestones."""
    of_aspect = {**CAUSES, **_CAUSES_OF_DELIVERY} if aspect == "delivery" else CAUSES
    return texts.translate(of_aspect[str(cause)], lang)


def _change(code: object, view: View) -> str:
    return texts.translate(_CHANGES[str(code)], view.language)


def _word(code: object, view: View) -> str:
    return "–" if pd.isna(code) else Light.of(str(code)).label(view.language)  # type: ignore[call-overload]


def attention_section(rows: pd.DataFrame, view: View) -> str:
    """What needs the committee, or that nothing does."""
    _ = translator(view.language)
    if rows.empty:
        return section(
            _("What needs us"), _("No measure is off track, in conflict or without current data.")
        )
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
        f"{count} {_change(change, view)}"
        for change, count in rows["change"].value_counts(sort=False).items()
    )
    return section(title, note) + changes(shown.to_dict("records"), view)
