"""Files that are meant to bring a reader down, each with what has to be said about it."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.workbook.old_excel import xls
from tests.workbook.packages import (
    HEADINGS,
    MAIN,
    SHEET,
    Parts,
    observations,
    ods,
    packed,
    row_xml,
    xlsb,
    xlsx,
    xlsx_parts,
)

FIVE = "><v>5</v></c>"
ONE = observations(FIVE)
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Entry:
    """One entry of an archive as its directory claims it to be."""

    name: str
    data: bytes
    """As it lies in the file."""
    size: int
    checksum: int
    method: int = 8
    flags: int = 0


def entry(name: str, content: bytes) -> Entry:
    """An honest entry."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    data = packer.compress(content) + packer.flush()
    return Entry(name, data, len(content), zlib.crc32(content))


def archive(entries: list[Entry], shares_bytes: bool = False) -> bytes:
    """A zip file; with ``shares_bytes`` all entries claim the bytes of the last one."""
    content, directory = b"", b""
    places = []
    for one in entries:
        places.append(len(content))
        name = one.name.encode()
        head = (one.flags, one.method, 0, 0, one.checksum, len(one.data), one.size, len(name), 0)
        content += struct.pack("<4sH4H3I2H", b"PK\x03\x04", 20, *head)
        content += name + one.data
    for one, place in zip(entries, places, strict=True):
        name = one.name.encode()
        at = places[-1] if shares_bytes else place
        directory += struct.pack(
            "<4s2H4H3I5HII",
            *(b"PK\x01\x02", 20, 20, one.flags, one.method, 0, 0, one.checksum),
            *(len(one.data), one.size, len(name), 0, 0, 0, 0, 0, at),
        )
        directory += name
    count = len(entries)
    end = struct.pack(
        "<4s4HIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(content), 0
    )
    return content + directory + end


def honest() -> list[Entry]:
    """The entries of a small workbook."""
    return [entry(name, data) for name, data in xlsx_parts(ONE).items()]


def with_part(name: str, data: bytes) -> bytes:
    """A small workbook with one more part, or another one."""
    return packed(xlsx_parts(ONE) | {name: data})


def changed(name: str, **claims: object) -> bytes:
    """A small workbook whose directory makes other claims of one entry."""
    return archive(
        [replace(one, **claims) if one.name == name else one for one in honest()]  # type: ignore[arg-type]
    )


def _noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def _lying_directory() -> bytes:
    """200 MB in an entry that declares 1,000 bytes."""
    start = xlsx_parts(ONE)[SHEET]
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    data = packer.compress(start)
    for _ in range(200):
        data += packer.compress(b" " * MEGABYTE)
    data += packer.flush()
    lie = Entry(SHEET, data, 1000, zlib.crc32(start[:1000]))
    return archive([lie if one.name == SHEET else one for one in honest()])


def _far_cell(place: str) -> bytes:
    row = int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    far = f'<row r="{row}"><c r="{place}"><v>1</v></c></row>'
    return xlsx(ONE + far)


def _many_cells() -> bytes:
    """More cells than a sheet may have, each as short as can be."""
    numbers = random.Random(7)
    row = (
        "<row>" + "".join(f"<c><v>{numbers.randrange(10)}</v></c>" for _ in range(1001)) + "</row>"
    )
    rows = "".join(row for _ in range(4000))
    return xlsx(row_xml(1, HEADINGS) + rows)


