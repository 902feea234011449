"""Tables that go on over a page's end: whether one does, which rows repeat its heading, and which row was torn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.reading.known_lines import SENTENCE_SIGNS
from policy_extract.reading.pages.grid_tables import PADDING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

from policy_extract.reading.pages.grid_tables import CellDraft, TableDraft

_SAME_EDGE: Final = 6.0
"""Points between the edge of a column on one page and on the next."""
_MOST_EDGES: Final = 0.6
_BESIDE: Final = 0.2
"""Share of the narrower column beside it by which an edge may stand elsewhere on the next page."""
_FILLED: Final = 0.85
"""Share of the rows that fill a column every row is to fill."""
_LARGER: Final = 1.1
_FEWEST_ENDED: Final = 2
"""Texts of a column that end as sentences do, from which one that does not is a part of one."""


def goes_on_over_break(before: TableDraft, after: TableDraft, *, in_next_column: bool = False) -> bool:
    """Whether a table at the head of a page, or of its right column, is the rest of the one at the foot before it.

    Both have the same outer edges, and most edges between columns of the one
    with fewer columns are edges of the other.
    """
    if after.page != before.last_page + (0 if in_next_column else 1):
        return False
    shift = after.xs[0] - before.xs[0]
    few, many = sorted((before.xs, tuple(x - shift for x in after.xs)), key=len)
    if abs(few[-1] - many[-1]) > _SAME_EDGE:
        return False
    if _are_alike(few, many):
        return True
    if len(few) == 2:
        return len(many) == 2
    shared = sum(1 for edge in few[1:-1] if any(abs(edge - other) <= _SAME_EDGE for other in many))
    return shared >= _MOST_EDGES * (len(few) - 2)


def join(before: TableDraft, after: TableDraft, drop: Callable[[str, str], None]) -> None:
    """Put the rest of a table below what there is of it; rows that repeat its heading are dropped."""
    shift = after.xs[0] - before.xs[0]
    edges = _union(before.xs, [x - shift for x in after.xs])
    old, new = _laid_out(before, before.xs, edges), _laid_out(after, [x - shift for x in after.xs], edges)
    before.xs = tuple(edges)
    heading = _repeated(old, new)
    for row in range(heading):
        drop("\t".join(_text(cell) for cell in new if cell.row == row), "repeated-heading")
    before.header_rows = max(before.header_rows, heading)
    new = [cell for cell in new if cell.row >= heading]
    for cell in new:
        cell.row -= heading
    _append(before, new, after.rows - heading, drop)
    before.last_page, before.bottom = after.last_page, after.bottom


def _union(one: Sequence[float], two: Sequence[float]) -> list[float]:
    """The edges of both; those of the first where the second has as many, each near to its own."""
    if _are_alike(one, two):
        return list(one)
    edges = list(one)
    for place in two:
        if all(abs(place - edge) > _SAME_EDGE for edge in edges):
            edges.append(place)
    return sorted(edges)


def _are_alike(one: Sequence[float], two: Sequence[float]) -> bool:
    """Whether two tables have the same columns, though what stands between columns may be found a little beside."""
    return len(one) == len(two) and all(
        abs(one[at] - two[at]) <= max(_SAME_EDGE, _BESIDE * min(one[at] - one[at - 1], one[at + 1] - one[at]))
        for at in range(1, len(one) - 1)
    )


def _laid_out(table: TableDraft, xs: Sequence[float], edges: Sequence[float]) -> list[CellDraft]:
    """The cells of a table on a grid with more columns."""
    index = [min(range(len(edges)), key=lambda one: abs(edges[one] - x)) for x in xs]
    for cell in table.cells:
        first, last = index[cell.col], index[cell.col + cell.cols]
        cell.col, cell.cols = first, max(last - first, 1)
    return table.cells


def _text(cell: CellDraft) -> str:
    return "".join("".join(line.text.split()) for line in cell.lines)


def _repeated(old: Sequence[CellDraft], new: Sequence[CellDraft]) -> int:
    """How many of the first rows say the same again."""
    rows = 0
    while True:
        one, two = ([cell for cell in cells if cell.row == rows] for cells in (old, new))
        texts = [_text(cell) for cell in one]
        if not any(texts) or texts != [_text(cell) for cell in two]:
            return rows if not any(cell.row < rows < cell.row + cell.rows for cell in new) else 0
        rows += 1


def _append(table: TableDraft, new: Sequence[CellDraft], rows: int, drop: Callable[[str, str], None]) -> None:
    """Add cells of so many rows below; a row that was torn goes on, and so does a merged cell that the page's end cut."""
    old = table.cells
    last = {cell.col: cell for cell in old if cell.row + cell.rows == table.rows}
    first = [cell for cell in new if cell.row == 0]
    merged = {cell.col for cell in (*old, *new) if (cell.rows > 1 and cell.cols == 1) or cell.rows > 1}
    torn = _is_torn(old, first, last, merged)
    shift = table.rows - torn
    for cell in new:
        above = last.get(cell.col)
        same = above is not None and above.cols == cell.cols
        if cell.row == 0 and same and above is not None and (torn or _is_cut(above, cell, merged)):
            if _text(above) == _text(cell):
                drop(_text(cell), "repeated-heading")
            else:
                above.lines += cell.lines
            above.rows += cell.rows - torn
            above.top, above.bottom, above.open_below = cell.top, cell.bottom, cell.open_below
        else:
            cell.row += shift
            old.append(cell)
    table.rows += rows - torn


