"""Declared and computed side by side: the conflict list, and lights declared for a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import streamlit as st

from masterplan import texts
from masterplan.store import open_store
from masterplan.store.overrides import Statement, Subject, declare, revoke
from masterplan.texts import UserError, mark, translate, translate_count, translator
from masterplan.ui import identity
from masterplan.ui.frame import View, href
from masterplan.ui.html import (
    ASPECTS,
    Column,
    Record,
    anchor,
    aspect_name,
    esc,
    light,
    section,
    table,
)
from masterplan.ui.signature import signer
from masterplan.vocabulary import Perspective, Rating

KINDS = {
    "green_outside": (
        mark("Green outside, red inside"),
        mark(
            "Declared on track or achieved, but delivery or effect computed at risk or off track."
        ),
    ),
    "red_outside": (
        mark("Red outside, green inside"),
        mark("Declared at risk or off track, but everything that can be computed is on track."),
    ),
    "perspectives": (
        mark("Perspectives disagree"),
        mark("One perspective sees the measure on track or achieved, another one off track."),
    ),
}
"""What can disagree, in the order of the page."""

_STATES = {
    "in_force": mark("in force"),
    "later": mark("not yet in force"),
    "expired": mark("expired"),
    "replaced": mark("replaced"),
    "revoked": mark("taken back"),
}

_IS_HELD = ("in_force", "later")

_USUAL = dt.timedelta(days=90)
"""How long a declared light is proposed to hold."""


def summary(rows: pd.DataFrame, view: View) -> str:
    """How many conflicts there are of each kind, in one line."""
    counts = dict(rows["kind"].value_counts())
    return " · ".join(
        f"{translate(name, view.language)}: {counts.get(kind, 0)}"
        for kind, (name, _note) in KINDS.items()
    )


def conflict_lists(rows: pd.DataFrame, shown: pd.DataFrame, view: View) -> str:
    """Each kind of conflict with its measures, or that there is none; of a long list a page."""
    counts = dict(rows["kind"].value_counts())
    return "".join(
        _of_kind(kind, counts.get(kind, 0), shown[shown["kind"] == kind], view)
        for kind in KINDS
        if kind not in counts or (shown["kind"] == kind).any()
    )


def _of_kind(kind: str, count: int, rows: pd.DataFrame, view: View) -> str:
    lang = view.language
    _ = translator(lang)
    name, note = KINDS[kind]
    title = f"{translate(name, lang)} ({count})"
    if rows.empty:
        return section(title, _("No measure."))
    columns = [
        Column(_("Measure"), _measure, is_header=True),
        Column(_("Delivery, computed"), lambda row: light(row["light_delivery"], lang)),
        Column(_("Effect, computed"), lambda row: light(row["light_effect"], lang)),
        *(_declared(perspective, lang) for perspective in Perspective),
    ]
    caption = translate_count(
        "{count} measure, the worst first", "{count} measures, the worst first", len(rows), lang
    )
    return section(title, translate(note, lang)) + table(caption, columns, rows.to_dict("records"))


def _measure(row: Record) -> str:
    name = f"<b>{esc(row['measure_code'])}</b> {esc(row['title'])}"
    return anchor(href("measure", measure=row["measure_code"], plan=row["plan_code"]), name)


def _declared(perspective: Perspective, lang: str) -> Column:
    """What a perspective declared last, and when."""

    def cell(row: Record) -> str:
        found = [one for one in row["ratings"] if one["perspective"] == perspective.code]
        if not found:
            return ""
        return light(found[0]["rating"], lang) + _small(
            texts.date(found[0]["reporting_date"], lang)
        )

    word = perspective.label(lang)
    return Column(word[0].upper() + word[1:], cell)


def overrides(rows: pd.DataFrame, view: View, with_measure: bool = True) -> str:
    """Lights declared for a time beside the computed ones; those that ended are history."""
    _ = translator(view.language)
    held = rows[rows["state"].isin(_IS_HELD)]
    ended = rows[~rows["state"].isin(_IS_HELD)]
    parts = []
    if not held.empty:
        parts.append(_override_table(_("In force"), held, view, with_measure))
    if not ended.empty:
        parts.append(_override_table(_("Ended: kept as history"), ended, view, with_measure))
    return "".join(parts)


def _override_table(caption: str, rows: pd.DataFrame, view: View, with_measure: bool) -> str:
    lang = view.language
    _ = translator(lang)

    def reason(row: Record) -> str:
        return f"{esc(row['reason'])}{_small(esc(row['author']))}"

    def state(row: Record) -> str:
        name = _STATES[row["state"]]
        word = translate(name, lang)
        if row["state"] not in ("replaced", "revoked"):
            return word
        return word + _small(
            _(
                "by {person}, {moment}",
                person=esc(row["ended_by"]),
                moment=texts.moment(row["ended_at"], lang),
            )
            + f": {esc(row['ended_reason'])}"
        )

    columns = [
        Column(_("Measure"), _measure, is_header=True),
        Column(
            _("Light"), lambda row: aspect_name(row["aspect"], lang), is_header=not with_measure
        ),
        Column(_("Declared"), lambda row: light(row["light"], lang)),
        Column(_("Computed"), lambda row: light(row["light_computed"], lang)),
        Column(_("Reason, and who answers for it"), reason),
        Column(_("Valid from"), lambda row: texts.date(row["valid_from"], lang)),
        Column(_("until"), lambda row: texts.date(row["valid_until"], lang)),
        Column(_("State"), state),
    ]
    return table(caption, columns[not with_measure :], rows.to_dict("records"))


def _small(text: str) -> str:
    return f'<br><span class="mp-quiet mp-small">{text}</span>'


def told(view: View) -> None:
    """What the last form of this session did."""
    message = st.session_state.pop("override_done", None)
    if message is not None:
        st.success(translate(message, view.language), icon=":material/check_circle:")


def declaration(view: View, measure: str) -> None:
    """The form that declares a light beside the computed one."""
    _ = translator(view.language)
    with st.form("declare", border=False):
        left, middle, right = st.columns(3)
        aspect = left.selectbox(
            _("Which light"),
            list(ASPECTS),
            format_func=lambda name: aspect_name(name, view.language),
        )
        words = {member.code: member.label(view.language) for member in Rating}
        code = middle.selectbox(_("Declared as"), list(words), format_func=words.__getitem__)
        proposed = min(view.on, dt.date.max - _USUAL) + _USUAL
        until = right.date_input(_("Valid until"), proposed, min_value=view.on, format="DD.MM.YYYY")
        author, reason = _who_and_why(view)
        if st.form_submit_button(_("Declare this light"), type="primary"):
            assert isinstance(until, dt.date)
            statement = Statement(author, reason, signer(identity.local_name()))
            subject = Subject(str(view.plan), measure, aspect)
            _do(
                lambda: declare(open_store(), subject, code, view.on, until, statement),
                mark("Declared. It stands beside the computed light and changes nothing in it."),
                view,
            )


def revocation(rows: pd.DataFrame, view: View) -> None:
    """The form that takes back what was declared."""
    held = rows[rows["state"].isin(_IS_HELD)].to_dict("records")
    if not held:
        return
    _ = translator(view.language)
    with st.form("revoke", border=False):
        chosen = st.selectbox(
            _("Take back"),
            range(len(held)),
            format_func=lambda at: _named(held[at], view.language),
        )
        author, reason = _who_and_why(view, "_of_revocation")
        if st.form_submit_button(_("Take this light back")):
            row = held[chosen]
            subject = Subject(row["plan_code"], row["measure_code"], row["aspect"])
            statement = Statement(author, reason, signer(identity.local_name()))
            _do(
                lambda: revoke(open_store(), subject, view.on, statement),
                mark("Taken back. The history keeps it."),
                view,
            )


def _named(row: Record, lang: str) -> str:
    declared = Rating.of(row["light"]).label(lang)
    return f"{row['measure_code']} · {aspect_name(row['aspect'], lang)} · {declared}"


def _who_and_why(view: View, key: str = "") -> tuple[str, str]:
    _ = translator(view.language)
    left, right = st.columns([1, 2])
    author = left.text_input(_("Who answers for it"), max_chars=100, key=f"author{key}")
    reason = right.text_input(_("Reason"), max_chars=500, key=f"reason{key}")
    return author, reason


def _do(act: Callable[[], int], done: str, view: View) -> None:
    try:
        act()
    except UserError as error:
        st.error(error.text(view.language))
    else:
        st.session_state["override_done"] = done
        st.rerun()
