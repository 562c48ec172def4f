"""Rows in, a figure out: the only place that draws, and the only theme.

Every drawing carries its numbers twice more: in one sentence for those who do not see it, and as a
table in the page's language.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from babel import Locale

from masterplan import texts
from masterplan.texts import translator
from masterplan.vocabulary import Light

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
        "achieved": "#7fb0ff",
        "on_track": "#2fbfae",
        "at_risk": "#f2b600",
        "off_track": "#ff7a6e",
        "suspended": "#a4afbb",
        "not_assessable": "#a4afbb",
    },
)
_MARKERS = {
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


def _figure(colours: Palette, height: int, language: str) -> go.Figure:
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


def progress_by_phase(rows: pd.DataFrame, language: str, is_dark: bool) -> Drawing:
    """Work done and work due of each phase: a bar and the mark it should have reached."""
    _ = translator(language)
    colours = palette(is_dark)
    known = rows.dropna(subset=["work_done"])
    names = [str(title) for title in known["title"]]
    figure = _figure(colours, 64 + 56 * max(len(known), 1), language)
    figure.add_bar(
        y=names,
        x=[100] * len(known),
        orientation="h",
        marker={"color": colours.line, "opacity": 0.45},
        width=0.42,
        hoverinfo="skip",
    )
    done = [_("{share} done", share=texts.percent(value, language)) for value in known["work_done"]]
    due = [texts.percent(value, language) for value in known["work_due"]]
    figure.add_bar(
        y=names,
        x=known["work_done"] * 100,
        orientation="h",
        marker={"color": colours.accent},
        width=0.42,
        text=done,
        textposition="auto",
        insidetextanchor="start",
        textfont={"size": 12},
        constraintext="none",
        hovertext=[
            f"<b>{name}</b><br>{word}<br>" + _("{share} due", share=share)
            for name, word, share in zip(names, done, due, strict=True)
        ],
        hoverinfo="text",
    )
    figure.add_scatter(
        y=names,
        x=known["work_due"] * 100,
        mode="markers+text",
        marker={"symbol": "line-ns", "size": 30, "line": {"width": 2.5, "color": colours.ink}},
        text=[_("{share} due", share=share) for share in due],
        textposition="top center",
        textfont={"size": 11, "color": colours.quiet},
        hoverinfo="skip",
        cliponaxis=False,
    )
    figure.update_layout(barmode="overlay", margin={"t": 22})
    figure.update_xaxes(range=[0, 104], tickvals=[0, 50, 100], ticksuffix=" %", showgrid=False)
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont={"color": colours.ink, "size": 13})
    alternative = "; ".join(
        f"{name}: {word}, " + _("{share} due", share=share)
        for name, word, share in zip(names, done, due, strict=True)
    )
    numbers = pd.DataFrame(
        {
            _("Phase"): rows["title"],
            _("Work done"): [texts.percent(value, language) for value in rows["work_done"]],
            _("Work due"): [texts.percent(value, language) for value in rows["work_due"]],
            _("Measures with milestones"): [
                f"{some} / {many}"
                for some, many in zip(rows["measures_with_milestones"], rows["measures"], strict=True)
            ],
            _("Mean slippage (days)"): [texts.number(v, language, 0) for v in rows["slippage_days"]],
        }
    )
    return Drawing(
        _("Work done and due in each phase"),
        figure,
        alternative,
        numbers,
        _("Share of the milestones by weight, mean of the measures that have milestones."),
    )


def positions_by_topic_area(rows: pd.DataFrame, language: str, is_dark: bool) -> Drawing:
    """How near the measures of each topic area are to their targets: each measure a mark, the mean a line."""
    _ = translator(language)
    colours = palette(is_dark)
    areas = rows.drop_duplicates("topic_area")
    figure = _figure(colours, 70 + 36 * max(len(areas), 1), language)
    clamped = rows["position"].clip(-0.25, 1.25) * 100
    figure.add_scatter(
        y=rows["topic_area"],
        x=clamped,
        mode="markers",
        marker={
            "symbol": [_MARKERS[code] for code in rows["light_effect"]],
            "color": [colours.lights[code] for code in rows["light_effect"]],
            "size": 11,
            "line": {"width": 1, "color": colours.paper},
            "opacity": 0.92,
        },
        hovertext=[
            f"<b>{code} {title}</b><br>"
            + _("position {share}", share=texts.percent(value, language))
            + f", {Light.of(lit).label(language)}"
            for code, title, value, lit in zip(
                rows["measure_code"], rows["title"], rows["position"], rows["light_effect"], strict=True
            )
        ],
        hoverinfo="text",
    )
    figure.add_scatter(
        y=areas["topic_area"],
        x=areas["area_position"].clip(-0.25, 1.25) * 100,
        mode="markers",
        marker={"symbol": "line-ns", "size": 22, "line": {"width": 2.5, "color": colours.ink}},
        hovertext=[
            _("Mean of {area}: {share}", area=area, share=texts.percent(value, language))
            for area, value in zip(areas["topic_area"], areas["area_position"], strict=True)
        ],
        hoverinfo="text",
    )
    figure.add_vline(x=100, line={"color": colours.quiet, "width": 1, "dash": "dot"})
    figure.add_annotation(
        x=100, y=1, yref="paper", yanchor="bottom", text=_("target"), showarrow=False,
        font={"size": 11, "color": colours.quiet},
    )
    figure.update_layout(margin={"t": 24})
    figure.update_xaxes(
        range=[-29, 129],
        tickvals=[-25, 0, 50, 100, 125],
        ticktext=["≤ −25 %", "0 %", "50 %", "100 %", "≥ 125 %"],
    )
    figure.update_yaxes(autorange="reversed", showgrid=True, tickfont={"color": colours.ink, "size": 13})
    alternative = "; ".join(
        _("{area}: mean {share} of {count} measures", area=area, share=texts.percent(v, language), count=n)
        for area, v, n in zip(
            areas["topic_area"], areas["area_position"], areas["area_measures"], strict=True
        )
    )
    numbers = pd.DataFrame(
        {
            _("Topic area"): rows["topic_area"],
            _("Measure"): [f"{c} {t}" for c, t in zip(rows["measure_code"], rows["title"], strict=True)],
            _("Position"): [texts.percent(value, language) for value in rows["position"]],
            _("Effect"): [Light.of(code).label(language) for code in rows["light_effect"]],
        }
    )
    return Drawing(
        _("How near to the targets, by topic area"),
        figure,
        alternative,
        numbers,
        _("0 % is the baseline, 100 % the target. Each mark is a measure, the upright line the weighted mean."),
    )


def milestones(rows: pd.DataFrame, on: dt.date, language: str, is_dark: bool) -> Drawing:
    """The milestones of a measure on a time line: first planned, planned now, reached, overdue."""
    _ = translator(language)
    colours = palette(is_dark)
    names = [f"{number} {title or ''}" for number, title in zip(rows["milestone_number"], rows["title"], strict=True)]
    figure = _figure(colours, 70 + 34 * max(len(rows), 1), language)
    states = []
    for name, row in zip(names, rows.to_dict("records"), strict=True):
        first, due, reached = row["first_due_on"], row["due_on"], row["reached_on"]
        if row["is_reached"]:
            state, light = _("reached on {date}", date=texts.date(reached, language)), "on_track"
        elif row["is_overdue"]:
            state, light = _("{days} days overdue", days=int(row["days_late"])), "off_track"
        else:
            state, light = _("planned for {date}", date=texts.date(due, language)), "not_assessable"
        states.append(state)
        if first != due:
            figure.add_scatter(
                x=[first, due], y=[name, name], mode="lines+markers", hoverinfo="skip",
                line={"color": colours.quiet, "width": 1.5},
                marker={"symbol": ["circle-open", "arrow-bar-right"], "size": 8, "color": colours.quiet},
            )
        figure.add_scatter(
            x=[reached if row["is_reached"] else due],
            y=[name],
            mode="markers+text",
            marker={"symbol": _MARKERS[light], "size": 12, "color": colours.lights[light],
                    "line": {"width": 1.5, "color": colours.lights[light]}},
            text=["  " + state],
            textposition="middle right",
            textfont={"size": 12, "color": colours.quiet},
            hovertext=[
                f"<b>{name}</b><br>{state}<br>"
                + _("first planned for {date}", date=texts.date(first, language))
            ],
            hoverinfo="text",
            cliponaxis=False,
        )
    _today(figure, on, colours, language)
    figure.update_layout(margin={"t": 24, "r": 150})
    figure.update_xaxes(type="date", tickformat="%Y", dtick="M12", hoverformat="%d.%m.%Y")
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont={"color": colours.ink, "size": 13})
    numbers = pd.DataFrame(
        {
            _("Milestone"): names,
            _("First planned"): [texts.date(value, language) for value in rows["first_due_on"]],
            _("Planned now"): [texts.date(value, language) for value in rows["due_on"]],
            _("State"): states,
            _("Weight"): [texts.number(value, language) for value in rows["weight"]],
        }
    )
    alternative = "; ".join(f"{name}: {state}" for name, state in zip(names, states, strict=True))
    return Drawing(_("Milestones"), figure, alternative, numbers, _("The thin line leads from the first planned date to the one planned now."))


def series(
    observations: pd.DataFrame,
    path: pd.DataFrame,
    unit: str,
    on: dt.date,
    language: str,
    is_dark: bool,
    title: str,
    height: int = 380,
) -> Drawing:
    """An indicator over time: what was observed, and the planned path to its target.

    ``observations``: observed_on, value, flag; ``path``: day, value, is_target, one row per corner
    of the planned path, baseline first.
    """
    _ = translator(language)
    colours = palette(is_dark)
    figure = _figure(colours, height, language)
    written = [f"{texts.number(value, language)} {unit}" for value in observations["value"]]
    if len(path):
        figure.add_scatter(
            x=path["day"], y=path["value"], mode="lines",
            line={"color": colours.quiet, "width": 1.5, "dash": "dash"}, hoverinfo="skip",
        )
        marks = path[path["is_target"]]
        figure.add_scatter(
            x=marks["day"], y=marks["value"], mode="markers+text",
            marker={"symbol": "diamond-open", "size": 11, "color": colours.quiet, "line": {"width": 2}},
            text=[_("target {value}", value=texts.number(value, language)) for value in marks["value"]],
            textposition="top center", textfont={"size": 12, "color": colours.quiet},
            hovertext=[f"{_('Target')}: {texts.number(v, language)} {unit}<br>{texts.date(d, language)}"
                       for d, v in zip(marks["day"], marks["value"], strict=True)],
            hoverinfo="text", cliponaxis=False,
        )
    figure.add_scatter(
        x=observations["observed_on"], y=observations["value"], mode="lines+markers",
        line={"color": colours.accent, "width": 2.5},
        marker={"size": 7, "color": colours.accent, "line": {"width": 1.5, "color": colours.paper}},
        hovertext=[f"<b>{value}</b><br>{texts.date(day, language)}"
                   for day, value in zip(observations["observed_on"], written, strict=True)],
        hoverinfo="text", cliponaxis=False,
    )
    if len(observations):
        last = observations.iloc[-1]
        figure.add_annotation(
            x=last["observed_on"], y=last["value"], text=f"<b>{written[-1]}</b>", showarrow=False,
            xanchor="right", xshift=6, yshift=16, font={"color": colours.accent, "size": 13},
        )
    _today(figure, on, colours, language)
    figure.update_layout(margin={"t": 24, "r": 70})
    figure.update_xaxes(type="date", showgrid=False)
    figure.update_yaxes(tickformat=",~g" if language == "de" else ",~g", nticks=5)
    numbers = pd.DataFrame(
        {
            _("Date"): [texts.date(day, language) for day in observations["observed_on"]],
            _("Value ({unit})", unit=unit): [texts.number(v, language) for v in observations["value"]],
        }
    )
    alternative = "; ".join(
        f"{texts.date(day, language)}: {value}"
        for day, value in zip(observations["observed_on"], written, strict=True)
    )
    return Drawing(title, figure, alternative, numbers)


def funds(rows: pd.DataFrame, language: str, is_dark: bool) -> Drawing:
    """Funds per year: planned and spent side by side, with forecast and grants in the table."""
    _ = translator(language)
    colours = palette(is_dark)
    years = [str(year) for year in rows["year"]]
    figure = _figure(colours, 260, language)
    for name, field, colour in (
        (_("Planned"), "planned_eur", colours.line),
        (_("Spent"), "spent_eur", colours.accent),
    ):
        figure.add_bar(
            x=years, y=rows[field], name=name, marker={"color": colour, "line": {"width": 0}},
            hovertext=[f"<b>{year}</b><br>{name}: {texts.number(value, language, 0)} €"
                       for year, value in zip(years, rows[field], strict=True)],
            hoverinfo="text",
        )
    figure.update_layout(
        barmode="group", bargap=0.35, bargroupgap=0.06, showlegend=True, margin={"t": 30},
        legend={"orientation": "h", "x": 0, "y": 1.16, "traceorder": "normal"},
    )
    figure.update_xaxes(type="category", showgrid=False)
    figure.update_yaxes(tickformat=",.0f", ticksuffix=" €", nticks=4)
    columns = {
        _("Planned (€)"): "planned_eur",
        _("Spent (€)"): "spent_eur",
        _("Forecast (€)"): "forecast_eur",
        _("Grants (€)"): "grants_eur",
    }
    numbers = pd.DataFrame({_("Year"): years} | {
        heading: [texts.number(value, language, 0) for value in rows[field]]
        for heading, field in columns.items()
    })
    alternative = "; ".join(
        _("{year}: planned {planned} €, spent {spent} €", year=year,
          planned=texts.number(p, language, 0), spent=texts.number(s, language, 0))
        for year, p, s in zip(years, rows["planned_eur"], rows["spent_eur"], strict=True)
    )
    return Drawing(_("Funds"), figure, alternative, numbers)


def _today(figure: go.Figure, on: dt.date, colours: Palette, language: str) -> None:
    """The reporting date as a thin line, named."""
    day = dt.datetime.combine(on, dt.time())
    figure.add_vline(x=day, line={"color": colours.quiet, "width": 1, "dash": "dot"})
    figure.add_annotation(
        x=day, y=1, yref="paper", yanchor="bottom", showarrow=False,
        text=translator(language)("As at {date}", date=texts.date(on, language)),
        font={"size": 11, "color": colours.quiet},
    )


