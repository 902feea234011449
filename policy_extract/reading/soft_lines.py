"""Soft line breaks inside a paragraph (Word, web pages): lines that open with the next number become paragraphs.

People press Shift+Enter where they mean Enter. A break alone proves nothing:
titles contain them, too. But where a line has the next number of the text, or
the first of a list that continues in the same paragraph, breaks there mean
Enter: those before a number, below a heading and after a sentence split it. So do those around a signature or a date.

Dumps lose breaks altogether, and print a heading and the first entry below it on one line (（一）宣传报道 1、召开会议;
一、总体要求（一）指导思想。……). Where the count goes on after it, in the line or in the next paragraph, each entry is a paragraph. So is each line of a
head that is printed after the title (`head_lines.py`).
"""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Paragraph, Place, Table
from policy_extract.generated.plain import At
from policy_extract.lexical.numerals import read_numeral
from policy_extract.reading.head_lines import HEAD_BLOCKS, head_lines
from policy_extract.reading.known_lines import end_of, ends_sentence
from policy_extract.records import field, mutable, record, replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Block, Document, Stretches
    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher

_LONGEST_HEADING: Final = 45
_MARKS: Final = frozenset("，。；,;")
_NUMBER_INSIDE: Final = re.compile(
    r"[\d（(①-⑳第](?<=[\u4e00-\u9fff ”》。；）)\u3000].)"
    r"(?=(?:(?<=\d)\d?[、.．](?!\d)|(?<=[（(])(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|(?<=[①-⑳])"
    r"|(?<=第)[一二三四五六七八九十百\d]{1,5}条)\S)"
)
"""Where a number may open an entry inside a line.

It takes the first character of the number and looks back at it, since `re` skips to where a match may begin only if that is a character: all text is
searched, in a third of the time.
"""
_FIRST: Final = re.compile("[。；！？）)] {0,8}(?P<number>一、)(?![一二三四五六七八九十])(?=[\u4e00-\u9fff]{2})")
_COUNTED: Final = re.compile(r"\s*([一二三四五六七八九十])、")
"""Headings of the first level."""
_HEADED: Final = re.compile(r".{1,4}?[）)、.．①-⑳] ?[^，。；：,;:]{2,20}[。：:]\S")
"""An entry with a heading of its own and text after it."""
_ABOVE_ARTICLES: Final = ("chapter", "section")
"""Headings on whose line an article may stand; elsewhere 第五条 is a reference."""
_OPENING: Final = 60
"""Characters of an entry that are enough to see its number and heading."""
_BARE: Final = re.compile(r"[1-9](?<=[。）)].)\d?(?=[\u4e00-\u9fff“《])")
"""Where a number that lost its point may open an entry: 。1持续增强辐射能力。……）2提高服务水平。……"""
_BARE_HEADED: Final = re.compile(r"\d{1,2}[^，。；：,;:]{2,40}[。：:]\S")
"""Such an entry; a sentence that only begins with a digit seldom is a short heading with a text after it."""
_MOST_LEVELS: Final = 3
"""Levels of headings on one line, below the first: 二、主要措施（一）统筹规划。1.持续增强。……"""
Number = tuple[str, int]
"""The style of a number and its value."""


def open_lines(document: Document, report: Report, matcher: Matcher) -> Document:
    """The document with such lines as paragraphs; blocks are numbered anew, and what quotes them quotes the same characters."""
    titled = _titled(document.blocks[:HEAD_BLOCKS], matcher) | _first_of_all(document.blocks)
    if not titled and not any(isinstance(one, Paragraph) and _may_hold_several(one.text) for one in document.blocks):
        return document
    opened = _Opened(matcher, titled)
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


def _titled(blocks: Sequence[Block], matcher: Matcher) -> dict[str, list[int]]:
    """By the id of each paragraph that a title opens: where each line after the title begins."""
    body = (block for block in blocks if isinstance(block, Paragraph) and block.story == "body" and not block.number)
    return {block.id: lines for block in body if (lines := head_lines(block.text, matcher))}


def _first_of_all(blocks: Sequence[Block]) -> dict[str, list[int]]:
    """Where 一、 opens a line inside a paragraph, by its id: after a closed sentence, if the next such heading below is 二、."""
    found: dict[str, list[int]] = {}
    for block in blocks:
        if not isinstance(block, Paragraph) or block.story != "body":
            continue
        counted = None if block.number else _COUNTED.match(block.text)
        if counted is not None:
            return found if counted[1] == "二" else {}
        inside = list(_FIRST.finditer(block.text))
        if inside and not block.number and "\n" not in block.text:
            found = {block.id: [inside[0].start("number")]} if len(inside) == 1 and not found else {}
    return {}


