"""How measures went from light to light between two looks: bands between two columns."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from masterplan import texts
from masterplan.charts.theme import Drawing, Palette, blank_figure, palette
from masterplan.texts import mark, translate_count, translator
from masterplan.vocabulary import Light

_ABSENT = "absent"
_ORDER = [light.code for light in Light] + [_ABSENT]
_NOT_THERE = mark("not counted")
_GAP = 0.035  # between two lights of a column, as a share of its height
_WIDTH = 0.014  # of a column
_LEFT, _RIGHT = 0.2, 0.8


def flow(
    rows: pd.DataFrame, before: str, after: str, aspect_name: str, language: str, is_dark: bool
) -> Drawing:
    """The way of the lights of one aspect: the rows of ``measures/transitions``."""
    _ = translator(language)
    colours = palette(is_dark)
    known = rows.fillna({"light_before": _ABSENT, "light_after": _ABSENT})
    total = int(known["measures"].sum())
    title = _("{aspect}: from light to light", aspect=aspect_name)
    figure = blank_figure(colours, 360, language)
    if not total:
        return Drawing(title, figure, "", pd.DataFrame())
    left = _column(known, "light_before", total)
    right = _column(known, "light_after", total)
    _bands(figure, known, left, right, colours, language)
    for side, ends, head in ((_LEFT, left, before), (_RIGHT, right, after)):
        _ends(figure, side, ends, colours, language)
        figure.add_annotation(
            x=side,
            y=1.02,
            text=f"<b>{head}</b>",
            showarrow=False,
            xanchor="right" if side == _LEFT else "left",
            yanchor="bottom",
            font={"size": 13, "color": colours.ink},
        )
    figure.update_xaxes(range=[0, 1], visible=False)
    figure.update_yaxes(range=[-0.02, 1.1], visible=False)
    figure.update_layout(margin={"l": 0, "r": 0, "t": 4, "b": 4})
    told = [
        _(
            "{count} from {before} to {after}",
            count=texts.number(count, language),
            before=_word(source, language),
            after=_word(goal, language),
        )
        for source, goal, count in _ways(known)
    ]
    numbers = pd.DataFrame(
        {
            _("From"): [_word(code, language) for code in known["light_before"]],
            _("To"): [_word(code, language) for code in known["light_after"]],
            _("Measures"): [texts.number(count, language) for count in known["measures"]],
            _("Which"): [", ".join(codes) for codes in known["measure_codes"]],
        }
    )
    note = _("Grey bands did not change; coloured ones lead to the light they have now.")
    return Drawing(title, figure, "; ".join(told), numbers, note)


def _word(code: str, language: str) -> str:
    if code == _ABSENT:
        return texts.translate(_NOT_THERE, language)
    return Light.of(code).label(language)


def _ways(rows: pd.DataFrame) -> list[tuple[str, str, int]]:
    """Light before, light after, and how many measures went that way."""
    names = ("light_before", "light_after", "measures")
    return [
        (str(source), str(goal), int(count))
        for source, goal, count in zip(*(rows[name] for name in names), strict=True)
    ]


def _column(rows: pd.DataFrame, name: str, total: int) -> dict[str, tuple[float, float, int]]:
    """Of each light of a column its upper and lower end, from the top, and its count."""
    counts = {code: int(rows.loc[rows[name] == code, "measures"].sum()) for code in _ORDER}
    counts = {code: count for code, count in counts.items() if count}
    room = 1 - _GAP * (len(counts) - 1)
    ends, top = {}, 1.0
    for code, count in counts.items():
        bottom = top - room * count / total
        ends[code] = (top, bottom, count)
        top = bottom - _GAP
    return ends


def _bands(
    figure: go.Figure,
    rows: pd.DataFrame,
    left: dict[str, tuple[float, float, int]],
    right: dict[str, tuple[float, float, int]],
    colours: Palette,
    language: str,
) -> None:
    used_left = {code: ends[0] for code, ends in left.items()}
    used_right = {code: ends[0] for code, ends in right.items()}
    rank = {code: place for place, code in enumerate(_ORDER)}
    ordered = sorted(_ways(rows), key=lambda way: (rank[way[0]], rank[way[1]]))
    for source, goal, count in ordered:
        share_left = (left[source][0] - left[source][1]) * count / left[source][2]
        share_right = (right[goal][0] - right[goal][1]) * count / right[goal][2]
        start, end = used_left[source], used_right[goal]
        used_left[source] -= share_left
        used_right[goal] -= share_right
        is_same = source == goal
        colour = colours.quiet if is_same or goal == _ABSENT else colours.lights[goal]
        xs, upper = _curve(start, end)
        _xs, lower = _curve(start - share_left, end - share_right)
        words = translate_count("{count} measure", "{count} measures", count, language)
        figure.add_scatter(
            x=[*xs, *reversed(xs)],
            y=[*upper, *reversed(lower)],
            mode="lines",
            fill="toself",
            line={"width": 0},
            fillcolor=colour,
            opacity=0.16 if is_same else 0.6,
            hoveron="fills",
            hoverinfo="text",
            text=f"<b>{words}</b><br>{_word(source, language)} → {_word(goal, language)}",
        )


def _curve(start: float, end: float) -> tuple[list[float], list[float]]:
    """A soft way from the left column to the right one."""
    steps = [step / 24 for step in range(25)]
    room = _RIGHT - _LEFT - 2 * _WIDTH
    return (
        [_LEFT + _WIDTH + room * step for step in steps],
        [start + (end - start) * (1 - math.cos(math.pi * step)) / 2 for step in steps],
    )


def _ends(
    figure: go.Figure,
    side: float,
    ends: dict[str, tuple[float, float, int]],
    colours: Palette,
    language: str,
) -> None:
    is_left = side == _LEFT
    for code, (top, bottom, count) in ends.items():
        figure.add_shape(
            type="rect",
            x0=side if is_left else side - _WIDTH,
            x1=side + _WIDTH if is_left else side,
            y0=bottom,
            y1=top,
            fillcolor=colours.lights.get(code, colours.quiet),
            line={"width": 0},
        )
        figure.add_annotation(
            x=side - 0.008 if is_left else side + 0.008,
            y=(top + bottom) / 2,
            text=f"{_word(code, language)} <b>{texts.number(count, language)}</b>"
            if is_left
            else f"<b>{texts.number(count, language)}</b> {_word(code, language)}",
            showarrow=False,
            xanchor="right" if is_left else "left",
            font={"size": 13, "color": colours.ink},
        )
