"""Soft line breaks inside a paragraph (Word, web pages): lines that open with the next number become paragraphs.

People press Shift+Enter where they mean Enter. A break alone proves nothing:
titles contain them, too. But where a line has the next number of the text, or
the first of a list that continues in the same paragraph, breaks there mean
Enter: those before a number, below a heading and after a sentence split it.

So does the space between two headings on one line (（一）宣传报道 1、召开会议), where the next paragraph goes on with 2、.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Paragraph, Place, Table
from policy_extract.generated.plain import At
from policy_extract.lexical.numerals import read_numeral
from policy_extract.reading.known_lines import end_of, ends_sentence
from policy_extract.records import field, mutable, record, replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Block, Document, Stretches
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher

_LONGEST_HEADING: Final = 45
_MARKS: Final = frozenset("，。；")
_SECOND_NUMBER: Final = re.compile(r"[ \u3000](?<=\S.)(?=(?:1[、.．]|[（(][一1][）)]|①)\S)")
"""The space before a first number inside a line."""
Number = tuple[str, int]
"""The style of a number and its value."""


def open_lines(document: Document, report: Report, matcher: Matcher) -> Document:
    """The document with such lines as paragraphs; blocks are numbered anew, and what quotes them quotes the same characters."""
    if not any(isinstance(block, Paragraph) and _may_hold_several(block.text) for block in document.blocks):
        return document
    opened = _Opened(matcher)
    for block, below in zip_longest(document.blocks, document.blocks[1:]):
        opened.take(block, below)
    if len(opened.blocks) == len(document.blocks):
        return document
    report.findings[:] = [
        replace(finding, at=opened.moved(finding.at)) if finding.at else finding for finding in report.findings
    ]
    places: dict[str, Place] = {
        piece.name if piece else opened.renamed(old): place
        for old, place in document.places.items()
        for piece in opened.pieces.get(old, [None])
    }
    return replace(document, blocks=tuple(opened.blocks), places=places)


def _may_hold_several(text: str) -> bool:
    return "\n" in text or _SECOND_NUMBER.search(text) is not None


@record
class _Piece:
    """A paragraph that was part of another."""

    name: str
    start: int
    end: int


@mutable
class _Opened:
    """The blocks so far, and the last number of each style."""

    matcher: Matcher
    blocks: list[Block] = field(default_factory=list)
    pieces: dict[str, list[_Piece]] = field(default_factory=dict)
    """Old ids of paragraphs → what they are now."""
    names: dict[str, str] = field(default_factory=dict)
    """Old ids of tables → new ones."""
    _counts: dict[str, int] = field(default_factory=dict)

    def take(self, block: Block, below: Block | None) -> None:
        """Append a block, in its pieces; `below` is the next one."""
        if isinstance(block, Table):
            name = self.names[block.id] = self._next_name()
            inside = None if block.inside is None else self.renamed(block.inside)
            self.blocks.append(replace(block, id=name, inside=inside))
            return
        second = self._second_heading(block, below)
        for start, end in self._bounds(block) if second is None else self._halves(block, second):
            piece = _Piece(self._next_name(), start, end)
            self.pieces.setdefault(block.id, []).append(piece)
            self.blocks.append(_part(block, piece, numbered=self._number(block.text[start:end]) is not None))

    def renamed(self, address: str) -> str:
        """The new address of a table or of one of its cells."""
        name, point, square = address.partition(".")
        return self.names.get(name, name) + point + square

    def moved(self, at: At) -> At:
        """The same characters where they stand now; what reaches over a break ends with its line."""
        for piece in self.pieces.get(at.block, ()):
            if at.start <= piece.end:
                return At(
                    block=piece.name, start=max(at.start - piece.start, 0), end=min(at.end, piece.end) - piece.start
                )
        return replace(at, block=self.renamed(at.block))

    def _next_name(self) -> str:
        return f"b{len(self.blocks) + 1}"

    def _second_heading(self, block: Paragraph, below: Block | None) -> int | None:
        """Where the space stands between two headings on one line: the second has the first number of a count that goes on below."""
        space = _SECOND_NUMBER.search(block.text) if isinstance(below, Paragraph) else None
        if space is None or not isinstance(below, Paragraph) or block.story != "body" or "\n" in block.text:
            return None
        head = block.number + block.text[: space.start()]
        above, first, following = map(self._number, (head, block.text[space.end() :], below.number + below.text))
        if above is None or first is None or following != (first[0], 2) or above[0] == first[0]:
            return None
        return space.start() if len(head) <= _LONGEST_HEADING and not _MARKS.intersection(head) else None

    def _halves(self, block: Paragraph, space: int) -> Iterator[tuple[int, int]]:
        """The two paragraphs around a space, whose numbers are remembered."""
        for text in (block.number + block.text[:space], block.text[space + 1 :]):
            style, value = self._number(text) or ("", 0)
            self._counts[style] = value
        yield 0, space
        yield space + 1, len(block.text)

    def _bounds(self, block: Paragraph) -> Iterator[tuple[int, int]]:
        """Where each paragraph that the block holds begins and ends."""
        texts = block.text.split("\n")
        numbers = [self._number(block.number + text if at == 0 else text) for at, text in enumerate(texts)]
        running = self._running(texts, numbers)
        parts = block.story == "body" and any(running[1:])
        start = end = 0
        for at, text in enumerate(texts):
            if at and parts and (running[at] or self._ends(texts[at - 1], numbers[at - 1])):
                yield start, end
                start = end + 1
            end += len(text) + (at > 0)
        yield start, end

    def _ends(self, text: str, number: Number | None) -> bool:
        """Whether a line ends a sentence, or is a heading and nothing else."""
        heading = number is not None and len(text) <= _LONGEST_HEADING and not _MARKS.intersection(text)
        return heading or ends_sentence(text, self.matcher)

    def _number(self, text: str) -> Number | None:
        """The number that opens a line; None where none does, or one without a value."""
        match = self.matcher.first("number", text)
        printed = match.group("value") if match is not None and "value" in match else None
        value = None if printed is None else read_numeral(printed)
        return None if match is None or value is None else (str(match.get("style")), value)

    def _running(self, texts: Sequence[str], numbers: Sequence[Number | None]) -> list[bool]:
        """Whether each line has the next number, and stands below no unfinished sentence; all numbers are remembered."""
        running: list[bool] = []
        last = {number: at for at, number in enumerate(numbers)}
        for at, number in enumerate(numbers):
            style, value = number or ("", 0)
            begins = value == 1 and last.get((style, 2), 0) > at
            follows = number is not None and (begins or self._counts.get(style) == value - 1 > 0)
            running.append(follows and (at == 0 or end_of(texts[at - 1], self.matcher) != "open"))
            if number is not None:
                self._counts[style] = value
        return running


def _part(block: Paragraph, piece: _Piece, *, numbered: bool) -> Paragraph:
    """The piece as a paragraph; only the first keeps what stands before the text, and text without a number is no heading."""
    first = piece.start == 0
    return replace(
        block,
        id=piece.name,
        text=block.text[piece.start : piece.end],
        number=block.number if first else "",
        list_level=block.list_level if first else None,
        outline_level=block.outline_level if first or numbered else None,
        bold=_within(block.bold, piece),
        underlined=_within(block.underlined, piece),
        page_break_before=block.page_break_before and first,
    )


def _within(stretches: Stretches, piece: _Piece) -> Stretches:
    """The stretches as far as they stand in the piece."""
    inside = ((max(start, piece.start), min(end, piece.end)) for start, end in stretches)
    return tuple((start - piece.start, end - piece.start) for start, end in inside if start < end)
