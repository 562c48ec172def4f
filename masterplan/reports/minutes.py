"""The minutes of a meeting as a Word document, to be completed and filed by the office."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from docx import Document
from docx.document import Document as DocumentOf
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from masterplan import texts
from masterplan.texts import translator
from masterplan.vocabulary import DecisionState, Light

Record = Mapping[str, Any]

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FONT = "Calibri"


@dataclass(frozen=True)
class Minutes:
    """What the minutes say: the meeting, the state it looked at, the agenda, what was decided."""

    plan: str
    body: str
    meeting_on: dt.date
    reporting_date: dt.date
    items: tuple[Record, ...]
    """The measures of the agenda: code, title, the three lights, ``why`` as plain sentences."""
    decisions: tuple[Record, ...]
    """The decisions of this meeting: measure_code, text, owner, due_on, state."""


def minutes(said: Minutes, language: str) -> bytes:
    """The document, in A4 with headings, a header row in every table, and the language set."""
    _ = translator(language)
    document = Document()
    _prepare(document, language)
    document.core_properties.title = _clean(_("Minutes: {plan}", plan=said.plan))
    document.add_heading(_("Minutes"), 0)
    day = texts.date(said.meeting_on, language)
    document.add_paragraph(_clean(f"{said.plan}\n{said.body}, {day}"))
    state = _(
        "The meeting looked at the state as at {date}.",
        date=texts.date(said.reporting_date, language),
    )
    document.add_paragraph(state)
    document.add_heading(_("Decisions of the meeting"), 1)
    if said.decisions:
        _decisions(document, said.decisions, language)
    else:
        document.add_paragraph(_("Nothing was decided in this meeting."))
    document.add_heading(_("Agenda"), 1)
    for number, item in enumerate(said.items, start=1):
        _item(document, number, item, said.decisions, language)
    document.add_heading(_("For the record"), 1)
    document.add_paragraph(_("Present:"))
    document.add_paragraph(_("Chair, keeper of the minutes:"))
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _prepare(document: DocumentOf, language: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), "de-DE" if language == "de" else "en-GB")
    normal.element.get_or_add_rPr().append(tag)


def _decisions(document: DocumentOf, decisions: Iterable[Record], language: str) -> None:
    _ = translator(language)
    headings = (_("Measure"), _("Decision"), _("Who sees to it"), _("By"), _("State"))
    rows = [
        (
            _value(one["measure_code"]) or _("Whole plan"),
            _value(one["text"]),
            _value(one["owner"]),
            texts.date(one["due_on"], language),
            DecisionState.of(one["state"]).label(language),
        )
        for one in decisions
    ]
    _table(document, headings, rows, (2.2, 6.8, 3.0, 2.2, 1.8))


def _item(
    document: DocumentOf,
    number: int,
    item: Record,
    decisions: Iterable[Record],
    language: str,
) -> None:
    _ = translator(language)
    heading = f"{number}. {_value(item['measure_code'])} {_value(item['title'])}"
    document.add_heading(_clean(heading), 2)
    names = (("delivery", _("Delivery")), ("effect", _("Effect")), ("evidence", _("Evidence")))
    lights = " · ".join(
        f"{name}: {Light.of(item[f'light_{aspect}']).label(language)}" for aspect, name in names
    )
    document.add_paragraph(lights)
    for sentence in item["why"]:
        document.add_paragraph(_clean(sentence), style="List Bullet")
    own = [one for one in decisions if one["measure_code"] == item["measure_code"]]
    for one in own:
        paragraph = document.add_paragraph()
        paragraph.add_run(_("Decided:") + " ").bold = True
        paragraph.add_run(_value(one["text"]))


def _table(
    document: DocumentOf,
    headings: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    widths: tuple[float, ...],
) -> None:
    table = document.add_table(1, len(headings), style="Table Grid")
    table.autofit = False
    for row in [headings, *rows]:
        cells = table.rows[0].cells if row is headings else table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = Cm(width)
            run = cell.paragraphs[0].add_run(_clean(text))
            run.bold = row is headings
            run.font.size = Pt(10)
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
    header = OxmlElement("w:tblHeader")  # repeated on each page, and read as a header
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)


def _value(value: object) -> str:
    return "" if value is None or pd.isna(value) else _clean(str(value))  # type: ignore[call-overload]


def _clean(text: str) -> str:
    """Text without the characters that a document cannot hold."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
