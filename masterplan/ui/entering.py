"""How a single row is entered: fields, what is found at them, what would change, and storing it.

The row becomes a small workbook, so that it passes the same rules as a file and leaves the same
trace: an original, a history, a way to withdraw it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from masterplan import texts
from masterplan.access import UPLOAD
from masterplan.findings import Finding, Reading
from masterplan.sheets import SHEET_OF, Column
from masterplan.store import Rehearsal, open_store
from masterplan.texts import UserError, mark, translator
from masterplan.ui.agenda import changes as light_changes
from masterplan.ui.frame import View, href
from masterplan.ui.html import Column as TableColumn
from masterplan.ui.html import Record, anchor, esc, icon, section, table
from masterplan.ui.identity import allows
from masterplan.ui.page import show
from masterplan.ui.signature import name_field, signer
from masterplan.vocabulary import Word
from masterplan.workbook import rules
from masterplan.workbook.form import by_field, form_name, form_workbook
from masterplan.workbook.read import read

LABELS = {
    "observed_on": mark("Date"),
    "value": mark("Value"),
    "flag": mark("Flag"),
    "comment": mark("Comment"),
    "reporting_date": mark("Reporting date"),
    "perspective": mark("Perspective"),
    "state": mark("State of implementation"),
    "rating": mark("Declared rating"),
    "progress_percent": mark("Progress (%)"),
    "reason": mark("Reason for the rating"),
    "milestone_number": mark("No."),
    "title": mark("Title"),
    "due_on": mark("Planned for"),
    "reached_on": mark("Reached on"),
    "weight": mark("Weight"),
}
_WITHDRAW = {
    "observation": mark("Withdraw the value"),
    "evaluation": mark("Withdraw the rating"),
    "milestone": mark("Withdraw the milestone"),
}
_SEVERITIES = {
    "error": (mark("Error"), "off_track"),
    "warning": (mark("Warning"), "at_risk"),
    "note": (mark("Note"), "not_assessable"),
}
_KINDS = {"new": mark("new"), "corrected": mark("corrected"), "withdrawn": mark("withdrawn")}
_PERSON, _WHY = "person", "why"
_SHOWN_LIGHTS = 8


class Fields:
    """The fields of one form; below each is a place for what is found in it."""

    def __init__(self, table_name: str, view: View, about: str = "") -> None:
        self.table = table_name
        self.view = view
        done = st.session_state.get(f"{table_name}_stored", 0)
        self.key = f"form_{table_name}_{about}_{done}"  # a new one is empty again
        self._places: dict[str, DeltaGenerator] = {}

    def line(
        self, name: str, value: str = "", help: str | None = None, is_long: bool = False
    ) -> str:
        """A text as it is typed, numbers too."""
        field = st.text_area if is_long else st.text_input
        length = max(2_000 if is_long else 200, len(value))
        label = self._label(name)
        typed = field(label, value=value, key=self._key(name), help=help, max_chars=length)
        self._places[name] = st.container()
        return typed or ""

    def day(self, name: str, value: dt.date | None, help: str | None = None) -> dt.date | None:
        """A day, or none."""
        chosen = st.date_input(
            self._label(name), value=value, key=self._key(name), help=help, format="DD.MM.YYYY"
        )
        self._places[name] = st.container()
        return chosen if isinstance(chosen, dt.date) else None

    def choice(self, name: str, words: type[Word]) -> str | None:
        """A word of a closed list, or none; its code is given back."""
        language = self.view.language
        chosen = st.selectbox(
            self._label(name),
            [word.code for word in words],
            index=None,
            format_func=lambda code: words.of(code).label(language),
            key=self._key(name),
            placeholder="–",
        )
        self._places[name] = st.container()
        return chosen

    def finish(self, record: Mapping[str, Any]) -> None:
        """Who enters it and why, the two buttons, and the answer to them."""
        _ = translator(self.view.language)
        withdraws = st.checkbox(_(_WITHDRAW[self.table]), key=self._key("withdraw"))
        left, right = st.columns(2)
        with left:
            name = name_field(self._key(_PERSON))
            self._places[_PERSON] = st.container()
        with right:
            reason = st.text_input(
                _("Reason, where something stored is corrected"),
                key=self._key(_WHY),
                max_chars=500,
            )
            self._places[_WHY] = st.container()
        with st.container(horizontal=True):
            is_to_check = st.form_submit_button(_("Check"), key=self._key("check"))
            is_to_store = st.form_submit_button(_("Store"), key=self._key("store"), type="primary")
        if is_to_check or is_to_store:
            try:
                self._answer(record, withdraws, (name, reason or ""), is_to_store)
            except UserError as error:
                st.error(error.text(self.view.language))

    def _answer(
        self,
        record: Mapping[str, Any],
        withdraws: bool,
        who: tuple[str, str],
        is_to_store: bool,
    ) -> None:
        _ = translator(self.view.language)
        store = open_store()
        content = form_workbook(self.table, record, self.view.language, withdraws)
        name = form_name(self.table, record, self.view.language)
        reading = read(content, name, store.known(), self.view.plan)
        for field, findings in by_field(self.table, reading.findings).items():
            self._object(field, "".join(_worded(one, self.view) for one in findings))
        if reading.has_errors:
            st.error(_("Nothing is stored before what is marked above is mended."))
            return
        if not any(len(rows) for rows in reading.tables.values()):
            self._object(SHEET_OF[self.table].principal, esc(_("Nothing was entered here.")))
            return
        rehearsal = store.rehearse(reading, self.view.on, in_full=True)
        if rehearsal.is_without_effect:
            st.info(
                _("There is nothing to withdraw: nothing is stored for this.")
                if withdraws
                else _("There is nothing to do: all of this is stored already.")
            )
            return
        show(_what_would_change(self.table, rehearsal, self.view))
        if is_to_store and self._is_signed(rehearsal, who):
            self._store(reading, rehearsal, who)

    def _is_signed(self, rehearsal: Rehearsal, who: tuple[str, str]) -> bool:
        """Are the name and, where it is needed, the reason given? If not, that is said."""
        _ = translator(self.view.language)
        name, reason = who
        if not name.strip():
            text = _("Please enter your name: every upload names who made it.")
            self._object(_PERSON, esc(text))
            return False
        corrects = any(change.corrected or change.withdrawn for change in rehearsal.changes)
        if corrects and not reason.strip():
            self._object(_WHY, esc(_("Please say why values are corrected or withdrawn.")))
            return False
        return True

    def _store(self, reading: Reading, rehearsal: Rehearsal, who: tuple[str, str]) -> None:
        name, reason = who[0].strip(), who[1].strip()
        receipt = open_store().commit(reading, signer(name), reason or None, kind="form")
        state = st.session_state
        state[f"{self.table}_stored"] = state.get(f"{self.table}_stored", 0) + 1
        state[f"{self.table}_receipt"] = (receipt.upload_id, rehearsal.lights)
        st.rerun()

    def _label(self, name: str) -> str:
        return translator(self.view.language)(LABELS[name])

    def _key(self, name: str) -> str:
        return f"{self.key}_{name}"

    def _object(self, field: str | None, words: str) -> None:
        """Say something below a field; below them all where it concerns none of them."""
        place = self._places.get(field or "", st)
        place.html(f'<div class="mp-found mp-small" role="alert">{words}</div>')


def is_possible(view: View) -> bool:
    """Can something be entered here? Only by those who may, where the page shows what is stored
    now; else it says so.
    """
    if not allows(UPLOAD):
        return False
    if view.known_at is None:
        return True
    _ = translator(view.language)
    st.caption(_("To enter something, look at what is stored now: leave “As known on” empty."))
    return False


def last_receipt(table_name: str, view: View) -> None:
    """What was stored a moment ago, which lights that changed, and the way to withdraw it."""
    receipt = st.session_state.pop(f"{table_name}_receipt", None)
    if receipt is None:
        return
    _ = translator(view.language)
    upload_id, lights = receipt
    st.success(_("Stored as upload {upload}.", upload=upload_id), icon=":material/check_circle:")
    link = anchor(href("uploads", upload=upload_id), esc(_("Withdraw this upload")) + " →")
    show(_lights(lights, _("Which lights changed"), view), f"<p>{link}</p>")


def _worded(finding: Finding, view: View) -> str:
    name, light = _SEVERITIES[finding.severity]
    word = texts.translate(name, view.language)
    text = f"{rules.problem(finding, view.language)} {rules.advice(finding, view.language)}"
    return f'<p><span class="mp-light">{icon(light)}<b>{word}</b></span> {esc(text)}</p>'


def _what_would_change(table_name: str, rehearsal: Rehearsal, view: View) -> str:
    """The fields that would get another value, old and new side by side, and the lights."""
    _ = translator(view.language)
    sheet = SHEET_OF[table_name]

    def label(row: Record) -> str:
        name = LABELS[row["field"]]
        return esc(_(name))

    def value(name: str) -> TableColumn:
        heading = _("Stored so far") if name == "value_before" else _("Would be stored")
        return TableColumn(
            heading, lambda row: esc(_shown(sheet.column(row["field"]), row[name], view.language))
        )

    rows = rehearsal.rows[
        rehearsal.rows["value_before"].notna() | rehearsal.rows["value_after"].notna()
    ]
    kinds = ", ".join(_(_KINDS[kind]) for kind in rows["kind"].unique())
    columns = [
        TableColumn(_("What"), label, is_header=True),
        value("value_before"),
        value("value_after"),
    ]
    title = _("What would change")
    body = table(f"{title}: {kinds}", columns, rows.to_dict("records"))
    return body + _lights(rehearsal.lights, _("Which lights would change"), view)


def _lights(lights: pd.DataFrame, title: str, view: View) -> str:
    _ = translator(view.language)
    of_measures = lights[lights["subject"] == "measure"].head(_SHOWN_LIGHTS)
    if of_measures.empty:
        return section(title, _("No light has changed."))
    return section(title) + light_changes(of_measures.to_dict("records"), view)


def _shown(column: Column, text: object, language: str) -> str:
    """A value of the database, which comes as a text, as the language writes it."""
    if text is None or pd.isna(text):  # type: ignore[call-overload]
        return texts.NO_NUMBER
    if column.choices is not None:
        return column.choices.of(str(text)).label(language)
    if column.type == "date":
        return texts.date(dt.date.fromisoformat(str(text)), language)
    if column.type in ("number", "percent"):
        return texts.number(float(str(text)), language)
    return str(text)
