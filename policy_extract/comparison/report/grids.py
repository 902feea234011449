"""Two tables side by side: rows and columns that belong together, and the words that differ in their cells."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from policy_extract.comparison.report.change_text import Runs, deleted, inserted, same
from policy_extract.comparison.tables.alignment import overlay
from policy_extract.comparison.tables.turned import lattices
from policy_extract.comparison.words.word_diff import Piece, changed_regions
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from policy_extract.model import PlanTable, TableCell


@record
class Square:
    """A cell of a table."""

    rows: int
    cols: int
    heading: bool
    """It stands in a heading row."""
    runs: Runs


@record
class Grid:
    """A table; each row holds the cells that begin in it."""

    block: str
    rows: tuple[tuple[Square, ...], ...]


def grid(block: str, table: PlanTable, runs: Callable[[TableCell], Runs]) -> Grid:
    """The cells of one block of a table, with the runs each gets."""
    by_row: dict[int, list[Square]] = {}
    for cell in _cells(block, table):
        square = Square(cell.rows, cell.cols, cell.row < table.header_rows, runs(cell))
        by_row.setdefault(_row_in_block(cell), []).append(square)
    return Grid(block, tuple(tuple(by_row.get(row, ())) for row in range(max(by_row, default=-1) + 1)))


def compare_tables(old: tuple[str, PlanTable], new: tuple[str, PlanTable], names: Collection[str]) -> tuple[Grid, Grid]:
    """Both tables; cells in rows and columns that belong together are compared word by word, others are marked whole."""
    tables = lattices(old[1], new[1])
    before, after = tables.old, tables.new
    over = overlay(before, after)
    rows = [
        *zip(range(before.head), range(after.head), strict=False),
        *((one.place, two.place) for one, two in over.rows),
    ]
    columns = [(one.place, two.place) for one, two in over.columns]
    marks_old: dict[str, Runs] = {}
    marks_new: dict[str, Runs] = {}
    for (row, there), (col, over_there) in product(rows, columns):
        one, two = before.cell(row, col), after.cell(there, over_there)
        if one is not None and two is not None and one.block not in marks_old and two.block not in marks_new:
            marks_old[one.block], marks_new[two.block] = _words(one, two, names)
    return (
        grid(*old, lambda cell: marks_old.get(cell.block) or deleted(cell.text)),
        grid(*new, lambda cell: marks_new.get(cell.block) or inserted(cell.text)),
    )


def _words(one: TableCell, other: TableCell, names: Collection[str]) -> tuple[Runs, Runs]:
    if one.text == other.text:
        return same(one.text), same(other.text)
    regions = changed_regions(one.text, other.text, names)
    return (
        runs_of(one.text, [(region.old_start, region.old_end) for region in regions], "deleted"),
        runs_of(other.text, [(region.new_start, region.new_end) for region in regions], "inserted"),
    )


def runs_of(text: str, ranges: Sequence[tuple[int, int]], op: str) -> Runs:
    """The text in stretches; what lies in `ranges`, as far as the text goes, is marked.

    >>> runs_of("建成10个", [(2, 4), (9, 12)], "deleted")
    (Piece(op='same', text='建成'), Piece(op='deleted', text='10'), Piece(op='same', text='个'))
    """
    found: list[Piece] = []
    place = 0
    for first, last in ranges:
        start, end = max(first, place), min(last, len(text))
        if start < end:
            found += [Piece("same", text[place:start]), Piece(op, text[start:end])]
            place = end
    return tuple(piece for piece in (*found, Piece("same", text[place:])) if piece.text)


def _cells(block: str, table: PlanTable) -> list[TableCell]:
    """The cells of one of a table's blocks; a table that goes on after a page break has two."""
    return [cell for cell in table.cells if cell.block.partition(".")[0] == block]


def _row_in_block(cell: TableCell) -> int:
    """The row its own block counts; `cell.row` goes on counting in the second block."""
    return int(cell.block.split(".")[1])
