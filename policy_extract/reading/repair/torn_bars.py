"""Tables with bars whose cells go over lines, as extractors print the cells of a page that hold paragraphs → grids.

    |            序号         序号 | 任务 | 单位 |
    任务         |            1 | 建站点。
    |            任务         每个街道一个。 | 民政局 |
    单位         |
    |            单位         A bar opens each row and closes each cell (left),
    |            |            or it only closes cells (the other two); then the
    建站点       1            heading tells how many make a row.
    |            |
    民政局       建站点

Rows that stand on one line each are no business of this module (`bar_tables.py`).
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from policy_extract.reading.plain_tables import Grid
from policy_extract.reading.repair.bare_rows import heading_role
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from policy_extract.grammar import Matcher
    from policy_extract.reading.plain_tables import Part
    from policy_extract.reading.repair.furniture import Furniture

_PIECE: Final = re.compile(r"(?:\\.|[^|\\]|\\$)+|\|")
_MOST_LINES: Final = 60
"""Lines of one cell."""
_MOST_LINES_FIRST: Final = 3
"""Lines of the first cell of a row that no bar opens: else it may be text after the table."""
_MOST_COLUMNS: Final = 16
_MOST_IN_VAIN: Final = 2_000
"""Lines read again because no table came of them; no more tables are looked for then, so that the work stays linear."""
_FEWEST_HEADINGS: Final = 2
_LONGEST_HEADING: Final = 20
_FEWEST_ROWS: Final = 2
_RULE: Final = re.compile(":?-+:?")
"""A cell of the row of dashes that Markdown prints under a heading."""


def with_torn_bars(parts: Sequence[Part], furniture: Furniture) -> Iterator[Part]:
    """The parts, with every table whose cells go over lines in place of these; its bars are markup."""
    for _, group in groupby(parts, key=lambda part: isinstance(part, str)):
        its = list(group)
        lines = [part for part in its if isinstance(part, str)]
        yield from _in_lines(lines, furniture) if any("|" in line for line in lines) else its


def _in_lines(lines: Sequence[str], furniture: Furniture) -> Iterator[Part]:
    position = in_vain = 0
    while position < len(lines) and in_vain <= _MOST_IN_VAIN:
        found = _table(lines, position, furniture.matcher)
        if len(found.rows) < _FEWEST_ROWS:
            in_vain += found.end - position
            yield lines[position]
            position += 1
        elif not found.torn:
            yield from lines[position : found.end]
            position = found.end
        else:
            furniture.drop(found.markup, "markup")
            yield Grid(found.rows, filled_up=not lines[position].lstrip().startswith("|"))
            position = found.end
    yield from lines[position:]


def without_stray_bar(line: str, furniture: Furniture) -> str:
    """The line without the bar that an extractor prints after the only cell of a row: 关于印发方案的通知 |."""
    filled = [text.strip() for text in line.split("|") if text.strip()]
    if "|" not in line or len(filled) > 1 or (filled and line.count("|") > 1):
        return line
    furniture.drop("|" * line.count("|"), "markup")
    return "".join(filled)


@record
class _Table:
    """The rows of a table, what draws them, the line after it, and whether cells of it go over lines.

    Where no table is, there are no rows, and `end` is the line that was read last.
    """

    rows: tuple[tuple[str, ...], ...]
    markup: str
    end: int
    torn: bool


def _no_table(end: int) -> _Table:
    return _Table((), "", end, torn=False)


def _table(lines: Sequence[str], start: int, matcher: Matcher) -> _Table:
    """The table that begins on this line; one without rows where none does."""
    below = lines[start + 1] if start + 1 < len(lines) else ""
    if not lines[start].strip() or ("|" not in lines[start] and not below.lstrip().startswith("|")):
        return _no_table(start)
    if start and lines[start - 1].lstrip().startswith("+"):
        return _no_table(start)  # an edge of a drawn grid (`ruled_tables.py`)
    read = _framed if lines[start].lstrip().startswith("|") else _closed
    return read(lines, start, matcher)


# ---------------------------------------------------------------- a bar opens each row


def _framed(lines: Sequence[str], start: int, matcher: Matcher) -> _Table:
    rows: list[list[str]] = [[]]
    cell: list[str] = []
    apart: set[int] = set()
    end, bars, seen, opened = start, 0, 0, False
    for at in range(start, len(lines)):
        pieces = _PIECE.findall(lines[at])
        if opened and not cell and pieces and pieces[0] != "|" and _is_over(lines, at, rows):
            break
        if not lines[at].strip() and not cell and at - start == sum(map(bool, rows)):
            break  # each row stood on one line, and a blank line closes such a table
        first = True
        for piece in pieces:
            if piece != "|":
                cell += [piece.strip()] if piece.strip() else []
                first = first and not piece.strip()
                continue
            if not opened or (first and not cell):
                rows += [[]] if rows[-1] else []  # the bar stands first on its line, after a closed cell
                apart |= {len(rows) - 1} if lines[at].strip() == "|" else set()
                opened = True
            else:
                rows[-1].append("\n".join(cell))
                cell = []
            seen, first = seen + 1, False
        if not _may_be_one(rows, matcher, at == start or len(rows) == 1):
            return _no_table(at)
        if not cell and "|" in pieces:
            end, bars = at + 1, seen
        elif at - end > _MOST_LINES:
            break
    whole = _with_blanks([row for row in rows if row], apart)
    if cell or not whole or not _is_heading(whole[0], matcher):
        return _no_table(at)
    torn = end - start > len(whole)
    rule = whole.pop(1) if len(whole) > 1 and all(_RULE.fullmatch(text) for text in whole[1]) else []
    return _Table(tuple(map(tuple, whole)), "|" * bars + "".join(rule), end, torn)


def _may_be_one(rows: Sequence[Sequence[str]], matcher: Matcher, heads: bool) -> bool:
    """Whether what was read so far may be a table: a heading of several cells, and no row that is longer."""
    if heads:
        return not rows[0] or (len(rows[0]) <= _MOST_COLUMNS and bool(heading_role(rows[0][0], matcher)))
    return len(rows[0]) >= _FEWEST_HEADINGS and len(rows[-1]) <= len(rows[0])


def _is_over(lines: Sequence[str], at: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether the text on this line, after a closed cell, stands below the table."""
    if len(rows) > 1 and len(rows[-1]) >= len(rows[0]):
        return True
    closing = next((line.strip() for line in lines[at : at + _MOST_LINES] if "|" in line), "")
    return not closing or (closing != "|" and closing.startswith("|"))  # the next bar opens a row that has cells


