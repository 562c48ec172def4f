"""What a page gives away: each table as a file, each chart as a picture with its title and date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from masterplan import texts
from masterplan.charts import Drawing, palette
from masterplan.texts import mark, translator
from masterplan.ui.downloads import download
from masterplan.ui.frame import View
from masterplan.workbook.tables import delimited, spreadsheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = {True: mark("CSV, German"), False: mark("CSV, international")}
_BUTTONS = """
.take { display: flex; gap: .5rem; flex-wrap: wrap }
button { font: inherit; color: inherit; background: transparent; cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, .5rem);
  min-height: 2.5rem; padding: .25rem .75rem }
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color) }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px }
"""

_picture = st.components.v2.component(
    "masterplan.picture",
    html='<div class="take"><button class="png"></button><button class="svg"></button></div>',
    css=_BUTTONS,
    js=Path(__file__).with_name("picture.js").read_text("utf-8"),
)


def table(
    rows: pd.DataFrame | Callable[[], pd.DataFrame], title: str, name: str, view: View, key: str
) -> None:
    """Buttons for the rows as a file; nothing is asked or written before one is pressed."""
    made = rows if callable(rows) else partial(_unchanged, rows)
    _ = translator(view.language)
    stem = file_stem(view, name)
    download(
        _("Excel"),
        partial(_as_sheet, made, title, view),
        f"{stem}.xlsx",
        XLSX,
        key=f"{key}-xlsx",
    )
    for is_german in sorted(_CSV, reverse=view.language == "de"):
        download(
            _(_CSV[is_german]),
            partial(_as_text, made, is_german),
            f"{stem}.csv",
            "text/csv",
            key=f"{key}-csv-{'de' if is_german else 'int'}",
        )


def _unchanged(rows: pd.DataFrame) -> pd.DataFrame:
    return rows


def _as_sheet(made: Callable[[], pd.DataFrame], title: str, view: View) -> bytes:
    rows = made()
    return spreadsheet(title, _headings(rows), _lines(rows), [title, foundation(view)])


def _as_text(made: Callable[[], pd.DataFrame], is_german: bool) -> bytes:
    rows = made()
    return delimited(_headings(rows), _lines(rows), is_german)


def _headings(rows: pd.DataFrame) -> list[str]:
    return [str(column) for column in rows.columns]


def _lines(rows: pd.DataFrame) -> list[list[object]]:
    return [list(line) for line in rows.itertuples(index=False, name=None)]


def picture(drawing: Drawing, chart: str, view: View) -> None:
    """Buttons for a chart as PNG and SVG, with title, source and date in the picture."""
    colours = palette(view.is_dark)
    _picture(
        key=f"picture-{chart}",
        data={
            "chart": re.sub(r"[^a-zA-Z0-9_-]", "-", chart),  # as Streamlit writes it into the page
            "title": drawing.title,
            "note": drawing.note,
            "foot": foundation(view),
            "name": file_stem(view, drawing.title),
            "labels": {"png": "PNG", "svg": "SVG"},
            "colours": {"paper": colours.paper, "ink": colours.ink, "quiet": colours.quiet},
        },
    )


def foundation(view: View) -> str:
    """What a file rests on: the plan, the reporting date and what was known."""
    _ = translator(view.language)
    parts = [_("Source: Masterplan-Monitor, plan {plan}", plan=view.plan or texts.NO_NUMBER)]
    parts.append(_("As at {date}", date=texts.date(view.on, view.language)))
    if view.known_at is not None:
        moment = texts.moment(view.known_at, view.language)
        parts.append(_("as known on {moment}", moment=moment))
    return " · ".join(parts)


def file_stem(view: View, name: str) -> str:
    """A name that every file system takes: plan, what it is, and the reporting date."""
    plain = name.lower()
    for letter, written in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.items():
        plain = plain.replace(letter, written)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return f"{view.plan or 'plan'}-{words or 'chart'}-{view.on.isoformat()}"
