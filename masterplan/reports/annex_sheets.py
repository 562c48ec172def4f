"""What the sheets of the annex are made of: tables with typed columns, charts with a text."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from masterplan.reports import glyphs, palette
from masterplan.reports.wording import Record, Words
from masterplan.texts import mark
from masterplan.vocabulary import Light, Word

_INK, _QUIET, _HAIR = (f"#{colour}" for colour in (palette.INK, palette.QUIET, palette.HAIR))
ACCENT = f"#{palette.ACCENT}"
COLOURS = {light: f"#{colour}" for light, colour in palette.LIGHTS.items()}
_SIGNS = {
    "achieved": "★",
    "on_track": "●",
    "at_risk": "▲",
    "off_track": "■",
    "suspended": "❚",
    "not_assessable": "○",
}
"""A light is a sign, a word and a colour in a cell too."""
_WORDS = {**COLOURS, "at_risk": "#7a5200", "suspended": _QUIET, "not_assessable": _QUIET}

_FORMS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "indent": 1},
    "light": {},
    "number": {},
    "count": {"num_format": "#,##0"},
    "percent": {"num_format": "0 %"},
    "euros": {"num_format": "#,##0"},
    "year": {"num_format": "0"},
    "date": {},
}
_DATES = {"de": "dd.mm.yyyy", "en": "d mmm yyyy"}
_LONGEST = 32_767  # characters that a cell can hold
_HEAD = 3  # the row of the headings, from 0
_PAPER = 170  # letters that a page across has room for
_SERIAL = dt.date(1900, 3, 1)
"""Days before it are another day in Excel than in the calendar."""


Rows = Iterable[Record]


def of(field: str) -> Callable[[Record], Any]:
    """The field of a record."""
    return lambda record: record[field]


def word(field: str, members: type[Word], words: Words) -> Callable[[Record], str]:
    """The word for a code in a field; "" where there is none."""
    return lambda record: members.of(record[field]).label(words.language) if record[field] else ""


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, what stands in it, of which kind, how wide."""

    heading: str
    value: Callable[[Record], Any]
    kind: str = "text"
    width: int = 16


@dataclass(frozen=True)
class Table:
    """A table that stands on a sheet."""

    sheet: str
    columns: tuple[str, ...]
    rows: int

    def cells(self, column: int) -> list[Any]:
        """The cells of a column, as charts are told: from row to row."""
        return [self.sheet, _HEAD + 1, column, _HEAD + self.rows, column]