def _with_blanks(rows: Sequence[list[str]], apart: AbstractSet[int]) -> list[list[str]]:
    """The rows; two that are one, which a blank cell parts whose bars stand on lines of their own, are put together."""
    whole: list[list[str]] = []
    for at, row in enumerate(rows):
        if at in apart and len(whole) > 1 and len(whole[-1]) + 1 + len(row) == len(whole[0]):
            whole[-1] = [*whole[-1], "", *row]
        else:
            whole.append(row)
    return whole


# ---------------------------------------------------------------- bars close cells


def _closed(lines: Sequence[str], start: int, matcher: Matcher) -> _Table:
    cells: list[str] = []
    cell: list[str] = []
    ends: dict[int, int] = {}
    width = 0
    for at in range(start, len(lines)):
        width = width or _width(cells, matcher)
        if not cell and at > start and not _goes_on(lines, at, first=not width or len(cells) % width == 0):
            break
        if cell and not cells and lines[at].strip() != "|" and lines[at].lstrip().startswith("|"):
            return _no_table(at)  # a bar opens each row of the table below; this line is its title
        for piece in _PIECE.findall(lines[at]):
            if piece != "|":
                cell += [piece.strip()] if piece.strip() else []
                continue
            cells.append("\n".join(cell))
            cell = []
        if "|" in lines[at] and not cell:
            ends[len(cells)] = at + 1
        if at == start and not heading_role((cells or cell)[0], matcher):
            return _no_table(at)
        if len(cell) > _MOST_LINES or (not cells and len(cell) > 1) or (not width and len(cells) > _MOST_COLUMNS):
            break
    width = width or _width(cells, matcher)
    if not width:
        return _no_table(at)
    # A bar that closes a row closes its line, too.
    count = next((count for count in range(len(cells) // width * width, 0, -width) if count in ends), 0)
    if ends.get(len(cells), 0) >= len(lines) and not cell:
        count = len(cells)  # the text breaks off inside a row
    if not count:
        return _no_table(at)
    rows = tuple(tuple(cells[first : first + width]) for first in range(0, count, width))
    return _Table(rows, "|" * count, ends[count], ends[count] - start > len(rows))


def _goes_on(lines: Sequence[str], at: int, *, first: bool) -> bool:
    """Whether a bar closes the cell that begins on this line before it is too long for one, or for the first of a row."""
    return any("|" in line for line in lines[at : at + (_MOST_LINES_FIRST if first else _MOST_LINES)])


def _width(cells: Sequence[str], matcher: Matcher) -> int:
    """How many cells make a row: as many as headings stand before the first cell that is none; 0 where they do not tell."""
    width = next((at for at, text in enumerate(cells[: _MOST_COLUMNS + 1]) if not heading_role(text, matcher)), 0)
    return width if width >= _FEWEST_HEADINGS and len(cells) > width else 0


def _is_heading(cells: Sequence[str], matcher: Matcher) -> bool:
    """Whether several cells head columns, and none holds text that got between the bars."""
    return (
        max(map(len, cells)) <= _LONGEST_HEADING
        and sum(1 for text in cells if heading_role(text, matcher)) >= _FEWEST_HEADINGS
    )
