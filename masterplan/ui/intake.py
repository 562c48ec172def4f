"""The pieces of the way in: findings, counts of rows, the receipt, the history of uploads."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from masterplan.store import Receipt, ask
from masterplan.texts import translate_count, translator
from masterplan.ui.agenda import changes as light_changes
from masterplan.ui.downloads import download
from masterplan.ui.frame import View, href
from masterplan.ui.html import anchor, section
from masterplan.ui.page import show
from masterplan.ui.parts import chosen_part, part_template, what_is_asked


def field() -> str:
    """The key of the file field: a new one after each upload, so that it is empty again."""
    return f"file_{st.session_state.get('uploads_done', 0)}"


def steps(view: View) -> str:
    """How an upload goes, for those who have not chosen a file yet."""
    _ = translator(view.language)
    told = (
        (
            _("Fill in the template"),
            _("It holds what is known. A blank cell says nothing and deletes nothing."),
        ),
        (
            _("Choose the file"),
            _("Every mistake is shown at its cell, with what to do. Nothing is stored yet."),
        ),
        (
            _("Store the changes"),
            _("You see what is new and corrected. Any upload can be withdrawn again."),
        ),
    )
    items = "".join(f"<li><b>{name}</b>{text}</li>" for name, text in told)
    return f'<ol class="mp-steps">{items}</ol>'


def committed(receipt: Receipt) -> None:
    """Remember what was stored, to tell it after the page has been drawn anew."""
    st.session_state["uploads_done"] = st.session_state.get("uploads_done", 0) + 1
    st.session_state["receipt"] = receipt


def last_receipt(view: View) -> None:
    """What the last upload of this session did, with the way to see it and to undo it."""
    receipt: Receipt | None = st.session_state.pop("receipt", None)
    if receipt is None:
        return
    _ = translator(view.language)
    rows = sum(change.changes for change in receipt.changes)
    text = translate_count(
        "Stored as upload {upload}: {count} row changes the plan.",
        "Stored as upload {upload}: {count} rows change the plan.",
        rows,
        view.language,
        upload=receipt.upload_id,
    )
    st.success(text, icon=":material/check_circle:")
    changed = ask(
        "measures/changes",
        plan=receipt.plan_code,
        before_on=view.on,
        before_known_at=receipt.recorded_at - dt.timedelta(microseconds=1),
        on=view.on,
        known_at=None,
    )
    links = (
        anchor(href("overview", plan=receipt.plan_code), _("Show the overview"))
        + " · "
        + anchor(href("uploads", plan=receipt.plan_code), _("Withdraw this upload"))
    )
    show(
        section(
            _("Which lights changed"),
            _("No light has changed.") if changed.empty else "",
        ),
        light_changes(changed.head(20).to_dict("records"), view),
        f"<p>{links}</p>",
    )


def template_offer(view: View) -> None:
    """A template filled with what is known of the plan or a part of it, or an empty one."""
    _ = translator(view.language)
    part = chosen_part(view) if view.plan else {}
    name = "-".join([view.plan or "masterplan", *part.values(), _("template")])
    download(
        _("Download a template filled with what is known")
        if view.plan
        else _("Download an empty template"),
        lambda: part_template(view, part),
        f"{name}.xlsx",
        help=what_is_asked(view) if view.plan else None,
    )
