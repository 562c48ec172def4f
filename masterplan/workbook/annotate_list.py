"""The sheet with the list of all findings, as the XML of a sheet.

A hidden column remembers the style that each marked cell had: programs that save the file keep
such a style in step with their own numbering, so that the next check can give it back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from masterplan.workbook.annotate_package import MAIN, PatchError, parse
from masterplan.workbook.annotate_scan import Place, place_of, reference_of
from masterplan.workbook.annotate_styles import Styles
from masterplan.workbook.annotate_words import Line

Cell = tuple[str, Place]
"""A cell of the file: its sheet and its place there."""

Kept = tuple[Place, int]
"""Where a cell is kept, which is elsewhere in a merged range, and the style that it had."""

_RECORD = "G"
_WIDTHS = (18, 9, 11, 24, 60, 60)
_HIDDEN = '<col min="7" max="7" width="9" hidden="1" customWidth="1"/>'
_HEADING_ROW = 5
_LONGEST_LIST = 32_000_000

_BEFORE = (
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
    '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
    '<pane ySplit="{row}" topLeftCell="A{below}" activePane="bottomLeft" state="frozen"/>'
    '<selection pane="bottomLeft" activeCell="A{below}" sqref="A{below}"/></sheetView>'
    '</sheetViews><sheetFormatPr defaultRowHeight="15"/>'
)
_AFTER = (
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    '<ignoredErrors><ignoredError sqref="A1:F{last}" numberStoredAsText="1"/></ignoredErrors>'
)


class ListSheet:
    """The list under construction: rows of texts, and links to the cells."""

    def __init__(self, styles: Styles, sheets: Collection[str]) -> None:
        self._styles = styles
        self._sheets = sheets
        """The sheets to which a link leads."""
        self._rows: list[str] = []
        self._links: list[str] = []
        self._text, self._link = styles.text(), styles.text(is_link=True)

    def add_title(self, texts: Sequence[str]) -> None:
        """The lines above the list, and the space below them."""
        self._add([(texts[0], self._styles.title())], ' ht="24" customHeight="1"')
        for text in texts[1:]:
            self._add([(text, self._styles.line())])
        while len(self._rows) < _HEADING_ROW - 1:
            self._rows.append("")

    def add_headings(self, texts: Sequence[str]) -> None:
        """The headings of the columns."""
        self._add([(text, self._styles.heading()) for text in texts])

    def add_lines(self, lines: Sequence[Line], remembered: Mapping[Cell, Kept]) -> None:
        """The findings; ``remembered`` is what each cell was before it was marked."""
        left = dict(remembered)
        for line in lines:
            finding = line.finding
            place = place_of(finding.cell)
            styles = [self._text] * len(line.texts)
            styles[2] = self._styles.text(finding.severity)
            if finding.sheet in self._sheets and (place or not finding.cell):
                styles[1 if place else 0] = self._link
                self._add_link("B" if place else "A", finding.sheet, place or (1, 1))
            cells = list(zip(line.texts, styles, strict=True))
            if place is not None and (finding.sheet, place) in left:
                kept_at, style = left.pop((finding.sheet, place))
                self._add_link(_RECORD, finding.sheet, kept_at)
                cells.append((reference_of(kept_at), style))
            self._add(cells)

    def add_remainder(self, text: str) -> None:
        """What is said below the list."""
        if text:
            self._add([(text, self._styles.line())])

    def to_bytes(self) -> bytes:
        """The XML of the sheet."""
        columns = "".join(
            f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
            for number, width in enumerate(_WIDTHS, start=1)
        )
        last = len(self._rows)
        links = "".join(self._links)
        xml = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
            + _BEFORE.format(row=_HEADING_ROW, below=_HEADING_ROW + 1)
            + f"<cols>{columns}{_HIDDEN}</cols><sheetData>{''.join(self._rows)}</sheetData>"
            + f'<autoFilter ref="A{_HEADING_ROW}:F{max(last, _HEADING_ROW + 1)}"/>'
            + (f"<hyperlinks>{links}</hyperlinks>" if links else "")
            + _AFTER.format(last=last)
            + "</worksheet>"
        )
        return xml.encode()

    def _add(self, cells: Sequence[tuple[str, int]], look: str = "") -> None:
        row = len(self._rows) + 1
        inside = "".join(
            f'<c r="{reference_of((row, column))}" s="{style}"{_content(text)}'
            for column, (text, style) in enumerate(cells, start=1)
        )
        self._rows.append(f'<row r="{row}"{look}>{inside}</row>')

    def _add_link(self, column: str, sheet: str, place: Place) -> None:
        """A link in the next row."""
        quoted = sheet.replace("'", "''")
        location = quoteattr(f"'{quoted}'!{reference_of(place)}")
        reference = f"{column}{len(self._rows) + 1}"
        self._links.append(f'<hyperlink ref="{reference}" location={location}/>')


def _content(text: str) -> str:
    """What follows in the element of a cell."""
    if not text:
        return "/>"
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def remembered_styles(data: bytes) -> dict[Cell, int]:
    """What the list of an earlier check remembers; nothing where it has been taken apart."""
    if len(data) > _LONGEST_LIST:
        return {}
    try:
        root = parse(data)
    except PatchError:
        return {}
    styles = {
        cell.get("r"): int(cell.get("s", "0"))
        for cell in root.iterfind(f"{{{MAIN}}}sheetData/{{{MAIN}}}row/{{{MAIN}}}c")
        if cell.get("r", "").startswith(_RECORD) and cell.get("s", "0").isdecimal()
    }
    found: dict[Cell, int] = {}
    for link in root.iterfind(f"{{{MAIN}}}hyperlinks/{{{MAIN}}}hyperlink"):
        sheet, _, reference = link.get("location", "").rpartition("!")
        place = place_of(reference)
        if link.get("ref") in styles and place is not None:
            name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
            found[name, place] = styles[link.get("ref")]
    return found
