"""Edits to a ledger's sheet, collected while plans are processed and applied together at the end.

Row numbers are those before anything is inserted.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from policy_extract.ledger.ledger_columns import COLUMNS, cells_of, last_due
from policy_extract.ledger.sheet_grid import NewRow
from policy_extract.ledger.sheet_writer import BAND_HEIGHT, heights
from policy_extract.output.workbook_pieces import height_of, lines_in
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policy_extract.ledger.cell_references import Shift
    from policy_extract.ledger.filled import Filled
    from policy_extract.ledger.ledger_columns import Cell
    from policy_extract.ledger.ledger_entries import Entry
    from policy_extract.ledger.sheet_grid import Grid


@record
class _Put:
    """A row that is put in."""

    key: str
    row: NewRow


class Placing:
    """Cells to write and rows to put in."""

    def __init__(self, ledger: Filled, grid: Grid) -> None:
        self.ledger = ledger
        self.grid = grid
        self._covered = grid.covered()
        self._tops = {*self._covered.values()}
        self._cells: dict[tuple[int, int], Cell] = {}
        self._shared: dict[tuple[int, int], set[Cell]] = defaultdict(set)
        """Values of rows that share a merged cell; the cell is written only if they agree."""
        self._after: dict[int, list[_Put]] = defaultdict(list)
        self._groups: dict[str, str] = {}
        """Row key → the task it is counted under; removed rows are not included."""
        entries = [row for key, rows in ledger.keys.items() if key.startswith("e") for row in rows]
        self._usual = grid.usual_styles(entries)
        self._band_like = min((rows[0] for key, rows in ledger.keys.items() if key.startswith("b")), default=0)
        self._bands = {row for key, rows in ledger.keys.items() if key.startswith("b") for row in rows}

    # ------------------------------------------------------------ cells

    def text(self, row: int, name: str) -> str:
        """What a cell shows; of a merged one what all of it does."""
        at = (row, self.ledger.columns.get(name, -1))
        return self.ledger.texts.get(self._covered.get(at, at), "")

    def set(self, row: int, name: str, value: Cell) -> None:
        """Write a value into a column of ours; does nothing if the user removed the column."""
        if name not in self.ledger.columns:
            return
        at = (row, self.ledger.columns[name])
        top = self._covered.get(at, at)
        if top in self._tops:
            self._shared[top].add(value)
        else:
            self._cells[at] = value

    def set_text(self, row: int, column: int, text: str) -> None:
        """Write a text into a cell, whatever its column."""
        self._cells[row, column] = text

    # ------------------------------------------------------------ rows

    def add(
        self, after: Sequence[Entry], keys: Mapping[str, str], said: Mapping[str, str], bands: Mapping[str, str]
    ) -> None:
        """Insert the new rows, each after the row before it in its chapter; `said` holds the remark on each, by id.

        `keys` holds the keys of all rows by id, `bands` those of chapters by their text.
        """
        last = self._row_of(bands.get("", ""))
        ends = {band: row for band, key in bands.items() if (row := self._row_of(key))}
        for entry in after:
            row = self._row_of(keys.get(entry.id, ""))
            if row:
                last = ends[entry.band] = row
            elif entry.id in said:
                if entry.band not in ends:
                    ends[entry.band] = self._new_band(entry.band, bands[entry.band], last)
                last = ends[entry.band]
                self._after[last].append(_Put(keys[entry.id], self._new_row(entry, keys[entry.id], said[entry.id])))

    def add_document(self, key: str, title: str) -> None:
        """Put in a row that names a document, after all that is there."""
        self._after[self.ledger.last].append(_Put(key, self._band_row(key, title)))

    def count(self, ids: Mapping[str, str], groups: Mapping[str, str], plan: str) -> None:
        """Count these rows; `ids` has the ids of rows by their keys, "" for those that are gone, `groups` their tasks."""
        self._groups |= {key: f"{plan}/{groups[one]}" for key, one in ids.items() if one in groups}

    def _row_of(self, key: str) -> int:
        """The last row with this key, 0 where there is none; for an inserted document, the row it is inserted after."""
        if key in self.ledger.keys:
            return self.ledger.keys[key][-1]
        return next((row for row, new in self._after.items() if any(put.key == key for put in new)), 0)

    def _new_band(self, band: str, key: str, last: int) -> int:
        """The row that a new chapter is put after: the end of the chapter before it."""
        row = last or self.ledger.heading
        while last and row < self.ledger.last and row + 1 not in self._bands:
            row += 1
        self._after[row].append(_Put(key, self._band_row(key, band)))
        return row

    def _band_row(self, key: str, text: str) -> NewRow:
        cells: dict[int, Cell] = {self.ledger.columns.get("no", 0): text, self.ledger.columns["key"]: key}
        return NewRow(cells, self._band_like, BAND_HEIGHT, self.grid.merged_in(self._band_like))

    def _new_row(self, entry: Entry, key: str, said: str) -> NewRow:
        values: dict[str, Cell] = {**cells_of(entry), "due": last_due(entry), "key": key, "change": said}
        columns = self.ledger.columns
        cells = {columns[name]: value for name, value in values.items() if name in columns}
        return NewRow(cells, 0, heights([entry])[0])

    # ------------------------------------------------------------ at once

    def finish(self) -> None:
        """Put the rows in, write the cells, count the rows."""
        rows = {row: [put.row for put in new] for row, new in self._after.items()}
        shift = self.grid.insert(rows, self._usual)
        for at, said in self._shared.items():
            if len(said) == 1:
                self._cells[at] = next(iter(said))
        for (row, column), value in self._cells.items():
            self.grid.write(shift.row(row), column, value)
        if "no" in self.ledger.columns:
            self._number(shift)
        for row in {row for row, _ in self._cells} - self._bands:
            self.grid.heighten(shift.row(row), height_of(self._lines(row)))

    def _lines(self, row: int) -> int:
        """How many lines a row needs now, merged cells left out."""
        lines = [1]
        for column in COLUMNS:
            at = (row, self.ledger.columns.get(column.name, -1))
            if at[1] >= 0 and column.by != "machine" and at not in self._covered and at not in self._tops:
                text = self._cells.get(at, self.ledger.texts.get(at, ""))
                lines.append(lines_in(str(text or ""), column.width))
        return max(lines)

    def _number(self, shift: Shift) -> None:
        """Running numbers in the order of the sheet; none for what is gone."""
        column = self.ledger.columns["no"]
        there = [(shift.row(row), key) for key, rows in self.ledger.keys.items() for row in rows]
        there += [
            (shift.row(row) + step, put.key)
            for row, new in self._after.items()
            for step, put in enumerate(new, start=1)
        ]
        covered = {(shift.row(row), at) for row, at in self._covered}
        numbers: dict[str, int] = {}
        for row, key in sorted(there):
            if key.startswith("e") and (row, column) not in covered:
                group = self._groups.get(key)
                number = numbers.setdefault(group, len(numbers) + 1) if group else None
                self.grid.write(row, column, number)
