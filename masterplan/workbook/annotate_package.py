"""The parts of a workbook file: read one, change one, add one; the others stay as they are."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Any

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"

_A_FIXED_DAY = (2000, 1, 1, 0, 0, 0)
_ENCODING = re.compile(rb"""^[^>]*?\sencoding\s*=\s*["']([^"']*)""")


class PatchError(Exception):
    """The file is not built as this program knows workbooks to be built."""


def checked_xml(data: bytes) -> bytes:
    """The bytes of a part if they are UTF-8 without declarations of entities, else PatchError."""
    if b"\x00" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise PatchError("not UTF-8")
    if data.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml"):
        encoding = _ENCODING.match(data)
        if encoding and encoding[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
            raise PatchError("not UTF-8")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise PatchError("declares entities")
    return data


def parse(data: bytes) -> Any:
    """The root element of a part."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(checked_xml(data), parser)
    except etree.XMLSyntaxError as error:
        raise PatchError(str(error)) from error


def serialized(root: Any) -> bytes:
    """A part as bytes."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


class Package:
    """A workbook file whose parts can be replaced. The same changes give the same bytes."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._entries = {entry.filename: entry for entry in self._archive.infolist()}
        self._changed: dict[str, bytes] = {}
        names = {name.lower() for name in self._entries}
        if len(names) < len(self._archive.infolist()):
            raise PatchError("two parts of one name")
        if any("\\" in name or name.startswith("/") for name in names):
            raise PatchError("names that are no names of parts")

    def __contains__(self, name: str) -> bool:
        return name in self._changed or name in self._entries

    def names(self) -> list[str]:
        """The names of all parts, in their order."""
        return list(dict.fromkeys((*self._entries, *self._changed)))

    def read(self, name: str) -> bytes:
        """The bytes of a part; PatchError where there is none."""
        if name in self._changed:
            return self._changed[name]
        if name not in self._entries:
            raise PatchError(f"no part {name}")
        return self._archive.read(name)

    def write(self, name: str, data: bytes) -> None:
        """Replace or add a part."""
        self._changed[name] = data

    def new_name(self, pattern: str) -> str:
        """A part's name that is not taken; ``pattern`` has a place for a number."""
        taken = {name.lower() for name in self.names()}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def add(self, name: str, data: bytes, content_type: str) -> None:
        """Add a part and declare what it is."""
        self.write(name, data)
        said = self.content_type(name)
        if said == content_type:
            return
        types = parse(self.read(_TYPES_PART))
        ending = name.rpartition(".")[2]
        kind = "Override" if said or ending == "xml" else "Default"
        entry = etree.Element(f"{{{_CONTENT_TYPES}}}{kind}")
        if kind == "Default":
            entry.set("Extension", ending)
        else:
            entry.set("PartName", f"/{name}")
        entry.set("ContentType", content_type)
        types.insert(0 if kind == "Default" else len(types), entry)
        self.write(_TYPES_PART, serialized(types))

    def content_type(self, name: str) -> str:
        """What a part is declared to be; "" where nothing is said."""
        ending = name.rpartition(".")[2].lower()
        default = ""
        for entry in parse(self.read(_TYPES_PART)):
            if entry.get("PartName", "").lower() == f"/{name.lower()}":
                return str(entry.get("ContentType", ""))
            if entry.get("Extension", "").lower() == ending:
                default = str(entry.get("ContentType", ""))
        return default

    def to_bytes(self) -> bytes:
        """The file, its parts in the order in which they were, the new ones at the end."""
        final = io.BytesIO()
        with zipfile.ZipFile(final, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in self.names():
                entry = self._entries.get(name)
                part = zipfile.ZipInfo(name, entry.date_time if entry else _A_FIXED_DAY)
                is_stored = entry is not None and entry.compress_type == zipfile.ZIP_STORED
                part.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
                part.create_system = 0  # else the operating system would show in the bytes
                archive.writestr(part, self.read(name))
        return final.getvalue()


class Relationships:
    """What a part refers to. Writing happens at once."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._folder, _, file = part.rpartition("/")
        self._part = f"{self._folder}/_rels/{file}.rels".lstrip("/")
        if self._part in package:
            self._root = parse(package.read(self._part))
        else:
            empty = {None: _PACKAGE_RELATIONSHIPS}
            self._root = etree.Element(f"{{{_PACKAGE_RELATIONSHIPS}}}Relationships", nsmap=empty)

    def targets(self, kind: str) -> dict[str, str]:
        """The parts of a kind, such as "worksheet", by their relationship's id."""
        return {
            one.get("Id", ""): self._resolved(one.get("Target", ""))
            for one in self._root
            if one.get("Type", "").rpartition("/")[2] == kind
            and one.get("TargetMode", "Internal") == "Internal"
        }

    def add(self, kind: str, target: str) -> str:
        """Refer to a part; the id of the new relationship."""
        taken = {one.get("Id", "").lower() for one in self._root}
        number = len(taken) + 1
        while f"rid{number}" in taken:
            number += 1
        one = etree.SubElement(self._root, f"{{{_PACKAGE_RELATIONSHIPS}}}Relationship")
        one.set("Id", f"rId{number}")
        one.set("Type", f"{DOCUMENT_RELATIONSHIPS}/{kind}")
        one.set("Target", f"/{target}")
        self._package.write(self._part, serialized(self._root))
        return f"rId{number}"

    def clear(self) -> None:
        """Refer to nothing."""
        if len(self._root):
            del self._root[:]
            self._package.write(self._part, serialized(self._root))

    def _resolved(self, target: str) -> str:
        path = target if target.startswith("/") else f"/{self._folder}/{target}"
        return posixpath.normpath(path).lstrip("/")
