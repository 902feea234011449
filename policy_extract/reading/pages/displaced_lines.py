"""Lines of a table that were printed inside rows: programs that break a merged cell over pages draw its lower side too high."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final

from policy_extract.reading.pages.ruled import Grid
from policy_extract.records import field, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.reading.pages.ruled import Square

_MOST: Final = 100
"""Such lines of one table; a drawing has more."""
_FEWEST_OTHERS: Final = 2
"""Columns that go on beside such a line; beside one merged cell, any line between rows looks like that."""


@mutable
class _Cells:
    """The cells of a grid, found by the edge that they begin or end at."""

    squares: list[Square]
    below: dict[int, list[int]] = field(default_factory=dict)
    """Places of squares by the edge above them."""
    above: dict[int, list[int]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    """Places of squares that are a part of others now."""

    def beside_line(self, edge: int, cols: int) -> tuple[int, int] | None:
        """The places of the cells above and below a line that runs in one column, or in some; None for any other line."""
        above, below = self.above.get(edge, []), self.below.get(edge, [])
        if not len(above) == len(below) == 1:
            return None
        upper, lower = self.squares[above[0]], self.squares[below[0]]
        is_same = (upper.col, upper.cols) == (lower.col, lower.cols)
        return (above[0], below[0]) if is_same and cols - lower.cols >= _FEWEST_OTHERS else None

    def move_line(self, edge: int, upper: int, lower: int) -> None:
        """Put the line between two cells one row further down."""
        one, two = self.squares[upper], self.squares[lower]
        self.squares[upper] = replace(one, rows=one.rows + 1)
        self.squares[lower] = replace(two, row=edge + 1, rows=two.rows - 1)
        self.above[edge + 1].append(upper)
        self.below[edge + 1].append(lower)

    def take_line_out(self, upper: int, lower: int) -> None:
        """Make the cells above and below a line one."""
        one, two = self.squares[upper], self.squares[lower]
        self.squares[upper] = replace(one, rows=one.rows + two.rows, open_below=two.open_below)
        end = two.row + two.rows
        self.above[end] = [upper if at == lower else at for at in self.above[end]]
        self.gone.add(lower)


def _cells_of(grid: Grid) -> _Cells:
    cells = _Cells(list(grid.squares))
    for at, square in enumerate(grid.squares):
        cells.below.setdefault(square.row, []).append(at)
        cells.above.setdefault(square.row + square.rows, []).append(at)
    return cells


def with_lines_in_place(grid: Grid, points: Sequence[tuple[float, float]]) -> Grid:
    """The grid without lines that run in one column across rows of all others, unless something is printed above and below.

    Where that column has no line at the end of the row, the line is moved
    there; where one side of it is empty, it is taken out.
    """
    inner = range(1 + grid.open_above, len(grid.ys) - 1 - grid.open_below)
    beginning = Counter(one.row for one in grid.squares)
    if all(beginning[edge] != 1 for edge in inner):  # as in nearly all tables
        return grid
    cells, cols = _cells_of(grid), len(grid.xs) - 1
    if not 0 < sum(cells.beside_line(edge, cols) is not None for edge in inner) <= _MOST:
        return grid
    filled = {grid.place(x, y) for x, y in points}
    gone = {edge for edge in inner if _is_put_in_place(cells, edge, cols, filled)}
    return _without_edges(grid, cells, gone) if gone else grid


def _is_put_in_place(cells: _Cells, edge: int, cols: int, filled: set[tuple[int, int]]) -> bool:
    """Whether a line between rows was no such line, and stands elsewhere now, or nowhere."""
    beside = cells.beside_line(edge, cols)
    if beside is None:
        return False
    upper, lower = (cells.squares[at] for at in beside)
    if lower.rows > 1 and not _is_filled(replace(lower, rows=1), filled):
        cells.move_line(edge, *beside)
        return True
    if _is_filled(upper, filled) and _is_filled(lower, filled):
        return False
    cells.take_line_out(*beside)
    return True


def _is_filled(square: Square, filled: set[tuple[int, int]]) -> bool:
    """Whether anything is printed in a cell."""
    rows, cols = range(square.row, square.row + square.rows), range(square.col, square.col + square.cols)
    return any((row, col) in filled for row in rows for col in cols)


def _without_edges(grid: Grid, cells: _Cells, gone: set[int]) -> Grid:
    """The grid of the cells, in which some edges of rows are none any more."""
    kept = [row for row in range(len(grid.ys)) if row not in gone]
    squares = []
    for at, one in enumerate(cells.squares):
        if at not in cells.gone:
            start, end = bisect_left(kept, one.row), bisect_left(kept, one.row + one.rows)
            squares.append(replace(one, row=start, rows=end - start))
    squares.sort(key=lambda one: (one.row, one.col))
    return Grid(grid.xs, tuple(grid.ys[row] for row in kept), tuple(squares), grid.open_above, grid.open_below)
