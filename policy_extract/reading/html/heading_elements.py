"""Heading tags of a page, where they mark headings: pages use them for size, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.reading.html.builders import Draft, ParagraphBuilder, TableBuilder
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar import Matcher

_LONGEST: Final = 80
"""Characters of a heading."""


def with_sensible_headings(drafts: Sequence[Draft], matcher: Matcher) -> list[Draft]:
    """The drafts; a text with a heading's tag that is not a heading becomes body text.

    It is none where it is long, ends a sentence or is the caption of the table
    below it, and nowhere on a page that gives most of its paragraphs such a tag.
    """
    paragraphs = [draft.paragraph for draft in drafts if isinstance(draft, ParagraphBuilder)]
    tagged = sum(1 for paragraph in paragraphs if paragraph.outline_level is not None)
    most = 2 * tagged > len(paragraphs) > 2
    for draft, below in zip(drafts, [*drafts[1:], None], strict=True):
        if isinstance(draft, ParagraphBuilder) and draft.paragraph.outline_level is not None:
            text = draft.paragraph.text
            caption = isinstance(below, TableBuilder) and matcher.first("caption-line", text) is not None
            if most or caption or len(text) > _LONGEST or text.endswith(("；", "，", ";", ",")) or text.count("。") > 1:
                draft.paragraph = replace(draft.paragraph, outline_level=None, style="")
    return list(drafts)
