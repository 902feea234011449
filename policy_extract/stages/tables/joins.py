"""A table too wide for its page, drawn as two: the second repeats the running numbers and goes on with other columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.records import record, replace
from policy_extract.stages.grids.heading_rows import is_number
from policy_extract.stages.grids.heading_words import squeezed
from policy_extract.stages.tables.column_words import column_by_words

if TYPE_CHECKING:
    from policy_extract.blocks import Table
    from policy_extract.grammar import Matcher
    from policy_extract.stages.grids.layout import TableLayout
    from policy_extract.stages.grids.row_kinds import Row

FEWEST_ROWS = 2
_NAMES = {"name", "content", "category"}


@record
class Widened:
    """Two tables read as one."""

    layout: TableLayout
    table: Table
    """The second of them."""
    shown: tuple[int, ...]
    """For each printed column of the second table the column it is read as."""


def widened(layout: TableLayout, other: TableLayout, matcher: Matcher) -> Widened | None:
    """Both tables as one; None where the second has names of its own or counts its rows otherwise."""
    if layout.turned or other.turned or not layout.heading or not other.heading:
        return None
    roles = [column_by_words(index, header, matcher).role for index, header in enumerate(other.headers)]
    if roles[0] != "no" or _NAMES & set(roles) or layout.headers[0] != other.headers[0]:
        return None
    mine, theirs = _numbered(layout), _numbered(other)
    if list(mine) != list(theirs) or len(mine) < FEWEST_ROWS:
        return None
    homes = {id(cell): other.table for row in theirs.values() for cell in row.cells}
    width = layout.width
    bottom = (*layout.heading[-1], *other.heading[-1][1:])
    wide = replace(
        layout,
        heading=(bottom,),
        headers=(*layout.headers, *other.headers[1:]),
        rows=tuple(_beside(row, theirs.get(_number(row)), other) for row in layout.rows),
        more=homes,
    )
    return Widened(wide, other.table, tuple(col and width - 1 + col for col in other.shown))


def _numbered(layout: TableLayout) -> dict[str, Row]:
    return {number: row for row in layout.data() if (number := _number(row))}


def _number(row: Row) -> str:
    text = squeezed(row.cells[0].text)
    return text if is_number(text) else ""


def _beside(row: Row, more: Row | None, other: TableLayout) -> Row:
    """The row with the cells of its second half; a row without one repeats its own last cell."""
    if more is None:
        last = row.cells[-1:] * (other.width - 1)
        return replace(row, cells=(*row.cells, *last), fresh=(*row.fresh, *(False for _ in last)))
    return replace(row, cells=(*row.cells, *more.cells[1:]), fresh=(*row.fresh, *more.fresh[1:]))
