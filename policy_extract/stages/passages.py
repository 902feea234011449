"""A stretch of a block's text that is being read, and the text around it: what stands beside a list decides what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.generated.plain import At
from policy_extract.records import record

if TYPE_CHECKING:
    from policy_extract.blocks import Paragraph
    from policy_extract.grammar import Match, Matcher


@record
class Passage:
    """`text[start:end]` of one block or cell; the whole text stays at hand."""

    block: str
    """Id of the block, or the address of the cell; "" where the text is none of either, and nothing will quote it."""
    text: str
    start: int
    end: int

    @property
    def at(self) -> At:
        """Where it stands."""
        return At(block=self.block, start=self.start, end=self.end)

    @property
    def opening(self) -> str:
        """Its first characters, as findings quote them."""
        return self.text[self.start : min(self.end, self.start + 60)]

    def part(self, start: int, end: int) -> Passage:
        """Another stretch of the same text."""
        return Passage(self.block, self.text, start, end)

    def all(self, finds: str, matcher: Matcher) -> list[Match]:
        """Every match of a family of rules in it, in the order of the text."""
        return matcher.all(finds, self.text, block=self.block, start=self.start, end=self.end)


def whole_text(block: str, text: str) -> Passage:
    """All of a text."""
    return Passage(block, text, 0, len(text))


def passage_of(block: Paragraph) -> Passage:
    """All of a paragraph's text."""
    return whole_text(block.id, block.text)
