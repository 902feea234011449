"""Notes in the margin of a page: small print beside the lines of the text, which belongs to none of them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.reading.known_lines import is_ideograph
from policy_extract.reading.pages.page_lines import rows_of
from policy_extract.records import mutable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.reading.pages.page_content import Glyph, Page

_SMALLER: Final = 0.86
"""Notes are smaller than the text by this factor at least."""
_WIDEST: Final = 0.28
"""Share of the width of a page that a note takes at most."""
_CLEAR: Final = 0.3
"""Ems between a note and the text."""
_BREAK: Final = 1.5
"""Ems between two pieces of a row of small print."""
_LEADING: Final = 2.2
"""Ems from one line of a note to the next."""
_LONG: Final = 12
"""Characters of a line of text that a note may stand beside."""
_FEWEST_LINES: Final = 3
"""Long lines that show where the text of a page stands."""
_SHORTEST: Final = 2
"""Ideographs of a note."""
_LONGEST: Final = 80
_MOST: Final = 60
"""Notes of a page; more are a table."""


@mutable
class _Box:
    """Small print that stands together."""

    glyphs: list[Glyph]
    left: float
    right: float
    top: float
    bottom: float

    def goes_on_in(self, row: Sequence[Glyph]) -> bool:
        """Whether a row is the next line of it."""
        near = row[0].top - self.bottom < (_LEADING - 1) * row[0].size
        return near and row[0].left < self.right and self.left < row[-1].right

    def stands_below(self, other: _Box) -> bool:
        """Whether it stands in one column with another."""
        return self.left < other.right and other.left < self.right

    def take(self, row: Sequence[Glyph]) -> None:
        """Add a row."""
        self.glyphs += row
        self.left, self.right = min(self.left, row[0].left), max(self.right, row[-1].right)
        self.bottom = max(self.bottom, *(glyph.bottom for glyph in row))


def side_notes(page: Page, glyphs: Sequence[Glyph]) -> tuple[list[list[Glyph]], Sequence[Glyph]]:
    """The glyphs of each note in the margin, from top to bottom, and all others."""
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs)
    if len(sizes) < _SHORTEST:
        return [], glyphs
    size = sizes.most_common(1)[0][0]
    small = [glyph for glyph in glyphs if glyph.size < _SMALLER * size]
    if not small:
        return [], glyphs
    words = [box for box in _boxes(small) if _holds_words(box, page.width)]
    if not 0 < len(words) <= _MOST:
        return [], glyphs
    lines = list(rows_of(glyph for glyph in glyphs if glyph.size >= _SMALLER * size))
    long_lines = [row for row in lines if len(row) >= _LONG]
    beside = [(box, _stands_beside(box, lines, _CLEAR * size)) for box in words]
    sure = [box for box, long in beside if long or _stands_outside(box, long_lines, _CLEAR * size)]
    notes = [
        box.glyphs
        for box, long in beside
        if any(box is one for one in sure) or (long is not None and any(box.stands_below(one) for one in sure))
    ]
    taken = {id(glyph) for note in notes for glyph in note}
    return notes, [glyph for glyph in glyphs if id(glyph) not in taken]


def _boxes(small: Sequence[Glyph]) -> list[_Box]:
    """Small print as it stands together."""
    found: list[_Box] = []
    open_boxes: list[_Box] = []
    for whole in rows_of(small):
        for row in _pieces(whole):
            open_boxes = [box for box in open_boxes if row[0].top - box.bottom < _LEADING * row[0].size]
            box = next((one for one in open_boxes if one.goes_on_in(row)), None)
            if box is None:
                box = _Box([], row[0].left, row[-1].right, row[0].top, row[0].bottom)
                open_boxes.append(box)
                found.append(box)
            box.take(row)
    return found


def _pieces(row: Sequence[Glyph]) -> Iterator[Sequence[Glyph]]:
    """The stretches of a row that stand clear of each other."""
    cuts = [at for at, (one, two) in enumerate(pairwise(row), 1) if two.left - one.right > _BREAK * two.size]
    for start, end in pairwise([0, *cuts, len(row)]):
        yield row[start:end]


def _holds_words(box: _Box, width: float) -> bool:
    """Whether small print may be a note: narrow, a few words, no number."""
    return (
        box.right - box.left <= _WIDEST * width
        and len(box.glyphs) <= _LONGEST
        and sum(is_ideograph(glyph.char) for glyph in box.glyphs) >= _SHORTEST
    )


def _stands_beside(box: _Box, lines: Sequence[Sequence[Glyph]], clear: float) -> bool | None:
    """Whether a long line is among those beside small print, all of them on one side and clear of it; None where they are not, or there is none."""
    beside = [row for row in lines if row[0].top < box.bottom and box.top < row[0].bottom]
    left = all(row[0].left > box.right + clear for row in beside)
    right = all(row[-1].right < box.left - clear for row in beside)
    return any(len(row) >= _LONG for row in beside) if beside and left != right else None


def _stands_outside(box: _Box, lines: Sequence[Sequence[Glyph]], clear: float) -> bool:
    """Whether small print stands left or right of all long lines of a page, though perhaps beside none of them."""
    if len(lines) < _FEWEST_LINES:
        return False
    left, right = min(row[0].left for row in lines), max(row[-1].right for row in lines)
    return box.right + clear < left or box.left - clear > right
