"""Tables that a page break split, for all readers: joined again where their heading is repeated.

The heading is repeated at the top of a table of its own, or in the middle of
one table, according to the program that made the file. Two tables that only
share their heading stay two: one continues the other if nothing stands
between them, if a page ends there, if a line says so (续表), or if the
running numbers of its rows continue.
"""

from __future__ import annotations

import re
from itertools import accumulate, groupby, takewhile
from typing import TYPE_CHECKING

from policy_extract.blocks import Block, Cell, Document, Dropped, Paragraph, Table
from policy_extract.reading.renumbered import renumbered
from policy_extract.records import field, mutable, record, replace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policy_extract.findings import Report

Shown = tuple[tuple[int, int, int, int, str], ...]
"""Layout and text of some rows, white space left out, rows counted from the first of them."""

_CONTINUED = re.compile(r"[（(]?续(?:上)?表 *[\d一二三四五六七八九十]{0,3}(?:[-—.]\d{1,2})?[)）]?[:：]?")
"""The line over a table that goes on."""
_FEWEST_WORDS = 3
"""Different cells of a row that may be taken for a heading inside a table."""
_ROWS_PER_PAGE = 4
"""A heading comes back at most once in so many rows."""


def join_continued_tables(document: Document, report: Report) -> Document:
    """The document with every table that goes on after its repeated heading made one table.

    The repeated heading is dropped as `repeated-heading`. Blocks are numbered
    anew, and findings made so far quote the same characters as before.
    """
    joined = _Joined()
    for block in document.blocks:
        joined.take(block)
    if not joined.dropped:
        return document
    joined.finish()
    moves = joined.moves()
    whole = renumbered(document, joined.blocks, report, lambda address: _moved(address, moves))
    return replace(whole, dropped=(*document.dropped, *joined.dropped))


@record
class _Move:
    """Where a block went."""

    block: str
    """The id of the block it is now, or is part of now."""
    rows: tuple[int, ...] = ()
    """For a table: where each of its rows is now; a repeated heading is where the heading is."""


@mutable
class _Joined:
    """The blocks so far; the moves name old ids until all blocks are there."""

    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    old: dict[str, _Move] = field(default_factory=dict)
    last: int | None = None
    """Index of the last table, if only blanks and tables nested in it have followed."""
    blanks: list[int] = field(default_factory=list)
    """Where the empty paragraphs after it stand, and lines that say that it goes on."""
    number: int | None = None
    """The running number of its last row."""
    below: dict[int, list[Cell]] = field(default_factory=dict)
    """Cells joined to a table, by where it stands; put in at the end, for there may be many."""

    def take(self, block: Block) -> None:
        """Append a block, or join it to the last table."""
        if isinstance(block, Table):
            block = self._take_headings_out(block)
            if block.inside is None and self._goes_on(block):
                return
            if block.inside is None:
                self.last, self.blanks, self.number = len(self.blocks), [], _last_number(block.cells, None)
        elif not _is_blank(block) and not (self.last is not None and _says_continued(block)):
            self.last, self.blanks = None, []
        else:
            self.blanks.append(len(self.blocks))
        self.old.setdefault(block.id, _Move(block.id))
        self.blocks.append(block)

    def _take_headings_out(self, table: Table) -> Table:
        """The table without the rows that repeat its heading further down."""
        heading = table.header_rows or _top_rows(table)
        repeats = _repeats(table, heading)
        gone = {first + row: row for first in repeats for row in range(heading)}
        kept = accumulate(row not in gone for row in range(table.rows))
        rows = [gone.get(row, count - 1) for row, count in enumerate(kept)]
        self.old[table.id] = _Move(table.id, tuple(rows))
        if not gone:
            return table
        self._drop([cell for cell in table.cells if cell.row in gone], table.story)
        cells = tuple(replace(cell, row=rows[cell.row]) for cell in table.cells if cell.row not in gone)
        return replace(table, rows=table.rows - len(gone), cells=cells)

    def _goes_on(self, table: Table) -> bool:
        """Whether the table goes on the last one; it is joined to it then, and the blanks between them are gone."""
        if self.last is None:
            return False
        target = self.blocks[self.last]
        assert isinstance(target, Table)
        heading = _repeated_heading(target, table)
        if not self._is_told(target, table, heading):
            return False
        down = target.rows - heading
        self._drop([cell for cell in table.cells if cell.row < heading], table.story)
        below = [replace(cell, row=cell.row + down) for cell in table.cells if cell.row >= heading]
        self.number = _last_number(below, self.number)
        self.below.setdefault(self.last, []).extend(below)
        self.blocks[self.last] = replace(target, rows=table.rows + down)
        rows = tuple(row if row < heading else row + down for row in self.old[table.id].rows)
        self.old[table.id] = _Move(target.id, rows)
        for place in reversed(self.blanks):
            blank = self.blocks.pop(place)
            self.old[blank.id] = _Move(target.id)
            if isinstance(blank, Paragraph) and blank.text.strip():
                self.dropped.append(Dropped(blank.text, blank.story, "repeated-heading"))
        self.blanks = []
        return True

    def _is_told(self, target: Table, table: Table, heading: int) -> bool:
        """Whether there is evidence that the table continues the last one: they touch, a page ends, 续表, the running numbers."""
        between = [block for place in self.blanks if isinstance(block := self.blocks[place], Paragraph)]
        if any(_says_continued(block) for block in between):
            return (target.cols, target.story) == (table.cols, table.story)
        if not heading:
            return False
        if not between or any(block.page_break_before for block in between):
            return True
        first = next((cell.text for cell in table.cells if cell.row == heading and cell.col == 0), "")
        return self.number is not None and (_as_number(first) == self.number + 1 or not first.strip())

    def _drop(self, cells: Sequence[Cell], story: str) -> None:
        """Note every row of a repeated heading, its cells set apart by tabs."""
        for _, row in groupby(cells, key=lambda cell: cell.row):
            self.dropped.append(Dropped("\t".join(cell.text for cell in row), story, "repeated-heading"))

    def finish(self) -> None:
        """Put the joined cells into their tables."""
        for position, cells in self.below.items():
            table = self.blocks[position]
            assert isinstance(table, Table)
            self.blocks[position] = replace(table, cells=(*table.cells, *cells))

    def moves(self) -> dict[str, _Move]:
        """Every old id and where it went; blocks count b1, b2, …"""
        names = {block.id: f"b{position}" for position, block in enumerate(self.blocks, start=1)}
        return {old: replace(move, block=names[move.block]) for old, move in self.old.items()}


