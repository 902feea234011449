"""A table that is a form, each label beside what it names (整改措施 | ……), once or for one thing after another → rows under headings.

The labels are headings that the grammar knows; where the first one is printed
again, the next thing begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.lexical.width import fold
from policy_extract.records import record, replace
from policy_extract.stages.grids.grid import distinct, is_filled
from policy_extract.stages.grids.heading_words import UNIT_ROLES, known_heading, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Cell
    from policy_extract.grammar import Matcher
    from policy_extract.stages.grids.grid import Grid, Line

FEWEST_LABELS = 3
"""Different labels the grammar knows, from which a table may be a form."""
LONGEST_LABEL = 12
PAIR = 2
_AFTER_LABEL = re.compile(r"(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3})?[：:]?$")
"""What may stand after the words of a label: 问题一：."""
_ANSWERING = {*UNIT_ROLES, "deadline"}


@record
class Form:
    """The things a form describes, one a row."""

    above: tuple[Cell, ...]
    """Cells across the table above the first label."""
    headers: tuple[str, ...]
    """The words of the labels, in the order in which they are printed first."""
    heading: Line
    """The labels of the first thing, one per column."""
    rows: tuple[Line, ...]
    """None where most of it is still to be filled in."""


@record
class _Pair:
    """A label and the cell beside it; one merged over all lines of a thing has none."""

    words: str
    label: Cell | None
    value: Cell


def read_form(grid: Grid, matcher: Matcher) -> Form | None:
    """The form that a grid is; None where it is none."""
    top = next((at for at, line in enumerate(grid.lines) if len(distinct(line)) > 1), len(grid.lines))
    lines = [_pairs(line) for line in grid.lines[top:]]
    pairs = [pair for line in lines for pair in line]
    if not all(lines) or not _is_labelled(pairs, matcher) or any(_heads(pair.value, matcher) for pair in lines[0]):
        return None
    labels: dict[str, Cell] = {}
    for pair in pairs:
        labels.setdefault(pair.words, pair.label or replace(pair.value, text="", numbers=None))
    return Form(
        above=tuple(line[0] for line in grid.lines[:top] if is_filled(line[0])),
        headers=tuple(labels),
        heading=tuple(labels.values()),
        rows=tuple(row for thing in _things(pairs) for row in _rows(thing, labels)) if _is_filled_in(pairs) else (),
    )


def _pairs(line: Line) -> list[_Pair]:
    """The cells of a line two by two, after one without a label where their number is odd; none for a line of one cell."""
    cells = distinct(line)
    odd = len(cells) % PAIR
    first = [_Pair("", None, cells[0])] if odd and len(cells) > 1 else []
    labelled = zip(cells[odd::PAIR], cells[odd + 1 :: PAIR], strict=True)
    pairs = [_Pair(_words(label), label, value) for label, value in labelled if is_filled(label) or is_filled(value)]
    return first + pairs


def is_to_fill_in(grid: Grid, matcher: Matcher) -> bool:
    """Whether most of every row are headings, as in a form whose other cells are blank."""
    lines = [[cell for cell in distinct(line) if is_filled(cell)] for line in grid.lines]
    lines = [cells for cells in lines if len(cells) > 1]
    return len(lines) > 1 and all(2 * sum(_heads(cell, matcher) for cell in cells) > len(cells) for cells in lines)


def _heads(cell: Cell, matcher: Matcher) -> bool:
    """Whether the cell is a heading of a column."""
    text = squeezed(cell.text)
    return len(text) <= LONGEST_LABEL and known_heading(text, matcher) is not None


def _words(label: Cell) -> str:
    """The words of a label without a number: 问题 of 问题一."""
    return _AFTER_LABEL.sub("", squeezed(fold(label.text)), count=1)


def _is_labelled(pairs: Sequence[_Pair], matcher: Matcher) -> bool:
    """Whether what stands in the places of labels are labels: half of them known, somebody's duty among them, and most cells beside them filled."""
    words = {pair.words for pair in pairs if pair.label is not None}
    if not all(0 < len(text) <= LONGEST_LABEL for text in words):
        return False
    known = {text: heading for text in words if (heading := known_heading(text, matcher)) is not None}
    answering = any(heading.role in _ANSWERING for heading in known.values())
    return len(known) >= FEWEST_LABELS and 2 * len(known) >= len(words) and answering


def _is_filled_in(pairs: Sequence[_Pair]) -> bool:
    """Whether something stands beside most labels."""
    return 2 * sum(is_filled(pair.value) for pair in pairs) > len(pairs)


def _things(pairs: Sequence[_Pair]) -> Iterator[dict[str, list[Cell]]]:
    """For each thing its cells by label; the next one begins where the first label, or the cell without one, is another."""
    thing: dict[str, list[Cell]] = {}
    first = pairs[0]
    for pair in pairs:
        if pair.words == first.words and thing and (pair.label or pair.value) is not (first.label or first.value):
            yield thing
            thing, first = {}, pair
        values = thing.setdefault(pair.words, [])
        if not values or values[-1] is not pair.value:
            values.append(pair.value)
    yield thing


def _rows(thing: dict[str, list[Cell]], labels: dict[str, Cell]) -> Iterator[Line]:
    """The rows of one thing: one, or as many as cells stand beside one label; the others speak for all of these."""
    blank = replace(next(iter(labels.values())), text="", numbers=None)
    for place in range(max(map(len, thing.values()))):
        columns = (thing.get(words) or [blank] for words in labels)
        yield tuple(cells[min(place, len(cells) - 1)] for cells in columns)
