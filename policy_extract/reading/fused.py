"""Tables that a program printed as one, for every reader: an annex's label, or a title, in a row of its own opens another table.

Word and LibreOffice fuse tables that touch, editors of web pages put all
annexes into one; in a sheet and in copied text tables follow each other without a
blank line. The label or title stands in one cell over all columns of what it is
above; the grid of the whole has the borders of all its parts, so each part is
laid out anew on its own.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from policy_extract.blocks import Block, Cell, Document, Paragraph, Table
from policy_extract.reading.renumbered import renumbered
from policy_extract.records import field, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher

TITLE_REACH = 3
"""Lines above a table among which its own title is looked for."""
FEWEST_COLUMNS = 3
"""Columns of a table that a title may open inside another."""


def part_fused_tables(document: Document, report: Report, matcher: Matcher) -> Document:
    """The document with every table in its parts; one that holds other tables stays whole."""
    holders = {block.inside.partition(".")[0] for block in document.blocks if isinstance(block, Table) and block.inside}
    parted = _Parted()
    for block in document.blocks:
        above = [one.text.strip() for one in parted.blocks[-TITLE_REACH:] if isinstance(one, Paragraph)]
        cuts = _cuts(block, above, matcher) if isinstance(block, Table) and block.id not in holders else []
        if isinstance(block, Table) and cuts:
            parted.take_parts(block, cuts)
        else:
            parted.take(block)
    if len(parted.blocks) == len(document.blocks):
        return document
    whole = renumbered(document, parted.blocks, report, parted.moved)
    first = {name: document.places.get(cell) or document.places.get(table) for name, table, cell in parted.opened}
    return replace(whole, places={**whole.places, **{name: place for name, place in first.items() if place}})


@mutable
class _Parted:
    """The blocks so far, and what became of addresses."""

    blocks: list[Block] = field(default_factory=list)
    opened: list[tuple[str, str, str]] = field(default_factory=list)
    """For every part but a table's first: its id, and the table and the cell it began at."""
    moves: dict[str, str] = field(default_factory=dict)
    """Old id of a block, or address of a cell of a table in parts, to the new one."""

    def take(self, block: Block) -> None:
        """Append a block."""
        self.blocks.append(block)
        self.moves.setdefault(block.id, self._name())

    def take_parts(self, table: Table, cuts: Sequence[int]) -> None:
        """Append a table as several, each but the first from one of the rows `cuts` on."""
        for start, end in pairwise((0, *cuts, table.rows)):
            old = [cell for cell in table.cells if start <= cell.row < end]
            new = _part(table, old, start, end)
            self.take(new)
            name = self._name()
            self.moves.update(
                zip(map(table.address, old), (f"{name}.{cell.row}.{cell.col}" for cell in new.cells), strict=True)
            )
            if start:
                self.opened.append((name, table.id, table.address(old[0])))

    def moved(self, address: str) -> str:
        """The new address of a block or cell; a cell of a table that stayed whole goes with it."""
        name, point, square = address.partition(".")
        return self.moves.get(address) or self.moves[name] + point + square

    def _name(self) -> str:
        return f"b{len(self.blocks)}"


def _cuts(table: Table, above: Sequence[str], matcher: Matcher) -> list[int]:
    """The rows that open another table: a label or title, alone in its row, over all columns in which text stands below it.

    `above` are the lines above the table, one of which may be its own title, repeated on each page.
    """
    if not any(cell.cols > 1 and cell.row for cell in table.cells):  # most tables hold no cell as a label has
        return []
    found: list[int] = []
    right = 0
    below: Sequence[Cell] = ()
    own = {*above, *(cell.text.strip() for cell in table.cells if not cell.row)}
    rows = [list(cells) for _, cells in groupby(table.cells, key=lambda cell: cell.row)]
    for cells in reversed(rows):
        first = cells[0]
        right = max([right, *(cell.col + cell.cols for cell in cells if cell.text.strip() or cell.numbers)])
        whole = sum(cell.cols for cell in cells) == table.cols  # no cell from above reaches into the row
        if (
            first.row
            and whole
            and 1 < first.cols >= right
            and (
                matcher.first("annex-label", first.text.split("\n", 1)[0])
                or (first.text.strip() not in own and _is_title(first.text, below, matcher))
            )
        ):
            found.append(first.row)
            right = 0
        below = cells
    return found[::-1]


def _is_title(text: str, below: Sequence[Cell], matcher: Matcher) -> bool:
    """Whether a row is the title of another table: it says so, and the row below begins with the heading of a count (序号)."""
    if len(below) < FEWEST_COLUMNS or matcher.first("title-of-a-table", text) is None:
        return False
    heading = matcher.first("column", below[0].text.strip())
    return heading is not None and heading.get("role") == "no"


def _part(table: Table, cells: Sequence[Cell], start: int, end: int) -> Table:
    """The cells of some rows as a table; columns at which none of them begins belong to another part."""
    begins = sorted({cell.col for cell in cells})
    return replace(
        table,
        rows=end - start,
        cols=len(begins),
        cells=tuple(_narrowed(cell, start, begins) for cell in cells),
        header_rows=max(min(table.header_rows, end) - start, 0),
    )


def _narrowed(cell: Cell, start: int, begins: Sequence[int]) -> Cell:
    col = bisect_left(begins, cell.col)
    return replace(cell, row=cell.row - start, col=col, cols=bisect_left(begins, cell.col + cell.cols) - col)
