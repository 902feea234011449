"""How to recognise a web page, and one saved with its pictures, by its bytes; asked of every text, so nothing heavy is loaded."""

from __future__ import annotations

import re
from typing import Final

HEAD: Final = 8192
"""A page declares its encoding within this many bytes."""
FRONT_MATTER: Final = re.compile(r"\s*---[ \t]*\n(.{0,5000}?\n)---[ \t]*(?:\n|$)", re.DOTALL)
"""What a generator of sites keeps of a page above it."""
_OPENS: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--.{0,4000}?-->\s*){0,20}<(?P<tag>!doctype\s+html|[a-z][a-z0-9]{0,15})\b",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE: Final = frozenset({"html", "head", "body"})
_PIECES: Final = frozenset(
    {
        "div",
        "p",
        "table",
        "span",
        "style",
        "meta",
        "title",
        "article",
        "section",
        "main",
        "base",
        "link",
        "script",
        "center",
        "font",
        "h1",
        "h2",
        "h3",
        "ul",
        "ol",
        "br",
    }
)
"""Tags with which a saved piece of a page begins."""
_FOOT: Final = 256
"""The last tag of a piece must end within this many bytes from its end."""
_ENDS: Final = re.compile(rb">(?:[\s\x00]|\\[nrt])*$")
"""End of the last tag, then line ends, which may be escaped as in a string."""
_MARKDOWN: Final = re.compile(r"^#{1,6} ", re.MULTILINE)
LINES_ABOVE: Final = re.compile(r"(?:[^<>\r\n]{0,400}\r?\n){1,40}(?=[ \t]*<(?:p|div|table)\b)", re.IGNORECASE)
"""What a list of documents prints above the paragraphs of one: its record, a line for each entry."""
_FEWEST_PARAGRAPHS: Final = 3
"""Ends of paragraphs in tags below such lines; a text that quotes a tag has none or one."""


_HEADERS: Final = re.compile(
    rb"\s*(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]{0,998}(?:\r?\n[ \t][^\r\n]{0,998}){0,20}\r?\n){1,40}"
)
_SAVED: Final = re.compile(rb"^content-type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_SAVED_HEAD: Final = 16_384


def is_page(data: bytes) -> bool:
    """Whether the bytes are a web page or a piece of one: tags first, or below its record, and no Markdown between them."""
    start = data[:HEAD]
    text = start.decode(_encoding_of_tags(start), "replace")
    above = FRONT_MATTER.match(text) or LINES_ABOVE.match(text)
    opens = _OPENS.match(text, above.end() if above else 0)
    if opens is None or (above is not None and above.re is LINES_ABOVE and not _has_paragraphs(data)):
        return False
    tag = opens["tag"].lower()
    if tag.startswith("!") or tag in _WHOLE:
        return True
    return (
        tag in _PIECES
        and _ENDS.search(data.rstrip()[-_FOOT:]) is not None
        and not _MARKDOWN.search(data.decode("utf-8", "replace"))
    )


def _has_paragraphs(data: bytes) -> bool:
    return data.lower().count(b"</p>") >= _FEWEST_PARAGRAPHS


def _encoding_of_tags(start: bytes) -> str:
    """The encoding in which tags at the start of a page read as such: UTF-16 by its mark or by its noughts, else UTF-8."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if 0 not in start[:2]:
        return "utf-8-sig"
    return "utf-16-be" if start[0] == 0 else "utf-16-le"


def is_saved_page(data: bytes) -> bool:
    """Whether the bytes begin with the headers of a saved page."""
    headers = _HEADERS.match(data[:_SAVED_HEAD])
    return headers is not None and _SAVED.search(headers[0]) is not None
