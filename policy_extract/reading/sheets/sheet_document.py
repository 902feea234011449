"""A workbook → blocks: titles and notes as paragraphs, tables on their full grid; what is hidden is dropped."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from policy_extract.blocks import Cell, Document, Dropped, LaterPlaces, Opening, Paragraph, Place, Table
from policy_extract.errors import NotADocumentError
from policy_extract.findings import Code
from policy_extract.reading.characters import visible
from policy_extract.reading.plain_tables import MOST_SQUARES
from policy_extract.reading.sheets.showing import HIDDEN, view_of
from policy_extract.reading.sheets.table_regions import regions
from policy_extract.records import field, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.blocks import Block, Format
    from policy_extract.findings import Report
    from policy_extract.reading.sheets.sheet_cells import Sheet, SheetCell, Workbook
    from policy_extract.reading.sheets.showing import View
    from policy_extract.reading.sheets.table_regions import Block as Region

    Rows = Sequence[Sequence[SheetCell]]

_GIVEN_NAME: Final = re.compile(r"(?:sheet|chart|工作表|表)[ _-]?\d{0,4}", re.IGNORECASE)
"""What programs call sheets that nobody has named."""
SHEET_NAME: Final = "sheet-name"
_LONGEST_QUOTE: Final = 60


def document_of(workbook: Workbook, form: Format, report: Report) -> Document:
    """The blocks of a workbook, sheet by sheet.

    Fails: NotADocumentError for one without any text.
    """
    pages = _Pages()
    for sheet in workbook.sheets:
        pages.take(sheet)
    if not any(sheet.cells or sheet.boxes for sheet in workbook.sheets):
        raise NotADocumentError("the workbook holds no text; give one with cells that are filled in")
    _note(workbook, pages, report)
    openings = tuple(pages.openings) if len(pages.openings) > 1 else ()
    return Document(
        form, tuple(pages.blocks), tuple(pages.dropped), places=LaterPlaces(pages.all_places), openings=openings
    )


def count_shown(workbook: Workbook) -> Counter[str]:
    """Visible characters of a workbook by story, its cells counted as they stand in their file."""
    counts: Counter[str] = Counter()
    for sheet in workbook.sheets:
        counts["body"] += visible(sheet.name) + sum(visible(cell.text) for cell in sheet.cells)
        counts["body"] += sum(map(visible, sheet.boxes))
        counts["comment"] += sum(map(visible, sheet.comments))
        counts["header"] += sum(map(visible, sheet.running))
    return counts


def _note(workbook: Workbook, pages: _Pages, report: Report) -> None:
    """Add the findings on what is hidden, not calculated or unknown."""
    if pages.hidden:
        where = "、".join(dict.fromkeys(name for name, _ in pages.hidden))
        text = pages.hidden[0][1].text
        report.note(Code.CELLS_HIDDEN, count=len(pages.hidden), where=_short(where), text=_short(text))
    comments = [text for sheet in workbook.sheets for text in sheet.comments]
    if comments:
        report.note(Code.COMMENTS_DROPPED, count=len(comments), text=_short(comments[0]))
    places = [place for sheet in workbook.sheets for place in sheet.unreckoned]
    if places:
        where = f"{places[0].sheet}!{places[0].cell}"
        report.note(Code.FORMULA_WITHOUT_VALUE, count=len(places), cell=_short(where))
    for code in workbook.unknown_formats:
        report.note(Code.UNKNOWN_NUMBER_FORMAT, format=_short(code))


def _short(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_QUOTE]


@mutable
class _Pages:
    """The blocks so far."""

    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    """Of the blocks."""
    tables: list[tuple[str, str, Rows]] = field(default_factory=list)
    """The id of each table, the name of its sheet, and its rows."""
    openings: list[Opening] = field(default_factory=list)
    hidden: list[tuple[str, SheetCell]] = field(default_factory=list)
    squares: int = 0

    def take(self, sheet: Sheet) -> None:
        """Append a sheet: its lines and tables, then the shapes that lie on it."""
        view = view_of(sheet)
        self._drop(sheet, view)
        found = regions(view.shown)
        boxes = [] if sheet.hidden else [text for text in sheet.boxes if text.strip()]
        if not found and not boxes:
            self.dropped.append(Dropped(sheet.name, "body", SHEET_NAME))
            return
        first = len(self.blocks)
        title = _title(found)
        self._name(sheet, titled=title is not None)
        for region in found:
            self._take_region(region, sheet, title)
        for text in boxes:
            self._append(Paragraph(self._next(), text.strip(), story="textbox"), Place(sheet=sheet.name))
        self._open(first, sheet)

    def _open(self, first: int, sheet: Sheet) -> None:
        opening = self.blocks[first]
        if first and isinstance(opening, Paragraph):
            self.blocks[first] = replace(opening, page_break_before=True)
        self.openings.append(Opening(opening.id, sheet.name))

    def _drop(self, sheet: Sheet, view: View) -> None:
        self.dropped += [Dropped(cell.text, "body", reason) for cell, reason in view.unseen]
        self.hidden += [(sheet.name, cell) for cell, reason in view.unseen if reason == HIDDEN]
        if sheet.hidden:
            self.dropped += [Dropped(text, "body", HIDDEN) for text in sheet.boxes if text.strip()]
        self.dropped += [Dropped(text, "comment", "comment") for text in sheet.comments]
        self.dropped += [Dropped(text, "header", "running-header") for text in sheet.running]

    def _name(self, sheet: Sheet, *, titled: bool) -> None:
        """Use the sheet's name as title if it has no title line; drop a default name, or one that repeats a title."""
        if titled or _GIVEN_NAME.fullmatch(sheet.name.strip()):
            self.dropped.append(Dropped(sheet.name, "body", SHEET_NAME))
        else:
            self._append(Paragraph(self._next(), sheet.name, style="title", align="center"), Place(sheet=sheet.name))

    def _take_region(self, region: Region, sheet: Sheet, title: SheetCell | None) -> None:
        self._lines(region.above, sheet, title)
        if region.is_table and self._fits(region.rows):
            self._table(region.rows, sheet)
        else:
            self._lines([one for row in region.rows for one in row], sheet, title)
        self._lines(region.below, sheet, title)

    def _fits(self, rows: Rows) -> bool:
        """Whether there is room for a table; cells in a slope span a grid that holds nothing but blanks."""
        self.squares += len(rows) * len({one.col for row in rows for one in row})
        return self.squares <= MOST_SQUARES

    def _lines(self, cells: Iterable[SheetCell], sheet: Sheet, title: SheetCell | None) -> None:
        """A paragraph for each line of each cell."""
        for cell in cells:
            for line in cell.text.split("\n"):
                if line.strip():
                    paragraph = Paragraph(
                        self._next(),
                        line,
                        style="title" if cell is title else "",
                        align=cell.look.align,
                        bold=((0, len(line)),) if cell.look.bold else (),
                        font_size=cell.look.size,
                    )
                    self._append(paragraph, Place(sheet=sheet.name, cell=cell.name))

    def _table(self, rows: Rows, sheet: Sheet) -> None:
        name = self._next()
        self.places[name] = Place(sheet=sheet.name, cell=rows[0][0].name)
        self.blocks.append(_laid_out(rows, name))
        self.tables.append((name, sheet.name, rows))

    def all_places(self) -> dict[str, Place]:
        """Where blocks and cells stand."""
        places = dict(self.places)
        for name, sheet, rows in self.tables:
            at_col = _columns(rows)
            for top, row in enumerate(rows):
                places |= {f"{name}.{top}.{at_col[one.col]}": Place(sheet=sheet, cell=one.name) for one in row}
        return places

    def _append(self, paragraph: Paragraph, place: Place) -> None:
        self.blocks.append(paragraph)
        self.places[paragraph.id] = place

    def _next(self) -> str:
        return f"b{len(self.blocks) + 1}"


