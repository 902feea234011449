"""Numbers in two versions of a text, paired by what they count: 教研组长每月津贴 500元 → 400元, whether a promise or not."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.lexical.numerals import NUMERALS, read_chinese, write_chinese
from policy_extract.lexical.width import fold
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.comparison.plans.plan_view import Body, Stretch

_COUNTERS = "个家次场项名亩元倍成方条所座台户人件套处类张门辆支间级"
IN_WORDS = rf"(?<![第{NUMERALS}])(?:[{NUMERALS}]{{2,}}|[{NUMERALS}](?=[{_COUNTERS}]))(?![{NUMERALS}])"
"""A number in words: 三十, 一百零五, or a single numeral before what is counted by it (五项)."""
HOW_OFTEN = "每个?(?:季度?|半?[年月]|[天日周旬])"
"""每季度, 每月: as good as a number."""
_UNTIL = r"[-–—―~～至到]{1,2}20\d\d年"
"""After the first year of a period: 2025—2027年."""
_NUMBER = re.compile(rf"(?:(?<![\d.A-Za-z第])\d+(?:\.\d+)?|{IN_WORDS})(?![\d年月日号]|[.、）)]|{_UNTIL})")
NOTE_MARK = re.compile(r"[\[〔［【]\d{1,3}[\]〕］】]")
"""A number that refers to a footnote: [1]."""
_MARK = re.compile(r"[，,。；;：:、\n（）()]")
_MEASURE = re.compile(r"\s*([万亿]?(?:[A-Za-z]+(?:-[A-Za-z]+)*|[^\W\d_])|[%％‰])?")
FARTHEST = 16
"""Characters before a number that say what it counts."""
ENOUGH = 0.5
"""The share of two-character runs from which two such stretches say the same."""
MOST = 40_000
"""Most pairs of numbers under one heading that are compared."""


@record
class Counted:
    """A number of a text, with what it counts."""

    value: Decimal
    text: str
    """As printed, its measure included."""
    measure: str
    before: tuple[str, ...]
    """What it counts: the two-character runs of the words before it, back to the number or the mark before."""
    clause: str
    """The run between marks in which it stands."""
    start: int
    end: int
    """Characters of the text, its measure included."""
    at: tuple[Stretch, ...]


NumberPair = tuple[Counted, Counted]


def pair_numbers(old: Body, new: Body) -> list[NumberPair]:
    """The numbers that count the same in both texts, in the order of the new one."""
    ours, theirs = list(_counted(old)), list(_counted(new))
    if len(ours) * len(theirs) > MOST:
        return []
    scores = sorted(
        (-score, one.value != other.value, abs(here - there), here, there)
        for here, one in enumerate(ours)
        for there, other in enumerate(theirs)
        if one.measure == other.measure and (score := _likeness(one.before, other.before))
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, _, _, here, there in scores:
        if here not in taken[0] and there not in taken[1]:
            taken[0].add(here)
            taken[1].add(there)
            pairs.append((ours[here], theirs[there]))
    return sorted(pairs, key=lambda pair: pair[1].start)


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How much of what two numbers count is the same: most of it, or the last of it; else nothing."""
    shared = {*one} & {*other}
    at_the_end = bool({*one[-2:]} & {*other[-2:]})
    share = len(shared) / min(len({*one}), len({*other})) if shared else 0.0
    return share + at_the_end if share >= ENOUGH or at_the_end else 0.0


def _value(text: str) -> Decimal | None:
    """What a number says; None for numerals that are no number (十五五, 五一).

    >>> [_value(text) for text in ("2.5", "三十", "两", "十五五")]
    [Decimal('2.5'), Decimal('30'), Decimal('2'), None]
    """
    if text[0].isdigit():
        return Decimal(text)
    value = read_chinese(text)
    usual = value is not None and write_chinese(value).replace("二", "两") in {text.replace("二", "两"), f"一{text}"}
    return Decimal(value) if value is not None and usual else None


def without_note_marks(text: str) -> str:
    """The text, as long as it was, with blanks for the numbers that refer to footnotes.

    >>> without_note_marks("达到38平方米[1]，其中")
    '达到38平方米   ，其中'
    """
    return NOTE_MARK.sub(lambda mark: " " * len(mark[0]), text)


def _counted(body: Body) -> Iterator[Counted]:
    """The numbers of a text that are no dates, with their measures."""
    text = without_note_marks(fold(body.text))
    marks = [0, *(mark.end() for mark in _MARK.finditer(text)), len(text) + 1]
    last = 0
    for found in _NUMBER.finditer(text):
        value = _value(found[0])
        if value is None:
            continue
        measure = _MEASURE.match(text, found.end())
        end = measure.end() if measure and measure[1] else found.end()
        opens = marks[bisect_right(marks, found.start()) - 1]
        closes = marks[bisect_right(marks, max(end - 1, found.start()))] - 1
        words = same_spelling(text[max(last, opens, found.start() - FARTHEST) : found.start()])
        yield Counted(
            value,
            body.text[found.start() : end],
            (measure[1] or "") if measure else "",
            tuple(one + other for one, other in pairwise(words)),
            body.text[opens:closes].strip(),
            found.start(),
            end,
            tuple(body.locate(found.start(), end)),
        )
        last = found.end()
