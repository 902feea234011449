"""Whether pages have a text that can be read: a scan has none, and fonts that do not say what they print spoil it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.errors import NotADocumentError
from policy_extract.findings import Code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.findings import Report
    from policy_extract.reading.pages.page import Page

_MOST_UNREADABLE: Final = 0.2
"""Share of a page's glyphs; some bullets are characters of a private font on every page."""
_FEWEST: Final = 10
"""Glyphs that say something of a page."""


def is_illegible(page: Page) -> bool:
    """Whether a page shows something and most of what it shows cannot be read."""
    if not page.glyphs:
        return page.pictures
    return len(page.glyphs) >= _FEWEST and page.unreadable > _MOST_UNREADABLE * len(page.glyphs)


def must_be_legible(illegible: Sequence[int], shown: int, report: Report) -> None:
    """Nothing where most of the pages that show something can be read; those that cannot are noted.

    Fails: NotADocumentError otherwise.
    """
    if not shown:
        raise NotADocumentError("the pages show nothing; give a document with text in it")
    if 2 * len(illegible) >= shown:
        pages = _ranges(illegible)
        if len(illegible) == 1:
            raise NotADocumentError(
                f"page {pages} of {shown} has no text layer that can be read (a scan, or fonts that do not say what they"
                " print); give a searchable PDF, with its text recognised (OCR), or the .docx it was made from"
            )
        raise NotADocumentError(
            f"pages {pages} of {shown} have no text layer that can be read (scans, or fonts that do not say what they"
            " print); give a searchable PDF, with its text recognised (OCR), or the .docx it was made from"
        )
    if illegible:
        report.note(Code.PAGES_UNREADABLE, pages=_ranges(illegible))


def _ranges(pages: Sequence[int]) -> str:
    """Numbers in few words.

    >>> _ranges([1, 2, 3, 7])
    '1–3, 7'
    """
    starts = [pages[0], *(after for before, after in pairwise(pages) if after != before + 1)]
    ends = [*(before for before, after in pairwise(pages) if after != before + 1), pages[-1]]
    return ", ".join(str(start) if start == end else f"{start}–{end}" for start, end in zip(starts, ends, strict=True))
