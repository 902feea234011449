"""gridSpan and vMerge → a full grid, where every square belongs to one cell.

Pure layout: cells are placed by what their rows say; what stands in them is
carried along unseen.

Source: ECMA-376-1 §17.4.17 gridSpan, §17.4.85 vMerge, §17.4.15 gridBefore, §17.4.14 gridAfter.
"""

from __future__ import annotations

from typing import Generic, Literal, NamedTuple, TypeVar

from policy_extract.records import field, mutable, record

Content = TypeVar("Content")
Merge = Literal["", "restart", "continue"]


class RowCell(NamedTuple, Generic[Content]):
    """A cell as its row lists it."""

    content: Content
    span: int = 1
    merge: Merge = ""


@record
class Row(Generic[Content]):
    """A row as the file lists it, with the squares it leaves free at its ends."""

    cells: tuple[RowCell[Content], ...]
    before: int = 0
    after: int = 0


@mutable
class Placed(Generic[Content]):
    """A cell on the grid; `content` is None for squares no cell covers."""

    row: int
    col: int
    rows: int
    cols: int
    content: Content | None
    covered: list[Content] = field(default_factory=list)
    """Contents of the cells merged into this one; the page does not show them."""


@record
class Torn:
    """A row narrower than the table, padded from `col` on."""

    row: int
    col: int
    have: int
    want: int


@record
class Layout(Generic[Content]):
    """The full grid: cells in reading order of their top left corners."""

    rows: int
    cols: int
    cells: tuple[Placed[Content], ...]
    torn: tuple[Torn, ...]


def lay_out(rows: list[Row[Content]]) -> Layout[Content]:
    """Place every cell; pad rows that end early.

    A vMerge without a cell to continue, as above a deleted row, starts anew.

    >>> rows = [Row((RowCell("a", merge="restart"), RowCell("b"))), Row((RowCell("", merge="continue"), RowCell("c")))]
    >>> [(cell.content, cell.row, cell.col, cell.rows, cell.cols) for cell in lay_out(rows).cells]
    [('a', 0, 0, 2, 1), ('b', 0, 1, 1, 1), ('c', 1, 1, 1, 1)]
    """
    width = max((_width(row) for row in rows), default=0)
    placed: list[Placed[Content]] = []
    torn: list[Torn] = []
    growing: dict[int, Placed[Content]] = {}
    for index, row in enumerate(rows):
        _place_row(row, index, placed, growing)
        have = _width(row)
        if row.after:
            placed.append(Placed(index, have - row.after, 1, row.after, None))
        if have < width:
            placed.append(Placed(index, have, 1, width - have, None))
            torn.append(Torn(index, have, have, width))
    return Layout(len(rows), width, tuple(placed), tuple(torn))


def _place_row(
    row: Row[Content], index: int, placed: list[Placed[Content]], growing: dict[int, Placed[Content]]
) -> None:
    """Place one row; `growing` holds, by first column, the merged cells that reach down to the row above."""
    if row.before:
        placed.append(Placed(index, 0, 1, row.before, None))
    col = row.before
    still: dict[int, Placed[Content]] = {}
    for cell in row.cells:
        above = growing.get(col)
        if cell.merge == "continue" and above is not None and above.cols == cell.span:
            above.rows += 1
            above.covered.append(cell.content)
            still[col] = above
        else:
            here = Placed(index, col, 1, cell.span, cell.content)
            placed.append(here)
            if cell.merge:
                still[col] = here
        col += cell.span
    growing.clear()
    growing.update(still)


def _width(row: Row[Content]) -> int:
    return row.before + sum(cell.span for cell in row.cells) + row.after
