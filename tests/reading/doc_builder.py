"""Old Word files (.doc) as small as they can be: an OLE container with a text and its piece table, and no formatting."""

from __future__ import annotations

import struct

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
LEAST = 4096
"""Shorter streams would stand in a stream of their own."""


def doc(text: str, *, notes: str = "", sign: int = 0xA5EC, flags: int = 0, wps: bool = False, times: int = 1) -> bytes:
    r"""A .doc whose main story is `text`, in Word's own signs: \r paragraph, \x07 cell, \x13 \x14 \x15 field.

    So many pieces of it show the same characters.
    """
    whole = (text + notes).encode("utf-16-le")
    fib = bytearray(LEAST)
    struct.pack_into("<H8xH", fib, 0, sign, flags)
    struct.pack_into("<2I", fib, 0x4C, len(text) * times, len(notes))
    ends = range(0, (len(text) + len(notes)) * times + 1, len(text) + len(notes))
    table = struct.pack(f"<{times + 1}I", *ends) + struct.pack("<HIH", 0, LEAST, 0) * times
    clx = b"\x02" + struct.pack("<I", len(table)) + table
    struct.pack_into("<2I", fib, 0x1A2, 0, len(clx))
    streams = {"WordDocument": bytes(fib) + whole, "0Table": clx} | ({"WpsCustomData": b"1"} if wps else {})
    return ole(streams)


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE container with these streams in its root."""
    bodies = [data.ljust(max(LEAST, -(-len(data) // SECTOR) * SECTOR), b"\0") for data in streams.values()]
    lengths = [len(body) // SECTOR for body in bodies]
    entries = -(-(len(streams) + 1) // 4)
    fat = [FAT, *_chain(1, entries)]
    starts = []
    for length in lengths:
        starts.append(len(fat))
        fat += _chain(len(fat), length)
    header = struct.pack("<8s16x5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<10I", 0, 1, 1, 0, LEAST, END, 0, END, 0, 0) + struct.pack("<I", FREE) * 108
    names = ["Root Entry", *streams]
    directory = b"".join(
        _entry(name, position, len(names), start, len(body))
        for position, (name, start, body) in enumerate(zip(names, [END, *starts], [b"", *bodies], strict=True))
    )
    assert len(fat) <= SECTOR // 4, "one sector of the table is all this builder writes"
    table = struct.pack(f"<{SECTOR // 4}I", *fat, *[FREE] * (SECTOR // 4 - len(fat)))
    return header + table + directory.ljust(entries * SECTOR, b"\0") + b"".join(bodies)


def _chain(first: int, length: int) -> list[int]:
    return [*range(first + 1, first + length), END]


def _entry(name: str, position: int, count: int, start: int, size: int) -> bytes:
    """A directory entry; the streams hang on each other's right side, one below the other."""
    spelt = name.encode("utf-16-le")
    right = position + 1 if 0 < position < count - 1 else FREE
    child = 1 if position == 0 and count > 1 else FREE
    kind = 5 if position == 0 else 2
    return struct.pack("<64sHBB3I16xI16xIQ", spelt, len(spelt) + 2, kind, 1, FREE, right, child, 0, start, size)
