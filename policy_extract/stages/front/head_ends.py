"""Where a head ends: the lines that are no part of it, and the records of a site that may stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Table
from policy_extract.lexical.width import fold
from policy_extract.stages.front.title_lines import SENTENCE, is_too_long

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Matcher

RECORD_ROWS = 12
RECORD_LABELS = 3
"""A table of so few rows with so many labels of a site's record is one."""
LONGEST_RECORD = 40
"""Rows of a record that prints its entries one below the other, half of them known."""
FIRST_LINES = 3
"""Lines below a table that opens a document, of which one is its title."""
NEAR_LABEL = 2
"""Lines from a line of a record to the next label above and below it."""


def head_end(blocks: Sequence[Block], start: int, matcher: Matcher) -> int:
    """Index of the first block that is no part of the head but its recipients: a sentence, a heading, a table."""
    for index in range(start, len(blocks)):
        block = blocks[index]
        if isinstance(block, Paragraph):
            text = is_text(block, matcher) or is_recipients(block, matcher)
            text = text and not _is_in_record(blocks, index, matcher)
            text = text or (index > start and matcher.first("set-off-heading", block.text) is not None)
        else:
            text = not is_record(block, matcher) and not _stands_above_title(blocks, start, index, matcher)
        if text:
            return index
    return len(blocks)


def _is_in_record(blocks: Sequence[Block], index: int, matcher: Matcher) -> bool:
    """Whether a line stands between labels of a site's record, as 责任部门： and its value may."""
    around = (blocks[max(0, index - NEAR_LABEL) : index], blocks[index + 1 : index + 1 + NEAR_LABEL])
    texts = [[one.text for one in side if isinstance(one, Paragraph)] for side in around]
    return all(any(matcher.first("record-label", text) is not None for text in side) for side in texts)


def _stands_above_title(blocks: Sequence[Block], start: int, index: int, matcher: Matcher) -> bool:
    """Whether a table opens a document whose title is printed right below: a stamp, a form, a record whose cells are torn."""
    if any(isinstance(one, Paragraph) for one in blocks[start:index]):
        return False
    for below in blocks[index + 1 : index + 1 + FIRST_LINES]:
        if not isinstance(below, Paragraph) or is_text(below, matcher):
            return False
        set_as_title = below.align == "center" or matcher.first("title-opening", below.text) is not None
        if set_as_title and matcher.first("title", below.text) is not None:
            return True
    return False


def is_recipients(block: Paragraph, matcher: Matcher) -> bool:
    match = matcher.first("recipients", block.text, block=block.id)
    return match is not None and not match.group("rest")


def is_record(table: Table, matcher: Matcher) -> bool:
    """Whether a table holds what a government site records of the document: 索引号, 发布机构, ……."""
    if table.rows > LONGEST_RECORD:
        return False
    worded = [cell.text for cell in table.cells if any(map(str.isalpha, cell.text))]  # a bare date is no label
    labels = sum(matcher.first("page-furniture", text) is not None for text in worded)
    named = [cell for cell in table.cells if not cell.col and fold(cell.text).rstrip().endswith("：")]
    if len(named) == table.rows >= RECORD_LABELS and table.cols == 2 and labels:
        return True
    return labels >= RECORD_LABELS and (table.rows <= RECORD_ROWS or 2 * labels >= table.rows)


def is_text(block: Paragraph, matcher: Matcher) -> bool:
    """Whether a line belongs to the text below a head: a sentence, a label, a heading with a number (一、, mistyped 一， or 一)."""
    text = fold(block.text).strip()
    if is_too_long(text, matcher) or (len(text) >= SENTENCE and text.endswith(("。", "；"))):
        return matcher.first("page-furniture", text) is None
    if matcher.first("label", text) is not None:
        return matcher.first("page-furniture", text) is None
    heading = matcher.first("number", text)
    if heading is None:
        mistyped = matcher.first("doubtful-number", text)
        return mistyped is not None and (
            mistyped.get("style") == "chinese-comma" or fold(mistyped.group("number") or "").endswith("，")
        )
    return not heading.get("box") and not heading.rule.id.startswith(("roman", "letter"))
