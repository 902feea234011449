"""How far the numbering of a part has got, and which numbers come next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.stages.outline.headings import Heading

    Headings = list[Heading | None]

ARABIC_RANK = 30
"""Rank of 1. in grammars/outline.toml; what ranks above it heads the text, never the entries of a box or note."""


def numbered(headings: Sequence[Heading | None]) -> Iterator[tuple[int, Heading, int]]:
    """Place, heading and value of those with a number, in reading order."""
    return ((index, one, one.value) for index, one in enumerate(headings) if one is not None and one.value is not None)


class Counts:
    """How far each style has counted, until a heading of higher rank ends its count."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[int, int]] = {}

    def add(self, heading: Heading, value: int) -> None:
        """Count on; what ranks below the heading begins anew."""
        self._open = {key: one for key, one in self._open.items() if one[0] <= heading.rank}
        self._open[heading.key] = heading.rank, value

    def last(self, key: str) -> int:
        """The last value of the style; 0 where its count is not open."""
        return self._open.get(key, (0, 0))[1]

    def of_rank(self, rank: int, value: int) -> str | None:
        """The style of this rank whose last value is `value`; None where there is none."""
        return next((key for key, one in self._open.items() if one == (rank, value)), None)


class Ahead(dict[str, tuple[int, int]]):
    """With which value each style occurs next, and at which place."""

    def value(self, key: str) -> int | None:
        """The value with which the style occurs next."""
        return self[key][0] if key in self else None


def next_values(headings: Sequence[Heading | None]) -> list[Ahead]:
    """For each place, what comes after it."""
    found = [Ahead() for _ in headings]
    ahead = Ahead()
    for index in range(len(headings) - 1, -1, -1):
        found[index] = ahead
        heading = headings[index]
        if heading is not None and heading.value is not None:
            ahead = Ahead({**ahead, heading.key: (heading.value, index)})
    return found
