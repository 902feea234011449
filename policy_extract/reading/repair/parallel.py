"""Headings of one count that end alike: where one of them lost the space after it, it ends where the others do.

（一）产业支撑 加强规划…… （二）金融支撑 发挥资金…… （三）人才支撑建立健全……
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from policy_extract.lexical.numerals import read_numeral

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from policy_extract.grammar import Match

_LONGEST_HEADING: Final = 24
_ENDING: Final = 2
"""Characters that headings of one count must share at their end."""
_FEWEST: Final = 3
"""Headings that must share it."""
_STOPS: Final = frozenset("，。；：！？（）、,;:!?()")


def parallel_ends(line: str, marks: Sequence[Match], cuts: AbstractSet[int]) -> set[int]:
    """Where headings end that lost what set them off from their text; `marks` open headings, `cuts` are known ends."""
    ordered = sorted({*cuts, len(line)})
    found: set[int] = set()
    for count in _counts(marks):
        words = [line[mark.end : ordered[bisect_right(ordered, mark.end)]].strip() for mark in count]
        ending = _shared_ending([word for word in words if _is_heading(word)])
        for mark, word in zip(count, words, strict=True):
            if ending and not _is_heading(word):
                found |= _end_of(line, mark.end, ending)
    return found


def _counts(marks: Sequence[Match]) -> Iterator[list[Match]]:
    """The headings of each count: of one scheme, from 1 on."""
    open_counts: dict[str, list[Match]] = {}
    for mark in marks:
        scheme = str(mark.get("scheme"))
        if read_numeral(mark.group("value") or "") == 1 and scheme in open_counts:
            yield open_counts.pop(scheme)
        open_counts.setdefault(scheme, []).append(mark)
    yield from open_counts.values()


def _is_heading(words: str) -> bool:
    return _ENDING < len(words) <= _LONGEST_HEADING and not _STOPS.intersection(words)


def _shared_ending(headings: Sequence[str]) -> str | None:
    """The characters that all the headings end in; None where they are too few or end differently."""
    endings = {heading[-_ENDING:] for heading in headings}
    return endings.pop() if len(headings) >= _FEWEST and len(endings) == 1 else None


def _end_of(line: str, start: int, ending: str) -> set[int]:
    """The place after the ending, if nothing but the words of a heading stands before it."""
    at = line.find(ending, start + 1, start + _LONGEST_HEADING)
    return {at + len(ending)} if at >= 0 and _is_heading(line[start : at + len(ending)]) else set()
