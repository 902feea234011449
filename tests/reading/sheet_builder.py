"""Workbooks as offices make them: rows of values, merged squares, formats of numbers, hidden rows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

YEAR_MONTH = 'yyyy"年"m"月"'
FULL_DATE = 'yyyy"年"m"月"d"日"'


class As(NamedTuple):
    """A value with the format of its number."""

    value: Any
    code: str


class Tab(NamedTuple):
    """A sheet: None is an empty cell; the text of merged areas is centred."""

    rows: Sequence[Sequence[Any]]
    merged: Sequence[str] = ()
    name: str = "Sheet1"
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[str] = ()
    hidden: bool = False
    comments: Mapping[str, str] = {}
    sizes: Mapping[str, float] = {}
    """Points of the font of single cells."""


def workbook(*tabs: Tab) -> bytes:
    """The bytes of an .xlsx file."""
    book = Workbook()
    book.remove(book.active)
    for tab in tabs:
        _add(book.create_sheet(tab.name), tab)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _add(sheet: Any, tab: Tab) -> None:
    for row, values in enumerate(tab.rows, 1):
        for col, value in enumerate(values, 1):
            if value is not None:
                cell = sheet.cell(row, col, value.value if isinstance(value, As) else value)
                if isinstance(value, As):
                    cell.number_format = value.code
    for area in tab.merged:
        sheet.merge_cells(area)
        sheet[area.split(":")[0]].alignment = Alignment(horizontal="center")
    for name, size in tab.sizes.items():
        sheet[name].font = Font(size=size)
    for row in tab.hidden_rows:
        sheet.row_dimensions[row].hidden = True
    for column in tab.hidden_columns:
        sheet.column_dimensions[column].hidden = True
    for name, text in tab.comments.items():
        sheet[name].comment = Comment(text, "审核人")
    if tab.hidden:
        sheet.sheet_state = "hidden"
