"""Headings of a text without any number or look: short lines, each above a paragraph, below 主要任务 and its like.

Plain text that was copied from a page has no look, and some plans have no numbers. What is left is the shape: a line
that says what it holds (工作目标, 主要任务) stands above text, and so do short lines of other words, again and again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.lexical.width import fold
from policy_extract.records import replace
from policy_extract.stages.outline.headings import heading_of_line
from policy_extract.stages.outline.headings_by_look import may_head

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from policy_extract.blocks import Block
    from policy_extract.stages.outline.counts import Headings
    from policy_extract.stages.structure import StageContext

FEWEST = 2
"""Lines of this shape that make headings."""
LONGEST = 20
"""Characters of such a line."""
OUTER, INNER = 0, 1
"""Levels of the lines that say what they hold, and of those below them."""


def open_by_shape(headings: Headings, body: Sequence[Block], context: StageContext) -> None:
    """Fill the slots of short lines above text where no line has a number; lines that say what they hold stand above them."""
    named = [index for index, heading in enumerate(headings) if heading is not None]
    if not named or any(one is not None and not one.by_words for one in headings):
        return
    texts = [index for index, block in enumerate(body) if not isinstance(block, Paragraph) or block.text.strip()]
    places: list[int] = []
    headed = set(named)
    others = 0
    for above, index, below in zip(texts, texts[1:], texts[2:], strict=False):
        block = body[index]
        if headings[index] is not None or not isinstance(block, Paragraph) or index < named[0]:
            continue
        if len(block.text.strip()) > LONGEST or block.id in context.owned.roles or not may_head(block, context):
            continue
        if (above in headed or _ends(body[above], context)) and _is_text(body[below]):
            places.append(index)
            headed.add(index)
        else:
            others += 1
    if len(places) >= FEWEST and len(places) > others:
        _fill(headings, body, set(places))


def _fill(headings: Headings, body: Sequence[Block], places: AbstractSet[int]) -> None:
    for index, heading in enumerate(headings):
        block = body[index]
        if heading is not None:
            headings[index] = replace(heading, outline_level=OUTER)
        elif index in places and isinstance(block, Paragraph):
            headings[index] = replace(heading_of_line(block, block.text.strip()), outline_level=INNER)


def _is_text(block: Block) -> bool:
    """Whether a block is a paragraph that ends in a full stop."""
    return isinstance(block, Paragraph) and fold(block.text).rstrip().endswith("。")


def _ends(block: Block, context: StageContext) -> bool:
    """Whether what stands above a heading may end there: a sentence, or a line that names bodies."""
    if not isinstance(block, Paragraph):
        return True
    return fold(block.text).rstrip().endswith(("。", "）")) or context.matcher.first("label", block.text) is not None
