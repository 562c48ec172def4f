"""Drawings of one measure: its milestones and its funds."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from masterplan import texts
from masterplan.charts.theme import (
    MARKERS,
    Drawing,
    apart,
    blank_figure,
    mark_reporting_date,
    name_rows,
    palette,
)
from masterplan.texts import translator


def milestones(rows: pd.DataFrame, on: dt.date, language: str, is_dark: bool) -> Drawing:
    """The milestones of a measure on a time line: first planned, planned now, reached, overdue."""
    _ = translator(language)
    colours = palette(is_dark)
    titles = [
        f"{number} {title or ''}"
        for number, title in zip(rows["milestone_number"], rows["title"], strict=True)
    ]
    names = apart(titles)
    figure = blank_figure(colours, 70 + 34 * max(len(rows), 1), language)
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
                x=[first, due],
                y=[name, name],
                mode="lines+markers",
                hoverinfo="skip",
                line={"color": colours.quiet, "width": 1.5},
                marker={
                    "symbol": ["circle-open", "arrow-bar-right"],
                    "size": 8,
                    "color": colours.quiet,
                },
            )
        figure.add_scatter(
            x=[reached if row["is_reached"] else due],
            y=[name],
            mode="markers+text",
            marker={
                "symbol": MARKERS[light],
                "size": 12,
                "color": colours.lights[light],
                "line": {"width": 1.5, "color": colours.lights[light]},
            },
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
    mark_reporting_date(figure, on, colours, language)
    figure.update_layout(margin={"t": 24, "r": 150})
    figure.update_xaxes(type="date", tickformat="%Y", dtick="M12", hoverformat="%d.%m.%Y")
    name_rows(figure, colours)
    numbers = pd.DataFrame(
        {
            _("Milestone"): titles,
            _("First planned"): [texts.date(value, language) for value in rows["first_due_on"]],
            _("Planned now"): [texts.date(value, language) for value in rows["due_on"]],
            _("State"): states,
            _("Weight"): [texts.number(value, language) for value in rows["weight"]],
        }
    )
    alternative = "; ".join(
        f"{title}: {state}" for title, state in zip(titles, states, strict=True)
    )
    return Drawing(
        _("Milestones"),
        figure,
        alternative,
        numbers,
        _("The thin line leads from the first planned date to the one planned now."),
    )


def funds(rows: pd.DataFrame, language: str, is_dark: bool) -> Drawing:
    """Funds per year: planned and spent side by side, with forecast and grants in the table."""
    _ = translator(language)
    colours = palette(is_dark)
    years = [str(year) for year in rows["year"]]
    figure = blank_figure(colours, 260, language)
    for name, field, colour in (
        (_("Planned"), "planned_eur", colours.line),
        (_("Spent"), "spent_eur", colours.accent),
    ):
        figure.add_bar(
            x=years,
            y=rows[field],
            name=name,
            marker={"color": colour, "line": {"width": 0}},
            hovertext=[
                f"<b>{year}</b><br>{name}: {texts.number(value, language, 0)} €"
                for year, value in zip(years, rows[field], strict=True)
            ],
            hoverinfo="text",
        )
    figure.update_layout(
        barmode="group",
        bargap=0.35,
        bargroupgap=0.06,
        showlegend=True,
        margin={"t": 30},
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
    numbers = pd.DataFrame(
        {_("Year"): years}
        | {
            heading: [texts.number(value, language, 0) for value in rows[field]]
            for heading, field in columns.items()
        }
    )
    alternative = "; ".join(
        _(
            "{year}: planned {planned} €, spent {spent} €",
            year=year,
            planned=texts.number(p, language, 0),
            spent=texts.number(s, language, 0),
        )
        for year, p, s in zip(years, rows["planned_eur"], rows["spent_eur"], strict=True)
    )
    return Drawing(_("Funds"), figure, alternative, numbers)
