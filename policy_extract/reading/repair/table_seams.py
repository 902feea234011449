"""Rows that were copied → the cells of each at which a table may end.

A seam is told by what stands in a cell: text between its first paragraph and
its last, words that head columns after it, none before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.reading.repair.bare_rows import heading_role
from policy_extract.reading.repair.table_cuts import WIDEST, Seam

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.grammar import Matcher

_PARAGRAPH_END: Final = re.compile(r"\n{2,}")
_LONGEST_HEADING: Final = 14
_LONGEST_CELL: Final = 40
"""Characters of a line that may be a cell where no other of its column is like it."""
_SURE, _LIKELY = -3.0, 0.1
"""What it costs to end a table at a cell, by what stands in it and after it."""

Row = list[str]
"""The cells of a row, each as it was copied, blank lines between its paragraphs; one cell for what may be a band."""


def seams_of(rows: Sequence[Row], matcher: Matcher) -> list[list[Seam]]:
    """The seams of each row, from left to right."""
    return [list(_seams(rows, position, matcher)) for position in range(len(rows))]


def kind_of_text(line: str, matcher: Matcher) -> str:
    """What makes a line text rather than a cell: `caption`, `number`, `sentence`; "" where nothing does."""
    line = line.strip()
    if matcher.first("caption-line", line) is not None:
        return "caption"
    if matcher.first("outline-start", line) is not None:
        return "number"
    return "sentence" if line.endswith(("。", "；", "：")) or len(line) > _LONGEST_CELL else ""


def paragraphs(cell: str) -> list[str]:
    """The paragraphs of a cell; a blank one where it is blank."""
    return _PARAGRAPH_END.split(cell.strip("\n"))


def text_of(cell: str) -> str:
    """A cell with its paragraphs on lines of their own."""
    return "\n".join(line.strip() for line in cell.split("\n") if line.strip())


def _seams(rows: Sequence[Row], position: int, matcher: Matcher) -> Iterator[Seam]:
    last = len(rows[position]) - 1
    if not 0 < last < WIDEST:
        return
    for at in range(last):
        if (seam := _seam_within(rows, position, at, matcher)) is not None:
            yield seam
    if 0 < position < len(rows) - 1 and (seam := _seam_at_end(rows, position, matcher)) is not None:
        yield seam


def _seam_within(rows: Sequence[Row], position: int, at: int, matcher: Matcher) -> Seam | None:
    """The seam in a cell: its first paragraph ends a row, its last heads a column; either may be blank where text stands."""
    if position == 0 and at == 0:
        return None
    row, its = rows[position], paragraphs(rows[position][at])
    end = "" if at == 0 or kind_of_text(its[0], matcher) else its[0]
    head = "" if kind_of_text(its[-1], matcher) else its[-1]
    between = its[bool(end) : len(its) - bool(head)]
    if not between:
        return None
    above, below = [*row[:at], end], [head, *row[at + 1 :]]
    known = position and at and _are_known(below, matcher) and not _are_known(above, matcher)
    if known or (any(kind_of_text(line, matcher) for line in between) and _is_head(below, above, matcher)):
        return Seam(at, _SURE, needed=False)
    return Seam(at, _LIKELY, needed=True)


def _seam_at_end(rows: Sequence[Row], position: int, matcher: Matcher) -> Seam | None:
    """The seam in the last cell of a row, where the paragraphs below its first are text between this table and one of the next row."""
    row, after = rows[position : position + 2]
    kinds = {kind_of_text(line, matcher) for line in paragraphs(row[-1])[1:]} - {""}
    if "caption" in kinds or (kinds and _is_head(after, row, matcher)):
        return Seam(len(row) - 1, _SURE, needed=False)
    return None


def _is_head(below: Sequence[str], above: Sequence[str], matcher: Matcher) -> bool:
    """Whether cells are all headings, and those above them are not."""
    return _are_headings(below, matcher) and not _are_headings(above, matcher)


def _are_known(cells: Sequence[str], matcher: Matcher) -> bool:
    """Whether all cells are headings that are known."""
    return all(heading_role(text_of(cell), matcher) for cell in cells)


def _are_headings(cells: Sequence[str], matcher: Matcher) -> bool:
    """Whether cells may all be headings: known ones, or short words that are no bodies and no values."""
    return all(heading_role(text, matcher) or _may_head(text, matcher) for text in map(text_of, cells))


def _may_head(text: str, matcher: Matcher) -> bool:
    return (
        0 < len(text) <= _LONGEST_HEADING
        and not text[0].isdecimal()
        and not kind_of_text(text, matcher)
        and matcher.first("certain-body", text) is None
    )
