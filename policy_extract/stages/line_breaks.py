"""Line breaks inside a list of bodies: between two names, or inside one that a narrow cell or a line's end cut."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from policy_extract.stages.names import is_body

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.grammar import Matcher

SHORTEST_NAME = 3
"""Characters; what is shorter and begins a line is the end of a name."""
SEPARATORS = "、，；,;"


def joining_breaks(text: str, matcher: Matcher) -> Iterator[int]:
    """Line breaks inside a name: those without a whole name on both sides."""
    lines = text.split("\n")
    place = -1
    for before, after in pairwise(lines):
        place += len(before) + 1
        if not (_ends_name(before, matcher) and _begins_name(after, matcher)):
            yield place


def _ends_name(line: str, matcher: Matcher) -> bool:
    """Whether a name, or its list, ends with the line."""
    last = line.strip()
    if not last or last[-1] in SEPARATORS:
        return True
    return is_body(_piece(last, -1), matcher)


def _begins_name(line: str, matcher: Matcher) -> bool:
    first = line.strip()
    name = _piece(first, 0)
    return not first or (len(name) >= SHORTEST_NAME and is_body(name, matcher))


def _piece(line: str, place: int) -> str:
    """The first or last piece between separators, without marks."""
    for char in SEPARATORS:
        line = line.replace(char, "、")
    return line.split("、")[place].strip().strip("*☆★▲※＊")
