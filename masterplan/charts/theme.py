"""The one look of every figure: colours, type, axes; and what a drawing carries beside it."""

from __future__ import annotations

import datetime as dt
import html
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from babel import Locale

from masterplan import texts
from masterplan.texts import translator

FONT = "IBM Plex Sans, sans-serif"


@dataclass(frozen=True)
class Palette:
    """The colours of one theme; the same as in ui/style.css."""

    ink: str
    quiet: str
    line: str
    paper: str
    accent: str
    lights: dict[str, str]


_LIGHT = Palette(
    "#17212b",
    "#56616d",
    "#d9dfe5",
    "#ffffff",
    "#0b5a78",
    {
        "achieved": "#17457f",
        "on_track": "#00857a",
        "at_risk": "#f2b600",
        "off_track": "#a3131b",
        "suspended": "#5b6470",
        "not_assessable": "#5b6470",
    },
)
_DARK = Palette(
    "#e7ecf1",
    "#a4afbb",
    "#2c3742",
    "#10181f",
    "#6cc4e6",
    {
        "achieved": "#8f9bff",
        "on_track": "#2fbfae",
        "at_risk": "#f2b600",
        "off_track": "#ff7a6e",
        "suspended": "#a4afbb",
        "not_assessable": "#a4afbb",
    },
)
MARKERS = {
    "achieved": "star",
    "on_track": "circle",
    "at_risk": "triangle-up",
    "off_track": "square",
    "suspended": "square-open",
    "not_assessable": "circle-open",
}


@dataclass(frozen=True)
class Drawing:
    """A figure and what it says in words and numbers."""

    title: str
    figure: go.Figure
    alternative: str
    numbers: pd.DataFrame
    note: str = ""


def palette(is_dark: bool) -> Palette:
    """The colours of the theme."""
    return _DARK if is_dark else _LIGHT


def faint(colour: str, opacity: float) -> str:
    """A colour of the palette that lets what is below show through."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def plain(text: object) -> str:
    """Text from data as Plotly shows it: without this, tags in it would be obeyed."""
    return html.escape(str(text or ""), quote=False)


def name_rows(figure: go.Figure, colours: Palette, shows_grid: bool = False) -> None:
    """Rows are names, from the top: "2024" is one too, and no number on a scale."""
    figure.update_yaxes(
        type="category",
        autorange="reversed",
        showgrid=shows_grid,
        tickfont={"color": colours.ink, "size": 13},
    )


def apart(names: Iterable[object]) -> list[str]:
    """Names as the picture shows them; two that are the same stay two rows."""
    seen: Counter[str] = Counter()
    told = []
    for name in map(plain, names):
        told.append(name + "\u200b" * seen[name])  # a mark that nobody sees
        seen[name] += 1
    return told


def config(language: str) -> dict[str, Any]:
    """Plotly's own words and number forms in the language; no tool bar over the picture."""
    settings: dict[str, Any] = {"displayModeBar": False, "responsive": True}
    if language == "de":
        names = Locale("de")
        settings["locale"] = "de"
        settings["locales"] = {
            "de": {
                "dictionary": {},
                "format": {
                    "days": [names.days["format"]["wide"][(day + 6) % 7] for day in range(7)],
                    "shortDays": ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"],
                    "months": [names.months["format"]["wide"][month] for month in range(1, 13)],
                    "shortMonths": [
                        names.months["stand-alone"]["abbreviated"][month].rstrip(".")
                        for month in range(1, 13)
                    ],
                    "date": "%d.%m.%Y",
                    "decimal": ",",
                    "thousands": ".",
                },
            }
        }
    return settings


def blank_figure(colours: Palette, height: int, language: str) -> go.Figure:
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 16, "t": 8, "b": 28},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 13, "color": colours.ink},
        separators=",." if language == "de" else ".,",
        showlegend=False,
        hoverlabel={
            "bgcolor": colours.paper,
            "bordercolor": colours.line,
            "font": {"family": FONT, "color": colours.ink, "size": 13},
            "align": "left",
        },
        hovermode="closest",
        dragmode=False,
    )
    axis = {
        "gridcolor": colours.line,
        "gridwidth": 1,
        "zeroline": False,
        "linecolor": colours.line,
        "tickfont": {"color": colours.quiet, "size": 12},
        "fixedrange": True,
        "automargin": True,
    }
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure


def mark_reporting_date(figure: go.Figure, on: dt.date, colours: Palette, language: str) -> None:
    """The reporting date as a thin line, named."""
    day = dt.datetime.combine(on, dt.time())
    figure.add_vline(x=day, line={"color": colours.quiet, "width": 1, "dash": "dot"})
    figure.add_annotation(
        x=day,
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        text=translator(language)("As at {date}", date=texts.date(on, language)),
        font={"size": 11, "color": colours.quiet},
    )
