"""The styles of a workbook: for each marked cell its own style again, with another fill."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from masterplan.findings import Severity
from masterplan.workbook.annotate_package import MAIN, PatchError, parse, serialized

FILLS: dict[Severity, str] = {"error": "FFFBC7C9", "warning": "FFFFEFB0", "note": "FFCFE3F7"}
"""Light red, yellow and blue of our own: by them a marked cell is known again."""

_DARK = "FF1F2A37"
_LINK = "FF0B5394"
_HEADING_FILL = "FFD6E3F0"
_MOST_FORMATS = 64_000  # Excel refuses a workbook with more
_LIGHT_THEME = ("0", "2")  # the two backgrounds of a theme
_LIGHT_INDEXED = ("1", "9")
_LIGHT_FROM = 150  # of 255


class Styles:
    """``styles.xml``; a style is its place in the list of cell formats, as cells name it."""

    def __init__(self, data: bytes) -> None:
        self._root = parse(data)
        self._fonts = self._list("fonts")
        self._fills = self._list("fills")
        self._formats = self._list("cellXfs")
        self._made: dict[tuple[int, Severity | None], int] = {}
        self._ours = {place for place, fill in enumerate(self._fills.all) if _is_ours(fill)}

    def to_bytes(self) -> bytes:
        """The part."""
        if len(self._formats.all) > _MOST_FORMATS:
            raise PatchError("too many formats")
        for members in (self._fonts, self._fills, self._formats):
            members.all.set("count", str(len(members.all)))
        return serialized(self._root)

    def marks(self) -> frozenset[int]:
        """The styles that mark a cell: there are some if the workbook was annotated before."""
        return frozenset(
            place
            for place, form in enumerate(self._formats.all)
            if _number(form.get("fillId")) in self._ours
        )

    def marked(self, style: int, severity: Severity) -> int:
        """``style`` with the fill of a severity, and with letters that can be read on it."""
        key = (style, severity)
        if key not in self._made:
            form = self._form(style)
            form.set("fillId", str(self._fills.place(_fill(FILLS[severity]))))
            form.set("applyFill", "1")
            font = self._dark_font(_number(form.get("fontId")))
            if font is not None:
                form.set("fontId", str(font))
                form.set("applyFont", "1")
            self._made[key] = self._formats.place(form)
        return self._made[key]

    def unmarked(self, style: int) -> int:
        """``style`` without a fill."""
        key = (style, None)
        if key not in self._made:
            form = self._form(style)
            form.set("fillId", "0")
            form.attrib.pop("applyFill", None)
            self._made[key] = self._formats.place(form)
        return self._made[key]

    def text(self, severity: Severity | None = None, is_link: bool = False) -> int:
        """A text of the list of findings: wrapped, from the top."""
        font = _font(colour=_LINK, is_underlined=True) if is_link else _font()
        return self._listed(font, FILLS[severity] if severity else None)

    def heading(self) -> int:
        """A heading of the list of findings."""
        return self._listed(_font(is_bold=True), _HEADING_FILL)

    def title(self) -> int:
        """The title of the list of findings."""
        return self._listed(_font(is_bold=True, size=16), None, is_wrapped=False)

    def line(self) -> int:
        """A line that may run over the cells beside it."""
        return self._listed(_font(), None, is_wrapped=False)

    def _list(self, name: str) -> _Members:
        found = self._root.find(f"{{{MAIN}}}{name}")
        if found is None or not len(found):
            raise PatchError(f"no {name}")
        return _Members(found)

    def _form(self, style: int) -> Any:
        return deepcopy(self._formats.at(style))

    def _dark_font(self, number: int) -> int | None:
        """The font again in a dark colour, if it is a light one."""
        font = self._fonts.at(number)
        colour = font.find(f"{{{MAIN}}}color")
        if colour is None or not _is_light(colour):
            return None
        font = deepcopy(font)
        colour = font.find(f"{{{MAIN}}}color")
        colour.attrib.clear()
        colour.set("rgb", _DARK)
        return self._fonts.place(font)

    def _listed(self, font: Any, fill: str | None, is_wrapped: bool = True) -> int:
        form = etree.Element(f"{{{MAIN}}}xf", numFmtId="0")
        form.set("fontId", str(self._fonts.place(font)))
        form.set("fillId", str(self._fills.place(_fill(fill)) if fill else 0))
        form.set("borderId", "0")
        form.set("xfId", "0")
        form.set("quotePrefix", "1")  # "=" begins no formula, also after the cell was edited
        for name in ("applyFont", "applyFill", "applyAlignment"):
            form.set(name, "1")
        alignment = etree.SubElement(form, f"{{{MAIN}}}alignment", vertical="top")
        if is_wrapped:
            alignment.set("wrapText", "1")
        return self._formats.place(form)


class _Members:
    """One list of the part, such as the fonts."""

    def __init__(self, element: Any) -> None:
        for odd in [member for member in element if not isinstance(member.tag, str)]:
            element.remove(odd)  # a comment would be counted
        self.all = element
        self._places: dict[tuple[Any, ...], int] = {}

    def at(self, place: int) -> Any:
        """A member; the first one for a place that does not exist."""
        return self.all[place if place < len(self.all) else 0]

    def place(self, member: Any) -> int:
        """Where a member stands; it is put at the end where it is missing."""
        if not self._places:
            for place, other in enumerate(self.all):
                self._places.setdefault(_key(other), place)
        key = _key(member)
        if key not in self._places:
            self._places[key] = len(self.all)
            self.all.append(member)
        return self._places[key]


def _key(element: Any) -> tuple[Any, ...]:
    children = tuple(_key(child) for child in element)
    return (element.tag, tuple(sorted(element.attrib.items())), children)


def _is_ours(fill: Any) -> bool:
    """Has a fill one of our colours, whichever program has written it since?"""
    pattern = fill.find(f"{{{MAIN}}}patternFill")
    colour = None if pattern is None else pattern.find(f"{{{MAIN}}}fgColor")
    if colour is None or pattern.get("patternType") != "solid":
        return False
    return colour.get("rgb", "").upper() in FILLS.values()


def _fill(colour: str) -> Any:
    fill = etree.Element(f"{{{MAIN}}}fill")
    pattern = etree.SubElement(fill, f"{{{MAIN}}}patternFill", patternType="solid")
    etree.SubElement(pattern, f"{{{MAIN}}}fgColor", rgb=colour)
    etree.SubElement(pattern, f"{{{MAIN}}}bgColor", indexed="64")
    return fill


def _font(
    colour: str = _DARK, size: int = 11, is_bold: bool = False, is_underlined: bool = False
) -> Any:
    font = etree.Element(f"{{{MAIN}}}font")
    if is_bold:
        etree.SubElement(font, f"{{{MAIN}}}b")
    if is_underlined:
        etree.SubElement(font, f"{{{MAIN}}}u")
    etree.SubElement(font, f"{{{MAIN}}}sz", val=str(size))
    etree.SubElement(font, f"{{{MAIN}}}color", rgb=colour)
    etree.SubElement(font, f"{{{MAIN}}}name", val="Calibri")
    etree.SubElement(font, f"{{{MAIN}}}family", val="2")
    return font


def _is_light(colour: Any) -> bool:
    rgb = colour.get("rgb", "")
    if len(rgb) == 8 and all(digit in "0123456789abcdefABCDEF" for digit in rgb):
        red, green, blue = (int(rgb[place : place + 2], 16) for place in (2, 4, 6))
        return 0.3 * red + 0.59 * green + 0.11 * blue > _LIGHT_FROM
    return colour.get("theme") in _LIGHT_THEME or colour.get("indexed") in _LIGHT_INDEXED


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
