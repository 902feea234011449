"""Where a text puts clauses, labels, numbers and short sentences, judged by the unambiguous places.

A line below a full one may begin a paragraph or continue the one above. Which
is likelier follows from where the same text puts similar lines elsewhere,
inside lines or below short ones: wrapping cuts both alike.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from policy_extract.reading.known_lines import end_of
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from policy_extract.grammar import Matcher
    from policy_extract.reading.known_lines import Line

_BEFORE_NUMBERS: Final = frozenset("。；：！？")
_STOP: Final = re.compile("[。；]")
_OPENING: Final = 40
"""Characters at the start of a sentence that are looked at."""
_TAIL: Final = 80
"""Characters at the end of a paragraph that are looked at."""
CLAUSE: Final = "clause"
"""The opening that is a bracket with the bodies responsible."""


@record
class Habits:
    """How a text usually opens its paragraphs and places its clauses, taken from where it leaves no doubt."""

    at_head: frozenset[str] = frozenset()
    """Openings (`opening_of`) that stand at the head of paragraphs more often than inside."""
    inside: frozenset[str] = frozenset()
    """Openings, and styles of numbers, that stand inside more often than at the head."""
    clauses_go_on: bool = False
    """Responsibility clauses are followed by more text rather than ending their paragraph."""


def opening_of(text: str, matcher: Matcher) -> str:
    """How a sentence opens: the label it has, or the name of its shape; "" where nothing is special."""
    head = text[:_OPENING]
    clause = matcher.first("clause-opening", head)
    if clause is not None and not clause.start:
        return CLAUSE
    label = matcher.first("paragraph-start", head)
    if label is not None:
        return label.text.strip()
    shape = matcher.first("opening-shape", head)
    return "" if shape is None else str(shape.get("shape"))


def habits_of(groups: Sequence[Sequence[Line]], matcher: Matcher) -> Habits:
    """The habits of a text, counted in a first pass that joins its lines to paragraphs without knowing any."""
    tally = _Tally(matcher)
    sure = True
    for group in groups:
        ends = not group[-1].full
        tally.add(group, opens=sure, ends=ends)
        sure = ends
    return tally.habits()


@mutable
class _Tally:
    """How often what stands where."""

    matcher: Matcher
    heads: Counter[str] = field(default_factory=Counter)
    """How much more often an opening, or a style of number, stands at the head than inside."""
    going_on: int = 0
    """How many more clauses go on than close a paragraph."""

    def habits(self) -> Habits:
        """What the counts say."""
        return Habits(
            frozenset(one for one, more in self.heads.items() if one and more > 0),
            frozenset(one for one, more in self.heads.items() if one and more < 0),
            self.going_on > 0,
        )

    def add(self, group: Sequence[Line], *, opens: bool, ends: bool) -> None:
        """Count one paragraph; `opens` and `ends` say whether it surely begins with its first line and ends with its last."""
        text = "".join(line.text for line in group)
        seams = set(accumulate(len(line.text) for line in group))
        self._add_openings(text, seams, opens=opens)
        self._add_numbers(text, seams, opens=opens)
        for clause in self.matcher.all("text-after-clause", text):
            self.going_on += clause.end not in seams
        self.going_on -= ends and end_of(text[-_TAIL:], self.matcher) == "clause"

    def _add_openings(self, text: str, seams: AbstractSet[int], *, opens: bool) -> None:
        places = {stop.end() for stop in _STOP.finditer(text)}
        places.update(clause.start for clause in self.matcher.all("clause-opening", text))
        for place in places - seams - {0}:
            self.heads[opening_of(text[place:], self.matcher)] -= 1
        if opens:
            self.heads[opening_of(text, self.matcher)] += 1

    def _add_numbers(self, text: str, seams: AbstractSet[int], *, opens: bool) -> None:
        for mark in self.matcher.all("inline-mark", text):
            if mark.start and mark.start not in seams and text[mark.start - 1] in _BEFORE_NUMBERS:
                self.heads[str(mark.get("scheme"))] -= 1
        number = self.matcher.first("number", text) if opens else None
        if number is not None:
            self.heads[str(number.get("style"))] += 1
