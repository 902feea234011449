"""What a file is, told by its bytes and never by its name, and the characters of a text file."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from typing import TYPE_CHECKING, Final, Literal

from policy_extract.errors import NotADocumentError
from policy_extract.findings import Code

if TYPE_CHECKING:
    from policy_extract.findings import Report

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD: Final = "open it in Word, WPS or LibreOffice and save it as .docx"
_UNPACK: Final = "unpack it and give the document inside"
_PICTURE: Final = "a picture; recognise its text (OCR) and save that as .docx or .txt"

_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"{\\rtf", f"an RTF file; {_WORD}"),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"7z\xbc\xaf\x27\x1c", f"a 7z archive; {_UNPACK}"),
    (b"Rar!\x1a\x07", f"a RAR archive; {_UNPACK}"),
    (b"\x1f\x8b", f"a gzip archive; {_UNPACK}"),
    (b"MIME-Version:", f"a saved web page (MHTML); {_WORD}"),
)
"""How files begin that people take for documents, and what to do with them. BM counts only with binary data behind it."""

_PACKAGES: Final = (
    ("xl/", "an Excel workbook (.xlsx); copy its tables into a Word document and save that as .docx"),
    ("ppt/", "a PowerPoint file (.pptx); copy its text into a Word document and save that as .docx"),
    ("content.xml", f"an OpenDocument file (.odt, .ods); {_WORD}"),
    ("OFD.xml", f"an OFD file; {_WORD}"),
    ("META-INF/container.xml", f"an EPUB book; {_WORD}"),
)
_WEB_PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_WORD_XML: Final = re.compile(rb"\s*<\?xml[^>]{0,200}>.{0,1000}?<(?:w:wordDocument|pkg:package)", re.DOTALL)

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


def sniff(data: bytes) -> Literal["docx", "text"]:
    """Whether the bytes are a Word file (or one that only the Word reader can refuse) or text.

    Fails: NotADocumentError for anything else, saying what it is and what to do.
    """
    if not data.strip():
        raise NotADocumentError("the file is empty; give a .docx, .txt or .md file")
    if data.startswith(_OLE):
        return "docx"
    if data.startswith(b"PK"):
        return _sniff_package(data)
    if b"%PDF-" in data[:1024]:
        raise NotADocumentError(
            "the file is a PDF; open it in Word or WPS and save it as .docx, or save its text as .txt"
        )
    for signature, name in _SIGNATURES:
        if data.startswith(signature) and (signature != b"BM" or _is_binary(data)):
            raise NotADocumentError(f"the file is {name}")
    if _WEB_PAGE.match(data):
        raise NotADocumentError(f"the file is a web page (HTML); {_WORD}")
    if _WORD_XML.match(data):
        raise NotADocumentError(f"the file is a Word document in one XML file; {_WORD}")
    return "text"


def _sniff_package(data: bytes) -> Literal["docx"]:
    """A ZIP with a word/ folder, or a torn one; anything else is refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "docx"
    if any(name.lower().replace("\\", "/").lstrip("/").startswith("word/") for name in names):
        return "docx"
    for part, name in _PACKAGES:
        if any(one.startswith(part) for one in names):
            raise NotADocumentError(f"the file is {name}")
    raise NotADocumentError(f"the file is a ZIP archive without a Word document; {_UNPACK}")


def _is_binary(data: bytes) -> bool:
    controls = sum(1 for _ in _CONTROLS.finditer(data))
    return controls > _FEW_CONTROLS and controls * _MOST_CONTROLS > len(data)


def decode(data: bytes, report: Report) -> str:
    """The characters of a text file: UTF-8, UTF-16 or UTF-32 by its mark, else UTF-8, else GB18030.

    A byte that is none of the encoding shows as U+FFFD and is counted in a
    finding.

    Fails: NotADocumentError where hardly anything is text.
    """
    text, lost, encoding = _decode_best(data)
    if lost * _MOST_LOSS > len(text):
        raise NotADocumentError("the file is no text in UTF-8, UTF-16 or GB18030; save it as .docx or as UTF-8 text")
    if not text.strip():
        raise NotADocumentError("the file holds white space only; give a file with text in it")
    if lost:
        report.note(Code.TEXT_DECODED_WITH_LOSS, count=lost, encoding=encoding.upper())
    return text


def _decode_best(data: bytes) -> tuple[str, int, str]:
    """The text, how many bytes were lost, and the encoding."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return *_decode_counting(data[len(mark) :], encoding), encoding
    if _is_binary(data):
        raise NotADocumentError(f"the file is binary data, not text; {_WORD}")
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
