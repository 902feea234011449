"""Notes of a table, in its last rows and right under it: legends, and sentences that give units to all its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.records import record
from policy_extract.stages.clauses import read_carries, read_legends
from policy_extract.stages.forms import Piece, piece
from policy_extract.stages.units import carried_units, carry_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.blocks import Table
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.plain import Unit
    from policy_extract.stages.clauses import Carry
    from policy_extract.stages.forms import Ownership, PartForm
    from policy_extract.stages.table_layout import TableLayout
    from policy_extract.stages.tasks import TaskList


@record
class TableNotes:
    """What the notes of one table say."""

    pieces: tuple[Piece, ...]
    by_position: str | None
    """A legend that says which place in a list leads."""
    round_cumulative: bool
    """Values in round brackets are cumulative."""
    carries: tuple[tuple[Carry, str, bool], ...]
    """Sentences that give units to the rows, with the text they stand in; whether that is a cell."""

    def record(self, found: TaskList, matcher: Matcher, report: Report) -> list[Unit]:
        """The units for every row; the sentences are recorded, and kept from the tasks above the table."""
        units: list[Unit] = []
        for carry, text, in_cell in self.carries:
            units += carried_units(carry, text, matcher)
            if in_cell:
                found.carry_overs.append(carry_over(carry, text, report))
            else:
                found.under_tables.add(carry.block)
        return units


def read_notes(
    part: PartForm, index: int, layout: TableLayout | None, table: Table, matcher: Matcher, owned: Ownership
) -> TableNotes:
    """The notes of the table at `index`; claims the lines under it."""
    cells = [row.text for row in layout.rows if row.kind == "note" and row.text] if layout is not None else []
    inside = [Paragraph(table.address(cell), cell.text) for cell in cells]
    lines = [*inside, *_lines_under(part, index, matcher, owned)]
    legends = [one.by for line in lines for one in read_legends(line.id, line.text, 0, len(line.text), matcher)]
    return TableNotes(
        pieces=tuple(piece(line) for line in lines),
        by_position=next((by for by in legends if by != "mark"), None),
        round_cumulative=any(matcher.first("cumulative-legend", line.text) for line in lines),
        carries=tuple(
            (carry, line.text, place < len(inside))
            for place, line in enumerate(lines)
            for carry in read_carries(line.id, line.text, 0, len(line.text), matcher)
            if carry.reach == "preceding"
        ),
    )


def _lines_under(part: PartForm, index: int, matcher: Matcher, owned: Ownership) -> Iterator[Paragraph]:
    """The notes that follow the table; the first line may be a legend without 注：."""
    first = True
    for block in part.blocks[index + 1 :]:
        if not isinstance(block, Paragraph) or owned.roles.get(block.id) not in {None, "body", "note", "legend"}:
            return
        if not block.text.strip():
            continue
        noted = owned.roles.get(block.id) == "note" or matcher.first("note", block.text) is not None
        if not noted and not (first and _speaks_of_rows(block, matcher)):
            return
        owned.claim([block], "note")
        yield block
        first = False


def _speaks_of_rows(block: Paragraph, matcher: Matcher) -> bool:
    """Whether a line without 注： is a legend, or gives units to the rows above it."""
    if matcher.first("legend", block.text) is not None or matcher.first("cumulative-legend", block.text) is not None:
        return True
    return any(match.get("reach") == "preceding" for match in matcher.all("carry-over", block.text))
