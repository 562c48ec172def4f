"""How the plan itself changed: what was added, replaced, postponed, dropped, re-aimed, put off."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from masterplan import texts
from masterplan.texts import mark, translate, translate_count, translator
from masterplan.ui.frame import View, href
from masterplan.ui.html import Column, Record, anchor, esc, section, table
from masterplan.vocabulary import State

KINDS = {
    "added": mark("Measure added"),
    "superseded": mark("Measure replaced or renamed"),
    "merged": mark("Measures merged"),
    "split": mark("Measure split"),
    "taken_out": mark("Measure taken out of the plan"),
    "postponed": mark("Measure postponed"),
    "dropped": mark("Measure dropped"),
    "retargeted": mark("Target revised"),
    "put_off": mark("Milestone moved"),
}
"""What can happen to a plan, in the order of the choice."""


def kinds(rows: pd.DataFrame, view: View) -> dict[str, str]:
    """The kinds of change that there are, with their counts, to choose from."""
    counts = rows["kind"].value_counts()
    return {
        kind: f"{translate(name, view.language)} ({counts[kind]})"
        for kind, name in KINDS.items()
        if kind in counts
    }


def by_resolution(rows: pd.DataFrame, view: View) -> str:
    """The changes under the resolution, or the upload, that brought them; the newest first."""
    records = rows.sort_values(["recorded_at", "upload_id"], ascending=False, kind="stable")
    groups = groupby(records.to_dict("records"), key=lambda row: row["upload_id"])
    return "".join(_group(list(group), view) for _upload, group in groups)


def _group(records: list[Record], view: View) -> str:
    lang = view.language
    _ = translator(lang)
    first = records[0]
    moment = texts.moment(first["recorded_at"], lang)
    if isinstance(first["paper"], str) or not pd.isna(first["resolved_on"]):
        title = _(
            "Resolution of {date}, {paper}",
            date=texts.date(first["resolved_on"], lang),
            paper=first["paper"] or texts.NO_NUMBER,
        )
    else:
        title = _("Upload of {moment}", moment=moment)
    reason = first["upload_reason"] if isinstance(first["upload_reason"], str) else ""
    note = _("Known since {moment}, by {person}.", moment=moment, person=first["person"])
    columns = [
        Column(_("What"), lambda row: _kind(row, lang)),
        Column(_("Measure or indicator"), _subject, is_header=True),
        Column(_("Before"), lambda row: _value(row, "before", lang)),
        Column(_("Since then"), lambda row: _value(row, "after", lang)),
        Column(_("Reason"), lambda row: esc(row["reason"])),
        Column(_("In force from"), lambda row: texts.date(row["changed_on"], lang)),
    ]
    caption = translate_count("{count} change", "{count} changes", len(records), lang)
    return section(title, f"{note} {reason}".strip()) + table(caption, columns, records)


def _kind(row: Record, lang: str) -> str:
    name = KINDS[row["kind"]]
    return translate(name, lang)


def _subject(row: Record) -> str:
    code = esc(row["measure_code"])
    link = href("measure", measure=row["measure_code"], plan=row["plan_code"])
    words = anchor(link, f"<b>{code}</b> {esc(row['measure'])}")
    if not isinstance(row["indicator_code"], str):
        return words
    link = href("indicator", indicator=row["indicator_code"], plan=row["plan_code"])
    return anchor(link, esc(row["indicator"])) + f'<br><span class="mp-small">{words}</span>'


def _value(row: Record, when: str, lang: str) -> str:
    """What held before, or holds after: a state, a value with its unit, a date; those there are."""
    text, value, due = (row[f"{name}_{when}"] for name in ("text", "value", "due"))
    parts = []
    if isinstance(text, str):
        is_state = row["kind"] in ("postponed", "dropped")
        parts.append(State.of(text).label(lang) if is_state else esc(text))
    if not pd.isna(value):
        parts.append(f"{texts.number(value, lang)} {esc(row['unit'])}")
    if not pd.isna(due):
        parts.append(texts.date(due, lang))
    return ", ".join(parts)
