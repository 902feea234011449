"""The cells of a sheet → lines and tables, in the order people read them.

Blank rows and blank columns set tables apart. What stands alone in its row
above a heading is a title or a remark, and so is what stands alone below the
last row; anything else in rows of several columns is a table.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from policy_extract.reading.sheets.showing import bands, rows_of, strips
from policy_extract.records import mutable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.reading.sheets.sheet_cells import SheetCell

_LABEL: Final = re.compile(r"\s*[^（(：:\n\d]{1,12}[：:]")
"""A text that opens with what it is about: 填报单位：, 注：."""
_COUNT: Final = re.compile(r"\s*\d{1,4}\s*[.、．]?\s*")
_FIRST_YEAR: Final = 1900
_HALF: Final = 0.5
_DEEPEST: Final = 8
"""Times that tables beside each other are looked into for tables below each other."""


@mutable
class Block:
    """A table, and the lines that stand above and below it."""

    above: list[SheetCell]
    rows: list[list[SheetCell]]
    below: list[SheetCell]

    @property
    def is_table(self) -> bool:
        """Whether there are rows and columns."""
        return len(self.rows) > 1 and len({one.col for row in self.rows for one in row}) > 1


def regions(shown: Sequence[SheetCell], depth: int = 0) -> list[Block]:
    """The tables of a sheet with their lines; lines alone make blocks without rows."""
    found: list[Block] = []
    for band in bands(shown):
        for block in _blocks(band, depth):
            if not (found and _goes_on(found[-1], block)):
                found.append(block)
    return found


def _blocks(band: Sequence[SheetCell], depth: int) -> Iterator[Block]:
    """The blocks of rows that no blank row sets apart."""
    rows = rows_of(band)
    first = _heading(rows)
    last = _end(rows, first)
    above = [one for row in rows[:first] for one in row]
    below = [one for row in rows[last:] for one in row]
    body = strips([one for row in rows[first:last] for one in row])
    if len(body) < 2 or depth >= _DEEPEST:
        yield Block(above, rows[first:last], below)
        return
    beside = [block for strip in body for block in regions(strip, depth + 1)]
    beside[0].above[:0] = above
    beside[-1].below.extend(below)
    yield from beside


def _heading(rows: Sequence[Sequence[SheetCell]]) -> int:
    """The first row that belongs to the table: of several cells, none of which is a label, over half of its width at least."""
    full = [row for row in rows if len(row) > 1]
    if not full:
        return len(rows)
    columns = sorted({one.col for row in full for one in row})
    for place, row in enumerate(rows):
        covered = sum(bisect_right(columns, one.last_col) - bisect_left(columns, one.col) for one in row)
        if len(row) > 1 and not _is_labelled(row) and covered >= _HALF * len(columns):
            return place
    return next(place for place, row in enumerate(rows) if len(row) > 1)


def _is_labelled(row: Sequence[SheetCell]) -> bool:
    """Whether half of a row opens with labels; a heading may open so once: 其中：省级资金."""
    return 2 * sum(_LABEL.match(one.text) is not None for one in row) >= len(row)


def _end(rows: Sequence[Sequence[SheetCell]], first: int) -> int:
    """The row after the last of the table: where notes begin, which stand alone in their rows to the end."""
    end = len(rows)
    left = min((row[0].col for row in rows[first:]), default=0)
    alone = end
    while alone > first + 1 and _may_be_note(rows[alone - 1], left):
        alone -= 1
    return next((place for place in range(alone, end) if _opens_notes(rows[place])), end)


def _may_be_note(row: Sequence[SheetCell], left: int) -> bool:
    """Whether a row holds one text at the table's left edge, or labels as those who sign a list fill in."""
    if len(row) > 1:
        return all(_LABEL.match(one.text) for one in row)
    return row[0].col == left and not _COUNT.fullmatch(row[0].text)


def _opens_notes(row: Sequence[SheetCell]) -> bool:
    return row[0].wide or _LABEL.match(row[0].text) is not None


# ---------------------------------------------------------------- over blank rows


def _goes_on(above: Block, block: Block) -> bool:
    """Whether a block goes on the table above it, over blank rows: its first row is data; it is joined to it then.

    Lines between the two name a group of rows, where the table would else have no heading.
    """
    if not (above.is_table and block.rows) or above.below or not _is_data(block.rows[0], above.rows):
        return False
    above.rows += [[one] for one in block.above] + block.rows
    above.below = block.below
    return True


def _is_data(row: Sequence[SheetCell], rows: Sequence[Sequence[SheetCell]]) -> bool:
    """Whether a row begins with a number as the rows above it do, within their columns."""
    left, right = rows[0][0].col, max(one.last_col for row in rows for one in row)
    counts = _COUNT.fullmatch(row[0].text) and float(re.sub(r"\D", "", row[0].text)) < _FIRST_YEAR
    within = row[0].col == left and row[-1].last_col <= right
    return bool(counts) and within and any(_COUNT.fullmatch(one[0].text) for one in rows[1:])
