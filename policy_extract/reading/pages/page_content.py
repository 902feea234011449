"""A page as any form with pages shows it: glyphs and ruled lines, each with its place.

Units: points from the page's top left corner, the page turned so that its
text stands upright.
"""

from __future__ import annotations

from typing import NamedTuple

from policy_extract.records import record


class Glyph(NamedTuple):
    """One visible character; a tuple, because there are very many."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    """Of the font, in points."""
    bold: bool = False


@record
class Rule:
    """A straight line, horizontal where it is wider than high, else vertical."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def flat(self) -> bool:
        """Whether it is horizontal."""
        return self.right - self.left >= self.bottom - self.top


@record
class Page:
    """One page; a picture's text is none of its glyphs."""

    number: int
    """From 1."""
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...] = ()
    turned: str = ""
    """Text that runs at a right angle to that of the page."""
    slanted: str = ""
    """Text that stands across the page: a watermark."""
    outside: str = ""
    """Text beyond the edges of the page."""
    pictures: bool = False
    """Whether the page shows any."""
