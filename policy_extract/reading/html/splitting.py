"""Line breaks inside a block of a page: which of them end a paragraph, as </p> does."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.reading.known_lines import ends_sentence, opens_paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.html.line_text import Stretch

_INDENT: Final = 4
"""Half-width columns; so much is left free before a paragraph."""
_LONGEST_IN_BRACKETS: Final = 24
_FEWEST_LINES: Final = 6
"""From so many lines on breaks are the only sign of paragraphs there is, unless lines were cut at a width."""
_MOST_TORN: Final = 4
"""One in so many lines is cut so, at most."""


def paragraphs_of(stretches: Sequence[Stretch], matcher: Matcher, *, single: bool) -> list[list[Stretch]]:
    """The lines of a block, those of one paragraph together; blank ones are gone.

    `single` says that the block itself is one paragraph (<p>): a break in it
    ends a paragraph only where the next line is indented, is numbered or
    labelled, stands all in brackets, is a date, after a blank line or on a new page. In
    any other block every break does.
    """
    every = not single or _are_paragraphs(stretches, matcher)
    groups: list[list[Stretch]] = []
    apart = True
    for stretch in stretches:
        if not stretch.text:
            apart = apart or bool(groups)
            continue
        stands_alone = apart or every or stretch.breaks_page or stretch.indent >= _INDENT
        if stands_alone or opens_paragraph(stretch.text, matcher) or _is_apart(stretch.text, matcher):
            groups.append([stretch])
        else:
            groups[-1].append(stretch)
        apart = False
    return groups


def _is_apart(text: str, matcher: Matcher) -> bool:
    """Whether a short line stands all in brackets, as a period or a status does under a title, or is the date of a signature."""
    if len(text) > _LONGEST_IN_BRACKETS:
        return False
    in_brackets = text.startswith(("（", "(")) and text.endswith(("）", ")"))
    return in_brackets or matcher.first("date-line", text) is not None


def _are_paragraphs(stretches: Sequence[Stretch], matcher: Matcher) -> bool:
    """Whether there are many lines, and few of them long and broken off as if a width had ended them."""
    filled = [stretch for stretch in stretches if stretch.text]
    if len(filled) < _FEWEST_LINES:
        return False
    torn = sum(1 for one, below in pairwise(filled) if _is_torn(one, below, matcher))
    return _MOST_TORN * torn <= len(filled)


def _is_torn(stretch: Stretch, below: Stretch, matcher: Matcher) -> bool:
    """Whether a long line ends inside a sentence, and the one below opens nothing."""
    return (
        len(stretch.text) >= _LONGEST_IN_BRACKETS
        and below.indent < _INDENT
        and not ends_sentence(stretch.text, matcher)
        and not opens_paragraph(below.text, matcher)
    )
