"""Bytes of a PDF → the same with maps of characters that pdfium can read.

A font says with a map (ToUnicode) which characters its codes print. A range of
codes in it must not go beyond 256 of them that share their first byte; some
typesetting programs write one that does (<00FF><0100>), and pdfium then drops
it and all that follow: 市 becomes ˏ. Such ranges are cut in two. The map stays
where it is and as long as it is, so that nothing else of the file changes.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENS: Final = re.compile(rb"(?<!end)stream\r?\n")
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f]{4})>\s{0,4}<([0-9A-Fa-f]{4})>\s{0,4}<([0-9A-Fa-f]{4})>")
_COUNT: Final = re.compile(rb"\d{1,6}\s{0,4}$")
_HEAD: Final = 600
"""Bytes within which a map says that it is one."""
_MOST_PACKED: Final = 400_000
_MOST: Final = 2_000_000
"""Bytes of a map; 65,536 characters take less."""
_MOST_IN_ALL: Final = 60_000_000
_MOST_RANGES: Final = 10_000
_MOST_OF_A_SECTION: Final = 100


def repaired(data: bytes) -> bytes:
    """The file with every range of its maps inside one first byte."""
    pieces: list[bytes] = []
    done = budget = 0
    for start in _maps(data):
        if budget > _MOST_IN_ALL:
            break
        text, length = _unpacked(data[start : start + _MOST_PACKED])
        budget += len(text)
        packed = zlib.compress(fixed, 9) if (fixed := _cut_ranges(text)) != text else b""
        if packed and len(packed) <= length:
            pieces += [data[done:start], packed.ljust(length, b"\n")]
            done = start + length
    return b"".join([*pieces, data[done:]]) if pieces else data


def _maps(data: bytes) -> Iterator[int]:
    """Where the packed maps begin."""
    for opening in _OPENS.finditer(data):
        start = opening.end()
        try:
            head = zlib.decompressobj().decompress(data[start : start + _HEAD], _HEAD)
        except zlib.error:
            continue
        if b"begincmap" in head:
            yield start


def _unpacked(packed: bytes) -> tuple[bytes, int]:
    """A map, and how many bytes it takes in the file; nothing where it is too long or damaged."""
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, _MOST)
    except zlib.error:
        return b"", 0
    return (text, len(packed) - len(unpacker.unused_data)) if unpacker.eof else (b"", 0)


def _cut_ranges(text: bytes) -> bytes:
    """The map with its long ranges cut, or as it is where none is; blanks between its numbers go to make room."""
    first, *sections = text.split(b"beginbfrange")
    found = [first]
    for section in sections:
        ranges, _, rest = section.partition(b"endbfrange")
        cut = _cut_section(ranges)
        if cut is None:
            found += [b"beginbfrange", section]
        else:
            found[-1] = _COUNT.sub(b"", found[-1])
            found += [*cut, rest]
    fixed = b"".join(found)
    return re.sub(rb">\s{1,4}<", b"><", fixed) if fixed != text else text


def _cut_section(ranges: bytes) -> list[bytes] | None:
    """The section as sections in which each range shares its first byte; None where all do, or it says more than ranges."""
    found = [(int(low, 16), int(high, 16), int(target, 16)) for low, high, target in _RANGE.findall(ranges)]
    count = sum(max(0, (high >> 8) - (low >> 8)) + 1 for low, high, _ in found)
    if count == len(found) or count > _MOST_RANGES or _RANGE.sub(b"", ranges).strip():
        return None
    cut = [one for low, high, target in found for one in _cut(low, high, target)]
    parts = [cut[at : at + _MOST_OF_A_SECTION] for at in range(0, len(cut), _MOST_OF_A_SECTION)]
    return [b"%d beginbfrange\n%s\nendbfrange\n" % (len(part), b"\n".join(part)) for part in parts]


def _cut(low: int, high: int, target: int) -> list[bytes]:
    """A range as ranges that share their first byte."""
    starts = [low, *range((low | 0xFF) + 1, high + 1, 0x100)]
    return [b"<%04X><%04X><%04X>" % (one, min(one | 0xFF, high), (target + one - low) & 0xFFFF) for one in starts]
