"""Headings in a column of their own, left of the text that they head: each is a line above its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.reading.pages.page_lines import part_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.reading.pages.page_lines import Line

_HEADING: Final = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节部])\s*\S")
_FEWEST: Final = 2
"""Headings that stand so on a page."""
_NEAR: Final = 3.0
"""Points between the left edges of lines of one column."""
_RUNNING: Final = 10
"""Characters of a line of the text beside them."""


def with_left_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines; one that a heading opens in a column of its own is two, where lines of the text begin at the same place."""
    opening = [line for line in lines if len(line.pieces) > 1 and _HEADING.match(line.text)]
    edges = [line.pieces[1].left for line in opening]
    if len(opening) < _FEWEST:
        return list(lines)
    edge = sorted(edges)[len(edges) // 2]
    beside = {id(line) for line, left in zip(opening, edges, strict=True) if abs(left - edge) <= _NEAR and _runs(line)}
    goes_on = any(abs(line.left - edge) <= _NEAR and len(line.text) >= _RUNNING for line in lines)
    if len(beside) < _FEWEST or not goes_on:
        return list(lines)
    return [part for line in lines for part in (_parted(line, edge) if id(line) in beside else (line,))]


def _runs(line: Line) -> bool:
    """Whether text stands beside the heading, not the cells of a row."""
    return len(line.pieces) == _FEWEST and len(line.pieces[1].text) >= _RUNNING


def _parted(line: Line, edge: float) -> Iterator[Line]:
    """The heading, and the line of text beside it."""
    for left, right in ((line.left, edge - _NEAR), (edge - _NEAR, line.right + 1)):
        part = part_of(line, left, right)
        if part is not None:
            yield part
