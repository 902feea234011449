"""Page numbers in text whose pages were put one after the other: on lines of their own, or glued to the next page's first line."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.records import mutable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_DIGITS: Final = re.compile(r"\s*([0-9]{1,9})")
_NOT_AFTER: Final = frozenset(" \t\u3000.．、,，%％）)]】〕-—–")
"""A page number is glued to words; before one of these a number belongs to the line."""
_HEADING_NUMBER: Final = re.compile(r"\d{1,2}[.．、]")
_LIST_NUMBER: Final = re.compile(r"\s*(\d{1,3})[.．、](?!\d)")
_SENTENCE_ENDS: Final = ("。", "！", "？", "；", "：", "”", "）")
_LONGEST_PAGE: Final = 120
"""Lines from one page number to the next."""
_SHORTEST_PAGE: Final = 8
_SHORTEST_GAP: Final = 5
"""Numbers that follow each other faster count the rows of a table; a page with a picture may be as short."""
_USUAL_PAGE: Final = 28.0
_FEWEST: Final = 4
"""So many numbers in a row are page numbers; fewer may be anything."""


@mutable
class _Link:
    """A number at the head of a line, and the best chain of page numbers that ends with it."""

    line: int
    value: int
    score: float
    before: _Link | None


def find_page_numbers(lines: Sequence[str]) -> Mapping[int, str]:
    """The digits at the head of a line that are a page number, by line.

    Page numbers are told from other numbers by counting 1, 2, 3 over the whole
    text, at a page's distance, in the middle of sentences.
    """
    if lone := _lone_numbers(lines):
        return lone
    counted = _counted(lines)
    candidates = [(at, value) for at, text in enumerate(lines) if at not in counted for value in _candidates(text)]
    chain = _best_chain(candidates, _USUAL_PAGE)
    if len(chain) < _FEWEST:
        return {}
    chain = _best_chain(candidates, _usual_gap(chain))
    if len(chain) < _FEWEST or _usual_gap(chain) < _SHORTEST_PAGE or not _inside_sentences(chain, lines):
        return {}
    return {link.line: str(link.value) for link in chain}


def _lone_numbers(lines: Sequence[str]) -> Mapping[int, str]:
    """The lines that are a number and nothing else, where all of them count pages; {} where one counts something else."""
    lone = [(line, int(text)) for line, text in enumerate(lines) if len(text.strip()) <= 3 and text.strip().isdecimal()]
    counts = all(
        after[1] == before[1] + 1 and after[0] - before[0] >= _SHORTEST_PAGE for before, after in pairwise(lone)
    )
    told = len(lone) > 1 or (len(lone) == 1 and lone[0][1] == 1)
    return {line: lines[line].strip() for line, _ in lone} if counts and told else {}


def _counted(lines: Sequence[str]) -> set[int]:
    """The lines that open with the next number of a list: 19. below 18."""
    found: set[int] = set()
    last = 0
    for at, line in enumerate(lines):
        number = _LIST_NUMBER.match(line)
        if number is not None:
            value = int(number[1])
            if value == last + 1:
                found.add(at)
            if value <= last + 1:
                last = value
    return found


def glued_number(text: str) -> str:
    """The digits that open a line without a space after them; "" where the line opens with something else."""
    return next((str(value) for value in _candidates(text) if text.strip().startswith(str(value))), "")


def _candidates(text: str) -> Iterator[int]:
    """The numbers the line may have been given by its page: its first digits, cut where the number of a heading may start.

    >>> [list(_candidates(text)) for text in ("12本一致", "10013.2 优化布局", "2026年", "7.3%")]
    [[12], [100], [], []]
    """
    found = _DIGITS.match(text)
    if found is None or found[1].startswith("0"):
        return
    digits, rest = found[1], text[found.end() :]
    for length in range(1, min(len(digits), 4)):
        if _HEADING_NUMBER.match(digits[length:] + rest[:1]):
            yield int(digits[:length])
    if len(digits) <= 3 and (not rest.strip() or rest[0] not in _NOT_AFTER):
        yield int(digits)


def _best_chain(candidates: Sequence[tuple[int, int]], page: float) -> list[_Link]:
    """The chain of numbers that goes on longest, pages of about `page` lines preferred."""
    by_value: dict[int, list[_Link]] = defaultdict(list)
    best: _Link | None = None
    for line, value in candidates:
        link = _Link(line, value, 1.0, None)
        for step in (1, 2):
            for before in reversed(by_value[value - step]):
                gap = line - before.line
                if gap > _LONGEST_PAGE * step:
                    break
                likely = 2 / step - abs(gap - page * step) / (gap + page * step)
                score = before.score + (likely if gap >= _SHORTEST_GAP else 0.2)
                if gap and score > link.score:
                    link.score, link.before = score, before
        by_value[value].append(link)
        best = link if best is None or link.score > best.score else best
    chain: list[_Link] = []
    while best is not None:
        chain.append(best)
        best = best.before
    return chain[::-1]


def _usual_gap(chain: Sequence[_Link]) -> int:
    """Lines of the page in the middle, pages ordered by their length."""
    gaps = sorted(after.line - before.line for before, after in pairwise(chain))
    return gaps[len(gaps) // 2]


def _inside_sentences(chain: Sequence[_Link], lines: Sequence[str]) -> bool:
    """Whether most of the numbers interrupt a sentence, as the numbers of a list never do."""
    interrupting = sum(1 for link in chain if link.line and not lines[link.line - 1].rstrip().endswith(_SENTENCE_ENDS))
    return 2 * interrupting >= len(chain)
