"""Large print that lies over the text of a page: a watermark that stands upright."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.reading.pages.page_content import Glyph

_LARGER: Final = 1.8
"""A glyph this many times as large as most text is large."""
_SHARE: Final = 0.3
"""Share of the characters of a large line that must have other text inside their boxes; a title has none."""
_MOST: Final = 300
"""Large characters of a page; where more are, they are its text."""


def without_overprint(glyphs: Sequence[Glyph]) -> tuple[Sequence[Glyph], str]:
    """The glyphs without large ones that lie over others, and the text of those."""
    if not glyphs:
        return glyphs, ""
    sizes = Counter([glyph.size for glyph in glyphs])
    rounded: Counter[int] = Counter()
    for size, count in sizes.items():
        rounded[round(size)] += count
    usual = rounded.most_common(1)[0][0]
    if max(sizes) <= _LARGER * usual:
        return glyphs, ""
    large = [glyph for glyph in glyphs if glyph.size > _LARGER * usual]
    if not large or len(large) > _MOST:
        return glyphs, ""
    rows: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in large:
        rows[round(glyph.top), round(glyph.size)].append(glyph)
    small = [
        ((glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2)
        for glyph in glyphs
        if glyph.size <= _LARGER * usual
    ]
    over = [row for row in rows.values() if _lies_over(row, small)]
    gone = {id(glyph) for row in over for glyph in row}
    text = "".join(glyph.char for row in over for glyph in row)
    return ([glyph for glyph in glyphs if id(glyph) not in gone], text) if gone else (glyphs, "")


def _lies_over(row: Sequence[Glyph], middles: Sequence[tuple[float, float]]) -> bool:
    """Whether enough glyphs of a large line have the middles of others inside their boxes."""
    top, bottom = min(glyph.top for glyph in row), max(glyph.bottom for glyph in row)
    beside = [(x, y) for x, y in middles if top < y < bottom]
    return sum(_covers(glyph, beside) for glyph in row) > _SHARE * len(row)


def _covers(large: Glyph, middles: Sequence[tuple[float, float]]) -> bool:
    """Whether the middle of another glyph lies well inside the box of a large one."""
    left, right = large.left + 0.1 * large.size, large.right - 0.1 * large.size
    top, bottom = large.top + 0.1 * large.size, large.bottom - 0.1 * large.size
    return any(left < x < right and top < y < bottom for x, y in middles)
