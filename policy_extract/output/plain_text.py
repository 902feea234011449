"""A document as plain lines that a version control system can compare: what it says, not how it looks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.blocks import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.blocks import Block, Document

_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？]+[”’）」》]*|[^。；！？\n]+")


def plain_text(document: Document) -> str:
    """Headings and first sentences at the margin, further sentences indented, a line for each row of a table."""
    return "".join(f"{line}\n" for block in document.blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _rows(block)
        return
    for place, sentence in enumerate(sentences(block.number + block.text)):
        yield f"{'  ' if place else ''}{sentence}"


def _rows(table: Table) -> Iterator[str]:
    """`| 1 | 养老床位 | 65 |`; a merged cell stands where it begins."""
    for number, row in enumerate(table.grid()):
        cells = (cell for col, cell in enumerate(row) if (cell.row, cell.col) == (number, col))
        yield f"| {' | '.join(' '.join(cell.text.split()) for cell in cells)} |"


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, each with its mark.

    >>> sentences("1.完善制度。实现全覆盖（“应发尽发”）；建成10个。（责任单位：民政局）")
    ['1.完善制度。', '实现全覆盖（“应发尽发”）；', '建成10个。', '（责任单位：民政局）']
    """
    return [found[0].strip() for found in _SENTENCE.finditer(text) if found[0].strip()]
