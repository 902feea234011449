"""Two versions of a table, aligned: columns by their headings, rows by their naming cells."""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING

from policy_extract.comparison.likeness.pairing import SIMILAR, Ways, pair_up
from policy_extract.comparison.likeness.similarity import alike, longest_rising
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.comparison.likeness.pairing import Pairing
    from policy_extract.model import PlanTable, TableCell

_COUNTED = re.compile(r"[\d.,，．%％‰+\-—–/~～≥≤><≧≦↑↓\s]*")
"""A cell with only a number, or blank: it cannot name a row or head a column."""
DISTINCT = 0.9
"""The share of its rows that a column must tell apart to name them."""


@record
class Line:
    """A row or a column of one version: its place, what it is called, and all it says, in one spelling."""

    place: int
    name: str
    text: str


@record
class Overlay:
    """What belongs together in two versions of a table."""

    columns: tuple[tuple[Line, Line], ...]
    rows: tuple[tuple[Line, Line], ...]
    """Heading rows are none."""
    columns_removed: tuple[Line, ...]
    columns_added: tuple[Line, ...]
    rows_removed: tuple[Line, ...]
    rows_added: tuple[Line, ...]
    columns_moved: frozenset[int]
    """Places of new columns that stand among others now."""
    rows_moved: frozenset[int]
    """Places of new rows that stand among others now."""


class Lattice:
    """A table by grid squares: which cell covers each."""

    def __init__(self, table: PlanTable) -> None:
        self.height, self.width = table.rows, table.cols
        self.covering = {
            (row, col): cell
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.rows)
            for col in range(cell.col, cell.col + cell.cols)
        }
        self.head = table.header_rows or _looks_headed(table)

    def turned(self) -> Lattice:
        """The same cells, rows and columns exchanged; its first row is the heading."""
        lattice = copy(self)
        lattice.height, lattice.width, lattice.head = self.width, self.height, 1
        lattice.covering = {(col, row): cell for (row, col), cell in self.covering.items()}
        return lattice

    def text(self, row: int, col: int) -> str:
        """What the square says, in one spelling."""
        cell = self.covering.get((row, col))
        return same_spelling(cell.text) if cell else ""

    def cell(self, row: int, col: int) -> TableCell | None:
        """The cell that covers this row and column."""
        return self.covering.get((row, col))

    def heading(self, col: int) -> str:
        """The heading cells over a column, as printed, each once."""
        cells = [self.covering.get((row, col)) for row in range(self.head)]
        return " ".join(dict.fromkeys(cell.text for cell in cells if cell))

    def counts_rows(self, col: int) -> bool:
        """Whether the column only numbers the rows: 1, 2, 3 …"""
        texts = [self.text(row, col) for row in range(self.head, self.height)]
        return texts == [str(count) for count in range(1, len(texts) + 1)]

    def columns(self) -> list[Line]:
        """All columns; without a heading one is known by its place."""
        rows = range(self.head, self.height)
        return [
            Line(
                col,
                same_spelling(self.heading(col)) or f"#{col}",
                "\n".join(filter(None, (self.text(row, col) for row in rows))),
            )
            for col in range(self.width)
        ]

    def rows(self, columns: Sequence[int], naming: Sequence[int]) -> list[Line]:
        """All rows but those of the heading: what the naming columns say, and all that these columns say."""
        return [
            Line(
                row,
                " ".join(filter(None, (self.text(row, col) for col in naming))),
                "\n".join(filter(None, (self.text(row, col) for col in columns))),
            )
            for row in range(self.head, self.height)
        ]


def _looks_headed(table: PlanTable) -> int:
    """1 where the first row is words alone and another follows, else 0."""
    first = [cell for cell in table.cells if cell.row == 0]
    words = first and all(not _COUNTED.fullmatch(cell.text) for cell in first)
    return int(bool(words) and table.rows > 1 and len(first) == table.cols)


def overlay(old: Lattice, new: Lattice) -> Overlay:
    """Which rows and columns of both versions belong together."""
    columns = pair_up(old.columns(), new.columns(), _COLUMNS)
    _part_split_columns(columns)
    met = tuple((pair.old, pair.new) for pair in columns.pairs)
    naming = list(_naming(old, new, met))
    ours = old.rows([one.place for one, _ in met], [one.place for one, _ in naming])
    theirs = new.rows([one.place for _, one in met], [one.place for _, one in naming])
    rows = pair_up(ours, theirs, _ROWS)
    together = tuple((pair.old, pair.new) for pair in rows.pairs)
    return Overlay(
        met,
        together,
        tuple(columns.removed),
        tuple(columns.added),
        tuple(rows.removed),
        tuple(rows.added),
        _moved(met),
        _moved(together),
    )


def _part_split_columns(columns: Pairing[Line]) -> None:
    """Take a column that became two, or two that became one, for other columns: neither of the two is the one, renamed.

    Known by its cells: none says what it said, and a column that one version has alone bears the name as well.
    """
    removed, added = columns.removed, columns.added
    for pair in [*columns.pairs]:
        old, new = pair.old, pair.new
        if old.name == new.name or {*old.text.split("\n")} & {*new.text.split("\n")}:
            continue
        others = [alike(old.name, one.name) for one in added] + [alike(one.name, new.name) for one in removed]
        if any(likeness >= SIMILAR for likeness in others):
            columns.part(pair)


def _moved(pairs: Sequence[tuple[Line, Line]]) -> frozenset[int]:
    kept = longest_rising([old.place for old, _ in pairs])
    return frozenset(new.place for at, (_, new) in enumerate(pairs) if at not in kept)


def _naming(old: Lattice, new: Lattice, columns: Sequence[tuple[Line, Line]]) -> Iterator[tuple[Line, Line]]:
    """The leftmost column whose words distinguish the rows of both versions; else all columns except row numbers."""
    words = [pair for pair in columns if _is_of_words(old, pair[0]) and _is_of_words(new, pair[1])]
    for pair in words:
        if _tells_apart(old, pair[0]) and _tells_apart(new, pair[1]):
            yield pair
            return
    yield from words


def _texts(lattice: Lattice, column: Line) -> list[str]:
    return [lattice.text(row, column.place) for row in range(lattice.head, lattice.height)]


def _is_of_words(lattice: Lattice, column: Line) -> bool:
    texts = _texts(lattice, column)
    return sum(_COUNTED.fullmatch(text) is None for text in texts) * 2 > len(texts)


def _tells_apart(lattice: Lattice, column: Line) -> bool:
    texts = _texts(lattice, column)
    return len({text for text in texts if text}) >= DISTINCT * len(texts)


def _column_likeness(one: Line, other: Line) -> float:
    """How alike the headings are, or what stands under them: a renamed column keeps its cells."""
    return max(alike(one.name, other.name), alike(one.text, other.text) if one.text and other.text else 0.0)


def _row_likeness(one: Line, other: Line) -> float:
    if one.name and one.name == other.name:
        return 1.0
    return 0.7 * alike(one.name, other.name) + 0.3 * alike(one.text, other.text)


_COLUMNS: Ways[Line] = Ways(
    text=lambda column: column.name,
    place=lambda column: column.place,
    likeness=_column_likeness,
    name=lambda column: column.name,
)
_ROWS: Ways[Line] = Ways(
    text=lambda row: row.text,
    place=lambda row: row.name,
    likeness=_row_likeness,
    name=lambda row: row.name,
)
