"""The text column of each page: its left and right edges, its line spacing, whether paragraphs are indented."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from policy_extract.reading.pages.joining import LOOSE, RUNNING, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.reading.pages.page_lines import Line
    from policy_extract.reading.pages.parallel_columns import Side

_SHARE: Final = 0.06
"""Of the lines; fewer set no edge."""
_FEWEST: Final = 2
_CLEARLY_SHORT: Final = 4.0
"""Ems that are missing at the end of a line."""
_NEARLY_ALL: Final = 0.8
_FEWEST_OF_A_PAGE: Final = 8
_AS_WIDE: Final = 0.9
"""Share of the usual width."""
_GOOD_PART: Final = 0.3
"""Of the characters."""
_AS_LARGE: Final = 1.15
"""Factor between the sizes that a scanner's program gives to lines of one size."""
_MOST_SIZES: Final = 500
_NARROWEST: Final = 20
"""Ems; pages of text are wider, titles, headings and captions seldom are."""


def columns_of(pages: Sequence[Sequence[Line]], sides: Sequence[Side]) -> list[Column]:
    """The column of each page, from its own lines if there are enough, else from those of all pages.

    One of two columns side by side is measured by what stands on its side of the pages.
    """
    lines = [line for page in pages for line in page]
    if not lines:
        return [Column(0.0, 0.0, indents=False) for _ in pages]
    usual = {
        side: _edges([line for page, its in zip(pages, sides, strict=True) if its == side for line in page] or lines)
        for side in {"", *sides}
    }
    edges = [_own_edges(page, usual[side]) for page, side in zip(pages, sides, strict=True)]
    indents = _indents(pages, [its if side else usual[""] for its, side in zip(edges, sides, strict=True)])
    size = _size(lines)
    leading = _leading(pages, usual[""][1], 0.0)
    spaced = _spaced(pages, usual[""][1], leading)
    broken = any(sides) or _may_be_broken(lines, usual[""])
    return [
        Column(left, right, indents, size, _leading([page], right, leading), spaced, broken)
        for page, (left, right) in zip(pages, edges, strict=True)
    ]


def _own_edges(page: Sequence[Line], usual: tuple[float, float]) -> tuple[float, float]:
    """The edges that the lines of a page show, if they are many and it is nearly as wide as others."""
    left, right = _edges(page) if len(page) >= _FEWEST_OF_A_PAGE else usual
    return (left, right) if right - left >= _AS_WIDE * (usual[1] - usual[0]) else usual


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    """The outermost left and right edges that several lines share."""
    size = median(line.size for line in lines)
    fewest = max(_FEWEST, int(_SHARE * len(lines)))
    left = _shared(sorted(line.left for line in lines), 0.5 * size, fewest)
    right = -_shared(sorted(-line.firm for line in lines), 0.8 * size, fewest)
    return left, right


def _shared(places: Sequence[float], near: float, fewest: int) -> float:
    """The first place that so many share; the first of all where none is."""
    start = 0
    for end in range(len(places)):
        while places[end] - places[start] > near:
            start += 1
        if end - start + 1 >= fewest:
            return places[start]
    return places[0]


def _may_be_broken(lines: Sequence[Line], edges: tuple[float, float]) -> bool:
    """Whether any line is long, or is running text: else all are titles, headings and captions, around a table perhaps."""
    width = max(edges[1], *(line.right for line in lines)) - edges[0]
    long = width >= _NARROWEST * median(line.size for line in lines)
    return long or any(sign in line.text for line in lines for sign in RUNNING)


def _indents(pages: Sequence[Sequence[Line]], edges: Sequence[tuple[float, float]]) -> bool:
    """Whether paragraphs are indented: wide lines start further right, each followed by one that does not."""
    in_first = 0
    broad = 0
    for page, (left, right) in zip(pages, edges, strict=True):
        for before, after in pairwise(page):
            if before.right < right - 2.5 * before.size:
                continue
            broad += 1
            if 1.2 * before.size < before.left - left < 6 * before.size and after.left - left < before.size:
                in_first += 1
    return in_first > 0 and in_first * 25 >= broad


def _spaced(pages: Sequence[Sequence[Line]], right: float, leading: float) -> bool:
    """Whether nearly every line that is short enough to be the last of its paragraph is followed by extra space."""
    steps = [
        after.top - before.top
        for page in pages
        for before, after in pairwise(page)
        if before.right < right - _CLEARLY_SHORT * before.size
    ]
    wide = sum(1 for step in steps if step > LOOSE * leading)
    return leading > 0 and len(steps) > _FEWEST and wide > _NEARLY_ALL * len(steps)


def _size(lines: Sequence[Line]) -> float:
    """The size that most characters are printed in; where each line has its own, as in recognised text, that of most within a range."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    usual, count = sizes.most_common(1)[0]
    if count > _GOOD_PART * sizes.total():
        return usual
    ranges = [[one for one in sizes if size <= one <= _AS_LARGE * size] for size in sorted(sizes)[:_MOST_SIZES]]
    best = max(ranges, key=lambda its: sum(sizes[one] for one in its))
    up_to = accumulate(sizes[one] for one in sorted(best))
    half = sum(sizes[one] for one in best) / 2
    return next(one for one, count in zip(sorted(best), up_to, strict=True) if count >= half)


def _leading(pages: Sequence[Sequence[Line]], right: float, otherwise: float) -> float:
    """The commonest distance from line to line, where a good part of the lines keeps it: below full lines, if there are any.

    Below others begins a paragraph, and there may be more of them.
    """
    below = [
        (after.top - before.top, before.right > right - _CLEARLY_SHORT * before.size)
        for page in pages
        for before, after in pairwise(page)
    ]
    full = [step for step, is_full in below if is_full and step > 2]
    steps = full if len(full) > _FEWEST else [step for step, _ in below]
    counts = Counter(round(step) for step in steps if step > 2)
    if not counts:
        return otherwise
    usual = counts.most_common(1)[0][0]
    near = [step for step in steps if abs(step - usual) <= 1.5]
    return sum(near) / len(near) if len(near) > max(_FEWEST, len(steps) // 4) else otherwise
