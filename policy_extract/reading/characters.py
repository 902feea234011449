"""The characters of a text file: which encoding it is in, and what of it cannot be read."""

from __future__ import annotations

import codecs
import re
from typing import Final

from policy_extract.errors import NotADocumentError
from policy_extract.records import record

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS: Final = 100
"""One control character in so many bytes is still text."""
_FEW_CONTROLS: Final = 8
"""So are so few in a text of any length."""
_MOST_LOSS: Final = 4
"""One unreadable byte in so many characters is still text."""


def visible(text: str) -> int:
    r"""How many characters of a text are no white space.

    >>> visible("总体 要求\n")
    4
    """
    return len("".join(text.split()))


@record
class Characters:
    """A text file's characters, and what was lost on the way."""

    text: str
    lost: int
    """Bytes that are none of the encoding; each shows as U+FFFD."""
    encoding: str


def is_binary(data: bytes) -> bool:
    """Whether more control characters stand in the bytes than any text has."""
    controls = sum(1 for _ in _CONTROLS.finditer(data))
    return controls > _FEW_CONTROLS and controls * _MOST_CONTROLS > len(data)


def decode(data: bytes) -> Characters:
    """The characters of a text file: UTF-8, UTF-16 or UTF-32 by its mark, else UTF-8, else GB18030.

    Fails: NotADocumentError where hardly anything is text.
    """
    text, lost, encoding = _decode_best(data)
    if lost * _MOST_LOSS > len(text):
        raise NotADocumentError("the file is no text in UTF-8, UTF-16 or GB18030; save it as .docx or as UTF-8 text")
    if not text.strip():
        raise NotADocumentError("the file holds white space only; give a file with text in it")
    return Characters(text, lost, encoding)


def decode_declared(data: bytes, declared: str) -> Characters:
    """The characters of a text that names its encoding, as far as the bytes bear it out.

    Valid UTF-8 is UTF-8 whatever a page says that was saved again; GB2312 and
    GBK are read as GB18030; Big5 is believed only where it is declared.

    Fails: as `decode`.
    """
    if declared.lower().startswith("big5") and not data.startswith(tuple(mark for mark, _ in _BOMS)):
        text, lost = _decode_counting(data, "utf-8")
        if lost:
            text, lost = _decode_counting(data, "big5hkscs")
            if lost * _MOST_LOSS <= len(text):
                return Characters(text, lost, "big5")
    return decode(data)


def _decode_best(data: bytes) -> tuple[str, int, str]:
    """The text, how many bytes were lost, and the encoding."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return *_decode_counting(data[len(mark) :], encoding), encoding
    if is_binary(data):
        raise NotADocumentError(
            "the file is binary data, not text; open it in Word, WPS or LibreOffice and save it as .docx"
        )
    text, lost = _decode_counting(data, "utf-8")
    if lost * 2 <= sum(1 for char in text if char > "\x7f") - lost or not lost:
        return text, lost, "utf-8"
    return *_decode_counting(data, "gb18030"), "gb18030"


def _decode_counting(data: bytes, encoding: str) -> tuple[str, int]:
    """The text with one U+FFFD for every byte that is none of the encoding, and how many such bytes there are."""
    try:
        return data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, _ONE_MARK_PER_BYTE)
    genuine = data.count("\ufffd".encode(encoding))
    return text, max(text.count("\ufffd") - genuine, 1)


_ONE_MARK_PER_BYTE: Final = "policy-extract-one-mark-per-byte"


def _mark_bytes(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return "\ufffd" * (error.end - error.start), error.end


codecs.register_error(_ONE_MARK_PER_BYTE, _mark_bytes)
