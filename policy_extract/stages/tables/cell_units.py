"""Unit columns of a row → its units: the heading gives the role, unless the cell says more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from policy_extract.lexical.brackets import pairs
from policy_extract.lexical.quantities import read_quantity
from policy_extract.lexical.width import fold
from policy_extract.records import field, mutable, replace
from policy_extract.stages.grids.grid import is_filled
from policy_extract.stages.grids.heading_words import UNIT_ROLES
from policy_extract.stages.passages import Passage, whole_text
from policy_extract.stages.units.clauses import read_clauses
from policy_extract.stages.units.line_breaks import SEPARATORS, joining_breaks
from policy_extract.stages.units.names import is_body
from policy_extract.stages.units.segments import Clause, Duty, before_bracket, read_legends, read_segments
from policy_extract.stages.units.units import Group, Legends, UnitReader, once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from policy_extract.blocks import Cell
    from policy_extract.findings import Report
    from policy_extract.generated.plain import Unit
    from policy_extract.grammar import Matcher
    from policy_extract.stages.tables.column_words import ColumnForm
    from policy_extract.stages.tables.marked_bodies import MarkedBodies
    from policy_extract.stages.tables.rows import Entry
    from policy_extract.stages.units.segments import Legend, Role

_PIECE = re.compile(rf"[^\s{SEPARATORS}（）()]+")
LONGEST_PERSON = 4
"""Longest name of a person, in a column that names bodies and the person responsible."""


@mutable
class CellUnits:
    """The unit cells of one table; each is read once, however many rows it spans."""

    by_position: Legend | None
    """What a legend has said about the first name of a list, in the heading, below the table or in a row above."""
    marked: MarkedBodies
    """What marks under the names of bodies mean."""
    matcher: Matcher
    report: Report
    _clauses: dict[str, tuple[Clause, ...]] = field(default_factory=dict)
    _rows: dict[tuple[str, ...], tuple[Unit, ...]] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    _bold: dict[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    _underlined: dict[str, Sequence[tuple[int, int]]] = field(default_factory=dict)

    def of(self, entry: Entry) -> tuple[Unit, ...]:
        """The units of a row, columns from left to right; where no column holds any, those that clauses of its text name."""
        if not any(column.role in UNIT_ROLES for column in entry.columns):
            return self._of_bands(entry) or self._of_text(entry)
        cells: dict[str, ColumnForm] = {}
        for column in entry.columns:
            cell = entry.cell(column.index)
            if column.role in UNIT_ROLES and not column.marked and is_filled(cell):
                cells.setdefault(entry.address(cell), column)
                self._take(entry.address(cell), cell)
        key = tuple(cells)
        if key not in self._rows:
            self._rows[key] = self._read(cells)
        return once((*self._rows[key], *self.marked.units(entry)))

    def _take(self, address: str, cell: Cell) -> None:
        """Note what a cell says and how it looks."""
        self._texts[address] = cell.text
        if cell.bold or cell.bold_parts:
            self._bold[address] = cell.bold_parts or ((0, len(cell.text)),)
        if cell.underlined:
            self._underlined[address] = cell.underlined

    @property
    def _reader(self) -> UnitReader:
        """What a cell says of the lead counts for its row alone, unless it says 下同."""
        legends = Legends(self.by_position, self._bold, self._underlined)
        return UnitReader(self._texts, legends, self.matcher, self.report)

    def _of_text(self, entry: Entry) -> tuple[Unit, ...]:
        """The units that clauses in the main text name: 建设中心。（责任单位：市民政局）."""
        cell = entry.first("content")
        if cell is None:
            return ()
        address = entry.address(cell)
        if (address,) not in self._rows:
            self._take(address, cell)
            group = Group(tuple(read_clauses(whole_text(address, cell.text), self.matcher, self.report)))
            self._rows[address,] = once(self._reader.units_of(group))
        return self._rows[address,]

    def _of_bands(self, entry: Entry) -> tuple[Unit, ...]:
        """The bodies that the innermost band with any names, where no column does: 县教育局（2项） above its rows."""
        for band in reversed(entry.bands):
            address = entry.address(band)
            if (address,) not in self._rows:
                self._take(address, band)
                group = Group(tuple(self._clauses_of_band(address, band.text)))
                self._rows[address,] = once(replace(unit, via="column") for unit in self._reader.units_of(group))
            if self._rows[address,]:
                return self._rows[address,]
        return ()

    def _clauses_of_band(self, address: str, text: str) -> list[Clause]:
        """The lists in a band: as clauses where it has labels, else a body between its number and a bracket."""
        if "：" in fold(text):
            return read_clauses(whole_text(address, text), self.matcher, self.report)
        number, remark = self.matcher.first("number", text), self.matcher.first("remark", text)
        start, end = number.end if number else 0, remark.start if remark else len(text)
        if self.matcher.first("certain-body", text[start:end]) is None:
            return []
        lists = read_segments(Passage(address, text, start, end), Duty("joint"), self.matcher)
        return [Clause(address, start, end, tuple(lists))]

    def _read(self, cells: Mapping[str, ColumnForm]) -> tuple[Unit, ...]:
        group = Group(tuple(clause for address, column in cells.items() for clause in self._of_cell(address, column)))
        return once(replace(unit, via="column") for unit in self._reader.units_of(group))

    def _of_cell(self, address: str, column: ColumnForm) -> tuple[Clause, ...]:
        if address not in self._clauses:
            self._clauses[address] = self._read_cell(address, self._texts[address], column)
        return self._clauses[address]

    def _read_cell(self, address: str, text: str, column: ColumnForm) -> tuple[Clause, ...]:
        """The lists in a cell: as clauses where it has labels of its own, else under the column's heading."""
        if read_quantity(text).form == "none":
            return ()
        if "：" in fold(text) and (own := read_clauses(whole_text(address, text), self.matcher, self.report)):
            return tuple(own)
        duty = Duty("joint" if column.role == "units" else cast("Role", column.role), column.label)
        breaks = frozenset(joining_breaks(text, self.matcher))
        stretches = list(without_persons(text, self.matcher)) if column.persons else list(_numbered(text, self.matcher))
        legends = read_legends(whole_text(address, text), self.matcher)
        if self.matcher.first("legend-sign", text) is not None:  # 下同: the later rows, too
            self.by_position = next((one for one in legends if one.lasts), self.by_position)
        lists = [
            found
            for start, end in _between(legends, text, stretches)
            for found in read_segments(Passage(address, text, start, end), duty, self.matcher, joined=breaks)
        ]
        return (Clause(address, 0, len(text), tuple(lists), legends=tuple(legends)),)


def _between(legends: Sequence[Legend], text: str, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches without the legends in them and the brackets around these: 市民政局、市住建局（列第一位的为牵头单位）."""
    closed = dict(pairs(text)) if legends else {}
    for start, end in stretches:
        low = start
        for legend in legends:
            if low <= legend.at.start < end:
                stop = before_bracket(text, low, legend.at.start)
                yield low, stop
                low = closed.get(stop, legend.at.end)
        yield low, end


def _numbered(text: str, matcher: Matcher) -> Iterator[tuple[int, int]]:
    """The stretches of a cell after numbers, one for each part of a task: 1.市民政局 2.市住建局."""
    start = 0
    for number in matcher.all("part-number", text):
        if text[start : number.start].strip():
            yield start, number.start
        start = number.end
    yield start, len(text)


def without_persons(text: str, matcher: Matcher) -> Iterator[tuple[int, int]]:
    """The stretches of a cell between the names of persons: 区住建局 of 区住建局 王某."""
    start = 0
    for match in _PIECE.finditer(text):
        if len(match[0]) <= LONGEST_PERSON and not is_body(match[0], matcher):
            yield start, match.start()
            start = match.end()
    yield start, len(text)
