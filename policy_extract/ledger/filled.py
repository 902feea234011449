"""A ledger that people have filled in, read again: where its columns and rows are now, and what it keeps of the plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.errors import InputError
from policy_extract.ledger import stored_state
from policy_extract.ledger.ledger_columns import COLUMNS, HEADINGS
from policy_extract.ledger.workbook_package import BOUNDS
from policy_extract.reading.sheets.xlsx import workbook_in
from policy_extract.records import mutable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.ledger.ledger_entries import RowsOf
    from policy_extract.ledger.stored_state import StoredPlan
    from policy_extract.reading.sheets.sheet_cells import Sheet, Workbook

_LOOKED_AT: Final = 50
"""Rows in which the heading may stand: people put lines above it."""
PEOPLES: Final = tuple(column.name for column in COLUMNS if column.by == "people")
"""The columns that people fill in."""


@mutable
class Filled:
    """A ledger as it is now; rows count from 1, columns from 0."""

    sheet: str
    hidden: str
    """The sheet that keeps the plans."""
    heading: int
    """The row of the headings."""
    columns: dict[str, int]
    """The position of each column, by its name; a column whose heading was changed counts as added by people."""
    foreign: dict[str, int]
    """Columns that people added, by their headings."""
    texts: dict[tuple[int, int], str]
    """What cells show."""
    keys: dict[str, list[int]]
    """The rows of each key; several where people copied one."""
    last: int
    """The last row with text."""
    rows: RowsOf
    kept: list[StoredPlan]

    def text(self, row: int, name: str) -> str:
        """What a cell shows in a column of ours."""
        return self.texts.get((row, self.columns[name]), "") if name in self.columns else ""

    def written(self, row: int) -> dict[str, str]:
        """What people wrote in a row: in the columns for them to fill in, by name, and in their own, by heading."""
        theirs = {name: self.text(row, name) for name in PEOPLES}
        theirs |= {heading: self.texts.get((row, column), "") for heading, column in self.foreign.items()}
        return {heading: text for heading, text in theirs.items() if text}


def is_ledger(data: bytes) -> bool:
    """Whether these are the bytes of a workbook that `ledger` wrote."""
    if not data.startswith(b"PK"):
        return False
    try:
        return any(_is_ours(sheet) for sheet in workbook_in(data, BOUNDS).sheets)
    except InputError:
        return False


def read_ledger(data: bytes) -> Filled:
    """The ledger in these bytes.

    Fails: InputError where they are none, or where its hidden sheet or its hidden column is gone.
    """
    book = workbook_in(data, BOUNDS)
    hidden = next((sheet for sheet in book.sheets if _is_ours(sheet)), None)
    if hidden is None:
        raise InputError("this is no ledger; give a workbook that `ledger` wrote")
    rows, kept = stored_state.read_lines(_lines(hidden))
    sheet, heading = _with_headings(book, hidden)
    texts = {(cell.row + 1, cell.col): cell.text for cell in sheet.cells}
    columns, foreign = _columns(texts, heading)
    return Filled(
        sheet=sheet.name,
        hidden=hidden.name,
        heading=heading,
        columns=columns,
        foreign=foreign,
        texts=texts,
        keys=_keys(texts, heading, columns["key"]),
        last=max((row for row, _ in texts), default=heading),
        rows=rows,  # type: ignore[arg-type]  # read_lines has looked at it
        kept=kept,
    )


def _is_ours(sheet: Sheet) -> bool:
    return any(cell.row == cell.col == 0 and cell.text == stored_state.FORMAT for cell in sheet.cells[:1])


def _lines(sheet: Sheet) -> Iterator[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in sheet.cells:
        line = rows.setdefault(cell.row, [""] * 4)
        if cell.col < len(line):
            line[cell.col] = cell.text
    return (rows[row] for row in sorted(rows))


def _with_headings(book: Workbook, hidden: Sheet) -> tuple[Sheet, int]:
    for sheet in book.sheets:
        if sheet is hidden:
            continue
        for cell in sheet.cells:
            if cell.row < _LOOKED_AT and _heading(cell.text) == HEADINGS["key"]:
                return sheet, cell.row + 1
    raise InputError(f"the hidden column {HEADINGS['key']} of this ledger is gone; take a copy that has it")


def _columns(texts: dict[tuple[int, int], str], heading: int) -> tuple[dict[str, int], dict[str, int]]:
    """The columns of ours by name, and people's by heading; of two with one heading the first is meant."""
    named = {column.heading: column.name for column in COLUMNS}
    ours: dict[str, int] = {}
    foreign: dict[str, int] = {}
    for (row, column), text in sorted(texts.items()):
        if row != heading:
            continue
        name = named.get(_heading(text))
        if name is not None and name not in ours:
            ours[name] = column
        else:
            foreign.setdefault(text.strip(), column)
    return ours, foreign


def _heading(text: str) -> str:
    return "".join(text.split())


def _keys(texts: dict[tuple[int, int], str], heading: int, column: int) -> dict[str, list[int]]:
    keys: dict[str, list[int]] = {}
    for (row, at), text in sorted(texts.items()):
        if at == column and row > heading:
            keys.setdefault(text.strip(), []).append(row)
    return keys
