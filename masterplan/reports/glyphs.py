"""Which characters the report's typeface has, and what stands for those it has not."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

_FONTS = Path(__file__).parent / "fonts"

REPLACEMENT = "\ufffd"
"""What stands for a character that the typeface has not: visible, and known to mean just that."""

_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}
"""Controls, directions, half characters: nobody sees them, but they can turn a line around."""

_KEPT = {"\n", "\u00ad"}


@cache
def known() -> frozenset[str]:
    """The characters that every style of the typeface has."""
    return frozenset.intersection(*(_characters(file) for file in sorted(_FONTS.glob("*.ttf"))))


def printable(text: str) -> str:
    """The text with every character that cannot be printed replaced visibly."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _replaced(plain, _is_shown)


def harmless(text: str) -> str:
    """The text for a file that has no typeface of its own: without what turns or breaks it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _replaced(plain, lambda one: unicodedata.category(one) not in _INVISIBLE)


def _replaced(text: str, is_fit: Callable[[str], bool]) -> str:
    text = unicodedata.normalize("NFC", text)
    unfit = {ord(one) for one in {*text} - _KEPT if not is_fit(one)}
    return text.translate(dict.fromkeys(unfit, REPLACEMENT)) if unfit else text


def missing(text: str) -> list[str]:
    """The characters that ``printable`` replaces, each once, in their order."""
    plain = unicodedata.normalize("NFC", text)
    return sorted({one for one in plain if one not in "\n\r\t\u00ad" and not _is_shown(one)})


def name(character: str) -> str:
    """The character as a reader can look it up: "U+1F600 GRINNING FACE"."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def _is_shown(character: str) -> bool:
    return character in known() and unicodedata.category(character) not in _INVISIBLE


def _characters(file: Path) -> frozenset[str]:
    """Read from the file's own list of characters (cmap, format 4), one range after another."""
    data = file.read_bytes()
    tables = struct.unpack_from(">H", data, 4)[0]
    for at in range(12, 12 + 16 * tables, 16):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, at)
        if tag == b"cmap":
            return frozenset(map(chr, _ranges(data, offset)))
    raise ValueError(f"{file.name} has no list of characters")


def _ranges(data: bytes, cmap: int) -> list[int]:
    found: list[int] = []
    for number in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">HHI", data, cmap + 4 + 8 * number)[2]
        form, double = struct.unpack_from(">H4xH", data, start)
        if form == 4:
            count = double // 2
            lasts = struct.unpack_from(f">{count}H", data, start + 14)
            firsts = struct.unpack_from(f">{count}H", data, start + 16 + double)
            for first, last in zip(firsts, lasts, strict=True):
                found += range(first, min(last, 0xFFFE) + 1)
    return found
