"""Headings without a number that the numbers below them tell: a line of few words above a count that begins anew.

Programs that save the text of a document often lose its automatic numbers. （三） is then followed by （一） with only the
words of the lost 三、主要任务 between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.lexical.width import fold
from policy_extract.records import replace
from policy_extract.stages.outline.counts import Counts
from policy_extract.stages.outline.headings import heading_of_line
from policy_extract.stages.outline.headings_by_look import may_head

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Block
    from policy_extract.stages.outline.counts import Headings
    from policy_extract.stages.structure import StageContext

LONGEST_PREFACE = 2
"""Paragraphs that may stand between such a heading and the first number below it."""
COUNTED = 2
"""How far a count has got at least before it begins anew."""


def open_by_restart(headings: Headings, body: Sequence[Block], context: StageContext) -> Iterator[tuple[int, int]]:
    """Fill the slots of lines above a count that begins anew; the place of each, and of the number below it."""
    counts, before = Counts(), -1
    for index, heading in enumerate(headings):
        if heading is None:
            continue
        if heading.value is None:
            counts = Counts()
        elif heading.value == 1 and counts.last(heading.key) >= COUNTED:
            above = _line_above(body, (before, index), context)
            if above is not None:
                place, line = above
                headings[place] = replace(heading_of_line(line, line.text.strip()), holds=True)
                counts = Counts()
                yield place, index
        if heading.value is not None:
            counts.add(heading, heading.value)
        before = index


def _line_above(body: Sequence[Block], between: tuple[int, int], context: StageContext) -> tuple[int, Paragraph] | None:
    """The line of few words above a number, or above the paragraphs that introduce it, with its place; None where there is none."""
    after, number = between
    sentences = 0
    for place in range(number - 1, after, -1):
        block = body[place]
        if not isinstance(block, Paragraph):
            return None
        if not block.text.strip():
            continue
        if block.id not in context.owned.roles and may_head(block, context):
            return place, block
        sentences += 1
        if sentences > LONGEST_PREFACE or not fold(block.text).rstrip().endswith(("。", "：")):
            return None
    return None
