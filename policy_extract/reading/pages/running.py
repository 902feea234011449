"""What is printed on every page but is not part of the text: running heads, page numbers, the lines a browser adds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import product, zip_longest
from statistics import median
from typing import TYPE_CHECKING, Final

from policy_extract.reading.known_lines import opens_paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.pages.page_lines import Line

_OUTERMOST: Final = 2
"""Lines at the top and at the bottom of a page that may be such."""
_TWO: Final = 2
"""Pages that are printed side by side on one."""
_NEAR: Final = 4.0
"""Points between the places of one head on two pages."""
_SMALLER: Final = 1.12
"""Text is larger than a running head by this factor, or more."""
_ANY_SMALLER: Final = 1.05
"""The same where a ruled line parts the head from the text."""
_FEWEST_HEADS: Final = 2
"""Pages, where there are no more."""
_DIGITS: Final = re.compile(r"\d+")
_MOST_DIGITS: Final = 9
"""Of a number that may count pages."""
_MOST_COUNTING: Final = 3
"""Numbers of a line that may count pages; others stay the same."""
_NOWHERE: Final = float("-inf")
_NUMBER: Final = re.compile(r"[-—–·~（(\[【\s]*(?P<number>\d{1,4}|[ivxlcIVXLC]{1,7})[-—–·~）)\]】\s]*(?:/\s*\d{1,4})?")
_ADDRESS: Final = re.compile(r"(?:https?|file)://\S+")
_PRINTED_AT: Final = re.compile(r"\d{2,4}[/.-]\d{1,2}[/.-]\d{1,2}[ ,，]*(?:[上下]午|[AP]M)? *\d{1,2}:\d\d.{0,120}")


def running_lines(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], rules: Sequence[Sequence[float]], matcher: Matcher
) -> Mapping[int, str]:
    """Why a line is none of the text, by its identity (`id`); `rules` says how far down a line is ruled across each page."""
    edge = [_outermost(lines, height) for lines, height in zip(pages, heights, strict=True)]
    found: dict[int, str] = {}
    for lines in edge:
        for line, _ in lines:
            if matcher.first("page-number-line", line.text) or _between_numbers(line) is not None:
                found[id(line)] = "page-number"
            elif _ADDRESS.match(line.text) or _PRINTED_AT.fullmatch(line.text):
                found[id(line)] = "site-furniture"
    found |= {id(line): "page-number" for line in _counting(edge)}
    heads = [*_repeated(edge, matcher), *_above_the_text(pages), *_above_a_rule(pages, rules, matcher)]
    return {id(line): "running-header" for line in heads} | found


def is_page_number(text: str, matcher: Matcher) -> bool:
    """Whether a text is the number of a page by its form: 12, — 3 —, 第3页."""
    return _NUMBER.fullmatch(text) is not None or matcher.first("page-number-line", text) is not None


def middle_of_two_pages(lines: Sequence[Line], height: float) -> float | None:
    """Where two pages printed side by side meet: between numbers that follow each other; None for a page that is one."""
    places = (_between_numbers(line) for line, _ in _outermost(lines, height))
    return next((place for place in places if place is not None), None)


def _between_numbers(line: Line) -> float | None:
    """The place halfway between two numbers of pages that are all of a line, the second one more than the first."""
    numbers = [_NUMBER.fullmatch(piece.text) for piece in line.pieces] if len(line.pieces) == _TWO else []
    first, second = (_value(number["number"]) if number else None for number in numbers or (None, None))
    if first is None or second != first + 1:
        return None
    return sum((piece.left + piece.right) / 2 for piece in line.pieces) / _TWO


_Edge = list[tuple["Line", float]]


def _outermost(lines: Sequence[Line], height: float) -> _Edge:
    """The first and the last lines of a page, each with its distance from the edge it is near to (negative at the bottom)."""
    top = [(line, line.top) for line in lines[:_OUTERMOST] if line.top < 0.15 * height]
    bottom = [(line, line.bottom - height) for line in lines[-_OUTERMOST:] if line.bottom > 0.82 * height]
    return top + bottom


def _counting(edge: Sequence[_Edge]) -> Iterator[Line]:
    """Bare numbers that count the pages: each as far from the number of its page as on other pages."""
    shifts: dict[tuple[int, bool], list[Line]] = defaultdict(list)
    for page, lines in enumerate(edge):
        for line, place in lines:
            match = _NUMBER.fullmatch(line.text)
            if match is not None:
                number = _value(match["number"])
                shifts[number - page, place < 0].append(line)
    for its in shifts.values():
        if len(its) >= min(3, len(edge)) or (len(its) >= 2 and len(edge) <= 6):
            yield from its


_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def _value(text: str) -> int:
    """The number that Arabic or Roman digits write.

    >>> _value("12"), _value("iv")
    (12, 4)
    """
    if text.isdecimal():
        return int(text)
    values = [_ROMAN[char] for char in text.lower()]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))


def _repeated(edge: Sequence[_Edge], matcher: Matcher) -> Iterator[Line]:
    """Lines that stand at the same place of several pages with the same text, but for numbers that count the pages.

    A label or a heading is one only where the page before has the very same.
    """
    lines = [one for its in edge for one in its]
    alike: dict[tuple[object, ...], list[float]] = defaultdict(list)
    there: dict[tuple[str, int], float] = {}
    for line, place in lines:
        there[line.text, line.page] = place
        for key in _keys(line):
            alike[key].append(place)
    for its in alike.values():
        its.sort()
    fewest = max(3, len(edge) // 5)
    for line, place in lines:
        if _is_label(line, matcher):
            before = (there.get((line.text, line.page - back), _NOWHERE) for back in (1, 2))
            comes_back = any(abs(at - place) <= _NEAR for at in before)
        else:
            comes_back = any(_count_near(alike[key], place) >= fewest for key in _keys(line))
        if comes_back:
            yield line


def _above_the_text(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Small print that opens pages at one height, above where the text of any page begins: titles of chapters, which change."""
    if len(pages) < _FEWEST_HEADS:
        return []
    usual = median([line.size for lines in pages for line in lines] or [0.0])
    tops = [next((line.top for line in lines if line.size * _SMALLER >= usual), None) for lines in pages]
    text = min((top for top in tops if top is not None), default=0.0)
    small = [
        lines[0]
        for lines, top in zip(pages, tops, strict=True)
        if top is not None and lines[0].size * _SMALLER < usual and lines[0].bottom < text
    ]
    places = sorted(line.top for line in small)
    fewest = min(len(pages), 3)
    return [line for line in small if _count_near(places, line.top) >= fewest]


