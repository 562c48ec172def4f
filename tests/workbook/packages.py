"""Workbooks made part by part, for what no library would write: .xlsx, .xlsb and .ods."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from masterplan.workbook.cells import column_letter

Rows = Sequence[Sequence[object]]
Parts = dict[str, bytes]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

SHEET = "xl/worksheets/sheet1.xml"
HEADINGS = ("Indikator", "Datum", "Wert")


class Percent(float):
    """A number that its cell shows as a percentage."""


class Error(str):
    """An error value, such as #DIV/0!."""


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return content.getvalue()


def xlsx_parts(
    data: str,
    name: str = "Messwerte",
    before: str = "",
    after: str = "",
    state: str = "",
    formats: Sequence[str] = (),
) -> Parts:
    """An .xlsx with one sheet: the XML of its rows, and what stands before and after them.

    ``formats`` are number formats; the first is that of the cell style 1, and so on.
    """
    numbers = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(code)}/>'
        for n, code in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(formats)))
    return {
        "[Content_Types].xml": _content_types().encode(),
        "_rels/.rels": _relationships("officeDocument", "xl/workbook.xml").encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>'
            f'<sheet name={quoteattr(name)} sheetId="1" {state} r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": _relationships("worksheet", "worksheets/sheet1.xml").encode(),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{MAIN}"><numFmts>{numbers}</numFmts>'
            f'<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
            f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>'
        ).encode(),
        SHEET: (
            f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">{before}'
            f"<sheetData>{data}</sheetData>{after}</worksheet>"
        ).encode(),
    }


def xlsx(data: str, **options: object) -> bytes:
    """The file of ``xlsx_parts``."""
    return packed(xlsx_parts(data, **options))  # type: ignore[arg-type]


def observations(*cells: str) -> str:
    """The XML of a sheet of observations whose values (from C2 down) are these elements.

    Each is the rest of a cell behind its address: ``'><v>5</v></c>'``.
    """
    rows = [row_xml(1, HEADINGS)]
    for number, cell in enumerate(cells, 2):
        start = row_xml(number, ("I1", float(2000 + number))).removesuffix("</row>")
        rows.append(f'{start}<c r="C{number}"{cell}</row>')
    return "".join(rows)


def row_xml(number: int, cells: Sequence[object], attributes: str = "") -> str:
    """The XML of a row: texts stand in it, None is no cell."""
    return (
        f'<row r="{number}"{attributes}>'
        + "".join(
            _cell_xml(f"{column_letter(index)}{number}", cell)
            for index, cell in enumerate(cells)
            if cell is not None
        )
        + "</row>"
    )


def rows_xml(rows: Rows) -> str:
    """The XML of rows from the first one on."""
    return "".join(row_xml(number, row) for number, row in enumerate(rows, 1))


def _cell_xml(place: str, cell: object) -> str:
    if isinstance(cell, Error):
        return f'<c r="{place}" t="e"><v>{cell}</v></c>'
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'


def _content_types() -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return (
        f'<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>'
    )


def _relationships(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="rId1" Type="{DOCUMENT}/{kind}" Target="{target}"/></Relationships>'
    )


def ods(
    rows: Rows, name: str = "Messwerte", hidden_rows: Sequence[int] = (), repeated: str = ""
) -> bytes:
    """An .ods with one sheet; ``repeated`` are further attributes of its last cell."""
    namespaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    hidden = ' table:visibility="collapse"'
    body = "".join(
        f"<table:table-row{hidden if n in hidden_rows else ''}>"
        + "".join(
            _ods_cell(cell, repeated if (n, c) == (len(rows), len(row)) else "")
            for c, cell in enumerate(row, 1)
        )
        + "</table:table-row>"
        for n, row in enumerate(rows, 1)
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {namespaces} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:body><office:spreadsheet><table:table table:name={quoteattr(name)}>{body}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": b"<manifest/>",
        }
    )


def _ods_cell(cell: object, more: str) -> str:
    kind, text = "", ""
    if isinstance(cell, Error):
        kind = 'table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"'
        text = cell
    elif isinstance(cell, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(cell).lower()}"'
    elif isinstance(cell, Percent):
        kind, text = f'office:value-type="percentage" office:value="{float(cell)}"', f"{cell:%}"
    elif isinstance(cell, dt.date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, str):
        kind, text = 'office:value-type="string"', cell
    elif cell is not None:
        kind, text = f'office:value-type="float" office:value="{cell}"', str(cell)
    inner = f"<text:p>{escape(text)}</text:p>" if kind else ""
    return f"<table:table-cell {kind} {more}>{inner}</table:table-cell>"


def xlsb(rows: Rows, name: str = "Messwerte", hidden_rows: Sequence[int] = ()) -> bytes:
    """An .xlsb with one sheet; cell style 1 is that of percentages, 2 that of dates."""
    workbook = _record(131) + _record(143)
    workbook += _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name))
    workbook += _record(144) + _record(132)
    styles = _record(278) + _record(617, struct.pack("<I", 3))
    for number_format in (0, 10, 14):
        styles += _record(47, struct.pack("<HH12x", 0, number_format))
    styles += _record(618) + _record(279)
    width = max(map(len, rows))
    sheet = _record(129) + _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))
    sheet += _record(145)
    records = []
    for number, row in enumerate(rows):
        flags = 0x10 if number + 1 in hidden_rows else 0
        records.append(_record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, flags, 0, 0)))
        for column, cell in enumerate(row):
            if cell is not None:
                records.append(_xlsb_cell(column, cell))
    sheet += b"".join(records) + _record(146) + _record(130)
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>'.encode(),
            "_rels/.rels": _relationships("officeDocument", "xl/workbook.bin").encode(),
            "xl/workbook.bin": workbook,
            "xl/_rels/workbook.bin.rels": _relationships(
                "worksheet", "worksheets/sheet1.bin"
            ).encode(),
            "xl/styles.bin": styles,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def _xlsb_cell(column: int, cell: object) -> bytes:
    style = 1 if isinstance(cell, Percent) else 2 if isinstance(cell, dt.date) else 0
    place = struct.pack("<II", column, style)
    if isinstance(cell, Error):
        return _record(3, place + b"\x07")
    if isinstance(cell, bool):
        return _record(4, place + bytes([cell]))
    if isinstance(cell, str):
        return _record(6, place + _wide(cell))
    if isinstance(cell, dt.date):
        cell = float((cell - dt.date(1899, 12, 30)).days)
    assert isinstance(cell, int | float)
    return _record(5, place + struct.pack("<d", cell))


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(data)
    while size >= 128:
        head += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + bytes([size]) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
