"""Titles below a preface, a cover or contents: where a text prints its title again, or only there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.lexical.numerals import read_numeral
from policy_extract.records import replace
from policy_extract.stages.front.head_ends import is_recipients, is_text
from policy_extract.stages.front.title_candidates import Candidate, bare_title, candidate, head_line_at, words_of
from policy_extract.stages.front.title_lines import PREFACE_BLOCKS, may_be_title

if TYPE_CHECKING:
    from policy_extract.grammar import Matcher
    from policy_extract.stages.front.lines_of_head import Lines

LONGEST_FRONT = 300
"""Blocks of a cover and its contents below which the text may print its title again."""


def title_after_text(lines: Lines, start: int) -> Candidate | None:
    """A title further down, below a preface: a title line that recipients, a status, a number or the first heading follow.

    Recipients above it belong to a notice whose own title is lost; below a date it is the document an order carries. Where the text begins in the middle of
    a count (第二十三条), it is the end of another document, as gazettes print it above: the title has its number or its recipients right below it.
    """
    signed = torn = False
    for index in range(start, min(len(lines.blocks), start + PREFACE_BLOCKS)):
        block = lines.paragraph(index)
        if block is None or is_recipients(block, lines.matcher):
            return None
        if lines.is_a(index, "number"):
            torn = torn or _goes_on_counting(lines, index)
            if not torn:
                return None
            continue
        signed = signed or lines.is_a(index, "issuer-mark", "date-line", "signing-post")
        found = candidate(lines, index) or _after_number(lines, index)
        if torn:
            followed = lines.is_a(index + 1, "document-number", "recipients")
        else:
            followed = head_line_at(lines, index + 1) or (not signed and _count_begins(lines, index + 1))
        if found is not None and found.match is not None and followed:
            return found
    return None


def _after_number(lines: Lines, index: int) -> Candidate | None:
    """A title on one line with the document number: 临政办20261号关于印发……的通知."""
    text = lines.text(index)
    number = lines.matcher.first("document-number", text)
    if number is None or not number.group("rest"):
        return None
    start = number.span("rest")[0]
    title = lines.matcher.first("title", text[start:])
    return None if title is None else Candidate(index, 0, title, start)


def _goes_on_counting(lines: Lines, index: int) -> bool:
    """Whether a line has a later number of a count, of which nothing stands above: 第二十三条, （十五）."""
    block = lines.paragraph(index)
    match = lines.matcher.first("number", block.text) if block is not None else None
    value = read_numeral(match.group("value") or "") if match is not None and match.has("value") else None
    return value is not None and value > 1


def _count_begins(lines: Lines, index: int) -> bool:
    """Whether the first heading of a text stands here: 第一章, 一、, 第一条."""
    block = lines.paragraph(index)
    match = lines.matcher.first("number", block.text) if block is not None else None
    return match is not None and match.has("value") and read_numeral(match.group("value") or "") == 1


def printed_again(lines: Lines, title: Candidate) -> Candidate | None:
    """The title of the text itself, where a web page or a cover has printed it above; the contents may stand between.

    Below recipients it is the title of what a notice carries. Title and quotation marks make no other title. Right below 全文如下： any title is that of the text,
    whatever headline a site of news has put above.
    """
    matcher = lines.matcher
    own = words_of(lines.text(title.index), matcher)
    found, passed, said = None, 0, False
    for index in range(title.index + 1, min(len(lines.blocks), title.index + LONGEST_FRONT)):
        block = lines.paragraph(index)
        if block is None or passed > PREFACE_BLOCKS or is_recipients(block, matcher):
            return found
        if block.style.startswith("toc") or lines.is_a(index, "contents"):
            continue
        if lines.is_a(index, "number"):
            return found
        passed += 1
        words = words_of(block.text, matcher)
        said = said or is_text(block, matcher)
        if lines.is_a(index - 1, "text-announced") and (announced := candidate(lines, index)) is not None:
            return announced if announced.match is not None else found
        if (words == own or (not said and _without_years(words, matcher) == own)) and may_be_title(block, matcher):
            match = matcher.first("title", bare_title(block.text, matcher), block=block.id)
            found = replace(title, index=index, match=match)
        elif own.startswith(words):
            found = _over_lines(lines, index, title) or found
    return found


def _without_years(words: str, matcher: Matcher) -> str:
    """A title without the years or the status that close it in brackets, which a page may leave out above it; "" where it has none."""
    match = matcher.first("title", words)
    tail = (match.group("tail") or "") if match is not None else ""
    if match is None or (matcher.first("period", tail) is None and matcher.first("status", tail) is None):
        return ""
    return match.group("title") or ""


def _over_lines(lines: Lines, start: int, title: Candidate) -> Candidate | None:
    """The likeliest line of a title that is printed again over several lines; None where the lines say anything else."""
    own = words_of(lines.text(title.index), lines.matcher)
    parts: list[str] = []
    for index in range(start, start + PREFACE_BLOCKS):
        block = lines.paragraph(index)
        if block is None or not own.startswith("".join(parts)) or "".join(parts) == own:
            break
        parts.append(words_of(block.text, lines.matcher))
    if "".join(parts) != own:
        return None
    whole = range(start, start + len(parts))
    likeliest = next((found for at in whole if (found := candidate(lines, at)) is not None), None)
    return likeliest or replace(title, index=max(whole, key=lambda at: len(parts[at - start])))
