"""An OpenDocument spreadsheet (.ods) → blocks; each cell is saved with the text it shows (OpenDocument 1.2, part 1, clause 9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from policy_extract.errors import LockedDocumentError
from policy_extract.reading.sheets.sheet_cells import PLAIN, Area, Look, Sheet, SheetCell, Workbook
from policy_extract.reading.sheets.sheet_document import count_shown, document_of
from policy_extract.reading.sheets.workbook_parts import open_parts
from policy_extract.reading.zipped_xml import local
from policy_extract.records import field, mutable, record, replace

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

_Square = TypeVar("_Square", SheetCell, Area)


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
    _said: dict[tuple[object, ...], _Said] = field(default_factory=dict)
    """What equal attributes say is worked out once."""

    def said_of(self, cell: Element) -> _Said:
        """What the attributes of a cell say."""
        attributes = (*cell.items(),)
        said = self._said.get(attributes)
        if said is None:
            names = (_COLUMNS_REPEATED, _COLUMNS_SPANNED, _ROWS_SPANNED)
            times, across, down = (_number(cell.get(name)) for name in names)
            look = self.looks.get(cell.get(_STYLE_NAME, ""), PLAIN)
            said = self._said[attributes] = _Said(times, across, down, times == across == down == 1, look)
        return said


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
        cells, areas = self._squares(row, styles)
        if cells:
            self.workbook.must_hold(times * len(cells))
            self.workbook.put(self.sheet, cells)
            self.sheet.areas += areas
            for down in range(1, times):
                self.workbook.put(self.sheet, [_lower(cell, down) for cell in cells])
                self.sheet.areas += [_lower(area, down) for area in areas]
        self.row += times

    def _squares(self, row: Element, styles: _Styles) -> tuple[list[SheetCell], list[Area]]:
        """The cells of a row that show something, once for each time they are repeated, and the areas of merged ones."""
        cells: list[SheetCell] = []
        areas: list[Area] = []
        top, col = self.row, 0
        for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            said = styles.said_of(cell)
            text = _text(cell, self.sheet) if len(cell) else ""
            if not text or text.isspace():
                pass
            elif said.plain:
                cells.append(SheetCell(top, col, top, col, text, said.look))
            else:
                self.workbook.must_hold(len(cells) + said.times)
                squares = range(col, col + said.times)
                cells += [SheetCell(top, at, top, at, text, said.look) for at in squares]
                if not said.down == said.across == 1:
                    areas += [Area(top, at, top + said.down - 1, at + said.across - 1) for at in squares]
            col += said.times
        return cells, areas

    def close(self, name: str, *, hidden: bool) -> None:
        """End the sheet."""
        self.sheet.name, self.sheet.hidden = name, hidden
        self.sheet.rows.close(self.hidden_rows)
        self.sheet.cols.close(self.hidden_cols)
        self.workbook.sheets.append(self.sheet)
        self.sheet, self.row, self.col, self.hidden_rows, self.hidden_cols = Sheet(""), 0, 0, [], []


@record
class _Said:
    """What the attributes of a cell say."""

    times: int
    """How often it is repeated."""
    across: int
    """Columns it spans."""
    down: int
    """Rows it spans."""
    plain: bool
    """It is neither repeated nor merged."""
    look: Look


def _lower(it: _Square, down: int) -> _Square:
    """A cell or an area, so many rows further down."""
    return replace(it, row=it.row + down, last_row=it.last_row + down)


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
