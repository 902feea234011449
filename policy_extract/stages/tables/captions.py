"""What names a table: the line above it, its first row, or the annex it opens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.stages.structure import Piece, join, piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Cell, Table
    from policy_extract.grammar import Matcher
    from policy_extract.stages.structure import StageContext
    from policy_extract.stages.tables.places import TablePlace

LONGEST_CAPTION = 60
"""Characters; a longer line above a table is text."""
CAPTION_REACH = 3
"""Lines above a table in which a caption is looked for, after 单位：万元."""
_BETWEEN_MEASURES = re.compile("[、，,；;]")


def title_of(place: TablePlace, above: Sequence[Cell], context: StageContext) -> Piece | None:
    """The caption above a table, or in its first row (`above`), else the title of the annex it opens."""
    matcher, owned = context.matcher, context.owned
    for block in reversed(place.above(CAPTION_REACH)):
        if isinstance(block, Paragraph) and owned.roles.get(block.id) == "box":
            number = matcher.first("number", block.text, block=block.id)
            return piece(block, number.end if number is not None else 0)
        if not isinstance(block, Paragraph) or owned.roles.get(block.id) not in {None, "body", "note"}:
            break
        if not block.text.strip() or _is_aside(block.text, matcher):
            continue
        if owned.roles.get(block.id) != "note" and _is_caption(block, matcher):
            owned.roles[block.id] = "caption"
            return _without_label(block, matcher)
        break
    return inside(place.table, above, matcher) or _part_title(place, matcher)


def measure_of(place: TablePlace, above: Sequence[Cell], title: str, matcher: Matcher) -> str | None:
    """The unit of measure of all values of a table, from a line above it, from its first rows or its title."""
    lines = [_text(block) for block in place.above(CAPTION_REACH)]
    for text in (*reversed(lines), *(cell.text for cell in above), title):
        match = matcher.first("table-measure", text) if text else None
        measure = match.group("measure") if match is not None else None
        if measure and matcher.first("measure", measure) is not None:
            # Of several it is not said which value has which.
            return None if _BETWEEN_MEASURES.search(measure) else measure
    return None


def inside(table: Table, above: Sequence[Cell], matcher: Matcher) -> Piece | None:
    """A caption that stands in a row above the heading, after the label of an annex perhaps."""
    for cell in above:
        start = _after_annex_label(cell.text, matcher) or _after_box_label(cell.text, matcher)
        line = Paragraph(table.address(cell), cell.text)
        inside = Paragraph(line.id, cell.text[start:])
        if cell.cols > 1 and _is_caption(inside, matcher) and not _is_aside(inside.text, matcher):
            return join([piece(line, start)]) if start else join([_without_label(line, matcher)])
    return None


def _after_box_label(text: str, matcher: Matcher) -> int:
    """Where a text goes on after 专栏1."""
    match = matcher.first("number", text)
    return match.end if match is not None and match.get("box") else 0


def _after_annex_label(text: str, matcher: Matcher) -> int:
    """Where a text goes on after the label of an annex: after 附件1 on a line of its own, or before the title on its line."""
    first = text.split("\n", 1)[0]
    match = matcher.first("annex-label", first)
    if match is None:
        return 0
    return match.span("title")[0] if match.has("title") else min(len(first) + 1, len(text))


def _part_title(place: TablePlace, matcher: Matcher) -> Piece | None:
    """The title of an annex that the table opens, or of a document that is all table."""
    if not place.first:
        return None
    part = place.part
    blocks = part.blocks[part.head.body : place.index]
    before = [block for block in blocks if not _is_aside(_text(block), matcher)]
    if not (any(_text(block) for block in before) if part.id == "main" else _text_before(before)):
        return part.head.title or part.listed_title
    return None


def _text(block: object) -> str:
    return block.text.strip() if isinstance(block, Paragraph) else ""


def _is_aside(line: str, matcher: Matcher) -> bool:
    """Whether a line only gives the unit of measure of the values below it, or who filled them in: 单位：万元."""
    match = matcher.first("table-measure", line) or matcher.first("filled-in-by", line)
    return match is not None and match.start == 0


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
