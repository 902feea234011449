"""Recipients (主送机关, GB/T 9704-2012 §7.3.2): the lines that name them, and their groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.lexical.width import fold
from policy_extract.stages.structure import Piece, part_of, piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher

CUT_LINE = 20
"""Characters of a line of recipients that a width cut anywhere."""
RECIPIENT_LINES = 4
"""Lines over which recipients may run."""


def recipient_lines(blocks: Sequence[Block], index: int, matcher: Matcher) -> int:
    """How many lines from `index` on name the recipients; 0 where none does."""
    text = ""
    for count, block in enumerate(blocks[index : index + RECIPIENT_LINES], 1):
        if not isinstance(block, Paragraph) or block.number or matcher.first("number", block.text):
            return 0
        text += block.text.strip()
        match = matcher.first("recipients", text, block=block.id)
        if match is not None:
            return 0 if match.group("rest") else count
        if not fold(text).endswith(("，", "、", "；")) and not _is_cut(text, matcher):
            return 0
    return 0


def _is_cut(text: str, matcher: Matcher) -> bool:
    """Whether a line of some length names bodies to which a text is sent, and is no sentence."""
    return len(text) > CUT_LINE and matcher.first("recipients-begun", text) is not None


def recipients_before_text(block: Paragraph, matcher: Matcher) -> tuple[Piece, ...]:
    """The recipients of a line on which the text goes on after them, as a dump may print it."""
    match = matcher.first("recipients-before-text", block.text, block=block.id) if not block.number else None
    return tuple(groups(piece(block), *match.span("recipients"))) if match is not None else ()


def groups(whole: Piece, start: int, end: int) -> Iterator[Piece]:
    """One piece per group of addressees: GB/T 9704 sets groups apart by ， and bodies of one group by 、."""
    depth, begin = 0, start
    for index, char in enumerate(fold(whole.text[start:end]), start):
        depth += (char in "（〔[") - (char in "）〕]")
        if char in "，；" and depth <= 0:
            yield part_of(whole, begin, index)
            begin = index + 1
    yield part_of(whole, begin, end)
