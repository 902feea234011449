"""The entries of a 专栏 whose title is a line of the text: recognised by a count that begins anew while the text's own count continues."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.blocks import Table
from policy_extract.records import record
from policy_extract.stages.outline.counts import ARABIC_RANK, Counts, numbered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policy_extract.blocks import Block
    from policy_extract.stages.outline.headings import Heading


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
    boxes = [index for index, one in enumerate(headings) if one is not None and one.box and not _has_table(body, index)]
    runs = {index: run for index in boxes if (run := _count_after(headings, index)).places}
    apart = Counter(one.key for _, one, _ in numbered(headings) if not one.box)
    apart.subtract(key for run in runs.values() for key in [run.key] * len(run.places))
    counts = Counts()
    for index, heading in enumerate(headings):
        if heading is None or index in found:
            continue
        if (below := runs.get(index)) is not None:
            end = _end_of_box(below, counts, right_below=below.places[0] == index + 1, apart=apart)
            found.update(range(index + 1, end))
        elif heading.value is not None and not heading.box:
            counts.add(heading, heading.value)
    return found


@record
class _Run:
    """The numbers of one style that begin at 1 after the title of a box."""

    key: str
    places: tuple[int, ...]
    values: tuple[int, ...]
    end: int
    """Where a heading of the same or a higher rank ends them."""


def _has_table(body: Sequence[Block], box: int) -> bool:
    return box + 1 < len(body) and isinstance(body[box + 1], Table)


def _end_of_box(run: _Run, counts: Counts, *, right_below: bool, apart: Mapping[str, int]) -> int:
    """The first place after the entries of the box; 0 where the numbers may be those of the text.

    `apart`: how often each style is used elsewhere than below boxes.
    """
    if last := counts.last(run.key):
        return run.places[goes_on] if (goes_on := _goes_on(run.values, last)) else run.end
    if not right_below and apart[run.key]:
        return 0
    again = next((place for place, value in zip(run.places[1:], run.values[1:], strict=True) if value == 1), run.end)
    return again if right_below else run.end


def _goes_on(values: Sequence[int], last: int) -> int:
    """Which of the values goes on with a count that had got to `last` before the box; 0 if none does.

    Where the count of the box breaks off (1, 2, 3, then 2), it is the one after the break; else the first that fits.
    """
    fits = [index for index, value in enumerate(values) if index and value == last + 1]
    after_break = [index for index in fits if values[index] != values[index - 1] + 1]
    return next(iter([*after_break, *fits]), 0)


def _count_after(headings: Sequence[Heading | None], box: int) -> _Run:
    """The numbers of the style that begins at 1 after the box, up to a heading that does not stand below them."""
    key, rank, places, values = "", 0, list[int](), list[int]()
    for index in range(box + 1, len(headings)):
        heading = headings[index]
        if heading is None:
            continue
        begins = not key and heading.value == 1 and heading.rank >= ARABIC_RANK and not heading.box
        if begins:
            key, rank = heading.key, heading.rank
        if heading.value is None or heading.box or (heading.key != key and heading.rank <= rank) or not key:
            return _Run(key, tuple(places), tuple(values), index)
        if heading.key == key:
            places.append(index)
            values.append(heading.value)
    return _Run(key, tuple(places), tuple(values), len(headings))
