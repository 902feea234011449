"""A page saved with its pictures in one file (MHTML, RFC 2557) → blocks, as of the page itself."""

from __future__ import annotations

import re
from email import policy
from email.parser import BytesParser
from typing import TYPE_CHECKING, Final

from policy_extract.errors import DamagedDocumentError
from policy_extract.reading.html.element_tree import MOST_BYTES, read_markup
from policy_extract.reading.html.reader import count_page, read_page

if TYPE_CHECKING:
    from email.message import Message

    from policy_extract.blocks import Document
    from policy_extract.reading.source import ReadContext, SourceFile

_MOST_PARTS: Final = 20_000
"""Lines that may part two of them; a line of a style sheet may look so, too."""
_MOST_NESTED: Final = 16
_NESTED: Final = re.compile(rb"content-type:\s*(?:multipart|message)/")


def read(file: SourceFile, context: ReadContext) -> Document:
    """As of the page that was saved."""
    return read_page(read_markup(_page(file.data), context.report), "mht", context)


def count(file: SourceFile, _: Document) -> dict[str, int]:
    """As of the page that was saved."""
    return count_page(read_markup(_page(file.data)))


def _page(data: bytes) -> bytes:
    """The bytes of the page itself, its encoding said in them.

    Fails: DamagedDocumentError where no part of the file is a page.
    """
    if len(data) > 4 * MOST_BYTES or data.count(b"\n--") + data.count(b"\r--") > _MOST_PARTS:
        raise DamagedDocumentError("the saved page has too many pictures; save the document alone as .docx")
    if len(_NESTED.findall(data.lower())) > _MOST_NESTED:
        raise DamagedDocumentError("the saved page has too many pages in each other; save the document alone as .docx")
    message = BytesParser(policy=policy.compat32).parsebytes(data)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            return _with_encoding(part)
    raise DamagedDocumentError("the file is a saved web page (MHTML) without a page in it; save the page again")


def _with_encoding(part: Message) -> bytes:
    """The page, with what the file says of its encoding where the page says nothing."""
    payload = part.get_payload(decode=True)
    body = payload if isinstance(payload, bytes) else b""
    said = part.get_content_charset()
    if said is None or b"charset" in body[:4096].lower():
        return body
    return b'<meta charset="' + said.encode("ascii", "ignore") + b'">' + body
