"""A PDF with a text layer → pages, read by pdfium in a process of its own (`pdfium.py`); then as any pages."""

from __future__ import annotations

import struct
import subprocess
import sys
from array import array
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from policy_extract.errors import DamagedDocumentError, InputError, LockedDocumentError, NotADocumentError
from policy_extract.missing_packages import install_command
from policy_extract.reading.pages import pdfium
from policy_extract.reading.pages.assembler import assemble
from policy_extract.reading.pages.character_maps import repaired
from policy_extract.reading.pages.counting import by_story
from policy_extract.reading.pages.page_content import Glyph, Page, Rule
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.blocks import Document
    from policy_extract.reading.source import ReadContext, SourceFile

_FRAME: Final = struct.Struct("<cI")


@record
class Picture:
    """A page in grey."""

    width: int
    height: int
    pixels: bytes
    """A byte for each, row by row from the top."""


def read(file: SourceFile, context: ReadContext) -> Document:
    """The blocks of a PDF; every character of its text layer in one of them or in `dropped`.

    Fails: LockedDocumentError, DamagedDocumentError; NotADocumentError where most pages have no text that can be read.
    """
    return assemble("pdf", pages(file.data), context.report, context.matcher)


def count(file: SourceFile, document: Document) -> dict[str, int]:
    """The visible characters of the text layer."""
    total = sum(struct.unpack("<I", payload)[0] for payload in _frames(file.data, "count", b"N"))
    return by_story(total, document)


def pages(data: bytes) -> Iterator[Page]:
    """The pages one after the other, read while the caller works on those before.

    Fails: LockedDocumentError, DamagedDocumentError.
    """
    for number, payload in enumerate(_frames(data, "pages", b"P"), start=1):
        yield _page(number, payload)


def pictures(data: bytes) -> Iterator[Picture]:
    """What the pages look like, one after the other.

    Fails: LockedDocumentError, DamagedDocumentError.
    """
    for payload in _frames(data, "pictures", b"I"):
        width, height = pdfium.SIZE.unpack_from(payload)
        yield Picture(width, height, payload[pdfium.SIZE.size :])


def _frames(data: bytes, wanted: str, kind: bytes) -> Iterator[bytes]:
    """The payload of each frame of a kind."""
    with subprocess.Popen(  # noqa: S603  # our own program; the file is only its input
        [sys.executable, "-I", "-S", str(Path(pdfium.__file__)), _folder(), wanted],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(repaired(data))
            process.stdin.close()
            while len(head := process.stdout.read(_FRAME.size)) == _FRAME.size:
                found, length = _FRAME.unpack(head)
                payload = process.stdout.read(length)
                if found == b"F":
                    raise _refusal(payload.decode())
                if found == b"E":
                    return
                if found == kind and len(payload) == length:
                    yield payload
            raise _refusal("ended")
        except BrokenPipeError:
            raise _refusal("ended") from None
        finally:
            process.kill()


def _refusal(word: str) -> InputError:
    """What to say where pdfium cannot go on."""
    if word == "locked":
        return LockedDocumentError("the PDF is encrypted; remove its password and try again")
    if word == "damaged":
        return DamagedDocumentError("the PDF is damaged; print it to a new PDF, or give the .docx it was made from")
    if word == "pages":
        return DamagedDocumentError(f"the PDF has more than {pdfium.MOST_PAGES} pages; split it")
    if word == "glyphs":
        return DamagedDocumentError(
            f"the PDF has more than {pdfium.MOST_GLYPHS_OF_A_PAGE} characters on a page"
            f" or {pdfium.MOST_GLYPHS} in all; split it or print it to a new PDF"
        )
    if word == "objects":
        return DamagedDocumentError(
            f"a page of the PDF is drawn with more than {pdfium.MOST_OBJECTS_OF_A_PAGE} objects"
            f" or {pdfium.MOST_RULES_OF_A_PAGE} lines; print it to a new PDF"
        )
    return DamagedDocumentError(
        "the PDF takes more time or memory than any document needs, or is damaged; print it to a new PDF"
    )


def _folder() -> str:
    """Where pypdfium2 is installed."""
    spec = find_spec("pypdfium2_raw")
    if spec is None or spec.origin is None:
        raise NotADocumentError(f"reading a PDF needs pypdfium2; install with {install_command('pypdfium2')}")
    return str(Path(spec.origin).parent.parent)


def _page(number: int, payload: bytes) -> Page:
    width, height, *counts, pictures = pdfium.HEAD.unpack_from(payload)
    glyphs, *asides, rules = counts
    cursor = _Cursor(payload, pdfium.HEAD.size)
    chars = cursor.text(glyphs)
    numbers = cursor.floats(5 * glyphs)
    bolds = cursor.take(glyphs)
    turned, slanted, outside = (cursor.text(length) for length in asides)
    lines = cursor.floats(4 * rules)
    boxes = (numbers[place::5] for place in range(5))
    return Page(
        number,
        width,
        height,
        tuple(map(Glyph._make, zip(chars, *boxes, map(bool, bolds), strict=True))),
        tuple(Rule(*lines[start : start + 4]) for start in range(0, len(lines), 4)),
        turned=turned,
        slanted=slanted,
        outside=outside,
        pictures=bool(pictures),
    )


class _Cursor:
    """What a frame holds, one thing after the other."""

    def __init__(self, payload: bytes, start: int) -> None:
        self.payload = payload
        self.at = start

    def take(self, length: int) -> bytes:
        self.at += length
        return self.payload[self.at - length : self.at]

    def text(self, length: int) -> str:
        return self.take(4 * length).decode("utf-32-le")

    def floats(self, length: int) -> array[float]:
        numbers = array("f")
        numbers.frombytes(self.take(4 * length))
        return numbers
