"""A table on its grid → its heading rows, and what each row below is: data, a band, a total, a note.

A band is a group row: one cell across the table that names the group of the
rows below. In a dump, without merged cells, it is a row with a single cell.
Two halves of a table printed side by side are stacked.
"""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, Literal

from policy_extract.lexical.numerals import read_chinese
from policy_extract.lexical.quantities import read_quantity
from policy_extract.lexical.width import fold
from policy_extract.records import field, record, replace
from policy_extract.stages.heading_words import squeezed
from policy_extract.stages.table_dumps import merges_restored, spoken_for
from policy_extract.stages.table_grid import begins, distinct, is_filled, straightened, turned
from policy_extract.stages.table_headings import FEWEST_KNOWN, heading_rows, is_number, is_turned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from policy_extract.blocks import Cell, Table
    from policy_extract.grammar import Matcher
    from policy_extract.stages.table_grid import Grid, Line

RowKind = Literal["data", "band", "total", "note", "blank", "heading"]
LONGEST_BAND = 40
"""Characters; a sentence longer than that names no group."""
FEWEST_NUMBERED = 3
"""Columns of a table in which 一 and a text, all else blank, are a band and no data."""


@record
class Row:
    """One row below the heading."""

    index: int
    """Grid row, from 0; grid column, where rows and columns have changed places."""
    kind: RowKind
    cells: tuple[Cell, ...]
    """One per column; a merged area repeats its cell."""
    fresh: tuple[bool, ...]
    """For each column whether its cell begins in this row."""
    text: Cell | None = None
    """The cell that says what a band, total or note says."""
    valued: bool = False
    """A band or total with numbers beside its name: a row of its own, where the table is of values."""

    def begins(self, cell: Cell) -> bool:
        """Whether the cell begins in this row."""
        return any(fresh and own is cell for fresh, own in zip(self.fresh, self.cells, strict=True))


@record
class TableLayout:
    """A table whose heading was found, or that has none."""

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
    shown: tuple[int, ...] = ()
    """For each column of the printed grid the column it is read as; -1 for a blank one."""
    turned: bool = False
    """Rows and columns have changed places."""
    more: Mapping[int, Table] = field(default_factory=dict)
    """By identity, cells of the rows that come from another table, which adds further columns."""

    def data(self) -> Iterator[Row]:
        """The rows of data."""
        return (row for row in self.rows if row.kind == "data")

    def address(self, cell: Cell) -> str:
        """The id under which a cell is quoted."""
        return self.more.get(id(cell), self.table).address(cell)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.headers)

    def shares_heading(self, left: int) -> bool:
        """Whether a column and the next have one heading cell between them."""
        return bool(self.heading) and self.heading[-1][left] is self.heading[-1][left + 1]

    def merges(self, index: int) -> bool:
        """Whether a cell of the column spans several rows of data, or was copied into the blanks below it."""
        return any(not row.fresh[index] for row in self.data())

    def lapses(self, index: int) -> bool:
        """Whether a dump, which shows no merged cells, prints the column's first cell and leaves blanks below it."""
        if any(cell.rows > 1 or cell.cols > 1 for cell in self.table.cells):
            return False
        filled = [is_filled(row.cells[index]) for row in self.data()]
        return bool(filled) and filled[0] and not all(filled)

    def is_drawn_merged(self, index: int) -> bool:
        """Whether the file itself has a cell of the column reach over several rows."""
        return any(row.cells[index].rows > 1 for row in self.data())


def lay_out(table: Table, matcher: Matcher, *, headless: bool = False) -> TableLayout | None:
    """The layout; None where no heading is known. `headless`: a table without one is laid out all the same."""
    if table.cols < FEWEST_KNOWN or table.rows < FEWEST_KNOWN - headless:
        return None
    grid = straightened(table)
    if is_turned(grid, matcher):
        grid = turned(grid)
    found = heading_rows(grid, table.header_rows, matcher)
    if found is None:
        return _without_heading(table, grid, matcher) if headless and grid.width >= FEWEST_KNOWN else None
    top, below = found
    grid = merges_restored(grid, top, below)
    heading = grid.lines[top:below]
    layout = TableLayout(
        table=table,
        above=tuple(cell for line in grid.lines[:top] for cell in distinct(line) if is_filled(cell)),
        heading=heading,
        headers=tuple(_headers(heading, grid.width)),
        below=table.header_rows if grid.turned else below,
        shown=grid.columns,
        turned=grid.turned,
    )
    times = _times(layout.headers)
    if times > 1:
        return _stacked(layout, grid, below, times, matcher)
    return _with_first_band(_with_rows(layout, grid.lines, below, matcher), grid, top, matcher)


