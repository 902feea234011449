"""Text whose columns stand side by side, as programs give it that keep the layout of a page: one column after the other."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from policy_extract.reading.pages.page_lines import Line, Piece
from policy_extract.reading.pages.parallel_columns import parts_of_pages
from policy_extract.reading.repair.wrapped import display_width, find_cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.pages.parallel_columns import Part

_PIECE: Final = re.compile(r"\S+(?:[ \u3000]{1,2}\S+)*")
"""What stands clear of the rest of a line by three blanks."""
_GUTTER: Final = re.compile(r"\S(?: {3}|\u3000{2})[ \u3000]*\S")
_FEWEST: Final = 8
"""Lines with such a gap, without which there are no columns."""
_COLUMN: Final = 6.0
"""Points that stand for a column, so that a Chinese character is as wide as on a page."""
_SIZE: Final = 2 * _COLUMN


def side_by_side(text: str, matcher: Matcher) -> str:
    """The text with the left column of each page above the right one, where its lines leave no doubt that there are two."""
    if len(_GUTTER.findall(text)) < _FEWEST:
        return text
    pages = text.split("\f")
    lines = [
        [line for at, raw in enumerate(page.split("\n")) if (line := _line(at, raw)) is not None] for page in pages
    ]
    parts = parts_of_pages(lines)
    if not _go_on([part for its in parts for part in its if part.side], matcher):
        return text
    return "\f".join(page if len(its) == 1 else _one_by_one(its) for page, its in zip(pages, parts, strict=True))


def _go_on(beside: Sequence[Part], matcher: Matcher) -> bool:
    """Whether the lines of the left columns and of the right ones go on each other, as those of running text do."""
    sides = [[line.text for part in beside if part.side == side for line in part.lines] for side in ("left", "right")]
    return bool(beside) and all(find_cut(side, matcher) is not None for side in sides)


def _one_by_one(parts: Sequence[Part]) -> str:
    """The lines of a page, part by part."""
    return "".join(f"{line}\n" for part in parts for line in _texts(part))


def _line(at: int, raw: str) -> Line | None:
    """A line of text as a line of a page; None for a blank one."""
    text = raw.strip()
    if not text:
        return None
    start = len(raw) - len(raw.lstrip())
    top = at * _SIZE
    pieces: list[Piece] = []
    end = right = 0
    for one in _PIECE.finditer(raw):
        left = right + display_width(raw[end : one.start()])
        end, right = one.end(), left + display_width(one[0])
        pieces.append(Piece(one[0], _COLUMN * left, _COLUMN * right, one.start() - start, _SIZE, top, top + _SIZE))
    first, last = pieces[0].left, pieces[-1].right
    return Line(1, text, first, top, last, top + _SIZE, _SIZE, (_SIZE, _SIZE), (), _SIZE, last, tuple(pieces))


def _texts(part: Part) -> Iterator[str]:
    """The lines of a part, set in from its margin as they were."""
    margin = _margin(part.lines)
    for line in part.lines:
        yield " " * max(round((line.left - margin) / _COLUMN), 0) + line.text.rstrip()


def _margin(lines: Sequence[Line]) -> float:
    """Where most lines begin."""
    return Counter(line.left for line in lines).most_common(1)[0][0]
