"""Numbers of headings that a page sets as badges, in an element of their own: 一、 and 工作目标 below it are one line."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import METADATA, Dropped
from policy_extract.reading.html.builders import ParagraphBuilder
from policy_extract.reading.known_lines import opens_paragraph
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Paragraph
    from policy_extract.grammar import Matcher
    from policy_extract.reading.html.builders import Draft

_LONGEST: Final = 80
"""Characters of a heading."""
_LONGEST_BELOW: Final = 30
"""Characters of a line that a badge counts."""
_FEWEST: Final = 2
"""Badges that count."""
_DIGITS: Final = re.compile(r"\d{1,2}", re.ASCII)


def with_numbers(drafts: Sequence[Draft], matcher: Matcher) -> list[Draft]:
    """The drafts; a paragraph that is a number and nothing else opens the one right below it, if that has none."""
    found: list[Draft] = []
    for draft in drafts:
        above = found[-1] if found else None
        if (
            isinstance(above, ParagraphBuilder)
            and isinstance(draft, ParagraphBuilder)
            and above.paragraph.story == draft.paragraph.story != METADATA
            and _is_number(above.paragraph, matcher)
            and _wants_number(draft.paragraph, matcher)
        ):
            found[-1] = ParagraphBuilder(_joined(above.paragraph, draft.paragraph), above.place)
        else:
            found.append(draft)
    return found


def with_badges(drafts: Sequence[Draft], matcher: Matcher) -> tuple[list[Draft], list[Dropped]]:
    """The drafts; digits that count headings (01 above 工作目标, 02 above 主要任务) are the automatic numbers of the lines below them.

    They are, where they count from 1 without a gap, at least to 2, and each stands right above a short line without a number.
    """
    at = [place for place, (one, below) in enumerate(pairwise(drafts)) if _is_badge(one, below, matcher)]
    texts = {place: one.paragraph.text.strip() for place in at if isinstance(one := drafts[place], ParagraphBuilder)}
    if len(at) < _FEWEST or [int(text) for text in texts.values()] != list(range(1, len(at) + 1)):
        return list(drafts), []
    found: list[Draft] = []
    for place, draft in enumerate(drafts):
        if place - 1 in texts and isinstance(draft, ParagraphBuilder):
            draft.paragraph = replace(draft.paragraph, number=texts[place - 1], list_level=0)
        if place not in texts:
            found.append(draft)
    return found, [Dropped(text, "body", "markup") for text in texts.values()]


def _is_badge(draft: Draft, below: Draft, matcher: Matcher) -> bool:
    if not isinstance(draft, ParagraphBuilder) or not isinstance(below, ParagraphBuilder):
        return False
    number, line = draft.paragraph, below.paragraph
    short = len(line.text) <= _LONGEST_BELOW and not line.text.endswith(("。", "；", "，", "："))
    alone = _DIGITS.fullmatch(number.text.strip()) is not None and not number.number
    return alone and short and number.story == line.story == "body" and _wants_number(line, matcher)


def _is_number(paragraph: Paragraph, matcher: Matcher) -> bool:
    text = paragraph.text.strip()
    number = matcher.first("number", text) if text and not paragraph.number else None
    return number is not None and not text[number.end :].strip()


def _wants_number(paragraph: Paragraph, matcher: Matcher) -> bool:
    return not paragraph.number and len(paragraph.text) <= _LONGEST and not opens_paragraph(paragraph.text, matcher)


def _joined(number: Paragraph, text: Paragraph) -> Paragraph:
    width = len(number.text)
    return replace(
        text,
        text=number.text + text.text,
        bold=_after(number.bold, text.bold, width),
        underlined=_after(number.underlined, text.underlined, width),
        page_break_before=number.page_break_before,
    )


def _after(
    above: Sequence[tuple[int, int]], below: Sequence[tuple[int, int]], width: int
) -> tuple[tuple[int, int], ...]:
    """The stretches of both texts, the second after the first; two that touch are one."""
    moved = [(start + width, end + width) for start, end in below]
    if above and moved and above[-1][1] == moved[0][0]:
        return (*above[:-1], (above[-1][0], moved[0][1]), *moved[1:])
    return (*above, *moved)
