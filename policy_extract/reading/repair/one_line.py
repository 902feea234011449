"""A document that lost its line breaks: one long line → paragraphs.

Nothing is added and nothing but white space goes: the line is only cut, at the
numbers that count headings and at the spaces that stand where lines ended.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.lexical.numerals import read_numeral
from policy_extract.reading.known_lines import is_latin
from policy_extract.reading.repair.parallel import parallel_ends
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policy_extract.grammar import Match, Matcher

_PAIRS: Final = {
    "（": "）",
    "(": ")",
    "《": "》",
    "“": "”",
    "‘": "’",
    "【": "】",
    "〔": "〕",
    "[": "]",
    "〈": "〉",
    "「": "」",
    "『": "』",
}
_CLOSERS: Final = frozenset(_PAIRS.values())
_DEEPEST: Final = 16
_WIDEST_PAIR: Final = 500
"""Brackets that close farther away do not belong together."""
_SENTENCE_ENDS: Final = frozenset("。！？；")
_STRONG_ENDS: Final = frozenset("。！？")
_BRACKET_ENDS: Final = frozenset("）)〕】]")
_LONGEST_HEADING: Final = 40
_LONGEST_SIGNATURE: Final = 140
_MOST_NAMES: Final = 8
"""Documents that a notice issues; more are looked for in no line."""
_ITEM: Final = re.compile(r"\d{1,2}[.．、](?=[^\d\s])")
_WIDEST_GAP: Final = 10
"""Numbers that an excerpt may leave out, if the count goes on after them."""
_LONGEST_LIST: Final = 160
_OPENED: Final = re.compile(r"(?:(?<!附件)[：:]|》)$")
"""A colon or a closed title after which a count may begin; 附件： lists its entries on its own line."""
_ANNOUNCED: Final = re.compile(r"如下 ?[：:]$")
"""现就有关事项通知如下： after which the count of a text begins, whether or not it goes on."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d年")
_SHORTEST_RECIPIENTS: Final = 12
_REPEATABLE: Final = frozenset({"chinese-comma", "chinese-bracket", "arabic-dot"})
"""Schemes in which a number that is repeated or left out still opens a heading."""


def split_line(line: str, matcher: Matcher) -> list[str]:
    """The paragraphs of a line that holds a whole document, without white space at their ends.

    A number opens a paragraph where it is the next of its kind (or the first
    of a new count), stands outside brackets and quotation marks, and after a
    sentence, a space or a heading.
    """
    inside = _inside_pairs(line)
    marks = list(_headings(line, matcher, inside))
    headings = {mark.start: mark.end for mark in marks}
    cuts = set(headings)
    cuts |= {found.span("cut")[0] for found in matcher.all("inline-cut", line)}
    cuts |= _around_names(line, inside, matcher)
    cuts = _with_spaces(line, cuts, headings, inside, matcher)
    cuts |= parallel_ends(line, marks, cuts)
    ends = sorted(cuts | {0, len(line)})
    pieces = (line[start:end].strip() for start, end in pairwise(ends))
    return [piece for piece in pieces if piece]


def _inside_pairs(line: str) -> bytearray:
    """For every position, whether it stands between brackets, title marks or quotation marks that belong together."""
    inside = bytearray(len(line) + 1)
    open_signs: list[tuple[str, int]] = []
    for position, char in enumerate(line):
        if char in _PAIRS:
            open_signs = [*open_signs[-_DEEPEST:], (_PAIRS[char], position)]
        elif char in _CLOSERS:
            depth = next((depth for depth in range(len(open_signs) - 1, -1, -1) if open_signs[depth][0] == char), None)
            if depth is not None:
                start = open_signs[depth][1]
                del open_signs[depth:]
                if position - start <= _WIDEST_PAIR:
                    inside[start + 1 : position + 1] = b"\x01" * (position - start)
    return inside


def _around_names(line: str, inside: bytearray, matcher: Matcher) -> set[int]:
    """Where the title of what a notice issues begins and ends, and the date and the signature before it."""
    names = [found.group("name") or "" for found in matcher.all("inline-name", line)]
    cuts: set[int] = set()
    for name in list(dict.fromkeys(names))[:_MOST_NAMES]:
        places = [at.start() for at in re.finditer(re.escape(name), line) if not inside[at.start()]]
        for place in places:
            start = max(0, place - _LONGEST_SIGNATURE)
            signature = matcher.first_of_piece("inline-signature", line, start, place)
            if signature is not None:
                signed = {start + signature.span(group)[0] for group in ("issuer", "date")}
                cuts |= {*signed, place, place + len(name)}
    return cuts


# ---------------------------------------------------------------- numbers


@mutable
class _Count:
    """How far one scheme has counted."""

    value: int
    place: int
    """Which heading of the line it was, of whatever scheme."""


