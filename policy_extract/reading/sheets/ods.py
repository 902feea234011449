"""An OpenDocument spreadsheet (.ods) → blocks; each cell is saved with the text it shows (OpenDocument 1.2, part 1, clause 9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policy_extract.errors import LockedDocumentError
from policy_extract.reading.sheets.sheet_cells import PLAIN, Area, Look, Sheet, SheetCell, Workbook
from policy_extract.reading.sheets.sheet_document import count_shown, document_of
from policy_extract.reading.sheets.workbook_parts import open_parts
from policy_extract.reading.zipped_xml import local
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from policy_extract.blocks import Document
    from policy_extract.reading.source import ReadContext, SourceFile

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_PARAGRAPH: Final = f"{_TEXT}p"
_STYLE_NAME: Final = f"{_TABLE}style-name"
_COLUMNS_REPEATED: Final = f"{_TABLE}number-columns-repeated"
_ROWS_REPEATED: Final = f"{_TABLE}number-rows-repeated"
_COLUMNS_SPANNED: Final = f"{_TABLE}number-columns-spanned"
_ROWS_SPANNED: Final = f"{_TABLE}number-rows-spanned"
_ALIGNMENTS: Final = {"center": "center", "end": "right", "right": "right", "start": "left", "left": "left"}
_GONE: Final = frozenset({"collapse", "filter"})
_MOST_SPACES: Final = 100


def read(file: SourceFile, context: ReadContext) -> Document:
    """The blocks of a spreadsheet.

    Fails: DamagedDocumentError, LockedDocumentError, NotADocumentError where it holds no text.
    """
    return document_of(_open(file), "ods", context.report)


def count(file: SourceFile, document: Document) -> Counter[str]:  # noqa: ARG001  every reader is asked so
    """Visible characters of every story."""
    return count_shown(_open(file))


@mutable
class _Styles:
    """What the styles of one file say."""

    looks: dict[str, Look] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    """Styles of sheets that are not shown."""


def _open(file: SourceFile) -> Workbook:
    """The sheets of a file.

    Fails: DamagedDocumentError, LockedDocumentError.
    """
    parts = open_parts(file)
    if "META-INF/manifest.xml" in parts and b"encryption-data" in parts.read("META-INF/manifest.xml"):
        raise LockedDocumentError("the document is encrypted; save it without a password")
    styles, growing = _Styles(), _Growing(Workbook())
    for element in parts.elements("content.xml", "style", "table-column", "table-row", "shapes", "table"):
        kind = local(element)
        if kind == "style":
            _take_style(element, styles)
        elif kind == "table":
            growing.close(element.get(_TABLE + "name", ""), hidden=element.get(_STYLE_NAME) in styles.hidden)
        elif kind == "shapes":
            growing.sheet.boxes += _boxes(element)
        elif kind == "table-column":
            growing.take_column(element)
        else:
            growing.take_row(element, styles)
    return growing.workbook


def _take_style(style: Element, styles: _Styles) -> None:
    name, align, size, bold = style.get(_STYLE + "name", ""), "", None, False
    for one in style:
        kind = local(one)
        if kind == "table-properties" and one.get(_TABLE + "display") == "false":
            styles.hidden.add(name)
        elif kind == "paragraph-properties":
            align = _ALIGNMENTS.get(one.get(_FO + "text-align", ""), "")
        elif kind == "text-properties":
            found = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)pt", one.get(_FO + "font-size", ""))
            size = float(found[1]) if found else None
            bold = one.get(_FO + "font-weight") == "bold"
    styles.looks[name] = Look(align, size, bold)


@mutable
class _Growing:
    """The sheet that is being read; rows and cells that are repeated without text take no time."""

    workbook: Workbook
    sheet: Sheet = field(default_factory=lambda: Sheet(""))
    row: int = 0
    col: int = 0
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_cols: list[tuple[int, int]] = field(default_factory=list)

    def take_column(self, column: Element) -> None:
        """Count a column, or a stretch of equal ones."""
        times = _number(column.get(_COLUMNS_REPEATED))
        if column.get(_TABLE + "visibility") in _GONE:
            self.hidden_cols.append((self.col, self.col + times - 1))
        self.col += times

    def take_row(self, row: Element, styles: _Styles) -> None:
        """Put the cells of a row into the sheet, once for each time it is repeated."""
        times = _number(row.get(_ROWS_REPEATED))
        if row.get(_TABLE + "visibility") in _GONE:
            self.hidden_rows.append((self.row, self.row + times - 1))
        cells = list(_cells(row, styles, self.sheet))
        for top in range(self.row, self.row + times if cells else self.row):
            for cell in cells:
                self._put(top, cell)
        self.row += times

    def _put(self, row: int, cell: _Cell) -> None:
        for col in range(cell.col, cell.col + cell.times):
            self.workbook.put(self.sheet, SheetCell(row, col, cell.text, cell.look))
            if cell.area is not None and cell.area != (1, 1):
                across, down = cell.area
                self.sheet.areas.append(Area(row, col, row + down - 1, col + across - 1))

    def close(self, name: str, *, hidden: bool) -> None:
        """End the sheet."""
        self.sheet.name, self.sheet.hidden = name, hidden
        self.sheet.rows.close(self.hidden_rows)
        self.sheet.cols.close(self.hidden_cols)
        self.workbook.sheets.append(self.sheet)
        self.sheet, self.row, self.col, self.hidden_rows, self.hidden_cols = Sheet(""), 0, 0, [], []


@record
class _Cell:
    """A cell that shows something, as often as it is repeated."""

    col: int
    times: int
    area: tuple[int, int] | None
    """How many columns and rows it spans; None where it does not say."""
    text: str
    look: Look


def _cells(row: Element, styles: _Styles, sheet: Sheet) -> Iterator[_Cell]:
    """The cells of a row that show something."""
    col, looks = 0, styles.looks
    for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
        said = cell.get(_COLUMNS_REPEATED)
        times = 1 if said is None else _number(said)
        text = _text(cell, sheet) if len(cell) else ""
        if text and not text.isspace():
            look = looks.get(cell.get(_STYLE_NAME, ""), PLAIN)
            across, down = cell.get(_COLUMNS_SPANNED), cell.get(_ROWS_SPANNED)
            area = None if across is None and down is None else (_number(across), _number(down))
            yield _Cell(col, times, area, text, look)
        col += times


def _text(cell: Element, sheet: Sheet) -> str:
    """The paragraphs of a cell; a comment, and what a shape says that hangs on it, go beside the sheet."""
    if len(cell) == 1 and (only := cell[0]).tag == _PARAGRAPH:  # as nearly all are
        return _line(only)
    lines: list[str] = []
    for one in cell:
        kind = local(one)
        if kind == "annotation":
            said = "\n".join(_line(line) for line in one.iter(_PARAGRAPH)).strip()
            sheet.comments += [said] if said else []
        elif kind == "p":
            lines.append(_line(one))
        else:
            sheet.boxes += _boxes(one)
    return "\n".join(lines)


def _boxes(shapes: Element) -> list[str]:
    """What shapes say."""
    lines = (_line(line) for line in shapes.iter(_PARAGRAPH))
    return [line for line in lines if line.strip()]


def _line(paragraph: Element) -> str:
    """The characters of a paragraph, its spaces, tabs and line breaks among them."""
    return "".join(_pieces(paragraph)) if len(paragraph) else paragraph.text or ""


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        kind = local(one)
        if kind == "s":
            yield " " * min(_MOST_SPACES, _number(one.get(_TEXT + "c")))
        elif kind in {"tab", "line-break"}:
            yield "\t" if kind == "tab" else "\n"
        else:
            yield from _pieces(one)
        yield one.tail or ""


def _number(text: str | None) -> int:
    """A count; 1 for anything else."""
    return max(1, int(text)) if text is not None and text.isdecimal() and len(text) < 9 else 1
