"""What a file is by its content; names lie, and often by accident."""

from __future__ import annotations

import codecs
from enum import Enum
from pathlib import PurePath

from masterplan.workbook.refused import Refused


class Kind(Enum):
    """The formats that are read."""

    XLSX = ".xlsx"
    XLSB = ".xlsb"
    ODS = ".ods"
    XLS = ".xls"
    TEXT = ".csv"
    PARQUET = ".parquet"


ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARQUET = b"PAR1"

_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
    (b"\x00\x01\x00\x00Standard ", "Access"),
    (b"\x09\x08\x04\x00\x00\x00", "Excel 3"),
    (b"\x09\x04\x06\x00", "Excel 4"),
)
_OLE_STREAMS = (
    ("WordDocument", "Word (.doc)"),
    ("PowerPoint Document", "PowerPoint (.ppt)"),
    ("__properties_version1.0", "Outlook (.msg)"),
)
_PARTS = (
    ("xl/workbook.xml", Kind.XLSX),
    ("xl/workbook.bin", Kind.XLSB),
    ("word/document.xml", "Word (.docx)"),
    ("ppt/presentation.xml", "PowerPoint (.pptx)"),
    ("index/document.iwa", "Numbers (.numbers)"),
)
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "Writer (.odt)",
    b"application/vnd.oasis.opendocument.presentation": "Impress (.odp)",
    b"application/vnd.oasis.opendocument.graphics": "Draw (.odg)",
}
_HTML = ("<html", "<table", "<!doctype html", "<head", "<body", "<meta", "<style")
_XML_FORMATS = (
    ("<html", ""),
    ("urn:schemas-microsoft-com:office:spreadsheet", "XML 2003 (.xml)"),
    ("urn:oasis:names:tc:opendocument", "Flat OpenDocument (.fods)"),
    ("", "XML"),
)
_WEB_ENDINGS = (".htm", ".html", ".xhtml", ".mht", ".mhtml", "")
_LOOKED_AT = 4096


def kind_of(content: bytes, file_name: str) -> Kind | None:
    """The kind of a file that is no zip archive, None for one; raises Refused for all others."""
    if not content.strip():
        raise Refused("file_is_empty")
    if content.startswith(ZIP):
        return None
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    if content.startswith(_PARQUET) and content.endswith(_PARQUET):
        return Kind.PARQUET
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise Refused("file_is_other_format", format=name)
    text = _as_text(content[:_LOOKED_AT])
    if text is None:
        raise Refused("file_is_no_workbook")
    _refuse_markup(text.lstrip("\ufeff \r\n\t").casefold(), ending_of(file_name))
    return Kind.TEXT


def kind_of_parts(parts: set[str], mimetype: bytes) -> Kind:
    """The kind of an archive by the names in it; raises Refused for what is not read."""
    for part, kind in _PARTS:
        if part in parts:
            if isinstance(kind, Kind):
                return kind
            raise Refused("file_is_other_format", format=kind)
    if "content.xml" in parts:
        other = _OPEN_DOCUMENTS.get(mimetype.strip().removesuffix(b"-template"))
        if other is not None:
            raise Refused("file_is_other_format", format=other)
        return Kind.ODS
    if not parts:
        raise Refused("file_is_damaged")
    raise Refused("file_is_other_format", format="ZIP")


def ending_of(file_name: str) -> str:
    """The ending of a file's name in small letters, such as ".xls"; "" where it has none."""
    return PurePath(file_name).suffix.lower()


def is_utf16(start: bytes) -> str | None:
    """The encoding of a text that begins with ``start`` if it is UTF-16, with or without a mark."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    pairs = start[: len(start) // 2 * 2]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = pairs[offset::2]
        others = pairs[1 - offset :: 2]
        if len(zeros) > 3 and zeros.count(0) > 0.7 * len(zeros) and others.count(0) == 0:
            return encoding
    return None


def _kind_of_ole(content: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("file_is_encrypted")
    for stream, name in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            raise Refused("file_is_other_format", format=name)
    return Kind.XLS


def _as_text(start: bytes) -> str | None:
    """The beginning of the file if it is text, None if it is not."""
    encoding = is_utf16(start)
    if encoding is not None:
        return start[: len(start) // 2 * 2].decode(encoding, "replace")
    if any(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in start):
        return None
    return start.decode("utf-8", "replace")


def _refuse_markup(text: str, ending: str) -> None:
    if text.startswith(_HTML):
        _refuse_html(ending)
    if text.startswith("<?xml"):
        name = next(name for sign, name in _XML_FORMATS if sign in text)
        if name:
            raise Refused("file_is_other_format", format=name)
        _refuse_html(ending)
    if text.startswith("mime-version"):
        raise Refused("file_is_other_format", format="MHTML")
    if text.startswith(("{", "[{", "[[")) and text.count('"') > 1:
        raise Refused("file_is_other_format", format="JSON")


def _refuse_html(ending: str) -> None:
    if ending in _WEB_ENDINGS:
        raise Refused("file_is_web_page")
    raise Refused("file_is_html_table", ending=ending)
