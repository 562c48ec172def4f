"""The goals and concerns of a plan on the overview: how many of their measures are on track."""

from __future__ import annotations

import pandas as pd

from masterplan.texts import translator
from masterplan.ui.frame import View
from masterplan.ui.html import Record, esc, section
from masterplan.vocabulary import GoalLevel

_LEVELS = (GoalLevel.CONCERN.code, GoalLevel.GOAL.code)


def goals(rows: pd.DataFrame, view: View) -> str:
    """Concerns with their goals; those without any measure on track stand out."""
    _ = translator(view.language)
    shown = rows[rows["level"].isin(_LEVELS)].to_dict("records")
    if not shown:
        return section(_("Goals and concerns"), _("The plan names no goals."))
    without = [row for row in shown if row["level"] == "goal" and not row["measures_on_track"]]
    note = (
        _("Every goal has a measure that is on track.")
        if not without
        else _(
            "{count} of {goals} goals have no measure that is on track in delivery and effect.",
            count=len(without),
            goals=sum(1 for row in shown if row["level"] == "goal"),
        )
    )
    items = "".join(_item(row, view) for row in shown)
    return section(_("Goals and concerns"), note) + f'<ul class="mp-goals">{items}</ul>'


def _item(row: Record, view: View) -> str:
    _ = translator(view.language)
    counted, good = int(row["measures_counted"]), int(row["measures_on_track"])
    title = esc(row["title"] if isinstance(row["title"], str) else row["code"])
    if not counted:
        said = _("no measure")
    else:
        said = _("{good} of {measures} on track", good=good, measures=counted)
    share = 0 if not counted else round(100 * good / counted)
    css = f"mp-goal {row['level']}" + ("" if good else " none")
    return (
        f'<li class="{css}"><span class="mp-goal-name">{title}</span>'
        f'<span class="mp-goal-bar" aria-hidden="true"><i style="width:{share}%"></i></span>'
        f'<span class="mp-goal-said">{said}</span></li>'
    )