@dataclass
class Book:
    """The workbook with what each of its sheets says at its head and foot."""

    made: xlsxwriter.Workbook
    words: Words
    above: str
    """The dates, and that it is a draft."""
    foot: str
    _formats: dict[str, Format] = field(default_factory=dict)
    _tables: int = 0

    def format(self, **properties: Any) -> Format:
        """A format of cells; the same for the same properties."""
        key = repr(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": "Arial", "font_size": 10, "font_color": _INK, "valign": "top"}
            self._formats[key] = self.made.add_format({**base, **properties})
        return self._formats[key]

    def sheet(self, name: str, title: str, note: str = "") -> Worksheet:
        """A sheet with its heading, ready to be printed."""
        sheet = self.made.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        # "&" begins a code in a footer
        page = self.words(mark("Page {page} of {pages}"), page="&P", pages="&N")
        sheet.set_footer(f"&L&8{self.foot.replace('&', '&&')[:180]}&R&8{page}")
        sheet.write_string(0, 0, text(title), self.format(bold=True, font_size=14))
        about = " · ".join(part for part in (note, self.above) if part)
        sheet.write_string(1, 0, text(about), self.format(font_color=_QUIET))
        sheet.set_row_pixels(0, 26)
        return sheet

    def table(
        self,
        name: str,
        title: str,
        columns: Sequence[Column],
        records: Iterable[Record],
        note: str = "",
    ) -> Table:
        """A sheet with one table, to be filtered and sorted."""
        sheet = self.sheet(name, title, note)
        rows = [[column.value(record) for column in columns] for record in records]
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        headings = tuple(column.heading for column in columns)
        if not rows:
            sheet.write_string(_HEAD, 0, self.words(mark("None.")), self.format(font_color=_QUIET))
            return Table(name, headings, 0)
        self._tables += 1
        sheet.add_table(
            _HEAD,
            0,
            _HEAD + len(rows),
            len(columns) - 1,
            {
                "name": f"Table_{self._tables}",
                "style": None,
                "columns": [
                    {"header": heading, "header_format": self._heading(column.kind)}
                    for heading, column in zip(headings, columns, strict=True)
                ],
            },
        )
        for at, row in enumerate(rows, start=_HEAD + 1):
            for number, (column, value) in enumerate(zip(columns, row, strict=True)):
                self.cell(sheet, at, number, column.kind, value)
        sheet.fit_to_pages(math.ceil(sum(column.width for column in columns) / _PAPER), 0)
        sheet.set_row_pixels(_HEAD, 64)
        sheet.freeze_panes(_HEAD + 1, 1)
        sheet.repeat_rows(_HEAD)
        return Table(name, headings, len(rows))

    def _heading(self, kind: str) -> Format:
        return self.format(
            bold=True,
            font_color=_QUIET,
            bottom=1,
            text_wrap=True,
            valign="bottom",
            indent=1,
            align="left" if kind in ("text", "light") else "right",
        )

    def cell(self, sheet: Worksheet, row: int, column: int, kind: str, value: Any) -> None:
        """Write a value as its kind is written; a text is never a formula."""
        line: dict[str, Any] = {"bottom": 1, "bottom_color": _HAIR}
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.format(**line))
        elif kind == "light":
            told = f"{_SIGNS[value]} {Light.of(value).label(self.words.language)}"
            form = self.format(font_color=_WORDS[value], indent=1, **line)
            sheet.write_string(row, column, told, form)
        elif kind == "date":
            self._date(sheet, row, column, str(value), line)
        elif kind == "text" or isinstance(value, str):
            sheet.write_string(row, column, text(str(value)), self.format(**_FORMS["text"], **line))
        elif math.isfinite(value):
            sheet.write_number(row, column, value, self.format(**_FORMS[kind], **line))

    def _date(
        self, sheet: Worksheet, row: int, column: int, value: str, line: dict[str, Any]
    ) -> None:
        day = dt.date.fromisoformat(value[:10])
        if day < _SERIAL:
            told = self.words.date(value)
            sheet.write_string(row, column, told, self.format(align="right", **line))
            return
        form = self.format(num_format=_DATES[self.words.language], align="right", **line)
        sheet.write_datetime(row, column, dt.datetime.combine(day, dt.time()), form)

    def lights_chart(
        self, sheet: Worksheet, place: str, title: str, table: Table, first: int, alt: str
    ) -> None:
        """Bars of counts per light; the columns of the lights begin at ``first``."""
        chart = self.made.add_chart({"type": "bar", "subtype": "stacked"})
        for number, light in enumerate(Light):
            dark = light.code in ("achieved", "on_track", "off_track")
            chart.add_series(
                {
                    "name": [table.sheet, _HEAD, first + number],
                    "categories": table.cells(0),
                    "values": table.cells(first + number),
                    "fill": {"color": COLOURS[light.code]},
                    "border": {"color": "#ffffff"},
                    "gap": 45,
                    "data_labels": {
                        "value": True,
                        "num_format": "0;;",  # no label on nothing
                        "font": {"color": "#ffffff" if dark else _INK, "size": 9},
                    },
                }
            )
        chart.set_y_axis({"reverse": True, **_AXIS})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        self._place(chart, sheet, place, title, alt, 90 + 34 * table.rows)

    def columns_chart(
        self,
        sheet: Worksheet,
        place: str,
        title: str,
        table: Table,
        series: Mapping[int, str],
        form: str,
        alt: str,
    ) -> None:
        """Columns beside each other: the number of a column of the table, and its colour."""
        chart = self.made.add_chart({"type": "column"})
        for column, colour in series.items():
            chart.add_series(
                {
                    "name": [table.sheet, _HEAD, column],
                    "categories": table.cells(0),
                    "values": table.cells(column),
                    "fill": {"color": colour},
                    "gap": 60,
                    "overlap": -5,
                }
            )
        chart.set_x_axis(_AXIS)
        chart.set_y_axis(
            {
                "num_format": form,
                "major_gridlines": {"visible": True, "line": {"color": _HAIR}},
                "line": {"none": True},
                "num_font": _AXIS["num_font"],
            }
        )
        self._place(chart, sheet, place, title, alt, 320)

    def _place(
        self, chart: Any, sheet: Worksheet, place: str, title: str, alt: str, height: int
    ) -> None:
        chart.set_title({"name": title, "name_font": {"size": 11, "bold": True, "color": _INK}})
        chart.set_legend({"position": "bottom", "font": {"size": 9, "color": _INK}})
        chart.set_chartarea({"border": {"none": True}})
        chart.set_size({"width": 860, "height": min(height, 900)})
        sheet.insert_chart(place, chart, {"description": text(alt)[:2000], "object_position": 3})


_AXIS: dict[str, Any] = {
    "num_font": {"size": 9, "color": _INK},
    "line": {"color": _HAIR},
    "major_gridlines": {"visible": False},
}


def text(told: str) -> str:
    """A text as a cell can hold it: harmless characters, cut visibly where it is too long."""
    told = glyphs.harmless(told)
    return told if len(told) <= _LONGEST else told[: _LONGEST - 1] + "…"
