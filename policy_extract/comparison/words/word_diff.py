"""What was reworded, word by word; numbers and names are never cut."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.values.numbers import HOW_OFTEN
from policy_extract.comparison.words.bodies_in_text import names_across
from policy_extract.lexical.numerals import NUMERALS
from policy_extract.lexical.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST = 40_000_000
"""Most pairs of words that are compared; in longer texts the middle counts as one replaced piece."""
FARTHEST_SLIDE = 8
"""Characters by which a region is slid."""
PASSES = 4
"""A text is compared again with the names that were cut kept whole; once nearly always suffices."""
_NUMERAL = rf"[{NUMERALS}]{{2,}}|[二三四五六七八九两]"
"""A number in words; 一 alone is mostly part of a word (统一, 一批)."""
_CHINESE = re.compile(r"[一-鿿㐀-䶿]+")
_TOKEN = re.compile(
    r"(?:20\d\d年?[-–—―~～至到]{1,2})?20\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?"  # a date, a period
    r"|\d+(?:[.,．]\d+)*(?:[%％‰]|[A-Za-z]+(?:[-+.]?[A-Za-z0-9]+)*)?"  # a number, 5G-A
    r"|[A-Za-z]+(?:[-+.][A-Za-z0-9]+)*"  # a foreign word
    rf"|{HOW_OFTEN}"
    rf"|{_NUMERAL}"
    rf"|(?P<chinese>(?:(?!{_NUMERAL}|{HOW_OFTEN})[一-鿿㐀-䶿])+)"
    r"|\s+|.",
    re.DOTALL,
)


class Region(NamedTuple):
    """Replaced text: `old[old_start:old_end]` became `new[new_start:new_end]`; one of the two may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def changed_regions(old: str, new: str, names: Iterable[str] = ()) -> list[Region]:
    """Where two texts differ, in whole words, in order; spacing and width are no difference."""
    whole = {name for name in names if len(name) > 1}
    for _ in range(PASSES):
        regions = _regions(old, new, _pattern(whole))
        cut = {name for one in regions for name in _cut_names(one, old, new)} - whole
        if not cut:
            break
        whole |= cut
    return regions


def _cut_names(region: Region, old: str, new: str) -> Iterator[str]:
    """Bodies whose names go on across an end of a region."""
    for text, ends in ((old, {*region[:2]}), (new, {*region[2:]})):
        for place in ends:
            yield from names_across(text, place)


def _regions(old: str, new: str, whole: re.Pattern[str] | None) -> list[Region]:
    """Where two texts differ; these names are whole."""
    ours, theirs = _tokens(old, whole), _tokens(new, whole)
    old_keys, new_keys = _numbered(
        [same_spelling(old[a:b]) for a, b in ours], [same_spelling(new[a:b]) for a, b in theirs]
    )
    front = common(zip(old_keys, new_keys, strict=False))
    back = common(zip(reversed(old_keys[front:]), reversed(new_keys[front:]), strict=False))
    inner = _edits(old_keys[front : len(old_keys) - back], new_keys[front : len(new_keys) - back])
    regions = [
        Region(*_extent(ours, a + front, b + front), *_extent(theirs, c + front, d + front)) for a, b, c, d in inner
    ]
    alone = {start for start, end in ours if end - start == 1}
    return list(_told_apart([_widened(one, alone, old, new) for one in _joined(regions, old)], old, new))


def _widened(region: Region, alone: set[int], old: str, new: str) -> Region:
    """With the character before it, or after it, where one character was replaced in a word the dictionary does not know: 重点 → 重大."""
    a, b, c, d = region
    words = old[a:b] + new[c:d]
    if a == b or c == d or min(b - a, d - c) > 1 or not _CHINESE.fullmatch(words) or not set(words) - {*NUMERALS}:
        return region
    if a and c and a - 1 in alone and _CHINESE.match(old[a - 1]) and old[a - 1] == new[c - 1]:
        return Region(a - 1, b, c - 1, d)
    if b in alone and _CHINESE.match(old[b : b + 1]) and old[b] == new[d : d + 1]:
        return Region(a, b + 1, c, d + 1)
    return region


