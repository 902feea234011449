"""Text in two columns: each page is split into full-width lines, its left column and its right one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Final

from policy_extract.reading.pages.page_lines import part_of
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.reading.pages.page_lines import Line, Piece

_FEWEST: Final = 8
"""Lines of each column."""
_MIDDLE: Final = (0.35, 0.65)
"""Where a gutter may stand, as shares of the width of the text."""
_STEP: Final = 3.0
"""Points from one place that is tried to the next."""
_MOST_ACROSS: Final = 0.2
"""Share of the lines that run across the gutter: titles."""
_NEAR: Final = 3.0
"""Points between the left edges of lines of one column."""
_INDENT: Final = 2.5
"""Ems that the first line of a paragraph stands further in at most."""
_RUNNING: Final = 0.75
"""Share of its column that most lines of running text fill; cells of a table do not."""


@record
class Part:
    """Lines that are read before those of the next part."""

    lines: tuple[Line, ...]
    beside: bool = False
    """Whether they are a column beside another."""


@record
class Columns:
    """Where the columns of a document stand."""

    gutter: float
    right: float
    """Where the right one begins."""


def parts_of_pages(pages: Sequence[Sequence[Line]]) -> list[list[Part]]:
    """The lines of each page in the parts they are read in; all of them in one where nothing stands side by side.

    A page may have too little text for its columns to be detected: they are
    taken to stand where those of the other pages do.
    """
    gutters = [_gutter(lines) for lines in pages]
    told = [(lines, gutter) for lines, gutter in zip(pages, gutters, strict=True) if gutter is not None]
    if not told:
        return [[Part(tuple(lines))] for lines in pages]
    edges = Counter(round(piece.left) for lines, gutter in told for piece in _right_pieces(lines, gutter))
    usual = Columns(Counter(gutter for _, gutter in told).most_common(1)[0][0], edges.most_common(1)[0][0])
    return [
        _parts_at(lines, usual.gutter if gutter is None and _is_set_into(lines, usual) else gutter)
        for lines, gutter in zip(pages, gutters, strict=True)
    ]


def _parts_at(lines: Sequence[Line], gutter: float | None) -> list[Part]:
    """The parts of a page whose columns stand left and right of a place; None for a page without columns."""
    if gutter is None:
        return [Part(tuple(lines))]
    parts: list[Part] = []
    for across, its in groupby(lines, key=lambda line: _crosses(line, gutter)):
        band = list(its)
        if across:
            parts.append(Part(tuple(band)))
            continue
        left = [part for line in band if (part := part_of(line, float("-inf"), gutter)) is not None]
        right = [part for line in band if (part := part_of(line, gutter, float("inf"))) is not None]
        parts += [Part(tuple(side), beside=True) for side in (left, right) if side]
    return parts


def _right_pieces(lines: Sequence[Line], gutter: float) -> Iterator[Piece]:
    """What opens the right column in each line that has both."""
    for line in lines:
        after = [piece for piece in line.pieces if piece.left >= gutter]
        if after and len(after) < len(line.pieces) and not _crosses(line, gutter):
            yield after[0]


def _is_set_into(lines: Sequence[Line], columns: Columns) -> bool:
    """Whether a page's lines stand in the columns of the other pages, the right one where theirs begins or an indent from there."""
    across = sum(1 for line in lines if _crosses(line, columns.gutter))
    right = list(_right_pieces(lines, columns.gutter))
    size = max((line.size for line in lines), default=0.0)
    at_edge = sum(1 for piece in right if 0 <= piece.left - columns.right + _NEAR <= _INDENT * size + 2 * _NEAR)
    return across <= _MOST_ACROSS * len(lines) and len(right) > 1 and 2 * at_edge > len(right)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the space between two columns stands; None where there is none."""
    if len(lines) < _FEWEST:
        return None
    first, last = min(line.left for line in lines), max(line.right for line in lines)
    low, high = (first + share * (last - first) for share in _MIDDLE)
    places = [low + _STEP * step for step in range(int((high - low) / _STEP) + 1)]
    across, at = min((count, at) for at, count in enumerate(_crossings(lines, places)))
    if across > _MOST_ACROSS * len(lines):
        return None
    best = places[at]
    whole = [line for line in lines if not _crosses(line, best)]
    sides = (
        [part_of(line, float("-inf"), best) for line in whole],
        [part_of(line, best, float("inf")) for line in whole],
    )
    return best if all(_is_running([part for part in side if part is not None]) for side in sides) else None


def _crossings(lines: Sequence[Line], places: Sequence[float]) -> list[int]:
    """How many lines cross each of the places, which go from left to right."""
    change = [0] * (len(places) + 1)
    for line in lines:
        reach = 0
        for piece in line.pieces:
            first, end = max(reach, bisect_right(places, piece.left)), bisect_left(places, piece.right)
            if first < end:
                change[first] += 1
                change[end] -= 1
                reach = end
    return list(accumulate(change[:-1]))


def _crosses(line: Line, place: float) -> bool:
    return any(piece.left < place < piece.right for piece in line.pieces)


def _is_running(lines: Sequence[Line]) -> bool:
    """Whether the lines are those of running text: many, and most as wide as their column."""
    if len(lines) < _FEWEST:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    return 2 * sum(1 for line in lines if line.width > _RUNNING * width) > len(lines)
