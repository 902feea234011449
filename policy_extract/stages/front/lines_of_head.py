"""The blocks of a document as lines, together with the rules that they are looked at by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher
    from policy_extract.stages.structure import Ownership


@record
class Lines:
    """Blocks that are asked for by their index, the rules, and what each block was taken for."""

    blocks: Sequence[Block]
    matcher: Matcher
    owned: Ownership

    def paragraph(self, index: int) -> Paragraph | None:
        """The paragraph there; None where a table is, or nothing any more."""
        block = self.blocks[index] if index < len(self.blocks) else None
        return block if isinstance(block, Paragraph) else None

    def text(self, index: int) -> str:
        """The text of the paragraph there; "" where none is."""
        paragraph = self.paragraph(index)
        return paragraph.text if paragraph is not None else ""

    def is_a(self, index: int, *families: str) -> bool:
        """Whether a rule of one of these families finds something in the paragraph there."""
        paragraph = self.paragraph(index)
        return paragraph is not None and any(
            self.matcher.first(family, paragraph.text) is not None for family in families
        )
