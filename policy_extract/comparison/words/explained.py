"""Which characters of both documents the changes found so far already explain.

A value that went from 65 to 70 also changes the text of its task. It would be
reported twice if the text counted as reworded, too. So every region of changed
words is compared with the places that other changes refer to.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from policy_extract.comparison.words.word_diff import slid
from policy_extract.generated.plain import At

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_extract.comparison.changes.diff_model import Change
    from policy_extract.comparison.plans.plan_view import Body
    from policy_extract.comparison.words.word_diff import Region
    from policy_extract.model import Unit

_MARGIN = " \u3000\t\n、，,；;：:。（）()〔〕[]【】*☆★▲＊和及与等"
"""Separators and brackets around the names and values of a list."""
_BOUND = re.compile(
    r"(?:不少于|不低于|不小于|不超过|不高于|不多于|不得|至少|至多|超过|超|高于|大于|低于|小于|少于|多于|约|近|左右|以上|以下|以内|之内|及|达到|达|实现|控制在|力争|\d[\d.]*|[%％])*"
)
"""Words that bound a number."""
_YEAR = re.compile(r"(?:到|至|于|在|截至)?(20\d\d)?年?(?:\d{1,2}月)?(?:底|末|初|前|之前|以前)*")
_CLAUSE_BEGINS = re.compile(r"[（(〔\[【。；\n]")
_CLAUSE_ENDS = re.compile(r"[）)〕\]】。\n]")
FARTHEST = 60
"""Characters from a unit's name to the bracket or label of its clause."""


class Interval(NamedTuple):
    """Characters of one block."""

    start: int
    end: int


class Accounted:
    """Places that changes quote, on one side."""

    def __init__(self) -> None:
        self._places: dict[str, list[Interval]] = defaultdict(list)
        self._joined: dict[str, list[Interval]] = {}

    def quote(self, spans: Iterable[At]) -> None:
        """Note that a change refers to these characters."""
        for at in spans:
            self._places[at.block].append(Interval(at.start, at.end))
            self._joined.pop(at.block, None)

    def quotes(self, block: str) -> bool:
        """Whether a change quotes this block."""
        return block in self._places

    def covers(self, body: Body, start: int, end: int) -> bool:
        """Whether changes refer to all of `body.text[start:end]`, its margins left out."""
        start, end = _without_margins(body.text, start, end)
        return all(self._holds(stretch.block, stretch.start, stretch.end) for stretch in body.locate(start, end))

    def touches(self, body: Body, start: int, end: int) -> bool:
        """Whether a change refers to the character before or after `body.text[start:end]`."""
        return any(
            self._holds(*stretch)
            for place in (start - 1, end)
            if 0 <= place < len(body.text)
            for stretch in body.locate(place, place + 1)
        )

    def _holds(self, block: str, start: int, end: int) -> bool:
        """Whether the places quoted in a block, taken together, hold this stretch."""
        if block not in self._joined:
            self._joined[block] = _joined(self._places.get(block, ()))
        known = self._joined[block]
        at = bisect_right(known, (start, sys.maxsize)) - 1
        return start >= end or (at >= 0 and known[at].end >= end)


def _joined(places: Iterable[Interval]) -> list[Interval]:
    """The same characters in as few intervals as hold them, in order."""
    joined: list[Interval] = []
    for one in sorted(places):
        if joined and one.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, one.end))
        else:
            joined.append(one)
    return joined


def _without_margins(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _MARGIN:
        start += 1
    while start < end and text[end - 1] in _MARGIN:
        end -= 1
    return start, end


class Explanations:
    """Places that changes quote, on both sides."""

    def __init__(self) -> None:
        self.old = Accounted()
        self.new = Accounted()
        self._years: set[str] = set()

    def enter(self, changes: Iterable[Change]) -> None:
        """Account for what these changes quote."""
        for change in changes:
            for one in change.old:
                self.old.quote(one.at)
            for one in change.new:
                self.new.quote(one.at)
            if change.kind.startswith("deadline-"):
                self._years |= {one.text for one in (*change.old, *change.new)}

    def quote_clauses(self, old: Iterable[At], new: Iterable[At]) -> None:
        """Account for whole clauses that name units, some of which changed: labels, marks and closing words go with them."""
        self.old.quote(old)
        self.new.quote(new)

    def explain(self, region: Region, old: Body, new: Body, *, bounds: bool) -> bool:
        """Whether other changes explain this region of changed words, in any of its equivalent positions."""
        return any(self._explain(one, old, new, bounds=bounds) for one in slid(region, old.text, new.text))

    def _explain(self, region: Region, old: Body, new: Body, *, bounds: bool) -> bool:
        before = old.text[region.old_start : region.old_end]
        after = new.text[region.new_start : region.new_end]
        if self.old.covers(old, region.old_start, region.old_end) and self.new.covers(
            new, region.new_start, region.new_end
        ):
            return bool(before.strip(_MARGIN) or after.strip(_MARGIN)) or self._beside(region, old, new)
        if bounds and _BOUND.fullmatch(before) and _BOUND.fullmatch(after):
            return True
        return self._only_years(before, after)

    def _beside(self, region: Region, old: Body, new: Body) -> bool:
        """Whether only punctuation changed, next to something already reported."""
        return self.old.touches(old, region.old_start, region.old_end) or self.new.touches(
            new, region.new_start, region.new_end
        )

    def _only_years(self, before: str, after: str) -> bool:
        found = [_YEAR.fullmatch(text.strip(_MARGIN)) for text in (before, after)]
        years = [one[1] for one in found if one is not None and one[1]]
        return all(found) and bool(years) and all(any(year in told for told in self._years) for year in years)


def clause_of(units: Iterable[Unit], texts: dict[str, str]) -> list[At]:
    """The stretches between brackets, or from sentence to sentence, in which these bodies are named."""
    found = []
    for unit in units:
        for at in unit.at[:1]:
            text = texts.get(at.block, "")
            begins = [match.end() for match in _CLAUSE_BEGINS.finditer(text, max(at.start - FARTHEST * 8, 0), at.start)]
            ends = _CLAUSE_ENDS.search(text, at.end)
            start = begins[-1] - 1 if begins else at.start
            found.append(At(block=at.block, start=max(start, 0), end=ends.end() if ends else len(text)))
    return found
