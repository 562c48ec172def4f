"""The template of the slides: 16:9, its own margins, type and colours, three layouts."""

from __future__ import annotations

import re
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from masterplan.reports import palette

INK, QUIET, HAIR, ACCENT = map(
    RGBColor.from_string, (palette.INK, palette.QUIET, palette.HAIR, palette.ACCENT)
)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
LIGHTS = {light: RGBColor.from_string(colour) for light, colour in palette.LIGHTS.items()}

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, RIGHT = Inches(0.75), Inches(0.75)
INNER = Emu(WIDTH - LEFT - RIGHT)
TOP = Inches(1.65)
BOTTOM = Inches(6.75)
FONT = "Arial"
"""A typeface that every office has: slides carry none with them."""

TITLE_SLIDE, CONTENT, TITLE_ONLY = 0, 1, 2
_KEPT = ("Title Slide", "Title and Content", "Title Only")
_FOOT = Inches(6.95)


def blank() -> Any:
    """A presentation without slides."""
    made = Presentation()
    made.slide_width, made.slide_height = WIDTH, HEIGHT
    for layout in [one for one in made.slide_layouts if one.name not in _KEPT]:
        made.slide_layouts.remove(layout)
    _theme(made)
    _arrange(made.slide_master)
    _rule(made.slide_master)
    for layout in made.slide_layouts:
        _arrange(layout)
    _first(made.slide_layouts[TITLE_SLIDE])
    return made


def _theme(made: Any) -> None:
    """Typeface and colours, so that what is added by hand looks like the rest."""
    part = next(
        relation.target_part
        for relation in made.slide_master.part.rels.values()
        if relation.reltype.endswith("/theme")
    )
    text = part.blob.decode("utf-8")
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", text)
    colours = [ACCENT, *(LIGHTS[name] for name in ("on_track", "at_risk", "off_track"))]
    for number, colour in enumerate([*colours, LIGHTS["achieved"], QUIET], 1):
        text = re.sub(
            rf"<a:accent{number}>.*?</a:accent{number}>",
            f'<a:accent{number}><a:srgbClr val="{colour}"/></a:accent{number}>',
            text,
        )
    text = re.sub(r"<a:dk2>.*?</a:dk2>", f'<a:dk2><a:srgbClr val="{INK}"/></a:dk2>', text)
    part._blob = text.encode("utf-8")


def _arrange(holder: Any) -> None:
    for shape in holder.placeholders:
        kind = shape.placeholder_format.type
        name = kind.name if kind is not None else ""
        if name in ("TITLE", "CENTER_TITLE"):
            _place(shape, LEFT, Inches(0.62), INNER, Inches(0.95))
            _type(shape, Pt(28), INK, is_bold=True)
            shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
        elif name in ("BODY", "OBJECT", "SUBTITLE"):
            _place(shape, LEFT, TOP, INNER, Emu(BOTTOM - TOP))
            _type(shape, Pt(20), INK)
        elif name == "FOOTER":
            _place(shape, LEFT, _FOOT, Inches(10.4), Inches(0.3))
            _type(shape, Pt(11), QUIET)
        elif name == "SLIDE_NUMBER":
            _place(shape, Emu(WIDTH - RIGHT - Inches(1)), _FOOT, Inches(1), Inches(0.3))
            _type(shape, Pt(11), QUIET, PP_ALIGN.RIGHT)
        elif name == "DATE":
            shape._element.getparent().remove(shape._element)


def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _type(
    shape: Any, size: Any, colour: RGBColor, align: Any = PP_ALIGN.LEFT, is_bold: bool = False
) -> None:
    """The type of a placeholder, as what is written into it will have it."""
    body = shape._element.txBody
    properties = body.find(qn("a:bodyPr"))
    for name in ("lIns", "rIns", "tIns", "bIns"):
        properties.set(name, "0")
    for child in list(properties):
        properties.remove(child)
    styles = body.find(qn("a:lstStyle"))
    for child in list(styles):
        styles.remove(child)
    for level in range(1, 6):
        style = styles.makeelement(qn(f"a:lvl{level}pPr"), {"marL": "0", "indent": "0"})
        style.set("algn", {PP_ALIGN.LEFT: "l", PP_ALIGN.RIGHT: "r"}[align])
        style.append(style.makeelement(qn("a:buNone"), {}))
        letters = style.makeelement(qn("a:defRPr"), {"sz": str(int(size.pt * 100))})
        letters.set("b", "1" if is_bold else "0")
        fill = letters.makeelement(qn("a:solidFill"), {})
        fill.append(fill.makeelement(qn("a:srgbClr"), {"val": str(colour)}))
        letters.append(fill)
        style.append(letters)
        styles.append(style)


def _rule(master: Any) -> None:
    """The short line above each title."""
    shape = _shape(master, LEFT, Inches(0.45), Inches(0.9), Inches(0.045), ACCENT)
    master.shapes._spTree.insert(2, shape._element)


def _first(layout: Any) -> None:
    """The first slide: a band at the left, the title in the middle."""
    band = _shape(layout, 0, 0, Inches(0.3), HEIGHT, ACCENT)
    layout.shapes._spTree.insert(2, band._element)
    layout._element.set("showMasterSp", "0")  # without the short line
    for shape in layout.placeholders:
        kind = shape.placeholder_format.type
        if kind is not None and kind.name in ("CENTER_TITLE", "TITLE"):
            _place(shape, LEFT, Inches(2.2), INNER, Inches(1.6))
            _type(shape, Pt(40), INK, is_bold=True)
            shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        elif kind is not None and kind.name == "SUBTITLE":
            _place(shape, LEFT, Inches(4.05), INNER, Inches(1.8))
            _type(shape, Pt(20), QUIET)


def _shape(holder: Any, left: int, top: int, width: int, height: int, colour: RGBColor) -> Any:
    """A filled rectangle; masters and layouts cannot add one, so a slide's way is borrowed."""
    from_slide = Presentation()
    slide = from_slide.slides.add_slide(from_slide.slide_layouts[6])
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, width, height)
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour
    shape.line.fill.background()
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)
    shape.name = "Form"
    shape._element.nvSpPr.cNvPr.set("id", str(900 + len(holder.shapes)))
    return shape
