"""What a printer adds to every page and is no text of the document: running heads, page numbers, a browser's print lines."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.pages.lines import Line

_OUTERMOST: Final = 2
"""Lines at the top and at the bottom of a page that may be such."""
_NEAR: Final = 4.0
"""Points between the places of one head on two pages."""
_DIGITS: Final = re.compile(r"\d+")
_NUMBER: Final = re.compile(r"[-—–·~\s]*(?P<number>\d{1,4}|[ivxlcIVXLC]{1,7})[-—–·~\s]*(?:/\s*\d{1,4})?")
_ADDRESS: Final = re.compile(r"(?:https?|file)://\S+")
_PRINTED_AT: Final = re.compile(r"\d{2,4}[/.-]\d{1,2}[/.-]\d{1,2}[ ,，]*(?:[上下]午|[AP]M)? *\d{1,2}:\d\d.{0,120}")


def running_lines(pages: Sequence[Sequence[Line]], heights: Sequence[float], matcher: Matcher) -> Mapping[int, str]:
    """Why a line is none of the text, by its identity (`id`)."""
    edge = [_outermost(lines, height) for lines, height in zip(pages, heights, strict=True)]
    found: dict[int, str] = {}
    for lines in edge:
        for line, _ in lines:
            if matcher.first("page-number-line", line.text):
                found[id(line)] = "page-number"
            elif _ADDRESS.match(line.text) or _PRINTED_AT.fullmatch(line.text):
                found[id(line)] = "site-furniture"
    found |= {id(line): "page-number" for line in _counting(edge)}
    found |= {id(line): "running-header" for line in _repeated(edge) if id(line) not in found}
    return found


def is_page_number(text: str, matcher: Matcher) -> bool:
    """Whether a text is the number of a page by its form: 12, — 3 —, 第3页."""
    return _NUMBER.fullmatch(text) is not None or matcher.first("page-number-line", text) is not None


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


def _repeated(edge: Sequence[_Edge]) -> Iterator[Line]:
    """Lines that stand at the same place of several pages with the same text, numbers aside."""
    same: dict[str, list[tuple[Line, float]]] = defaultdict(list)
    for lines in edge:
        for line, place in lines:
            text = _DIGITS.sub("0", "".join(line.text.split()))
            same[text].append((line, place))
    fewest = max(3, len(edge) // 5)
    for lines in same.values():
        for line, place in lines:
            near = sum(1 for other, at in lines if abs(at - place) <= _NEAR and other.page != line.page)
            if near + 1 >= fewest:
                yield line
