"""The findings of a file: all at once, by rule, the rule that stops most rows first."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from masterplan import texts
from masterplan.findings import Finding, Reading
from masterplan.texts import mark, translate, translate_count, translator
from masterplan.ui.choose import one_of
from masterplan.ui.downloads import download
from masterplan.ui.frame import View
from masterplan.ui.html import Column, Record, esc, icon, section, table
from masterplan.ui.page import show
from masterplan.workbook import rules
from masterplan.workbook.annotate import annotated

_SEVERITIES = {
    "error": (mark("Error"), "off_track"),
    "warning": (mark("Warning"), "at_risk"),
    "note": (mark("Note"), "not_assessable"),
}
_SHOWN = 100
"""So many findings of a rule are shown; the annotated workbook has more."""


def findings(reading: Reading, view: View) -> None:
    """Everything that was found in a file, errors first, each at its cell with what to do."""
    _ = translator(view.language)
    found = reading.findings
    if not found:
        show(section(_("Findings"), _("Nothing to object to.")))
        return
    title = _("This file cannot be stored yet") if reading.has_errors else _("Findings")
    show(section(title, _("Errors stop the file; warnings and notes do not.")))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = _filter(found, view)
        _take_away(reading, view)
    groups: dict[tuple[int, str], list[Finding]] = {}
    for finding in found:
        if chosen in (None, finding.severity, finding.sheet):
            place = list(_SEVERITIES).index(finding.severity)
            groups.setdefault((place, finding.rule), []).append(finding)
    ordered = sorted(groups.items(), key=lambda group: (group[0][0], -len(group[1])))
    show(*(_group(members, view, number == 0) for number, (_key, members) in enumerate(ordered)))


def _filter(found: Sequence[Finding], view: View) -> str | None:
    """Show all, one severity, or one sheet."""
    _ = translator(view.language)
    lang = view.language
    counts = {name: sum(one.severity == name for one in found) for name in _SEVERITIES}
    words = {
        "error": translate_count("{count} error", "{count} errors", counts["error"], lang),
        "warning": translate_count("{count} warning", "{count} warnings", counts["warning"], lang),
        "note": translate_count("{count} note", "{count} notes", counts["note"], lang),
    }
    options = {name: words[name] for name in _SEVERITIES if counts[name]}
    options |= {one.sheet: one.sheet for one in found if one.sheet}
    return one_of(_("Show only"), "findings", options, width=220)


def _group(members: Sequence[Finding], view: View, is_open: bool) -> str:
    """All findings of one rule: what to do once, then each cell."""
    _ = translator(view.language)
    first = members[0]
    name, shape = _SEVERITIES[first.severity]
    word = translate(name, view.language)
    columns = [
        Column(_("Where"), lambda row: esc(row["where"]), is_header=True),
        Column(_("What is wrong"), lambda row: esc(row["problem"])),
        Column(_("What to do"), lambda row: esc(row["advice"])),
    ]
    caption = ""
    if len(members) > _SHOWN:
        caption = _("the first {count} are shown", count=_SHOWN)
    rows = [_row(finding, view) for finding in members[:_SHOWN]]
    count = texts.number(len(members), view.language)
    head = f"{icon(shape)}<b>{word}</b> · {count} × {esc(rows[0]['problem'])}"
    return (
        f'<details class="mp-group"{" open" if is_open or len(members) < 4 else ""}>'
        f"<summary>{head}</summary>{table(caption, columns, rows)}</details>"
    )


def _row(finding: Finding, view: View) -> Record:
    return {
        "where": f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet or "–",
        "problem": rules.problem(finding, view.language),
        "advice": rules.advice(finding, view.language),
    }


def _take_away(reading: Reading, view: View) -> None:
    """The analyst's own workbook with every finding marked at its cell."""
    _ = translator(view.language)
    name, _bytes = _annotated(reading, view.language)
    download(
        _("Download the workbook with the findings marked"),
        lambda: _annotated(reading, view.language)[1],
        name,
    )


def _annotated(reading: Reading, language: str) -> tuple[str, bytes]:
    """Made once per file and language in a session."""
    key = (reading.sha256, language, len(reading.findings))
    kept = st.session_state.get("annotated")
    if kept is None or kept[0] != key:
        made = annotated(reading.content, reading.file_name, reading.findings, language)
        st.session_state["annotated"] = kept = (key, made)
    made_before: tuple[str, bytes] = kept[1]
    return made_before
