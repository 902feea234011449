"""A table on its grid → its heading rows, and what each row below is: data, a band, a total, a note.

A band is a row that is one cell across; it names what the rows below belong
to. In a dump, which shows no merged cells, it is a row with a single cell.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Literal

from policy_extract.lexical.numerals import read_chinese
from policy_extract.lexical.quantities import read_quantity
from policy_extract.lexical.width import fold
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.blocks import Cell, Table
    from policy_extract.grammar import Matcher

RowKind = Literal["data", "band", "total", "note", "blank"]
MOST_HEADING_ROWS = 3
HEADING_REACH = 4
"""Rows from the top in which a heading is looked for; captions and blank rows may stand above it."""
LONGEST_HEADING = 40
"""Characters; a longer cell heads no column."""
FEWEST_NUMBERED = 3
"""Columns of a table in which 一 and a text, all else blank, are a band and no data."""
FEWEST_KNOWN = 2
"""Known headings without which a row is no heading."""


@record
class Row:
    """One row below the heading."""

    index: int
    """Grid row, from 0."""
    kind: RowKind
    cells: tuple[Cell, ...]
    """One per column; a merged area repeats its cell."""
    text: Cell | None = None
    """The cell that says what a band, total or note says."""


@record
class TableLayout:
    """A table whose heading was found."""

    table: Table
    above: tuple[Cell, ...]
    """Cells of captions above the heading."""
    heading: tuple[tuple[Cell, ...], ...]
    """The heading rows on the grid."""
    headers: tuple[tuple[str, ...], ...]
    """For each column its heading cells from top to bottom."""
    below: int
    """The first row below the heading."""
    rows: tuple[Row, ...] = ()

    def data(self) -> Iterator[Row]:
        """The rows of data."""
        return (row for row in self.rows if row.kind == "data")


def lay_out(table: Table, matcher: Matcher) -> TableLayout | None:
    """The layout; None where no heading is known."""
    if table.cols < FEWEST_KNOWN or table.rows < FEWEST_KNOWN:
        return None
    grid = table.grid()
    top = _heading_row(grid, matcher)
    if top is None:
        return None
    below = _below(table, grid, top, matcher)
    heading = grid[top:below]
    return TableLayout(
        table=table,
        above=tuple(cell for row in grid[:top] for cell in distinct(row) if is_filled(cell)),
        heading=heading,
        headers=tuple(_header(heading, col) for col in range(table.cols)),
        below=below,
        rows=tuple(_row(index, grid[index], matcher) for index in range(below, table.rows)),
    )


def continue_layout(table: Table, before: TableLayout, matcher: Matcher) -> TableLayout | None:
    """The layout of a table that goes on, without a heading, where another one of its width ended."""
    if table.cols != before.table.cols:
        return None
    grid = table.grid()
    rows = tuple(_row(index, cells, matcher) for index, cells in enumerate(grid))
    return TableLayout(table, (), before.heading, before.headers, 0, rows)


def joined(cell: Cell) -> str:
    """The text of a cell, its lines joined."""
    return cell.text.strip().replace("\n", "")


def squeezed(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def is_filled(cell: Cell) -> bool:
    """Whether the cell shows anything."""
    return bool(cell.text.strip()) or any(cell.numbers or ())


def distinct(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a row, a merged one once."""
    found: dict[tuple[int, int], Cell] = {}
    for cell in cells:
        found.setdefault((cell.row, cell.col), cell)
    return list(found.values())


# ---------------------------------------------------------------- heading rows


def _heading_row(grid: Sequence[tuple[Cell, ...]], matcher: Matcher) -> int | None:
    """The first row in which at least two cells, and half of all, are known headings."""
    for index, row in enumerate(grid[:HEADING_REACH]):
        filled = [cell for cell in distinct(row) if is_filled(cell)]
        known = sum(is_known(cell, matcher) for cell in filled)
        if known >= FEWEST_KNOWN and 2 * known >= len(filled):
            return index
    return None


def is_known(cell: Cell, matcher: Matcher) -> bool:
    """Whether the cell is a heading the grammar knows."""
    text = squeezed(cell.text)
    return 0 < len(text) <= LONGEST_HEADING and matcher.first("column", text) is not None


