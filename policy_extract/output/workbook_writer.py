"""Rows → an Excel workbook: typed cells, text that stays text, the same bytes for the same rows.

Rows go to temporary files as they come; memory holds one plan and the packed
workbook.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from policy_extract.errors import OutputError
from policy_extract.output.fonts import HEI, SONG
from policy_extract.output.formulas import could_be_formula
from policy_extract.output.workbook_overview import OVERVIEW, Shares, write_overview
from policy_extract.output.workbook_pieces import (
    MOST_ROWS,
    Packed,
    height_of,
    lines_in,
    new_sheet,
    paper_for,
    workbook_to,
    write_text,
)
from policy_extract.output.workbook_sheets import SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from policy_extract.output.workbook_cells import Cell
    from policy_extract.output.workbook_sheets import Row, Sheet

MOST_DIGITS = 15
"""Excel keeps this many digits of a number."""
FIRST_YEAR = 1900
"""Excel has no dates before this year."""


def write_workbook(stream: IO[bytes], plans: Iterable[Mapping[str, Iterable[Row]]]) -> None:
    """Write a sheet for each kind of thing there is, with the rows of one plan after the other; before them what the sheets mean and who has how much to do.

    Fails: OutputError where XlsxWriter is not installed or a sheet would be too long, OSError where the disk says no.
    """
    packed = Packed()
    with workbook_to(packed) as book:
        formats = _formats(book)
        writers = [_SheetWriter(book, sheet, formats) for sheet in SHEETS]
        shares = Shares()
        for plan in plans:
            for writer in writers:
                rows = [*plan[writer.sheet.name]]
                shares.take(writer.sheet, rows)
                writer.add(rows)
        for writer in writers:
            writer.finish()
        written = [writer.sheet for writer in writers if writer.page is not None]
        write_overview(book, formats, written, shares)
        _put_in_order(book)
    stream.write(packed.getbuffer())


def _put_in_order(book: Workbook) -> None:
    """The sheets in the order of their tabs: they are made when their first row comes."""
    order = [*OVERVIEW, *(sheet.name for sheet in SHEETS)]
    pages = book.worksheets_objs
    pages.sort(key=lambda page: order.index(page.get_name()))
    for place, page in enumerate(pages):
        page.index = place


class _SheetWriter:
    """One sheet while it grows; there is none before the first row."""

    def __init__(self, book: Workbook, sheet: Sheet, formats: Mapping[str, Format]) -> None:
        self.book = book
        self.sheet = sheet
        self.page: Worksheet | None = None
        self.formats = formats
        self.next = 1
        self.filled: set[int] = set()
        """Places of columns that hold anything."""

    def _begin(self) -> Worksheet:
        page = new_sheet(self.book, self.sheet.name)
        for place, column in enumerate(self.sheet.columns):
            page.write_string(0, place, column.heading, self.formats["head"])
        page.freeze_panes(1, 0)
        return page

    def add(self, rows: Iterable[Row]) -> None:
        """Put rows under those that are there."""
        for row in rows:
            if self.page is None:
                self.page = self._begin()
            if self.next >= MOST_ROWS:
                raise OutputError(
                    f"the sheet {self.sheet.name} would have more than {MOST_ROWS} rows; give fewer files, or use --as csv"
                )
            self.page.set_row(self.next, self._height(row))
            for place, cell in enumerate(row):
                self._write(self.page, place, cell)
            self.filled |= {place for place, cell in enumerate(row) if cell not in {None, ""}}
            self.next += 1

    def _height(self, row: Row) -> int:
        """Points that its texts need."""
        texts = zip(row, self.sheet.columns, strict=True)
        lines = [lines_in(cell, column.width) for cell, column in texts if isinstance(cell, str) and not column.folded]
        return height_of(max(lines, default=1))

    def finish(self) -> None:
        """Set column widths, fold columns that are empty or for machines, add filters, and switch off Excel's warning about numbers stored as text."""
        if self.page is None:
            return
        last, wide = self.next - 1, len(self.sheet.columns) - 1
        self._fold(self.page)
        self.page.autofilter(0, 0, last, wide)
        self.page.ignore_errors({"number_stored_as_text": f"A1:{_letters(wide)}{last + 1}"})

    def _fold(self, page: Worksheet) -> None:
        """Give each column its width, and the sheet the paper for those that are seen; beside a folded one stands the sign that opens it."""
        open_ = [place in self.filled and not column.folded for place, column in enumerate(self.sheet.columns)]
        for place, column in enumerate(self.sheet.columns):
            sign = {"collapsed": True} if place and open_[place] and not open_[place - 1] else {}
            page.set_column(place, place, column.width, None, sign if open_[place] else {"level": 1, "hidden": True})
        page.set_column(len(open_), len(open_), None, None, {} if open_[-1] else {"collapsed": True})
        page.set_paper(
            paper_for(sum(column.width for column, seen in zip(self.sheet.columns, open_, strict=True) if seen))
        )

    def _write(self, page: Worksheet, place: int, cell: Cell) -> None:
        match cell:
            case None | "":
                pass
            case str():
                self._write_text(page, place, cell)
            case date() if cell.year >= FIRST_YEAR:
                page.write_datetime(self.next, place, datetime.combine(cell, time()), self.formats["date"])
            case int():
                page.write_number(self.next, place, cell, self.formats["whole"])
            case Decimal() if _fits(cell):
                page.write_number(self.next, place, float(cell), self.formats["number"])
            case Decimal():
                self._write_text(page, place, f"{cell:f}")
            case _:
                self._write_text(page, place, cell.isoformat())

    def _write_text(self, page: Worksheet, place: int, text: str) -> None:
        """Text, whatever it begins with; one that could be a formula stays text when it is edited too."""
        write_text(page, self.next, place, text, self.formats["quoted" if could_be_formula(text) else "text"])


def _fits(number: Decimal) -> bool:
    """Excel keeps every digit of it."""
    return len(number.normalize().as_tuple().digits) <= MOST_DIGITS and abs(number.adjusted()) < MOST_DIGITS


def _letters(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    return chr(ord("A") + column) if column < 26 else _letters(column // 26 - 1) + _letters(column % 26)


def _formats(book: Workbook) -> dict[str, Format]:
    font: dict[str, Any] = {"font_name": SONG, "font_size": 10, "valign": "top"}
    body = font | {"text_wrap": True}
    head = {"font_name": HEI, "font_size": 10, "bg_color": "#DDEBF7", "valign": "vcenter", "text_wrap": True}
    return {
        "head": book.add_format(head),
        "title": book.add_format({"font_name": HEI, "font_size": 14}),
        "text": book.add_format(body),
        "quoted": book.add_format(body | {"quote_prefix": True}),
        "link": book.add_format(body | {"font_color": "#0563C1", "underline": 1}),
        "mark": book.add_format(font | {"align": "center", "valign": "vcenter"}),
        "upright": book.add_format(head | {"rotation": 270, "align": "center"}),
        "whole": book.add_format(font | {"num_format": "0"}),
        "number": book.add_format(font),
        "date": book.add_format(font | {"num_format": "yyyy-mm-dd"}),
    }