def _is_cut(above: CellDraft, cell: CellDraft, merged: set[int]) -> bool:
    """Whether a cell at the top of a page continues a merged one: no line parts them, or it is empty, repeats it, did not fit."""
    if above.open_below:
        return True
    if cell.col not in merged:
        return False
    if not cell.lines or not above.lines or _text(above) == _text(cell):
        return True
    last, first = above.lines[-1], cell.lines[0]
    return (
        max(above.rows, cell.rows) > 1
        and last.width + first.head > above.width - 2 * PADDING
        and above.bottom - last.bottom < last.size
        and first.top - cell.top < first.size
    )


def _is_torn(
    old: Sequence[CellDraft], first: Sequence[CellDraft], last: Mapping[int, CellDraft], merged: set[int]
) -> bool:
    """Whether the first row is the rest of the last one: no line closes either, or it lacks what every row has.

    Its cells are those of that row. Where lines close some of them at the end
    of the page, and not others, the row is whole, and the others are merged
    with those below.
    """
    if not first or not any(cell.lines for cell in first):
        return False
    if any(cell.col not in last or last[cell.col].cols != cell.cols for cell in first):
        return False
    is_open = [cell.open_below for cell in last.values()]
    if any(is_open):
        if not all(is_open):
            return False
        if all(cell.open_above for cell in first):
            return True
    if len(first) == 1:
        return not _is_title(last[first[0].col], first[0])
    if any(_text(last[cell.col]).isdecimal() and _text(cell).isdecimal() for cell in first):
        return False  # no number is torn: the next row counts on, or has a value of its own
    if any(not cell.lines and _fills(old, cell.col) for cell in first):
        return True
    own = [cell for cell in first if cell.lines and not _is_cut(last[cell.col], cell, merged)]
    return 0 < len(own) < len(first) and all(_runs_on(old, last[cell.col], cell) for cell in own)


def _runs_on(cells: Sequence[CellDraft], above: CellDraft, cell: CellDraft) -> bool:
    """Whether a text goes on in a cell of the next page: its last line left no room, and it does not end as sentences do.

    The others of its column do, or hardly any does and it has several lines.
    """
    if not above.lines or not cell.lines or _ends(above):
        return False
    its = [one for one in cells if one.col == above.col and one.lines and one is not above][1:]  # below the heading
    ended = sum(map(_ends, its))
    alike = ended >= max(_FILLED * len(its), _FEWEST_ENDED)
    alike = alike or (ended <= (1 - _FILLED) * len(its) and len(above.lines) > 1)
    last, first = above.lines[-1], cell.lines[0]
    return alike and last.width + first.head > above.width - 2 * PADDING


def _ends(cell: CellDraft) -> bool:
    return _text(cell).endswith(tuple(SENTENCE_SIGNS))


def _is_title(above: CellDraft, cell: CellDraft) -> bool:
    """Whether a row across the table is the title of what follows: all bold, or larger, above a text that is not."""
    if not above.lines:
        return False
    larger = min(line.size for line in above.lines) > _LARGER * max(line.size for line in cell.lines)
    return larger or (all(line.all_bold for line in above.lines) and not any(line.all_bold for line in cell.lines))


def _fills(cells: Sequence[CellDraft], col: int) -> bool:
    """Whether nearly every row has text of its own in a column."""
    its = [cell for cell in cells if cell.col == col]
    return all(cell.rows == 1 for cell in its) and sum(1 for cell in its if cell.lines) >= _FILLED * len(its) > 0
