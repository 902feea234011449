"""rowspan and colspan → a full grid, where every square belongs to one cell."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDEST: Final = 200
"""Columns; what a wrong span says beyond them is not believed."""


class Span2D(NamedTuple):
    """Rows and columns that a cell says it covers."""

    rows: int
    cols: int


@record
class Area:
    """Where a cell stands, and how far it reaches."""

    row: int
    col: int
    rows: int
    cols: int


@record
class Layout:
    """The grid: an area for every cell in the order given, and the squares that none covers."""

    rows: int
    cols: int
    areas: tuple[Area, ...]
    empty: tuple[Area, ...]


def lay_out_spans(rows: Sequence[Sequence[Span2D]], most_squares: int) -> Layout | None:
    """Cells from left to right into the squares that no cell above reaches down into; None for too large a table.

    >>> lay_out_spans([[Span2D(2, 1), Span2D(1, 1)], [Span2D(1, 1)]], 100).areas
    (Area(row=0, col=0, rows=2, cols=1), Area(row=0, col=1, rows=1, cols=1), Area(row=1, col=1, rows=1, cols=1))
    """
    areas: list[Area] = []
    reach: list[int] = []  # for every column, the first row that no cell above covers
    for row, line in enumerate(rows):
        if len(rows) * len(reach) > most_squares:
            return None
        col = 0
        for cell in line:
            while col < len(reach) and reach[col] > row:
                col += 1
            span = _free(reach, row, col, min(cell.cols, max(WIDEST - col, 1)))
            height = min(cell.rows, len(rows) - row)
            reach += [0] * (col + span - len(reach))
            reach[col : col + span] = [row + height] * span
            areas.append(Area(row, col, height, span))
            col += span
    if len(rows) * len(reach) > most_squares:
        return None
    return _narrowed(areas, max(len(rows), 1))


def _narrowed(areas: Sequence[Area], height: int) -> Layout:
    """The grid without columns in which no cell begins: a span wider than its table takes no room on a page."""
    begins = sorted({area.col for area in areas}) or [0]
    narrow: list[Area] = []
    for area in areas:
        col = bisect_left(begins, area.col)
        narrow.append(Area(area.row, col, area.rows, bisect_left(begins, area.col + area.cols) - col))
    return Layout(height, len(begins), tuple(narrow), _uncovered(narrow, height, len(begins)))


def _free(reach: Sequence[int], row: int, col: int, span: int) -> int:
    """How many squares from `col` on are free, at most `span`."""
    return next((right for right in range(1, span) if col + right < len(reach) and reach[col + right] > row), span)


def _uncovered(areas: Sequence[Area], height: int, width: int) -> tuple[Area, ...]:
    free = [bytearray(b"\x01" * width) for _ in range(height)]
    for area in areas:
        for row in range(area.row, area.row + area.rows):
            free[row][area.col : area.col + area.cols] = bytes(area.cols)
    return tuple(Area(row, col, 1, 1) for row, squares in enumerate(free) for col, one in enumerate(squares) if one)
