"""Tables without lines whose cells stand in the middle of their rows, so that lines of one row stand at many heights.

A cell of two lines stands half a line above and below its neighbour of one; the name of a group stands in the middle of the rows that it is merged over. The
column with most cells shows the rows; each other cell has the middle of one row, or of several that follow each other.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.reading.known_lines import is_ideograph
from policy_extract.reading.pages.clear_spans import columns_of_lines
from policy_extract.reading.pages.grid_tables import PADDING, CellDraft, TableDraft
from policy_extract.reading.pages.page_lines import part_of
from policy_extract.records import mutable, record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.reading.pages.clear_spans import Span
    from policy_extract.reading.pages.page_lines import Line, Piece

_FEWEST_COLUMNS: Final = 3
_FEWEST_ROWS: Final = 4
"""Rows, their heading included."""
_MOST_BETWEEN: Final = 8
"""Lines between two in which three columns have text."""
_FARTHEST: Final = 3.0
"""Ems from one line of a table to the next."""
_LARGER: Final = 1.08
"""Titles and text are larger than a table by this factor at least."""
_ALIKE: Final = 0.3
"""Ems by which the middle of a cell may differ from that of its row."""
_ALIKE_MERGED: Final = 0.6
"""The same of the rows that it is merged over."""
_APART: Final = 0.5
"""Ems between a cell and the next column."""
_LEADING: Final = 1.15
"""Factor of the smallest distance of two lines up to which they are of one cell."""
_NO_WRAP: Final = 0.5
_ONE_BELOW: Final = 2
"""Heading and one cell: a remark that may stand beside one row only."""
_FEWEST_LETTERS: Final = 2


@mutable
class _Cell:
    """Lines of one column that stand together."""

    parts: list[tuple[Line, Piece]]

    @property
    def top(self) -> float:
        """Of its first line."""
        return self.parts[0][1].top

    @property
    def bottom(self) -> float:
        """Of its last line."""
        return self.parts[-1][1].bottom

    @property
    def middle(self) -> float:
        """Between them."""
        return (self.top + self.bottom) / 2


@record
class MiddleTable:
    """A table, and the lines that it is made of: from one to before another."""

    start: int
    end: int
    table: TableDraft


def middle_tables(lines: Sequence[Line]) -> Iterator[MiddleTable]:
    """The tables among the lines, fine pieces and all, from top to bottom."""
    for first, last in _clusters(lines):
        seeds = [line for line in lines[first : last + 1] if len(line.pieces) >= _FEWEST_COLUMNS]
        columns = columns_of_lines(seeds)
        if len(columns) < _FEWEST_COLUMNS:
            continue
        start, end = _grown(lines, first, last, columns)
        found = (
            MiddleTable(begin, stop, table)
            for stop in range(end, last, -1)
            for begin in range(start, first + 1)
            if (table := _table(lines[begin:stop], columns)) is not None
        )
        yield from islice(found, 1)


def _clusters(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """From which to which line text stands in three columns at least, lines of fewer between them."""
    seeds = [at for at, line in enumerate(lines) if len(line.pieces) >= _FEWEST_COLUMNS]
    start = 0
    for at, (one, two) in enumerate(pairwise([*seeds, len(lines) + 2 * _MOST_BETWEEN]), 1):
        if two - one > _MOST_BETWEEN:
            if at - start >= _FEWEST_ROWS - 1:
                yield seeds[start], one
            start = at


def _grown(lines: Sequence[Line], first: int, last: int, columns: Sequence[Span]) -> tuple[int, int]:
    """The lines around a cluster that stand in its columns, too."""
    start, end = first, last + 1
    while start > max(0, first - _MOST_BETWEEN) and _follows(lines[start - 1], lines[start], columns):
        start -= 1
    while end < min(len(lines), last + 1 + _MOST_BETWEEN) and _follows(lines[end - 1], lines[end], columns, lower=True):
        end += 1
    return start, end


def _follows(above: Line, below: Line, columns: Sequence[Span], *, lower: bool = False) -> bool:
    near = below.top - above.top < _FARTHEST * above.size
    alike = max(above.size, below.size) < _LARGER * min(above.size, below.size)
    return (
        near
        and alike
        and all(_column_of(piece, columns, above.size) is not None for piece in (below if lower else above).pieces)
    )


def _column_of(piece: Piece, columns: Sequence[Span], size: float) -> int | None:
    """The only column that a piece touches, clear of the others."""
    near = [
        at
        for at, (left, right) in enumerate(columns)
        if piece.left < right + _APART * size and piece.right > left - _APART * size
    ]
    return near[0] if len(near) == 1 else None


def _table(lines: Sequence[Line], columns: Sequence[Span]) -> TableDraft | None:
    """The table that lines make up; None where a piece of them has no place in it."""
    size = lines[0].size
    by_column: list[list[tuple[Line, Piece]]] = [[] for _ in columns]
    for line in lines:
        for piece in line.pieces:
            col = _column_of(piece, columns, size)
            if col is None:
                return None
            by_column[col].append((line, piece))
    steps = [two.top - one.top for parts in by_column for (_, one), (_, two) in pairwise(parts)]
    if not steps or min(steps) <= 0:
        return None
    for widest in (_NO_WRAP * min(steps), _LEADING * min(steps)):
        cells = [_cells(parts, widest) for parts in by_column]
        if (placed := _placed(cells, size)) is not None:
            return _drawn(lines, columns, placed, max(map(len, cells)))
    return None


def _cells(parts: Sequence[tuple[Line, Piece]], widest: float) -> list[_Cell]:
    """The cells of a column: lines that stand closer than `widest`."""
    found: list[_Cell] = []
    for line, piece in parts:
        if found and piece.top - found[-1].parts[-1][1].top <= widest:
            found[-1].parts.append((line, piece))
        else:
            found.append(_Cell([(line, piece)]))
    return found


def _placed(columns: Sequence[Sequence[_Cell]], size: float) -> list[list[tuple[_Cell, int, int]]] | None:
    """For each column its cells, each with its first and last row; None where they fit no rows, or stand as those of any table."""
    shown = max(columns, key=len)
    rows = [cell.middle for cell in shown]
    if len(rows) < _FEWEST_ROWS or any(
        not cells or abs(cells[0].middle - rows[0]) > _ALIKE * size for cells in columns
    ):
        return None
    heights = [cell.bottom - cell.top for cell in shown]
    for cell in (cell for cells in columns for cell in cells):
        row = _row_of(cell, rows, size)
        if row is not None:
            heights[row] = max(heights[row], cell.bottom - cell.top)
    edges = [(middle - height / 2, middle + height / 2) for middle, height in zip(rows, heights, strict=True)]
    placed: list[list[tuple[_Cell, int, int]]] = []
    leading = True
    for cells in columns:
        at = [_row_of(cell, rows, size) for cell in cells]
        complete = at == list(range(len(rows)))
        leading = leading and not complete
        found: list[tuple[_Cell, int, int]] | None = None
        if complete:
            found = [(cell, row, row) for row, cell in enumerate(cells)]
        elif (leading or len(cells) > _ONE_BELOW) and all(_names(cell) for cell in cells):
            found = _merged(cells, edges, size)
        if found is None:
            return None
        placed.append(found)
    tells = any(last > first for found in placed for _, first, last in found) or any(
        abs(cell.top - edges[row][0]) > _ALIKE * size for found in placed for cell, row, _ in found
    )
    return placed if tells else None


def _names(cell: _Cell) -> bool:
    """Whether words stand in a cell, which may be merged over rows; a sign alone is not."""
    return sum(is_ideograph(char) for _, piece in cell.parts for char in piece.text) >= _FEWEST_LETTERS


def _row_of(cell: _Cell, rows: Sequence[float], size: float) -> int | None:
    """The row in the middle of which a cell stands."""
    at = bisect_left(rows, cell.middle)
    near = min((row for row in (at - 1, at) if 0 <= row < len(rows)), key=lambda row: abs(rows[row] - cell.middle))
    return near if abs(rows[near] - cell.middle) <= _ALIKE * size else None


def _merged(cells: Sequence[_Cell], edges: Sequence[Span], size: float) -> list[tuple[_Cell, int, int]] | None:
    """The cells of a column with the rows that each is merged over, if together they fill all rows; the heading is one row."""
    found = [(cells[0], 0, 0)]
    first = 1
    for cell in cells[1:]:
        last = _last_row(cell, edges, first, size)
        if last is None:
            return None
        found.append((cell, first, last))
        first = last + 1
    return found if first == len(edges) else None


def _last_row(cell: _Cell, edges: Sequence[Span], first: int, size: float) -> int | None:
    """The row down to which a cell reaches from the first on, by its middle; None where it does not fit."""
    for last in range(first, len(edges)):
        below = (edges[first][0] + edges[last][1]) / 2 - cell.middle
        if abs(below) <= _ALIKE_MERGED * size:
            return last
        if below > 0:
            return None
    return None


def _drawn(
    lines: Sequence[Line], columns: Sequence[Span], placed: Sequence[Sequence[tuple[_Cell, int, int]]], rows: int
) -> TableDraft:
    """The table with its cells, none of them blank."""
    xs = (columns[0][0], *((before[1] + after[0]) / 2 for before, after in pairwise(columns)), columns[-1][1])
    top, bottom = lines[0].top, max(line.bottom for line in lines)
    cells: list[CellDraft] = []
    for col, found in enumerate(placed):
        width = columns[col][1] - columns[col][0] + 2 * PADDING
        for cell, first, last in found:
            draft = CellDraft(first, col, last - first + 1, 1, width, cell.top, cell.bottom)
            draft.lines += [part for line, piece in cell.parts if (part := part_of(line, piece.left, piece.right + 1))]
            cells.append(draft)
    return TableDraft(lines[0].page, xs, top, bottom, rows, cells, lines[0].page)
