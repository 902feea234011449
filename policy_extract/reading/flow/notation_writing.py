"""Blocks → the plain text notation; `notation.py` reads it back."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Cell, Document, Dropped, Paragraph, Table
from policy_extract.reading.flow.notation_signs import ALIGNMENTS, Ids, escape, head_of, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.blocks import Block, Stretches

HEADER: Final = "⟦policy-extract blocks 1"
"""How a document in this notation begins; `⟧` or ` original⟧` follows."""

_WIDEST_PADDED_COLUMN: Final = 16
"""Columns up to this display width are padded so that their bars stand below each other."""


def write_document(document: Document) -> str:
    """The whole document: a header line, its blocks, and what was dropped."""
    header = HEADER + (" original" if document.revisions == "original" else "") + "⟧\n"
    dropped = "".join(_write_dropped(one) + "\n" for one in document.dropped)
    return header + write_notation(document.blocks) + dropped


def write_notation(blocks: Iterable[Block]) -> str:
    """One line per paragraph, one per table row; "" for no blocks."""
    lines: list[str] = []
    expected = Ids()
    after_table = False
    for block in blocks:
        names = [] if expected.next(block.id) else [f"id={value_of(block.id)}"]
        if isinstance(block, Table):
            lines += [""] * after_table + _write_table(block, names)
        else:
            lines.append(_write_paragraph(block, names))
        after_table = isinstance(block, Table)
    return "".join(line + "\n" for line in lines)


def _paragraph_items(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.number:
        yield "#" + value_of(paragraph.number)
    if paragraph.list_level is not None:
        yield f"list={paragraph.list_level}"
    if paragraph.style:
        yield f"style={value_of(paragraph.style)}"
    if paragraph.outline_level is not None:
        yield f"outline={paragraph.outline_level}"
    if paragraph.align:
        yield paragraph.align if paragraph.align in ALIGNMENTS else f"align={value_of(paragraph.align)}"
    if paragraph.font_size is not None:
        yield repr(paragraph.font_size).removesuffix(".0") + "pt"
    yield from _looks("bold", paragraph.bold, paragraph.text)
    yield from _looks("underlined", paragraph.underlined, paragraph.text)
    if paragraph.page_break_before:
        yield "page-break"
    if paragraph.story != "body":
        yield f"story={value_of(paragraph.story)}"


def _looks(name: str, stretches: Stretches, text: str) -> Iterator[str]:
    """How stretches are written that look alike: `bold` for all of the text, else `bold=0-8,12-15`."""
    if stretches:
        whole = bool(text) and stretches == ((0, len(text)),)
        yield name if whole else f"{name}=" + ",".join(f"{start}-{end}" for start, end in stretches)


def _write_paragraph(paragraph: Paragraph, names: list[str]) -> str:
    text = escape(paragraph.text)
    head = head_of([*names, *_paragraph_items(paragraph)])
    if not text:
        return head or "⟦⟧"
    return head + ("\\" if text[0] in "|⟦" else "") + text


def _write_dropped(dropped: Dropped) -> str:
    story = [] if dropped.story == "body" else [f"story={value_of(dropped.story)}"]
    return _write_paragraph(Paragraph("", dropped.text), [f"dropped={value_of(dropped.reason)}", *story])


def _write_table(table: Table, names: list[str]) -> list[str]:
    rows = [[_square(cell, row, col) for col, cell in enumerate(cells)] for row, cells in enumerate(table.grid())]
    widths = [_padding(column) for column in zip(*rows, strict=True)]
    lines = ["|" + "".join(f" {_pad(text, width)} |" for text, width in zip(row, widths, strict=True)) for row in rows]
    lines[0] = head_of([*names, *_table_items(table)]) + lines[0]
    return lines


def _table_items(table: Table) -> Iterator[str]:
    if table.header_rows:
        yield f"header={table.header_rows}"
    if table.inside is not None:
        yield f"inside={value_of(table.inside)}"
    if table.story != "body":
        yield f"story={value_of(table.story)}"


def _square(cell: Cell, row: int, col: int) -> str:
    if (row, col) == (cell.row, cell.col):
        return _write_cell(cell)
    return "<" if col > cell.col else "^"


def _write_cell(cell: Cell) -> str:
    numbers = [f"#{value_of(number)}" for number in cell.numbers or ()]
    text = escape(cell.text).replace("|", r"\|")
    if text in {"^", "<"} or text.startswith("⟦"):
        text = "\\" + text
    looks = [*_looks("bold", cell.bold_parts, ""), *_looks("underlined", cell.underlined, cell.text)]
    return head_of([*numbers, *(["bold"] if cell.bold else []), *looks]).replace("|", r"\|") + text


def _display_width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padding(column: tuple[str, ...]) -> int:
    """The display width a column is padded to; 0 where it is too wide to be worth it."""
    widest = max(map(_display_width, column))
    return widest if widest <= _WIDEST_PADDED_COLUMN else 0


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _display_width(text))
