"""Rows of a table → entries: each row with the bands (group rows) above it and the cells that fill its blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.generated.plain import At, Deadline
from policy_extract.lexical.numerals import read_numeral
from policy_extract.lexical.quantities import read_quantity
from policy_extract.lexical.width import fold
from policy_extract.records import field, mutable, record
from policy_extract.stages.grids.grid import distinct, is_filled, joined
from policy_extract.stages.grids.heading_words import UNIT_ROLES, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policy_extract.blocks import Cell
    from policy_extract.generated.plain import ColumnRole
    from policy_extract.grammar import Match, Matcher
    from policy_extract.stages.grids.layout import TableLayout
    from policy_extract.stages.grids.row_kinds import Row
    from policy_extract.stages.tables.column_words import ColumnForm, ValueKind

PLAIN_BAND = 1000
"""Rank of a band without a number: below every number."""
LONGEST_ID = 12
"""Characters of a printed number that become part of an id."""


@record
class Entry:
    """One row of data."""

    row: Row
    layout: TableLayout
    columns: tuple[ColumnForm, ...]
    bands: tuple[Cell, ...]
    """Open bands, outermost first."""
    above: Mapping[int, Cell]
    """By column, the cell from above that fills a blank of this row."""
    merged: frozenset[int] = frozenset()
    """Columns with cells that reach over several rows."""

    def cell(self, index: int) -> Cell:
        """What stands in, or speaks for, a column of this row."""
        own = self.row.cells[index]
        return own if is_filled(own) else self.above.get(index, own)

    def first(self, role: ColumnRole) -> Cell | None:
        """The first filled cell of a role."""
        return next(iter(self.all(role)), None)

    def all(self, role: ColumnRole) -> list[Cell]:
        """The filled cells of a role, from left to right."""
        indexes = [column.index for column in self.columns if column.role == role]
        cells = [self.cell(index) for index in indexes]
        cells = cells if len(cells) < 2 else distinct(cells)
        return [cell for cell in cells if is_filled(cell)]

    def text(self, role: ColumnRole) -> str | None:
        """The text of the first filled cell of a role."""
        cell = self.first(role)
        return joined(cell) if cell is not None else None

    def groups(self, *besides: Cell) -> tuple[str, ...]:
        """Bands and categories, outermost first."""
        categories = [self.cell(column.index) for column in self.columns if column.role == "category"]
        own = [cell for cell in distinct(categories) if all(cell is not other for other in besides)]
        across = [cell for cell in self.bands if self._is_across(cell)]
        cells = [*across, *own, *(cell for cell in self.bands if not self._is_across(cell))]
        return tuple(joined(cell) for cell in cells if is_filled(cell))

    def _is_across(self, band: Cell) -> bool:
        """Whether nothing but running numbers stands left of a band."""
        if self.layout.turned:
            return True
        left = {self.layout.shown[col] for col in range(min(band.col, len(self.layout.shown)))}
        return all(col < 0 or self.columns[col].role == "no" for col in left)

    def number(self) -> str | None:
        """The printed 序号; a merged one counts for its first row, or for the group, where another one counts the rows."""
        numbers = [column.index for column in self.columns if column.role == "no"]
        inner = [index for index in numbers if index not in self.merged]
        for index in inner or numbers:
            cell = self.row.cells[index]
            if self.row.fresh[index] and is_filled(cell):
                return joined(cell) or (cell.numbers or ("",))[0].rstrip(".．、") or None
        return None

    def quote(self, cell: Cell) -> tuple[At, ...]:
        """Where the text of a cell stands."""
        return (span_of(self.address(cell), cell.text),)

    def address(self, cell: Cell) -> str:
        """The id under which the cell is quoted."""
        return self.layout.address(cell)


@mutable
class Bands:
    """The bands that are open, outermost first; a table that goes on over a page begins with those of the page before."""

    ranked: list[tuple[int, Cell]] = field(default_factory=list)
    """Each with its rank."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Their cells."""
        return tuple(cell for _, cell in self.ranked)

    def open(self, band: Cell, rank: int) -> None:
        """Open a band; those of its rank and below it are over."""
        self.ranked = [*((kept, cell) for kept, cell in self.ranked if kept < rank), (rank, band)]

    def close_beside(self, col: int) -> None:
        """End the bands right of a column in which a new group begins."""
        self.ranked = [(rank, cell) for rank, cell in self.ranked if cell.col <= col]


def span_of(address: str, text: str) -> At:
    """The text of a cell without white space around it."""
    start = len(text) - len(text.lstrip())
    return At(block=address, start=start, end=start + len(text.strip()))


