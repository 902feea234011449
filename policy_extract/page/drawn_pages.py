"""Pages of an OFD file drawn from what was read of them: characters and lines where they stand, as SVG."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from policy_extract.page.markup import Html, element, joined
from policy_extract.page.pictures import MOST
from policy_extract.reading.pages.ofd import pages_of
from policy_extract.reading.pages.pdfium import PIXELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.reading.pages.page_content import Glyph, Page, Rule

_BELOW = 0.12
"""Share of its size that a character reaches below its base line."""


def drawn_sheets(data: bytes) -> Html:
    """The pages of an OFD file as drawings that nobody sees until the script shows a piece of one."""
    return joined(map(_sheet, islice(pages_of(data), MOST)))


def _sheet(page: Page) -> Html:
    return element(
        "svg",
        element("path", d=" ".join(map(_line, page.rules)), stroke="#000", stroke_width="0.6") if page.rules else "",
        _texts(page.glyphs),
        id=f"sheet-{page.number}",
        viewBox=f"0 0 {page.width:.1f} {page.height:.1f}",
        width=round(page.width * PIXELS),
        height=round(page.height * PIXELS),
        hidden=True,
        aria_hidden="true",
    )


def _line(rule: Rule) -> str:
    """A line through the middle of a rule."""
    if rule.flat:
        y = (rule.top + rule.bottom) / 2
        return f"M{rule.left:.1f} {y:.1f}H{rule.right:.1f}"
    x = (rule.left + rule.right) / 2
    return f"M{x:.1f} {rule.top:.1f}V{rule.bottom:.1f}"


def _texts(glyphs: Iterable[Glyph]) -> Iterator[Html]:
    """A text for each run of characters on one line and of one size, every character with its own place."""
    for (foot, size, bold), run in groupby(glyphs, key=lambda one: (one.bottom, one.size, one.bold)):
        held = [*run]
        yield element(
            "text",
            "".join(one.char for one in held),
            x=" ".join(f"{one.left:.1f}" for one in held),
            y=f"{foot - _BELOW * size:.1f}",
            font_size=f"{size:.1f}",
            font_weight="bold" if bold else None,
        )
