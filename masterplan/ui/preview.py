"""What an upload or a withdrawal would do: rows old and new, and which lights would change."""

from __future__ import annotations

import pandas as pd

from masterplan import texts
from masterplan.sheets import SHEET_OF
from masterplan.store.rehearsing import Rehearsal
from masterplan.store.values import shown, shown_key
from masterplan.texts import mark, translate, translator
from masterplan.ui.frame import View, href
from masterplan.ui.html import Column, Record, anchor, aspect_name, esc, light, section, table

_SHOWN = 50
_FEW = 20
_KINDS = {
    "new": mark("new"),
    "corrected": mark("corrected"),
    "withdrawn": mark("withdrawn"),
}


def corrects(rehearsal: Rehearsal) -> bool:
    """Does the file change or take back anything that is stored?"""
    return any(change.corrected or change.withdrawn for change in rehearsal.changes)


def preview(rehearsal: Rehearsal, view: View, title: str) -> str:
    """Counts per sheet, the lights that would change, and the rows one by one."""
    return (
        section(title)
        + _counts(rehearsal, view)
        + lights(rehearsal.lights, view)
        + _rows(rehearsal, view)
    )


def _counts(rehearsal: Rehearsal, view: View) -> str:
    _ = translator(view.language)
    names = {
        "new": _("new"),
        "corrected": _("corrected"),
        "unchanged": _("unchanged"),
        "withdrawn": _("withdrawn"),
    }

    def count(name: str) -> Column:
        return Column(names[name], lambda row: texts.number(row[name], view.language), True)

    columns = [Column(_("Sheet"), lambda row: esc(row["sheet"]), is_header=True)]
    columns += [count(name) for name in names]
    rows = [vars(change) for change in rehearsal.changes]
    caption = _("Rows per sheet, for the plan {plan}", plan=rehearsal.plan_code)
    return table(caption, columns, rows)


def lights(rows: pd.DataFrame, view: View) -> str:
    """Which lights would change, from what to what."""
    lang = view.language
    _ = translator(lang)
    title = _("Which lights would change")
    if rows.empty:
        return section(title, _("No light would change."))

    def subject(row: Record) -> str:
        link = href(row["subject"], **{row["subject"]: row["code"]}, plan=row["plan_code"])
        return anchor(link, f"<b>{esc(row['code'])}</b> {esc(row['title'])}")

    def shown_light(name: str) -> Column:
        heading = _("before") if name == "light_before" else _("after")
        return Column(heading, lambda row: "" if pd.isna(row[name]) else light(row[name], lang))

    columns = [
        Column(_("Measure or indicator"), subject, is_header=True),
        Column(_("Light"), lambda row: aspect_name(row["aspect"], lang)),
        shown_light("light_before"),
        shown_light("light_after"),
    ]
    caption = _("As at {date}", date=texts.date(view.on, lang))
    if len(rows) > _SHOWN:
        caption += " · " + _("the first {count} are shown", count=_SHOWN)
    return section(title) + table(caption, columns, rows.head(_SHOWN).to_dict("records"))


def _rows(rehearsal: Rehearsal, view: View) -> str:
    """The rows that would change, old and new value side by side."""
    lang = view.language
    _ = translator(lang)
    changed = rehearsal.rows
    if changed.empty:
        return ""

    def kind(row: Record) -> str:
        word = _KINDS[row["kind"]]
        return translate(word, lang)

    def field(row: Record) -> str:
        column = SHEET_OF[row["table_name"]].column(row["field"])
        return esc(column.heading if lang == "de" else column.english)

    def value(name: str) -> Column:
        heading = _("before") if name == "value_before" else _("after")
        return Column(
            heading,
            lambda row: esc(shown(row["table_name"], row["field"], row[name], lang)),
            True,
        )

    columns = [
        Column(_("Cell"), lambda row: esc(f"{row['sheet']}!{row['cell']}"), is_header=True),
        Column("", kind),
        Column(_("Row"), lambda row: esc(shown_key(row["table_name"], row["row_key"], lang))),
        Column(_("Column"), field),
        value("value_before"),
        value("value_after"),
    ]
    count = texts.number(len(changed), lang)
    caption = _("Corrections first") if len(changed) > _SHOWN else ""
    ordered = changed.sort_values("kind", key=lambda kinds: kinds == "new", kind="stable")
    body = table(caption, columns, ordered.head(_SHOWN).to_dict("records"))
    summary = _("Old and new values ({count})", count=count)
    is_open = " open" if len(changed) <= _FEW else ""
    return f'<details class="mp-group"{is_open}><summary><b>{summary}</b></summary>{body}</details>'
