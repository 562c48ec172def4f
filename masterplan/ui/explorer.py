"""Finding indicators among thousands: filters with counts, a forgiving search, orders, pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from masterplan.store import ask, open_store
from masterplan.store.contents import contents
from masterplan.texts import mark, translator
from masterplan.ui import choose, downloads, lists, takeaway
from masterplan.ui.frame import View, href
from masterplan.ui.html import anchor, esc
from masterplan.ui.lists import ROWS_OF_A_PAGE
from masterplan.ui.page import show, small_multiples
from masterplan.vocabulary import Direction, Freshness, IndicatorKind, Light, Word
from masterplan.workbook.selection import selection as selection_of
from masterplan.workbook.write import workbook

FIRST = {
    "light": mark("Effect"),
    "phase": mark("Phase"),
    "area": mark("Topic area"),
    "freshness": mark("Evidence"),
}
MORE = {
    "plans": mark("Plans"),
    "goal": mark("Goal"),
    "measure": mark("Measure"),
    "unit": mark("Unit"),
    "kind": mark("Kind"),
    "direction": mark("Direction"),
    "owner": mark("Owner"),
}
FACETS = (*FIRST, *MORE)
"""The filters, by the name that they have in the address and in the question."""

ORDERS = {
    "plan": mark("Phase and topic area"),
    "light": mark("Effect, worst first"),
    "position": mark("Position, lowest first"),
    "gap": mark("Against the planned path, lowest first"),
    "change": mark("Change in a year, worst first"),
    "age": mark("Last value, oldest first"),
    "name": mark("Name"),
}
_MATCH = mark("Best match")
_LOOKS = {"table": mark("Table"), "multiples": mark("Small charts")}
MOST_COMPARED = 6

_WORDS: dict[str, type[Word]] = {
    "light": Light,
    "freshness": Freshness,
    "kind": IndicatorKind,
    "direction": Direction,
}


@dataclass(frozen=True)
class Search:
    """What a reader looks for, and how it is to be shown."""

    filters: dict[str, Any]
    order: str
    look: str
    is_open: bool
    """Is nothing filtered and nothing searched?"""


def chosen(view: View) -> Search:
    """Let the reader search and filter; each filter counts what the others leave."""
    _ = translator(view.language)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = choose.search(_("Name, number, unit or owner"))
        orders = {"match": _(_MATCH)} if text else {}
        orders |= {name: _(label) for name, label in ORDERS.items()}
        order = choose.one_of(_("Order"), "order", orders, default=next(iter(orders)), width=230)
        look = choose.one_of_few(
            _("View"), "look", {name: _(label) for name, label in _LOOKS.items()}
        )
    asked = {name: st.query_params.get_all(name) or None for name in FACETS}
    filters: dict[str, Any] = {
        "on": view.on,
        "known_at": view.known_at,
        "words": text.split()[:8] if text else None,
        **asked,
    }
    # the plan of the frame, unless others are asked for
    filters["plans"] = asked["plans"] or ([view.plan] if view.plan else None)
    counts = ask("indicators/facets", **filters)
    _filter_row(FIRST, counts, view)
    is_more_used = any(asked[name] for name in MORE)
    with st.expander(_("More filters"), expanded=is_more_used):
        _filter_row(dict(list(MORE.items())[:4]), counts, view)
        _filter_row(dict(list(MORE.items())[4:]), counts, view)
    return Search(filters, order or "plan", look, not text and not any(asked.values()))


def _filter_row(facets: dict[str, str], counts: pd.DataFrame, view: View) -> None:
    _ = translator(view.language)
    for place, (name, label) in zip(st.columns(4), facets.items(), strict=False):
        with place:
            rows = counts[counts["facet"] == name].to_dict("records")
            options = {row["value"]: _said(name, row, view) for row in rows}
            for value in st.query_params.get_all(
                name
            ):  # what is chosen is shown, also where none has it
                options.setdefault(
                    value, _said(name, {"value": value, "title": None, "indicators": 0}, view)
                )
            choose.some_of(_(label), name, options)


def _said(facet: str, row: dict[Any, Any], view: View) -> str:
    """A value of a filter in words, with how many indicators have it."""
    _ = translator(view.language)
    value = row["value"]
    if value == "-":
        words = _("not stated")
    elif facet in _WORDS and value in choose.words(_WORDS[facet]):
        words = _WORDS[facet].of(value).label(view.language)
    elif facet in {"goal", "measure"} and isinstance(row["title"], str):
        words = f"{value} {row['title']}"
    else:
        words = row["title"] if isinstance(row["title"], str) else value
    return f"{words} ({row['indicators']})"


def page(search: Search) -> tuple[pd.DataFrame, int]:
    """The indicators of the asked page of the list, and how many fit in all."""
    number = choose.asked_page()
    rows = _asked(search, (number - 1) * ROWS_OF_A_PAGE, ROWS_OF_A_PAGE)
    if rows.empty and number > 1:  # the list has become shorter than the page that a link names
        number = 1
        rows = _asked(search, 0, ROWS_OF_A_PAGE)
    return _with_lines(rows, search), 0 if rows.empty else int(rows["found"].iloc[0])


def _with_lines(rows: pd.DataFrame, search: Search) -> pd.DataFrame:
    """The rows with their judged values: read of those that are shown, and of no others."""
    lines = ask(
        "indicators/lines",
        on=search.filters["on"],
        known_at=search.filters["known_at"],
        plans=list(rows["plan_code"].unique()),
        indicators=list(rows["indicator_code"]),
    )
    return rows.merge(lines, how="left", on=["plan_code", "indicator_code"])


def take_away(search: Search, picked: list[str], view: View) -> None:
    """Buttons for all that fits, or for what is picked: as a table, and as a workbook."""

    def rows() -> pd.DataFrame:
        found = _asked(search, 0, None).drop(columns="found")
        return found[found["indicator_code"].isin(picked)] if picked else found

    def workbook_of_plan() -> bytes:
        found = rows()
        codes = set(found.loc[found["plan_code"] == view.plan, "indicator_code"])
        held = contents(open_store(), view.plan or "", view.known_at)
        return workbook(selection_of(held, indicators=codes), view.language)

    _ = translator(view.language)
    name = _("Workbook")
    with st.container(horizontal=True):
        takeaway.table(rows, _("Indicators"), _("Indicators"), view, "take-indicators")
        if view.plan is not None:
            downloads.download(
                _("Workbook to upload again"),
                workbook_of_plan,
                takeaway.file_stem(view, name) + ".xlsx",
                takeaway.XLSX,
                key="take-workbook",
            )


def _asked(search: Search, skipped: int, shown: int | None) -> pd.DataFrame:
    return ask(
        "indicators/found", **search.filters, sort=search.order, skipped=skipped, shown=shown
    )


def pager(count: int) -> None:
    """The choice of another page of a long list."""
    pages = -(-count // ROWS_OF_A_PAGE)
    if pages > 1:
        choose.page_number(pages)


def selection(rows: pd.DataFrame, view: View) -> list[str]:
    """Let the reader pick indicators, to compare them or to take them away."""
    _ = translator(view.language)
    names = {
        row["indicator_code"]: f"{row['indicator_code']} {row['name']}"
        for row in rows.to_dict("records")
    }
    picked = choose.some_of(_("Selection"), "pick", names, _("pick indicators of this page"))
    codes = picked or []
    if len(codes) > 1:
        link = href("compare", indicators=",".join(codes[:MOST_COMPARED]))
        words = esc(_("Compare the selected indicators"))
        show(f"<p>{anchor(link, words)}</p>")
    return codes


def show_found(rows: pd.DataFrame, count: int, look: str, view: View) -> None:
    """The found indicators as a table, or as small charts against their planned paths."""
    if look == "table":
        show(lists.indicators(rows, count, view))
        return
    shown = rows[rows["plan_code"] == view.plan]
    clocks = {**view.clocks, "measure": None}
    series, paths = [], []
    for code in shown["indicator_code"]:
        series.append(ask("indicators/series", **clocks, indicator=code))
        paths.append(ask("indicators/path", **clocks, indicator=code))
    if series:
        small_multiples(shown, pd.concat(series), pd.concat(paths))