def _told_apart(regions: Iterable[Region], old: str, new: str) -> Iterator[Region]:
    for one in regions:
        if same_spelling(old[one.old_start : one.old_end]) != same_spelling(new[one.new_start : one.new_end]):
            yield one


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Names, the longest first, so that none is cut."""
    known = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, known))) if known else None


def _tokens(text: str, whole: re.Pattern[str] | None) -> list[tuple[int, int]]:
    """Start and end of each word."""
    tokens: list[tuple[int, int]] = []
    place = 0
    for name in whole.finditer(text) if whole is not None else ():
        tokens += _cut(text, place, name.start())
        tokens.append(name.span())
        place = name.end()
    tokens += _cut(text, place, len(text))
    return [(start, end) for start, end in tokens if not text[start:end].isspace()]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Numbers, dates and foreign words whole; Chinese in words, as far as the dictionary knows them."""
    for found in _TOKEN.finditer(text, start, end):
        if found["chinese"] is None:
            yield found.span()
            continue
        begin = found.start()
        yield from ((begin + word.start, begin + word.end) for word in words_of(found["chinese"]))


def _numbered(old: list[str], new: list[str]) -> tuple[list[int], list[int]]:
    """The words as numbers, the same word the same number, which compare faster."""
    numbers = {word: place for place, word in enumerate(dict.fromkeys([*old, *new]))}
    return [numbers[word] for word in old], [numbers[word] for word in new]


def common(pairs: Iterable[tuple[object, object]]) -> int:
    """How many leading pairs consist of two equal values."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _edits(old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
    """Replaced stretches of words."""
    if len(old) * len(new) > MOST:
        yield 0, len(old), 0, len(new)
        return
    for step in Indel.opcodes(old, new):
        if step.tag != "equal":
            yield step.src_start, step.src_end, step.dest_start, step.dest_end


def _extent(tokens: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """Characters from one word up to another; an empty stretch stands before its word."""
    if first < last:
        return tokens[first][0], tokens[last - 1][1]
    place = tokens[first][0] if first < len(tokens) else (tokens[-1][1] if tokens else 0)
    return place, place


def _joined(regions: list[Region], old: str) -> list[Region]:
    """Regions that touch, or with a single character between them, merged, since fragments are hard to read."""
    joined: list[Region] = regions[:1]
    for before, one in pairwise(regions):
        gap = old[before.old_end : one.old_start]
        if len(gap) == 0 or (len(gap) == 1 and gap.isalnum()):
            joined[-1] = Region(joined[-1].old_start, one.old_end, joined[-1].new_start, one.new_end)
        else:
            joined.append(one)
    return joined


def slid(region: Region, old: str, new: str) -> Iterator[Region]:
    """A region and its equivalent positions to the left or right: 上以 after 以 is the same as 以上 before it."""
    yield region
    a, b, c, d = region
    if (a == b) == (c == d):
        return
    text, start, end = (new, c, d) if a == b else (old, a, b)
    for step in range(1, FARTHEST_SLIDE):
        if start < step or text[start - step] != text[end - step]:
            break
        yield Region(a - step, b - step, c - step, d - step)
    for step in range(FARTHEST_SLIDE):
        if end + step >= len(text) or text[start + step] != text[end + step]:
            break
        yield Region(a + step + 1, b + step + 1, c + step + 1, d + step + 1)


class Piece(NamedTuple):
    """A stretch of a reworded text."""

    op: str
    text: str


def pieces(old: str, new: str, regions: Iterable[Region]) -> Iterator[Piece]:
    """All of both texts in order; what is the same as the old text has it."""
    place = 0
    for one in regions:
        yield from (
            Piece(op, text)
            for op, text in (
                ("same", old[place : one.old_start]),
                ("deleted", old[one.old_start : one.old_end]),
                ("inserted", new[one.new_start : one.new_end]),
            )
            if text
        )
        place = one.old_end
    if place < len(old):
        yield Piece("same", old[place:])
