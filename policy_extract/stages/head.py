"""The head of a part: title, status, period, number, recipients (GB/T 9704-2012 §7.2, §7.3.1-2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Table
from policy_extract.lexical.dates import FIVE_YEAR_PLANS, read_date
from policy_extract.lexical.width import fold
from policy_extract.records import record, replace
from policy_extract.stages.forms import Head, Piece, join, piece, spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.grammar import Match, Matcher
    from policy_extract.plain import PlanDate
    from policy_extract.stages.forms import Ownership

TITLE_LINE = 60
"""Characters a line of a title may have; longer lines are text."""
PREFACE_BLOCKS = 12
"""Blocks of a preface behind which a title is still looked for."""
RECORD_ROWS = 12
RECORD_LABELS = 3
"""A table of so few rows with so many labels of a site's record is one."""
SENTENCE = 30
"""From this length on a line that ends in 。 is text and ends the head."""


@record
class _Candidate:
    index: int
    score: int
    match: Match | None
    start: int = 0
    """Where the title begins in its line; behind a document number that a dump prints on the same line."""


def read_head(blocks: Sequence[Block], start: int, matcher: Matcher, owned: Ownership, *, annex: bool = False) -> Head:
    """The head of the part that begins at `blocks[start]`; claims the blocks it is made of.

    An annex's title stands right under its label; elsewhere the title is
    looked for among the lines before the first sentence, because web pages and
    cover sheets print other lines above it.
    """
    end = _head_end(blocks, start, matcher)
    title = _first_line(blocks, start, end, matcher) if annex else _best_candidate(blocks, start, end, matcher)
    if title is None and not annex:
        title = _title_behind_text(blocks, start, matcher)
    if title is None:
        return _lines_below(blocks, start, Head(body=start), matcher, owned)
    if not annex and (again := _printed_again(blocks, title, matcher)) is not None:
        title = again
    first, last = _whole_title(blocks, title, start, end, matcher)
    lines = [block for block in blocks[first : last + 1] if isinstance(block, Paragraph)]
    owned.claim(lines, "title")
    head = Head(
        title=join(piece(line, title.start if line is blocks[title.index] else 0) for line in lines),
        number=_number_before(blocks[title.index], title.start, matcher),
        kind=str(title.match.get("kind")) if title.match else "other",
        status=_find_status(lines, matcher),
        period=_find_period(lines, matcher),
        body=last + 1,
    )
    head = _lines_above(blocks, start, first, head, matcher, owned)
    return _lines_below(blocks, last + 1, head, matcher, owned)


def _head_end(blocks: Sequence[Block], start: int, matcher: Matcher) -> int:
    """Index of the first block that is no part of the head but its recipients: a sentence, a heading, a table."""
    for index in range(start, len(blocks)):
        block = blocks[index]
        if isinstance(block, Paragraph):
            text = _is_text(block, matcher) or _is_recipients(block, matcher)
        else:
            text = not _is_record(block, matcher)
        if text:
            return index
    return len(blocks)


def _is_recipients(block: Paragraph, matcher: Matcher) -> bool:
    match = matcher.first("recipients", block.text, block=block.id)
    return match is not None and not match.group("rest")


def _is_record(table: Table, matcher: Matcher) -> bool:
    """Whether a table holds what a government site records of the document: 索引号, 发布机构, ……."""
    if table.rows > RECORD_ROWS:
        return False
    return sum(matcher.first("page-furniture", cell.text) is not None for cell in table.cells) >= RECORD_LABELS


def _is_text(block: Paragraph, matcher: Matcher) -> bool:
    text = fold(block.text).strip()
    if len(text) > 2 * TITLE_LINE or (len(text) >= SENTENCE and text.endswith(("。", "；"))):
        return matcher.first("page-furniture", text) is None
    if matcher.first("label", text) is not None:
        return True
    heading = matcher.first("number", text)
    return heading is not None and not heading.get("box") and not heading.rule.id.startswith(("roman", "letter"))


