"""Notes of a table, in its last rows and right under it: legends, and sentences that give units to all its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.records import record
from policy_extract.stages.grids.grid import distinct
from policy_extract.stages.passages import passage_of
from policy_extract.stages.structure import Piece, blocks_from, piece
from policy_extract.stages.tables.captions import CAPTION_REACH
from policy_extract.stages.units.segments import read_carries, read_legends
from policy_extract.stages.units.units import carried_units, carry_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.findings import Report
    from policy_extract.generated.plain import Unit
    from policy_extract.grammar import Matcher
    from policy_extract.stages.grids.layout import TableLayout
    from policy_extract.stages.structure import PartForm, StageContext
    from policy_extract.stages.tables.places import TablePlace
    from policy_extract.stages.tasks.tasks import TaskList
    from policy_extract.stages.units.segments import Carry, Legend


MOST_NUMBERED_NOTES = 9


@record
class TableNotes:
    """What the notes of one table say."""

    pieces: tuple[Piece, ...] = ()
    by_position: Legend | None = None
    """A legend that says which place in a list leads."""
    round_cumulative: bool = False
    """Values in round brackets are cumulative."""
    marks: frozenset[str] = frozenset()
    """Numbers of notes that stand after names in the table: 拥有量1."""
    explaining: tuple[Paragraph, ...] = ()
    """Lines and cells that may say what a mark in the table means: notes, lines above it, its heading."""
    carries: tuple[tuple[Carry, str, bool], ...] = ()
    """Sentences that give units to the rows, each with the text it stands in and whether that is a cell."""

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


def read_notes(place: TablePlace, layout: TableLayout | None, context: StageContext) -> TableNotes:
    """The notes of a table; claims the lines under it."""
    matcher = context.matcher
    cells = [row.text for row in layout.rows if row.kind == "note" and row.text] if layout is not None else []
    inside = [Paragraph(place.table.address(cell), cell.text) for cell in cells]
    numbered = _numbered_lines(place, context)
    lines = [*inside, *numbered.values(), *_lines_under(place.part, place.index + len(numbered), context)]
    legends = [one for line in lines for one in read_legends(passage_of(line), matcher)]
    return TableNotes(
        pieces=tuple(piece(line) for line in lines),
        by_position=next((one for one in legends if one.lasts), None),
        round_cumulative=any(matcher.first("cumulative-legend", line.text) for line in lines),
        marks=frozenset(numbered),
        explaining=(*lines, *_lines_above(place, layout)),
        carries=tuple(
            (carry, line.text, place < len(inside))
            for place, line in enumerate(lines)
            for carry in read_carries(passage_of(line), matcher)
            if carry.reach == "preceding"
        ),
    )


def _numbered_lines(place: TablePlace, context: StageContext) -> dict[str, Paragraph]:
    """The lines 1 指……, 2 暂用…… right under the table, by number, if the number stands after the end of a cell's text."""
    found: dict[str, Paragraph] = {}
    below = place.index + 1
    for block in place.part.blocks[below : below + MOST_NUMBERED_NOTES]:
        match = context.matcher.first("numbered-note", block.text) if isinstance(block, Paragraph) else None
        mark = str(len(found) + 1)
        if (
            match is None
            or match.group("mark") != mark
            or not any(ends_with_mark(cell.text, mark) for cell in place.table.cells)
        ):
            break
        context.owned.claim([block], "note")
        found[mark] = block  # type: ignore[assignment]  # only a paragraph has matched
    return found


def ends_with_mark(text: str, mark: str) -> bool:
    """Whether the number of a note stands after the last letter or bracket of a text."""
    before = text.strip().removesuffix(mark)
    return before != text.strip() and (before[-1:].isalpha() or before[-1:] in "）)")


def _lines_under(part: PartForm, index: int, context: StageContext) -> Iterator[Paragraph]:
    """The notes that follow the block at `index`; the first line may be a legend without 注：."""
    matcher, owned = context.matcher, context.owned
    first = True
    for block in blocks_from(part.blocks, index + 1):
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


def _lines_above(place: TablePlace, layout: TableLayout | None) -> Iterator[Paragraph]:
    """The paragraphs right above a table, and the cells in and above its heading."""
    yield from (block for block in place.above(CAPTION_REACH) if isinstance(block, Paragraph))
    if layout is not None:
        cells = (*layout.above, *(cell for line in layout.heading for cell in distinct(line)))
        yield from (Paragraph(layout.address(cell), cell.text) for cell in cells)


def _speaks_of_rows(block: Paragraph, matcher: Matcher) -> bool:
    """Whether a line without 注： is a legend, or gives units to the rows above it."""
    if matcher.first("legend", block.text) is not None or matcher.first("cumulative-legend", block.text) is not None:
        return True
    return any(match.get("reach") == "preceding" for match in matcher.all("carry-over", block.text))
