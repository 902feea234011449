"""Which lines of a head are the title (GB/T 9704-2012 §7.3.1): one to five, by words, formatting and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.lexical.width import fold
from policy_extract.records import record
from policy_extract.stages.front.head_ends import head_end
from policy_extract.stages.front.title_candidates import SHORTEST_TITLE, Candidate, best_candidate, candidate, words_of
from policy_extract.stages.front.title_lines import SENTENCE, TITLE_LINE, TITLE_LINES, may_be_title, whole_title
from policy_extract.stages.front.titles_further_down import printed_again, title_after_text

if TYPE_CHECKING:
    from policy_extract.stages.front.lines_of_head import Lines


@record
class TitleLines:
    """Where the title stands."""

    first: int
    last: int
    begins: int = 0
    """Place in the first line where it begins; after a document number that a dump prints on the same line."""
    second: int | None = None
    """Another line that is equally likely to be the title."""


def find_title(lines: Lines, start: int, *, annex: bool) -> TitleLines | None:
    """The lines of the title of the part that begins at the block `start`; None where it has none.

    An annex's title stands right under its label; elsewhere the title is
    looked for among the lines before the first sentence, because web pages and
    cover sheets print other lines above it.
    """
    head = range(start, head_end(lines.blocks, start, lines.matcher))
    title = _first_line(lines, head) if annex else best_candidate(lines, head)
    if title is None and not annex:
        if (recorded := _recorded(lines, head)) is not None:
            return recorded
        joined = _joined_lines(lines, head)
        title = None if joined else title_after_text(lines, start)
        if title is None:
            return joined or _line_of_no_kind(lines, head)
    if title is None:
        return None
    if not annex and (again := printed_again(lines, title)) is not None:
        title = again
    first, last = whole_title(lines, title.index, title.match, head)
    begins = title.start if first == title.index and title.start else _after_tag(lines, first)
    second = None if annex else _second(lines, title, range(start, first))
    return TitleLines(first, last, begins, second)


def _second(lines: Lines, title: Candidate, above: range) -> int | None:
    """A line above the title that is equally likely to be the title and has different words."""
    own = words_of(lines.text(title.index), lines.matcher)
    for index in reversed(above):
        other = candidate(lines, index)
        if other is not None and other.match is not None and other.score >= title.score:
            text = words_of(lines.text(index), lines.matcher)
            return None if text in own or own in text else index
    return None


def _after_tag(lines: Lines, index: int) -> int:
    """Place after the tag that a site prints before a title; 0 where there is none."""
    block = lines.paragraph(index)
    tag = lines.matcher.first("title-tag", block.text) if block is not None else None
    return 0 if tag is None else tag.end


def _recorded(lines: Lines, head: range) -> TitleLines | None:
    """The title in the record of a site that was copied with the text, where no line of its own prints one."""
    for index in head:
        block = lines.paragraph(index)
        label = lines.matcher.first("recorded-title", block.text) if block is not None else None
        if (
            block is not None
            and label is not None
            and lines.matcher.first("title", block.text[label.end :]) is not None
        ):
            return TitleLines(index, index, label.end)
    return None


def _first_line(lines: Lines, head: range) -> Candidate | None:
    """The line under an annex label, where it is no sentence and no table."""
    block = lines.paragraph(head.start) if head else None
    if block is None or not may_be_title(block, lines.matcher):
        return None
    return Candidate(head.start, 0, lines.matcher.first("title", block.text, block=block.id))


def _joined_lines(lines: Lines, head: range) -> TitleLines | None:
    """The lines that make up a title together, and none alone, where a dump broke it anywhere."""
    for first in head:
        if lines.matcher.clock.stopped:  # nothing is found any more
            return None
        text = ""
        found = None
        for last in range(first, min(head.stop, first + TITLE_LINES)):
            block = lines.paragraph(last)
            if block is None or block.number or not may_be_title(block, lines.matcher):
                break
            text += block.text.strip()
            if len(block.text) > TITLE_LINE or len(text) > 2 * TITLE_LINE + SENTENCE:
                break
            if last > first and lines.matcher.first("title", text) is not None:
                found = TitleLines(first, last)
        if found is not None:
            return found
    return None


def _line_of_no_kind(lines: Lines, head: range) -> TitleLines | None:
    """The last line of the head, where it is none of the other things that stand there, with the lines it goes on from."""
    for index in reversed(head):
        block = lines.paragraph(index)
        if block is None or not may_be_title(block, lines.matcher) or lines.is_a(index, "no-words"):
            continue
        plain = len(block.text.strip()) >= SHORTEST_TITLE and not lines.is_a(index, "no-title")
        if not plain or len(block.text) > TITLE_LINE or block.number or head.stop == len(lines.blocks):
            return None
        return TitleLines(*whole_title(lines, index, None, head))
    return None


def stands_as_title(lines: Lines, index: int) -> bool:
    """Whether a line without title words stands as a title does: short, of no other kind, right above the text."""
    block = lines.paragraph(index)
    if block is None or block.number or not SHORTEST_TITLE <= len(block.text.strip()) <= TITLE_LINE:
        return False
    known = lines.is_a(index, "no-title", "number", "label", "signature")
    return not known and may_be_title(block, lines.matcher) and _above_text(lines, index + 1)


def _above_text(lines: Lines, index: int) -> bool:
    """Whether the text of a document begins at `index`: a sentence, or its first heading."""
    return lines.is_a(index, "number") or fold(lines.text(index)).rstrip().endswith(("。", "："))
