"""The characters of a text file: which encoding it is in, and what of it cannot be read."""

from __future__ import annotations

import codecs
from functools import cache
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
_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_MOST_CONTROLS: Final = 100
"""One control character in so many bytes is still text."""
_FEW_CONTROLS: Final = 8
"""As few as these are no sign of a binary file, however short the text."""
_MOST_LOSS: Final = 4
"""One unreadable byte in so many is still text."""
_CHINESE: Final = "\u2000"
"""The first character of a Chinese text in UTF-8 that is not ASCII: “ and … come before all ideographs."""
_WIDTHS: Final = {"utf-8": 3, "gb18030": 2}
"""Bytes of an ideograph."""
_PIECE: Final = 2**20
_TELLING: Final = 20_000
"""Bytes at the start of a file by which UTF-16 without a byte order mark is recognised."""
LARGEST_TEXT: Final = 8 * 2**20
"""Bytes; some three thousand pages, as many as of a PDF. What is larger was never a plan, and takes all memory there is."""
_LONG_ENOUGH: Final = 2_000
"""Characters of a text whose encoding was guessed; in fewer all may be rare by chance."""
_MOST_RARE: Final = 3
"""One in so many characters beyond ASCII is common in any Chinese text; among random bytes it is one in four or five."""


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
    """Bytes that are not valid in the encoding; each shows as U+FFFD."""
    encoding: str


def is_binary(data: bytes) -> bool:
    """Whether more control characters stand in the bytes than any text has; no more are counted than it takes."""
    most = max(_FEW_CONTROLS, len(data) // _MOST_CONTROLS)
    controls = 0
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE]
        controls += len(piece) - len(piece.translate(None, _CONTROLS))
        if controls > most:
            return True
    return False


def decode(data: bytes, largest: int = LARGEST_TEXT) -> Characters:
    """The characters of a text file: UTF-8, UTF-16 or UTF-32 by its mark, UTF-16 without one by its noughts, else UTF-8 or GB18030, whichever explains more.

    Fails: NotADocumentError where hardly anything is text, or there is more of it than in any plan.
    """
    found = _decode_best(data, largest)
    if found is None:
        raise NotADocumentError("the file is no text in UTF-8, UTF-16 or GB18030; save it as .docx or as UTF-8 text")
    if not found.text.strip():
        raise NotADocumentError("the file holds white space only; give a file with text in it")
    return found


def decode_declared(data: bytes, declared: str) -> Characters:
    """The characters of a text that names its encoding, as far as the bytes bear it out.

    Valid UTF-8 is UTF-8 whatever a page says that was saved again; GB2312 and
    GBK are read as GB18030; Big5 is believed only where it is declared.

    Fails: as `decode`; how large a page may be is its reader's to say.
    """
    if declared.lower().startswith("big5") and not data.startswith(tuple(mark for mark, _ in _BOMS)):
        first = _decoded(data, "utf-8")
        found = _decoded(data, "big5hkscs") if first is None or first.lost else None
        if found is not None:
            return Characters(found.text, found.lost, "big5")
    return decode(data, len(data))


def _decode_best(data: bytes, largest: int) -> Characters | None:
    """The text in the encoding that suits it; None where none does."""
    marked = next(((mark, encoding) for mark, encoding in _BOMS if data.startswith(mark)), None) or _unmarked(data)
    if marked is None and is_binary(data):
        raise NotADocumentError(
            "the file is binary data, not text; open it in Word, WPS or LibreOffice and save it as .docx"
        )
    if len(data) > largest:
        raise NotADocumentError(f"the file is a text larger than {largest // 2**20} MB; a plan document is not")
    if marked is not None:
        mark, encoding = marked
        return _decoded(data[len(mark) :], encoding)
    first = _decoded(data, "utf-8")
    if first is not None and not first.lost and not _may_be_other(data, first.text):
        return first
    second = _decoded(data, "gb18030")
    if second is not None and _is_noise(second):
        second = None
    if first is None or second is None:
        return first or second
    if not first.lost:
        return second if not second.lost and _is_chinese(second) else first
    return max(first, second, key=lambda one: (_explained(one), -one.lost))


def _unmarked(data: bytes) -> tuple[bytes, str] | None:
    """The missing mark (empty) and the encoding of UTF-16 without one, if certain; None for anything else.

    It has zero bytes, as in the codes of digits and line ends, and nine in ten
    characters at its start are common Chinese ones or ASCII.
    """
    start = data[:_TELLING]
    if len(data) % 2 or 0 not in start:
        return None
    return next(
        ((b"", encoding) for encoding in ("utf-16-le", "utf-16-be") if _reads_as_chinese(start, encoding)), None
    )


def _reads_as_chinese(start: bytes, encoding: str) -> bool:
    """Whether nearly all of the start of a text is Chinese or ASCII in an encoding; its last character may be cut."""
    text = start.decode(encoding, "replace")
    known = sum(1 for char in text if char in _common() or " " <= char <= "~" or char in "\t\r\n\u3000")
    return known * 10 >= 9 * len(text) and not text.isascii()


def _is_noise(found: Characters) -> bool:
    """Whether a long text decoded as GB18030, which nearly any bytes are, is noise: most characters are rare."""
    others = _beyond_ascii(found.text)
    common = _explained(found) // _WIDTHS["gb18030"]
    return len(found.text) >= _LONG_ENOUGH and others * 2 > len(found.text) and common * _MOST_RARE < others


def _may_be_other(data: bytes, text: str) -> bool:
    """Whether valid UTF-8 may be a coincidence: many bytes are not ASCII, yet no character is Chinese."""
    return (len(data) - len(text)) * 4 > len(data) and not any(char >= _CHINESE for char in text)


def _is_chinese(found: Characters) -> bool:
    """Whether nine in ten non-ASCII characters are common in Chinese; in a misread Russian text half are, by chance."""
    others = _beyond_ascii(found.text)
    return _explained(found) * 10 >= others * _WIDTHS[found.encoding] * 9


def _beyond_ascii(text: str) -> int:
    """How many characters are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _explained(found: Characters) -> int:
    """How many bytes this decoding turned into common Chinese characters; a wrong decoding gives rare ones."""
    common = _common()
    return _WIDTHS[found.encoding] * sum(1 for char in found.text if char in common)


@cache
def _common() -> frozenset[str]:
    """The ideographs of the first level of GB 2312, by how common they are, and the signs of punctuation."""
    ideographs = ((lead, trail) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    signs = ((lead, trail) for lead in (0xA1, 0xA3) for trail in range(0xA1, 0xC0))
    return frozenset(bytes(code).decode("gb2312", "ignore") for code in (*ideographs, *signs))


def _decoded(data: bytes, encoding: str) -> Characters | None:
    """The text with one U+FFFD for every byte that is not valid in the encoding; None where there are too many."""
    try:
        return Characters(data.decode(encoding), 0, encoding)
    except UnicodeDecodeError:
        rest = data.decode(encoding, "ignore")
    lost = len(data) - len(rest.encode(encoding))
    if lost * _MOST_LOSS > len(data):  # told before each is marked, which is slow
        return None
    text = data.decode(encoding, _ONE_MARK_PER_BYTE)
    return Characters(text, max(text.count("\ufffd") - rest.count("\ufffd"), 1), encoding)


_ONE_MARK_PER_BYTE: Final = "policy-extract-one-mark-per-byte"


def _mark_bytes(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return "\ufffd" * (error.end - error.start), error.end


codecs.register_error(_ONE_MARK_PER_BYTE, _mark_bytes)
