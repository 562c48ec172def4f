"""Drawings of what an indicator is made of: its parts side by side, its months over the years."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go
from babel import Locale
from plotly.subplots import make_subplots

from masterplan import texts
from masterplan.charts.theme import Drawing, Palette, blank_figure, faint, palette, plain
from masterplan.texts import translator

MOST_PARTS = 12
"""So many parts are drawn, those with the largest last values; the table has them all."""

_COLUMNS = 3
_ROW_HEIGHT, _EDGE = 130, 40


def parts(
    rows: pd.DataFrame, dimension: str, unit: str, language: str, is_dark: bool, title: str
) -> Drawing:
    """Each part of an indicator in a small picture of its own, all on one scale.

    ``rows``, by date: category, observed_on, value, share (null where the parts are no whole).
    """
    _ = translator(language)
    colours = palette(is_dark)
    last = rows.drop_duplicates("category", keep="last")
    last = last.sort_values(["value", "category"], ascending=[False, True], kind="stable")
    shown = list(last["category"].head(MOST_PARTS))
    deep = math.ceil(len(shown) / _COLUMNS)
    figure = make_subplots(
        rows=deep,
        cols=_COLUMNS,
        shared_yaxes="all",
        shared_xaxes="all",
        subplot_titles=[plain(name) for name in shown],
        vertical_spacing=0.22 / max(deep, 1),
        horizontal_spacing=0.06,
    )
    figure.update_layout(blank_figure(colours, deep * _ROW_HEIGHT + _EDGE, language).layout)
    figure.update_layout(margin={"t": 30})
    for place, name in enumerate(shown):
        _draw_part(figure, rows[rows["category"] == name], place, unit, colours, language)
    figure.update_annotations(font={"size": 12, "color": colours.ink})
    axis = {"gridcolor": colours.line, "zeroline": False, "fixedrange": True}
    figure.update_yaxes(**axis, nticks=3, tickformat=",~g", tickfont={"color": colours.quiet})
    figure.update_xaxes(**axis, nticks=3, showgrid=False, tickfont={"color": colours.quiet})
    figure.update_yaxes(rangemode="tozero")
    numbers, told = _numbers_of_parts(rows, last, unit, language)
    note = ""
    if len(last) > len(shown):
        note = _("The {shown} largest of {count}.", shown=len(shown), count=len(last))
    return Drawing(f"{title}: {dimension}", figure, told, numbers, note)


def _draw_part(
    figure: go.Figure,
    rows: pd.DataFrame,
    place: int,
    unit: str,
    colours: Palette,
    language: str,
) -> None:
    last = len(rows) - 1
    words = [f"{texts.number(value, language)} {unit}" for value in rows["value"]]
    figure.add_scatter(
        x=rows["observed_on"],
        y=rows["value"],
        mode="lines+markers+text",
        line={"color": colours.accent, "width": 2},
        marker={"size": [0] * last + [6], "color": colours.accent, "opacity": 1},
        text=[""] * last + [texts.number(rows["value"].iloc[-1], language)],
        textposition="top center",
        textfont={"size": 12, "color": colours.accent},
        hovertext=[
            f"{plain(word)}<br>{texts.date(day, language)}"
            for word, day in zip(words, rows["observed_on"], strict=True)
        ],
        hoverinfo="text",
        cliponaxis=False,
        row=place // _COLUMNS + 1,
        col=place % _COLUMNS + 1,
    )


def _numbers_of_parts(
    rows: pd.DataFrame, last: pd.DataFrame, unit: str, language: str
) -> tuple[pd.DataFrame, str]:
    _ = translator(language)
    first = rows.drop_duplicates("category").set_index("category")
    numbers = pd.DataFrame(
        {
            _("Part"): last["category"],
            _("First value ({unit})", unit=unit): [
                _dated(first.loc[name], language) for name in last["category"]
            ],
            _("Last value ({unit})", unit=unit): [
                _dated(row, language) for _at, row in last.iterrows()
            ],
        }
    )
    if last["share"].notna().any():
        numbers[_("Share of the whole")] = [
            texts.percent(value, language) for value in last["share"]
        ]
    told = "; ".join(
        f"{name}: {texts.number(value, language)} {unit}"
        for name, value in zip(last["category"], last["value"], strict=True)
    )
    return numbers, told


def _dated(row: pd.Series, language: str) -> str:
    return f"{texts.number(row['value'], language)} ({texts.date(row['observed_on'], language)})"


def months(rows: pd.DataFrame, unit: str, language: str, is_dark: bool, title: str) -> Drawing:
    """The months of each year above one another: what comes back every year is seen at once.

    ``rows``: year, month, value. The last year stands out, the earlier ones fade.
    """
    _ = translator(language)
    colours = palette(is_dark)
    names = Locale(language).months["stand-alone"]["abbreviated"]
    figure = blank_figure(colours, 260, language)
    years = sorted(rows["year"].unique())
    for year in years:
        of_year = rows[rows["year"] == year]
        is_last = year == years[-1]
        colour = colours.accent if is_last else faint(colours.quiet, _fading(year, years))
        figure.add_scatter(
            x=of_year["month"],
            y=of_year["value"],
            mode="lines",
            line={"color": colour, "width": 2.5 if is_last else 1.3},
            hovertext=[
                f"<b>{texts.number(value, language)} {plain(unit)}</b><br>{names[month]} {year}"
                for month, value in zip(of_year["month"], of_year["value"], strict=True)
            ],
            hoverinfo="text",
            cliponaxis=False,
        )
        if year >= years[-1] - 1:
            figure.add_annotation(
                x=of_year["month"].iloc[-1],
                y=of_year["value"].iloc[-1],
                text=f"<b>{year}</b>" if is_last else str(year),
                showarrow=False,
                xanchor="left",
                xshift=6,
                font={"size": 12, "color": colours.accent if is_last else colours.quiet},
            )
    figure.update_xaxes(
        tickvals=list(range(1, 13)),
        ticktext=[names[month][:1] for month in range(1, 13)],
        range=[0.8, 13.2],
        showgrid=False,
    )
    figure.update_yaxes(tickformat=",~g", nticks=4)
    table = rows.pivot(index="year", columns="month", values="value")
    numbers = pd.DataFrame({_("Year"): [str(year) for year in table.index]})
    for month in table.columns:
        numbers[names[int(month)]] = [texts.number(value, language) for value in table[month]]
    told = "; ".join(
        f"{names[row['month']]} {row['year']}: {texts.number(row['value'], language)} {unit}"
        for row in rows.tail(12).to_dict("records")
    )
    note = _("Each line is a year, the last one in colour: a pattern that comes back is no trend.")
    return Drawing(title, figure, told, numbers, note)


def _fading(year: int, years: list[int]) -> float:
    """How dark an earlier year is drawn: the older, the fainter."""
    return max(0.2, 0.75 - 0.15 * (years[-1] - year - 1))
