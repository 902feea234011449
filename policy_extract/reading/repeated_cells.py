"""Tables in which a merged cell is printed once for each square that it covers, as some programs give them → the merged cells.

    行动   | 具体工作 | 具体工作 | 单位      具体工作 stands above the numbers
    安养   | 1        | 建站     | 民政局    and the texts; 安养 reaches down
    安养   | 2        | 建堂     | 商务局    over two rows.

A heading printed twice side by side, or a band that fills every square of its
row with one text, shows that a table is such; equal cells alone do not.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from policy_extract.blocks import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FEWEST_COLUMNS = 3


def merged_again(rows: Sequence[Sequence[str]], heading: int) -> list[Cell]:
    """The cells of such a table; [] for any other, and where rows are of different lengths."""
    width = len(rows[heading])
    if width < _FEWEST_COLUMNS or any(len(row) not in {1, width} for row in rows):
        return []
    if not _twice_beside(rows[heading]) and not any(_is_band(row) for row in rows):
        return []
    open_: dict[int, Cell] = {}
    found: list[Cell] = []
    first = heading + 1
    if first < len(rows) and len(rows[first]) == width and _is_second_heading(rows[heading], rows[first]):
        first += 1
    for position, row in enumerate(rows):
        nested = heading < position
        inside = heading < position < first
        below: dict[int, Cell] = {}
        for col, span, text in _spans(row, width, heading=position < first):
            above = open_.get(col)
            same = bool(text.strip()) and above is not None and (above.text, above.cols) == (text, span)
            if same and above is not None and (inside or (nested and position > first)):
                below[col] = Cell(above.row, col, above.rows + 1, span, text)
                found[found.index(above)] = below[col]
                continue
            nested = nested and _is_number(text)
            below[col] = Cell(position, col, 1, span, text)
            found.append(below[col])
        open_ = {} if len(below) == 1 else below
    return found


def _twice_beside(heading: Sequence[str]) -> bool:
    return any(one.strip() and one == two for one, two in pairwise(heading))


def _is_band(row: Sequence[str]) -> bool:
    """Whether one text, that is no number, fills all squares of a row."""
    return len(row) > 1 and len(set(row)) == 1 and bool(row[0].strip()) and not _is_number(row[0])


def _is_number(text: str) -> bool:
    return text.strip().rstrip(".．、").isdecimal()


def _is_second_heading(heading: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row goes on the headings: its first cell is the one above, and what stands below a wide one parts it."""
    wide = [col for col in range(1, len(row)) if heading[col] == heading[col - 1] and heading[col].strip()]
    return bool(wide) and row[0] == heading[0] and any(row[col] != row[col - 1] for col in wide)


def _spans(row: Sequence[str], width: int, *, heading: bool) -> Iterator[tuple[int, int, str]]:
    """Column, squares and text of each cell: equal texts beside each other are one in a heading, a band, and at a row's start."""
    if len(row) == 1 or _is_band(row):
        yield 0, width, row[0]
        return
    col = 0
    for text, run in groupby(row):
        count = len(list(run))
        if count > 1 and text.strip() and not _is_number(text) and (heading or col == 0):
            yield col, count, text
        else:
            yield from ((col + at, 1, text) for at in range(count))
        col += count
