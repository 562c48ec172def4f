"""Drawings of several indicators: on one time axis, and two of them against each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from masterplan import texts
from masterplan.charts.theme import (
    Drawing,
    Palette,
    blank_figure,
    faint,
    mark_reporting_date,
    palette,
    plain,
)
from masterplan.texts import translator

MOST = 6
"""So many indicators can be told apart on one axis."""

# None of them is the colour of a light: here a colour says which, not how well.
_COLOURS = {
    False: ("#0b5a78", "#b4560b", "#6d4aa0", "#9c2470", "#46631a", "#56616d"),
    True: ("#6cc4e6", "#f0a868", "#b9a3ec", "#ee9bc8", "#b5cf7a", "#a4afbb"),
}
_MARKS = ("circle", "square", "diamond", "triangle-up", "x", "cross")
_LEAST_GAP = 0.065  # of the height, between two names at the right end


def compared(
    rows: pd.DataFrame,
    names: Mapping[str, str],
    column: str,
    unit: str,
    on: dt.date,
    language: str,
    is_dark: bool,
    title: str,
    note: str = "",
) -> Drawing:
    """Several indicators on one time axis, each named at its end.

    ``rows``: indicator_code, observed_on, stretch (of what can be compared), and ``column``, one
    of value, indexed, position (a share). ``names``: what each code is called, in the order of
    the choice.
    """
    _ = translator(language)
    colours = palette(is_dark)
    figure = blank_figure(colours, 440, language)
    known = rows[rows[column].notna()]
    ends: dict[str, tuple[float, str]] = {}
    told, lines = [], []
    for place, (code, name) in enumerate(names.items()):
        of_one = known[known["indicator_code"] == code]
        if of_one.empty:
            continue
        colour = _COLOURS[is_dark][place % MOST]
        words = [_said(value, column, unit, language) for value in of_one[column]]
        days = [texts.date(day, language) for day in of_one["observed_on"]]
        _draw_line(figure, of_one, column, words, days, plain(name), colour, place)
        ends[code] = (float(of_one[column].iloc[-1]), colour)
        told.append(f"{name}: {days[0]} {words[0]}, {days[-1]} {words[-1]}")
        lines += [
            {_("Indicator"): name, _("Date"): day, _("Value"): word}
            for day, word in zip(days, words, strict=True)
        ]
    missing = [name for code, name in names.items() if code not in ends]
    _name_ends(figure, ends, known, column)
    if column == "indexed":
        _mark_level(figure, 100.0, colours)
    elif column == "position":
        for level, word in ((0.0, _("baseline")), (1.0, _("target"))):
            # where no series is: they begin at the baseline and end at the target
            _mark_level(figure, level, colours, word, is_at_end=level == 0)
    mark_reporting_date(figure, on, colours, language)
    figure.update_layout(margin={"t": 24, "r": 84})
    figure.update_xaxes(type="date", showgrid=False)
    form = ".0%" if column == "position" else ",~g"
    figure.update_yaxes(tickformat=form, nticks=6)
    note = " ".join([note, *_remarks(known, missing, language)])
    return Drawing(title, figure, "; ".join(told), pd.DataFrame(lines), note)


def _remarks(known: pd.DataFrame, missing: list[str], language: str) -> list[str]:
    """What the picture cannot say itself: where lines are interrupted, and who is not in it."""
    _ = translator(language)
    remarks = []
    stretches = known.drop_duplicates(["indicator_code", "stretch"])
    if stretches["indicator_code"].duplicated().any():
        remarks.append(_("A line is interrupted where a break in series parts it."))
    if missing:
        names = "; ".join(missing)
        remarks.append(_("Not in the picture, as nothing can be told: {names}.", names=names))
    return remarks


def _said(value: float, column: str, unit: str, language: str) -> str:
    if column == "position":
        return texts.percent(value, language)
    if column == "indexed":
        return texts.number(value, language, 1)
    return f"{texts.number(value, language)} {unit}"


def _draw_line(
    figure: go.Figure,
    rows: pd.DataFrame,
    column: str,
    words: list[str],
    days: list[str],
    name: str,
    colour: str,
    place: int,
) -> None:
    """The line of one indicator, interrupted where a break parts what cannot be compared."""
    stretches = list(rows["stretch"])
    for stretch in dict.fromkeys(stretches):
        at = [number for number, found in enumerate(stretches) if found == stretch]
        figure.add_scatter(
            x=rows["observed_on"].iloc[at],
            y=rows[column].iloc[at],
            mode="lines+markers",
            line={"color": colour, "width": 2.2},
            marker={"symbol": _MARKS[place % MOST], "size": 6, "color": colour},
            hovertext=[f"<b>{plain(words[one])}</b><br>{name}<br>{days[one]}" for one in at],
            hoverinfo="text",
            cliponaxis=False,
        )


def _name_ends(
    figure: go.Figure, ends: Mapping[str, tuple[float, str]], rows: pd.DataFrame, column: str
) -> None:
    """The codes at the right edge, beside their last values, moved apart where they would meet."""
    if not ends:
        return
    span = float(rows[column].max() - rows[column].min()) or 1.0
    gap, height = _LEAST_GAP * span, float("-inf")
    for code, (value, colour) in sorted(ends.items(), key=lambda end: end[1][0]):
        height = max(value, height + gap)
        figure.add_annotation(
            x=1,
            xref="paper",
            y=height,
            text=f"<b>{plain(code)}</b>",
            showarrow=False,
            xanchor="left",
            xshift=8,
            font={"color": colour, "size": 12},
        )


def _mark_level(
    figure: go.Figure, level: float, colours: Palette, word: str = "", is_at_end: bool = False
) -> None:
    figure.add_hline(y=level, line={"color": colours.quiet, "width": 1, "dash": "dot"})
    if word:
        figure.add_annotation(
            x=float(is_at_end),
            xref="paper",
            y=level,
            text=word,
            showarrow=False,
            xanchor="right" if is_at_end else "left",
            yanchor="bottom",
            font={"color": colours.quiet, "size": 11},
        )


def pairs(
    rows: pd.DataFrame,
    one: tuple[str, str],
    other: tuple[str, str],
    language: str,
    is_dark: bool,
    title: str,
    note: str,
) -> Drawing:
    """Two indicators against each other, a mark for each year, joined in the order of the years.

    ``rows``: year, value_one, value_other, is_break (not joined with the year before);
    ``one`` and ``other``: name (not the same of both)
    and unit of each.
    """
    _ = translator(language)
    colours = palette(is_dark)
    figure = blank_figure(colours, 420, language)
    said = [
        (
            str(row["year"]),
            f"{texts.number(row['value_one'], language)} {one[1]}",
            f"{texts.number(row['value_other'], language)} {other[1]}",
        )
        for row in rows.to_dict("records")
    ]
    stretches = list(rows["is_break"].astype(int).cumsum())
    for stretch in dict.fromkeys(stretches):
        at = [number for number, found in enumerate(stretches) if found == stretch]
        figure.add_scatter(
            x=rows["value_one"].iloc[at],
            y=rows["value_other"].iloc[at],
            mode="lines+markers+text",
            line={"color": faint(colours.accent, 0.45), "width": 1.5},
            marker={"size": 8, "color": colours.accent},
            text=[said[one][0] for one in at],
            textposition="top center",
            textfont={"size": 12, "color": colours.ink},
            hovertext=["<br>".join(map(plain, said[one])) for one in at],
            hoverinfo="text",
            cliponaxis=False,
        )
    for update, (name, unit) in ((figure.update_xaxes, one), (figure.update_yaxes, other)):
        update(
            title={
                "text": f"{plain(name)} ({plain(unit)})",
                "font": {"size": 12, "color": colours.quiet},
            },
            tickformat=",~g",
            nticks=6,
            showgrid=True,
        )
    figure.update_layout(margin={"t": 28, "r": 30})
    numbers = pd.DataFrame(said, columns=[_("Year"), one[0], other[0]])
    told = "; ".join(f"{year}: {first}, {second}" for year, first, second in said)
    return Drawing(title, figure, told, numbers, note)
