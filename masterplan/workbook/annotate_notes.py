"""The comments of a sheet: ours at the cells, and those that people wrote, which stay.

Our share of a comment ends with our name, so that it can be taken out again when the file comes
back; what somebody has written behind it stays too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from masterplan.workbook import annotate_boxes
from masterplan.workbook.annotate_package import (
    MAIN,
    Package,
    PatchError,
    Relationships,
    parse,
    serialized,
)
from masterplan.workbook.annotate_scan import Place, place_of, reference_of
from masterplan.workbook.annotate_words import AUTHOR, begins_as_ours

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SIGNATURE = f"\n— {AUTHOR}"
_RULE = "――――――――"
_BREAK = f"\n\n{_RULE}\n"
_THREAD = "tc="  # so the author is called of a comment that is kept in another part
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def has_our_notes(package: Package, part: str) -> bool:
    """Has a sheet a comment that may be ours?"""
    comments = Relationships(package, part).targets("comments").values()
    return any(AUTHOR.encode() in package.read(name) for name in comments if name in package)


def write_notes(
    package: Package, part: str, legacy_drawing: str | None, texts: Mapping[Place, str]
) -> str | None:
    """Write the comments of a sheet, and take out our old ones.

    ``legacy_drawing`` is the relationship that the sheet has for the boxes. The result is the one
    that it must get, None if it needs no new one.
    """
    relationships = Relationships(package, part)
    old = next(iter(relationships.targets("comments").values()), None)
    if old is None and not texts:
        return None
    comments = Comments(package.read(old) if old else None)
    added, removed = comments.replace(texts)
    if old is None:
        old = package.new_name("xl/comments{}.xml")
        package.add(old, comments.to_bytes(), _CONTENT_TYPE)
        relationships.add("comments", old)
    elif comments.is_changed:
        package.write(old, comments.to_bytes())
    if not added and not removed:
        return None
    if legacy_drawing is None:
        drawing = package.new_name("xl/drawings/vmlDrawing{}.vml")
        data = annotate_boxes.boxes(package, None, added, removed)
        package.add(drawing, data, annotate_boxes.CONTENT_TYPE)
        return relationships.add("vmlDrawing", drawing)
    drawing = relationships.targets("vmlDrawing").get(legacy_drawing, "")
    data = annotate_boxes.boxes(package, package.read(drawing), added, removed)
    package.write(drawing, data)
    return None


class Comments:
    """The texts of the comments of a sheet."""

    def __init__(self, data: bytes | None) -> None:
        self.is_changed = False
        self._root = parse(data) if data else _new_part()
        authors = self._root.find(f"{{{MAIN}}}authors")
        listed = self._root.find(f"{{{MAIN}}}commentList")
        if authors is None or listed is None:
            raise PatchError("comments without a list")
        self._authors, self._list = authors, listed

    def to_bytes(self) -> bytes:
        """The part."""
        return serialized(self._root)

    def replace(self, texts: Mapping[Place, str]) -> tuple[dict[Place, str], set[Place]]:
        """Our new texts instead of our old ones.

        The result says which cells have got a comment, and which have none any longer.
        """
        names = [author.text or "" for author in self._authors]
        added = dict(texts)
        removed: set[Place] = set()
        for comment in self._list.findall(f"{{{MAIN}}}comment"):
            place = place_of(comment.get("ref", "")) or (0, 0)
            author = _whole(comment.get("authorId"))
            text = added.pop(place, None)
            if author < len(names) and names[author].startswith(_THREAD):
                continue  # Excel shows the thread, and would lose what is written here
            is_ours = self._take_out(comment)
            if text is not None:
                self._append(comment, text)
            elif is_ours and not _text(comment):
                self._list.remove(comment)
                removed.add(place)
        for place in sorted(added):
            self._add(place, added[place])
        return dict(sorted(added.items())), removed

    def _take_out(self, comment: Any) -> bool:
        """Take our share out of a comment; was there any?"""
        text = _text(comment)
        end = text.rfind(_SIGNATURE.strip())
        rule = text.find(_RULE)
        if end < 0 or rule > end or (rule < 0 and not begins_as_ours(text)):
            return False
        start = len(text[:rule].rstrip()) if rule > 0 else 0
        _cut(comment, start, end + len(_SIGNATURE.strip()))
        self.is_changed = True
        return True

    def _append(self, comment: Any, text: str) -> None:
        holder = comment.find(f"{{{MAIN}}}text")
        if holder is None:
            holder = etree.SubElement(comment, f"{{{MAIN}}}text")
            comment.insert(0, holder)
        for plain in holder.findall(f"{{{MAIN}}}t"):  # beside a run it would not be shown
            run = etree.Element(f"{{{MAIN}}}r")
            holder.replace(plain, run)
            run.append(plain)
        behind = [run for run in holder if run.tag == f"{{{MAIN}}}r"]
        place = holder.index(behind[-1]) + 1 if behind else 0
        holder.insert(place, _run((_BREAK if _text(comment) else "") + text + _SIGNATURE))
        self.is_changed = True

    def _add(self, place: Place, text: str) -> None:
        comment = etree.SubElement(self._list, f"{{{MAIN}}}comment", ref=reference_of(place))
        comment.set("authorId", str(self._author()))
        comment.set("shapeId", "0")
        self._append(comment, text)

    def _author(self) -> int:
        for number, author in enumerate(self._authors):
            if author.text == AUTHOR:
                return number
        etree.SubElement(self._authors, f"{{{MAIN}}}author").text = AUTHOR
        return len(self._authors) - 1


def _new_part() -> Any:
    root = etree.Element(f"{{{MAIN}}}comments", nsmap={None: MAIN})
    etree.SubElement(root, f"{{{MAIN}}}authors")
    etree.SubElement(root, f"{{{MAIN}}}commentList")
    return root


def _run(text: str) -> Any:
    run = etree.Element(f"{{{MAIN}}}r")
    look = etree.SubElement(run, f"{{{MAIN}}}rPr")
    etree.SubElement(look, f"{{{MAIN}}}sz", val="9")
    etree.SubElement(look, f"{{{MAIN}}}color", indexed="81")
    etree.SubElement(look, f"{{{MAIN}}}rFont", val="Tahoma")
    etree.SubElement(look, f"{{{MAIN}}}family", val="2")
    etree.SubElement(run, f"{{{MAIN}}}t", {_SPACE: "preserve"}).text = text
    return run


def _pieces(comment: Any) -> list[Any]:
    """The elements that hold the text of a comment, but not the pronunciation of it."""
    found = comment.findall(f"{{{MAIN}}}text/{{{MAIN}}}t")
    return [*found, *comment.findall(f"{{{MAIN}}}text/{{{MAIN}}}r/{{{MAIN}}}t")]


def _text(comment: Any) -> str:
    return "".join(piece.text or "" for piece in _pieces(comment))


def _cut(comment: Any, start: int, end: int) -> None:
    """Take the letters from ``start`` to ``end`` out, and runs that are left without any."""
    at = 0
    for piece in _pieces(comment):
        text = piece.text or ""
        piece.text = text[: max(0, start - at)] + text[max(0, end - at) :]
        at += len(text)
        run = piece.getparent()
        if not piece.text and run.tag == f"{{{MAIN}}}r":
            run.getparent().remove(run)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
