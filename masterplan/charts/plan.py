"""Drawings of a whole plan: its phases and its topic areas."""

from __future__ import annotations

import pandas as pd

from masterplan import texts
from masterplan.charts.theme import (
    MARKERS,
    Drawing,
    apart,
    blank_figure,
    name_rows,
    palette,
    plain,
)
from masterplan.texts import translator
from masterplan.vocabulary import Light


def progress_by_phase(rows: pd.DataFrame, language: str, is_dark: bool) -> Drawing:
    """Work done and work due of each phase: a bar and the mark it should have reached."""
    _ = translator(language)
    colours = palette(is_dark)
    known = rows.dropna(subset=["work_done"])
    names = apart(known["title"])
    figure = blank_figure(colours, 64 + 56 * max(len(known), 1), language)
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
    name_rows(figure, colours)
    alternative = "; ".join(
        f"{name}: {word}, " + _("{share} due", share=share)
        for name, word, share in zip(known["title"], done, due, strict=True)
    )
    numbers = pd.DataFrame(
        {
            _("Phase"): rows["title"],
            _("Work done"): [texts.percent(value, language) for value in rows["work_done"]],
            _("Work due"): [texts.percent(value, language) for value in rows["work_due"]],
            _("Measures with milestones"): [
                f"{some} / {many}"
                for some, many in zip(
                    rows["measures_with_milestones"], rows["measures"], strict=True
                )
            ],
            _("Mean slippage (days)"): [
                texts.number(v, language, 0) for v in rows["slippage_days"]
            ],
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
    """How near each topic area is to its targets: each measure a mark, the mean a line."""
    _ = translator(language)
    colours = palette(is_dark)
    areas = rows.drop_duplicates("topic_area")
    figure = blank_figure(colours, 70 + 36 * max(len(areas), 1), language)
    clamped = rows["position"].clip(-0.25, 1.25) * 100
    figure.add_scatter(
        y=[plain(area) for area in rows["topic_area"]],
        x=clamped,
        mode="markers",
        marker={
            "symbol": [MARKERS[code] for code in rows["light_effect"]],
            "color": [colours.lights[code] for code in rows["light_effect"]],
            "size": 11,
            "line": {"width": 1, "color": colours.paper},
            "opacity": 0.92,
        },
        hovertext=[
            f"<b>{plain(code)} {plain(title)}</b><br>"
            + _("position {share}", share=texts.percent(value, language))
            + f", {Light.of(lit).label(language)}"
            for code, title, value, lit in zip(
                rows["measure_code"],
                rows["title"],
                rows["position"],
                rows["light_effect"],
                strict=True,
            )
        ],
        hoverinfo="text",
    )
    figure.add_scatter(
        y=[plain(area) for area in areas["topic_area"]],
        x=areas["area_position"].clip(-0.25, 1.25) * 100,
        mode="markers",
        marker={"symbol": "line-ns", "size": 22, "line": {"width": 2.5, "color": colours.ink}},
        hovertext=[
            _("Mean of {area}: {share}", area=plain(area), share=texts.percent(value, language))
            for area, value in zip(areas["topic_area"], areas["area_position"], strict=True)
        ],
        hoverinfo="text",
    )
    figure.add_vline(x=100, line={"color": colours.quiet, "width": 1, "dash": "dot"})
    figure.add_annotation(
        x=100,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=_("target"),
        showarrow=False,
        font={"size": 11, "color": colours.quiet},
    )
    figure.update_layout(margin={"t": 24})
    figure.update_xaxes(
        range=[-29, 129],
        tickvals=[-25, 0, 50, 100, 125],
        ticktext=["≤ −25 %", "0 %", "50 %", "100 %", "≥ 125 %"],
    )
    name_rows(figure, colours, shows_grid=True)
    alternative = "; ".join(
        _(
            "{area}: mean {share} of {count} measures",
            area=area,
            share=texts.percent(v, language),
            count=n,
        )
        for area, v, n in zip(
            areas["topic_area"], areas["area_position"], areas["area_measures"], strict=True
        )
    )
    numbers = pd.DataFrame(
        {
            _("Topic area"): rows["topic_area"],
            _("Measure"): [
                f"{c} {t}" for c, t in zip(rows["measure_code"], rows["title"], strict=True)
            ],
            _("Position"): [texts.percent(value, language) for value in rows["position"]],
            _("Effect"): [Light.of(code).label(language) for code in rows["light_effect"]],
        }
    )
    return Drawing(
        _("How near to the targets, by topic area"),
        figure,
        alternative,
        numbers,
        _(
            "0 % is the baseline, 100 % the target. "
            "Each mark is a measure, the upright line the weighted mean."
        ),
    )
