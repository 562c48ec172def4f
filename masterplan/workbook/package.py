"""A zip archive that is not believed: what its directory says is compared with what is there."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from masterplan.workbook import limits
from masterplan.workbook.limits import MEGABYTE
from masterplan.workbook.refused import Refused

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_IS_ENCRYPTED = 0x1
_EXPANSION_MATTERS = MEGABYTE


@dataclass(frozen=True)
class Entry:
    """One file in the archive, as its directory describes it."""

    name: str
    start: int
    """Where its packed bytes begin."""
    packed: int
    size: int
    is_deflated: bool
    checksum: int


def part_name(name: str) -> str:
    """The name of a part as parts are compared: some programs write backslashes or capitals."""
    return name.replace("\\", "/").lstrip("/").lower()


class Package:
    """The parts of a workbook, by their names; each is unpacked only when asked for."""

    def __init__(self, content: bytes) -> None:
        """Look through the directory; raises Refused where it is broken, forged or too much."""
        self._content = content
        self.entries: dict[str, Entry] = {}
        infos = _directory(content)
        most = limits.LIMITS.entries
        if len(infos) > most:
            raise Refused("archive_has_too_many_parts", count=len(infos), limit=most)
        unpacked = 0
        for info in infos:
            unpacked += info.file_size
            _refuse_size(info, unpacked)
            part = part_name(info.filename)
            if part in self.entries:
                raise Refused("archive_is_forged", part=info.filename[:100])
            self.entries[part] = _entry(content, info)
        _refuse_overlap(self.entries.values().__iter__())

    def __contains__(self, part: str) -> bool:
        return part in self.entries

    def read(self, part: str, most: int | None = None) -> bytes:
        """The bytes of a part, of which there are as many as its directory says, and that few."""
        entry = self.entries.get(part)
        if entry is None:
            raise Refused("file_is_damaged", part=part)
        if most is not None and entry.size > most:
            raise Refused("archive_unfolds_too_far", limit=most // MEGABYTE, part=entry.name)
        data = self._content[entry.start : entry.start + entry.packed]
        if entry.is_deflated:
            data = _inflated(data, entry)
        if len(data) != entry.size or zlib.crc32(data) != entry.checksum:
            raise Refused("archive_is_forged", part=entry.name)
        return data


def _directory(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.infolist()
    except Exception as error:  # zipfile raises half a dozen kinds of error for broken archives
        raise Refused("file_is_damaged") from error


def _refuse_size(info: zipfile.ZipInfo, unpacked: int) -> None:
    allowed = limits.LIMITS
    name = info.filename[:100]
    if info.flag_bits & _IS_ENCRYPTED:
        raise Refused("file_is_encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("archive_has_odd_packing", part=name)
    if info.file_size > _EXPANSION_MATTERS and (
        info.file_size > allowed.expansion * info.compress_size
    ):
        raise Refused("archive_is_a_bomb", limit=allowed.expansion, part=name)
    if unpacked > allowed.unpacked:
        raise Refused("archive_unfolds_too_far", limit=allowed.unpacked // MEGABYTE, part=name)


def _entry(content: bytes, info: zipfile.ZipInfo) -> Entry:
    name = info.filename[:100]
    try:
        sign, name_length, extra_length = _LOCAL_HEADER.unpack_from(content, info.header_offset)
    except struct.error as error:
        raise Refused("file_is_damaged", part=name) from error
    start = info.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    if sign != b"PK\x03\x04" or start + info.compress_size > len(content):
        raise Refused("file_is_damaged", part=name)
    is_deflated = info.compress_type == zipfile.ZIP_DEFLATED
    return Entry(name, start, info.compress_size, info.file_size, is_deflated, info.CRC)


def _refuse_overlap(entries: Iterator[Entry]) -> None:
    """Entries that share bytes unpack to more than the file could hold."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.start):
        if entry.start < end:
            raise Refused("archive_is_forged", part=entry.name)
        end = entry.start + entry.packed


def _inflated(data: bytes, entry: Entry) -> bytes:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        found = unpacker.decompress(data, entry.size + 1)
    except zlib.error as error:
        raise Refused("file_is_damaged", part=entry.name) from error
    if len(found) <= entry.size and not unpacker.eof:
        raise Refused("file_is_damaged", part=entry.name)
    return found
