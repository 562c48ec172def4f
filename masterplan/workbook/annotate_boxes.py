"""The boxes in which comments are shown: an old drawing language (VML) that Excel still needs.

What other programs write of it is often no XML. So it is searched and patched as bytes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping

from masterplan.workbook.annotate_package import Package, PatchError
from masterplan.workbook.annotate_scan import Place

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"

_BLOCK = 1024  # the ids of shapes are given out in blocks, which a drawing names
_WIDTH = 260
_LETTERS_IN_LINE = 46
_LINE = 13
_HEIGHTS = (60, 330)

_IDMAP = re.compile(rb"""(<(?:\w+:)?idmap\b[^<>]*?\bdata\s*=\s*["'])([\d,\s]*)""")
_SHAPE = re.compile(rb"<((?:\w+:)?shape)(?=[\s>])")
_ROW = re.compile(rb"<(?:\w+:)?Row>\s*(\d+)\s*<")
_COLUMN = re.compile(rb"<(?:\w+:)?Column>\s*(\d+)\s*<")
_END = re.compile(rb"</\s*xml\s*>\s*\Z")

_NAMESPACES = (
    b'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_DRAWING = (
    b"<xml " + _NAMESPACES + b'><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/>'
    b"</o:shapelayout></xml>"
)
_SHAPE_TYPE = (
    b"<v:shapetype " + _NAMESPACES + b' id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    b'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    b"<v:shape " + _NAMESPACES + b' id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;'
    b'margin-left:60pt;margin-top:2pt;width:%dpt;height:%dpt;z-index:1;visibility:hidden" '
    b'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    b'<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    b'<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    b'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    b"<x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData>"
    b"</v:shape>"
)


def boxes(
    package: Package, old: bytes | None, added: Mapping[Place, str], removed: Collection[Place]
) -> bytes:
    """The drawing ``old``, or a new one, with boxes for these comments and without those."""
    drawing = _without(old or _DRAWING, removed)
    end = _END.search(drawing)
    if end is None:
        raise PatchError("a drawing that is not built as expected")
    first = _first_free_block(package)
    blocks = range(first, first + math.ceil(len(added) / (_BLOCK - 1)))
    ids = [block * _BLOCK + number for block in blocks for number in range(1, _BLOCK)]
    new = [_box(ids[at], *comment) for at, comment in enumerate(added.items())]
    shape_type = b"" if b"_x0000_t202" in drawing else _SHAPE_TYPE
    drawing = drawing[: end.start()] + shape_type + b"".join(new) + drawing[end.start() :]
    return _IDMAP.sub(lambda match: _with_blocks(match, blocks), drawing, count=1)


def _box(number: int, place: Place, text: str) -> bytes:
    lines = sum(max(1, math.ceil(len(line) / _LETTERS_IN_LINE)) for line in text.split("\n"))
    height = min(max(lines * _LINE + 10, _HEIGHTS[0]), _HEIGHTS[1])
    return _BOX % (number, _WIDTH, height, place[0] - 1, place[1] - 1)


def _without(drawing: bytes, places: Collection[Place]) -> bytes:
    """The drawing without the boxes of some cells."""
    pieces: list[bytes] = []
    at = end = 0
    for match in _SHAPE.finditer(drawing) if places else ():
        if match.start() < end:
            continue
        closing = b"</" + match[1] + b">"
        end = drawing.find(closing, match.start())
        if end < 0:
            raise PatchError("a shape without an end")
        end += len(closing)
        shape = drawing[match.start() : end]
        row, column = _ROW.search(shape), _COLUMN.search(shape)
        if row and column and (int(row[1]) + 1, int(column[1]) + 1) in places:
            pieces.append(drawing[at : match.start()])
            at = end
    return b"".join((*pieces, drawing[at:]))


def _first_free_block(package: Package) -> int:
    taken = [0]
    for name in package.names():
        if name.lower().endswith(".vml"):
            for match in _IDMAP.finditer(package.read(name)):
                taken += [int(number) for number in match[2].split(b",") if number.strip()]
    return max(taken) + 1


def _with_blocks(match: re.Match[bytes], blocks: range) -> bytes:
    listed = [number for number in match[2].split(b",") if number.strip()]
    return bytes(match[1]) + b",".join((*listed, *(b"%d" % block for block in blocks)))
