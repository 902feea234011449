"""What stands side by side in a body, a table or a row, with wrappers taken off.

Content controls, custom XML, tracked insertions and alternate versions may
stand around paragraphs, tables, rows and cells alike; the walk looks through
them without recursion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.reading.word.element_kinds import IGNORED, THROUGH, mixed, printed_children
from policy_extract.reading.word.paragraph_text import NOTE_KINDS, Line, drop_all
from policy_extract.reading.word.run_text import HANDLERS
from policy_extract.reading.word.xml_names import MC, M, W, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from policy_extract.reading.word.settings import Settings

PARAGRAPH, TABLE, ROW, CELL = W + "p", W + "tbl", W + "tr", W + "tc"
FOREIGN_PARTS = (W + "altChunk", W + "subDoc")

_WRAPPERS = frozenset({W + "sdtContent", W + "customXml", W + "smartTag", TABLE, ROW, CELL})
"""Elements whose children are looked at where they themselves are not wanted."""
_INLINE = frozenset(HANDLERS) | THROUGH | frozenset(NOTE_KINDS) | {W + "r"}
_CONTENTS = "Table of Contents"

Piece = tuple["Element | str", bool]
"""A wanted element, or inline content that stands where a paragraph should; and
whether it is inside a content control that holds the table of contents."""


def pieces(container: Element, wanted: frozenset[str], settings: Settings, lost: Line) -> Iterator[Piece]:
    """The wanted elements below a container, in order; text that is left out goes to `lost`.

    In a body (where paragraphs are wanted) loose text counts as a paragraph;
    in a table or a row it has no place and is dropped.
    """
    for child in container:
        if child.tag in wanted:
            yield child, False
        elif child.tag not in IGNORED:
            yield from _unwrapped(child, wanted, settings, lost)


def _unwrapped(element: Element, wanted: frozenset[str], settings: Settings, lost: Line) -> Iterator[Piece]:
    stack: list[Piece] = [(element, False)]
    while stack:
        part, inside = stack.pop()
        tag = "" if isinstance(part, str) else str(part.tag)
        if tag in wanted or (PARAGRAPH in wanted and (tag in _INLINE or tag.startswith(M)) and tag not in _OPENED):
            yield part, inside
        elif isinstance(part, str):
            if PARAGRAPH in wanted:
                yield part, inside
            else:
                lost.drop(part, "misplaced")
        elif tag not in IGNORED:
            stack.extend((each, deeper) for each, deeper in reversed(_opened(part, inside, settings, lost)))


_OPENED = frozenset({W + "sdt", W + "customXml", W + "smartTag", MC + "AlternateContent"})
"""Inline elements that may as well stand around paragraphs."""


def _opened(element: Element, inside: bool, settings: Settings, lost: Line) -> list[Piece]:
    """What is to be looked at instead of a wrapper; nothing for an element that is left out."""
    tag = str(element.tag)
    if tag == W + "sdt":
        inside = inside or _holds_contents(element)
        return [(child, inside) for part in element for child in (part if part.tag == W + "sdtContent" else (part,))]
    if tag in _WRAPPERS or tag in settings.kept:
        return [(child, inside) for child in element]
    if tag == MC + "AlternateContent":
        return [(child, inside) for child in printed_children(element, lost)]
    if tag in settings.gone:
        drop_all(element, settings.gone[tag], lost)
    elif tag == PARAGRAPH or tag in _INLINE:
        drop_all(element, "misplaced", lost)
    elif settings.may_skip(element):
        drop_all(element, "ignorable", lost)
    else:
        settings.note_unknown(element)
        return [(part, inside) for part in mixed(element)]
    return []


def _holds_contents(control: Element) -> bool:
    return value(control.find(f"{W}sdtPr/{W}docPartObj"), W + "docPartGallery") == _CONTENTS
