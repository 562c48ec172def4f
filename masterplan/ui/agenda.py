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
    "decision": mark("A decision is overdue by {overdue} days: {decision}"),
    "worsened": mark("Worse than on {before}: {worse}."),
    "conflict": mark("Declared {rating}, computed {light}: {detail}."),
    "delivery": mark("Behind schedule: {delivery}."),
    "effect": mark("Not enough effect: {effect}."),
    "both_at_risk": mark("Delivery and effect at risk: {delivery}; {effect}."),
    "slippage": mark("Milestones put off by {slippage} days on average."),
    "evidence": mark("No current data: {stale} indicators stale, {missing} without any value."),
}
"""Why a measure needs the committee, in the words of the page; the most urgent first."""
_RANKS = {
    "both": mark("Delivery and effect off track"),
    "decision": mark("Decision overdue"),
    "worsened": mark("Worsened"),
    "conflict": mark("Conflict"),
    "delivery": mark("Delivery off track"),
    "effect": mark("Effect off track"),
    "both_at_risk": mark("Delivery and effect at risk"),
    "slippage": mark("Slippage"),
    "evidence": mark("No current data"),
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


def attention(records: Iterable[Record], before: object, view: View) -> str:
    """The measures that need us first, each with its reasons in words; the first is its rank."""
    items = []
    for record in records:
        title = anchor(
            href("measure", measure=record["measure_code"], plan=record["plan_code"]),
            f"<b>{esc(record['measure_code'])}</b> {esc(record['title'])}",
        )
        rank = _RANKS[record["reasons"][0]]
        tag = texts.translate(rank, view.language)
        told = "".join(f"<p>{sentence}</p>" for sentence in reasons(record, before, view))
        items.append(
            f"<li>{icon(record['worst_light'])}"
            f'<div>{title} <span class="mp-tag">{tag}</span>{told}</div></li>'
        )
    return f'<ol class="mp-list">{"".join(items)}</ol>'


def reasons(record: Record, before: object, view: View) -> list[str]:
    """Why a measure needs us, one sentence for each reason; HTML."""
    lang = view.language
    effect, delivery = _effect_detail(record, lang), _delivery_detail(record, lang)
    said = {
        "delivery": delivery,
        "effect": effect,
        "detail": delivery if record["worst_aspect"] == "delivery" else effect,
        "rating": "" if pd.isna(record["rating"]) else Light.of(record["rating"]).label(lang),
        "light": Light.of(record["worst_light"]).label(lang),
        "overdue": texts.number(record["days_overdue"], lang, 0),
        "decision": esc(record["overdue_text"]),
        "before": texts.date(before, lang),  # type: ignore[arg-type]
        "worse": _worse(record, lang),
        "slippage": texts.number(record["slippage_days"], lang, 0),
        "stale": record["indicators_stale"],
        "missing": record["indicators_missing"],
    }
    return [texts.translate(_REASONS[reason], lang, **said) for reason in record["reasons"]]


def _worse(record: Record, lang: str) -> str:
    """Which of the two lights are worse than before, from what to what."""
    return "; ".join(
        f"{aspect_name(aspect, lang)} {Light.of(record[f'{aspect}_before']).label(lang)} → "
        f"{Light.of(record[f'light_{aspect}']).label(lang)}"
        for aspect in ("delivery", "effect")
        if record[f"is_{aspect}_worse"]
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
    if pd.isna(record["days_late"]) and pd.isna(record["progress_percent"]):
        return ""
    if pd.isna(record["days_late"]):
        return texts.translate(
            _DETAIL_PROGRESS,
            lang,
            progress=texts.percent(record["progress_percent"] / 100, lang),
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
    lang = view.language
    what = f"{aspect_name(record['aspect'], lang)} {change_name(record['change'], lang)}"
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


def change_name(code: object, lang: str) -> str:
    """What happened to a light: "worsened"."""
    return texts.translate(_CHANGES[str(code)], lang)


def _word(code: object, view: View) -> str:
    return "–" if pd.isna(code) else Light.of(str(code)).label(view.language)  # type: ignore[call-overload]


def attention_section(rows: pd.DataFrame, before: object, view: View) -> str:
    """What needs the committee, or that nothing does."""
    _ = translator(view.language)
    if rows.empty:
        return section(
            _("What needs us"), _("No measure is off track, in conflict or without current data.")
        )
    return section(
        _("What needs us"), _("The most urgent first; the reason stands below each.")
    ) + attention(rows.to_dict("records"), before, view)


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
        f"{count} {change_name(change, view.language)}"
        for change, count in rows["change"].value_counts(sort=False).items()
    )
    every = anchor(href("changes"), _("All changes, and why") + " →")
    more = f'<p class="mp-more">{every}</p>'
    return section(title, note) + changes(shown.to_dict("records"), view) + more