@record
class TableRows:
    """The rows of a table whose columns are known."""

    layout: TableLayout
    columns: tuple[ColumnForm, ...]
    dump: bool
    """The source shows no merged cells: a blank is what stands above it."""
    sums: bool = False
    """Rows that add others up are rows too."""

    def entries(self, bands: Bands, matcher: Matcher) -> Iterator[Entry]:
        """The rows of data from top to bottom.

        `bands` are open when the table begins, and are left as they are at its end.
        """
        layout, columns = self.layout, self.columns
        above: dict[int, Cell] = {}
        over_rows = frozenset(index for index in range(layout.width) if layout.merges(index))
        speaking = self._speaking(frozenset(index for index in over_rows if layout.is_drawn_merged(index)))
        merged = [column.index for column in columns if column.role == "category" and column.index in over_rows]
        for row in layout.rows:
            opened = next((index for index in merged if row.fresh[index] and is_filled(row.cells[index])), None)
            if opened is not None and row.text is not row.cells[opened]:
                bands.close_beside(opened)
            valued = self.sums and row.valued
            if row.kind == "band" and row.text is not None and not valued:
                bands.open(row.text, _rank(row.text, matcher))
            if row.kind == "heading":
                continue
            if row.kind != "data":
                above = {}
                if not valued:
                    continue
            above = above | {index: row.cells[index] for index in speaking if is_filled(row.cells[index])}
            yield Entry(row, layout, columns, bands.cells, above, over_rows)

    def _speaking(self, merged: frozenset[int]) -> list[int]:
        """Columns in which a blank repeats the cell above."""
        roles: set[ColumnRole] = {"category"}
        if self.dump:
            roles |= {"deadline", *UNIT_ROLES}
        columns = (column for column in self.columns if column.role in roles and not column.marked)
        return [column.index for column in columns if column.index not in merged]


def _rank(band: Cell, matcher: Matcher) -> int:
    """How high a band stands: 一、 above （一）, numbered ones above plain ones."""
    match = matcher.first("number", band.text)
    return int(str(match.get("rank"))) if match is not None else PLAIN_BAND


def row_id(entry: Entry, table: str, number: str | None, taken: dict[str, int]) -> str:
    """`a3/t1/r5` by the printed number, else `a3/t1/row7` (`col7`); a repeated one gets ~2. `taken` counts how often each came."""
    printed = squeezed(fold(number or "")).replace("/", "-")[:LONGEST_ID]
    kind = "col" if entry.layout.turned else "row"
    path = f"{table}/r{printed}" if printed else f"{table}/{kind}{entry.row.index + 1}"
    free = path
    while free in taken:
        taken[path] += 1
        free = f"{path}~{taken[path]}"
    taken[free] = 1
    return free


def read_deadline(entry: Entry, matcher: Matcher) -> Deadline | None:
    """The deadline of a row, with the last year and month it names."""
    cell = entry.first("deadline")
    if cell is None or read_quantity(cell.text).form == "none":
        return None
    dates = matcher.all("cell-date", cell.text, block=entry.address(cell))
    last = dates[-1] if dates else None
    return Deadline(
        raw=joined(cell),
        year=read_numeral(last.group("year") or "") if last else None,
        month=_month(last) if last else None,
        at=entry.quote(cell),
    )


def _month(date: Match) -> int | None:
    """The month of a date; the last one of a quarter or half."""
    quarter = read_numeral(date.group("quarter") or date.group("q") or "")
    if quarter is None and (date.has("first_half") or date.has("second_half")):
        quarter = 2 if date.has("first_half") else 4
    return quarter * 3 if quarter is not None else read_numeral(date.group("month") or "")


def year_of_row(entry: Entry, matcher: Matcher) -> int | None:
    """The one year that a column of years gives to a row of values: 年度 | 指标 | 目标."""
    cell = entry.first("deadline")
    dates = matcher.all("cell-date", cell.text, block=entry.address(cell)) if cell is not None else []
    years = {match.group("year") for match in dates}
    return read_numeral(years.pop() or "") if len(years) == 1 else None


def year_of_bands(entry: Entry, matcher: Matcher) -> tuple[int, ValueKind | None] | None:
    """The year that the innermost band over values names, and whether it was reached then: 2025年完成, 到2028年目标."""
    found = (matcher.first("column", squeezed(band.text)) for band in reversed(entry.bands))
    dated = (match for match in found if match is not None and match.get("role") == "value" and match.group("year"))
    match = next(dated, None)
    return (int(fold(match.group("year") or "0")), match.get("kind")) if match is not None else None  # type: ignore[return-value]  # the grammar's `set` names kinds
