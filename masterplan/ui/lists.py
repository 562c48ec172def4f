"""The lists of measures and indicators: filters, orders, tables, pages of a long list, download."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from masterplan import texts
from masterplan.charts import palette
from masterplan.texts import mark, translate_count, translator
from masterplan.ui import takeaway
from masterplan.ui.choose import one_of, page_number
from masterplan.ui.frame import View, href, language
from masterplan.ui.html import Column, Record, anchor, esc, light, position_text, sparkline, table
from masterplan.vocabulary import Freshness, State

ROWS_OF_A_PAGE = 50


@dataclass(frozen=True)
class Order:
    """A way to sort a list: its name, and the columns it goes by."""

    label: str
    columns: tuple[str, ...]
    ascending: bool = True

    def apply(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows in this order; rows that say nothing stand last."""
        return rows.sort_values(
            list(self.columns), ascending=self.ascending, na_position="last", kind="stable"
        )


MEASURE_ORDERS = {
    "plan": Order(
        mark("Phase and topic area"), ("plan_code", "phase", "topic_area_code", "measure_code")
    ),
    "delivery": Order(mark("Delivery, worst first"), ("delivery_rank", "effect_rank")),
    "effect": Order(mark("Effect, worst first"), ("effect_rank", "delivery_rank")),
    "late": Order(mark("Days late, most first"), ("days_late",), ascending=False),
    "position": Order(mark("Position, lowest first"), ("mean_position",)),
    "title": Order(mark("Title"), ("title",)),
}


def order(orders: Mapping[str, Order]) -> Order:
    """The chosen order of a list; the first one by default."""
    _ = translator(language())
    labels = {name: _(one.label) for name, one in orders.items()}
    chosen = one_of(_("Order"), "order", labels, default=next(iter(orders)), width=165)
    return orders[chosen or next(iter(orders))]


def any_indicator(**chosen: object) -> dict[str, object]:
    """The filter of indicators/list with what is chosen; all that is not named is open."""
    names = ("measure", "indicator", "light", "freshness", "phase", "area", "search")
    return {**dict.fromkeys(names), **chosen}


def page_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The part of a long list that is shown, with the choice of the next."""
    pages = -(-len(rows) // ROWS_OF_A_PAGE)
    if pages < 2:
        return rows
    number = page_number(pages)
    return rows.iloc[(number - 1) * ROWS_OF_A_PAGE : number * ROWS_OF_A_PAGE]


def measures(rows: pd.DataFrame, count: int, view: View) -> str:
    """The table of measures: who, and the three lights side by side."""
    lang = view.language
    _ = translator(lang)
    columns = [
        Column(_("Measure"), lambda row: _measure_name(row, view), is_header=True),
        Column(_("Topic area"), lambda row: esc(row["topic_area"])),
        Column(_("Phase"), lambda row: esc(row["phase"])),
        Column(_("Delivery"), lambda row: _delivery(row, lang)),
        Column(_("Effect"), lambda row: light(row["light_effect"], lang)),
        Column(_("Evidence"), lambda row: light(row["light_evidence"], lang)),
        Column(
            _("Milestones"), lambda row: f"{row['milestones_reached']} / {row['milestones']}", True
        ),
        Column(_("Position"), lambda row: position_text(row["mean_position"], lang), True),
    ]
    caption = translate_count("{count} measure", "{count} measures", count, lang)
    return table(caption, columns, rows.to_dict("records"))


def _measure_name(row: Record, view: View) -> str:
    name = f"<b>{esc(row['measure_code'])}</b> {esc(row['title'])}"
    return anchor(href("measure", measure=row["measure_code"], plan=row["plan_code"]), name)


def _delivery(row: Record, lang: str) -> str:
    if not row["is_counted"]:
        return f'<span class="mp-quiet">{State.of(row["state"]).label(lang)}</span>'
    late = row["days_late"]
    if pd.isna(late):
        return light(row["light_delivery"], lang)
    days = translate_count("{count} day late", "{count} days late", int(late), lang)
    return f'{light(row["light_delivery"], lang)}<br><span class="mp-quiet mp-small">{days}</span>'


def indicators(rows: pd.DataFrame, count: int, view: View, with_measure: bool = True) -> str:
    """The table of indicators: value, path, light, and a small line of the series."""
    lang = view.language
    _ = translator(lang)
    colours = palette(view.is_dark)

    def trend(row: Record) -> str:
        values = row["judged_values"]
        series = [float(value) for value in values] if hasattr(values, "__len__") else []
        words = ", ".join(texts.number(value, lang) for value in series)
        return sparkline(series, row["target_value"], (colours.accent, colours.quiet), words)

    columns = [
        Column(_("Indicator"), lambda row: _indicator_name(row), is_header=True),
        Column(_("Measure"), lambda row: esc(row["measure_code"])),
        Column(_("Development"), trend),
        Column(_("Last value"), lambda row: _last(row, lang), True),
        Column(_("Expected by now"), lambda row: texts.computed(row["expected"], lang), True),
        Column(_("Target"), lambda row: _target(row, lang), True),
        Column(_("Position"), lambda row: position_text(row["position"], lang), True),
        Column(_("Effect"), lambda row: light(row["light"], lang)),
        Column(_("Evidence"), lambda row: Freshness.of(row["freshness"]).label(lang)),
    ]
    if not with_measure:
        del columns[1]
    caption = translate_count("{count} indicator", "{count} indicators", count, lang)
    return table(caption, columns, rows.to_dict("records"))


def _indicator_name(row: Record) -> str:
    name = f"{esc(row['name'])}"
    return (
        anchor(href("indicator", indicator=row["indicator_code"], plan=row["plan_code"]), name)
        + f'<br><span class="mp-quiet mp-small">{esc(row["indicator_code"])}'
        f" · {esc(row['unit'])}</span>"
    )


def _last(row: Record, lang: str) -> str:
    day = texts.date(row["last_on"], lang)
    return (
        f'{texts.number(row["last_value"], lang)}<br><span class="mp-quiet mp-small">{day}</span>'
    )


def _target(row: Record, lang: str) -> str:
    if pd.isna(row["target_value"]):
        return texts.NO_NUMBER
    day = texts.date(row["target_due_on"], lang)
    return (
        f'{texts.number(row["target_value"], lang)}<br><span class="mp-quiet mp-small">{day}</span>'
    )


def download(rows: pd.DataFrame, name: str, view: View) -> None:
    """The rows as a table to take away: Excel, and text in the form of either country."""
    with st.container(horizontal=True):
        takeaway.table(rows, name, name, view, f"take-{name}")
