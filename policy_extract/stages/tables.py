"""Table blocks → tables of the plan: where each stands, what names it, its cells on the full grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from policy_extract.blocks import Paragraph, Table
from policy_extract.model import PlanTable, TableCell
from policy_extract.stages.forms import Piece, as_text, piece
from policy_extract.stages.outline import boxes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.stages.forms import BoxForm, Ownership, PartForm, SectionForm

LONGEST_CAPTION = 60
"""Characters; a longer line above a table is text."""


def read_tables(part: PartForm, sections: Sequence[SectionForm], matcher: Matcher, owned: Ownership) -> list[PlanTable]:
    """Every table of the part in reading order; claims captions."""
    boxes = {box.table: box for _, box in boxes_of(sections)}
    found: list[PlanTable] = []
    for index, block in enumerate(part.blocks):
        if not isinstance(block, Table):
            continue
        box = boxes.get(block.id)
        title = _box_title(box) if box is not None else _title(part, index, matcher, owned, first=not found)
        owned.claim([block], "table")
        kind: Literal["box", "other"] = "other" if box is None else "box"
        found.append(_plan_table(part, block, f"{part.id}/t{len(found) + 1}", kind, title, owned))
    return found


def _plan_table(
    part: PartForm, table: Table, name: str, kind: Literal["box", "other"], title: Piece | None, owned: Ownership
) -> PlanTable:
    return PlanTable(
        id=name,
        blocks=(table.id,),
        part=part.id,
        section=owned.sections.get(table.id),
        kind=kind,
        title=as_text(title),
        rows=table.rows,
        cols=table.cols,
        header_rows=table.header_rows,
        columns=(),
        cells=tuple(
            TableCell(
                block=table.address(cell),
                row=cell.row,
                col=cell.col,
                rows=cell.rows,
                cols=cell.cols,
                text=cell.text,
                numbers=cell.numbers,
            )
            for cell in table.cells
        ),
        notes=(),
    )


def _box_title(box: BoxForm) -> Piece | None:
    return Piece(box.title, box.at) if box.title is not None else None


def _title(part: PartForm, index: int, matcher: Matcher, owned: Ownership, *, first: bool) -> Piece | None:
    """The caption right above the table, else the title of the annex it opens."""
    above = part.blocks[index - 1] if index else None
    if isinstance(above, Paragraph) and owned.roles.get(above.id) in {None, "body"} and _is_caption(above, matcher):
        owned.roles[above.id] = "caption"
        return _without_label(above, matcher)
    if first and part.id != "main" and not _text_before(part.blocks[part.head.body : index]):
        return part.head.title or part.listed_title
    return None


def _text_before(blocks: Sequence[object]) -> bool:
    return any(isinstance(block, Paragraph) and len(block.text) > LONGEST_CAPTION for block in blocks)


def _is_caption(block: Paragraph, matcher: Matcher) -> bool:
    text = block.text.strip()
    if not 0 < len(text) <= LONGEST_CAPTION or text[-1] in "。；：，;:," or matcher.first("note", text):
        return False
    return matcher.first("number", text) is None and not block.number


def _without_label(block: Paragraph, matcher: Matcher) -> Piece:
    match = matcher.first("caption-label", block.text, block=block.id)
    return piece(block, match.end if match is not None else 0)
