"""Grids and the lines in their cells → tables, joined over page breaks."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Cell, Place, Table
from policy_extract.reading.pages.cell_columns import in_reading_order
from policy_extract.reading.pages.displaced_lines import with_lines_in_place
from policy_extract.reading.pages.joining import Column, Text, joined, paragraphs
from policy_extract.reading.pages.page_lines import lines_of
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.pages.page_content import Glyph
    from policy_extract.reading.pages.page_lines import Line
    from policy_extract.reading.pages.ruled import Grid

PADDING: Final = 5.4
"""Points between the lines of a cell and its text, as Word sets them."""


@mutable
class CellDraft:
    """A cell in its lines."""

    row: int
    col: int
    rows: int
    cols: int
    width: float
    top: float
    bottom: float
    """Of the part on the last of its pages."""
    open_above: bool = False
    """Whether no line closes it above, so that it goes on from the page before."""
    open_below: bool = False
    """Whether no line closes it below, so that it goes on on the next page."""
    lines: list[Line] = field(default_factory=list)


@mutable
class TableDraft:
    """A table, or as much of it as the pages so far show."""

    page: int
    xs: tuple[float, ...]
    top: float
    bottom: float
    rows: int
    cells: list[CellDraft]
    last_page: int = 0
    header_rows: int = 0

    @property
    def cols(self) -> int:
        """Columns of the grid."""
        return len(self.xs) - 1


def table_of(page: int, grid: Grid, glyphs: Sequence[Glyph]) -> tuple[TableDraft, str]:
    """The table of a grid with the glyphs that stand in it, and the glyphs that were printed twice."""
    middles = [((glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2) for glyph in glyphs]
    grid = (
        with_lines_in_place(grid, middles)
        .without_open_rows(middles)
        .without_strips(middles, median(glyph.size for glyph in glyphs))
    )
    owner = {
        (row, col): index
        for index, square in enumerate(grid.squares)
        for row in range(square.row, square.row + square.rows)
        for col in range(square.col, square.col + square.cols)
    }
    inside: list[list[Glyph]] = [[] for _ in grid.squares]
    for glyph, middle in zip(glyphs, middles, strict=True):
        inside[owner[grid.place(*middle)]].append(glyph)
    cells: list[CellDraft] = []
    twice = ""
    for square, its in zip(grid.squares, inside, strict=True):
        lines, more = lines_of(page, its)
        twice += more
        top, bottom = grid.ys[square.row], grid.ys[square.row + square.rows]
        width = grid.xs[square.col + square.cols] - grid.xs[square.col]
        at = (square.row, square.col, square.rows, square.cols)
        cells.append(CellDraft(*at, width, top, bottom, square.open_above, square.open_below, lines))
    return TableDraft(page, grid.xs, grid.ys[0], grid.ys[-1], len(grid.ys) - 1, cells, page), twice


def finished(draft: TableDraft, name: str, matcher: Matcher) -> tuple[Table, dict[str, Place]]:
    """The table, and where its cells stand."""
    cells: list[Cell] = []
    places: dict[str, Place] = {}
    for cell in sorted(draft.cells, key=lambda cell: (cell.row, cell.col)):
        cells.append(Cell(cell.row, cell.col, cell.rows, cell.cols, _text(cell, matcher), bold=_is_bold(cell)))
        if cell.lines:
            places[f"{name}.{cell.row}.{cell.col}"] = place_of(cell.lines)
    return Table(name, draft.rows, draft.cols, tuple(cells), draft.header_rows), places


def place_of(lines: Sequence[Line]) -> Place:
    """Where lines stand: on the page of the first."""
    here = [line for line in lines if line.page == lines[0].page]
    box = (
        min(line.left for line in here),
        min(line.top for line in here),
        max(line.right for line in here),
        max(line.bottom for line in here),
    )
    return Place(page=lines[0].page, box=tuple(round(side, 1) for side in box))  # type: ignore[arg-type]  # four of four


def _text(cell: CellDraft, matcher: Matcher) -> str:
    """The paragraphs of a cell."""
    groups = in_reading_order(cell.lines)
    found: list[Text] = []
    for lines in groups:
        column = _column(lines, cell.width if len(groups) == 1 else 0.0)
        found += paragraphs(((line, column) for line in lines), matcher)
    return "\n".join(joined(text.lines)[0] for text in found)


def _column(lines: Sequence[Line], across: float) -> Column:
    """What the lines of a cell so wide are set into; centred ones count by their width."""
    if not lines:
        return Column(0.0, 0.0, indents=False)
    left = min(line.left for line in lines)
    widest = max(line.width for line in lines)
    width = max(widest, min(across - 2 * PADDING, widest + 2 * lines[0].size))
    return Column(left, left + width, indents=False)


def _is_bold(cell: CellDraft) -> bool:
    return bool(cell.lines) and all(line.all_bold for line in cell.lines)
