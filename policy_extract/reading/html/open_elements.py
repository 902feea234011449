"""The elements that are open while a page is walked, and where each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.records import mutable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from policy_extract.reading.html.declared import Declared
    from policy_extract.reading.html.lists import ListCount
    from policy_extract.reading.html.looks import Look


@mutable
class Frame:
    """An element that is open."""

    element: Element | None
    """None around the root."""
    said: Declared
    look: Look
    reason: str
    """Why its text is dropped; "" where it stands in blocks."""
    story: str
    block: bool
    inner_link: bool = False
    """It leads to a place in the same page."""
    table: bool = False
    cell: bool = False
    count: ListCount | None = None
    path: str = ""
    """Where it stands, once that was asked for."""
    counts: dict[str, int] | None = None
    """Its children by tag, as far as they were counted."""
    counted: Element | None = None
    """The last of these children."""

    @property
    def line(self) -> int | None:
        """The line of the source on which it begins."""
        line = self.element.sourceline if self.element is not None else None
        return line if isinstance(line, int) and line else None  # type: ignore[unreachable]  # its stub says it is none


def path_of(frames: Sequence[Frame], at: int) -> str:
    """Where one of the open elements stands; the first of the frames is the one around the root."""
    first = at
    while first > 0 and not frames[first].path:
        first -= 1
    for place in range(first + 1, at + 1):
        outer, frame = frames[place - 1], frames[place]
        frame.path = f"{outer.path}/{frame.said.tag}[{_nth(outer, frame.element)}]"
    return frames[at].path


def _nth(outer: Frame, inner: Element | None) -> int:
    """Which of the children of its tag an open element is; each child is counted once, whoever is asked for."""
    if outer.element is None or inner is None:
        return 1
    counts = outer.counts = outer.counts if outer.counts is not None else {}
    child = outer.counted
    while child is not inner:
        child = child.getnext() if child is not None else outer.element[0]
        if child is None:
            break
        tag = str(child.tag)
        counts[tag] = counts.get(tag, 0) + 1
    outer.counted = inner
    return counts[str(inner.tag)]
