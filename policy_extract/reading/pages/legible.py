"""Whether pages have usable text: a scan has none; fonts that do not map glyphs to characters spoil it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.errors import NotADocumentError
from policy_extract.findings import Code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policy_extract.findings import Report
    from policy_extract.reading.pages.page_content import Page

_MOST_UNREADABLE: Final = 0.05
"""Share of a page's glyphs; some bullets are characters of a private font on every page."""
_FEWEST: Final = 20
"""Fewest glyphs by which a page can be judged."""
_CHINESE: Final = re.compile("[\u3400-\u9fff]")
_MOST_CHINESE: Final = 0.3
_NO_CHARACTER: Final = re.compile("[\ufffd\ue000-\uf8ff]")
_FOREIGN: Final = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u036f\u0400-\u1cff\ua000-\uabff]")
"""Letters of scripts that no Chinese text is written with; Greek ones name quantities."""


def is_illegible(page: Page) -> bool:
    """Whether a page shows something and much of what it shows cannot be read.

    A font without a character map gives private characters or U+FFFD, a font
    with a wrong one gives letters of other scripts among the Chinese ones.
    """
    if not page.glyphs:
        return page.pictures
    if len(page.glyphs) < _FEWEST:
        return False
    text = "".join([glyph.char for glyph in page.glyphs])
    unreadable = len(_NO_CHARACTER.findall(text))
    if len(_CHINESE.findall(text)) > _MOST_CHINESE * len(text):
        unreadable += len(_FOREIGN.findall(text))
    return unreadable > _MOST_UNREADABLE * len(text)


def unreadable_glyphs(page: Page) -> int:
    """How many glyphs of a page stand for no character that is known."""
    return [glyph.char for glyph in page.glyphs].count("\ufffd")


def note_spoiled(counts: Mapping[int, int], report: Report) -> None:
    """Add a finding for pages of which some characters cannot be read, by their numbers."""
    if counts:
        report.note(Code.CHARACTERS_UNREADABLE, count=sum(counts.values()), pages=_ranges(sorted(counts)))


def must_be_legible(illegible: Sequence[int], shown: int, count: int, report: Report) -> None:
    """Check that most of the pages that show something can be read; those that cannot are noted.

    Fails: NotADocumentError otherwise.
    """
    if not shown:
        raise NotADocumentError("the pages show nothing; give a document with text in it")
    if 2 * len(illegible) >= shown:
        pages = _ranges(illegible)
        if len(illegible) == 1:
            raise NotADocumentError(
                f"page {pages} of {count} has no text layer that can be read (a scan, or fonts that do not say what they"
                " print); give a searchable PDF, with its text recognised (OCR), or the .docx it was made from"
            )
        raise NotADocumentError(
            f"pages {pages} of {count} have no text layer that can be read (scans, or fonts that do not say what they"
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
