"""The characters of a document as people see them, whatever reader it came from: ideographs for radicals, nothing invisible."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Dropped, Paragraph
from policy_extract.lexical.radicals import without_radicals
from policy_extract.records import replace

if TYPE_CHECKING:
    from policy_extract.blocks import Block, Cell, Document, Table

_INVISIBLE: Final = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]+")
"""Signs that take no place on the page: soft hyphens, joiners, marks of direction and of variants."""


def as_seen(document: Document) -> Document:
    """The document with one spelling for what looks alike; signs that take no place are dropped as `invisible`."""
    dropped: list[Dropped] = []
    blocks = tuple(_block(block, dropped) for block in document.blocks)
    if blocks == document.blocks:
        return document
    return replace(document, blocks=blocks, dropped=(*document.dropped, *dropped))


def _block(block: Block, dropped: list[Dropped]) -> Block:
    return _paragraph(block, dropped) if isinstance(block, Paragraph) else _table(block, dropped)


def _paragraph(paragraph: Paragraph, dropped: list[Dropped]) -> Paragraph:
    text, number = _seen(paragraph.text, paragraph.story, dropped), without_radicals(paragraph.number)
    if text == paragraph.text and number == paragraph.number:
        return paragraph
    bold = paragraph.bold
    if len(text) < len(paragraph.text):
        bold = tuple((start, end) for start, end in _moved(bold, paragraph.text) if start < end)
    return replace(paragraph, text=text, number=number, bold=bold)


def _moved(stretches: tuple[tuple[int, int], ...], text: str) -> tuple[tuple[int, int], ...]:
    """Where the stretches of a text stand once its invisible signs are gone."""
    gone = [at for match in _INVISIBLE.finditer(text) for at in range(*match.span())]
    return tuple((start - bisect_left(gone, start), end - bisect_left(gone, end)) for start, end in stretches)


def _table(table: Table, dropped: list[Dropped]) -> Table:
    cells = tuple(_cell(cell, table.story, dropped) for cell in table.cells)
    return table if cells == table.cells else replace(table, cells=cells)


def _cell(cell: Cell, story: str, dropped: list[Dropped]) -> Cell:
    text = _seen(cell.text, story, dropped)
    return cell if text == cell.text else replace(cell, text=text)


def _seen(text: str, story: str, dropped: list[Dropped]) -> str:
    """The text as people see it; what is taken out is added to `dropped`."""
    if text.isascii():
        return text
    hidden = "".join(_INVISIBLE.findall(text))
    if hidden:
        dropped.append(Dropped(hidden, story, "invisible"))
    return without_radicals(_INVISIBLE.sub("", text) if hidden else text)
