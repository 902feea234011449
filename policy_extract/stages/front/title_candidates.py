"""How likely a line of a head is the title: by words, formatting and what follows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Table
from policy_extract.records import record
from policy_extract.stages.front.head_ends import is_text
from policy_extract.stages.front.title_lines import PREFACE_BLOCKS, may_be_title, plain_title

if TYPE_CHECKING:
    from policy_extract.blocks import Block
    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.front.lines_of_head import Lines

CAPTION_REACH = 3
"""Lines above a table in which its caption is looked for, before 单位：万元."""
SHORTEST_TITLE = 6
"""Characters of a title that no known word closes."""


@record
class Candidate:
    """A line that may be the title, or its likeliest one."""

    index: int
    score: int
    match: Match | None
    start: int = 0
    """Place in the line where the title begins."""


def best_candidate(lines: Lines, span: range) -> Candidate | None:
    """The likeliest title line; of equals the last, which stands nearest to the text."""
    found = [one for index in span if (one := candidate(lines, index)) is not None]
    found = [one for one in found if not _names_table(lines, span.start, one.index)]
    return max(found, key=lambda one: (one.score, one.index), default=None)


def candidate(lines: Lines, index: int) -> Candidate | None:
    """The line as a candidate; None where it cannot be the title, or hardly."""
    block, matcher = lines.paragraph(index), lines.matcher
    if block is None or not may_be_title(block, matcher):
        return None
    ended = _last_line(lines, index + 1) if matcher.first("title-opening", block.text) else ""
    match = matcher.first("title", bare_title(block.text + ended, matcher), block=block.id)
    if (
        match is not None
        and len(block.text.strip()) < SHORTEST_TITLE
        and matcher.first("no-title", block.text) is not None
    ):
        return None  # 工作目标 and 工作报告 end alike; the first is a heading
    if _heads_column(lines, index) and (_heads_column(lines, index - 1) or _heads_column(lines, index + 1)):
        return None
    styled = block.outline_level == 0 or block.style.startswith("title") or block.style == "标题"
    if match is None and not (styled or block.align == "center"):
        return None
    score = 4 * (match is not None) + 3 * (block.align == "center") + 2 * styled
    followed = _followed_like_a_title(lines, index + 1 + bool(ended))
    return Candidate(index, score + 2 * followed - 3 * bool(block.number), match) if score >= 4 else None


def _heads_column(lines: Lines, index: int) -> bool:
    """Whether a line is the heading of a column, as in a table whose cells stand below each other: 属性, 全年目标."""
    block = lines.paragraph(index) if index >= 0 else None
    text = block.text.strip() if block is not None else ""
    return 0 < len(text) < SHORTEST_TITLE and lines.matcher.first("column", text) is not None


def words_of(text: str, matcher: Matcher) -> str:
    """The words of a title, as it is compared with another print of it: without marks, and without what may stand after it."""
    return re.sub('[《》〈〉“”"]', "", plain_title(bare_title(text, matcher)))


def bare_title(text: str, matcher: Matcher) -> str:
    """A title without 《》 around it and without what may stand after it: a number, an issuer, a date, a count of texts."""
    if (quoted := matcher.first("title-in-marks", text)) is not None:
        return quoted.group("title") or ""
    while (after := matcher.first("after-title", text)) is not None and after.start:
        text = text[: after.start]
    return text


def head_line_at(lines: Lines, index: int) -> bool:
    """Whether a line stands here that follows a title: a status, a period, a document number, a date, recipients."""
    return lines.is_a(index, "status", "period", "document-number", "date-line", "recipients")


def _followed_like_a_title(lines: Lines, index: int) -> bool:
    block = lines.paragraph(index)
    return block is not None and (is_text(block, lines.matcher) or head_line_at(lines, index))


def _last_line(lines: Lines, index: int) -> str:
    """The line that ends a title and no more (通    知); "" where another stands here."""
    return "".join(lines.text(index).split()) if lines.is_a(index, "title-last-line") else ""


def _names_table(lines: Lines, start: int, index: int) -> bool:
    """Whether a line is the caption of a table: by its label, or right above one and below a sentence of the text."""
    if lines.matcher.first("caption-line", lines.text(index)) is not None:
        return True
    below = lines.blocks[index + 1 : index + 1 + CAPTION_REACH]
    after = (block for block in below if not _is_measure(block, lines.matcher))
    if not isinstance(next(after, None), Table):
        return False
    before = lines.blocks[max(start, index - PREFACE_BLOCKS) : index]
    return any(isinstance(block, Paragraph) and _is_said(block) for block in before)


def _is_said(block: Paragraph) -> bool:
    return block.text.rstrip().endswith(("。", "："))


def _is_measure(block: Block, matcher: Matcher) -> bool:
    """Whether a line gives the unit of measure of a table, or is blank."""
    text = block.text if isinstance(block, Paragraph) else "|"
    return not text.strip() or matcher.first("table-measure", text) is not None
