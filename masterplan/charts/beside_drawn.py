"""How what stands beside a series is drawn: lighter than data, each in a way of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from masterplan import texts
from masterplan.charts.beside import Beside, corrected
from masterplan.charts.theme import Palette, faint, plain
from masterplan.texts import translator
from masterplan.vocabulary import TargetKind


def draw_beside(
    figure: go.Figure,
    beside: Beside,
    observations: pd.DataFrame,
    unit: str,
    colours: Palette,
    language: str,
) -> None:
    """Draw all of it, below the data: the observations that hold."""
    for row in beside.bounds.to_dict("records"):
        _draw_bounds(figure, row, colours, language)
    if len(beside.continuation):
        _draw_continuation(figure, beside.continuation, unit, colours, language)
    if len(beside.former_path):
        _draw_former_path(figure, beside.former_path, unit, colours, language)
    if len(beside.corrections):
        _draw_corrections(figure, beside.corrections, unit, colours, language)
    if len(beside.assumed):
        _join(figure, observations.tail(1), beside.assumed, colours)
        _draw_assumed(figure, beside.assumed, unit, colours, language)


def _draw_continuation(
    figure: go.Figure, rows: pd.DataFrame, unit: str, colours: Palette, language: str
) -> None:
    _ = translator(language)
    nothing = {"width": 0}
    for name, fill in (("upper", None), ("lower", "tonexty")):
        figure.add_scatter(
            x=rows["day"],
            y=rows[name],
            mode="lines",
            line=nothing,
            fill=fill,
            fillcolor=faint(colours.accent, 0.13),
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=rows["day"],
        y=rows["value"],
        mode="lines",
        line={"color": faint(colours.accent, 0.75), "width": 1.5, "dash": "dot"},
        hovertext=[
            _("if the development continues")
            + f"<br>{texts.computed(value, language)} {unit}<br>{texts.date(day, language)}"
            for day, value in zip(rows["day"], rows["value"], strict=True)
        ],
        hoverinfo="text",
    )
    last = rows.iloc[-1]
    words = _("if continued {value}", value=texts.computed(last["value"], language))
    figure.add_annotation(  # in the margin, where no target has its name
        x=last["day"],
        y=last["value"],
        text="<br>".join(words.rsplit(" ", 1)),
        showarrow=False,
        xanchor="left",
        xshift=8,
        align="left",
        font={"color": colours.accent, "size": 12},
    )


def _draw_bounds(
    figure: go.Figure, row: Mapping[Any, Any], colours: Palette, language: str
) -> None:
    """A limit, or the two ends of an interval, as lines from edge to edge."""
    kind = TargetKind.of(row["kind"]).label(language)
    for value in (row["value"], row["upper"]):
        if pd.isna(value):
            continue
        figure.add_hline(y=value, line={"color": colours.quiet, "width": 1.5, "dash": "dash"})
        figure.add_annotation(
            x=0,
            xref="paper",
            y=value,
            text=f"{kind} {texts.number(value, language)}",
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            font={"size": 12, "color": colours.quiet},
        )


def _draw_former_path(
    figure: go.Figure, rows: pd.DataFrame, unit: str, colours: Palette, language: str
) -> None:
    """The path as it was, with each target that it led to."""
    _ = translator(language)
    marks = rows[rows["is_former"].astype(bool)]
    figure.add_scatter(
        x=rows["day"],
        y=rows["value"],
        mode="lines",
        line={"color": faint(colours.quiet, 0.55), "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
    words = [_("formerly {value}", value=texts.number(value, language)) for value in marks["value"]]
    figure.add_scatter(
        x=marks["day"],
        y=marks["value"],
        mode="markers+text",
        marker={"symbol": "diamond-tall-open", "size": 9, "color": faint(colours.quiet, 0.7)},
        text=words,
        textposition="bottom center",
        textfont={"size": 11, "color": colours.quiet},
        hovertext=[
            f"{word} {unit}<br>{texts.date(day, language)}"
            for word, day in zip(words, marks["day"], strict=True)
        ],
        hoverinfo="text",
        cliponaxis=False,
    )


def _draw_corrections(
    figure: go.Figure, rows: pd.DataFrame, unit: str, colours: Palette, language: str
) -> None:
    figure.add_scatter(
        x=rows["observed_on"],
        y=rows["value_then"],
        mode="markers",
        marker={
            "symbol": "circle-open-dot",
            "size": 9,
            "color": colours.quiet,
            "line": {"width": 1.5},
        },
        hovertext=[
            f"{plain(corrected(row, unit, language))}<br>{plain(row['person'])}, "
            f"{texts.moment(row['recorded_at'], language)}"
            for row in rows.to_dict("records")
        ],
        hoverinfo="text",
        cliponaxis=False,
    )


def _draw_assumed(
    figure: go.Figure, rows: pd.DataFrame, unit: str, colours: Palette, language: str
) -> None:
    """What is supposed: hollow, so that nobody takes it for a value that was observed."""
    _ = translator(language)
    figure.add_scatter(
        x=rows["observed_on"],
        y=rows["value"],
        mode="lines+markers",
        line={"color": colours.accent, "width": 1.5, "dash": "dashdot"},
        marker={
            "symbol": "square-open",
            "size": 10,
            "color": colours.accent,
            "line": {"width": 2},
        },
        hovertext=[
            _("assumption") + f"<br>{texts.number(value, language)} {unit}"
            f"<br>{texts.date(day, language)}"
            for day, value in zip(rows["observed_on"], rows["value"], strict=True)
        ],
        hoverinfo="text",
        cliponaxis=False,
    )
    last = rows.iloc[-1]
    figure.add_annotation(
        x=last["observed_on"],
        y=last["value"],
        text=_("assumption {value}", value=texts.number(last["value"], language)),
        showarrow=False,
        xanchor="right",
        yanchor="top",
        yshift=-8,
        font={"color": colours.accent, "size": 12},
    )


def _join(figure: go.Figure, last: pd.DataFrame, assumed: pd.DataFrame, colours: Palette) -> None:
    """The way from what was observed to what is supposed."""
    if last.empty:
        return
    figure.add_scatter(
        x=[last["observed_on"].iloc[0], assumed["observed_on"].iloc[0]],
        y=[last["value"].iloc[0], assumed["value"].iloc[0]],
        mode="lines",
        line={"color": colours.accent, "width": 1.5, "dash": "dashdot"},
        hoverinfo="skip",
    )
