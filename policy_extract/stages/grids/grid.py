"""A table as drawn → rows of cells under their columns: no blank columns, borders aligned, years across.

Only where a cell stands changes here, never what it says: the cells are those
of the table, and are quoted under their own addresses.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from policy_extract.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.blocks import Cell, Table

Line = tuple["Cell", ...]
"""One row: a cell per column, a merged one repeated."""


@record
class Grid:
    """Rows of cells, every row as long as there are columns."""

    lines: tuple[Line, ...]
    columns: tuple[int, ...]
    """For each column of the printed grid the one it is shown in; -1 for a blank one."""
    turned: bool = False
    """Rows and columns have changed places."""

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.lines[0]) if self.lines else 0


def straightened(table: Table) -> Grid:
    """The grid of a table without artefacts of its borders: misaligned edges, columns that show nothing."""
    lines = table.grid()
    own = [col for col in range(table.cols) if not _repeats_left(lines, col)]
    place = {col: number for number, col in enumerate(own)}
    shown = tuple(accumulate(range(table.cols), lambda before, col: place.get(col, before)))
    grid = Grid(tuple(tuple(line[col] for col in own) for line in lines), shown)
    return _without_blanks(grid if _is_clean(grid) else _aligned(grid))


def turned(grid: Grid) -> Grid:
    """The grid with its columns as rows."""
    return replace(grid, lines=tuple(zip(*grid.lines, strict=True)), turned=not grid.turned)


def begins(before: Line | None, line: Line) -> tuple[bool, ...]:
    """For each column whether its cell begins in this row, given the row before."""
    return tuple(before is None or above is not cell for above, cell in zip(before or line, line, strict=True))


def distinct(cells: Iterable[Cell]) -> list[Cell]:
    """The cells of a row, a merged one once."""
    return list({id(cell): cell for cell in cells}.values())


def is_filled(cell: Cell) -> bool:
    """Whether the cell shows anything."""
    text = cell.text
    return (text != "" and not text.isspace()) or (cell.numbers is not None and any(cell.numbers))


def joined(cell: Cell) -> str:
    """The text of a cell, its lines joined."""
    return cell.text.strip().replace("\n", "")


def numbered(cell: Cell) -> str:
    """The text of a cell with its automatic numbers, as the page shows it; signs of lists left out."""
    lines = cell.text.strip().split("\n")
    if cell.numbers is None or len(cell.numbers) != len(lines):
        return joined(cell)
    shown = (number if any(map(str.isalnum, number)) else "" for number in cell.numbers)
    return "".join(number + line for number, line in zip(shown, lines, strict=True))


def _repeats_left(lines: Sequence[Line], col: int) -> bool:
    return col > 0 and all(line[col] is line[col - 1] for line in lines)


def _without_blanks(grid: Grid) -> Grid:
    """The grid without the columns that show nothing of their own."""
    kept, shown = _kept_columns(grid.lines, grid.width)
    if len(kept) == grid.width:
        return grid
    lines = tuple(tuple(line[col] for col in kept) for line in grid.lines)
    return replace(grid, lines=lines, columns=tuple(shown[col] if col >= 0 else col for col in grid.columns))


def _kept_columns(lines: Sequence[Line], cols: int) -> tuple[list[int], tuple[int, ...]]:
    """The columns that show something of their own; for each column its place among them, or that of the one it repeats."""
    kept: list[int] = []
    shown: list[int] = []
    for col in range(cols):
        filled = [line for line in lines if is_filled(line[col])]
        if filled and kept and all(line[col] is line[kept[-1]] for line in filled):
            shown.append(len(kept) - 1)
        elif filled and not _repeats_right(lines, filled, col, cols):
            shown.append(len(kept))
            kept.append(col)
        else:
            shown.append(len(kept) if filled else -1)
    return kept, tuple(shown)


def _repeats_right(lines: Sequence[Line], filled: Sequence[Line], col: int, cols: int) -> bool:
    """Whether everything a column shows also appears in the next one, which shows more."""
    right = col + 1
    if right == cols or any(line[col] is not line[right] for line in filled):
        return False
    return any(is_filled(line[right]) and line[right] is not line[col] for line in lines)


# ---------------------------------------------------------------- dragged borders


def _is_clean(grid: Grid) -> bool:
    """Whether every column has a cell of its own in some row, as it does if all borders are aligned."""
    alone = {col for line in grid.lines for col, end in _runs(line) if end == col + 1}
    return len(alone) == grid.width


def _runs(line: Line) -> list[tuple[int, int]]:
    """Where each cell of a row starts and ends."""
    starts = [0, *(col for col, (left, cell) in enumerate(pairwise(line), start=1) if left is not cell), len(line)]
    return list(pairwise(starts))


def _aligned(grid: Grid) -> Grid:
    """The grid with as many columns as a row has cells: cells go under headings in order, else by overlap."""
    runs = [_runs(line) for line in grid.lines]
    model = _model(runs)
    lines = tuple(_placed(line, own, model) for line, own in zip(grid.lines, runs, strict=True))
    place = {col: number for number, (start, end) in enumerate(model) for col in range(start, end)}
    return replace(grid, lines=lines, columns=tuple(place.get(col, -1) for col in grid.columns))


def _model(runs: Sequence[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """The row that defines the columns: the finest; but if rows of the usual length differ, the first of these."""
    usual, _ = Counter(len(own) for own in runs if len(own) > 1).most_common(1)[0] if runs else (0, 0)
    alike = {tuple(own) for own in runs if len(own) == usual}
    finest = max(runs, key=len)
    return finest if len(alike) == 1 else next(own for own in runs if len(own) == usual)


def _placed(line: Line, own: Sequence[tuple[int, int]], model: Sequence[tuple[int, int]]) -> Line:
    """The cells of a row under the columns of the model."""
    if len(own) == len(model):
        return tuple(line[start] for start, _ in own)
    found: list[Cell] = []
    at = 0
    for column in model:
        while own[at][1] <= column[0]:
            at += 1
        best = at
        for place in range(at + 1, len(own)):
            if own[place][0] >= column[1]:
                break
            best = max(best, place, key=lambda one: _overlap(own[one], column))
        found.append(line[own[best][0]])
    return tuple(found)


def _overlap(run: tuple[int, int], column: tuple[int, int]) -> int:
    return min(run[1], column[1]) - max(run[0], column[0])
