"""Numbers that may count something else: 2.35 of a torn row, 4.65岁, 1强化 without its point.

Each function takes the headings of a part, one slot per block, and clears or changes the slots of numbers that no sequence bears out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.lexical.width import fold
from policy_extract.records import replace
from policy_extract.stages.outline.counts import Counts, next_values, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.stages.outline.counts import Headings
    from policy_extract.stages.outline.headings import Heading

BEFORE_DIGITS = ("arabic-dot", "arabic-comma")
"""Styles whose number may stand right before digits."""
NEAR = 6
"""Blocks below a number in which what divides it begins."""


def drop_amounts(headings: Headings) -> None:
    """Keep 2.35 only if 2.34, 2.36 or, one being left out, 2.33 is there: alone it is an amount, as in a torn row of a table."""
    printed = {index: _components(one) for index, one in enumerate(headings) if one is not None}
    there = set(printed.values())
    for index, number in printed.items():
        if number and number[-1] > 1 and not there & {(*number[:-1], number[-1] + by) for by in (-2, -1, 1)}:
            headings[index] = None


def _components(heading: Heading) -> tuple[int, ...]:
    """2 and 35 of a typed 2.35; nothing of a number of another style."""
    if heading.style != "decimal" or heading.origin != "typed":
        return ()
    return tuple(int(part) for part in re.findall(r"\d+", fold(heading.number or "")))


def keep_counted_on(headings: Headings) -> None:
    """Keep a doubtful number such as 4 in 4、65岁 or 4.65岁 if 3 came before it and no other 4 follows.

    1 (1、4×50米接力) opens its count if the next paragraphs have the numbers 2 and 3 of its style, one of them beyond doubt.
    """
    following = next_values([None if one is not None and one.doubtful else one for one in headings])
    counts = Counts()
    for index, heading, value in list(numbered(headings)):
        if heading.doubtful and not _stands_before_digits(heading):
            continue
        counted = _opens_count(headings, index) if value == 1 else counts.last(heading.key) == value - 1
        if heading.doubtful and not (counted and following[index].value(heading.key) != value):
            headings[index] = None
        else:
            headings[index] = replace(heading, doubtful=False)
            counts.add(heading, value)


def _opens_count(headings: Sequence[Heading | None], index: int) -> bool:
    """Whether the next two paragraphs count on from this number."""
    three = [one for one in headings[index : index + 3] if one is not None]
    alike = len({one.key for one in three}) == 1 and [one.value for one in three] == [1, 2, 3]
    return alike and not all(one.doubtful for one in three)


def _stands_before_digits(heading: Heading) -> bool:
    """Whether a doubtful number may be the beginning of another (4.65); one with ， typed for 、 is not."""
    return heading.style in BEFORE_DIGITS and not fold(heading.number or "").endswith("，")


def drop_uncounted(headings: Headings, body: Sequence[Block]) -> None:
    """Keep doubtful numbers (1强化, 第一，) only if a title or a space follows and they form a sequence: 1, 2 or 1, 1.1.

    Numbers beyond doubt count in it: 1强化, 2. 优化, 3完善.
    """
    runs = _Runs()
    for index, heading, value in list(numbered(headings)):
        if heading.doubtful and heading.title is None and not _is_set_off(heading, body[index]):
            headings[index] = None
        else:
            runs.add(index, heading, value)
    for run in runs.found:
        first = headings[run[0]]
        if len(run) == 1 or first is None or first.value != 1:
            for index in run:
                own = headings[index]
                headings[index] = own if own is None or not own.doubtful or _is_divided(headings, index) else None


def _is_set_off(heading: Heading, block: Block) -> bool:
    """Whether a space stands between a typed number and its text."""
    end = heading.number_at.end if heading.number_at is not None else 0
    return isinstance(block, Paragraph) and block.text[end : end + 1].isspace()


class _Runs:
    """Places of the numbers that follow each other."""

    def __init__(self) -> None:
        self.found: list[list[int]] = []
        self._ends: dict[tuple[int, int], list[list[int]]] = {}
        """Rank and last value → the runs with a doubtful number that end so; the most recent is continued."""
        self._sure = Counts()
        self._of_sure: dict[tuple[int, int], list[int]] = {}
        """Rank and last value → the most recent run of numbers beyond doubt that ends so."""

    def add(self, index: int, heading: Heading, value: int) -> None:
        """Continue the run of doubtful numbers that ends with the number before; else, while it counts, one beyond doubt."""
        before, now = (heading.rank, value - 1), (heading.rank, value)
        waiting = self._ends.get(before)
        if waiting:
            run = waiting.pop()
        elif self._sure.of_rank(*before):
            run = self._of_sure[before]
        else:
            self.found.append(run := [])
        run.append(index)
        if heading.doubtful or waiting:
            self._ends.setdefault(now, []).append(run)
        if not heading.doubtful:
            self._sure.add(heading, value)
            self._of_sure[now] = run


def _is_divided(headings: Headings, index: int) -> bool:
    """Whether the next number divides this one: 1 总则, then 1.1."""
    own = headings[index]
    below = next((one for one in headings[index + 1 : index + 1 + NEAR] if one is not None and one.number), None)
    return own is not None and below is not None and fold(below.number or "") == f"{fold(own.number or '')}.1"