def _best_candidate(blocks: Sequence[Block], start: int, end: int, matcher: Matcher) -> _Candidate | None:
    """The likeliest title line; of equals the last, which stands nearest to the text."""
    found = [_candidate(blocks, index, matcher) for index in range(start, end)]
    return max((one for one in found if one is not None), key=lambda one: (one.score, one.index), default=None)


def _candidate(blocks: Sequence[Block], index: int, matcher: Matcher) -> _Candidate | None:
    block = blocks[index]
    if not isinstance(block, Paragraph) or not _may_be_title(block, matcher):
        return None
    match = matcher.first("title", block.text, block=block.id)
    styled = block.outline_level == 0 or block.style.startswith("title") or block.style == "标题"
    if match is None and not (styled or block.align == "center"):
        return None
    score = 4 * (match is not None) + 3 * (block.align == "center") + 2 * styled
    followed = _followed_like_a_title(blocks, index + 1, matcher)
    return _Candidate(index, score + 2 * followed - 3 * bool(block.number), match) if score >= 4 else None


def _title_behind_text(blocks: Sequence[Block], start: int, matcher: Matcher) -> _Candidate | None:
    """A title further down, below a preface: a title line that recipients, a status or a number follow.

    Recipients before it address a notice whose own title is lost.
    """
    for index in range(start, min(len(blocks), start + PREFACE_BLOCKS)):
        block = blocks[index]
        if not isinstance(block, Paragraph) or _is_recipients(block, matcher):
            return None
        found = _candidate(blocks, index, matcher) or _behind_number(block, index, matcher)
        if found is not None and found.match is not None and _followed_by_head_lines(blocks, index + 1, matcher):
            return found
    return None


def _printed_again(blocks: Sequence[Block], title: _Candidate, matcher: Matcher) -> _Candidate | None:
    """The title of the text itself, where a web page has printed it above as a heading of its own."""
    above = blocks[title.index]
    assert isinstance(above, Paragraph)
    for index in range(title.index + 1, min(len(blocks), title.index + PREFACE_BLOCKS)):
        block = blocks[index]
        if not isinstance(block, Paragraph) or matcher.first("number", block.text) is not None:
            return None
        if _plain_title(block.text) == _plain_title(above.text) and _may_be_title(block, matcher):
            return replace(title, index=index, match=matcher.first("title", block.text, block=block.id))
    return None


def _plain_title(text: str) -> str:
    return re.sub(r"^[—–-]+|\s", "", fold(text))


def _behind_number(block: Paragraph, index: int, matcher: Matcher) -> _Candidate | None:
    """A title on one line with the document number: 临政办20261号关于印发……的通知."""
    number = matcher.first("document-number", block.text)
    if number is None or not number.group("rest"):
        return None
    start = number.span("rest")[0]
    title = matcher.first("title", block.text[start:])
    return None if title is None else _Candidate(index, 0, title, start)


def _number_before(block: Block, start: int, matcher: Matcher) -> Piece | None:
    """The document number that stands before the title on its line."""
    number = matcher.first("document-number", block.text) if isinstance(block, Paragraph) and start else None
    return None if number is None or not isinstance(block, Paragraph) else piece(block, *number.span("number"))


def _followed_by_head_lines(blocks: Sequence[Block], index: int, matcher: Matcher) -> bool:
    if index >= len(blocks) or not isinstance(block := blocks[index], Paragraph):
        return False
    families = ("status", "period", "document-number", "date-line", "recipients")
    return any(matcher.first(family, block.text) for family in families)


def _may_be_title(block: Paragraph, matcher: Matcher) -> bool:
    text = fold(block.text).strip()
    if not any(map(str.isalnum, text)) or len(text) > 2 * TITLE_LINE or text.endswith(("。", "；", "：", "，", "、")):
        return False
    families = (
        "issuer-mark",
        "document-number",
        "bracket-line",
        "page-furniture",
        "contents",
        "annex-list",
        "date-line",
    )
    return all(matcher.first(family, text) is None for family in families)


