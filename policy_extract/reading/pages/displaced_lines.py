"""Lines of a table that were printed inside rows: programs that break a merged cell over pages draw its lower side too high."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final

from policy_extract.reading.pages.ruled import Grid, Square
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST: Final = 100
"""Such lines of one table; a drawing has more."""
_FEWEST_OTHERS: Final = 2
"""Columns that go on beside such a line; beside one merged cell, any line between rows looks like that."""


@mutable
class _Area:
    """A cell while lines are moved."""

    row: int
    col: int
    rows: int
    cols: int
    open_above: bool = False
    open_below: bool = False

    def is_filled(self, filled: set[tuple[int, int]]) -> bool:
        """Whether anything is printed in it."""
        rows, cols = range(self.row, self.row + self.rows), range(self.col, self.col + self.cols)
        return any((row, col) in filled for row in rows for col in cols)


@mutable
class _Areas:
    """The cells of a grid by the edge that they begin and end at."""

    below: dict[int, list[_Area]] = field(default_factory=dict)
    above: dict[int, list[_Area]] = field(default_factory=dict)

    def add(self, area: _Area) -> None:
        self.below.setdefault(area.row, []).append(area)
        self.above.setdefault(area.row + area.rows, []).append(area)

    def beside_line(self, edge: int, cols: int) -> tuple[_Area, _Area] | None:
        """The cells above and below a line that runs in one column only, or in some; None for any other line."""
        above, below = self.above.get(edge, []), self.below.get(edge, [])
        if not len(above) == len(below) == 1:
            return None
        upper, lower = above[0], below[0]
        is_same = (upper.col, upper.cols) == (lower.col, lower.cols)
        return (upper, lower) if is_same and cols - lower.cols >= _FEWEST_OTHERS else None

    def move_line(self, edge: int, upper: _Area, lower: _Area) -> None:
        """Put the line between two cells one row further down."""
        lower.row, lower.rows, upper.rows = edge + 1, lower.rows - 1, upper.rows + 1
        self.below[edge + 1].append(lower)
        self.above[edge + 1].append(upper)
        self.below[edge] = self.above[edge] = []

    def take_line_out(self, edge: int, upper: _Area, lower: _Area) -> None:
        """Make the cells above and below a line one."""
        end = edge + lower.rows
        upper.rows += lower.rows
        upper.open_below = lower.open_below
        self.above[end] = [upper if one is lower else one for one in self.above[end]]
        self.below[edge] = self.above[edge] = []


def with_lines_in_place(grid: Grid, points: Sequence[tuple[float, float]]) -> Grid:
    """The grid without lines that run in one column across rows of all others, unless something is printed above and below.

    Where that column has no line at the end of the row, the line is moved
    there; where one side of it is empty, it is taken out.
    """
    inner = range(1 + grid.open_above, len(grid.ys) - 1 - grid.open_below)
    beginning = Counter(one.row for one in grid.squares)
    if all(beginning[edge] != 1 for edge in inner):  # as in nearly all tables
        return grid
    areas, cols = _Areas(), len(grid.xs) - 1
    for one in grid.squares:
        areas.add(_Area(one.row, one.col, one.rows, one.cols, one.open_above, one.open_below))
    if not 0 < sum(areas.beside_line(edge, cols) is not None for edge in inner) <= _MOST:
        return grid
    filled = {grid.place(x, y) for x, y in points}
    gone = {edge for edge in inner if _is_put_in_place(areas, edge, cols, filled)}
    return _without_edges(grid, areas, gone) if gone else grid


def _is_put_in_place(areas: _Areas, edge: int, cols: int, filled: set[tuple[int, int]]) -> bool:
    """Whether a line between rows was no such line, and stands elsewhere now, or nowhere."""
    beside = areas.beside_line(edge, cols)
    if beside is None:
        return False
    upper, lower = beside
    if lower.rows > 1 and not _Area(edge, lower.col, 1, lower.cols).is_filled(filled):
        areas.move_line(edge, upper, lower)
        return True
    if upper.is_filled(filled) and lower.is_filled(filled):
        return False
    areas.take_line_out(edge, upper, lower)
    return True


def _without_edges(grid: Grid, areas: _Areas, gone: set[int]) -> Grid:
    """The grid of the areas, in which some edges of rows are none any more."""
    kept = [row for row in range(len(grid.ys)) if row not in gone]
    squares = [
        Square(
            start := bisect_left(kept, one.row),
            one.col,
            bisect_left(kept, one.row + one.rows) - start,
            one.cols,
            one.open_above,
            one.open_below,
        )
        for its in areas.below.values()
        for one in its
    ]
    squares.sort(key=lambda one: (one.row, one.col))
    return Grid(grid.xs, tuple(grid.ys[row] for row in kept), tuple(squares), grid.open_above, grid.open_below)
