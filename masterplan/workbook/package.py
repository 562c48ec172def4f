"""The file before any spreadsheet library sees it: is it what it claims to be?"""

from __future__ import annotations

import io
import zipfile

from masterplan.workbook.cells import Problem

MOST_ENTRIES = 2000
MOST_BYTES = 400_000_000
"""Uncompressed: a small file can unfold to more than a machine holds."""

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = ("<html", "<table", "<!doctype html", "<?xml", "mime-version", "<head", "<body", "<meta")

_OTHER_FORMATS = (
    ("xl/workbook.bin", ".xlsb"),
    ("content.xml", ".ods"),
    ("word/document.xml", ".docx"),
    ("ppt/presentation.xml", ".pptx"),
    ("index/document.iwa", ".numbers"),
)


def objection(content: bytes) -> Problem | None:
    """Why the file cannot be an accepted workbook. The first bytes decide, not its name."""
    if not content.strip():
        return Problem("file_is_empty")
    if content.startswith((_ZIP, _EMPTY_ZIP)):
        return _objection_to_zip(content)
    if content.startswith(_OLE):
        return Problem("file_is_encrypted" if _ENCRYPTED in content else "file_is_old_excel")
    text = _as_text(content[:4096])
    if text is None:
        return Problem("file_is_no_workbook")
    if text.lstrip("\ufeff \r\n\t").casefold().startswith(_MARKUP):
        return Problem("file_is_web_export")
    return Problem("file_is_text")


def part_name(name: str) -> str:
    """The name of a part as parts are compared: some programs write backslashes or capitals."""
    return name.replace("\\", "/").lstrip("/").lower()


def _as_text(start: bytes) -> str | None:
    """The beginning of the file if it is text, None if it is not."""
    if start.startswith(_UTF16):
        return start.decode("utf-16", "replace")
    if start.startswith(b"%PDF") or any(byte < 32 and byte not in b"\t\n\r\f" for byte in start):
        return None
    return start.decode("utf-8", "replace")


def _objection_to_zip(content: bytes) -> Problem | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except Exception:  # zipfile raises half a dozen kinds of error for broken archives
        return Problem("file_is_damaged")
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        return Problem("file_is_too_large", {"megabytes": str(MOST_BYTES // 1_000_000)})
    if any(entry.flag_bits & 1 for entry in entries):
        return Problem("file_is_encrypted")
    names = {part_name(entry.filename) for entry in entries}
    if "xl/workbook.xml" in names:
        return None
    for part, ending in _OTHER_FORMATS:
        if part in names:
            return Problem("file_is_other_format", {"ending": ending})
    return Problem("file_is_no_workbook" if names else "file_is_damaged")