def _followed_like_a_title(blocks: Sequence[Block], index: int, matcher: Matcher) -> bool:
    if index >= len(blocks) or not isinstance(block := blocks[index], Paragraph):
        return False
    return _is_text(block, matcher) or _followed_by_head_lines(blocks, index, matcher)


def _first_line(blocks: Sequence[Block], start: int, end: int, matcher: Matcher) -> _Candidate | None:
    """The line under an annex label, where it is no sentence and no table."""
    if start >= end or not isinstance(block := blocks[start], Paragraph) or not _may_be_title(block, matcher):
        return None
    return _Candidate(start, 0, matcher.first("title", block.text, block=block.id))


def _whole_title(blocks: Sequence[Block], title: _Candidate, start: int, end: int, matcher: Matcher) -> tuple[int, int]:
    """First and last line of a title that may run over several lines."""
    first = last = title.index
    while first > start and _opens_title(blocks[first - 1], blocks[first], matcher):
        first -= 1
    while title.match is None and last + 1 < end and _continues_title(blocks[last + 1], blocks[last], matcher):
        last += 1
        if matcher.first("title", getattr(blocks[last], "text", "")):
            break
    return first, last


def _opens_title(above: Block, below: Block, matcher: Matcher) -> bool:
    """Whether `above` is an earlier line of the title that `below` closes."""
    if not isinstance(above, Paragraph) or not isinstance(below, Paragraph) or not _may_be_title(above, matcher):
        return False
    if len(above.text) > TITLE_LINE or above.number:
        return False
    if above.text.count("《") > above.text.count("》"):
        return True
    if matcher.first("title-continued", below.text):
        return True
    if matcher.first("title", above.text):
        return False
    if "center" in (above.align, below.align):
        return above.align == below.align and not matcher.first("status", above.text)
    if matcher.first("title-second-line", below.text) or matcher.first("title-first-line", above.text):
        return True
    return all(matcher.first("signature", line.text) is not None for line in (above, below))


def _continues_title(below: Block, above: Block, matcher: Matcher) -> bool:
    if not isinstance(below, Paragraph) or not isinstance(above, Paragraph) or not _may_be_title(below, matcher):
        return False
    return len(below.text) <= TITLE_LINE and below.align == above.align == "center" and not below.number


def _find_status(lines: Sequence[Paragraph], matcher: Matcher) -> Piece | None:
    for line in reversed(lines):
        if (match := matcher.first("status", line.text, block=line.id)) is not None:
            return piece(line, *match.span("status"))
    return None


def _find_period(lines: Sequence[Paragraph], matcher: Matcher) -> tuple[Piece, int, int] | None:
    """The years a plan covers; “十五五” and a single year (2026年…要点) are periods too."""
    for line in reversed(lines):
        if (match := matcher.first("period", line.text, block=line.id)) is None:
            continue
        found = piece(line, *match.span("period"))
        if match.get("five_year"):
            years = FIVE_YEAR_PLANS.get(match.group("ordinal") or match.group("ordinal2") or "")
            return years and (found, *years)
        start = int(fold(match.group("start") or ""))
        end = match.group("end") if match.has("end") else None
        return (found, start, int(fold(end))) if end else (found, start, start)
    return None


def _lines_above(blocks: Sequence[Block], start: int, end: int, head: Head, matcher: Matcher, owned: Ownership) -> Head:
    """The issuer mark and the number above the title; anything else there is no part of the text."""
    issuers: list[Piece] = []
    for block in blocks[start:end]:
        if not isinstance(block, Paragraph):
            owned.claim([block], "other")
        elif match := matcher.first("issuer-mark", block.text, block=block.id):
            owned.claim([block], "issuer")
            issuers.append(_closed_up(block, *match.span("issuer")))
        elif match := matcher.first("document-number", block.text, block=block.id):
            owned.claim([block], "document-number")
            head = replace(head, number=head.number or piece(block, *match.span("number")))
        elif head.status is None and (match := matcher.first("status", block.text, block=block.id)):
            owned.claim([block], "status")
            head = replace(head, status=piece(block, *match.span("status")))
        else:
            owned.claim([block], "other")
    return replace(head, issuers=(*head.issuers, *issuers))


