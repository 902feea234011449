"""Rows without lines between them, counted in one of the first two columns → where they end, and which cells reach down over several.

The text of a cell stands in the middle of it. So each row has text beside its
number, and what stands in the middle of several rows belongs to them all.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.reading.pages.page_lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.reading.pages.page_content import Glyph
    from policy_extract.reading.pages.page_lines import Line

_BESIDE: Final = 0.9
"""Ems between the middle of a number and that of a line of its row: half a line, in cells of two."""
_OF_ONE_CELL: Final = 0.6
"""Ems of space between two lines of a cell at most."""
_CENTRED: Final = 0.6
"""Ems between the middle of a text and that of the rows it belongs to."""

_COUNTING: Final = 2
"""First columns that may count the rows: groups may stand before the numbers."""
_MOST_ROWS: Final = 300
"""Rows on a page; lines are compared with all of them."""

Rows = tuple[int, int]
"""The first row and the one after the last."""


def ends_of_rows(glyphs: Sequence[Glyph], xs: Sequence[float]) -> list[float]:
    """Where rows end that one of the first columns counts: at the widest gap between what stands beside two numbers; [] for others."""
    columns = _columns(glyphs, xs)
    numbers = next((lines for lines in columns[:_COUNTING] if _is_count(lines)), [])
    if not numbers:
        return []
    beside = [line for lines in columns if _has_all(lines, numbers) for line in lines]
    ends = [_widest_gap(beside, _middle(one), _middle(two)) for one, two in pairwise(numbers)]
    return [end for end in ends if end is not None] if None not in ends else []


def cells_over_rows(glyphs: Sequence[Glyph], xs: Sequence[float], ys: Sequence[float]) -> dict[int, list[Rows]]:
    """For each column whose texts stand in the middle of several rows: which rows each of them belongs to."""
    columns = _columns(glyphs, xs)
    numbers = next((lines for lines in columns[:_COUNTING] if len(lines) == len(ys) - 1 <= _MOST_ROWS), [])
    if not numbers:
        return {}
    # Space at the ends of the table belongs to no row.
    ys = [
        min(lines[0].top for lines in columns if lines),
        *ys[1:-1],
        max(lines[-1].bottom for lines in columns if lines),
    ]
    return {
        col: spans
        for col, lines in enumerate(columns)
        if lines and not _has_all(lines, numbers) and (spans := _spans(lines, ys))
    }


def _columns(glyphs: Sequence[Glyph], xs: Sequence[float]) -> list[list[Line]]:
    """The lines of each column."""
    return [
        lines_of(0, [glyph for glyph in glyphs if left <= (glyph.left + glyph.right) / 2 < right])[0]
        for left, right in pairwise(xs)
    ]


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _is_count(numbers: Sequence[Line]) -> bool:
    """Whether there are several lines, each a number, one more than that above it."""
    if not 2 <= len(numbers) <= _MOST_ROWS or not all(
        line.text.isdecimal() and len(line.text) <= len("9999") for line in numbers
    ):
        return False
    return all(int(two.text) == int(one.text) + 1 for one, two in pairwise(numbers))


def _has_all(lines: Sequence[Line], numbers: Sequence[Line]) -> bool:
    """Whether a line stands beside every number."""
    return all(any(abs(_middle(line) - _middle(number)) <= _BESIDE * line.size for line in lines) for number in numbers)


def _widest_gap(lines: Sequence[Line], above: float, below: float) -> float | None:
    """The middle of the widest space between lines, from one place to another; None where there is no space."""
    between = sorted((line for line in lines if line.bottom > above and line.top < below), key=lambda line: line.top)
    best, place = 0.0, None
    reach = above
    for line in between:
        if line.top - reach > best and line.top > above:
            best, place = line.top - reach, (line.top + reach) / 2
        reach = max(reach, line.bottom)
    return place


def _spans(lines: Sequence[Line], ys: Sequence[float]) -> list[Rows]:
    """The rows that each text of a column stands in the middle of, all of them in order; [] where one stands in no such middle."""
    spans: list[Rows] = []
    start = 0
    for top, bottom, size in _texts(lines):
        middle = (top + bottom) / 2
        ends = range(start + 1, len(ys))
        end = min(ends, key=lambda end: abs((ys[start] + ys[end]) / 2 - middle), default=None)
        if end is None or abs((ys[start] + ys[end]) / 2 - middle) > _CENTRED * size:
            return []
        spans.append((start, end))
        start = end
    return spans if start == len(ys) - 1 else []


def _texts(lines: Sequence[Line]) -> list[tuple[float, float, float]]:
    """Top, bottom and size of each text of a column: lines that stand close to each other."""
    found: list[tuple[float, float, float]] = []
    for line in lines:
        if found and line.top - found[-1][1] <= _OF_ONE_CELL * line.size:
            found[-1] = (found[-1][0], line.bottom, line.size)
        else:
            found.append((line.top, line.bottom, line.size))
    return found
