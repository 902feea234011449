"""Squares that stand for the cell above → the grid with that cell in them.

A dump prints a merged cell once and leaves its other squares blank; people
type 同上 or 〃.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.lexical.quantities import read_quantity
from policy_extract.records import replace
from policy_extract.stages.grids.grid import is_filled
from policy_extract.stages.grids.heading_rows import is_number
from policy_extract.stages.grids.heading_words import known_heading, squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Cell
    from policy_extract.grammar import Matcher
    from policy_extract.stages.grids.grid import Grid, Line

FEWEST_NUMBERED = 2
"""Rows from which numbers beside texts are those of the rows."""
FEWEST_LETTERS = 5
"""Letters for each digit, from which a text with a number in it is a name."""


def merges_restored(grid: Grid, top: int, below: int) -> Grid:
    """The grid with the cells again that a dump tore: a heading over two columns, and what stands below it.

    A column without a heading beside one with a heading shares it, where some
    row fills only one of the two: its name goes across, or its group reaches
    down from the row above.
    """
    if any(cell.rows > 1 or cell.cols > 1 for line in grid.lines for cell in line):
        return grid
    for col in range(1, grid.width):
        if _shares(grid.lines, col, top, below):
            grid = replace(grid, lines=tuple(_rejoined(grid.lines, col, top, below)))
    return grid


def numbers_headed(grid: Grid, top: int, below: int, matcher: Matcher) -> Grid:
    """The grid with a heading of tasks over the texts, too, where it stands over their numbers and nothing over the texts."""
    for col in range(1, grid.width):
        head = grid.lines[below - 1][col - 1]
        blank = not any(is_filled(line[col]) for line in grid.lines[top:below])
        if blank and is_filled(head) and _numbers_texts(grid.lines[below:], col) and _heads_texts(head, matcher):
            lines = [_with(line, col, head) if at == below - 1 else line for at, line in enumerate(grid.lines)]
            grid = replace(grid, lines=tuple(lines))
    return grid


def _numbers_texts(rows: Sequence[Line], col: int) -> bool:
    """Whether a column holds texts and the one to its left their numbers."""
    pairs = [(row[col - 1].text, row[col].text) for row in rows if is_filled(row[col - 1]) and is_filled(row[col])]
    told = all(is_number(number) and not is_number(text) for number, text in pairs)
    return told and len(pairs) >= FEWEST_NUMBERED


def _heads_texts(head: Cell, matcher: Matcher) -> bool:
    heading = known_heading(squeezed(head.text), matcher)
    return heading is not None and heading.role in {"name", "content"}


def _shares(lines: Sequence[Line], col: int, top: int, below: int) -> bool:
    """Whether a column has the heading of the one to its left, as far as the blanks tell."""
    headed = any(is_filled(line[col - 1]) for line in lines[top:below])
    if not headed or any(is_filled(line[col]) for line in lines[top:below]):
        return False
    rows = [line for line in lines[below:] if sum(map(is_filled, line)) > 1]
    left = [line[col - 1] for line in rows if is_filled(line[col - 1])]
    torn = any(is_filled(line[col - 1]) is not is_filled(line[col]) for line in rows)
    return torn and any(is_filled(line[col]) for line in rows) and not all(is_number(cell.text) for cell in left)


def _rejoined(lines: Sequence[Line], col: int, top: int, below: int) -> list[Line]:
    """The rows, the heading's cell and those of names across both columns, a group's cell down to the next."""
    found: list[Line] = [
        _with(line, col, line[col - 1]) if top <= at < below else line for at, line in enumerate(lines)
    ]
    group: Cell | None = None
    for at, line in enumerate(lines[below:], start=below):
        left, right = is_filled(line[col - 1]), is_filled(line[col])
        if left and not right and sum(map(is_filled, line)) > 1:
            found[at] = _with(line, col, line[col - 1])
        elif right and not left and group is not None:
            found[at] = _with(line, col - 1, group)
        if left:
            group = line[col - 1] if right else None
    return found


def _with(line: Line, col: int, cell: Cell) -> Line:
    return (*line[:col], cell, *line[col + 1 :])


# ---------------------------------------------------------------- 同上


def said_above(lines: Sequence[Line | None], matcher: Matcher) -> list[Line | None]:
    """The rows with the cell above wherever 同上 or 〃 stands; the first line is the one above the rows.

    A row of one cell across, a group's name, says nothing of any column.
    """
    found: list[Line | None] = list(lines[:1])
    above: dict[int, Cell] = {}
    for line in lines[1:]:
        cells = tuple(above.get(col, cell) if _is_ditto(cell, matcher) else cell for col, cell in enumerate(line or ()))
        if any(cell is not cells[0] for cell in cells):
            above |= {col: cell for col, cell in enumerate(cells) if is_filled(cell)}
        found.append(cells if line is not None else None)
    return found


def _is_ditto(cell: Cell, matcher: Matcher) -> bool:
    return is_filled(cell) and matcher.first("said-above", cell.text) is not None


# ---------------------------------------------------------------- first blanks of a row


def spoken_for(lines: Sequence[Line | None], matcher: Matcher) -> list[Line | None]:
    """The rows; where nothing is merged downwards, blanks before a row's first text are filled from the row above.

    The first line is the one above the rows. A group in the columns to the
    left continues over blanks until a row has text there again.
    """
    found = list(lines[:1])
    merged = any(cell.rows > 1 for line in lines[1:] for cell in line or ())
    for line in lines[1:]:
        above = found[-1] if len(found) > 1 else None
        found.append(line if merged or above is None or line is None else _over_blanks(above, line, matcher))
    return found


def _over_blanks(above: Line, line: Line, matcher: Matcher) -> Line:
    """A row with the cells above its first blanks in their place, if words follow them and the row above is one of them."""
    first = next((col for col, cell in enumerate(line) if is_filled(cell)), 0)
    text = line[first].text
    words = _is_of_words(text) and matcher.first("total-row", text) is None
    return (*above[:first], *line[first:]) if words and is_filled(above[first]) else line


def _is_of_words(text: str) -> bool:
    """Whether a text is no value: 5岁以下儿童 is none, 5人以下 is."""
    digits = sum(map(str.isdecimal, text))
    return read_quantity(text).form == "text" or 0 < digits * FEWEST_LETTERS < len(squeezed(text))
