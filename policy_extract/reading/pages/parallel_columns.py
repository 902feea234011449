"""Text in two columns: each page is split into full-width lines, its left column and its right one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING, Final, Literal

from policy_extract.reading.pages.page_lines import part_of
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

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
_OF_ONE_PIECE: Final = 0.8
"""Share of the lines of running text that have no wide gap; rows of a table have."""
_FEWEST_INDENTED: Final = 2
_FEWEST_BEGUN: Final = 2
"""Lines of a column that the end of a text begins, which are as wide as those of the column before it."""
_AS_WIDE: Final = 0.93
_LEAST_FULL: Final = 0.25
"""Share of lines as wide as that where paragraphs are indented, which cells of a table are not."""
_AT_EDGE: Final = 0.15
"""Share of the lines that begin at the edge of their column."""
_INDENTS: Final = (1.5, 2.5)
"""Ems that the first line of a paragraph stands further in."""


Side = Literal["", "left", "right"]
"""Of two columns; "" for what takes the width of the page."""
Box = tuple[float, float, float]
"""Of a table: left, top, right."""


@record
class Part:
    """Lines that are read before those of the next part."""

    lines: tuple[Line, ...]
    side: Side = ""
    """Which of two columns they are."""
    tables: tuple[int, ...] = ()
    """The tables that stand there, by their place among those of the page."""


@record
class Columns:
    """Where the columns of a document stand."""

    left: float
    """Where the left one begins."""
    right: float

    @property
    def gutter(self) -> float:
        """A place between them, as near to the right one as any text of the left one may come."""
        return self.right - _NEAR


def parts_of_pages(
    pages: Sequence[Sequence[Line]], tables: Sequence[Sequence[Box]] = (), middles: Sequence[float | None] = ()
) -> list[list[Part]]:
    """The lines and tables of each page in the parts they are read in; all of them in one where nothing stands side by side.

    A page may have too little text for its columns to be detected: they are
    taken to stand where those of the other pages do. `middles` says of each
    page whether it is two printed side by side, and where they meet.
    """
    boxes = tables or [()] * len(pages)
    gutters = gutters_of(pages, middles)
    return [_parts_at(lines, its, gutter) for lines, its, gutter in zip(pages, boxes, gutters, strict=True)]


def gutters_of(pages: Sequence[Sequence[Line]], middles: Sequence[float | None] = ()) -> list[float | None]:
    """Where the space between two columns stands on each page; None for pages without columns. `middles` as above."""
    known = middles or [None] * len(pages)
    gutters = [_gutter(lines) if middle is None else middle for lines, middle in zip(pages, known, strict=True)]
    told = [(lines, gutter) for lines, gutter in zip(pages, gutters, strict=True) if gutter is not None]
    if not told:
        return gutters
    usual = _usual_columns(told)
    return [
        usual.gutter if gutter is None and _is_set_into(lines, usual) else gutter
        for lines, gutter in zip(pages, gutters, strict=True)
    ]


def _usual_columns(told: Sequence[tuple[Sequence[Line], float]]) -> Columns:
    """Where most of the pages whose columns are detected have them."""
    firsts = [
        (piece.left, piece.left >= gutter)
        for lines, gutter in told
        for line in lines
        for piece in _first_pieces(line, gutter)
    ]
    left, right = (
        _outermost([round(place) for place, is_right in firsts if is_right == side]) for side in (False, True)
    )
    return Columns(left, right)


def _outermost(places: Sequence[int]) -> int:
    """The leftmost place where a good part of the lines begin: paragraphs may be indented, and titles stand in the middle."""
    counts = Counter(places)
    fewest = min(_AT_EDGE * len(places), max(counts.values()))
    return min(place for place, count in counts.items() if count >= fewest)


def _parts_at(lines: Sequence[Line], tables: Sequence[Box], gutter: float | None) -> list[Part]:
    """The parts of a page whose columns stand left and right of a place; None for a page without columns."""
    if gutter is None:
        return [Part(tuple(lines), tables=tuple(range(len(tables))))]
    items: list[tuple[float, bool, Line | int]] = [(line.top, _crosses(line, gutter), line) for line in lines]
    items += [(top, left < gutter < right, at) for at, (left, top, right) in enumerate(tables)]
    items.sort(key=lambda item: item[0])
    parts: list[Part] = []
    for across, band in groupby(items, key=lambda item: item[1]):
        its = [item for _, _, item in band]
        its_lines = [item for item in its if not isinstance(item, int)]
        its_tables = [item for item in its if isinstance(item, int)]
        if across:
            parts.append(Part(tuple(its_lines), tables=tuple(its_tables)))
            continue
        for side, start, end in _sides(gutter):
            beside = [part for line in its_lines if (part := part_of(line, start, end)) is not None]
            inside = [at for at in its_tables if start <= tables[at][0] < end]
            if beside or inside:
                parts.append(Part(tuple(beside), side, tuple(inside)))
    return parts


def _sides(gutter: float) -> tuple[tuple[Side, float, float], ...]:
    """The two columns: from where to where each may stand."""
    return ("left", float("-inf"), gutter), ("right", gutter, float("inf"))


def _is_set_into(lines: Sequence[Line], columns: Columns) -> bool:
    """Whether a page's lines stand in the columns of the other pages: most begin where those begin, or an indent from there."""
    across = sum(1 for line in lines if _crosses(line, columns.gutter))
    pieces = [piece for line in lines for piece in _first_pieces(line, columns.gutter)]
    size = max((line.size for line in lines), default=0.0)
    at_edge = sum(
        1
        for piece in pieces
        if any(-_NEAR <= piece.left - edge <= _INDENT * size + _NEAR for edge in (columns.left, columns.right))
    )
    return across <= _MOST_ACROSS * len(lines) and len(pieces) > 1 and 2 * at_edge > len(pieces)