def _with_first_band(layout: TableLayout, grid: Grid, top: int, matcher: Matcher) -> TableLayout:
    """The layout with the band that stands above its heading, where the heading is printed again below each further band."""
    line = grid.lines[top - 1] if top else ()
    if len(distinct(line)) != 1 or not _is_numbered(line[0], matcher):
        return layout
    again = any(
        row.kind == "band" and behind.kind == "heading"
        for row, behind in zip(layout.rows, layout.rows[1:], strict=False)
    )
    first = Row(top - 1, "band", line, (True,) * len(line), text=line[0])
    return replace(layout, rows=(first, *layout.rows)) if again else layout


def continue_layout(table: Table, before: TableLayout, matcher: Matcher) -> TableLayout | None:
    """The layout of a table that goes on, without a heading, where another one of its width ended."""
    grid = straightened(table)
    if before.turned or grid.width != before.width or before.shown[-1] != before.width - 1:
        return None
    layout = replace(before, table=table, above=(), below=0, shown=grid.columns, more={})
    return _with_rows(layout, grid.lines, 0, matcher)


def _without_heading(table: Table, grid: Grid, matcher: Matcher) -> TableLayout:
    """The layout of a table without a heading; cells across its first rows stand above it."""
    top = next((index for index, line in enumerate(grid.lines) if len(distinct(line)) > 1), len(grid.lines))
    above = tuple(line[0] for line in grid.lines[:top] if is_filled(line[0]))
    layout = TableLayout(table, above, (), ((),) * grid.width, top, shown=grid.columns)
    return _with_rows(layout, grid.lines, top, matcher)


def joined(cell: Cell) -> str:
    """The text of a cell, its lines joined."""
    return cell.text.strip().replace("\n", "")


def numbered(cell: Cell) -> str:
    """The text of a cell with its automatic numbers, as the page shows it; signs of lists left out."""
    lines = cell.text.strip().split("\n")
    if cell.numbers is None or len(cell.numbers) != len(lines):
        return joined(cell)
    shown = (number if any(map(str.isalnum, number)) else "" for number in cell.numbers)
    return "".join(number + line for number, line in zip(shown, lines, strict=True))


# ---------------------------------------------------------------- halves side by side


