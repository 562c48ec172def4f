"""A single value, evaluation or milestone, entered on the page that shows it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from masterplan.texts import mark, translator
from masterplan.ui import entering
from masterplan.ui.entering import Fields
from masterplan.ui.frame import View
from masterplan.ui.html import Record
from masterplan.vocabulary import Flag, Perspective, Rating, State
from masterplan.workbook.cells import plain
from masterplan.workbook.due import last_periods

_NEW = ""
_NUMBERS = mark("As in the workbook: 1.234,5 or 0,25.")
_BLANK = mark("A blank field says nothing: what is stored stays.")


def indicator(row: Record, view: View) -> None:
    """One value of an indicator."""
    _ = translator(view.language)
    if not entering.is_possible(view):
        return
    entering.last_receipt("observation", view)
    with st.expander(_("Enter a value"), icon=":material/edit:"):
        st.caption(_(_BLANK))
        fields = Fields("observation", view, str(row["indicator_code"]))
        with st.form(fields.key, border=False):
            fields.finish(_observation(fields, row, view))


def measure(row: Record, milestones: pd.DataFrame, view: View) -> None:
    """One evaluation, or one milestone, of a measure."""
    _ = translator(view.language)
    if not entering.is_possible(view):
        return
    code = str(row["measure_code"])
    entering.last_receipt("evaluation", view)
    with st.expander(_("Enter a rating"), icon=":material/edit:"):
        st.caption(_(_BLANK))
        fields = Fields("evaluation", view, code)
        with st.form(fields.key, border=False):
            fields.finish(_evaluation(fields, code, view))
    entering.last_receipt("milestone", view)
    with st.expander(_("Enter or change a milestone"), icon=":material/edit:"):
        st.caption(_(_BLANK))
        known: dict[str, Record] = {
            str(one["milestone_number"]): one for one in milestones.to_dict("records")
        }
        number = _chosen_milestone(known, code, view)
        fields = Fields("milestone", view, f"{code}_{number}")
        with st.form(fields.key, border=False):
            fields.finish(_milestone(fields, code, known.get(number), view))


def _observation(fields: Fields, row: Record, view: View) -> dict[str, Any]:
    _ = translator(view.language)
    frequency = row["frequency"]
    periods = last_periods(None if pd.isna(frequency) else str(frequency), view.on)
    left, middle, right = st.columns(3)
    with left:
        day = fields.day(
            "observed_on", periods[-1][1] if periods else None, _("The last day of the period.")
        )
    with middle:
        value = fields.line("value", help=_(_NUMBERS))
    with right:
        flag = fields.choice("flag", Flag)
    return {
        "indicator_code": str(row["indicator_code"]),
        "observed_on": day,
        "value": value,
        "flag": flag,
        "comment": fields.line("comment"),
    }


def _evaluation(fields: Fields, code: str, view: View) -> dict[str, Any]:
    record: dict[str, Any] = {"measure_code": code}
    left, middle, right = st.columns(3)
    with left:
        record["reporting_date"] = fields.day("reporting_date", view.on)
    with middle:
        record["perspective"] = fields.choice("perspective", Perspective)
    with right:
        record["state"] = fields.choice("state", State)
    left, right = st.columns([2, 1])
    with left:
        record["rating"] = fields.choice("rating", Rating)
    with right:
        record["progress_percent"] = fields.line("progress_percent")
    record["reason"] = fields.line("reason", is_long=True)
    return record


def _chosen_milestone(known: dict[str, Record], code: str, view: View) -> str:
    """The number of the milestone that is to be changed; "" for a new one."""
    _ = translator(view.language)
    chosen = st.selectbox(
        _("Milestone"),
        [_NEW, *known],
        format_func=lambda number: (
            f"{number} {known[number]['title']}" if number in known else _("a new one")
        ),
        key=f"milestone_of_{code}",
    )
    return str(chosen or _NEW)


def _milestone(fields: Fields, code: str, known: Record | None, view: View) -> dict[str, Any]:
    """The fields of a milestone, filled with what is known of it."""
    _ = translator(view.language)
    record: dict[str, Any] = {"measure_code": code}
    left, middle, right = st.columns([1, 4, 1])
    if known is None:
        with left:
            record["milestone_number"] = fields.line("milestone_number")
    else:
        record["milestone_number"] = str(known["milestone_number"])
    with middle:
        record["title"] = fields.line("title", "" if known is None else str(known["title"]))
    with right:
        # 1 is also what counts where nobody has said it, and then nobody should say it by accident
        weight = 1.0 if known is None else float(known["weight"])
        written = "" if weight == 1 else plain(weight).replace(".", ",")
        record["weight"] = fields.line("weight", written, _(_NUMBERS))
    left, right = st.columns(2)
    for place, name in ((left, "due_on"), (right, "reached_on")):
        with place:
            day = None if known is None or pd.isna(known[name]) else known[name].date()
            record[name] = fields.day(name, day)
    return record
