"""The text of a Word 97–2003 file (.doc), story by story, straight from its piece table.

It serves twice: what the file holds is counted from it, without the converter
that reads the same file in full; and where that converter gives up, the text is
read from here, without formatting.

Source: [MS-DOC] 2.4.1 (retrieving text), 2.5.1 (FIB), 2.9.38 (Clx).
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Final

from policy_extract.errors import DamagedDocumentError, LockedDocumentError, NotADocumentError
from policy_extract.reading.source import WORD_2
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD_97: Final = 0xA5EC
_OLDER: Final = frozenset({0xA5DC, 0xA5DB, 0xA59B, 0xA59C, 0xA697, 0xA698, 0xA699})
"""Word 6, Word 95, Word 2 and their East Asian editions."""
_ENCRYPTED: Final = 0x0100
_SECOND_TABLE: Final = 0x0200
_LENGTHS: Final = 0x4C
"""Where the FIB keeps the lengths of the stories."""
_CLX: Final = 0x01A2
_COMPRESSED: Final = 0x40000000
_STORIES: Final = ("body", "footnote", "header", "macro", "comment", "endnote", "textbox", "header")
"""As they follow each other in the text; macros hold none."""
ASK: Final = "ask for another copy, or open it in Word and save it as .docx"


@record
class Story:
    r"""The characters of one story with Word's own signs: \r paragraph, \x07 cell, \x13 \x14 \x15 field."""

    name: str
    text: str


def read_stories(data: bytes) -> tuple[Story, ...]:
    """The stories that hold text, in the file's order.

    Fails: LockedDocumentError for an encrypted file, NotADocumentError for
    Word 95 and older, DamagedDocumentError where the structure leads nowhere.
    """
    try:
        return tuple(_stories(*_streams(data)))
    except (struct.error, IndexError, ValueError, OSError, UnicodeError, KeyError, TypeError) as fault:
        raise DamagedDocumentError(f"the .doc file is cut off or broken; {ASK}") from fault


def _streams(data: bytes) -> tuple[bytes, bytes]:
    """The document stream and the table stream that belongs to it."""
    import olefile  # noqa: PLC0415  # only .doc files need it

    if data.startswith(WORD_2):
        raise _too_old()
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        document = container.openstream("WordDocument").read()
        sign, flags = struct.unpack_from("<H8xH", document)
        if sign in _OLDER:
            raise _too_old()
        if sign != WORD_97:
            raise ValueError(sign)
        if flags & _ENCRYPTED:
            raise LockedDocumentError("the document is encrypted; save it without a password")
        return document, container.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()


def _too_old() -> NotADocumentError:
    return NotADocumentError("the file is from Word 95 or older; open it in Word or LibreOffice and save it as .docx")


def _stories(document: bytes, table: bytes) -> Iterator[Story]:
    text = "".join(_pieces(document, table))
    start = 0
    for name, length in zip(_STORIES, struct.unpack_from("<8I", document, _LENGTHS), strict=True):
        if length and name != "macro":
            yield Story(name, text[start : start + length])
        start += length


def _pieces(document: bytes, table: bytes) -> Iterator[str]:
    """The text, piece after piece."""
    plc = _plain_piece_table(table, *struct.unpack_from("<2I", document, _CLX))
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    if ends[-1] > len(document):  # each character takes a byte at least, and no piece the place of another
        raise ValueError(ends[-1])
    for piece in range(count):
        (place,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * piece + 2)
        length = ends[piece + 1] - ends[piece]
        if length < 0:
            raise ValueError(length)
        if place & _COMPRESSED:
            start = (place & ~_COMPRESSED) // 2
            yield document[start : start + length].decode("cp1252", "replace")
        else:
            yield document[place : place + 2 * length].decode("utf-16-le", "replace")


def _plain_piece_table(table: bytes, start: int, length: int) -> bytes:
    """The piece table after the property lists that may stand before it."""
    place, end = start, start + length
    while table[place] == 1:
        place += 3 + int(struct.unpack_from("<H", table, place + 1)[0])
    if table[place] != 2 or place >= end:
        raise ValueError(place)
    (size,) = struct.unpack_from("<I", table, place + 1)
    return table[place + 5 : place + 5 + size]
