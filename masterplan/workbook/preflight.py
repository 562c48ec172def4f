"""The file before any spreadsheet library sees it: what it is, and whether it may be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from masterplan.workbook import limits
from masterplan.workbook.cells import Problem
from masterplan.workbook.kinds import Kind, ending_of, kind_of, kind_of_parts
from masterplan.workbook.limits import MEGABYTE
from masterplan.workbook.package import Package
from masterplan.workbook.refused import Refused, SheetXmlError

_SHARED_TEXTS = "xl/sharedstrings.xml"
_STYLES = "xl/styles.xml"
_LARGE_PARTS = re.compile(r"xl/worksheets/[^/]+\.(?:xml|bin)|xl/sharedstrings\.\w+|content\.xml")
_XML = (".xml", ".rels")
_FREE_XML = "customxml/"
"""Parts that other programs attach for themselves; nothing here reads them."""

_MACROS = re.compile(r"(?:xl/)?vbaproject\.bin|basic/.*|xl/macrosheets/.*")
_EXTERNAL_LINKS = "xl/externallinks/externallink"

_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_UTF8 = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_BOM = b"\xef\xbb\xbf"
_TEXT_ENDINGS = ("", ".csv", ".tsv", ".txt", ".tab", ".dat")


@dataclass
class Inspected:
    """A file that may be read, and what is to be said of it."""

    kind: Kind
    package: Package | None = None
    """For the formats that are zip archives."""
    notes: list[Problem] = field(default_factory=list)


def inspect(content: bytes, file_name: str, is_bulk: bool = False) -> Inspected:
    """What the file is; raises Refused where it cannot or must not be read."""
    kind = kind_of(content, file_name)
    has_own_limit = is_bulk and kind in (Kind.TEXT, Kind.PARQUET)
    most = limits.LIMITS.upload_in_bulk if has_own_limit else limits.LIMITS.upload
    if len(content) > most:
        raise Refused("file_is_too_large", limit=most // MEGABYTE)
    if kind is None:
        return _inspect_archive(Package(content))
    if kind is Kind.PARQUET and not is_bulk:
        raise Refused("file_is_parquet")
    found = Inspected(kind)
    ending = ending_of(file_name)
    if kind is Kind.TEXT and ending not in _TEXT_ENDINGS:
        found.notes.append(Problem("text_has_other_ending", {"ending": ending}))
    return found


def is_xlsx(content: bytes) -> bool:
    """Is it an .xlsx or .xlsm file that may be read?"""
    try:
        return inspect(content, "").kind is Kind.XLSX
    except Refused:
        return False


def checked_xml(package: Package, part: str, most: int) -> bytes:
    """A part that is XML, in the only form that is taken in."""
    data = package.read(part, most)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused("xml_has_entities", part=part)
    declared = _ENCODING.match(data.removeprefix(_BOM)[:200])
    is_other = declared is not None and declared[1].lower() not in _UTF8
    if is_other or b"\x00" in data[:200] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused("xml_is_not_utf8", part=part)
    return data


def elements(data: bytes, part: str) -> list[tuple[str, dict[str, str]]]:
    """All elements of a part with their attributes, without the prefix of their names."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: found.append(
        (tag.rpartition(":")[2], attributes)
    )
    run(parser, data, part)
    return found


def run(parser: expat.XMLParserType, data: bytes, part: str) -> None:
    """Parse a whole part; raises Refused where it is no XML."""
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise SheetXmlError(part) from error


def _inspect_archive(package: Package) -> Inspected:
    mimetype = package.read("mimetype", MEGABYTE) if "mimetype" in package else b""
    kind = kind_of_parts(set(package.entries), mimetype)
    for part in package.entries:
        if part.endswith(_XML) and not part.startswith(_FREE_XML):
            if not _LARGE_PARTS.fullmatch(part):
                _check_small_part(package, part)
            elif part == _SHARED_TEXTS:
                _count_texts(checked_xml(package, part, limits.LIMITS.sheet_part))
    found = Inspected(kind, package)
    if any(_MACROS.fullmatch(part) for part in package.entries):
        found.notes.append(Problem("file_has_macros"))
    if any(part.startswith(_EXTERNAL_LINKS) for part in package.entries):
        found.notes.append(Problem("file_has_external_links"))
    return found


def _check_small_part(package: Package, part: str) -> None:
    data = checked_xml(package, part, limits.LIMITS.other_part)
    _refuse_depth(data, part)
    if part == _STYLES:
        most, count = limits.LIMITS.formats, _count(data, b"xf")
        if count > most:
            raise Refused("too_many_formats", count=count, limit=most)
    if part == "meta-inf/manifest.xml" and b"encryption-data" in data:
        raise Refused("file_is_encrypted")


def _count_texts(data: bytes) -> None:
    most, count = limits.LIMITS.texts, _count(data, b"si")
    if count > most:
        raise Refused("too_many_texts", count=count, limit=most)


def _count(data: bytes, tag: bytes) -> int:
    """How often an element begins, with or without a prefix."""
    if data.count(b"<") < 1000:  # more of anything cannot be there, and nothing is allowed less
        return 0
    return sum(1 for _ in re.finditer(rb"<(?:\w+:)?" + tag + rb"[\s/>]", data))


def _refuse_depth(data: bytes, part: str) -> None:
    most = limits.LIMITS.depth
    if data.count(b"<") <= most:
        return
    depth = 0

    def begin(_tag: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > most:
            raise Refused("xml_is_too_deep", limit=most, part=part)

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    run(parser, data, part)
