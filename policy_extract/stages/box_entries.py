"""The entries of a 专栏 whose title is a line of the text: recognised by a count that begins anew while the text's own count continues."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.blocks import Table
from policy_extract.stages.counts import ARABIC_RANK, Counts, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block
    from policy_extract.stages.headings import Heading


def entries_of_boxes(headings: Sequence[Heading | None], body: Sequence[Block]) -> set[int]:
    """Positions of the paragraphs inside a box that is printed as lines of the text, not as a table below its title.

        1.完善津贴。
        专栏1 重点工程
        1.改造工程。
        2.智慧工程。
        2.扩大供给。

    The count begins anew after the title, and further on the text's own count goes on.
    """
    found: set[int] = set()
    own = Counter(one.key for _, one, _ in numbered(headings) if not one.box)
    counts = Counts()
    for index, heading, value in numbered(headings):
        if index in found:
            continue
        if not heading.box:
            counts.add(heading, value)
        elif index + 1 == len(body) or not isinstance(body[index + 1], Table):
            found.update(range(index + 1, _end_of_box(headings, index, own, counts)))
    return found


def _end_of_box(headings: Sequence[Heading | None], box: int, own: Counter[str], counts: Counts) -> int:
    """The first place after the entries of the box; right after its title where no entries are recognised."""
    run, end = _count_after(headings, box)
    if not run:
        return box + 1
    key, values = run[0][1].key, [value for _, _, value in run]
    if last := counts.last(key):
        following = [*values[1:], last + 2]
        goes_on = [
            index
            for (index, _, value), later in zip(run, following, strict=True)
            if (value, later) == (last + 1, last + 2)
        ]
        return goes_on[0] if goes_on else box + 1
    return end if own[key] == len(run) else box + 1


def _count_after(headings: Sequence[Heading | None], box: int) -> tuple[list[tuple[int, Heading, int]], int]:
    """The numbers of the style that begins at 1 after the box, up to another heading; and the place where they end."""
    run: list[tuple[int, Heading, int]] = []
    for index in range(box + 1, len(headings)):
        heading = headings[index]
        if heading is None:
            continue
        begins = not run and heading.value == 1 and heading.rank >= ARABIC_RANK and not heading.box
        if heading.value is None or not (begins or (run and heading.key == run[0][1].key)):
            return run, index
        run.append((index, heading, heading.value))
    return run, len(headings)
