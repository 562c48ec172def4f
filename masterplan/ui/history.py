"""The history of uploads: what each did, whether it counts, and the way to take it back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from masterplan import texts
from masterplan.store import ask, open_store
from masterplan.store.values import heading, shown, shown_key
from masterplan.texts import translate_count, translator
from masterplan.ui.choose import one_of
from masterplan.ui.downloads import download
from masterplan.ui.frame import View
from masterplan.ui.html import Column, Record, esc, table
from masterplan.ui.page import show
from masterplan.ui.preview import preview

_SHOWN = 50


def uploads(rows: pd.DataFrame, view: View) -> str:
    """The history of uploads: who, when, what it did, does it count."""
    lang = view.language
    _ = translator(lang)

    def name(row: Record) -> str:
        reason = (
            f'<br><span class="mp-quiet mp-small">{esc(row["reason"])}</span>'
            if row["reason"]
            else ""
        )
        return esc(row["file_name"]) + reason

    def moments(row: Record) -> str:
        text = texts.moment(row["recorded_at"], lang)
        if row["entered_at"] - row["recorded_at"] > pd.Timedelta(days=1):
            entered = _("entered later, on {moment}", moment=texts.moment(row["entered_at"], lang))
            text += f'<br><span class="mp-quiet mp-small">{entered}</span>'
        return text

    def state(row: Record) -> str:
        if not row["is_withdrawn"]:
            return _("counts")
        by = _(
            "by {person}, {moment}",
            person=esc(row["withdrawn_by"]),
            moment=texts.moment(row["withdrawn_at"], lang),
        )
        why = f": {esc(row['withdrawal_reason'])}" if row["withdrawal_reason"] else ""
        word = _("withdrawn")
        return f'<b>{word}</b><br><span class="mp-quiet mp-small">{by}{why}</span>'

    numbers = {
        "rows_new": _("new"),
        "rows_corrected": _("corrected"),
        "rows_unchanged": _("unchanged"),
        "rows_withdrawn": _("withdrawn"),
    }
    columns = [
        Column(_("No."), lambda row: esc(row["upload_id"]), True),
        Column(_("File"), name, is_header=True),
        Column(_("Uploaded by"), lambda row: esc(row["person"])),
        Column(_("on"), moments),
        *(_number(field_name, heading, lang) for field_name, heading in numbers.items()),
        Column(_("State"), state),
    ]
    caption = translate_count(
        "{count} upload, newest first", "{count} uploads, newest first", len(rows), lang
    )
    return table(caption, columns, rows.to_dict("records"))


def _number(field_name: str, heading: str, lang: str) -> Column:
    return Column(heading, lambda row: texts.number(row[field_name], lang), True)


def chosen_upload(rows: pd.DataFrame, view: View) -> Record:
    """The upload that is to be acted on; the address may name it."""
    _ = translator(view.language)
    records = {str(row["upload_id"]): row for row in rows.to_dict("records")}
    names = {
        code: f"{code} · {row['file_name']} · {texts.moment(row['recorded_at'], view.language)}"
        for code, row in records.items()
    }
    code = one_of(_("Upload"), "upload", names, default=next(iter(names)), width=560)
    assert code is not None  # there is a default
    return records[code]


def original_offer(row: Record, view: View) -> None:
    """The file of an upload, byte for byte as it was uploaded."""
    _ = translator(view.language)
    path = open_store().original(str(row["sha256"]), str(row["file_name"]))
    if path.exists():
        download(_("Download the original"), path.read_bytes, str(row["file_name"]))
    else:
        st.caption(_("The original file is missing from the folder of originals."))


def effect(row: Record, view: View) -> str:
    """What withdrawing the upload, or taking its withdrawal back, would do to rows and lights."""
    _ = translator(view.language)
    store, number = open_store(), int(row["upload_id"])
    if row["is_withdrawn"]:
        title = _("What taking the withdrawal back would do")
        return preview(store.rehearse_reinstatement(number, view.on), view, title)
    title = _("What withdrawing would do")
    return preview(store.rehearse_withdrawal(number, view.on), view, title)


def comparison(rows: pd.DataFrame, chosen: Record, view: View) -> None:
    """What another upload says differently, value by value."""
    lang = view.language
    _ = translator(lang)
    others = {
        str(row["upload_id"]): f"{row['upload_id']} · {row['file_name']}"
        for row in rows.to_dict("records")
        if row["upload_id"] != chosen["upload_id"]
    }
    other = one_of(_("Compare with"), "other", others, width=420)
    if other is None:
        return
    found = ask("uploads/differences", first=int(chosen["upload_id"]), second=int(other))

    def said(side: str) -> Column:
        number = chosen["upload_id"] if side == "first" else other
        return Column(
            _("Upload {upload}", upload=number),
            lambda row: esc(shown(row["table_name"], row["field"], row[f"value_{side}"], lang)),
            True,
        )

    columns = [
        Column(
            _("Row"),
            lambda row: esc(shown_key(row["table_name"], row["row_key"], lang)),
            is_header=True,
        ),
        Column(_("Column"), lambda row: esc(heading(row["table_name"], row["field"], lang))),
        said("first"),
        said("second"),
    ]
    caption = translate_count("{count} difference", "{count} differences", len(found), lang)
    if len(found) > _SHOWN:
        caption += " · " + _("the first {count} are shown", count=_SHOWN)
    show(table(caption, columns, found.head(_SHOWN).to_dict("records")))


def withdrawal_text(row: Record, view: View) -> str:
    """What was done, in one sentence."""
    _ = translator(view.language)
    message = (
        _("Upload {upload} counts again.")
        if row["is_withdrawn"]
        else _("Upload {upload} is withdrawn; what stood before it holds again.")
    )
    return message.format(upload=row["upload_id"])
