"""Horizontal lines alone → grids: a line under each row, or three around a heading and what stands below it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.reading.pages.numbered_rows import cells_over_rows, ends_of_rows
from policy_extract.reading.pages.page_lines import lines_of
from policy_extract.reading.pages.ruled import Grid, Square, lying_bars
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.reading.pages.numbered_rows import Rows
    from policy_extract.reading.pages.page_content import Glyph, Rule
    from policy_extract.reading.pages.page_lines import Piece
    from policy_extract.reading.pages.ruled import Bar

_SAME_END: Final = 6.0
"""Points between the ends of two lines of one table."""
_FEWEST_COLUMNS: Final = 3
_FEWEST_UNDER: Final = 2
"""Columns that a line between two rows runs under, or lines at its height do."""
_CLEAR: Final = 0.5
"""Ems that no text of any row crosses between two columns."""
_MOST_BARS: Final = 500
_LOWER: Final = 0.3
"""Ems from the middle of a heading to that of words in its lower half, or more."""
_AS_WIDE: Final = 1.5
"""Space between rows is wider than that between the lines of a cell by this factor."""

_NUMBER: Final = re.compile(r"[≥≤＞＜]?\d[\d.,]*[%％]?")
"""A number of a table."""

_Span = tuple[float, float]


def open_grids(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> list[Grid]:
    """The grids that horizontal lines make with the columns of text between them; the glyphs are those in no other grid."""
    found = []
    flat = lying_bars(rules)
    for bars in _alike(flat):
        bands = [_between(glyphs, one, two) for one, two in pairwise(bars)]
        found += [_grid(bars[start : end + 1], bands[start:end], flat) for start, end in _runs(bands)]
    return found


def _alike(bars: Sequence[Bar]) -> list[list[Bar]]:
    """Lines that begin and end at the same places, three and more of them, from top to bottom."""
    groups: list[list[Bar]] = []
    for bar in bars[:_MOST_BARS]:
        for group in groups:
            if max(abs(group[0].start - bar.start), abs(group[0].end - bar.end)) <= _SAME_END:
                group.append(bar)
                break
        else:
            groups.append([bar])
    return [group for group in groups if len(group) > 2]


def _between(glyphs: Sequence[Glyph], above: Bar, below: Bar) -> list[Glyph]:
    """What stands between two lines."""
    return [
        glyph
        for glyph in glyphs
        if above.at <= (glyph.top + glyph.bottom) / 2 < below.at
        and above.start - 1 <= (glyph.left + glyph.right) / 2 <= above.end + 1
    ]


def _runs(bands: Sequence[Sequence[Glyph]]) -> Iterator[tuple[int, int]]:
    """From where to where bands are rows of one table: each leaves the columns of the first clear, and a caption adds none."""
    start = 0
    while start < len(bands):
        columns = len(_columns(bands[start]))
        end = start + 1
        held = list(bands[start])
        while columns >= _FEWEST_COLUMNS and end < len(bands) and bands[end]:
            together, own = len(_columns([*held, *bands[end]])), len(_columns(bands[end]))
            if together < columns or (together > columns and own < _FEWEST_COLUMNS):
                break
            held += bands[end]
            end += 1
        if end > start + 1:
            yield start, end
        start = end


def _columns(glyphs: Sequence[Glyph]) -> list[_Span]:
    """From where to where the text of each column reaches."""
    columns: list[_Span] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.left):
        if columns and glyph.left < columns[-1][1] + _CLEAR * glyph.size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], glyph.right))
        else:
            columns.append((glyph.left, glyph.right))
    return columns


def _grid(bars: Sequence[Bar], bands: Sequence[Sequence[Glyph]], flat: Sequence[Bar]) -> Grid:
    """The grid of lines and of the text between them, the first band being the heading; `flat` are all lines of the page."""
    whole = _columns([glyph for band in bands for glyph in band])
    below = _columns([glyph for band in bands[1:] for glyph in band])
    columns = max(whole, below, key=len)
    xs = (bars[0].start, *((one[1] + two[0]) / 2 for one, two in pairwise(columns)), bars[0].end)
    shorter = _shorter(flat, bars, columns)
    ys = [*(bar.at for bar in bars), *{bar.at for bar in shorter}]
    over: dict[int, list[Rows]] = {}
    if len(bands) == 2 and not shorter:
        ys += ends_of_rows(bands[1], xs) or _rows(bands[1], xs)
        over = cells_over_rows(bands[1], xs, sorted(ys)[1:])
    heads = _heads(bands[0], xs) if len(below) > len(whole) else []
    if heads:
        ys.append(max(head.bottom for head in heads))
    ys.sort()
    top = 2 if heads else 1
    if shorter:
        over = _rows_beside(shorter, columns, ys[top:])
    squares = [
        square for square in _squares(len(xs) - 1, len(ys) - 1, heads) if square.row < top or square.col not in over
    ]
    squares += [Square(top + one, col, two - one, 1) for col, spans in over.items() for one, two in spans]
    return Grid(xs, tuple(ys), tuple(sorted(squares, key=lambda square: (square.row, square.col))))


def _shorter(flat: Sequence[Bar], bars: Sequence[Bar], columns: Sequence[_Span]) -> list[Bar]:
    """The lines below a heading that run under some columns only, as beside a cell that reaches down over several rows."""
    first, last = bars[1].at, bars[-1].at
    inside = [
        bar
        for bar in flat
        if first < bar.at < last
        and bar not in bars
        and bars[0].start - _SAME_END <= bar.start
        and bar.end <= bars[0].end + _SAME_END
    ]
    under = Counter(bar.at for bar in inside for column in columns if _runs_under(bar, column))
    return [bar for bar in inside if under[bar.at] >= _FEWEST_UNDER]


def _runs_under(bar: Bar, column: _Span) -> bool:
    """Whether a line runs under all the text of a column."""
    return bar.start <= column[0] + 1 and bar.end >= column[1] - 1


def _rows_beside(shorter: Sequence[Bar], columns: Sequence[_Span], ys: Sequence[float]) -> dict[int, list[Rows]]:
    """For each column, which rows its cells take: those that no line under the column parts."""
    found: dict[int, list[Rows]] = {}
    for col, column in enumerate(columns):
        drawn = {bar.at for bar in shorter if _runs_under(bar, column)}
        missing = {bar.at for bar in shorter} - drawn
        if missing:
            found[col] = list(pairwise(row for row, at in enumerate(ys) if at not in missing))
    return found


@record
class _Head:
    """Words of a heading above those of several columns."""

    first: int
    last: int
    bottom: float


def _heads(glyphs: Sequence[Glyph], xs: Sequence[float]) -> list[_Head]:
    """The words of a heading that stand between columns and have words of those columns below them."""
    lines, _ = lines_of(0, glyphs)
    pieces = [piece for line in lines for piece in line.parts]
    edges = [(piece, edge) for piece in pieces if (edge := _edge_in(piece, xs)) is not None]
    low = _low_columns([piece for piece in pieces if _edge_in(piece, xs) is None], xs, glyphs)
    found: list[_Head] = []
    for piece, edge in edges:
        first = last = edge
        while first - 1 in low:
            first -= 1
        while last in low:
            last += 1
        if first < edge < last and not (found and found[-1].last >= first):
            found.append(_Head(first, last - 1, piece.bottom))
    return found


def _edge_in(piece: Piece, xs: Sequence[float]) -> int | None:
    """The edge between two columns on which words stand; None where they stand in one."""
    at = bisect_right(xs, piece.left)
    return at if at < len(xs) - 1 and xs[at] < piece.right else None


def _low_columns(pieces: Sequence[Piece], xs: Sequence[float], glyphs: Sequence[Glyph]) -> set[int]:
    """The columns whose words stand in the lower half of the heading; those that have nothing above them stand in its middle."""
    middle = (min(glyph.top for glyph in glyphs) + max(glyph.bottom for glyph in glyphs)) / 2
    its: dict[int, list[Piece]] = {}
    for piece in pieces:
        its.setdefault(bisect_right(xs, (piece.left + piece.right) / 2) - 1, []).append(piece)
    return {
        col for col, words in its.items() if (words[0].top + words[-1].bottom) / 2 > middle + _LOWER * words[0].size
    }


def _squares(cols: int, rows: int, heads: Sequence[_Head]) -> Iterator[Square]:
    """The cells: words above several columns are one cell, and what stands beside them is as high as both rows."""
    headed = {col for head in heads for col in range(head.first, head.last + 1)}
    for head in heads:
        yield Square(0, head.first, 1, head.last - head.first + 1)
    for row in range(rows):
        for col in range(cols):
            if not heads or row > 1 or (row == 1 and col in headed):
                yield Square(row, col, 1, 1)
            elif row == 0 and col not in headed:
                yield Square(0, col, 2, 1)


def _rows(glyphs: Sequence[Glyph], xs: Sequence[float]) -> list[float]:
    """Where rows without rules between them end.

    Between all lines where each has a number and leaves one column blank at
    most; else at wide gaps; else above each such line, and above what stands
    in the first column.
    """
    lines, _ = lines_of(0, glyphs)
    spans: list[_Band] = []
    for line in lines:
        cols = frozenset(bisect_right(xs, (part.left + part.right) / 2) - 1 for part in line.parts)
        counts = any(_NUMBER.fullmatch(part.text) for part in line.parts)
        if spans and line.top < spans[-1].bottom:
            last = spans[-1]
            spans[-1] = _Band(last.top, max(last.bottom, line.bottom), last.cols | cols, last.counts or counts)
        else:
            spans.append(_Band(line.top, line.bottom, cols, counts))
    whole = [span.counts and len(span.cols) >= max(len(xs) - 2, _FEWEST_COLUMNS) for span in spans]
    gaps = [(one.bottom + two.top) / 2 for one, two in pairwise(spans)]
    wide = [two.top - one.bottom for one, two in pairwise(spans)]
    if not wide or all(whole):
        return gaps
    least = min(wide)
    if max(wide) > _AS_WIDE * max(least, 1.0):
        return [gap for gap, one in zip(gaps, wide, strict=True) if one > (least + max(wide)) / 2]
    return [gap for gap, span, row in zip(gaps, spans[1:], whole[1:], strict=True) if row or 0 in span.cols]


@record
class _Band:
    """Lines beside each other: from where to where, in which columns, and whether a plain number is among them."""

    top: float
    bottom: float
    cols: frozenset[int]
    counts: bool
