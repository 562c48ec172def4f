"""An OLE file, the container of old Excel: its streams by their names."""

from __future__ import annotations

import struct

from masterplan.workbook.refused import Refused

_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE
_ENTRY = 128
_SMALL = 4096
"""Streams below this size lie in small sectors within another stream."""


class Compound:
    """The streams of an OLE file. No chain of sectors is followed further than the file is long."""

    def __init__(self, content: bytes) -> None:
        """Read the directory; raises Refused where the file is broken."""
        try:
            self._open(content)
        except (struct.error, IndexError) as error:
            raise Refused("file_is_damaged") from error

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream, None where there is none of this name."""
        if name not in self._streams:
            return None
        start, size = self._streams[name]
        if size >= _SMALL:
            return self._follow(start)[:size]
        data = bytearray()
        for sector in self._chain(start, self._small_next):
            data += self._small[sector * 64 : sector * 64 + 64]
        return bytes(data[:size])

    def __contains__(self, name: str) -> bool:
        return name in self._streams

    def _open(self, content: bytes) -> None:
        self._content = content
        shift, first_directory = content[30], struct.unpack_from("<I", content, 48)[0]
        if shift not in (9, 12):
            raise Refused("file_is_damaged")
        self._size = 1 << shift
        self._next = self._read_table(content)
        self._small_next = self._numbers(self._follow(struct.unpack_from("<I", content, 60)[0]))
        self._streams: dict[str, tuple[int, int]] = {}
        self._small = b""
        directory = self._follow(first_directory)
        for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, place + 64)
            raw = directory[place : place + max(0, min(length, 64) - 2)]
            name = raw.decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", directory, place + 116)
            if kind == 5:
                self._small = self._follow(start)[:size]
            elif kind in (1, 2):
                self._streams.setdefault(name, (start, size))

    def _read_table(self, content: bytes) -> tuple[int, ...]:
        """Which sector follows which, for the whole file."""
        numbers = [n for n in struct.unpack_from("<109I", content, 76) if n < _END]
        more, count = struct.unpack_from("<II", content, 68)
        for _ in range(min(count, len(content) // self._size)):
            if more >= _END:
                break
            sector = self._numbers(self._sector(more))
            numbers += [n for n in sector[:-1] if n < _END]
            more = sector[-1]
        if len(numbers) > len(content) // self._size:
            raise Refused("file_is_damaged")
        return self._numbers(b"".join(map(self._sector, numbers)))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def _follow(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start, self._next)))

    def _chain(self, start: int, following: tuple[int, ...]) -> list[int]:
        chain: list[int] = []
        while start < _END:
            chain.append(start)
            if len(chain) > len(following):
                raise Refused("file_is_damaged")
            start = following[start]
        return chain

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
