"""Line breaks inside a list of bodies: between two names, or inside one that a narrow cell or a line's end cut."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from policy_extract.stages.units.names import is_body

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.grammar import Matcher

LONGEST_NOTE = 12
"""Characters in a bracket after a name that may be a note."""
SHORTEST_NAME = 3
"""Characters; what is shorter and begins a line is the end of a name."""
SEPARATORS = "、，；,;"
_NOTE = re.compile(rf"[（(〔\[][^（()）〔〕\[\]{SEPARATORS}]{{1,{LONGEST_NOTE}}}[）)〕\]]$")
"""A bracket that says something of one body: （牵头）, not （市、区）."""


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
    return any(is_body(_piece(one, -1), matcher) for one in (last, _NOTE.sub("", last)))


def _begins_name(line: str, matcher: Matcher) -> bool:
    first = _piece(line.strip(), 0)
    names = (name for name in (first, _NOTE.sub("", first)) if len(name) >= SHORTEST_NAME)
    return not line.strip() or any(is_body(name, matcher) for name in names)


def _piece(line: str, place: int) -> str:
    """The first or last piece between separators, without marks."""
    for char in SEPARATORS:
        line = line.replace(char, "、")
    return line.split("、")[place].strip().strip("*☆★▲※＊")
