"""What people take for documents and we do not read: what each file is, and what to do with it, in one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.errors import NotADocumentError
from policy_extract.reading.characters import is_binary

if TYPE_CHECKING:
    from policy_extract.reading.source import SourceFile

_WORD: Final = "open it in Word, WPS or LibreOffice and save it as .docx"
_UNPACK: Final = "unpack it and give the document inside"
_PICTURE: Final = "a picture; recognise its text (OCR) and save that as .docx or .txt"

_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"7z\xbc\xaf\x27\x1c", f"a 7z archive; {_UNPACK}"),
    (b"Rar!\x1a\x07", f"a RAR archive; {_UNPACK}"),
    (b"\x1f\x8b", f"a gzip archive; {_UNPACK}"),
)
"""How files begin that people take for documents, and what to do with them. BM counts only where binary data follows."""

_PACKAGES: Final = (
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb); save it as .xlsx"),
    ("ppt/", "a PowerPoint file (.pptx); copy its text into a Word document and save that as .docx"),
    (
        "content.xml",
        "an OpenDocument file, but no text or spreadsheet; copy its text into a Word document and save that as .docx",
    ),
    ("META-INF/container.xml", f"an EPUB book; {_WORD}"),
)
_WORD_XML: Final = re.compile(rb"\s*<\?xml[^>]{0,200}>.{0,1000}?<(?:w:wordDocument|pkg:package)", re.DOTALL)

_HEAD: Final = 2**16
"""Bytes at the beginning that tell what a file is."""


def refuse_others(file: SourceFile) -> None:
    """Refuse a file that cannot be text.

    Fails: NotADocumentError for anything else, saying what it is and what to do.
    """
    kind = _kind_of_package(file) if file.members is not None else _kind(file.data)
    if kind is not None:
        raise NotADocumentError(f"the file is {kind}")


def _kind(data: bytes) -> str | None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature) and (signature != b"BM" or is_binary(data)):
            return kind
    return f"a Word document in one XML file; {_WORD}" if _WORD_XML.match(data[:_HEAD]) else None


def _kind_of_package(file: SourceFile) -> str:
    for part, kind in _PACKAGES:
        if any(name.startswith(part) for name in file.members or ()):
            return kind
    return f"a ZIP archive without a Word document; {_UNPACK}"
