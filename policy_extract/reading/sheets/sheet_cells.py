"""What a workbook shows, whatever file it came from: sheets of cells that hold text, and where they are merged or hidden."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from policy_extract.errors import DamagedDocumentError
from policy_extract.reading.sheets.workbook_parts import PLAN
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.blocks import Place


@record
class Look:
    """How the text of a cell is set."""

    align: str = ""
    """"center", "right", "left"; "" where the file does not say."""
    size: float | None = None
    bold: bool = False


PLAIN: Final = Look()


@record
class SheetCell:
    """A cell with text, from its top left to its bottom right square; rows and columns count from 0."""

    row: int
    col: int
    last_row: int
    last_col: int
    text: str
    look: Look = PLAIN
    called: str = ""
    """Its name in the file, where that is not the one of its place: hidden rows stand above it, hidden columns before it."""

    @property
    def name(self) -> str:
        """`B7`, as the program calls it."""
        return self.called or cell_name(self.row, self.col)

    @property
    def wide(self) -> bool:
        """Whether it is drawn over several columns."""
        return self.last_col > self.col


@record
class Area:
    """Merged squares; the cell in their top left corner shows its text in all of them."""

    row: int
    col: int
    last_row: int
    last_col: int


@mutable
class Stretches:
    """Rows or columns that are hidden: sorted stretches of them, first and last."""

    spans: list[tuple[int, int]] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _before: list[int] = field(default_factory=list)

    def close(self, found: Iterable[tuple[int, int]]) -> None:
        """Take these stretches, in any order; those that touch become one."""
        for first, last in sorted(found):
            if self.spans and first <= self.spans[-1][1] + 1:
                self.spans[-1] = (self.spans[-1][0], max(last, self.spans[-1][1]))
            else:
                self.spans.append((first, last))
        total = 0
        for first, last in self.spans:
            self._starts.append(first)
            self._before.append(total)
            total += last - first + 1

    def shown(self, place: int) -> tuple[int, bool]:
        """The place among those that are shown, and whether it is one of them; a hidden one has the place of the next."""
        at = bisect_right(self._starts, place) - 1
        if at < 0:
            return place, True
        first, last = self.spans[at]
        if place <= last:
            return first - self._before[at], False
        return place - self._before[at] - (last - first + 1), True


@mutable
class Sheet:
    """One sheet as its file holds it."""

    name: str
    hidden: bool = False
    cells: list[SheetCell] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    rows: Stretches = field(default_factory=Stretches)
    """Hidden rows."""
    cols: Stretches = field(default_factory=Stretches)
    """Hidden columns."""
    boxes: list[str] = field(default_factory=list)
    """Texts of shapes that lie on the sheet."""
    comments: list[str] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    """What is printed on every page."""
    unreckoned: list[Place] = field(default_factory=list)
    """Formulas that were saved without what they give."""


@mutable
class Workbook:
    """The sheets in the order of their tabs."""

    sheets: list[Sheet] = field(default_factory=list)
    unknown_formats: dict[str, None] = field(default_factory=dict)
    """Number formats that are not known here; the number is shown as it is."""
    most_cells: int = PLAN.cells
    """With text, of all sheets together."""
    _cells: int = 0

    def must_hold(self, more: int) -> None:
        """Check that there is room for so many cells.

        Fails: DamagedDocumentError where they are more than a plan can have.
        """
        if self._cells + more > self.most_cells:
            raise DamagedDocumentError(f"the workbook has more than {self.most_cells} cells with text; split it")

    def put(self, sheet: Sheet, cells: Sequence[SheetCell]) -> None:
        """Add the cells of a row.

        Fails: as `must_hold`.
        """
        self.must_hold(len(cells))
        self._cells += len(cells)
        sheet.cells += cells


@lru_cache(maxsize=1024)
def column_name(col: int) -> str:
    """The letters of a column that counts from 0.

    >>> [column_name(col) for col in (0, 25, 26, 16383)]
    ['A', 'Z', 'AA', 'XFD']
    """
    name = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell_name(row: int, col: int) -> str:
    """The name of a cell, B7."""
    return f"{column_name(col)}{row + 1}"
