"""A legend that comes after the lists it explains, in a note at the end: it applies to the whole document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.lexical.width import fold
from policy_extract.stages.passages import passage_of
from policy_extract.stages.units.clauses import may_hold_label
from policy_extract.stages.units.segments import read_legends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher
    from policy_extract.stages.units.segments import Legend


def closing_legend(blocks: Sequence[Block], matcher: Matcher) -> Legend | None:
    """The legend (by position or formatting) that a note states, or that no clause follows; None where there is none.

    A note under a table speaks of its rows alone.
    """
    legends = {block.id: own for block in blocks if isinstance(block, Paragraph) and (own := _by_place(block, matcher))}
    if not legends:
        return None
    found: Legend | None = None
    stated = below_table = False
    for block in blocks:
        if not isinstance(block, Paragraph):
            below_table = True
        elif block.text.strip():
            noted = matcher.first("note", block.text) is not None
            labelled = may_hold_label(block.text, matcher) and matcher.first("label", block.text) is not None
            below_table = below_table and noted
            if labelled:
                found = found if stated else None
            elif not below_table and block.id in legends:
                found, stated = legends[block.id][0], noted
    return found


def _by_place(block: Paragraph, matcher: Matcher) -> list[Legend]:
    """The legends of a paragraph by position or formatting, but for those that close a clause: these count from there on."""
    found = read_legends(passage_of(block), matcher)
    return [one for one in found if one.lasts and not _closes_clause(block.text, one.at.start)]


def _closes_clause(text: str, start: int) -> bool:
    """Whether a list stands before the legend in its bracket: （甲局、乙局，排第一位的为牵头部门）."""
    before = fold(text[:start])
    return "、" in before[before.rfind("（") + 1 :] if before.rfind("（") > before.rfind("）") else False