def _first_pieces(line: Line, gutter: float) -> list[Piece]:
    """What opens each column in a line; nothing in a line that crosses the space between them."""
    if _crosses(line, gutter):
        return []
    left, right = ([piece for piece in line.pieces if (piece.left >= gutter) == after] for after in (False, True))
    return left[:1] + right[:1]


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
    left, right = (
        [part for line in whole if (part := part_of(line, start, end)) is not None] for _, start, end in _sides(best)
    )
    return best if _is_running(left) and (_is_running(right) or _is_begun(right, left)) else None


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
    """Whether the lines are those of running text: many, without wide gaps, and most as wide as their column.

    Where paragraphs are indented, headings, names and dates may be more than the wide lines.
    """
    if len(lines) < _FEWEST or sum(1 for line in lines if len(line.pieces) == 1) < _OF_ONE_PIECE * len(lines):
        return False
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    full = sum(1 for line in lines if line.width > _RUNNING * (right - left))
    indented = sum(1 for one, two in pairwise(lines) if _opens_paragraph(one, two, left, right))
    return 2 * full > len(lines) or (indented >= _FEWEST_INDENTED and full > _LEAST_FULL * len(lines))


def _is_begun(lines: Sequence[Line], beside: Sequence[Line]) -> bool:
    """Whether lines are the few with which a text goes on in a second column: from the top of the first, some as wide as its lines."""
    if len(lines) < _FEWEST_BEGUN or any(len(line.pieces) > 1 for line in lines):
        return False
    edge, wide = min(line.left for line in lines), max(line.width for line in beside)
    full = [line for line in lines if line.left - edge < _NEAR and _AS_WIDE * wide <= line.width <= wide + line.size]
    return lines[0].top <= beside[0].bottom and len(full) >= _FEWEST_BEGUN


def _opens_paragraph(line: Line, below: Line, left: float, right: float) -> bool:
    """Whether an indented line reaches the end of its column, and the next begins at its edge."""
    low, high = _INDENTS
    indented = low * line.size < line.left - left < high * line.size
    return indented and below.left - left < low * below.size / 2 and line.right > right - high * line.size