def _below(table: Table, grid: Sequence[tuple[Cell, ...]], top: int, matcher: Matcher) -> int:
    """The first row below the heading: behind its merged cells, behind rows Word repeats, behind sub-headings."""
    most = min(top + MOST_HEADING_ROWS, table.rows - 1)
    reaches = [cell.row + cell.rows for cell in grid[top]]
    below = max([top + 1, *(reach for reach in reaches if reach <= most)])
    if below < table.header_rows <= most:
        below = table.header_rows
    while below < most and _is_subheading(grid[top], grid[below], below, matcher):
        below += 1
    return below


def _is_subheading(top: Sequence[Cell], row: Sequence[Cell], index: int, matcher: Matcher) -> bool:
    """Whether a row of a dump goes on with the heading: years under 目标, nothing under the rest."""
    own = [(col, cell) for col, cell in enumerate(row) if cell.row == index and is_filled(cell)]
    if not own or len(own) == len(row):
        return False
    return all(_is_open(top, col) and is_known(cell, matcher) for col, cell in own)


def _is_open(top: Sequence[Cell], col: int) -> bool:
    """Whether a heading may stand below this one: it spans columns, is blank, or has a blank beside it."""
    beside = top[col + 1 : col + 2]
    return top[col].cols > 1 or not is_filled(top[col]) or any(not is_filled(cell) for cell in beside)


def _header(heading: Sequence[tuple[Cell, ...]], col: int) -> tuple[str, ...]:
    """The heading cells over one column; under a sub-heading a blank takes the cell to its left."""
    cells = distinct([row[col] for row in heading])
    texts = [joined(cell) for cell in cells if is_filled(cell)]
    if not is_filled(heading[0][col]) and texts:
        left = next((cell for cell in reversed(heading[0][:col]) if is_filled(cell)), None)
        return (joined(left), *texts) if left is not None else tuple(texts)
    return tuple(texts)


# ---------------------------------------------------------------- rows below the heading


def _row(index: int, cells: tuple[Cell, ...], matcher: Matcher) -> Row:
    own = [cell for cell in distinct(cells) if cell.row == index and is_filled(cell)]
    if not own:
        return Row(index, "blank", cells)
    if any(matcher.first("total-row", cell.text) for cell in own[:2]):
        return Row(index, "total", cells, own[0])
    single = _single(own, cells, index, matcher)
    if single is None:
        return Row(index, "data", cells)
    note = matcher.first("note", single.text) or matcher.first("legend", single.text)
    if note or any(match.get("reach") == "preceding" for match in matcher.all("carry-over", single.text)):
        return Row(index, "note", cells, single)
    return Row(index, "band", cells, single)


def _single(own: Sequence[Cell], cells: Sequence[Cell], index: int, matcher: Matcher) -> Cell | None:
    """The cell that fills the row alone, behind 一 or before sums perhaps; None where the row holds data."""
    first = own[0]
    if any(is_filled(cell) and cell.row < index for cell in cells[first.col :]):
        return None
    rest = list(islice((cell for cell in own[1:] if not _is_sum(cell)), 2))
    if first.col == 0 and _is_ordinal(first) and len(rest) == 1 and rest[0].col == 1 and len(cells) > FEWEST_NUMBERED:
        return rest[0]
    if rest or squeezed(first.text).isdecimal():
        return None
    if len(own) > 1:
        return first if first.cols > 1 and _is_numbered(first, matcher) else None
    alone = first.col == 0 and first.rows == 1 and len(cells) > FEWEST_KNOWN
    return first if first.cols > 1 or alone else None


def _is_sum(cell: Cell) -> bool:
    """Whether the cell holds a number, as beside the name of a group."""
    return read_quantity(cell.text).form == "amount"


def _is_numbered(cell: Cell, matcher: Matcher) -> bool:
    """Whether the cell opens with a number of a high level: 一、设施类."""
    match = matcher.first("number", cell.text)
    return match is not None and str(match.get("style")).startswith("chinese")


def _is_ordinal(cell: Cell) -> bool:
    return read_chinese(fold(squeezed(cell.text)).strip("（）、.")) is not None
