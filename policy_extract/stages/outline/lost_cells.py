"""Lines that were cells of a table which a converter printed cell by cell: short, and the end of no sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.stages.outline.counts import Headings

LONGEST_CELL: Final = 14
"""Characters of a line that may be a cell of its own, or a line of one."""
SENTENCE_END: Final = "。；：！？，"
_BESIDE: Final = 3
_FEWEST: Final = 4
"""Short lines among the `_BESIDE` above and below some words."""


def is_short_line(text: str) -> bool:
    """Whether a line may be a cell of its own, or a line of one."""
    text = text.strip()
    return 0 < len(text) <= LONGEST_CELL and text[-1] not in SENTENCE_END


def drop_among_cells(headings: Headings, body: Sequence[Block]) -> None:
    """Clear the slots of words such as 重点任务 among short lines: they head a column of a table that is lost."""
    cells = [_may_be_cell(block) and not _is_numbered(headings, index) for index, block in enumerate(body)]
    for index, heading in enumerate(headings):
        if heading is None or heading.number is not None or not heading.by_words:
            continue
        above, below = cells[max(index - _BESIDE, 0) : index], cells[index + 1 : index + 1 + _BESIDE]
        if sum(above) + sum(below) >= _FEWEST:
            headings[index] = None


def _may_be_cell(block: Block) -> bool:
    return not isinstance(block, Table) and is_short_line(block.text)


def _is_numbered(headings: Headings, index: int) -> bool:
    heading = headings[index]
    return heading is not None and heading.number is not None
