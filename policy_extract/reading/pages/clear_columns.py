"""Tables without lines: rows whose texts stand clear of each other, column below column."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.reading.pages.grid_tables import CellDraft, TableDraft
from policy_extract.reading.pages.page_lines import part_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.reading.pages.page_lines import Line

_FEWEST_ROWS: Final = 3
_FEWEST_COLUMNS: Final = 3
_CLEAR: Final = 0.8
"""Ems between two columns, whatever the row."""
_FAR_ENOUGH: Final = 20
"""Lines of a run that show its columns."""
_FARTHEST: Final = 3.0
"""Ems from the top of one row to the top of the next."""


def with_tables(lines: Sequence[Line]) -> list[Line | TableDraft]:
    """The lines in their order; rows that stand clear, column below column, are a table in their place."""
    found: list[Line | TableDraft] = []
    for run in _runs(lines):
        table = _table(run) if len(run) >= _FEWEST_ROWS else None
        found += run if table is None else [table]
    return found


def _runs(lines: Sequence[Line]) -> Iterable[list[Line]]:
    """Lines in pieces that follow each other closely, with lines of one piece that stand in one of their columns."""
    run: list[Line] = []
    for line in lines:
        clear = len(line.pieces) > 1
        near = bool(run) and line.top - run[-1].top < _FARTHEST * line.size
        if run and not (near and (clear or _fits(line, run))):
            yield run
            run = []
        if clear or run:
            run.append(line)
        else:
            yield [line]
    if run:
        yield run


def _fits(line: Line, run: Sequence[Line]) -> bool:
    """Whether a line of one piece stands in a column that is not the first."""
    edges = _columns(run[-_FAR_ENOUGH:])
    return any(left - line.size < line.left and line.right < right + line.size for left, right in edges[1:])


def _columns(run: Sequence[Line]) -> list[tuple[float, float]]:
    """From where to where each column reaches."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((piece.left, piece.right) for line in run for piece in line.pieces):
        if columns and left < columns[-1][1] + _CLEAR * run[0].size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _table(run: Sequence[Line]) -> TableDraft | None:
    """The table of a run of lines; None where they have too few columns or rows."""
    columns = _columns(run)
    whole = [line for line in run if len(line.pieces) >= _FEWEST_COLUMNS]
    if len(columns) < _FEWEST_COLUMNS or len(whole) < _FEWEST_ROWS:
        return None
    inner = [(before[1] + after[0]) / 2 for before, after in pairwise(columns)]
    xs = (columns[0][0], *inner, columns[-1][1])
    sides = list(pairwise((float("-inf"), *inner, float("inf"))))
    cells: list[CellDraft] = []
    rows = 0
    for line in run:
        if len(line.pieces) == 1 and rows and line.left > inner[0]:
            _put([cell for cell in cells if cell.row == rows - 1], line, sides)
            continue
        row = [CellDraft(rows, col, 1, 1, xs[col + 1] - xs[col], line.top, line.bottom) for col in range(len(columns))]
        _put(row, line, sides)
        cells += row
        rows += 1
    return TableDraft(run[0].page, xs, run[0].top, run[-1].bottom, rows, cells, run[0].page)


def _put(row: Sequence[CellDraft], line: Line, sides: Sequence[tuple[float, float]]) -> None:
    """Put each piece of a line into its cell."""
    for cell, (left, right) in zip(row, sides, strict=True):
        if (part := part_of(line, left, right)) is not None:
            cell.lines.append(part)
