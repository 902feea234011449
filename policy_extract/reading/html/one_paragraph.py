"""A page whose text lost its line breaks, so that nearly all of it stands in one paragraph: cut as a text of one line is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.blocks import METADATA
from policy_extract.reading.html.bold_headings import cut_at
from policy_extract.reading.html.builders import ParagraphBuilder
from policy_extract.reading.repair.one_line import split_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.html.builders import Draft

_SHORTEST: Final = 200
"""Characters of such a paragraph."""
_NEARLY_ALL: Final = 5
"""It holds so many times the characters of all others together."""


def with_lines_of_one(drafts: Sequence[Draft], matcher: Matcher) -> list[Draft]:
    """The drafts; a paragraph that holds nearly the whole text is cut at the numbers of its headings."""
    lengths = [len(_text(draft)) for draft in drafts]
    longest = max(lengths, default=0)
    if longest < _SHORTEST or longest < _NEARLY_ALL * (sum(lengths) - longest):
        return list(drafts)
    place = lengths.index(longest)
    draft = drafts[place]
    if not isinstance(draft, ParagraphBuilder) or "\n" in draft.paragraph.text:
        return list(drafts)
    starts = list(_starts(draft.paragraph.text, matcher))
    return [*drafts[:place], *cut_at(draft, starts), *drafts[place + 1 :]]


def _text(draft: Draft) -> str:
    """The text of a paragraph of the document; "" for anything else."""
    paragraph = draft.paragraph if isinstance(draft, ParagraphBuilder) else None
    return "" if paragraph is None or paragraph.story == METADATA else paragraph.text


def _starts(text: str, matcher: Matcher) -> Iterator[int]:
    """Where the lines of a text begin, but for the first."""
    at = 0
    for line in split_line(text, matcher):
        start = text.index(line, at)
        if at:
            yield start
        at = start + len(line)
