"""A table on its grid → its heading rows, and the rows below them.

Two halves of a table printed side by side are stacked.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from policy_extract.records import field, record, replace
from policy_extract.stages.grids.forms import is_to_fill_in, read_form
from policy_extract.stages.grids.grid import begins, distinct, is_filled, joined, straightened, turned
from policy_extract.stages.grids.heading_rows import FEWEST_KNOWN, heading_rows, is_turned, works_run_across
from policy_extract.stages.grids.repeated_squares import merges_restored, numbers_headed, said_above, spoken_for
from policy_extract.stages.grids.row_kinds import Row, is_numbered, row_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from policy_extract.blocks import Cell, Table
    from policy_extract.grammar import Matcher
    from policy_extract.stages.grids.forms import Form
    from policy_extract.stages.grids.grid import Grid, Line


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
    form: bool = False
    """The headings are labels beside the cells, and each row was gathered from several lines."""
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

    def is_one_of_several(self, index: int) -> bool:
        """Whether the column and one beside it have headings of their own under one that covers both."""
        own = self.headers[index]
        beside = (self.headers[col] for col in (index - 1, index + 1) if 0 <= col < self.width)
        return len(own) > 1 and any(other[:1] == own[:1] and other != own for other in beside)

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
    across = works_run_across(grid, matcher)
    if not across and (form := read_form(grid, matcher)) is not None:
        return _of_form(table, grid, form) if form.rows else None
    if not across and is_to_fill_in(grid, matcher):
        return None
    if across or is_turned(grid, matcher):
        grid = turned(grid)
    found = heading_rows(grid, table.header_rows, matcher)
    if found is None:
        return _without_heading(table, grid, matcher) if headless and grid.width >= FEWEST_KNOWN else None
    top, below = found
    grid = numbers_headed(merges_restored(grid, top, below), top, below, matcher)
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
    if _times(layout.headers) > 1:
        return _stacked(layout, grid, below, matcher)
    return _with_first_band(_with_rows(layout, grid.lines, below, matcher), grid, top, matcher)


def _with_first_band(layout: TableLayout, grid: Grid, top: int, matcher: Matcher) -> TableLayout:
    """The layout with the band that stands above its heading, where the heading is printed again below each further band."""
    if top == 0:
        return layout
    line = grid.lines[top - 1]
    if [cell for cell in distinct(line) if is_filled(cell)] != list(line[:1]) or not is_numbered(line[0], matcher):
        return layout
    again = any(
        row.kind == "band" and after.kind == "heading" for row, after in zip(layout.rows, layout.rows[1:], strict=False)
    )
    first = Row(top - 1, "band", line, (True,) * len(line), text=line[0])
    return replace(layout, rows=(first, *layout.rows)) if again else layout


def continue_layout(table: Table, before: TableLayout, matcher: Matcher) -> TableLayout | None:
    """The layout of a table that goes on, without a heading, where another one of its width ended."""
    grid = straightened(table)
    if before.turned or before.form or grid.width != before.width or before.shown[-1] != before.width - 1:
        return None
    layout = replace(before, table=table, above=(), below=0, shown=grid.columns, more={})
    return _with_rows(layout, grid.lines, 0, matcher)


def _of_form(table: Table, grid: Grid, form: Form) -> TableLayout:
    """The layout of a form, each row known by the line in which it begins."""
    rows = tuple(
        Row(min(cell.row for cell, new in zip(line, fresh, strict=True) if new), "data", line, fresh)
        for line, fresh in _freshly(form.rows)
    )
    return TableLayout(
        table=table,
        above=form.above,
        heading=(form.heading,),
        headers=tuple((words,) if words else () for words in form.headers),
        below=table.header_rows,
        rows=rows,
        shown=grid.columns,
        form=True,
    )


def _freshly(lines: Sequence[Line]) -> Iterator[tuple[Line, tuple[bool, ...]]]:
    """Each row with what begins in it."""
    return ((line, begins(above, line)) for above, line in pairwise([None, *lines]) if line is not None)


def _without_heading(table: Table, grid: Grid, matcher: Matcher) -> TableLayout:
    """The layout of a table without a heading; cells across its first rows stand above it."""
    top = next((index for index, line in enumerate(grid.lines) if len(distinct(line)) > 1), len(grid.lines))
    above = tuple(line[0] for line in grid.lines[:top] if is_filled(line[0]))
    layout = TableLayout(table, above, (), ((),) * grid.width, top, shown=grid.columns)
    return _with_rows(layout, grid.lines, top, matcher)


# ---------------------------------------------------------------- halves side by side


def _times(headers: Sequence[tuple[str, ...]]) -> int:
    """How often the headings repeat from left to right: 2 for two halves side by side."""
    count = len(headers)
    for times in range(2, count // FEWEST_KNOWN + 1):
        size = count // times
        if count % times == 0 and all(headers[col] == headers[col % size] for col in range(count)):
            return times if len(set(headers)) > 1 and all(headers) else 1
    return 1


def _stacked(layout: TableLayout, grid: Grid, below: int, matcher: Matcher) -> TableLayout:
    """The layout with one half below the other."""
    times = _times(layout.headers)
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
    before = said_above(spoken_for(before, matcher), matcher)
    headings = [texts_of(line) for line in layout.heading]
    rows = [
        row_of(Row(index, "data", cells, begins(above, cells)), headings, matcher)  # type: ignore[arg-type]  # pairs of lines, the first perhaps None
        for index, (above, cells) in enumerate(pairwise(before), start=below)
    ]
    return replace(layout, rows=tuple(rows))
