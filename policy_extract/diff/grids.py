"""Two tables side by side: rows and columns that belong together, and the words that differ in their cells."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from policy_extract.diff.telling import Runs, deleted, inserted, same
from policy_extract.diff.words import Piece, changed_regions, common
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterator, Sequence

    from policy_extract.model import PlanTable, TableCell

    Place = tuple[int, int]
    """Row and column of a cell's top left corner."""
    Key = Callable[[int], Hashable]


_MOST_PAIRS = 5_000 * 5_000
"""Of rows: so many take about a second, where every other one is alike, and twice as many rows four times as long."""


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
    before, after = _Form(*old), _Form(*new)
    columns = _pairs(before.columns, after.columns)
    kept = [(one, other) for one, other in columns if one is not None and other is not None]
    ours, theirs = [one for one, _ in kept], [other for _, other in kept]
    rows = _row_pairs(before, ours, after, theirs)
    places = {(row, col): (there, over) for row, there in rows for col, over in kept}
    marks_old: dict[str, Runs] = {}
    marks_new: dict[str, Runs] = {}
    for place, other in places.items():
        one, two = before.at.get(place), after.at.get(other)
        if one is not None and two is not None:
            marks_old[one.block], marks_new[two.block] = _words(one, two, names)
    return (
        grid(*old, lambda cell: marks_old.get(cell.block) or deleted(cell.text)),
        grid(*new, lambda cell: marks_new.get(cell.block) or inserted(cell.text)),
    )


class _Form:
    """A table by rows and columns."""

    def __init__(self, block: str, table: PlanTable) -> None:
        self.at: dict[Place, TableCell] = {(_row_in_block(cell), cell.col): cell for cell in _cells(block, table)}
        self.rows = max((row for row, _ in self.at), default=-1) + 1
        heads = [cell for cell in self.at.values() if cell.row < table.header_rows]
        self.columns: list[Hashable] = [
            tuple(cell.text for cell in heads if cell.col <= col < cell.col + cell.cols) or col
            for col in range(table.cols)
        ]

    def texts(self, columns: Sequence[int]) -> list[tuple[str, ...]]:
        """What each row says in these columns."""
        return [tuple(self._text(row, col) for col in columns) for row in range(self.rows)]

    def _text(self, row: int, col: int) -> str:
        cell = self.at.get((row, col))
        return cell.text if cell else ""


def _row_pairs(before: _Form, ours: Sequence[int], after: _Form, theirs: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rows that say the same; between them those that have the same name; between those one by one."""
    old, new = before.texts(ours), after.texts(theirs)
    for a, b, c, d in _gaps(old, new):
        if b - a == d - c and old[a:b] == new[c:d]:
            yield from zip(range(a, b), range(c, d), strict=True)
            continue
        old_names, new_names = [_name(row) for row in old[a:b]], [_name(row) for row in new[c:d]]
        for one, other in _pairs(old_names, new_names):
            if one is not None and other is not None:
                yield a + one, c + other


def _gaps(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of both that are the same, and those between; of very long ones only what is the same at both ends."""
    if len(old) * len(new) > _MOST_PAIRS:
        start = common(zip(old, new, strict=False))
        end = common(zip(reversed(old[start:]), reversed(new[start:]), strict=False))
        last, other = len(old) - end, len(new) - end
        yield from ((0, start, 0, start), (start, last, start, other), (last, len(old), other, len(new)))
        return
    for _, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        yield a, b, c, d


def _pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int | None, int | None]]:
    """Equal ones together, those between them in their order."""
    found: list[tuple[int | None, int | None]] = []
    for a, b, c, d in _gaps(old, new):
        both = min(b - a, d - c)
        found += zip(range(a, a + both), range(c, c + both), strict=True)
        found += ((one, None) for one in range(a + both, b))
        found += ((None, other) for other in range(c + both, d))
    return found


def _name(row: Sequence[str]) -> str:
    """The first cell that says more than a number: names stand left."""
    return next((text for text in row if text.strip() and not text.strip(" .、-—/").isdecimal()), "")


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
