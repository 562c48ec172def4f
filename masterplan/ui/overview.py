"""The head of the overview: where the plan stands in two sentences, and its three lights."""

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
    assessed,
    bar,
    esc,
    icon,
)
from masterplan.vocabulary import Light


def lead(plan_title: object, standing: Record, view: View) -> str:
    """Where the plan stands, in two sentences."""
    _ = translator(view.language)
    delivery, effect = standing["delivery"], standing["effect"]

    def bold(count: int) -> str:
        return f"<strong>{texts.number(count, view.language)}</strong>"

    if assessed(delivery):
        sentence = _(
            "In {good} of {measures} measures the work is on schedule or done, "
            "in {risk} it is at risk, in {off} off track, in {unknown} not assessable.",
            good=bold(delivery["achieved"] + delivery["on_track"]),
            measures=bold(standing["measures_counted"]),
            risk=bold(delivery["at_risk"]),
            off=bold(delivery["off_track"]),
            unknown=bold(delivery["not_assessable"]),
        )
    else:
        sentence = _(
            "Of the {measures} measures none has milestones or a declared progress "
            "to judge its work by.",
            measures=bold(standing["measures_counted"]),
        )
    if assessed(effect):
        sentence += " " + _(
            "Of the {assessed} whose effect can be assessed, "
            "{moving} move towards their targets as planned.",
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
            f'<section class="mp-strip"><h2>{name}</h2>'
            f"<p>{texts.translate(asks, view.language)}</p>"
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


def more(decisions: pd.DataFrame, view: View) -> str:
    """Where to go on from what needs us: the meeting, and the decisions with those overdue."""
    _ = translator(view.language)
    overdue = int(decisions["is_overdue"].sum())
    words = _("All decisions")
    if overdue:
        late = translate_count(
            "{count} decision overdue", "{count} decisions overdue", overdue, view.language
        )
        words = f"{words} ({late})"
    links = (
        anchor(href("meeting"), _("Go through them in the meeting") + " →"),
        anchor(href("decisions"), f"{words} →"),
    )
    return f'<p class="mp-more">{" ".join(links)}</p>'