def _may_hold_several(text: str) -> bool:
    return "\n" in text or _NUMBER_INSIDE.search(text, 1) is not None or _BARE.search(text, 1) is not None


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
    titled: dict[str, list[int]]
    """Old ids of paragraphs that a title opens → where each line after the title begins."""
    blocks: list[Block] = field(default_factory=list)
    pieces: dict[str, list[_Piece]] = field(default_factory=dict)
    """Old ids of paragraphs → what they are now."""
    names: dict[str, str] = field(default_factory=dict)
    """Old ids of tables → new ones."""
    _counts: dict[str, int] = field(default_factory=dict)
    _bare: int = 0
    """The last number without a point that opened an entry."""

    def take(self, block: Block, below: Block | None) -> None:
        """Append a block, in its pieces; `below` is the next one."""
        if isinstance(block, Table):
            name = self.names[block.id] = self._next_name()
            inside = None if block.inside is None else self.renamed(block.inside)
            self.blocks.append(replace(block, id=name, inside=inside))
            return
        entries = self.titled.get(block.id) or self._entries(block, below)
        for start, end in self._at_entries(block, entries) if entries else self._bounds(block):
            piece = _Piece(self._next_name(), start, end)
            self.pieces.setdefault(block.id, []).append(piece)
            numbered = start == 0 or self._number(block.text[start:end]) is not None
            self.blocks.append(_part(block, piece, numbered=numbered))

    def renamed(self, address: str) -> str:
        """The new address of a table or of one of its cells."""
        name, point, square = address.partition(".")
        return self.names.get(name, name) + point + square

    def moved(self, at: At) -> At:
        """The same characters where they stand now; what reaches over a break ends with its line."""
        pieces = self.pieces.get(at.block, [])
        for piece in pieces:
            if at.start < piece.end or piece == pieces[-1]:
                return At(
                    block=piece.name, start=max(at.start - piece.start, 0), end=min(at.end, piece.end) - piece.start
                )
        return replace(at, block=self.renamed(at.block))

    def _next_name(self) -> str:
        return f"b{len(self.blocks) + 1}"

    def _entries(self, block: Paragraph, below: Block | None, levels: int = _MOST_LEVELS) -> list[int]:
        """Where entries open on the line of the heading above them, and on the lines of these entries.

        Their count goes on in the line or in the next paragraph; an entry that stands alone has entries of its own.
        """
        if block.story != "body" or "\n" in block.text:
            return []
        found = self._below_heading(block)
        bare = [] if found else self._bare_entries(block, below)
        inner: list[int] = []
        if levels:
            for start, end in pairwise([*(found or bare), len(block.text)]):
                piece = _part(block, _Piece(block.id, start, end), numbered=True)
                inside = self._entries(piece, below if end == len(block.text) else None, levels - 1)
                inner += (start + place for place in inside)
        if not found:
            return sorted([*bare, *inner])
        last = self._number(block.text[found[-1] : found[-1] + _OPENING]) or ("", 0)
        goes_on = len(found) > 1 or self._is_next(last) or self._opens_with(below, (last[0], last[1] + 1))
        holds = not last[0].startswith("arabic") and self._opens_count(below)
        return sorted([*found, *inner]) if goes_on or inner or holds else []

    def _below_heading(self, block: Paragraph) -> list[int]:
        """Where entries that count 1, 2, 3 open on the line of a heading."""
        if _NUMBER_INSIDE.search(block.text, 1) is None:
            return []
        above = self._number(block.number + block.text[:_OPENING])
        if above is None:
            return []
        found: list[int] = []
        last = (above[0], 0)
        for place in _NUMBER_INSIDE.finditer(block.text, 1):
            number = self._number(block.text[place.start() : place.start() + _OPENING])
            if not found and (number is None or not self._heads(block, place.start(), above, number)):
                return []
            if number is not None and (
                not found or (number == (last[0], last[1] + 1) and _ended(block, place.start()))
            ):
                found.append(place.start())
                last = number
        return found

    def _bare_entries(self, block: Paragraph, below: Block | None) -> list[int]:
        """Where entries open whose numbers lost their points, in a paragraph that a number opens: a count from 1, or the one above."""
        opening = 0 if block.number else self._bare_number(block.text[:_OPENING])
        if opening and opening in {1, self._bare + 1}:
            self._bare = opening
        elif self._number(block.number + block.text[:_OPENING]) is None:
            return []
        starts = (place.start() for place in _BARE.finditer(block.text, 1))
        headed = (start for start in starts if _BARE_HEADED.match(block.text, start))
        counted = {start: self._bare_number(block.text[start : start + _OPENING]) for start in headed}
        places = [start for start, value in counted.items() if value]
        values = [counted[start] for start in places]
        after = self._bare_number(below.text[:_OPENING]) if isinstance(below, Paragraph) and not below.number else 0
        found: list[int] = []
        for place, value, following in zip(places, values, [*values[1:], after], strict=False):
            if (value == 1 and following == 2) or value == self._bare + 1 > 1:
                found.append(place)
                self._bare = value
        return found

    def _bare_number(self, text: str) -> int:
        """The number without a point that opens a line and counts nothing; 0 where none does."""
        match = self.matcher.first("doubtful-number", text)
        bare = match is not None and match.get("style") == "arabic-bare"
        return (read_numeral(match.group("value") or "") or 0) if match is not None and bare else 0

    def _is_next(self, number: Number) -> bool:
        """Whether a number goes on a count of the text above."""
        return self._counts.get(number[0]) == number[1] - 1 > 0

    def _heads(self, block: Paragraph, end: int, above: Number, first: Number) -> bool:
        """Whether what stands before the first entry is a heading; one that 。 closes has entries with headings of their own."""
        head = (block.number + block.text[:end]).rstrip()
        headed = head[-1:] not in "。：:" or _HEADED.match(block.text, end) is not None
        words = head.rstrip("。：:")
        begins = first[1] == 1 or (first[0] == "article" and self._is_next(first))
        fits = above[0] != first[0] and (first[0] != "article" or above[0] in _ABOVE_ARTICLES)
        return begins and fits and headed and len(words) <= _LONGEST_HEADING and not _MARKS.intersection(words)

    def _opens_with(self, block: Block | None, number: Number) -> bool:
        """Whether a paragraph opens with this number."""
        return isinstance(block, Paragraph) and self._number(block.number + block.text[:_OPENING]) == number

    def _opens_count(self, block: Block | None) -> bool:
        """Whether a paragraph opens with 1., or with 1 that lost its point: a count below the entry above."""
        if not isinstance(block, Paragraph):
            return False
        style, value = self._number(block.number + block.text[:_OPENING]) or ("", 0)
        bare = not block.number and self._bare_number(block.text[:_OPENING]) == 1
        return bare or (value == 1 and style.startswith("arabic"))

    def _at_entries(self, block: Paragraph, entries: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The paragraphs that begin at the start of a block and at each entry on its line; their numbers are remembered."""
        for start, following in pairwise([0, *entries, len(block.text)]):
            text = block.text[start:following]
            style, value = self._number((block.number if not start else "") + text[:_OPENING]) or ("", 0)
            self._counts[style] = value
            yield start, start + len(text.rstrip())

    def _bounds(self, block: Paragraph) -> Iterator[tuple[int, int]]:
        """Where each paragraph that the block holds begins and ends."""
        texts = block.text.split("\n")
        numbers = [self._number(block.number + text if at == 0 else text) for at, text in enumerate(texts)]
        running = self._running(texts, numbers)
        signed = self._signed(texts)
        parts = block.story == "body" and (any(running[1:]) or any(signed))
        start = end = 0
        for at, text in enumerate(texts):
            apart = at > 0 and (running[at] or signed[at] or signed[at - 1])
            if at and parts and (apart or self._ends(texts[at - 1], numbers[at - 1])):
                yield start, end
                start = end + 1
            end += len(text) + (at > 0)
        yield start, end

    def _signed(self, texts: Sequence[str]) -> list[bool]:
        """Whether each of several lines is the date of a document, or who signed it, below a sentence."""
        if len(texts) == 1:
            return [False]
        return [self._signs(text, above) for above, text in pairwise(["", *texts])]

    def _signs(self, text: str, above: str) -> bool:
        if len(text) > _LONGEST_HEADING:
            return False
        if self.matcher.first("date-line", text) is not None:
            return True
        return ends_sentence(above, self.matcher) and self.matcher.first("signature", text) is not None

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


def _ended(block: Paragraph, place: int) -> bool:
    """Whether what stands before a place in a line has ended there."""
    return block.text[max(0, place - _OPENING) : place].rstrip()[-1:] in "。；）)"


def _part(block: Paragraph, piece: _Piece, *, numbered: bool) -> Paragraph:
    """The piece as a paragraph; only the first keeps what stands before the text, and text without a number is no heading."""
    first = piece.start == 0
    return replace(
        block,
        id=piece.name,
        text=block.text[piece.start : piece.end],
        number=block.number if first else "",
        list_level=block.list_level if first else None,
        outline_level=block.outline_level if numbered else None,
        bold=_within(block.bold, piece),
        underlined=_within(block.underlined, piece),
        page_break_before=block.page_break_before and first,
    )


def _within(stretches: Stretches, piece: _Piece) -> Stretches:
    """The stretches as far as they stand in the piece."""
    inside = ((max(start, piece.start), min(end, piece.end)) for start, end in stretches)
    return tuple((start - piece.start, end - piece.start) for start, end in inside if start < end)
