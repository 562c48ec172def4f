"""The pieces of the way in: findings, counts of rows, the receipt, the history of uploads."""

from __future__ import annotations

import datetime as dt
import getpass
import io

import pandas as pd
import streamlit as st

from masterplan import texts
from masterplan.findings import Finding, Reading
from masterplan.store import Receipt, ask, open_store
from masterplan.store.contents import contents
from masterplan.texts import mark, translate_count, translator
from masterplan.ui.agenda import changes as light_changes
from masterplan.ui.frame import View, href
from masterplan.ui.html import Column, Record, anchor, esc, icon, section, table
from masterplan.ui.page import show
from masterplan.workbook import rules
from masterplan.workbook.template import template

_SEVERITIES = {
    "error": (mark("Error"), "off_track"),
    "warning": (mark("Warning"), "at_risk"),
    "note": (mark("Note"), "not_assessable"),
}
_SHOWN_FINDINGS = 200


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


def person() -> str:
    """Who uploads: as entered last in this session, else the user of this computer."""
    if "person" not in st.session_state:
        try:
            st.session_state["person"] = getpass.getuser()
        except (KeyError, OSError):  # a computer that does not know its user
            st.session_state["person"] = ""
    return str(st.session_state["person"])


def findings(reading: Reading, view: View) -> str:
    """Everything that was found in a file, errors first, each at its cell with what to do."""
    _ = translator(view.language)
    lang = view.language
    ranked = sorted(reading.findings, key=lambda finding: list(_SEVERITIES).index(finding.severity))
    counts = {name: sum(f.severity == name for f in ranked) for name in _SEVERITIES}
    if not ranked:
        return section(_("Findings"), _("Nothing to object to."))
    note = ", ".join(
        part
        for part in (
            translate_count("{count} error", "{count} errors", counts["error"], lang),
            translate_count("{count} warning", "{count} warnings", counts["warning"], lang),
            translate_count("{count} note", "{count} notes", counts["note"], lang),
        )
    )
    title = _("This file cannot be stored yet") if counts["error"] else _("Findings")
    columns = [
        Column(_("Where"), lambda row: esc(row["where"]), is_header=True),
        Column("", lambda row: row["severity"]),
        Column(_("What is wrong"), lambda row: esc(row["problem"])),
        Column(_("What to do"), lambda row: esc(row["advice"])),
    ]
    rows = [_finding(finding, view) for finding in ranked[:_SHOWN_FINDINGS]]
    caption = note
    if len(ranked) > _SHOWN_FINDINGS:
        caption += " · " + _("the first {count} are shown", count=_SHOWN_FINDINGS)
    return section(title, _("Errors stop the file; warnings and notes do not.")) + table(
        caption, columns, rows
    )


def _finding(finding: Finding, view: View) -> Record:
    name, light = _SEVERITIES[finding.severity]
    word = texts.translate(name, view.language)
    return {
        "where": f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet or "–",
        "severity": f'<span class="mp-light">{icon(light)}<span>{word}</span></span>',
        "problem": rules.problem(finding, view.language),
        "advice": rules.advice(finding, view.language),
    }


def take_away(reading: Reading, view: View) -> None:
    """The findings as a file to work through."""
    _ = translator(view.language)
    buffer = io.StringIO()
    pd.DataFrame(
        {
            _("Sheet"): [finding.sheet for finding in reading.findings],
            _("Cell"): [finding.cell for finding in reading.findings],
            _("What is wrong"): [rules.problem(f, view.language) for f in reading.findings],
            _("What to do"): [rules.advice(f, view.language) for f in reading.findings],
        }
    ).to_csv(buffer, index=False, sep=";" if view.language == "de" else ",")
    st.download_button(
        _("Download the findings"),
        buffer.getvalue().encode("utf-8-sig"),
        file_name=f"{reading.file_name}-findings.csv",
        mime="text/csv",
        icon=":material/download:",
    )


def corrects(receipt: Receipt) -> bool:
    """Does the file change or take back anything that is stored?"""
    return any(change.corrected or change.withdrawn for change in receipt.changes)


def changes(receipt: Receipt, view: View) -> str:
    """How many rows of each sheet are new, corrected, unchanged, withdrawn."""
    _ = translator(view.language)

    def count(name: str) -> Column:
        return Column(names[name], lambda row: texts.number(row[name], view.language), True)

    names = {
        "new": _("new"),
        "corrected": _("corrected"),
        "unchanged": _("unchanged"),
        "withdrawn": _("withdrawn"),
    }
    columns = [Column(_("Sheet"), lambda row: esc(row["sheet"]), is_header=True)]
    columns += [count(name) for name in names]
    rows = [vars(change) for change in receipt.changes]
    return section(_("What this file changes")) + table(
        _("Rows per sheet, for the plan {plan}", plan=receipt.plan_code), columns, rows
    )


def committed(receipt: Receipt, name: str) -> None:
    """Remember what was stored, to tell it after the page has been drawn anew."""
    st.session_state["uploads_done"] = st.session_state.get("uploads_done", 0) + 1
    st.session_state["person"] = name
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
    """A template filled with what is known of the plan, or an empty one."""
    _ = translator(view.language)
    known = contents(open_store(), view.plan) if view.plan else {}
    word = _("template")
    st.download_button(
        _("Download a template filled with what is known")
        if known
        else _("Download an empty template"),
        lambda: template(known, view.language),
        file_name=f"{view.plan or 'masterplan'}-{word}.xlsx",
        icon=":material/download:",
        on_click="ignore",
    )
