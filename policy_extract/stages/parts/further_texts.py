"""Texts that follow another one under a title of their own, without a label: the schemes of one notice, a collection of plans, an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Table
from policy_extract.lexical.width import fold
from policy_extract.stages.front.head_ends import is_text
from policy_extract.stages.front.title_candidates import bare_title
from policy_extract.stages.front.title_lines import PREFACE_BLOCKS, TITLE_LINE, may_be_title
from policy_extract.stages.parts.annex_lookups import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher
    from policy_extract.stages.front.lines_of_head import Lines
    from policy_extract.stages.parts.annex_lookups import NumberPlaces
    from policy_extract.stages.structure import Head

SHORTEST_NAME = 8
"""Characters of a title that is not that of the text before it."""


def opens_further_text(lines: Lines, index: int, main: Head, numbers: NumberPlaces) -> bool:
    """Whether a line is the title of a further text: by its words, below a text that has ended, above a count that begins anew."""
    block = lines.blocks[index]
    if not isinstance(block, Paragraph) or block.id in lines.owned.roles or len(block.text) > TITLE_LINE:
        return False
    return (
        _is_title(block, main, lines.matcher)
        and not _names_table(lines.blocks, index)
        and _has_ended(lines, index)
        and numbers.begin_anew(index, PREFACE_BLOCKS)
        and not numbers.go_on(index)
    )


def opens_explanation(lines: Lines, index: int, numbers: NumberPlaces) -> bool:
    """Whether a line is the title of a text that explains the one before it: 《…》政策解读, 起草说明.

    A title that names no document (政策解读) may be a line of the web site; it needs a count that begins anew on the first
    level, or a question right below.
    """
    block = lines.blocks[index]
    if not isinstance(block, Paragraph) or block.id in lines.owned.roles or block.number:
        return False
    match = lines.matcher.first("explaining-title", block.text)
    if match is None or not numbers.precede(index) or numbers.go_on(index) or not _has_ended(lines, index):
        return False
    below = next((one for one in lines.blocks[index + 1 :] if not isinstance(one, Paragraph) or one.text.strip()), None)
    if not isinstance(below, Paragraph):
        return False
    if numbers.begin_on_first_level(index, PREFACE_BLOCKS) or lines.matcher.first("question", below.text) is not None:
        return True
    return not match.get("bare") and is_text(below, lines.matcher)


def _is_title(block: Paragraph, main: Head, matcher: Matcher) -> bool:
    """Whether a line has the words of a title, and enough of them, or those of the title before."""
    words = bare_title(block.text, matcher)
    if matcher.first("title", words) is None:
        return False
    if any(matcher.first(family, block.text) is not None for family in ("number", "caption-label")):
        return False
    again = main.title is not None and plain(main.title.text) == plain(words)
    return (again or len(words) >= SHORTEST_NAME) and may_be_title(block, matcher)


def _names_table(blocks: Sequence[Block], index: int) -> bool:
    """Whether a table stands right below the line, which is then its caption."""
    below = blocks[index + 1 : index + 1 + PREFACE_BLOCKS]
    return isinstance(next((one for one in below if not isinstance(one, Paragraph) or one.text.strip()), None), Table)


def _has_ended(lines: Lines, index: int) -> bool:
    """Whether the line above closes a text: with a full stop, a bracket, or as a signature and its like."""
    before = (lines.blocks[place] for place in range(index - 1, -1, -1))
    above = next((one for one in before if not isinstance(one, Paragraph) or one.text.strip()), None)
    if not isinstance(above, Paragraph) or above.id in lines.owned.roles:
        return True
    families = ("date-line", "signature", "signature-with-date")
    ended = fold(above.text).rstrip().endswith(("。", "）", "！"))
    return ended or any(lines.matcher.first(one, above.text) is not None for one in families)
