"""Rows → an Excel workbook: typed cells, text that stays text, the same bytes for the same rows.

Rows go to temporary files as they come; memory holds one plan and the packed
workbook.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any

from policy_extract.errors import OutputError
from policy_extract.output.formulas import could_be_formula
from policy_extract.output.tables_of_plan import SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from policy_extract.output.tables_of_plan import Cell, Row, Sheet

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  Excel's dates have no zone
"""The creation date in the file's properties: not that of the run."""
MOST_ROWS = 2**20
MOST_UNITS = 32767
"""UTF-16 code units that a cell can hold."""
MOST_DIGITS = 15
"""Digits that Excel keeps of a number."""
FIRST_YEAR = 1900
"""Before it, Excel knows no dates."""
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def write_workbook(stream: IO[bytes], plans: Iterable[Mapping[str, Iterable[Row]]]) -> None:
    """Write a sheet for each kind of thing, with the rows of one plan after the other.

    Fails: OutputError where XlsxWriter is not installed or a sheet would be too long, OSError where the disk says no.
    """
    packed = Packed()
    with workbook_to(packed) as book:
        writers = [_SheetWriter(book, sheet) for sheet in SHEETS]
        for plan in plans:
            for writer in writers:
                writer.add(plan[writer.sheet.name])
        for writer in writers:
            writer.finish()
    stream.write(packed.getbuffer())


@contextmanager
def workbook_to(stream: IO[bytes]) -> Iterator[Workbook]:
    """A workbook that is whole when the block ends."""
    from xlsxwriter import Workbook  # noqa: PLC0415
    from xlsxwriter.exceptions import FileCreateError, FileSizeError  # noqa: PLC0415

    try:
        with TemporaryDirectory() as folder, Workbook(stream, _OPTIONS | {"tmpdir": folder}) as book:
            book.set_properties({"created": CREATED})
            yield book
    except FileCreateError as error:
        raise error.args[0] from error
    except FileSizeError as error:
        raise OutputError("the workbook would be larger than 4 GB; give fewer files, or use --as csv") from error


class Packed(io.BytesIO):
    """Memory that stays open: a zip left half made on a full disk ends itself as late as the program does, and would complain."""

    def close(self) -> None:
        """Nothing: memory needs no closing."""


class _SheetWriter:
    """One sheet while it grows."""

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self.sheet = sheet
        self.page: Worksheet = book.add_worksheet(sheet.name)
        self.formats = _formats(book)
        self.next = 1
        self._head()

    def _head(self) -> None:
        for place, column in enumerate(self.sheet.columns):
            self.page.set_column(place, place, column.width)
            self.page.write_string(0, place, column.heading, self.formats["head"])
        self.page.freeze_panes(1, 0)
        self.page.set_landscape()
        self.page.set_paper(9)  # A4
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(0)

    def add(self, rows: Iterable[Row]) -> None:
        """Put rows under those that are there."""
        for row in rows:
            if self.next >= MOST_ROWS:
                raise OutputError(
                    f"the sheet {self.sheet.name} would have more than {MOST_ROWS} rows; give fewer files, or use --as csv"
                )
            for place, cell in enumerate(row):
                self._write(place, cell)
            self.next += 1

    def finish(self) -> None:
        """Filters over all rows; no green corner beside the number 1. that is text."""
        last, wide = self.next - 1, len(self.sheet.columns) - 1
        self.page.autofilter(0, 0, last, wide)
        self.page.ignore_errors({"number_stored_as_text": f"A1:{_letters(wide)}{last + 1}"})

    def _write(self, place: int, cell: Cell) -> None:
        match cell:
            case None | "":
                pass
            case str():
                self._write_text(place, cell)
            case date() if cell.year >= FIRST_YEAR:
                self.page.write_datetime(self.next, place, datetime.combine(cell, time()), self.formats["date"])
            case int():
                self.page.write_number(self.next, place, cell, self.formats["whole"])
            case Decimal() if _fits(cell):
                self.page.write_number(self.next, place, float(cell), self.formats["number"])
            case Decimal():
                self._write_text(place, f"{cell:f}")
            case _:
                self._write_text(place, cell.isoformat())

    def _write_text(self, place: int, text: str) -> None:
        """Text, whatever it begins with; one that could be a formula stays text when it is edited too."""
        write_text(self.page, self.next, place, text, self.formats["quoted" if could_be_formula(text) else "text"])


def write_text(page: Worksheet, row: int, place: int, text: str, style: Format) -> None:
    """Write a text cell, whatever the text begins with."""
    text = fitted(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes this for markup of its own and would not escape it.
        page.write_rich_string(row, place, "<", style, text[1:], style)
    else:
        page.write_string(row, place, text, style)


def fitted(text: str) -> str:
    """The text, cut where a cell can hold no more of it, with a note that says so.

    >>> fitted("建设场地"), len(fitted("长" * 40000)), fitted("长" * 40000)[-16:]
    ('建设场地', 32767, '长长……（共40000字，未完）')
    """
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 <= MOST_UNITS:
        return text
    note = f"……（共{len(text)}字，未完）"
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (MOST_UNITS - len(note))]
    return kept.decode("utf-16-le", "ignore") + note


def _fits(number: Decimal) -> bool:
    """Excel keeps every digit of it."""
    return len(number.normalize().as_tuple().digits) <= MOST_DIGITS and abs(number.adjusted()) < MOST_DIGITS


def _letters(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    return chr(ord("A") + column) if column < 26 else _letters(column // 26 - 1) + _letters(column % 26)


def _formats(book: Workbook) -> dict[str, Format]:
    body: dict[str, Any] = {"valign": "top", "text_wrap": True}
    return {
        "head": book.add_format({"bold": True, "bg_color": "#DDEBF7", "valign": "vcenter", "text_wrap": True}),
        "text": book.add_format(body),
        "quoted": book.add_format(body | {"quote_prefix": True}),
        "whole": book.add_format({"valign": "top", "num_format": "0"}),
        "number": book.add_format({"valign": "top"}),
        "date": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"}),
    }
