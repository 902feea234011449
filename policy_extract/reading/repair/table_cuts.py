"""Rows that hold the end of one table, the text below it and the head of the next → where they are to be cut.

Where the text of a table's last cell, a paragraph and the first heading of the
next table arrive as one cell with three paragraphs, the row is as wide as both
tables together. The cuts are those under which the tables come out with the
fewest rows that are too short or too wide; words that head columns and text
that stands in no cell make a cut likelier.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

WIDEST: Final = 40
"""Cells of a row that is looked at; no table is wider."""
_MOST_SHORT: Final = 2
"""Short rows that count against a table; merged cells may make as many more."""
_SHORT: Final = 1.0
_TOO_WIDE: Final = 10.0
"""What a row costs that has more cells than its table is wide."""


@record
class Seam:
    """A cell at which a table may end and the next begin, which at the last cell is with the next row."""

    at: int
    cost: float
    """Of a cut here."""
    needed: bool
    """Whether it counts only in a row that is too wide."""


_State = tuple[int, int]
"""How wide the table is, and how many of its rows are shorter, as far as they are counted."""
_Way = tuple[float, "_Step | None"]
"""What the cuts so far cost, and the last of them."""


@record
class _Step:
    """A cut and those before it."""

    row: int
    at: int
    before: _Step | None


def cuts_of(lengths: Sequence[int], seams: Sequence[Sequence[Seam]]) -> list[list[int]]:
    """The cells of each row at which a table ends, from left to right; `seams` are those at which one may.

    >>> caption = Seam(2, -3.0, needed=False)
    >>> cuts_of([3, 3, 4, 2], [[], [], [caption], []])
    [[], [], [2], []]
    """
    widths = range(2, min(max(*lengths, 2), WIDEST) + 1)
    ways: Mapping[_State, _Way] = {(width, 0): (0.0, None) for width in widths}
    for row, length in enumerate(lengths):
        ways = _below(row, length, seams[row], ways, widths)
    _, step = min(ways.values(), key=itemgetter(0))
    found: list[list[int]] = [[] for _ in lengths]
    while step is not None:
        found[step.row].insert(0, step.at)
        step = step.before
    return found


def _below(
    row: int, length: int, seams: Sequence[Seam], ways: Mapping[_State, _Way], widths: Sequence[int]
) -> Mapping[_State, _Way]:
    """The best way to each state below a row."""
    begun = [(0, ways)]
    for seam in seams:
        ends = list(_ends_at(seam, length, begun))
        if ends:
            cost, before = min(ends, key=itemgetter(0))
            way = cost + seam.cost, _Step(row, seam.at, before)
            begun.append((seam.at, {(width, 0): way for width in widths}))
    below: dict[_State, _Way] = {}
    for start, its in begun:
        for state, (cost, step) in its.items():
            rest, more = _with_row(state, length - start)
            if rest not in below or cost + more < below[rest][0]:
                below[rest] = cost + more, step
    return below


def _ends_at(seam: Seam, length: int, begun: Iterable[tuple[int, Mapping[_State, _Way]]]) -> Iterator[_Way]:
    """The ways on which a table ends at a seam; `begun` are those on which it has the row from some cell on."""
    for start, its in begun:
        for state, (cost, step) in its.items():
            if not seam.needed or length - start > state[0]:
                yield cost + _with_row(state, seam.at - start + 1)[1], step


def _with_row(state: _State, length: int) -> tuple[_State, float]:
    """The state below a row of so many cells, and what the row costs; a band fits every table."""
    width, short = state
    if length > width:
        return state, _TOO_WIDE
    if length in {width, 1} or short == _MOST_SHORT:
        return state, 0.0
    return (width, short + 1), _SHORT