def _lines_below(blocks: Sequence[Block], index: int, head: Head, matcher: Matcher, owned: Ownership) -> Head:
    """The lines between title and text: period, status, number, date, recipients."""
    while index < len(blocks):
        block = blocks[index]
        if isinstance(block, Paragraph):
            following = _line_below(block, head, matcher, owned)
        else:
            following = head if _is_record(block, matcher) else None
        if following is None:
            break
        head = following
        index += 1
        if head.recipients:
            break
    return replace(head, body=index)


def _line_below(block: Paragraph, head: Head, matcher: Matcher, owned: Ownership) -> Head | None:
    """The head with what this line adds; None where the line is text."""
    if owned.roles.get(block.id) == "toc":
        return head
    text = fold(block.text).strip()
    bracketed = matcher.first("bracket-line", text) is not None and matcher.first("number", text) is None
    if bracketed and (status := _find_status([block], matcher)) is not None:
        owned.claim([block], "status")
        period = head.period or _find_period([block], matcher)
        return replace(head, status=head.status or status, period=period)
    if bracketed and (period := _find_period([block], matcher)) is not None:
        owned.claim([block], "period")
        return replace(head, period=head.period or period)
    if (match := matcher.first("document-number", block.text, block=block.id)) and not match.group("rest"):
        owned.claim([block], "document-number")
        return replace(head, number=head.number or piece(block, *match.span("number")))
    if (match := matcher.first("date-line", block.text, block=block.id)) and head.title is not None:
        owned.claim([block], "date")
        return replace(head, date=head.date or as_date(block, match))
    if matcher.first("label", text):
        return None
    if bracketed or not text or matcher.first("page-furniture", text) or matcher.first("salutation", text):
        owned.claim([block], "other")
        return head
    return _recipients_line(block, head, matcher, owned)


def _recipients_line(block: Paragraph, head: Head, matcher: Matcher, owned: Ownership) -> Head | None:
    match = matcher.first("recipients", block.text, block=block.id)
    if match is None or match.group("rest") or matcher.first("number", block.text) or block.number:
        return None
    owned.claim([block], "recipient")
    start, end = match.span("recipients")
    return replace(head, recipients=_split_recipients(block, start, end))


def _split_recipients(block: Paragraph, start: int, end: int) -> tuple[Piece, ...]:
    """One piece per group of addressees: GB/T 9704 sets groups apart by ， and bodies of one group by 、."""
    found, depth, begin = [], 0, start
    for index, char in enumerate(fold(block.text[start:end]), start):
        depth += (char in "（〔[") - (char in "）〕]")
        if char == "，" and depth <= 0:
            found.append(piece(block, begin, index))
            begin = index + 1
    return (*found, piece(block, begin, end))


def as_date(block: Paragraph, match: Match) -> PlanDate | None:
    """The printed date in the contract's form; None where it is no day of the calendar."""
    from policy_extract.plain import PlanDate  # noqa: PLC0415  the contract is loaded once a document is read

    iso = read_date(match.group("year"), match.group("month"), match.group("day") if match.has("day") else None)
    found = piece(block, *match.span("date"))
    return PlanDate(raw=found.text, iso=iso, at=spans(found.at)) if iso else None


def _closed_up(block: Paragraph, start: int, end: int) -> Piece:
    """A name that is spread out with spaces, without them."""
    return join(piece(block, *found.span()) for found in re.compile(r"\S+").finditer(block.text, start, end))
