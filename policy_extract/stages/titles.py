"""Which lines of a head are the title (GB/T 9704-2012 §7.3.1): one to five, by words, formatting and what follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Table
from policy_extract.lexical.numerals import read_numeral
from policy_extract.lexical.width import fold
from policy_extract.records import record, replace
from policy_extract.stages.head_ends import head_end, is_recipients, is_text
from policy_extract.stages.title_lines import (
    PREFACE_BLOCKS,
    SENTENCE,
    TITLE_LINE,
    TITLE_LINES,
    may_be_title,
    plain_title,
    whole_title,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Match, Matcher

LONGEST_FRONT = 300
"""Blocks of a cover and its contents below which the text may print its title again."""
CAPTION_REACH = 3
"""Lines above a table in which its caption is looked for, before 单位：万元."""
SHORTEST_TITLE = 6
"""Characters of a title that no known word closes."""


@record
class TitleLines:
    """Where the title stands."""

    first: int
    last: int
    begins: int = 0
    """Place in the first line where it begins; after a document number that a dump prints on the same line."""
    second: int | None = None
    """Another line that is equally likely to be the title."""


@record
class _Candidate:
    index: int
    score: int
    match: Match | None
    start: int = 0


def find_title(blocks: Sequence[Block], start: int, matcher: Matcher, *, annex: bool) -> TitleLines | None:
    """The lines of the title of the part that begins at `blocks[start]`; None where it has none.

    An annex's title stands right under its label; elsewhere the title is
    looked for among the lines before the first sentence, because web pages and
    cover sheets print other lines above it.
    """
    end = head_end(blocks, start, matcher)
    title = _first_line(blocks, start, end, matcher) if annex else _best_candidate(blocks, start, end, matcher)
    if title is None and not annex:
        joined = _joined_lines(blocks, start, end, matcher)
        title = None if joined else _title_after_text(blocks, start, matcher)
        if title is None:
            return joined or _line_of_no_kind(blocks, start, end, matcher)
    if title is None:
        return None
    if not annex and (again := _printed_again(blocks, title, matcher)) is not None:
        title = again
    first, last = whole_title(blocks, title.index, title.match, (start, end), matcher)
    begins = title.start if first == title.index and title.start else _after_tag(blocks[first], matcher)
    second = None if annex else _second(blocks, title, range(start, first), matcher)
    return TitleLines(first, last, begins, second)


def _second(blocks: Sequence[Block], title: _Candidate, above: range, matcher: Matcher) -> int | None:
    """A line above the title that is equally likely to be the title and has different words."""
    own = _words(getattr(blocks[title.index], "text", ""), matcher)
    for index in reversed(above):
        other = _candidate(blocks, index, matcher)
        if other is not None and other.match is not None and other.score >= title.score:
            text = _words(getattr(blocks[index], "text", ""), matcher)
            return None if text in own or own in text else index
    return None


def _after_tag(block: Block, matcher: Matcher) -> int:
    """Place after the tag that a site prints before a title; 0 where there is none."""
    tag = matcher.first("title-tag", block.text) if isinstance(block, Paragraph) else None
    return 0 if tag is None else tag.end


# ---------------------------------------------------------------- the likeliest line


def _best_candidate(blocks: Sequence[Block], start: int, end: int, matcher: Matcher) -> _Candidate | None:
    """The likeliest title line; of equals the last, which stands nearest to the text."""
    found = [one for index in range(start, end) if (one := _candidate(blocks, index, matcher)) is not None]
    found = [one for one in found if not _names_table(blocks, start, one.index, matcher)]
    return max(found, key=lambda one: (one.score, one.index), default=None)


def _names_table(blocks: Sequence[Block], start: int, index: int, matcher: Matcher) -> bool:
    """Whether a line is the caption of a table: by its label, or right above one and below a sentence of the text."""
    line = getattr(blocks[index], "text", "")
    if matcher.first("caption-line", line) is not None:
        return True
    after = (block for block in blocks[index + 1 : index + 1 + CAPTION_REACH] if not _is_measure(block, matcher))
    if not isinstance(next(after, None), Table):
        return False
    before = blocks[max(start, index - PREFACE_BLOCKS) : index]
    return any(isinstance(block, Paragraph) and _is_said(block) for block in before)


def _is_said(block: Paragraph) -> bool:
    return block.text.rstrip().endswith(("。", "："))


def _is_measure(block: Block, matcher: Matcher) -> bool:
    """Whether a line gives the unit of measure of a table, or is blank."""
    text = block.text if isinstance(block, Paragraph) else "|"
    return not text.strip() or matcher.first("table-measure", text) is not None


def _candidate(blocks: Sequence[Block], index: int, matcher: Matcher) -> _Candidate | None:
    block = blocks[index]
    if not isinstance(block, Paragraph) or not may_be_title(block, matcher):
        return None
    ended = _last_line(blocks, index + 1, matcher) if matcher.first("title-opening", block.text) else ""
    match = matcher.first("title", bare_title(block.text + ended, matcher), block=block.id)
    if (
        match is not None
        and len(block.text.strip()) < SHORTEST_TITLE
        and matcher.first("no-title", block.text) is not None
    ):
        return None  # 工作目标 and 工作报告 end alike; the first is a heading
    styled = block.outline_level == 0 or block.style.startswith("title") or block.style == "标题"
    if match is None and not (styled or block.align == "center"):
        return None
    score = 4 * (match is not None) + 3 * (block.align == "center") + 2 * styled
    followed = _followed_like_a_title(blocks, index + 1 + bool(ended), matcher)
    return _Candidate(index, score + 2 * followed - 3 * bool(block.number), match) if score >= 4 else None


def _last_line(blocks: Sequence[Block], index: int, matcher: Matcher) -> str:
    """The line that ends a title and no more (通    知); "" where another stands here."""
    block = blocks[index] if index < len(blocks) else None
    found = isinstance(block, Paragraph) and matcher.first("title-last-line", block.text) is not None
    return "".join(getattr(block, "text", "").split()) if found else ""


def _joined_lines(blocks: Sequence[Block], start: int, end: int, matcher: Matcher) -> TitleLines | None:
    """The lines that make up a title together, and none alone, where a dump broke it anywhere."""
    for first in range(start, end):
        if matcher.clock.stopped:  # nothing is found any more
            return None
        text = ""
        found = None
        for last in range(first, min(end, first + TITLE_LINES)):
            block = blocks[last]
            if not isinstance(block, Paragraph) or block.number or not may_be_title(block, matcher):
                break
            text += block.text.strip()
            if len(block.text) > TITLE_LINE or len(text) > 2 * TITLE_LINE + SENTENCE:
                break
            if last > first and matcher.first("title", text) is not None:
                found = TitleLines(first, last)
        if found is not None:
            return found
    return None


def _line_of_no_kind(blocks: Sequence[Block], start: int, end: int, matcher: Matcher) -> TitleLines | None:
    """The last line of the head, where it is none of the other things that stand there, with the lines it goes on from."""
    for index in range(end - 1, start - 1, -1):
        block = blocks[index]
        if (
            not isinstance(block, Paragraph)
            or not may_be_title(block, matcher)
            or matcher.first("no-words", block.text)
        ):
            continue
        plain = len(block.text.strip()) >= SHORTEST_TITLE and matcher.first("no-title", block.text) is None
        if not plain or len(block.text) > TITLE_LINE or block.number or end == len(blocks):
            return None
        return TitleLines(*whole_title(blocks, index, None, (start, end), matcher))
    return None


def stands_as_title(blocks: Sequence[Block], index: int, matcher: Matcher) -> bool:
    """Whether a line without title words stands as a title does: short, of no other kind, right above the text."""
    block = blocks[index]
    if not isinstance(block, Paragraph) or block.number or not SHORTEST_TITLE <= len(block.text.strip()) <= TITLE_LINE:
        return False
    told = any(matcher.first(one, block.text) is not None for one in ("no-title", "number", "label", "signature"))
    return not told and may_be_title(block, matcher) and _above_text(blocks, index + 1, matcher)


def _above_text(blocks: Sequence[Block], index: int, matcher: Matcher) -> bool:
    """Whether the text of a document begins at `index`: a sentence, or its first heading."""
    block = blocks[index] if index < len(blocks) else None
    if not isinstance(block, Paragraph):
        return False
    return matcher.first("number", block.text) is not None or fold(block.text).rstrip().endswith(("。", "："))


# ---------------------------------------------------------------- further down


def bare_title(text: str, matcher: Matcher) -> str:
    """A title without 《》 around it and without what may stand after it: a number, an issuer, a date, a count of texts."""
    if (quoted := matcher.first("title-in-marks", text)) is not None:
        return quoted.group("title") or ""
    while (after := matcher.first("after-title", text)) is not None and after.start:
        text = text[: after.start]
    return text


def _title_after_text(blocks: Sequence[Block], start: int, matcher: Matcher) -> _Candidate | None:
    """A title further down, below a preface: a title line that recipients, a status, a number or the first heading follow.

    Recipients above it belong to a notice whose own title is lost; below a date it is the document an order carries.
    """
    signed = False
    for index in range(start, min(len(blocks), start + PREFACE_BLOCKS)):
        block = blocks[index]
        if not isinstance(block, Paragraph) or is_recipients(block, matcher) or matcher.first("number", block.text):
            return None
        signed = signed or any(matcher.first(one, block.text) for one in ("issuer-mark", "date-line", "signing-post"))
        found = _candidate(blocks, index, matcher) or _after_number(block, index, matcher)
        followed = _followed_by_head_lines(blocks, index + 1, matcher) or (
            not signed and _count_begins(blocks, index + 1, matcher)
        )
        if found is not None and found.match is not None and followed:
            return found
    return None


def _printed_again(blocks: Sequence[Block], title: _Candidate, matcher: Matcher) -> _Candidate | None:
    """The title of the text itself, where a web page or a cover has printed it above; the contents may stand between.

    Below recipients it is the title of what a notice carries. Title and quotation marks make no other title.
    """
    own = _words(getattr(blocks[title.index], "text", ""), matcher)
    found, passed = None, 0
    for index in range(title.index + 1, min(len(blocks), title.index + LONGEST_FRONT)):
        block = blocks[index]
        if not isinstance(block, Paragraph) or passed > PREFACE_BLOCKS or is_recipients(block, matcher):
            return found
        if block.style.startswith("toc") or matcher.first("contents", block.text) is not None:
            continue
        if matcher.first("number", block.text) is not None:
            return found
        passed += 1
        if _words(block.text, matcher) == own and may_be_title(block, matcher):
            found = replace(
                title, index=index, match=matcher.first("title", bare_title(block.text, matcher), block=block.id)
            )
        elif own.startswith(_words(block.text, matcher)):
            found = _over_lines(blocks, index, title, matcher) or found
    return found


def _over_lines(blocks: Sequence[Block], start: int, title: _Candidate, matcher: Matcher) -> _Candidate | None:
    """The likeliest line of a title that is printed again over several lines; None where the lines say anything else."""
    own = _words(getattr(blocks[title.index], "text", ""), matcher)
    lines: list[str] = []
    for block in blocks[start : start + PREFACE_BLOCKS]:
        if not isinstance(block, Paragraph) or not own.startswith("".join(lines)) or "".join(lines) == own:
            break
        lines.append(_words(block.text, matcher))
    if "".join(lines) != own:
        return None
    whole = range(start, start + len(lines))
    likeliest = next((found for at in whole if (found := _candidate(blocks, at, matcher)) is not None), None)
    return likeliest or replace(title, index=max(whole, key=lambda at: len(lines[at - start])))


def _words(text: str, matcher: Matcher) -> str:
    """The words of a title, as it is compared with another print of it: without marks, and without what may stand after it."""
    return re.sub('[《》〈〉“”"]', "", plain_title(bare_title(text, matcher)))


def _after_number(block: Paragraph, index: int, matcher: Matcher) -> _Candidate | None:
    """A title on one line with the document number: 临政办20261号关于印发……的通知."""
    number = matcher.first("document-number", block.text)
    if number is None or not number.group("rest"):
        return None
    start = number.span("rest")[0]
    title = matcher.first("title", block.text[start:])
    return None if title is None else _Candidate(index, 0, title, start)


# ---------------------------------------------------------------- what stands below it


def _followed_by_head_lines(blocks: Sequence[Block], index: int, matcher: Matcher) -> bool:
    if index >= len(blocks) or not isinstance(block := blocks[index], Paragraph):
        return False
    families = ("status", "period", "document-number", "date-line", "recipients")
    return any(matcher.first(family, block.text) for family in families)


def _count_begins(blocks: Sequence[Block], index: int, matcher: Matcher) -> bool:
    """Whether the first heading of a text stands here: 第一章, 一、, 第一条."""
    block = blocks[index] if index < len(blocks) else None
    match = matcher.first("number", block.text) if isinstance(block, Paragraph) else None
    return match is not None and match.has("value") and read_numeral(match.group("value") or "") == 1


def _followed_like_a_title(blocks: Sequence[Block], index: int, matcher: Matcher) -> bool:
    if index >= len(blocks) or not isinstance(block := blocks[index], Paragraph):
        return False
    return is_text(block, matcher) or _followed_by_head_lines(blocks, index, matcher)


def _first_line(blocks: Sequence[Block], start: int, end: int, matcher: Matcher) -> _Candidate | None:
    """The line under an annex label, where it is no sentence and no table."""
    if start >= end or not isinstance(block := blocks[start], Paragraph) or not may_be_title(block, matcher):
        return None
    return _Candidate(start, 0, matcher.first("title", block.text, block=block.id))
