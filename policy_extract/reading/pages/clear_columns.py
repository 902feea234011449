"""Tables without lines: rows whose texts stand clear of each other, column below column."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.reading.pages.clear_rows import cells_of_lines, goes_on
from policy_extract.reading.pages.clear_spans import (
    columns_of_lines,
    goes_on_in_middle,
    may_name_group,
    names_group_in_middle,
)
from policy_extract.reading.pages.grid_tables import TableDraft
from policy_extract.reading.pages.middle_rows import middle_tables
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.reading.pages.clear_spans import Span
    from policy_extract.reading.pages.page_lines import Line

_FEWEST_ROWS: Final = 3
_FEWEST_COLUMNS: Final = 3
_FAR_ENOUGH: Final = 20
"""The columns of a run are those of its last lines, this many."""
_GROUPS: Final = 2
"""How many lines below a line that may name a group are looked at: after 一、 may stand （一）."""
_LONGEST_GROUP: Final = 24
"""Longest line that names a group of rows, in ems."""
_LARGER: Final = 1.08
"""Text is larger than the rows of a table by this factor at least."""
_FARTHEST: Final = 3.0
"""Largest distance from the top of one row to the top of the next, in ems."""


def with_tables(lines: Sequence[Line]) -> list[Line | TableDraft]:
    """The lines in their order; rows that stand clear, column below column, are a table in their place."""
    found: list[Line | TableDraft] = []
    at = 0
    for one in middle_tables([_finely(line) for line in lines]):
        found += [*_rows_clear(lines[at : one.start]), one.table]
        at = one.end
    return [*found, *_rows_clear(lines[at:])]


def _rows_clear(lines: Sequence[Line]) -> Iterator[Line | TableDraft]:
    """The same of lines that make up no table with cells in the middle of their rows."""
    for run in _runs(lines):
        table = _table([_finely(line) for line in run]) if len(run) >= _FEWEST_ROWS else None
        yield from run if table is None else [table]


def _finely(line: Line) -> Line:
    """The line in as many pieces as may stand in columns."""
    return replace(line, pieces=line.parts) if len(line.parts) > len(line.pieces) else line


def _runs(lines: Sequence[Line]) -> Iterable[list[Line]]:
    """Lines in pieces that follow each other closely, with lines of one piece that stand in one of their columns."""
    run: list[Line] = []
    for at, line in enumerate(lines):
        clear = len(line.pieces) > 1 or (bool(run) and len(line.parts) > 1)
        near = bool(run) and line.top - run[-1].top < _FARTHEST * line.size and not _heads_text(line, run[-1])
        if run and not (near and (clear or _fits(line, run) or _is_group(line, run, lines[at + 1 : at + 1 + _GROUPS]))):
            yield run
            run = []
        if clear or run:
            run.append(line)
        else:
            yield [line]
    if run:
        yield run


def _heads_text(line: Line, above: Line) -> bool:
    """Whether a line is a heading of the text below a table: with its number, in larger print than the rows."""
    return may_name_group(line) and line.size > _LARGER * above.size


def _fits(line: Line, run: Sequence[Line]) -> bool:
    """Whether a line of one piece stands in a column: not in the first, unless it goes on what stands there."""
    edges = _columns_so_far(run)
    inner = any(left - line.size < line.left and line.right < right + line.size for left, right in edges[1:])
    if inner or len(edges) < _FEWEST_COLUMNS or line.right > edges[1][0]:
        return inner
    last = _finely(run[-1])
    return goes_on(line, last, edges) or (len(run) == 1 and goes_on_in_middle(line, last))


def _columns_so_far(run: Sequence[Line]) -> list[Span]:
    return columns_of_lines([_finely(one) for one in run[-_FAR_ENOUGH:]])


def _is_group(line: Line, run: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether a short line of one piece at the edge or in the middle of the table names a group of its rows: a row stands close below it."""
    row = next((one for one in below if len(one.parts) > 1), None)
    if row is None or line.width > _LONGEST_GROUP * line.size or line.text[-1] in "。；：":
        return False
    close = row.top - line.top < len(below) * _FARTHEST * line.size
    if not close or row.left > line.left + line.size:
        return False
    return abs(line.left - run[0].left) < line.size or names_group_in_middle(line, _columns_so_far(run))


def _table(run: Sequence[Line]) -> TableDraft | None:
    """The table of a run of lines; None where they have too few columns or rows."""
    columns = columns_of_lines(run)
    whole = [line for line in run if len(line.pieces) >= _FEWEST_COLUMNS]
    if len(columns) < _FEWEST_COLUMNS or len(whole) < _FEWEST_ROWS:
        return None
    xs = (columns[0][0], *((before[1] + after[0]) / 2 for before, after in pairwise(columns)), columns[-1][1])
    cells, rows = cells_of_lines(run, columns)
    return TableDraft(run[0].page, xs, run[0].top, run[-1].bottom, rows, cells, run[0].page)