def _times(headers: Sequence[tuple[str, ...]]) -> int:
    """How often the headings repeat from left to right: 2 for two halves side by side."""
    count = len(headers)
    for times in range(2, count // FEWEST_KNOWN + 1):
        size = count // times
        if count % times == 0 and all(headers[col] == headers[col % size] for col in range(count)):
            return times if len(set(headers)) > 1 and all(headers) else 1
    return 1


def _stacked(layout: TableLayout, grid: Grid, below: int, times: int, matcher: Matcher) -> TableLayout:
    """The layout with one half below the other."""
    size = layout.width // times
    halves = [
        _with_rows(
            replace(layout, headers=layout.headers[:size], heading=tuple(line[:size] for line in layout.heading)),
            [line[half * size : half * size + size] for line in grid.lines],
            below,
            matcher,
        )
        for half in range(times)
    ]
    rows = tuple(row for half in halves for row in half.rows)
    return replace(halves[0], rows=rows, shown=tuple(col % size if col >= 0 else col for col in layout.shown))


# ---------------------------------------------------------------- headings of a column


def _headers(heading: Sequence[Line], width: int) -> Iterator[tuple[str, ...]]:
    """The heading cells over each column; over a sub-heading a blank takes the cell to its left."""
    left: tuple[str, ...] = ()
    for col in range(width):
        cells = distinct([row[col] for row in heading])
        texts = tuple(joined(cell) for cell in cells if is_filled(cell))
        if is_filled(heading[0][col]):
            left = (joined(heading[0][col]),)
            yield texts
        else:
            yield (*left, *texts) if texts else ()


# ---------------------------------------------------------------- rows below the heading


def _with_rows(layout: TableLayout, lines: Sequence[Line], below: int, matcher: Matcher) -> TableLayout:
    """The layout with its rows, from the first below the heading on."""
    before = [None, *lines] if below == 0 else lines[below - 1 :]
    before = spoken_for(before, matcher)
    headings = [_texts(line) for line in layout.heading]
    rows = [
        _row(index, cells, begins(above, cells), headings, matcher)  # type: ignore[arg-type]  # pairs of lines, the first perhaps None
        for index, (above, cells) in enumerate(pairwise(before), start=below)
    ]
    return replace(layout, rows=tuple(rows))


def _texts(line: Line) -> tuple[str, ...]:
    """The words of a row, which tell a heading that is printed again."""
    return tuple(squeezed(cell.text) for cell in line)


def _row(
    index: int, cells: Line, fresh: tuple[bool, ...], headings: Sequence[tuple[str, ...]], matcher: Matcher
) -> Row:
    own = [cell for cell in distinct(cell for cell, new in zip(cells, fresh, strict=True) if new) if is_filled(cell)]
    row = Row(index, "data", cells, fresh)
    if not own:
        return replace(row, kind="blank")
    if headings and _texts(cells) in headings:
        return replace(row, kind="heading")
    if any(matcher.first("total-row", cell.text) for cell in own[: 1 if is_number(own[0].text) else 2]):
        return replace(row, kind="total", text=own[0], valued=any(map(_is_sum, own[1:])))
    single = _single(own, row, matcher)
    if single is None:
        return row
    if matcher.first("continued", single.text) is not None:
        return replace(row, kind="heading")
    noted = any(matcher.first(family, single.text) for family in ("note", "legend", "note-row"))
    if (
        noted
        or _is_sentence(single)
        or any(match.get("reach") == "preceding" for match in matcher.all("carry-over", single.text))
    ):
        return replace(row, kind="note", text=single)
    return replace(row, kind="band", text=single, valued=any(_is_sum(cell) for cell in own if cell is not single))


def _single(own: Sequence[Cell], row: Row, matcher: Matcher) -> Cell | None:
    """The cell that fills the row alone, after 一 or before sums perhaps; None where the row holds data."""
    if (across := _across_the_rest(own, row.cells)) is not None:
        return across
    first, cells = own[0], row.cells
    at = next(col for col, cell in enumerate(cells) if cell is first)
    if any(is_filled(cell) and not fresh for cell, fresh in islice(zip(cells, row.fresh, strict=True), at, None)):
        return None
    rest = list(islice((cell for cell in own[1:] if not _is_sum(cell)), 2))
    if at == 0 and _is_group_number(first) and len(rest) == 1 and rest[0] is cells[1] and len(cells) > FEWEST_NUMBERED:
        return rest[0]
    if rest or is_number(first.text):
        return None
    spans = sum(cell is first for cell in cells) > 1
    if len(own) > 1:
        return first if (spans or 2 * len(own) <= len(cells)) and _is_numbered(first, matcher) else None
    alone = at == 0 and first.rows == 1 and len(cells) > FEWEST_KNOWN
    return first if spans or alone else None


def _across_the_rest(own: Sequence[Cell], cells: Line) -> Cell | None:
    """The cell that fills the row to the right of cells merged downwards from this row: a group inside a category."""
    last = own[-1]
    merged = all(cell.rows > 1 for cell in own[:-1])
    wide = sum(cell is last for cell in cells) > 1 and cells[-1] is last and last.rows == 1
    return last if len(own) > 1 and merged and wide else None


def _is_sentence(cell: Cell) -> bool:
    """Whether the cell is too long for the name of a group: 计算方法：……。"""
    text = joined(cell)
    return len(text) > LONGEST_BAND and text.endswith("。")


def _is_sum(cell: Cell) -> bool:
    """Whether the cell holds a number, as beside the name of a group."""
    return read_quantity(cell.text).form == "amount"


def _is_numbered(cell: Cell, matcher: Matcher) -> bool:
    """Whether the cell opens with a number of a high level: 一、设施类."""
    match = matcher.first("number", cell.text)
    return match is not None and str(match.get("style")).startswith("chinese")


def _is_group_number(cell: Cell) -> bool:
    """Whether the cell is the number of a group: 一, （二）."""
    return read_chinese(fold(squeezed(cell.text)).strip("（）、.")) is not None