def _above_a_rule(
    pages: Sequence[Sequence[Line]], rules: Sequence[Sequence[float]], matcher: Matcher
) -> Iterator[Line]:
    """Print smaller than the text that opens a page and has a ruled line close below: a head, though there be but one page."""
    sizes = [line.size for lines in pages for line in lines]
    usual = median(sizes) if sizes else 0.0
    for lines, its in zip(pages, rules, strict=True):
        first = [line for line in lines[:_OUTERMOST] if line.size * _ANY_SMALLER < usual]
        if not first or first[0] is not lines[0] or len(lines) == len(first):
            continue
        low, below = first[-1], lines[len(first)]
        close = any(low.bottom - _NEAR < at < min(low.bottom + low.size, below.top + _NEAR) for at in its)
        if close and not any(_is_label(line, matcher) for line in first):
            yield from first


def _keys(line: Line) -> Iterator[tuple[object, ...]]:
    """What the same line on other pages has in common: the text, and each number or its distance from the page's."""
    numbers = [int(digits[-_MOST_DIGITS:]) for digits in _DIGITS.findall(line.text)]
    text = _DIGITS.sub("0", "".join(line.text.split()))
    for counts in product((False, True), repeat=min(len(numbers), _MOST_COUNTING)):
        ways = zip_longest(numbers, counts, fillvalue=False)
        yield (text, *((counting, number - line.page * counting) for number, counting in ways))


def _count_near(places: Sequence[float], place: float) -> int:
    """How many of the places, which are in order, lie near one."""
    return bisect_right(places, place + _NEAR) - bisect_left(places, place - _NEAR)


def _is_label(line: Line, matcher: Matcher) -> bool:
    """Whether a line may open an annex, a table or a section."""
    return matcher.first("caption-line", line.text) is not None or opens_paragraph(line.text, matcher)
