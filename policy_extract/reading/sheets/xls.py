"""An Excel 97–2003 workbook (.xls, and .et files of that form) → blocks, opened by xlrd; formulas count by their saved values."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from policy_extract.errors import DamagedDocumentError, LockedDocumentError
from policy_extract.reading.sheets.format_codes import BUILT_IN
from policy_extract.reading.sheets.number_formats import shown
from policy_extract.reading.sheets.sheet_cells import Area, Look, Sheet, SheetCell, Workbook
from policy_extract.reading.sheets.sheet_document import count_shown, document_of

if TYPE_CHECKING:
    from collections import Counter

    from policy_extract.blocks import Document
    from policy_extract.reading.source import ReadContext, SourceFile

MOST_BYTES: Final = 32 * 2**20
_ALIGNMENTS: Final = {1: "left", 2: "center", 3: "right", 6: "center"}
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
_ERRORS: Final = {
    0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A",
}  # fmt: skip


def read(file: SourceFile, context: ReadContext) -> Document:
    """The blocks of a workbook.

    Fails: DamagedDocumentError, LockedDocumentError, NotADocumentError where it holds no text.
    """
    return document_of(_open(file.data), "xls", context.report)


def count(file: SourceFile, document: Document) -> Counter[str]:  # noqa: ARG001  every reader is asked so
    """Visible characters of every story."""
    return count_shown(_open(file.data))


def _open(data: bytes) -> Workbook:
    """The workbook in the bytes of a file.

    Fails: DamagedDocumentError, LockedDocumentError.
    """
    import xlrd  # noqa: PLC0415  # only .xls files need it

    if len(data) > MOST_BYTES:
        raise DamagedDocumentError(f"the workbook is larger than {MOST_BYTES // 2**20} MB; split it")
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO(), on_demand=False
        )
    except Exception as fault:
        if "encrypted" in str(fault).lower():
            raise LockedDocumentError("the document is encrypted; save it without a password") from fault
        raise DamagedDocumentError(
            "the workbook is cut off or broken; ask for another copy, or save it again as .xlsx"
        ) from fault
    workbook = Workbook()
    for sheet in book.sheets():
        workbook.sheets.append(_sheet(sheet, book, workbook))
    return workbook


def _sheet(found: Any, book: Any, workbook: Workbook) -> Sheet:
    """One sheet."""
    sheet = Sheet(found.name, hidden=found.visibility != 0)
    for row in range(found.nrows):
        cells: list[SheetCell] = []
        for col in range(found.row_len(row)):
            if _TEXT <= found.cell_type(row, col) <= _ERROR:
                cell = found.cell(row, col)
                style = book.xf_list[cell.xf_index]
                text = _shown(cell, style, book, workbook)
                if text.strip():
                    cells.append(SheetCell(row, col, row, col, text, _look(style, book)))
        workbook.put(sheet, cells)
    sheet.areas += [Area(top, left, below - 1, beside - 1) for top, below, left, beside in found.merged_cells]
    sheet.rows.close((row, row) for row, said in found.rowinfo_map.items() if said.hidden)
    sheet.cols.close((col, col) for col, said in found.colinfo_map.items() if said.hidden)
    sheet.comments += [note.text.strip() for note in found.cell_note_map.values() if note.text.strip()]
    return sheet


def _look(style: Any, book: Any) -> Look:
    font = book.font_list[style.font_index]
    return Look(_ALIGNMENTS.get(style.alignment.hor_align, ""), font.height / 20, bool(font.bold))


def _shown(cell: Any, style: Any, book: Any, workbook: Workbook) -> str:
    """What a cell shows."""
    kind, value = cell.ctype, cell.value
    if kind == _TEXT:
        return str(value).replace("\r\n", "\n").replace("\r", "\n")
    if kind == _BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == _ERROR:
        return _ERRORS.get(value, "#N/A")
    named = book.format_map.get(style.format_key)
    code = BUILT_IN.get(style.format_key) or (named.format_str if named is not None else "General")
    text, known = shown(float(value), code, since_1904=bool(book.datemode))
    if not known:
        workbook.unknown_formats[code] = None
    return text
