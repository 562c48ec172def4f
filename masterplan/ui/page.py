"""How a page shows things: HTML, a chart with its numbers, and the line of its foundations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from masterplan import charts, texts
from masterplan.texts import translator
from masterplan.ui import takeaway
from masterplan.ui.frame import view
from masterplan.ui.html import Column, esc, section, table


def show(*pieces: str) -> None:
    """Put pieces of HTML on the page; every text in them was escaped where it was put in."""
    body = "".join(pieces)
    if body:
        st.html(body)


def chart(drawing: charts.Drawing, key: str) -> None:
    """A chart with its title, its numbers in words for those who do not see it, and as a table."""
    here = view()
    if not drawing.alternative:
        _ = translator(here.language)
        show(section(drawing.title, _("There is nothing to show yet.")))
        return
    show(section(drawing.title, drawing.note))
    st.plotly_chart(
        drawing.figure,
        key=key,
        theme=None,
        alt=f"{drawing.title}. {drawing.alternative}",
        config=charts.config(here.language),
    )
    _ = translator(here.language)
    with st.expander(_("Numbers and downloads")):
        show(_written(drawing.numbers))
        with st.container(horizontal=True):
            takeaway.picture(drawing, key, here)
            takeaway.table(drawing.numbers, drawing.title, drawing.title, here, key)


def numbers_of(numbers: pd.DataFrame) -> None:
    """The numbers of a drawing that is no chart, one click away; in the language of the page."""
    _ = translator(view().language)
    with st.expander(_("Numbers of this chart")):
        show(_written(numbers))


def _written(numbers: pd.DataFrame) -> str:
    return table("", [_column(str(name)) for name in numbers], numbers.to_dict("records"))


def _column(name: str) -> Column:
    return Column(name, lambda row: esc(row[name]))


def small_multiples(indicators: pd.DataFrame, series: pd.DataFrame, paths: pd.DataFrame) -> None:
    """Each indicator that has data against its planned path, two beside each other."""
    here = view()
    shown = indicators[indicators["last_on"].notna()].to_dict("records")
    for number in range(0, len(shown), 2):
        for place, row in zip(st.columns(2, gap="large"), shown[number : number + 2], strict=False):
            code = row["indicator_code"]
            with place:
                chart(
                    charts.series(
                        series[series["indicator_code"] == code],
                        paths[paths["indicator_code"] == code],
                        row["unit"],
                        here.on,
                        here.language,
                        here.is_dark,
                        f"{code} {row['name']}",
                        height=260,
                    ),
                    f"series-{code}",
                )


def foot(standing: Mapping[str, Any] | None) -> None:
    """On what every number of the page rests: the two clocks and how much is assessed."""
    here = view()
    _ = translator(here.language)
    known = (
        _("everything that is stored now")
        if here.known_at is None
        else _("what was stored on {moment}", moment=texts.moment(here.known_at, here.language))
    )
    lines = [
        _("As at {date} · known: {known}", date=texts.date(here.on, here.language), known=known)
    ]
    if standing is not None:
        lines.append(
            _(
                "{assessed} of {indicators} indicators assessed, {late} late, "
                "{missing} stale or without data.",
                assessed=texts.number(standing["indicators_assessed"], here.language),
                indicators=texts.number(standing["indicators"], here.language),
                late=texts.number(standing["indicators_late"], here.language),
                missing=texts.number(standing["indicators_without_current_data"], here.language),
            )
        )
    show('<div class="mp-foot">' + "".join(f"<p>{line}</p>" for line in lines) + "</div>")
