"""What slides are made of: native charts, tables and texts, each with an alternative text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from masterplan.reports import slide_template as look
from masterplan.reports.wording import Words
from masterplan.vocabulary import Light

Row = tuple[str, Mapping[str, int]]


def slide(deck: Any, title: str, foot: str, layout: int = look.TITLE_ONLY) -> Any:
    """A new slide with its title, foot and number."""
    made = deck.slides.add_slide(deck.slide_layouts[layout])
    made.shapes.title.text = title
    for shape in deck.slide_layouts[layout].placeholders:
        kind = shape.placeholder_format.type
        if kind is not None and kind.name in ("FOOTER", "SLIDE_NUMBER"):
            made.shapes.clone_placeholder(shape)
    for shape in made.placeholders:
        kind = shape.placeholder_format.type
        if kind is not None and kind.name == "FOOTER":
            _run(shape.text_frame.paragraphs[0], foot, 11, look.QUIET)
        elif kind is not None and kind.name == "SLIDE_NUMBER":
            _number(shape)
    return made


def _number(shape: Any) -> None:
    """The field that the office fills with the slide's number."""
    paragraph = shape.text_frame.paragraphs[0]._p
    field = paragraph.makeelement(
        qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"}
    )
    field.append(field.makeelement(qn("a:rPr"), {"lang": "de-DE"}))
    letters = field.makeelement(qn("a:t"), {})
    letters.text = "‹#›"
    field.append(letters)
    paragraph.insert(0, field)


def note(made: Any, told: str) -> None:
    """What the speaker sees: where the numbers come from."""
    made.notes_slide.notes_text_frame.text = told


def paragraphs(
    made: Any, told: Iterable[str], box: tuple[int, int, int, int], size: int = 18
) -> None:
    """A box of text."""
    shape = made.shapes.add_textbox(*(Emu(int(side)) for side in box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, one in enumerate(told):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        head, _, rest = one.partition("\n")
        _run(paragraph, head, size, look.INK, is_bold=bool(rest))
        if rest:
            paragraph = frame.add_paragraph()
            _run(paragraph, rest, size - 2, look.QUIET)
        paragraph.space_after = Pt(10)


def _run(paragraph: Any, told: str, size: int, colour: Any, is_bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = told
    run.font.size, run.font.bold = Pt(size), is_bold
    run.font.color.rgb = colour


class _ChartData(CategoryChartData):
    """The numbers of a chart, whose workbook takes no text for a formula or a link."""

    @property
    def _workbook_writer(self) -> Any:
        return _AsWritten(self)  # type: ignore[no-untyped-call]


class _AsWritten(CategoryWorkbookWriter):
    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        with super()._open_worksheet(xlsx_file) as (book, page):
            page.strings_to_formulas = page.strings_to_urls = False
            yield book, page


def _numbers(form: str = "General") -> Any:
    return _ChartData(number_format=form)  # type: ignore[no-untyped-call]


def lights(made: Any, rows: Sequence[Row], words: Words, box: tuple[int, int, int, int]) -> None:
    """How many have which light: bars that can be edited."""
    data = _numbers()
    data.categories = [name for name, _ in rows]
    shown = [light for light in Light if any(counts.get(light.code) for _, counts in rows)]
    for light in shown:
        data.add_series(
            light.label(words.language), [int(counts.get(light.code) or 0) for _, counts in rows]
        )
    chart = _chart(made, XL_CHART_TYPE.BAR_STACKED, data, box)
    chart.plots[0].overlap, chart.plots[0].gap_width = 100, 45
    chart.category_axis.reverse_order = True
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    chart.value_axis.maximum_scale = max([sum(counts.values()) for _, counts in rows] + [1])
    for light, series in zip(shown, chart.plots[0].series, strict=True):
        _fill(series, look.LIGHTS[light.code])
        is_dark = light in (Light.ACHIEVED, Light.ON_TRACK, Light.OFF_TRACK)
        _labels(series, look.WHITE if is_dark else look.INK)
    _describe(made, "; ".join(f"{name}: {words.counted(counts)}" for name, counts in rows))


def columns(
    made: Any,
    names: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None], Any]],
    words: Words,
    box: tuple[int, int, int, int],
    form: str = "#,##0",
) -> None:
    """Numbers beside each other: columns that can be edited."""
    data = _numbers(form)
    data.categories = list(names)
    for name, values, _ in series:
        data.add_series(name, list(values))
    chart = _chart(made, XL_CHART_TYPE.COLUMN_CLUSTERED, data, box)
    chart.plots[0].gap_width, chart.plots[0].overlap = 60, -5
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    for (_, _, colour), drawn in zip(series, chart.plots[0].series, strict=True):
        _fill(drawn, colour)
        _labels(drawn, look.INK, form, XL_LABEL_POSITION.OUTSIDE_END)
    told = (
        f"{name}: " + ", ".join(f"{one} {value}" for one, value in zip(names, values, strict=True))
        for name, values in (
            (name, [_told(value, form, words) for value in values]) for name, values, _ in series
        )
    )
    _describe(made, "; ".join(told))


def _told(value: float | None, form: str, words: Words) -> str:
    return words.percent(value) if form.endswith("%") else words.whole(value)


