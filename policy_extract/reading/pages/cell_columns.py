"""Text in columns inside one cell, as boxes of plans set it below a title that runs across: each column is read by itself."""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.reading.pages.page_lines import part_of
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.reading.pages.page_lines import Line

_FEWEST: Final = 3
"""Lines in columns, and ..."""
_CLEAR: Final = 0.8
"""Ems between two columns."""
_FULL: Final = 1.5
"""Ems that a line of running text leaves free at the end of its column."""
_RUNNING: Final = 0.6
"""Share of the lines of running text that fill their column; cells of a table do not."""
_NARROWEST: Final = 6
"""Ems of a column of running text."""


def in_reading_order(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a cell: all of them, or those above its columns, each of its columns, and those below, page by page."""
    pages = [_of_page(list(its)) for _, its in groupby(lines, key=lambda line: line.page)]
    return (
        [group for groups in pages for group in groups] if any(len(groups) > 1 for groups in pages) else [list(lines)]
    )


def _of_page(lines: list[Line]) -> list[list[Line]]:
    fine = [replace(line, pieces=line.parts) if len(line.parts) > len(line.pieces) else line for line in lines]
    counts = Counter(len(line.pieces) for line in fine if len(line.pieces) > 1)
    count, times = counts.most_common(1)[0] if counts else (0, 0)
    if times < _FEWEST:
        return [lines]
    whole = [at for at, line in enumerate(fine) if len(line.pieces) == count]
    columns = [
        (min(fine[at].pieces[col].left for at in whole), max(fine[at].pieces[col].right for at in whole))
        for col in range(count)
    ]
    size = fine[whole[0]].size
    if any(after[0] - before[1] < _CLEAR * size for before, after in pairwise(columns)):
        return [lines]
    last = max(at for at, line in enumerate(fine) if at >= whole[0] and (at in whole or _fits(line, columns)))
    middle = fine[whole[0] : last + 1]
    if not all(_fits(line, columns) for line in middle) or not _runs(middle, columns, size):
        return [lines]
    parts = [
        [part for line in middle if (part := part_of(line, left - size, right + size)) is not None]
        for left, right in columns
    ]
    return [group for group in (lines[: whole[0]], *parts, lines[last + 1 :]) if group]


def _fits(line: Line, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether each piece of a line stands in one column."""
    return all(
        any(left - 1 <= piece.left and piece.right <= right + 1 for left, right in columns) for piece in line.pieces
    )


def _runs(lines: Sequence[Line], columns: Sequence[tuple[float, float]], size: float) -> bool:
    """Whether most lines of each column fill it, as those of running text do."""
    for left, right in columns:
        ends = [
            piece.right
            for line in lines
            for piece in line.pieces
            if left - 1 <= piece.left and piece.right <= right + 1
        ]
        full = sum(end > right - _FULL * size for end in ends)
        if right - left < _NARROWEST * size or full < _RUNNING * len(ends):
            return False
    return True
