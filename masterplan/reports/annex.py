"""The annex of the report as a workbook: its very numbers, to be filtered, with charts of them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import xlsxwriter

from masterplan.reports import annex_course as course
from masterplan.reports import annex_tables as tables
from masterplan.reports import headings
from masterplan.reports.annex_sheets import ACCENT, COLOURS, Book, Column, Table, text
from masterplan.reports.chapters_front import MEANINGS, standing_sentence
from masterplan.reports.wording import Record, Words
from masterplan.texts import mark
from masterplan.vocabulary import Light

_FUNDS_COLOURS = (COLOURS["suspended"], ACCENT, COLOURS["achieved"])
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

Made = tuple[list[Column], Iterable[Record]]
_SHEETS: tuple[tuple[str, str, Callable[[Record, Words], Made]], ...] = (
    (mark("Measures"), mark("All measures"), tables.measures),
    (mark("Indicators"), mark("Indicators with their lights"), tables.indicators),
    (mark("Observations"), mark("All judged values"), tables.values),
    (mark("Target values"), mark("Targets under both rules"), tables.targets),
    (mark("Milestones"), mark("Milestones, first planned and now"), tables.milestones),
    (mark("Evaluations"), mark("What each perspective said"), tables.evaluations),
    (mark("Changes"), mark("Changes since the last report"), course.changes),
    (mark("Decisions"), mark("Decisions and what became of them"), course.decisions),
    (mark("Announced"), mark("What became of what was announced"), course.announced),
    (mark("Outlook"), mark("What lies ahead"), course.outlook),
    (mark("Data gaps"), mark("What we do not know"), course.gaps),
    (mark("Texts"), mark("What was written for the report"), course.written),
)


def render(data: Mapping[str, Any], language: str) -> bytes:
    """The annex as a workbook (XLSX); the same data gives the same bytes."""
    words, meta = Words(language), data["meta"]
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, OPTIONS)
    title = headings.title(meta, words)
    made.set_properties(
        {
            "title": text(title),
            "author": text(meta["plan_title"] or meta["plan_code"]),
            "created": dt.datetime.fromisoformat(meta["reporting_date"]),
        }
    )
    draft = [words(mark("Draft")).upper()] if meta["is_draft"] else []
    dates = [
        headings.as_of(meta, words),
        words(mark("known at {moment}"), moment=words.moment(meta["known_at"])),
    ]
    foot = " · ".join([*draft, title, *dates])
    book = Book(made, words, " · ".join([*draft, *dates]), foot)
    first = book.sheet(words(mark("Overview")), title, headings.subtitle(meta))
    placed = _groups(book, data)
    for name, heading, make in _SHEETS:
        columns, rows = make(data, words)
        sheet = words(name)
        placed.append(book.table(sheet, words(heading), columns, rows))
    _first(book, first, data, placed)
    made.close()
    return out.getvalue()


def _groups(book: Book, data: Record) -> list[Table]:
    """Phases, topic areas, goals, groups and funds: each with what it looks like drawn."""
    words = book.words
    placed = []
    for field, name in (
        ("phases", mark("Phases")),
        ("topic_areas", mark("Topic areas")),
        ("goals", mark("Goals")),
        ("working_groups", mark("Working groups")),
    ):
        columns, rows = course.groups(data, field, words)
        table = book.table(words(name), words(name), columns, rows)
        placed.append(table)
        if field in ("phases", "topic_areas") and table.rows:
            _draw_lights(book, table, data[field])
    columns, rows = course.funds(data, words)
    table = book.table(words(mark("Funds")), words(mark("Funds per year in euros")), columns, rows)
    placed.append(table)
    if table.rows:
        _draw_funds(book, table, data["funds"]["by_year"])
    return placed


def _draw_lights(book: Book, table: Table, groups: Iterable[Record]) -> None:
    words = book.words
    sheet = book.made.get_worksheet_by_name(table.sheet)
    below = table.rows + 6
    for number, (aspect, title) in enumerate(
        (("delivery", mark("Delivery")), ("effect", mark("Effect")))
    ):
        told = "; ".join(
            f"{one['title'] or one['code'] or '–'}: {words.counted(one[aspect])}" for one in groups
        )
        row = below + number * (7 + round(1.75 * table.rows))
        first = 1 + number * len(Light)
        book.lights_chart(sheet, f"A{row}", words(title), table, first, f"{words(title)}. {told}")


def _draw_funds(book: Book, table: Table, years: Iterable[Record]) -> None:
    words = book.words
    sheet = book.made.get_worksheet_by_name(table.sheet)
    shown = dict(enumerate(_FUNDS_COLOURS, start=1))
    told = "; ".join(
        f"{one['year']}: "
        + ", ".join(
            f"{name} {words.euros(one[key])} €"
            for name, key in zip(
                table.columns[1:4], ("planned_eur", "spent_eur", "forecast_eur"), strict=True
            )
        )
        for one in years
    )
    title = words(mark("Funds per year in millions of euros"))
    place = f"A{table.rows + 7}"
    book.columns_chart(sheet, place, title, table, shown, "0.0,,", f"{title}. {told}")


def _first(book: Book, sheet: Any, data: Record, placed: Iterable[Table]) -> None:
    """What the report is, how it stands in a sentence, the signs, and where to find what."""
    words = book.words
    quiet, plain = book.format(font_color="#4f5a66"), book.format(text_wrap=True)
    bold = book.format(bold=True)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    row = 3
    sheet.merge_range(
        row,
        0,
        row,
        1,
        text(standing_sentence(data["standing"], words)),
        book.format(font_size=12, text_wrap=True),
    )
    sheet.set_row_pixels(row, 44)
    row += 2
    for name, value in headings.facts(data["meta"], words):
        sheet.write_string(row, 0, text(name), quiet)
        sheet.write_string(row, 1, text(value), plain)
        row += 1
    row += 1
    sheet.write_string(row, 0, words(mark("The signs")), bold)
    for light in Light:
        row += 1
        book.cell(sheet, row, 0, "light", light.code)
        sheet.write_string(row, 1, words(MEANINGS[light]), quiet)
    row += 2
    sheet.write_string(row, 0, words(mark("Sheets")), bold)
    link = book.format(font_color=ACCENT, underline=1)
    for table in placed:
        row += 1
        sheet.write_url(row, 0, f"internal:'{table.sheet}'!A1", link, table.sheet)
        count = words(mark("Rows: {count}"), count=words.whole(table.rows))
        sheet.write_string(row, 1, count, quiet)
    sheet.fit_to_pages(1, 1)
    sheet.activate()
