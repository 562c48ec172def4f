"""What is chosen to compare indicators, and how; all of it stands in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from urllib.parse import unquote

import pandas as pd
import streamlit as st

from masterplan import texts
from masterplan.charts.compare import MOST
from masterplan.texts import mark, translate, translator
from masterplan.ui.choose import one_of, one_of_few
from masterplan.ui.frame import View, href
from masterplan.ui.html import Column, Record, anchor, esc, light, position_text, table

WAYS = {
    "value": (mark("As measured"), mark("All in {unit}, as they were measured.")),
    "indexed": (
        mark("Indexed"),
        mark(
            "Each series is 100 at its last value up to {date}: what is compared is how they "
            "changed, not how large they are. A value of 0 or below has no index."
        ),
    ),
    "position": (
        mark("Way to the target"),
        mark(
            "How much of the way from baseline to target was covered, against the target that "
            "decides at the reporting date. Without baseline or target there is no way."
        ),
    ),
}
"""The ways to compare: the column each shows, its name, and how to read it."""

NO_CORRELATION = mark(
    "Each point is a year. No correlation is told: two series that both rise or fall over the "
    "years nearly always go together in figures, whether or not one has to do with the other."
)


def chosen(known: pd.DataFrame, view: View) -> list[str]:
    """The codes that are compared, two to six, in the order in which they were chosen."""
    _ = translator(view.language)
    names = {row["indicator_code"]: str(row["name"] or "") for row in known.to_dict("records")}
    asked = map(unquote, str(st.query_params.get("indicators", "")).split(","))
    st.session_state["choice_indicators"] = [
        code for code in dict.fromkeys(asked) if code in names
    ][:MOST]
    return list(
        st.multiselect(
            _("Indicators"),
            list(names),
            format_func=lambda code: f"{code} {names[code]}",
            key="choice_indicators",
            max_selections=MOST,
            on_change=_keep_codes,
            placeholder=_("Choose two to six"),
        )
    )


def in_address(codes: Iterable[str]) -> str:
    """Codes as the address holds them; a comma that is part of one parts nothing."""
    return ",".join(code.replace("%", "%25").replace(",", "%2C") for code in codes)


def _keep_codes() -> None:
    codes = st.session_state["choice_indicators"]
    if codes:
        st.query_params["indicators"] = in_address(codes)
    elif "indicators" in st.query_params:
        del st.query_params["indicators"]


def suggestions(known: pd.DataFrame, view: View) -> str:
    """Measures with several indicators that have data, as links that compare them."""
    _ = translator(view.language)
    of_measure: dict[str, list[Record]] = {}
    for row in known[known["last_on"].notna()].to_dict("records"):
        of_measure.setdefault(str(row["measure_code"]), []).append(row)
    items = "".join(
        f"<li>{_suggestion(rows)}</li>" for rows in of_measure.values() if len(rows) > 1
    )
    link = anchor(href("indicators"), esc(_("Show all indicators")) + " →")
    return f'<ul class="mp-names mp-columns">{items}</ul><p>{link}</p>'


def _suggestion(rows: list[Record]) -> str:
    codes = [row["indicator_code"] for row in rows][:MOST]
    name = f"<b>{esc(rows[0]['measure_code'])}</b> {esc(rows[0]['measure'])}"
    below = esc(", ".join(str(row["name"]) for row in rows[:MOST]))
    link = anchor(href("compare", indicators=in_address(codes)), name)
    return f'{link}<br><span class="mp-quiet mp-small">{below}</span>'


def way(rows: pd.DataFrame, view: View) -> str:
    """How to compare. What has unlike units cannot be drawn on one scale as it was measured."""
    _ = translator(view.language)
    ways = {name: translate(label, view.language) for name, (label, _note) in WAYS.items()}
    if _is_mixed(rows):
        del ways["value"]
    return one_of_few(_("How to compare"), "how", ways)


def say_units(rows: pd.DataFrame, view: View) -> None:
    """Say why the values as measured are no choice, where they are none."""
    _ = translator(view.language)
    if _is_mixed(rows):
        st.caption(
            _("The units differ, so the values cannot stand on one scale: choose how to compare.")
        )


def _is_mixed(rows: pd.DataFrame) -> bool:
    return rows["unit"].nunique(dropna=False) > 1


def note(how: str, rows: pd.DataFrame, base_on: dt.date | None, view: View) -> str:
    """How the picture is to be read, in a sentence."""
    unit = str(rows["unit"].iloc[0])
    date = texts.date(base_on, view.language)
    return translate(WAYS[how][1], view.language, unit=unit, date=date)


def base_day(view: View) -> dt.date | None:
    """The day on which every series is 100; None: the first one by which each has a value."""
    _ = translator(view.language)
    try:
        asked = dt.date.fromisoformat(str(st.query_params.get("base", "")))
    except ValueError:
        asked = None
    st.session_state["choice_base"] = None if asked is None else min(asked, view.on)
    day = st.date_input(
        _("100 on"),
        value=None,
        key="choice_base",
        format="DD.MM.YYYY",
        max_value=view.on,
        min_value=dt.date.min,
        on_change=_keep_day,
        help=_("Empty: the first day by which each has a value."),
        width=220,
    )
    return day if isinstance(day, dt.date) else None


def _keep_day() -> None:
    day = st.session_state["choice_base"]
    if day is not None:
        st.query_params["base"] = day.isoformat()
    elif "base" in st.query_params:
        del st.query_params["base"]


def two_of(rows: pd.DataFrame, view: View) -> tuple[Record, Record]:
    """Which two of the compared indicators are set against each other."""
    _ = translator(view.language)
    names = {row["indicator_code"]: row for row in rows.to_dict("records")}
    labels = {code: f"{code} {row['name']}" for code, row in names.items()}
    codes = list(names)
    with st.container(horizontal=True):
        across = one_of(_("Across"), "across", labels, default=codes[0], width=420)
        others = {code: label for code, label in labels.items() if code != across}
        up = one_of(_("Upwards"), "up", others, default=next(iter(others)), width=420)
    return names[across or codes[0]], names[up or next(iter(others))]


def table_of(rows: pd.DataFrame, points: pd.DataFrame, how: str, view: View) -> str:
    """The compared indicators, one below the other."""
    lang = view.language
    _ = translator(lang)
    based = points.drop_duplicates("indicator_code").set_index("indicator_code")

    def name(row: Record) -> str:
        link = href("indicator", indicator=row["indicator_code"])
        below = f'<span class="mp-quiet mp-small">{esc(row["name"])}</span>'
        return anchor(link, f"<b>{esc(row['indicator_code'])}</b>") + f"<br>{below}"

    def dated(value: object, day: object) -> str:
        shown = texts.number(value, lang)  # type: ignore[arg-type]
        date = texts.date(day, lang)  # type: ignore[arg-type]
        return f'{shown}<br><span class="mp-quiet mp-small">{date}</span>'

    def base(row: Record) -> str:
        code = row["indicator_code"]
        if code not in based.index:
            return texts.NO_NUMBER
        return dated(based.loc[code, "base_value"], based.loc[code, "base_on"])

    columns = [
        Column(_("Indicator"), name, is_header=True),
        Column(_("Unit"), lambda row: esc(row["unit"])),
        Column(_("Value at 100"), base if how == "indexed" else lambda row: "", True),
        Column(_("Last value"), lambda row: dated(row["last_value"], row["last_on"]), True),
        Column(_("Target"), lambda row: dated(row["target_value"], row["target_due_on"]), True),
        Column(_("Position"), lambda row: position_text(row["position"], lang), True),
        Column(_("Effect"), lambda row: light(row["light"], lang)),
    ]
    return table(_("What is compared"), columns, rows.to_dict("records"))
