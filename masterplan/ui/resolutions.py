"""Decisions on a page: the list, the course of one, the forms to record and to follow up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from masterplan import texts
from masterplan.access import DECIDE
from masterplan.store import ask, open_store
from masterplan.store.database import utc_now
from masterplan.store.decisions import Evidence, FollowUp, Resolution, follow_up, record
from masterplan.texts import UserError, mark, translate, translate_count, translator
from masterplan.ui import identity, looking_back
from masterplan.ui.frame import View, href
from masterplan.ui.html import Column, Record, anchor, esc, section, table, unmarked
from masterplan.ui.signature import signer
from masterplan.vocabulary import DecisionState, Perspective

_SHAPES = {"open": "○", "in_progress": "◐", "done": "●", "revoked": "✕"}
"""Each state has a shape and a word, as the lights have."""

_BODIES = (
    Perspective.STEERING_COMMITTEE.code,
    mark("council"),
    mark("committee of the council"),
    mark("working group"),
)

_DONE = "decision_done"


def state(row: Record, lang: str) -> str:
    """The state of a decision as shape and word; overdue ones say by how much."""
    word = DecisionState.of(row["state"]).label(lang)
    shape = f'<span aria-hidden="true">{_SHAPES[row["state"]]}</span>'
    if not row["is_overdue"]:
        return f'<span class="mp-state">{shape} {word}</span>'
    late = translate_count(
        "{count} day overdue", "{count} days overdue", int(row["days_overdue"]), lang
    )
    return f'<span class="mp-state">{shape} {word}</span><br><b class="mp-late">{late}</b>'


def listed(rows: pd.DataFrame, view: View, with_measure: bool = True) -> str:
    """Decisions with who sees to them, by when, and what became of them."""
    lang = view.language
    _ = translator(lang)

    def measure(row: Record) -> str:
        if pd.isna(row["measure_code"]):
            return esc(_("Whole plan"))
        name = f"<b>{esc(row['measure_code'])}</b> {esc(row['title'])}"
        return anchor(href("measure", measure=row["measure_code"], plan=row["plan_code"]), name)

    def what(row: Record) -> str:
        note = f"<p>{esc(row['note'])}</p>" if isinstance(row["note"], str) else ""
        link = href("decisions", decision=row["decision_id"], plan=row["plan_code"])
        text = anchor(link, esc(row["text"])) if with_measure else esc(row["text"])
        return f'<div class="mp-said">{text}{note}</div>'

    def due(row: Record) -> str:
        day = texts.date(row["due_on"], lang)
        if pd.isna(row["first_due_on"]) or row["first_due_on"] == row["due_on"]:
            return day
        first = _("first: {date}", date=texts.date(row["first_due_on"], lang))
        return f'{day}<br><span class="mp-quiet mp-small">{first}</span>'

    columns = [
        Column(_("Measure"), measure),
        Column(_("Decision"), what, is_header=True),
        Column(_("Body"), lambda row: f"{esc(row['body'])}<br>{_meeting(row, lang)}"),
        Column(_("Who sees to it"), lambda row: esc(row["owner"])),
        Column(_("By"), due),
        Column(_("What became of it"), lambda row: state(row, lang)),
        Column(_("Decided on"), lambda row: _evidence(row, view)),
    ]
    caption = translate_count("{count} decision", "{count} decisions", len(rows), lang)
    return table(caption, columns[not with_measure :], rows.to_dict("records"))


def _meeting(row: Record, lang: str) -> str:
    return f'<span class="mp-quiet mp-small">{texts.date(row["meeting_on"], lang)}</span>'


def _evidence(row: Record, view: View) -> str:
    """A link to what the body had before it: the measure, or the plan, at its two clocks."""
    if pd.isna(row["reporting_date"]):
        return ""
    lang = view.language
    is_of_a_report = not pd.isna(row["frozen_report_id"])
    clocks = {
        "on": row["reporting_date"].date().isoformat(),
        "known_at": row["evidence_known_at"].isoformat(timespec="seconds"),
        "plan": row["plan_code"],
        looking_back.NAME: int(row["frozen_report_id"]) if is_of_a_report else None,
    }
    link = (
        href("overview", **clocks)
        if pd.isna(row["measure_code"])
        else href("measure", measure=row["measure_code"], **clocks)
    )
    if is_of_a_report:
        return anchor(link, f"{esc(row['frozen_report_title'])} →")
    words = translate("as seen on {date}", lang, date=texts.date(row["reporting_date"], lang))
    return anchor(link, f"{words} →")


def course(decision: int, view: View) -> str:
    """What was said of a decision, one after the other."""
    lang = view.language
    _ = translator(lang)
    rows = ask("measures/decision_course", decision=decision)
    columns = [
        Column(_("When"), lambda row: texts.moment(row["recorded_at"], lang), is_header=True),
        Column(_("State"), lambda row: DecisionState.of(row["state"]).label(lang)),
        Column(_("Remark"), lambda row: esc(row["note"])),
        Column(_("Who sees to it"), lambda row: esc(row["owner"])),
        Column(_("By"), lambda row: texts.date(row["due_on"], lang)),
        Column(_("Entered by"), lambda row: esc(row["person"])),
    ]
    return section(_("What became of it")) + table("", columns, rows.to_dict("records"))


def told(view: View) -> None:
    """What the last form of this session did."""
    message = st.session_state.pop(_DONE, None)
    if message is not None:
        st.success(translate(message, view.language), icon=":material/check_circle:")


@dataclass(frozen=True)
class Meeting:
    """The meeting in which something is decided; None where the form shall ask for it."""

    body: str
    on: dt.date


def recording(view: View, measure: str | None, meeting: Meeting | None = None) -> None:
    """The form that records a decision on a measure, or on the whole plan (None)."""
    lang = view.language
    _ = translator(lang)
    if not identity.allows(DECIDE):
        st.caption(_("Decisions are recorded by the steering committee."))
        return
    key = f"decision_{measure}_{st.session_state.get('decisions', 0)}"
    # what was uploaded since the page was opened was not before the body
    shown_at = st.session_state.setdefault(f"{key}_{view.on}_shown_at", utc_now())
    with st.form(key, border=False):
        if meeting is None:
            left, right = st.columns([2, 1])
            body = left.selectbox(_("Body"), bodies(lang), accept_new_options=True)
            # whoever decides on what the council had before it does so later than its date
            day = view.on if view.report is None else dt.date.today()
            on = right.date_input(_("Meeting"), day, format="DD.MM.YYYY")
            assert isinstance(on, dt.date)
            meeting = Meeting(str(body or ""), on)
        text = st.text_area(_("What was decided"), max_chars=2000, height=100)
        left, right = st.columns([2, 1])
        owner = left.text_input(_("Who sees to it"), max_chars=200)
        due = right.date_input(_("By"), None, format="DD.MM.YYYY")
        known = (
            _("what is known now")
            if view.known_at is None
            else _("what was known on {moment}", moment=texts.moment(view.known_at, lang))
        )
        if view.report is not None:
            title = unmarked(str(view.report["title"]))
            st.caption(_("Kept with it as evidence: the report {title}.", title=title))
        else:
            st.caption(
                _(
                    "Kept with it as evidence: the state as at {date}, {known}.",
                    date=texts.date(view.on, lang),
                    known=known,
                )
            )
        if st.form_submit_button(_("Record the decision"), type="primary"):
            resolution = Resolution(meeting.body, meeting.on, text, owner, due)
            number = None if view.report is None else int(view.report["frozen_report_id"])
            evidence = Evidence(view.on, view.known_at or shown_at, number)
            _do(
                lambda: record(
                    open_store(),
                    str(view.plan),
                    measure,
                    resolution,
                    evidence,
                    signer(identity.local_name()),
                ),
                mark("Recorded, with the evidence that was before you."),
                view,
            )


def bodies(lang: str) -> list[str]:
    """The usual bodies, in the language; others can be entered."""
    first, *rest = _BODIES
    word = Perspective.of(first).label(lang)
    words = [word, *(translate(body, lang) for body in rest)]
    return [each[0].upper() + each[1:] for each in words]


def following_up(row: Record, view: View) -> None:
    """The form that says what became of a decision."""
    lang = view.language
    _ = translator(lang)
    if not identity.allows(DECIDE):
        return
    if row["state"] == DecisionState.REVOKED.code:
        st.info(_("The decision is revoked; a new one can be recorded in its place."))
        return
    words = {member.code: member.label(lang) for member in DecisionState}
    with st.form(f"follow_up_{row['decision_id']}_{row['follow_ups']}", border=False):
        left, middle, right = st.columns([1, 1, 1])
        held = list(words).index(row["state"])
        code = left.selectbox(_("State"), list(words), held, format_func=words.__getitem__)
        owner = middle.text_input(_("Who sees to it"), row["owner"] or "", max_chars=200)
        day: dt.date | None = None if pd.isna(row["due_on"]) else row["due_on"].date()
        due = right.date_input(_("By"), day, format="DD.MM.YYYY")
        note = st.text_area(_("What became of it, or why"), max_chars=2000, height=80)
        if st.form_submit_button(_("Add to the decision"), type="primary"):
            said = FollowUp(str(code), note, owner, due)
            _do(
                lambda: follow_up(
                    open_store(), int(row["decision_id"]), said, signer(identity.local_name())
                ),
                mark("Added. What was said before stays in the history."),
                view,
            )


def _do(act: Callable[[], object], done: str, view: View) -> None:
    try:
        act()
    except UserError as error:
        st.error(error.text(view.language))
    else:
        st.session_state[_DONE] = done
        st.session_state["decisions"] = st.session_state.get("decisions", 0) + 1
        st.rerun()
