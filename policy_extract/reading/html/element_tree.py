"""The bytes of a page → its characters and its tree, within limits: nothing is fetched, no entity is expanded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from policy_extract.errors import DamagedDocumentError, NotADocumentError
from policy_extract.findings import Code
from policy_extract.reading.characters import decode_declared
from policy_extract.reading.html.carried import with_carried_text
from policy_extract.reading.html.exported import read_export, without_escapes
from policy_extract.reading.html.page_signs import FRONT_MATTER, HEAD, LINES_ABOVE
from policy_extract.records import record

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from policy_extract.findings import Report

MOST_BYTES: Final = 24 * 1024 * 1024
"""Of a page without the pictures written into it; the longest plans have less than one."""
MOST_TAGS: Final = 250_000
"""Plans of a hundred pages saved by Word have thirty thousand."""

_PICTURES: Final = re.compile(rb"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=%]*")
_DECLARED: Final = re.compile(
    rb"""<(?:meta|\?xml)\b[^<>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE
)
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]+")
"""Signs that no page shows."""
_CONTROL_BYTES: Final = bytes([*range(9), 11, *range(14, 32), 127])
"""The same as bytes: where none of these stands in a file, none of those stands in its text."""


@record
class Markup:
    """A page: what a generator or an interface keeps beside it, and its tree."""

    front_matter: str
    root: Element


def read_markup(data: bytes, report: Report | None = None) -> Markup:
    """The tree of a page; bytes that could not be read are noted.

    Fails: DamagedDocumentError for a page over the limits, NotADocumentError for one without text.
    """
    data = _PICTURES.sub(b"", data) if b";base64," in data else data
    if len(data) > MOST_BYTES:
        raise DamagedDocumentError(
            f"the page has more than {MOST_BYTES // 1024 // 1024} MB of text and tags; save the document alone as .docx"
        )
    if data.count(b"<") > MOST_TAGS:
        raise DamagedDocumentError(f"the page has more than {MOST_TAGS} tags; save the document alone as .docx")
    declared = _DECLARED.search(data[:HEAD])
    characters = decode_declared(data, declared[1].decode("ascii", "replace") if declared else "")
    if report is not None and characters.lost:
        report.note(Code.TEXT_DECODED_WITH_LOSS, count=characters.lost, encoding=characters.encoding.upper())
    text = characters.text
    if len(data.translate(None, _CONTROL_BYTES)) < len(data):
        text = _CONTROLS.sub("", text)
    export = read_export(text)
    if export is not None:
        return Markup(export.fields, _tree(export.markup))
    text = without_escapes(text)
    above = FRONT_MATTER.match(text)
    root = _tree("\n" * above[0].count("\n") + text[above.end() :] if above else _with_paragraphs_above(text))
    return Markup(above[0] if above else "", root)


def _with_paragraphs_above(text: str) -> str:
    """The text with each of the lines above its first tag as a paragraph, which they are where no tag says so."""
    above = LINES_ABOVE.match(text)
    if above is None:
        return text
    lines = above[0].splitlines(keepends=True)
    return "".join(f"<p>{line.rstrip()}</p>{line[len(line.rstrip()) :]}" for line in lines) + text[above.end() :]


def _tree(text: str) -> Element:
    """The tree of a page, with the text that its scripts show."""
    root = _parse(text)
    with_carried_text(root, _parse)
    return root


def _parse(text: str) -> Element:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as fault:
        raise NotADocumentError("the page holds no text; give a page with text in it") from fault
    for entry in parser.error_log.filter_from_fatals():
        if entry.type_name in _TOO_MUCH:
            if "depth" not in entry.message:
                raise DamagedDocumentError(
                    "the page has too much text in one element; save the document alone as .docx"
                )
            raise DamagedDocumentError(
                "the page nests its elements deeper than 256 levels; save the document alone as .docx"
            )
    if root is None:
        raise NotADocumentError("the page holds no text; give a page with text in it")
    return root


_TOO_MUCH: Final = frozenset({"ERR_RESOURCE_LIMIT", "ERR_INTERNAL_ERROR", "ERR_NAME_TOO_LONG"})
