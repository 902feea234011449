"""The visible cells of a sheet: those in rows and columns that are not hidden, merged cells at their visible size."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from policy_extract.reading.sheets.sheet_cells import Area, SheetCell
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.reading.sheets.sheet_cells import Sheet

_READING_ORDER: Final = attrgetter("row", "col")


HIDDEN: Final = "hidden"
COVERED: Final = "merged-cell"
"""Text of a cell on which a merged one lies."""


@record
class View:
    """The cells that are seen, in reading order, and those that are not, each with the reason."""

    shown: Sequence[SheetCell]
    unseen: Sequence[tuple[SheetCell, str]]


def view_of(sheet: Sheet) -> View:
    """What is seen of a sheet."""
    cells = sorted(sheet.cells, key=_READING_ORDER)
    whole = not (sheet.hidden or sheet.rows.spans or sheet.cols.spans)
    if whole and not sheet.areas:
        return View(cells, ())
    shown: list[SheetCell] = []
    unseen: list[tuple[SheetCell, str]] = []
    for cell, area in _with_areas(cells, sheet.areas):
        if area is None and whole:
            shown.append(cell)
        elif area is not None and (area.row, area.col) != (cell.row, cell.col):
            unseen.append((cell, COVERED))
        elif sheet.hidden or (drawn := _drawn(sheet, area or Area(cell.row, cell.col, cell.row, cell.col))) is None:
            unseen.append((cell, HIDDEN))
        else:
            place = drawn.row, drawn.col, drawn.last_row, drawn.last_col
            shown.append(SheetCell(*place, cell.text, cell.look, cell.name))
    if not whole:  # else they stand where the sheet has them, and come in that order
        shown.sort(key=_READING_ORDER)
    return View(shown, unseen)


def _drawn(sheet: Sheet, area: Area) -> Area | None:
    """Where an area is drawn; None where all of its rows or columns are hidden."""
    (top, _), (below, ends) = sheet.rows.shown(area.row), sheet.rows.shown(area.last_row)
    (left, _), (beside, closes) = sheet.cols.shown(area.col), sheet.cols.shown(area.last_col)
    bottom, right = below - (not ends), beside - (not closes)
    return Area(top, left, bottom, right) if top <= bottom and left <= right else None


def _with_areas(cells: Iterable[SheetCell], areas: Iterable[Area]) -> Iterator[tuple[SheetCell, Area | None]]:
    """Every cell, row by row, with the merged area it lies in."""
    waiting = sorted(areas, key=_READING_ORDER, reverse=True)
    open_areas, lowest = _Open(), -1
    for cell in cells:
        while waiting and waiting[-1].row <= cell.row:
            lowest = max(lowest, waiting[-1].last_row)
            open_areas.add(waiting.pop())
        yield cell, open_areas.at(cell.row, cell.col) if cell.row <= lowest else None


@mutable
class _Open:
    """Areas that reach down to the row that is looked at, from left to right; one that lies on another is none."""

    starts: list[int] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)

    def add(self, area: Area) -> None:
        """Take an area, unless it lies on one that has begun above it; those that have ended make room."""
        at = bisect_right(self.starts, area.last_col)
        first = at
        while first and self.areas[first - 1].last_col >= area.col:
            first -= 1
            if self.areas[first].last_row >= area.row:
                return
        self.starts[first:at] = [area.col]
        self.areas[first:at] = [area]

    def at(self, row: int, col: int) -> Area | None:
        """The area that a square lies in."""
        place = bisect_right(self.starts, col) - 1
        if place < 0:
            return None
        area = self.areas[place]
        return area if area.last_col >= col and area.last_row >= row else None


def bands(shown: Iterable[SheetCell]) -> list[list[SheetCell]]:
    """The cells in groups that blank rows set apart; they come in reading order."""
    groups: list[list[SheetCell]] = []
    end = -2
    for one in shown:
        if one.row > end + 1:
            groups.append([])
        groups[-1].append(one)
        end = max(end, one.last_row)
    return groups


def strips(shown: Sequence[SheetCell]) -> list[list[SheetCell]]:
    """The cells in groups that blank columns set apart, from left to right; they come in reading order, and stay in it."""
    starts: list[int] = []
    end = -2
    for first, last in sorted({(one.col, one.last_col) for one in shown}):
        if first > end + 1:
            starts.append(first)
        end = max(end, last)
    if len(starts) < 2:
        return [list(shown)] if starts else []
    groups: list[list[SheetCell]] = [[] for _ in starts]
    for one in shown:
        groups[bisect_right(starts, one.col) - 1].append(one)
    return groups


def rows_of(shown: Iterable[SheetCell]) -> list[list[SheetCell]]:
    """The cells row by row, each under the row it begins in; they come in reading order."""
    rows: list[list[SheetCell]] = []
    for one in shown:
        if not rows or rows[-1][0].row != one.row:
            rows.append([])
        rows[-1].append(one)
    return rows
