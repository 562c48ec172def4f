"""What is drawn beside the series of an indicator: everything that is no observation that holds.

Each of it is lighter than data, has a line or mark of its own, and says what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from masterplan import texts
from masterplan.charts.theme import Palette, faint, plain
from masterplan.texts import translator
from masterplan.vocabulary import TargetKind


def _none() -> pd.DataFrame:
    return pd.DataFrame()


@dataclass(frozen=True)
class Beside:
    """Tables that may be empty: then nothing is drawn of them."""

    continuation: pd.DataFrame = field(default_factory=_none)
    """day, value, lower, upper, is_mark: from the last value on."""
    former_path: pd.DataFrame = field(default_factory=_none)
    """day, value, is_former (a target that does not hold any more): the path as it was first."""
    corrections: pd.DataFrame = field(default_factory=_none)
    """observed_on, value_then, person, recorded_at: values that do not hold any more."""
    assumed: pd.DataFrame = field(default_factory=_none)
    """observed_on, value: what somebody supposes, after the last value."""
    bounds: pd.DataFrame = field(default_factory=_none)
    """kind, value, upper: limits and intervals in force, which hold on every day."""

    def ends_above(self, path: pd.DataFrame) -> bool:
        """Does the continuation end above the last corner of a path?"""
        if self.continuation.empty or path.empty:
            return False
        return bool(self.continuation["value"].iloc[-1] >= path["value"].iloc[-1])


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
            f"{plain(_corrected(row, unit, language))}<br>{plain(row['person'])}, "
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


def rows_beside(beside: Beside, unit: str, language: str) -> list[dict[str, str]]:
    """The same as rows of the table of numbers."""
    _ = translator(language)
    date, value, flag = _("Date"), _("Value ({unit})", unit=unit), _("Flag")
    found = []
    for row in beside.assumed.to_dict("records"):
        found.append((row["observed_on"], texts.number(row["value"], language), _("assumption")))
    if len(beside.continuation):
        for row in beside.continuation[beside.continuation["is_mark"]].to_dict("records")[1:]:
            found.append(
                (
                    row["day"],
                    texts.computed(row["value"], language),
                    _("if the development continues") + f", {_range(row, language)}",
                )
            )
    if len(beside.former_path):
        former = beside.former_path[beside.former_path["is_former"].astype(bool)]
        for row in former.to_dict("records"):
            found.append((row["day"], texts.number(row["value"], language), _("former target")))
    for row in beside.corrections.to_dict("records"):
        found.append(
            (
                row["observed_on"],
                texts.number(row["value_then"], language),
                _(
                    "corrected since; stored by {person}, {moment}",
                    person=row["person"],
                    moment=texts.moment(row["recorded_at"], language),
                ),
            )
        )
    return [{date: texts.date(day, language), value: text, flag: why} for day, text, why in found]


def words_beside(beside: Beside, unit: str, language: str) -> list[str]:
    """The same for those who do not see the picture, as short as it can be said."""
    _ = translator(language)
    words = []
    if len(beside.assumed):
        text = f"{texts.number(beside.assumed['value'].iloc[-1], language)} {unit}"
        words.append(_("assumption {value}", value=text))
    if len(beside.continuation):
        last = beside.continuation.iloc[-1].to_dict()
        words.append(
            _("if the development continues")
            + f", {texts.date(last['day'], language)}: {texts.computed(last['value'], language)} "
            f"{unit}, {_range(last, language)}"
        )
    for row in beside.bounds.to_dict("records"):
        ends = [row[name] for name in ("value", "upper") if not pd.isna(row[name])]
        values = " – ".join(texts.number(value, language) for value in ends)
        words.append(f"{TargetKind.of(row['kind']).label(language)} {values} {unit}")
    words += [_corrected(row, unit, language) for row in beside.corrections.to_dict("records")]
    return words


def _range(row: Mapping[Any, Any], language: str) -> str:
    _ = translator(language)
    lower, upper = (texts.computed(row[name], language) for name in ("lower", "upper"))
    return _("range {lower} to {upper}", lower=lower, upper=upper)


def _corrected(row: Mapping[Any, Any], unit: str, language: str) -> str:
    _ = translator(language)
    value = f"{texts.number(row['value_then'], language)} {unit}"
    day = texts.date(row["observed_on"], language)
    return _("was {value} for {date}, corrected since", value=value, date=day)
