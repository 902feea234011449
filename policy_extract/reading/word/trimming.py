"""The bytes of an XML part without the elements that no reader uses, which are removed before parsing.

Half the elements of a Word file are fonts, borders, widths and marks of the
spelling checker. Without them parsing takes half the memory. A part in which
text could look like a tag (comments, CDATA), or in which tags are spelled
unusually, is left as it is.
"""

from __future__ import annotations

import re

from policy_extract.reading.word.xml_names import W

LONG = 1024 * 1024
"""Size in bytes from which a part is trimmed; a shorter one is parsed faster than it is trimmed, and fits in memory."""

_SILENT = (
    "rFonts|szCs|bCs|i|iCs|color|spacing|kern|lang|w|position|snapToGrid|shd|ind|highlight|noProof|caps|smallCaps|fitText|em|eastAsianLayout"
    "|widowControl|autoSpaceDE|autoSpaceDN|adjustRightInd|kinsoku|wordWrap|overflowPunct|topLinePunct|keepNext|keepLines|textAlignment|contextualSpacing"
    "|tcW|vAlign|noWrap|trHeight|cantSplit|gridCol|tblW|tblInd|tblLayout|tblLook|top|left|bottom|right|insideH|insideV|start|end"
    "|proofErr|bookmarkStart|bookmarkEnd|lastRenderedPageBreak"
)
"""Formatting elements that no reader uses; they hold no text, and only empty ones are removed."""

_EMPTY = re.compile(rb"<w:(?:" + _SILENT.encode() + rb")(?: [^<>]*)?/>")
_SAVES = re.compile(rb'(<w:(?:p|r|tr|tbl|sectPr))(?: w:rsid\w*="[0-9A-Fa-f]*")+')
"""Which editing session wrote a paragraph or run."""
_USUAL = b'xmlns:w="' + W[1:-1].encode() + b'"'
_TABLE_STYLE, _STYLE_END = b'<w:style w:type="table"', b"</w:style>"


def without_looks(data: bytes) -> bytes:
    """The bytes of a long story's part without formatting that is not read.

    >>> space = _USUAL.decode()
    >>> run = '<w:r w:rsidR="00A1"><w:rPr><w:b/><w:i/></w:rPr><w:t>a</w:t></w:r>'
    >>> without_looks(f"<w:p {space}>{run * 20_000}</w:p>".encode())[-50:]
    b'<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r></w:p>'
    """
    if len(data) < LONG or not _is_plain(data) or data.count(b"xmlns:w=") != 1 or _USUAL not in data:
        return data
    return _SAVES.sub(rb"\1", _EMPTY.sub(b"", data))


def without_table_styles(data: bytes) -> bytes:
    """The bytes of styles.xml without the table styles, which no reader uses.

    Word's templates carry hundreds of them, nine tenths of the part.

    >>> without_table_styles(b'<w:styles><w:style w:type="table" w:styleId="T"></w:style><w:style/></w:styles>')
    b'<w:styles><w:style/></w:styles>'
    """
    if not _is_plain(data):
        return data
    kept: list[bytes] = []
    done = 0
    while (start := data.find(_TABLE_STYLE, done)) >= 0 and (end := data.find(_STYLE_END, start)) >= 0:
        kept.append(data[done:start])
        done = end + len(_STYLE_END)
    return b"".join((*kept, data[done:]))


def _is_plain(data: bytes) -> bool:
    return b"<!" not in data and data.startswith((b"<?xml", b"<w:")) and data.find(b"<?", 2) < 0