@mutable
class _Counting:
    """The schemes seen so far and the heading that was opened last."""

    line: str
    matcher: Matcher
    places: dict[tuple[str, int], int]
    """Where a number of a scheme stands for the last time: a doubtful count must go on after a sentence."""
    counts: dict[str, _Count] = field(default_factory=dict)
    accepted: int = 0
    last_end: int = -1

    def accept(self, mark: Match) -> bool:
        """Whether the number opens a paragraph; the count goes on from it."""
        scheme, value = str(mark.get("scheme")), read_numeral(mark.group("value") or "")
        if value is None or not self._follows(mark, scheme, value):
            return False
        self.accepted += 1
        self.counts[scheme] = _Count(value, self.accepted)
        self.last_end = mark.end
        return True

    def _follows(self, mark: Match, scheme: str, value: int) -> bool:
        count = self.counts.get(scheme)
        strong = _is_strong(self.line, mark.start)
        if count is not None and value == count.value + 1:
            inside = count.place < self.accepted and self._ends_heading(mark.start, mark)
            inside = inside or (not mark.get("strict") and self._ends_list_of_bodies(mark.start))
            return strong or inside or (not mark.get("strict") and _is_weak(self.line, mark.start))
        if count is not None and strong and value > 1 and value in {count.value, count.value + 2}:
            return scheme in _REPEATABLE or (value > count.value and self._goes_on(mark, scheme, value))
        if count is not None and strong and count.value < value <= count.value + _WIDEST_GAP:
            return scheme in _REPEATABLE and self._goes_on(mark, scheme, value)
        opened = _OPENED.search(self.line, max(0, mark.start - 3), mark.start) and self._goes_on(mark, scheme, 1)
        announced = _ANNOUNCED.search(self.line, max(0, mark.start - 4), mark.start) is not None
        begins = strong or bool(opened) or announced or self._ends_heading(mark.start, mark)
        return value == 1 and self._may_begin(mark, scheme, count) and begins

    def _may_begin(self, mark: Match, scheme: str, count: _Count | None) -> bool:
        if mark.get("strict") and not self._goes_on(mark, scheme, 1):
            return False
        return count is None or count.place < self.accepted or self.line[mark.start - 1].isspace()

    def _goes_on(self, mark: Match, scheme: str, value: int) -> bool:
        return self.places.get((scheme, value + 1), -1) > mark.end

    def _ends_heading(self, position: int, mark: Match) -> bool:
        """Whether the words since the last number are a heading that ends right here: 一、总体要求（一）…"""
        words = self.line[self.last_end : position] if self.last_end >= 0 else ""
        stops = "。；：！？，" if mark.get("strict") else "。；：！？"
        return 0 < len(words) <= _LONGEST_HEADING and not any(char in stops for char in words)

    def _ends_list_of_bodies(self, position: int) -> bool:
        """Whether a units clause that stood on a line of its own ends right here: 责任单位：市民政局2.……"""
        start = max(0, position - _LONGEST_LIST)
        return self.matcher.first_of_piece("inline-bodies-end", self.line, start, position) is not None


def _headings(line: str, matcher: Matcher, inside: bytearray) -> Iterator[Match]:
    """The numbers that open a paragraph, from left to right."""
    outside = [mark for mark in matcher.all("inline-mark", line) if not inside[mark.start]]
    strong = (mark for mark in outside if _is_strong(line, mark.start))
    places = {(str(mark.get("scheme")), read_numeral(mark.group("value") or "") or 0): mark.start for mark in strong}
    counting = _Counting(line, matcher, places)
    return (mark for mark in outside if counting.accept(mark))


def _is_strong(line: str, position: int) -> bool:
    """Whether a paragraph may end here: after a full stop, a closing bracket or a space, or at the beginning."""
    before = line[position - 1] if position else " "
    return (
        before.isspace()
        or before in _STRONG_ENDS
        or before in _BRACKET_ENDS
        or (before in "”’" and line[position - 2] in _STRONG_ENDS)
    )


def _is_weak(line: str, position: int) -> bool:
    """Whether an item of a list may end here, or the words that announce the items."""
    return line[position - 1 : position] in {"；", "："} and not line.startswith("附件", max(0, position - 3))


# ---------------------------------------------------------------- spaces


def _with_spaces(
    line: str, cuts: set[int], headings: Mapping[int, int], inside: bytearray, matcher: Matcher
) -> set[int]:
    """The cuts, and those at spaces where a line ended; none between the number of a heading and its words."""
    kept = matcher.all("inline-keep", line)
    keep = {position for match in kept for position in range(match.start, match.end)} | set(headings.values())
    dates = {match.start for match in matcher.all("inline-date", line)}
    cuts = set(cuts)
    ordered = sorted(cuts)
    last = 0
    for space in re.finditer(r"\s+", line):
        start, end = space.span()
        if inside[start] or start in keep or not start or end == len(line):
            continue
        before = bisect_right(ordered, start)
        piece_start = max(last, ordered[before - 1] if before else 0)
        ended = end in dates or _ends_line(line, piece_start, start, end)
        if ended or _ends_numbered(line, headings.get(piece_start), start, end):
            cuts.add(end)
            last = end
    return cuts


def _ends_line(line: str, piece_start: int, start: int, end: int) -> bool:
    """Whether the white space `line[start:end]` stands where a line ended that began at `piece_start`."""
    before, after = line[start - 1], line[end]
    if before in _SENTENCE_ENDS or line.startswith("——", end) or _ITEM.match(line, end):
        return True
    if before in "：:":
        return start - piece_start >= _SHORTEST_RECIPIENTS
    narrow = is_latin(before) or is_latin(after)
    return not narrow and start - piece_start > 1 and not line[end + 1 : end + 2].isspace()


def _ends_numbered(line: str, opened: int | None, start: int, end: int) -> bool:
    """Whether the white space stands between a heading and a text that begins with a year: 一、工作目标 2026年，……"""
    words = "" if opened is None else line[opened:start]
    return 1 < len(words) <= _LONGEST_HEADING and words[-1] not in "到至在于自从" and _YEAR.match(line, end) is not None
