"""The position of a table in its part, from which its caption, rows and notes are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block, Table
    from policy_extract.stages.structure import PartForm


@record
class TablePlace:
    """A table and its surroundings."""

    part: PartForm
    index: int
    """Of the table among the blocks of the part."""
    table: Table
    name: str
    """Its id in the plan: `a3/t1`."""
    first: bool
    """It is the first table of the part."""

    def above(self, lines: int) -> Sequence[Block]:
        """The blocks right above it, at most so many, in the order of the text."""
        return self.part.blocks[max(0, self.index - lines) : self.index]
