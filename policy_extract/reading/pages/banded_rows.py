"""Tables of which only every other row has a ground: the rows between belong to them, too."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.reading.pages.page_lines import rows_of
from policy_extract.reading.pages.ruled import Grid, Square
from policy_extract.records import field, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.reading.pages.page_content import Glyph

_SAME: Final = 2.5
"""Points between the edges of one column."""
_MOST_ROWS: Final = 2
"""Of one ground: the heading and the row below it may have one."""
_HIGHEST: Final = 200.0
"""Points of a row without a ground."""
_CLEAR: Final = 0.3
"""Ems between texts in two columns."""
_FEWEST_FILLED: Final = 2
"""Columns with text in a row without a ground."""
_LEADING: Final = 2.2
"""Ems from one line of the last row to the next."""


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


@mutable
class _ByHeight:
    """The glyphs of a page by the height of their middles."""

    glyphs: list[Glyph]
    middles: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.middles = [_middle(glyph) for glyph in self.glyphs]

    def between(self, top: float, bottom: float) -> list[Glyph]:
        """Those between two heights."""
        return self.glyphs[bisect_right(self.middles, top) : bisect_left(self.middles, bottom)]


def with_rows_between(grids: Sequence[Grid], glyphs: Sequence[Glyph]) -> list[Grid]:
    """The grids; those with the same columns and rows of text between them are one table."""
    if len(grids) < _MOST_ROWS:
        return list(grids)
    by_height = _ByHeight(sorted(glyphs, key=_middle))
    found: list[Grid] = []
    banded: set[int] = set()
    for grid in grids:
        above = found[-1] if found else None
        low = above is not None and (len(above.ys) - 1 <= _MOST_ROWS or len(found) - 1 in banded)
        if above is not None and low and _are_bands(above, grid) and _stand_rows_between(above, grid, by_height):
            found[-1] = _joined(above, grid)
            banded.add(len(found) - 1)
        else:
            found.append(grid)
    for at in banded:
        found[at] = _with_last_row(found[at], found[at + 1].ys[0] if at + 1 < len(found) else float("inf"), by_height)
    return found


def _are_bands(above: Grid, grid: Grid) -> bool:
    """Whether two grids have the same columns, and are as low as grounds of rows are."""
    if len(above.xs) != len(grid.xs) or len(grid.ys) - 1 > _MOST_ROWS:
        return False
    alike = all(abs(one - two) <= _SAME for one, two in zip(above.xs, grid.xs, strict=True))
    return alike and len(grid.xs) > _MOST_ROWS and 0 < grid.ys[0] - above.ys[-1] <= _HIGHEST


def _stand_rows_between(above: Grid, grid: Grid, by_height: _ByHeight) -> bool:
    """Whether text stands between two grids, all of it in their columns, in two of them at least."""
    lines = rows_of(by_height.between(above.ys[-1], grid.ys[0]))
    filled = {above.place((glyph.left + glyph.right) / 2, 0.0)[1] for line in lines for glyph in line}
    return len(filled) >= _FEWEST_FILLED and all(_stands_in_columns(line, above) for line in lines)


def _stands_in_columns(line: Sequence[Glyph], grid: Grid) -> bool:
    """Whether no words of a line run over the edge of a column."""
    if line[0].left < grid.xs[0] - 1 or line[-1].right > grid.xs[-1] + 1:
        return False
    return all(
        two.left - one.right > _CLEAR * two.size
        for one, two in pairwise(line)
        if grid.place((one.left + one.right) / 2, 0.0)[1] != grid.place((two.left + two.right) / 2, 0.0)[1]
    )


def _joined(above: Grid, grid: Grid) -> Grid:
    """Both grids, and the row between them."""
    return _below(_with_row(above, grid.ys[0]), grid)


def _with_row(grid: Grid, bottom: float) -> Grid:
    """The grid with one more row down to a height, a cell in each column."""
    row = len(grid.ys) - 1
    cells = tuple(Square(row, col, 1, 1) for col in range(len(grid.xs) - 1))
    return replace(grid, ys=(*grid.ys, bottom), squares=(*grid.squares, *cells))


def _below(above: Grid, grid: Grid) -> Grid:
    """A grid right below another with the same columns."""
    rows = len(above.ys) - 1
    squares = tuple(replace(square, row=square.row + rows) for square in grid.squares)
    return replace(above, ys=(*above.ys, *grid.ys[1:]), squares=(*above.squares, *squares), open_below=grid.open_below)


def _with_last_row(grid: Grid, end: float, by_height: _ByHeight) -> Grid:
    """The grid with a last row without a ground, if one stands right below it."""
    taken: list[list[Glyph]] = []
    bottom = grid.ys[-1]
    for row in rows_of(by_height.between(bottom, min(end, bottom + _HIGHEST))):
        last = taken[-1][0].top if taken else bottom
        if row[0].top - last > _LEADING * row[0].size or not _stands_in_columns(row, grid):
            break
        taken.append(row)
    filled = {grid.place((glyph.left + glyph.right) / 2, 0.0)[1] for line in taken for glyph in line}
    if len(filled) < _FEWEST_FILLED:
        return grid
    return _with_row(grid, max(glyph.bottom for line in taken for glyph in line) + 1)