def _is_blank(paragraph: Paragraph) -> bool:
    return not paragraph.text.strip() and not paragraph.number


def _says_continued(paragraph: Paragraph) -> bool:
    return _CONTINUED.fullmatch(paragraph.text.strip()) is not None


def _as_number(text: str) -> int | None:
    bare = "".join(text.split()).rstrip(".．、")
    return int(bare) if bare.isdecimal() and len(bare) <= len("9999") else None


def _last_number(cells: Sequence[Cell], before: int | None) -> int | None:
    """The number in the first column furthest down; `before` where there is none."""
    found = (_as_number(cell.text) for cell in reversed(cells) if cell.col == 0)
    return next((number for number in found if number is not None), before)


def _top_rows(table: Table) -> int:
    """How many rows the cells of the first row reach down, a cell as high as the table left out."""
    first = takewhile(lambda cell: cell.row == 0, table.cells)
    return max((cell.rows for cell in first if cell.rows < table.rows), default=1)


def _shown(cells: Sequence[Cell], start: int = 0) -> Shown:
    return tuple((cell.row - start, cell.col, cell.rows, cell.cols, "".join(cell.text.split())) for cell in cells)


def _top(table: Table, rows: int) -> Shown:
    return _shown(list(takewhile(lambda cell: cell.row < rows, table.cells)))


def _repeated_heading(before: Table, after: Table) -> int:
    """How many rows of `after` repeat the heading of `before`; 0 where it is a table of its own."""
    if (before.cols, before.story) != (after.cols, after.story) or _top_rows(after) != _top_rows(before):
        return 0
    rows = max(before.header_rows, after.header_rows) or _top_rows(before)
    if rows > min(before.rows, after.rows):
        return 0
    heading = _top(before, rows)
    same = heading == _top(after, rows) and _ends_at(heading, rows)
    return rows if same and len({text for *_, text in heading if text}) > 1 else 0


def _ends_at(heading: Shown, rows: int) -> bool:
    """Whether no cell of the heading reaches down into the rows below it."""
    return all(row + height <= rows for row, _, height, _, _ in heading)


def _repeats(table: Table, heading: int) -> list[int]:
    """The rows further down where the heading of the table begins again."""
    shown = _top(table, heading)
    texts = [text for *_, text in shown]
    counts = any(text.isdecimal() and len(text) < 4 for text in texts)  # 1, 2, 3, but not 2028
    if (
        counts
        or not _ends_at(shown, heading)
        or not all(texts)
        or len(set(texts)) < _FEWEST_WORDS
        or table.rows <= _ROWS_PER_PAGE
    ):
        return []
    rows = {row: list(cells) for row, cells in groupby(table.cells, key=lambda cell: cell.row)}
    found: list[int] = []
    row = heading
    while row + heading <= table.rows:
        if _shown([cell for one in range(row, row + heading) for cell in rows.get(one, [])], row) == shown:
            found.append(row)
            row += heading
        else:
            row += 1
    return found if len(found) * _ROWS_PER_PAGE <= table.rows else []


def _moved(address: str, moves: Mapping[str, _Move]) -> str:
    """The new address of a block (`b15`) or a cell (`b15.3.1`)."""
    name, *square = address.split(".")
    if (move := moves.get(name)) is None:
        return address
    if len(square) != 2:
        return move.block
    return f"{move.block}.{move.rows[int(square[0])]}.{square[1]}"