def _title(found: Sequence[Region]) -> SheetCell | None:
    """The title of a sheet, above its first table: the largest line of those in larger print, merged or centred.

    The first of several of one size; None where no line stands out, or the sheet has no table.
    """
    lines: list[SheetCell] = []
    for region in found:
        lines += region.above
        if region.is_table:
            size = min((one.look.size or 0 for row in region.rows for one in row), default=0)
            named = [one for one in lines if one.wide or one.look.align == "center" or (one.look.size or 0) > size > 0]
            return max(named, key=lambda one: one.look.size or 0, default=None)
    return None


def _columns(rows: Rows) -> dict[int, int]:
    """The column of the sheet in which a cell begins → that of the table."""
    return {col: place for place, col in enumerate(sorted({one.col for row in rows for one in row}))}


def _laid_out(rows: Rows, name: str) -> Table:
    """The table on its full grid.

    Its rows and columns are those in which a cell begins; others only make merged cells larger.
    """
    tops, at_col = [row[0].row for row in rows], _columns(rows)
    lefts, width = list(at_col), len(at_col)
    taken = bytearray(len(tops) * width)
    cells: list[Cell] = []
    for top, row in enumerate(rows):
        for one in row:
            left, down, across = at_col[one.col], 1, 1
            if one.last_row > one.row or one.last_col > one.col:
                down, across = _steps(tops, top, one.last_row), _steps(lefts, left, one.last_col)
                for square in range(top * width + left, (top + down) * width + left, width):
                    taken[square : square + across] = b"\x01" * across
            else:
                taken[top * width + left] = 1
            cells.append(Cell(top, left, down, across, one.text, None, one.look.bold))
    blank = [Cell(*divmod(square, width), 1, 1, "") for square, filled in enumerate(taken) if not filled]
    if blank:  # the others come in reading order
        cells = sorted(cells + blank, key=attrgetter("row", "col"))
    return Table(name, len(tops), width, tuple(cells))


def _steps(axis: Sequence[int], first: int, last: int) -> int:
    """How many rows or columns from one on begin before the end of a cell."""
    return bisect_right(axis, last) - first
