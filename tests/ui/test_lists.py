"""The lists: their orders, their columns, and what is taken away of them."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from openpyxl import load_workbook

from masterplan.ui import lists, takeaway
from masterplan.ui.frame import View
from tests.ui.markup import Markup

HOSTILE = '<img src=x onerror="alert(1)"> & "Söhne"'
VIEW = View("MP", dt.date(2026, 9, 30), None, "de", False)


@pytest.fixture(autouse=True)
def _in_a_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Links keep the view of the session."""
    monkeypatch.setattr(st, "session_state", {"view": VIEW, "lang": "de"})


def measure(**changed: object) -> dict[str, Any]:
    """A measure as measures/list has it."""
    row: dict[str, Any] = {
        "plan_code": "MP",
        "measure_code": "M-1",
        "title": "Labor",
        "topic_area": "Bildung",
        "topic_area_code": "T1",
        "phase": 1,
        "is_counted": True,
        "state": "in_progress",
        "days_late": math.nan,
        "light_delivery": "on_track",
        "light_effect": "at_risk",
        "light_evidence": "off_track",
        "milestones": 4,
        "milestones_reached": 2,
        "mean_position": 0.5,
    }
    return {**row, **changed}


def indicator(**changed: object) -> dict[str, Any]:
    """An indicator as indicators/list has it."""
    row: dict[str, Any] = {
        "plan_code": "MP",
        "indicator_code": "I-1",
        "name": "Geräte",
        "measure_code": "M-1",
        "unit": "Anzahl",
        "judged_values": [1.0, 2.0],
        "target_value": 10.0,
        "target_due_on": dt.date(2027, 12, 31),
        "last_value": 1234.5,
        "last_on": dt.date(2025, 12, 31),
        "expected": 4.56789,
        "position": None,
        "light": "suspended",
        "freshness": "late",
    }
    return {**row, **changed}


def test_measures_with_their_lights_side_by_side() -> None:
    markup = Markup(lists.measures(pd.DataFrame([measure()]), 1, VIEW))
    (table,) = markup.tables
    assert table.caption == "1 Maßnahme"
    words = "M-1 Labor|Bildung|1|planmäßig|gefährdet|verfehlt|2 / 4|50\u202f%"
    assert [" ".join(cell.split()) for cell in table.rows[0]] == [
        " ".join(cell.split()) for cell in words.split("|")
    ]
    ((_, link),) = markup.links
    assert "measure=M-1" in link and "plan=MP" in link and "on=2026-09-30" in link


def test_a_measure_that_counts_nowhere_shows_its_state() -> None:
    row = measure(is_counted=False, state="dropped", light_delivery="not_assessable")
    (table,) = Markup(lists.measures(pd.DataFrame([row]), 1, VIEW)).tables
    assert "entfallen" in table.rows[0]


@pytest.mark.parametrize(("days", "words"), [(1, "1 Tag "), (93, "93 Tage ")])
def test_days_late_stand_below_the_light(days: int, words: str) -> None:
    row = measure(light_delivery="off_track", days_late=days)
    (table,) = Markup(lists.measures(pd.DataFrame([row]), 1, VIEW)).tables
    (cell,) = [cell for cell in table.rows[0] if "Tag" in cell]
    assert cell.startswith("verfehlt") and words in cell + " "


def test_indicator_with_its_values() -> None:
    markup = Markup(lists.indicators(pd.DataFrame([indicator()]), 1200, VIEW))
    (table,) = markup.tables
    assert table.caption == "1.200 Indikatoren"
    said = " | ".join(table.rows[0])
    for words in ("Geräte", "1.234,5", "31.12.2025", "4,568", "10", "ausgesetzt", "verspätet"):
        assert words in said
    (line,) = markup.all("img")
    assert line.attributes["alt"] == "1, 2"


def test_indicator_of_which_nothing_is_known() -> None:
    nothing = ("target_value", "target_due_on", "last_value", "last_on", "expected", "position")
    row = indicator(**dict.fromkeys(nothing), judged_values=math.nan, freshness="missing")
    markup = Markup(lists.indicators(pd.DataFrame([row]), 1, VIEW, with_measure=False))
    (table,) = markup.tables
    assert not markup.all("img") and "M-1" not in table.rows[0]
    assert not {"nan", "None", "NaT"} & set(" ".join(table.rows[0]).split())


@pytest.mark.parametrize("field", ["title", "topic_area", "measure_code"])
def test_hostile_text_in_measures_stays_text(field: str) -> None:
    markup = Markup(lists.measures(pd.DataFrame([measure(**{field: HOSTILE})]), 1, VIEW))
    assert HOSTILE in " ".join(markup.tables[0].rows[0]) and not markup.all("img")


@pytest.mark.parametrize("field", ["name", "unit", "measure_code", "indicator_code"])
def test_hostile_text_in_indicators_stays_text(field: str) -> None:
    markup = Markup(lists.indicators(pd.DataFrame([indicator(**{field: HOSTILE})]), 1, VIEW))
    assert HOSTILE in " ".join(markup.tables[0].rows[0])
    assert len(markup.all("img")) == 1, "the line of the series"


@pytest.mark.parametrize("orders", [lists.MEASURE_ORDERS])
def test_orders_put_what_says_nothing_last(orders: dict[str, lists.Order]) -> None:
    for order in orders.values():
        column, *_ = order.columns
        rows = pd.DataFrame(dict.fromkeys(order.columns, [None, 2.0, 1.0, 3.0]))
        ordered = order.apply(rows)[column].tolist()
        assert math.isnan(ordered[-1])
        assert ordered[:-1] == sorted(ordered[:-1], reverse=not order.ascending)


def test_open_filter_names_every_condition() -> None:
    chosen = lists.any_indicator(measure="M-1")
    assert chosen.pop("measure") == "M-1" and set(chosen.values()) == {None}


@pytest.mark.parametrize(("language", "first"), [("de", "German"), ("en", "international")])
def test_download_offers_excel_and_the_form_of_the_language_first(
    monkeypatch: pytest.MonkeyPatch, language: str, first: str
) -> None:
    offered: list[tuple[str, Callable[[], bytes], str]] = []

    def button(
        label: str, data: Callable[[], bytes], file_name: str, *_: object, **__: object
    ) -> None:
        offered.append((label, data, file_name))

    monkeypatch.setattr(takeaway, "download", button)
    view = View("MP", VIEW.on, None, language, False)
    rows = pd.DataFrame({"title": ["=1+1"], "value": [1.5], "day": [pd.Timestamp("2026-09-30")]})
    lists.download(rows, "measures", view)
    names = [name for _, _, name in offered]
    assert names == ["MP-measures-2026-09-30.xlsx", *["MP-measures-2026-09-30.csv"] * 2]
    german, international = (
        "\ufefftitle;value;day\r\n'=1+1;1,5;30.09.2026\r\n",
        ("\ufefftitle,value,day\r\n'=1+1,1.5,2026-09-30\r\n"),
    )
    written = [made().decode() for _, made, _ in offered[1:]]
    assert written == ([german, international] if first == "German" else [international, german])
    book = load_workbook(io.BytesIO(offered[0][1]()))
    assert [[cell.value for cell in row] for row in book.worksheets[0].rows][1][:2] == ["=1+1", 1.5]
    assert "2026" in book.worksheets[1]["A2"].value
