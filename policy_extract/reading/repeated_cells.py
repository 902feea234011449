"""Tables in which a merged cell is printed once for each square that it covers, as some programs give them → the merged cells.

    行动   | 具体工作 | 具体工作 | 单位      具体工作 stands above the numbers
    安养   | 1        | 建站     | 民政局    and the texts; 安养 reaches down
    安养   | 2        | 建堂     | 商务局    over two rows.

A heading printed twice side by side, or a band that fills every square of its
row with one text, shows that a table is such; equal cells alone do not.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Cell, Table
from policy_extract.reading.plain_tables import Grid
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.reading.plain_tables import Draft
    from policy_extract.reading.repair.furniture import Furniture

_FEWEST_COLUMNS: Final = 3


def with_merged_cells(drafts: Iterable[Draft], furniture: Furniture) -> Iterator[Draft]:
    """The drafts, with each such table on its full grid; what was printed again is dropped as `merged-cell`."""
    for draft in drafts:
        cells = _merged(draft.rows) if isinstance(draft, Grid) else []
        if not isinstance(draft, Grid) or not cells:
            yield draft
            continue
        again = Counter(text for row in draft.rows for text in row) - Counter(cell.text for cell in cells)
        furniture.drop("\t".join(again.elements()), "merged-cell")
        yield Table("", len(draft.rows), max(map(len, draft.rows)), tuple(cells))


def _merged(rows: Sequence[Sequence[str]]) -> list[Cell]:
    """The cells of such a table; [] for any other, and where rows are of different lengths."""
    heading = next((position for position, row in enumerate(rows) if len(row) > 1), 0)
    width = len(rows[heading])
    if width < _FEWEST_COLUMNS or any(len(row) not in {1, width} for row in rows):
        return []
    if not _twice_beside(rows[heading]) and not any(_is_band(row) for row in rows):
        return []
    open_: dict[int, int] = {}
    found: list[Cell] = []
    first = heading + 1
    if first < len(rows) and len(rows[first]) == width and _is_second_heading(rows[heading], rows[first]):
        first += 1
    for position, row in enumerate(rows):
        nested = heading < position
        inside = heading < position < first
        below: dict[int, int] = {}
        for col, span, text in _spans(row, width, heading=position < first):
            at = open_.get(col, -1)
            same = at >= 0 and bool(text.strip()) and (found[at].text, found[at].cols) == (text, span)
            if same and (inside or (nested and position > first)):
                found[at] = replace(found[at], rows=found[at].rows + 1)
            else:
                nested = nested and _is_number(text)
                at = len(found)
                found.append(Cell(position, col, 1, span, text))
            below[col] = at
        open_ = {} if len(below) == 1 else below
    return found


def _twice_beside(heading: Sequence[str]) -> bool:
    return any(one.strip() and one == two for one, two in pairwise(heading))


def _is_band(row: Sequence[str]) -> bool:
    """Whether one text, that is no number, fills all squares of a row."""
    return len(row) > 1 and len(set(row)) == 1 and bool(row[0].strip()) and not _is_number(row[0])


def _is_number(text: str) -> bool:
    return text.strip().rstrip(".．、").isdecimal()


def _is_second_heading(heading: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row goes on the headings: its first cell is the one above, and what stands below a wide one parts it."""
    wide = [col for col in range(1, len(row)) if heading[col] == heading[col - 1] and heading[col].strip()]
    return bool(wide) and row[0] == heading[0] and any(row[col] != row[col - 1] for col in wide)


def _spans(row: Sequence[str], width: int, *, heading: bool) -> Iterator[tuple[int, int, str]]:
    """Column, squares and text of each cell: equal texts beside each other are one in a heading, a band, and at a row's start."""
    if len(row) == 1 or _is_band(row):
        yield 0, width, row[0]
        return
    col = 0
    for text, run in groupby(row):
        count = len(list(run))
        if count > 1 and text.strip() and not _is_number(text) and (heading or col == 0):
            yield col, count, text
        else:
            yield from ((col + at, 1, text) for at in range(count))
        col += count
