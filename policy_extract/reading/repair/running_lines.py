"""The line that a printer puts at the head or the foot of every page, in a text whose pages were put one after the other."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.reading.known_lines import ends_sentence, is_unmarked, opens_paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.repair.wrapped import Cut

_FEWEST: Final = 3
_MOST: Final = 3
"""How many different lines may repeat; if there are more, the text itself is repetitive."""
_SHORTEST: Final = 6
"""Characters; a shorter line is the rest of a word."""
_LONGEST: Final = 60
_SHORTEST_PAGE: Final = 8
_LONGEST_PAGE: Final = 120
"""Lines from one occurrence to the next."""
_EVEN: Final = 0.2
"""Share of its length by which a page may differ from the usual one."""


def find_running_lines(lines: Sequence[str], cut: Cut, matcher: Matcher) -> set[int]:
    """Positions of short lines that repeat once a page and interrupt sentences."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        text = "".join(line.split())
        if text and len(text) <= _LONGEST and not cut.is_full(line):
            places[text].append(at)
    running = {
        text: found
        for text, found in places.items()
        if len(found) >= _FEWEST and _are_pages(found)
        if is_unmarked(text, matcher) and not opens_paragraph(text, matcher)
        if 2 * sum(1 for at in found if _interrupts(lines, at, cut, matcher)) >= len(found)
    }
    if len(running) > _MOST:
        return set()
    return {at for text, found in running.items() if len(text) >= _SHORTEST for at in found}


def _are_pages(places: Sequence[int]) -> bool:
    """Whether the lines are a page apart: most distances are about the same."""
    gaps = sorted(after - before for before, after in pairwise(places))
    usual = gaps[len(gaps) // 2]
    alike = sum(1 for gap in gaps if abs(gap - usual) <= max(2, _EVEN * usual))
    return _SHORTEST_PAGE <= usual <= _LONGEST_PAGE and 4 * alike >= 3 * len(gaps)


def _interrupts(lines: Sequence[str], at: int, cut: Cut, matcher: Matcher) -> bool:
    """Whether the line above is full and ends inside a sentence, and the one below opens nothing."""
    above = _first_broad(reversed(lines[max(at - 3, 0) : at]))
    below = _first_broad(lines[at + 1 : at + 4])
    broken = bool(above) and cut.is_full(above) and not ends_sentence(above, matcher)
    return broken and not opens_paragraph(below, matcher)


def _first_broad(lines: Iterable[str]) -> str:
    """The first line longer than a page number; "" if there is none."""
    return next((line for line in lines if len(line.strip()) > len("— 100 —")), "")