def lines(
    made: Any,
    series: Sequence[tuple[str, Sequence[tuple[str, float]], bool]],
    alternative: str,
    box: tuple[int, int, int, int],
) -> None:
    """Values over time: lines that can be edited; a plan is dashed."""
    days = sorted({day[:10] for _, points, _ in series for day, _ in points})
    data = _numbers()
    data.categories = [dt.date.fromisoformat(day) for day in days]
    for name, points, _ in series:
        held = {day[:10]: value for day, value in points}
        data.add_series(name, [held.get(day) for day in days])
    chart = _chart(made, XL_CHART_TYPE.LINE_MARKERS, data, box)
    chart.category_axis.tick_labels.number_format = "yyyy"
    chart.category_axis.tick_labels.number_format_is_linked = False
    _by_year(chart.category_axis, len({day[:4] for day in days}))
    chart.value_axis.has_major_gridlines = True
    chart.value_axis.major_gridlines.format.line.color.rgb = look.HAIR
    chart.value_axis.format.line.fill.background()
    for (_, points, is_plan), drawn in zip(series, chart.plots[0].series, strict=True):
        colour = look.ACCENT if is_plan else look.INK
        drawn.smooth = False
        drawn.format.line.color.rgb = colour
        drawn.format.line.width = Pt(1.75 if is_plan else 2.5)
        if is_plan:
            drawn.format.line.dash_style = MSO_LINE.DASH
        drawn.marker.style = XL_MARKER_STYLE.DIAMOND if is_plan else XL_MARKER_STYLE.CIRCLE
        drawn.marker.size = 7 if is_plan else 5
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = look.WHITE if is_plan else colour
        drawn.marker.format.line.color.rgb = colour
        _label_last(drawn, days.index(points[-1][0][:10]), colour)
    blanks = chart._chartSpace.chart.find(qn("c:dispBlanksAs"))
    if blanks is not None:
        blanks.set("val", "span")
    _describe(made, alternative)


def _by_year(axis: Any, years: int) -> None:
    """A tick for each year, or for every second one and so on where there are many."""
    held = axis._element
    for name in ("baseTimeUnit", "majorUnit", "majorTimeUnit"):
        for old in held.findall(qn(f"c:{name}")):
            held.remove(old)
    # in the order that the format asks for: at the end of the axis
    for name, value in (
        ("baseTimeUnit", "days"),
        ("majorUnit", str(max(1, round(years / 6)))),
        ("majorTimeUnit", "years"),
    ):
        held.append(held.makeelement(qn(f"c:{name}"), {"val": value}))


def _label_last(drawn: Any, at: int, colour: Any) -> None:
    label = drawn.points[at].data_label
    label.has_text_frame = False
    label.position = XL_LABEL_POSITION.ABOVE
    label.font.size, label.font.bold = Pt(13), True
    label.font.color.rgb = colour
    label._dLbl.find(qn("c:showVal")).set("val", "1")


def table(
    made: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> None:
    """A table with a heading over each column."""
    frame = made.shapes.add_table(
        len(rows) + 1, len(heads), look.LEFT, look.TOP, look.INNER, Inches(0.42 * (len(rows) + 1))
    )
    held = frame.table
    held.first_row, held.first_col, held.horz_banding = True, True, False
    style = held._tbl.tblPr.find(qn("a:tableStyleId"))
    style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid
    for number, width in enumerate(widths):
        held.columns[number].width = Emu(int(look.INNER * width / sum(widths)))
    for y, row in enumerate([heads, *rows]):
        for x, told in enumerate(row):
            cell = held.cell(y, x)
            cell.margin_left, cell.margin_right = Inches(0 if not x else 0.08), Inches(0.08)
            paragraph = cell.text_frame.paragraphs[0]
            is_head = not y
            _run(paragraph, told, 13, look.QUIET if is_head else look.INK, is_head or not x)
            _underline(cell, look.INK if is_head else look.HAIR)
    _describe(made, "; ".join(": ".join(row[:2]) for row in rows))


def _underline(cell: Any, colour: Any) -> None:
    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(qn("a:lnB"), {"w": "9525"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": str(colour)}))
    line.append(fill)
    properties.insert(0, line)


def _chart(made: Any, kind: Any, data: Any, box: tuple[int, int, int, int]) -> Any:
    frame = made.shapes.add_chart(kind, *(Emu(int(side)) for side in box), data)
    chart = frame.chart
    chart.font.size, chart.font.name = Pt(14), look.FONT
    chart.font.color.rgb = look.INK
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.category_axis.format.line.color.rgb = look.QUIET
    chart.category_axis.has_major_gridlines = False
    return chart


def _fill(series: Any, colour: Any) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = colour
    series.format.line.color.rgb = look.WHITE


def _labels(series: Any, colour: Any, form: str = "0;;", position: Any = None) -> None:
    held = series.data_labels
    held.show_value = True
    held.number_format, held.number_format_is_linked = form, False
    held.font.size, held.font.bold = Pt(13), True
    held.font.color.rgb = colour
    if position is not None:
        held.position = position


def _describe(made: Any, told: str) -> None:
    """The alternative text of what was added last."""
    frame = made.shapes[-1]._element
    frame.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].set("descr", told)