def _many_texts() -> bytes:
    numbers = random.Random(7)
    texts = "".join(f"<si><t>{numbers.randrange(10**6)}</t></si>" for _ in range(1_000_001))
    return with_part("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{texts}</sst>'.encode())


def _many_formats() -> bytes:
    numbers = random.Random(7)
    styles = "".join(f'<xf numFmtId="{numbers.randrange(50)}"/>' for _ in range(500_000))
    return with_part(
        "xl/styles.xml",
        f'<styleSheet xmlns="{MAIN}"><cellXfs>{styles}</cellXfs></styleSheet>'.encode(),
    )


def _many_sheets() -> bytes:
    parts = xlsx_parts(ONE)
    sheets = "".join(f'<sheet name="B{n}" sheetId="{n + 2}" r:id="rId1"/>' for n in range(50))
    book = parts["xl/workbook.xml"].replace(b"</sheets>", sheets.encode() + b"</sheets>")
    return packed(parts | {"xl/workbook.xml": book})


def _doctype(part: str) -> bytes:
    """A text that would grow to gigabytes."""
    levels = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    start = f'<!DOCTYPE x [<!ENTITY a0 "lol">{levels}]>'.encode()
    data = xlsx_parts(ONE)[part]
    at = data.index(b"?>") + 2 if data.startswith(b"<?xml") else 0
    return with_part(part, data[:at] + start + data[at:])


def _deep(count: int) -> bytes:
    return xlsx(ONE, after="<x>" * count + "</x>" * count)


def _deep_cells() -> bytes:
    nested = "<c><v/>" * 20_000 + "</c>" * 20_000
    return xlsx(f'{row_xml(1, HEADINGS)}<row r="2">{nested}</row>')


def _full_merge() -> bytes:
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return xlsx(ONE, after=merge)


def _styled_blanks() -> bytes:
    """Formatting alone reaches the last row and a far column, as in small real files."""
    far = '<row r="1048576"><c r="AMJ1048576" s="1"/></row>'
    return xlsx(ONE + far, before='<dimension ref="A1:XFD1048576"/>', formats=["0.00"])


def _utf16(part: str) -> bytes:
    text = xlsx_parts(ONE)[part].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return with_part(part, text.encode("utf-16"))


def _one_giant_row() -> bytes:
    return b"Indikator;Datum;Wert\n" + b";" * (24 * MEGABYTE)


Make = Callable[[], bytes]
WITHOUT_FINDING = ""

CASES: dict[str, tuple[Make, str]] = {
    "26 MB": (lambda: b"PK\x03\x04" + _noise(26 * MEGABYTE), "file_is_too_large"),
    "26 MB of text": (lambda: b"a;b\n" * 6_600_000, "file_is_too_large"),
    "2,001 entries": (
        lambda: packed({f"{n}.xml": b"" for n in range(2001)}),
        "archive_has_too_many_parts",
    ),
    "500 MB of zeros": (
        lambda: with_part("xl/media/a.bin", bytes(300 * MEGABYTE)),
        "archive_is_a_bomb",
    ),
    "many parts that unfold": (
        lambda: packed(
            xlsx_parts(ONE) | {f"xl/media/{n}.bin": _noise(6_000) * 170 for n in range(400)}
        ),
        "archive_unfolds_too_far",
    ),
    "a directory that lies": (_lying_directory, "archive_is_forged"),
    "a size that is too small": (lambda: changed(SHEET, size=100), "archive_is_forged"),
    "a size that is too large": (lambda: changed(SHEET, size=10**6), "archive_is_forged"),
    "a checksum that is wrong": (lambda: changed(SHEET, checksum=1), "archive_is_forged"),
    "two entries of one name": (
        lambda: archive([*honest(), entry(SHEET, xlsx_parts("")[SHEET])]),
        "archive_is_forged",
    ),
    "entries that overlap": (
        lambda: archive(honest(), shares_bytes=True),
        "archive_is_forged",
    ),
    "a method that is odd": (lambda: changed(SHEET, method=12), "archive_has_odd_packing"),
    "an encrypted entry": (lambda: changed(SHEET, flags=1), "file_is_encrypted"),
    "a large part": (
        lambda: with_part(
            "docProps/custom.xml", b"<x>" + _noise(8_500_000).hex().encode() + b"</x>"
        ),
        "archive_unfolds_too_far",
    ),
    "entities in the sheet": (lambda: _doctype(SHEET), "xml_has_entities"),
    "entities in the workbook": (lambda: _doctype("xl/workbook.xml"), "xml_has_entities"),
    "a sheet in UTF-16": (lambda: _utf16(SHEET), "xml_is_not_utf8"),
    "51 sheets": (_many_sheets, "too_many_sheets"),
    "a million texts": (_many_texts, "too_many_texts"),
    "half a million formats": (_many_formats, "too_many_formats"),
    "100,000 elements within each other": (lambda: _deep(100_000), "xml_is_too_deep"),
    "cells within cells": (_deep_cells, "xml_is_too_deep"),
    "four million cells": (_many_cells, "sheet_has_too_many_cells"),
    "a cell in the last corner": (lambda: _far_cell("XFD1048576"), "sheet_reaches_too_far"),
    "a cell far below": (lambda: _far_cell("AMJ1048576"), "sheet_reaches_too_far"),
    "the last corner of an .xls": (
        lambda: xls([HEADINGS, ("I1", 2024, 5), *[()] * 65_533, [None] * 255 + [1]]),
        "sheet_reaches_too_far",
    ),
    "the last corner of an .xlsb": (
        lambda: xlsb([HEADINGS, ("I1", 2024, 5.0), *[()] * 400_000, [None] * 99 + [1.0]]),
        "sheet_reaches_too_far",
    ),
    "repeated cells of an .ods": (
        lambda: ods(
            [HEADINGS, ("I1", "2024", 5), ("I1", "2025", 5)],
            repeated='table:number-columns-repeated="2000000"',
        ),
        "sheet_reaches_too_far",
    ),
    "a text that does not exist": (
        lambda: xlsx(observations(' t="s"><v>99</v></c>')),
        "file_is_damaged",
    ),
    "one row of 24 million cells": (_one_giant_row, "sheet_has_too_many_cells"),
    "merged over the whole sheet": (_full_merge, WITHOUT_FINDING),
    "styled blanks everywhere": (_styled_blanks, WITHOUT_FINDING),
}
"""By its name each file, and the rule that refuses it, or that it is read without objection."""


def backslashes() -> bytes:
    """Part names as some programs on Windows write them."""
    parts: Parts = xlsx_parts(ONE)
    return packed({name.replace("/", "\\"): data for name, data in parts.items()})
