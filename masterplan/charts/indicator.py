"""Drawings of one indicator: its series against the planned path."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from masterplan import texts
from masterplan.charts.beside import Beside, rows_beside, words_beside
from masterplan.charts.beside_drawn import draw_beside
from masterplan.charts.theme import (
    Drawing,
    Palette,
    blank_figure,
    mark_reporting_date,
    palette,
    plain,
)
from masterplan.texts import translator


def series(
    observations: pd.DataFrame,
    path: pd.DataFrame,
    unit: str,
    on: dt.date,
    language: str,
    is_dark: bool,
    title: str,
    height: int = 380,
    beside: Beside | None = None,
    note: str = "",
) -> Drawing:
    """An indicator over time: what was observed, and the planned path to its target.

    ``observations``: observed_on, value, is_break (not comparable with what came before);
    ``path``: day, value, is_target, one row per corner of the planned path, baseline first;
    ``beside``: what is drawn lighter than data.
    """
    _ = translator(language)
    colours = palette(is_dark)
    beside = beside or Beside()
    figure = blank_figure(colours, height, language)
    said = [f"{texts.number(value, language)} {unit}" for value in observations["value"]]
    written = [plain(value) for value in said]
    days = [texts.date(day, language) for day in observations["observed_on"]]
    draw_beside(figure, beside, observations, plain(unit), colours, language)
    _draw_path(figure, path, beside.ends_above(path), plain(unit), colours, language)
    _draw_observations(figure, observations, days, written, colours)
    _mark_breaks(figure, observations, colours, language)
    mark_reporting_date(figure, on, colours, language)
    figure.update_layout(margin={"t": 24, "r": 96 if len(beside.continuation) else 70})
    figure.update_xaxes(type="date", showgrid=False)
    figure.update_yaxes(tickformat=",~g", nticks=5)
    breaks = [_("break in series") if value else "" for value in observations["is_break"]]
    numbers = pd.DataFrame(
        {
            _("Date"): days,
            _("Value ({unit})", unit=unit): [
                texts.number(value, language) for value in observations["value"]
            ],
        }
    )
    if any(breaks):
        numbers[_("Flag")] = breaks
    more = pd.DataFrame(rows_beside(beside, unit, language))
    if len(more):
        numbers = pd.concat([numbers, more], ignore_index=True).fillna("")
    told = [f"{day}: {value}" for day, value in zip(days, said, strict=True)]
    alternative = "; ".join([*told, *words_beside(beside, unit, language)])
    return Drawing(title, figure, alternative, numbers, note)


def _draw_path(
    figure: go.Figure,
    path: pd.DataFrame,
    is_named_below: bool,
    unit: str,
    colours: Palette,
    language: str,
) -> None:
    """The planned path; its last target is named where nothing else is."""
    _ = translator(language)
    figure.add_scatter(
        x=path["day"],
        y=path["value"],
        mode="lines",
        line={"color": colours.quiet, "width": 1.5, "dash": "dash"},
        hoverinfo="skip",
    )
    marks = path[path["is_target"].astype(bool)]
    values = [texts.number(value, language) for value in marks["value"]]
    words = [_("interim target {value}", value=value) for value in values[:-1]]
    words += [_("target {value}", value=value) for value in values[-1:]]
    figure.add_scatter(
        x=marks["day"],
        y=marks["value"],
        mode="markers+text",
        marker={"symbol": "diamond-open", "size": 11, "color": colours.quiet, "line": {"width": 2}},
        text=values[:-1] + words[-1:],  # between the years there is no room for words
        textposition=["top center"] * (len(marks) - 1)
        + ["bottom center" if is_named_below else "top center"],
        textfont={"size": 12, "color": colours.quiet},
        hovertext=[
            f"{word} {unit}<br>{texts.date(day, language)}"
            for word, day in zip(words, marks["day"], strict=True)
        ],
        hoverinfo="text",
        cliponaxis=False,
    )


def _draw_observations(
    figure: go.Figure,
    observations: pd.DataFrame,
    days: list[str],
    written: list[str],
    colours: Palette,
) -> None:
    """The values, one line for each stretch that is comparable; the last value named."""
    stretch = observations["is_break"].astype(int).cumsum()
    for number in stretch.unique():
        rows = [index for index, value in enumerate(stretch) if value == number]
        figure.add_scatter(
            x=observations["observed_on"].iloc[rows],
            y=observations["value"].iloc[rows],
            mode="lines+markers",
            line={"color": colours.accent, "width": 2.5},
            marker={
                "size": 7,
                "color": colours.accent,
                "line": {"width": 1.5, "color": colours.paper},
            },
            hovertext=[f"<b>{written[row]}</b><br>{days[row]}" for row in rows],
            hoverinfo="text",
            cliponaxis=False,
        )
    if len(observations):
        values = list(observations["value"])
        is_falling = len(values) > 1 and values[-1] < values[-2]
        figure.add_annotation(
            x=observations["observed_on"].iloc[-1],
            y=values[-1],
            text=f"<b>{written[-1]}</b>",
            showarrow=False,
            xanchor="right",
            xshift=6,
            yshift=-16 if is_falling else 16,
            font={"color": colours.accent, "size": 13},
        )


def _mark_breaks(
    figure: go.Figure, observations: pd.DataFrame, colours: Palette, language: str
) -> None:
    _ = translator(language)
    for day in observations[observations["is_break"].astype(bool)]["observed_on"]:
        figure.add_vline(x=day, line={"color": colours.lights["at_risk"], "width": 1.5})
        figure.add_annotation(
            x=day,
            y=0,
            yref="paper",
            yanchor="bottom",
            xanchor="left",
            xshift=4,
            showarrow=False,
            text=_("break in series"),
            font={"size": 11, "color": colours.quiet},
        )
