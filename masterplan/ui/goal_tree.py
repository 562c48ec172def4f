"""The tree of goals: vision, goal, measure, indicator, each with its lights; and its gaps.

It is made of the browser's own foldable lists, so it is worked by keyboard and found by its search.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from masterplan import texts
from masterplan.texts import mark, translate, translate_count, translator
from masterplan.ui.choose import one_of_few
from masterplan.ui.frame import View, href
from masterplan.ui.html import (
    ASPECTS,
    Record,
    anchor,
    aspect_name,
    assessed,
    bar,
    count_words,
    esc,
    light,
    position_text,
    symbol,
)
from masterplan.vocabulary import GoalLevel, Light, State

DEPTHS = {
    "goals": mark("Goals"),
    "measures": mark("with measures"),
    "indicators": mark("with indicators"),
}
"""How far the tree is unfolded at first."""

SHOWN = {"all": mark("All measures"), "attention": mark("Only at risk or off track")}

_ASKING = (Light.AT_RISK.code, Light.OFF_TRACK.code)
_LIGHTS = {"light_delivery": "delivery", "light_effect": "effect", "light_evidence": "evidence"}

GAPS = {
    "goal_without_measure": (
        mark("Goals without a measure"),
        mark("Nobody works at them, or nobody has said so in the column Goals of a measure."),
    ),
    "measure_without_goal": (
        mark("Measures without a goal"),
        mark("What they are good for is not said."),
    ),
    "measure_without_indicator": (
        mark("Measures without an indicator"),
        mark("Their effect cannot be known."),
    ),
    "indicator_without_target": (
        mark("Indicators without a target in force"),
        mark("Nothing says what would be enough."),
    ),
    "indicator_without_data": (
        mark("Indicators without data"),
        mark("There is no observation up to the reporting date."),
    ),
}


def depth(view: View) -> str:
    """How far to unfold; kept in the address."""
    names = {code: translate(name, view.language) for code, name in DEPTHS.items()}
    return one_of_few(translate(mark("Unfold"), view.language), "open", names)


def shown(view: View) -> str:
    """Which measures to show; kept in the address."""
    names = {code: translate(name, view.language) for code, name in SHOWN.items()}
    return one_of_few(translate(mark("Which measures"), view.language), "show", names)


def asking(measures: pd.DataFrame) -> pd.DataFrame:
    """The measures of which a light asks for attention; evidence alone is no need to act."""
    is_asking = measures["light_delivery"].isin(_ASKING) | measures["light_effect"].isin(_ASKING)
    return measures[measures["is_counted"] & is_asking]


class Tree:
    """The rows of a plan, ready to be put into each other."""

    def __init__(
        self,
        measures: pd.DataFrame,
        indicators: pd.DataFrame,
        unfolded: str,
        view: View,
    ) -> None:
        self.view = view
        self.unfolded = unfolded
        self._measures = _by(measures, "goal_code")
        self._indicators = _by(indicators, "measure_code")

    def html(self, goals: pd.DataFrame) -> str:
        """All of it: ``goals`` as plan/rollup gives them, each before those below it."""
        rows = goals.to_dict("records")
        named = [row for row in rows if isinstance(row["code"], str)]
        body = "".join(self._goals(iter(named)))
        body += "".join(self._without_goal(row) for row in rows if not isinstance(row["code"], str))
        return f'<div class="mp-tree">{body}</div>'

    def _goals(self, rows: Iterator[Record]) -> Iterator[str]:
        """Goals come in the order of a walk: whatever is deeper than a goal lies in it."""
        open_depths: list[int] = []
        listed = [*rows]
        for at, row in enumerate(listed):
            while open_depths and open_depths[-1] >= row["depth"]:
                open_depths.pop()
                yield "</details>"
            has_goals = at + 1 < len(listed) and listed[at + 1]["depth"] > row["depth"]
            measures = self._measures.get(row["code"], [])
            if not (has_goals or measures):  # nothing to unfold
                yield f'<div class="mp-tree-leaf">{self._goal_line(row)}</div>'
                continue
            is_open = has_goals or self.unfolded != "goals"
            line = f"<summary>{self._goal_line(row)}</summary>"
            yield f"<details{' open' if is_open else ''}>{line}"
            yield self._measure_list(measures)
            open_depths.append(row["depth"])
        yield "</details>" * len(open_depths)

    def _without_goal(self, row: Record) -> str:
        measures = self._measures.get(None, [])
        is_open = " open" if self.unfolded != "goals" else ""
        line = f"<summary>{self._goal_line(row)}</summary>"
        return f"<details{is_open}>{line}{self._measure_list(measures)}</details>"

    def _goal_line(self, row: Record) -> str:
        lang = self.view.language
        _ = translator(lang)
        if isinstance(row["code"], str):
            level = GoalLevel.of(row["level"]).label(lang) if isinstance(row["level"], str) else ""
            title = esc(row["title"] if isinstance(row["title"], str) else row["code"])
            eyebrow = f"{level} {esc(row['code'])} · "
        else:
            title, eyebrow = esc(_("of no goal")), ""
        counted = int(row["measures_counted"])
        words = translate_count("{count} measure", "{count} measures", counted, lang)
        if len_of(row["not_counted"]):
            words += _(", {count} not counted", count=len_of(row["not_counted"]))
        bars = "".join(self._bar(row, aspect) for aspect in ASPECTS) if counted else ""
        return (
            f'<span class="mp-tree-name"><small>{eyebrow}{words}</small><b>{title}</b></span>'
            f'<span class="mp-tree-bars">{bars}</span>'
        )

    def _bar(self, row: Record, aspect: str) -> str:
        lang = self.view.language
        name = aspect_name(aspect, lang)
        below = translate(
            mark("{assessed} of {measures}"),
            lang,
            assessed=assessed(row[aspect]),
            measures=int(row["measures_counted"]),
        )
        return f"<span>{bar(row[aspect], lang, name)}<small>{name} {below}</small></span>"

    def _measure_list(self, rows: list[Record]) -> str:
        if not rows:
            return ""
        return "<ul>" + "".join(f"<li>{self._measure(row)}</li>" for row in rows) + "</ul>"

    def _measure(self, row: Record) -> str:
        lang = self.view.language
        _ = translator(lang)
        code = row["measure_code"]
        indicators = self._indicators.get(code, [])
        link = anchor(href("measure", measure=code), esc(_("Open the measure")) + " →")
        if indicators:
            body = "".join(f"<li>{self._indicator(one)}</li>" for one in indicators)
            body = f"<ul>{body}</ul>"
            words = translate_count(
                "{count} indicator", "{count} indicators", len(indicators), lang
            )
        else:
            body, words = "", _("without an indicator")
        is_open = " open" if self.unfolded == "indicators" else ""
        return (
            f'<details{is_open}><summary><span class="mp-tree-name">'
            f"<span><b>{esc(code)}</b> {esc(row['title'])}</span><small>{words}</small></span>"
            f'<span class="mp-tree-lights">{self._lights(row)}</span></summary>'
            f'<p class="mp-small">{link}</p>{body}</details>'
        )

    def _lights(self, row: Record) -> str:
        lang = self.view.language
        if not row["is_counted"]:
            return f'<span class="mp-quiet">{State.of(row["state"]).label(lang)}</span>'
        return "".join(
            f"<span>{symbol(row[column], lang)} <small>{aspect_name(aspect, lang)}</small></span>"
            for column, aspect in _LIGHTS.items()
        )

    def _indicator(self, row: Record) -> str:
        lang = self.view.language
        _ = translator(lang)
        name = f"{esc(row['indicator_code'])} {esc(row['name'])}"
        link = anchor(href("indicator", indicator=row["indicator_code"]), name)
        value: str = f"{texts.number(row['last_value'], lang)} {esc(row['unit'])}"
        words: str = _("no data") if pd.isna(row["last_on"]) else value
        if not pd.isna(row["target_value"]):
            words += " · " + _("target {value}", value=texts.number(row["target_value"], lang))
        if not pd.isna(row["position"]):
            words += f" · {position_text(row['position'], lang)}"
        return (
            f'<span class="mp-tree-name"><span>{link}</span><small>{words}</small></span>'
            f'<span class="mp-tree-lights">{light(row["light"], lang)}</span>'
        )


def len_of(value: object) -> int:
    """How many a list of the database has; none where there is no list."""
    return len(value) if hasattr(value, "__len__") and not isinstance(value, str) else 0


def _by(rows: pd.DataFrame, column: str) -> dict[Any, list[Record]]:
    found: dict[Any, list[Record]] = {}
    for row in rows.to_dict("records"):
        key = row[column] if isinstance(row[column], str) else None
        found.setdefault(key, []).append(row)
    return found


def standing(row: Record, view: View) -> str:
    """How the measures of the plan stand together, in a sentence with its denominator."""
    _ = translator(view.language)
    return _(
        "Of {measures} measures the effect of {assessed} is assessed: {counts}.",
        measures=texts.number(row["measures_counted"], view.language),
        assessed=texts.number(assessed(row["effect"]), view.language),
        counts=count_words(row["effect"], view.language),
    )


def gaps(rows: pd.DataFrame, view: View) -> str:
    """Each kind of gap with its names; kinds without any are named as such."""
    _ = translator(view.language)
    found = _by(rows, "kind")
    pieces, closed = [], []
    for kind, (title, meaning) in GAPS.items():
        name = esc(_(title))
        if kind not in found:
            closed.append(name)
            continue
        items = "".join(f"<li>{_gap(row)}</li>" for row in found[kind])
        pieces.append(
            f'<details class="mp-group"><summary><b>{len(found[kind])}</b> {name}'
            f'</summary><p class="mp-quiet mp-small">{esc(_(meaning))}</p>'
            f'<ul class="mp-names">{items}</ul></details>'
        )
    if closed:
        none = esc(_("None:"))
        pieces.append(f'<p class="mp-quiet mp-small">{none} {" · ".join(closed)}</p>')
    return "".join(pieces)


def _gap(row: Record) -> str:
    words = f"<b>{esc(row['code'])}</b> {esc(row['title'])}"
    if row["kind"].startswith("indicator"):
        return anchor(href("indicator", indicator=row["code"]), words)
    if row["kind"].startswith("measure"):
        return anchor(href("measure", measure=row["code"]), words)
    return words
