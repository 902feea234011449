"""Paragraphs of a page that are the printed lines of another file: pages made from a PDF, viewers of documents, text pasted line by line.

Each line is an element of its own there. Where the lines end at one width, inside sentences that go on below, they are put together as those of a text dump are.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeGuard

from policy_extract.blocks import Dropped
from policy_extract.reading.assembling import paragraphs
from policy_extract.reading.html.builders import ParagraphBuilder
from policy_extract.reading.known_lines import text_of
from policy_extract.reading.repair.wrapped import display_width, find_cut, lines_of
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Paragraph
    from policy_extract.grammar import Matcher
    from policy_extract.reading.html.builders import Draft
    from policy_extract.reading.known_lines import Line
    from policy_extract.reading.repair.wrapped import Cut

_NARROWEST: Final = 18
"""Chinese characters of a printed line; short paragraphs of a page end at any width."""


def with_whole_paragraphs(drafts: Sequence[Draft], matcher: Matcher) -> tuple[list[Draft], list[Dropped]]:
    """The drafts with printed lines put together, and the page numbers that stood between them."""
    cut = find_cut([draft.paragraph.text for draft in drafts if _is_line(draft)], matcher)
    if cut is None or cut.width < _NARROWEST * (2 if cut.measure is display_width else 1):
        return list(drafts), []
    found: list[Draft] = []
    numbers: list[Dropped] = []
    for is_line, group in groupby(_without_numbers(drafts, numbers, matcher), key=_is_line):
        stretch = list(group)
        found += _joined(stretch, cut, matcher) if is_line else stretch
    return found, numbers


def _without_numbers(drafts: Sequence[Draft], numbers: list[Dropped], matcher: Matcher) -> Iterator[Draft]:
    """The drafts without page numbers, which are added to `numbers`."""
    for draft in drafts:
        if _is_line(draft) and matcher.first("page-number-line", draft.paragraph.text) is not None:
            numbers.append(Dropped(draft.paragraph.text, "body", "page-number"))
        else:
            yield draft


def _is_line(draft: Draft) -> TypeGuard[ParagraphBuilder]:
    """Whether a draft may be a line of printed text."""
    paragraph = draft.paragraph if isinstance(draft, ParagraphBuilder) else None
    return paragraph is not None and paragraph.story == "body" and bool(paragraph.text.strip())


def _joined(drafts: Sequence[Draft], cut: Cut, matcher: Matcher) -> Iterator[Draft]:
    builders = [draft for draft in drafts if isinstance(draft, ParagraphBuilder)]
    lines = lines_of([one.paragraph.text for one in builders], cut, matcher)
    lines = [
        replace(line, alone=line.alone or _is_set_apart(one.paragraph))
        for line, one in zip(lines, builders, strict=True)
    ]
    at = 0
    for group in paragraphs(lines, matcher):
        its = builders[at : at + len(group)]
        at += len(group)
        yield its[0] if len(its) == 1 else ParagraphBuilder(_whole(its, group), its[0].place)


def _is_set_apart(paragraph: Paragraph) -> bool:
    """Whether the page itself says that a paragraph is one: a heading, an item with a number, a line in the middle or at the right."""
    return (
        paragraph.outline_level is not None
        or bool(paragraph.number or paragraph.style)
        or paragraph.align in {"center", "right"}
    )


def _whole(its: Sequence[ParagraphBuilder], lines: Sequence[Line]) -> Paragraph:
    text = text_of(lines)
    bold = all(one.paragraph.bold[:1] == ((0, len(one.paragraph.text)),) for one in its)
    return replace(its[0].paragraph, text=text, bold=((0, len(text)),) if bold else (), underlined=())
