"""The cells of a column → what it may hold: running numbers, values, units of measure, bodies, dates, groups, texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.lexical.choices import chosen
from policy_extract.lexical.numerals import read_numeral
from policy_extract.lexical.quantities import read_quantity
from policy_extract.lexical.width import fold
from policy_extract.stages.grids.grid import is_filled, joined
from policy_extract.stages.grids.heading_rows import is_number
from policy_extract.stages.grids.heading_words import squeezed
from policy_extract.stages.units.names import is_body

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policy_extract.blocks import Cell
    from policy_extract.generated.plain import ColumnRole
    from policy_extract.grammar import Matcher
    from policy_extract.stages.grids.layout import TableLayout

SURE, LIKELY = 0.7, 0.3
"""Shares of a column's filled cells that must fit: if nothing else says so, and if the heading agrees."""
SAMPLE = 60
"""Filled cells of a column that are looked at."""
_BETWEEN_PARTS = re.compile(r"[；。\n]")
_LABELLED = re.compile(r" *[^：，]{2,10}：")
_BETWEEN_NAMES = re.compile(r"[、，；,;\s]+")


class Cells:
    """The filled cells of each data column of one table."""

    def __init__(self, layout: TableLayout, matcher: Matcher) -> None:
        self.layout = layout
        self.matcher = matcher
        rows = list(layout.data())
        self._filled = [
            [row.cells[index] for row in rows if row.fresh[index] and is_filled(row.cells[index])]
            for index in range(layout.width)
        ]

    def share(self, index: int, test: Callable[[Cell], bool]) -> float:
        """The part of a column's filled cells that pass the test."""
        cells = self._filled[index][:SAMPLE]
        return sum(map(test, cells)) / len(cells) if cells else 0.0

    def length(self, index: int) -> int:
        """How many characters a column has."""
        return sum(len(joined(cell)) for cell in self._filled[index])

    def average(self, index: int) -> float:
        """How many characters a filled cell has on average."""
        return self.length(index) / len(self._filled[index]) if self._filled[index] else 0.0

    def is_empty(self, index: int) -> bool:
        """Whether no row of data shows anything in the column."""
        return not self._filled[index]

    def last_year(self, index: int) -> int | None:
        """The last year that a cell of the column names."""
        dates = (match for cell in self._filled[index][:SAMPLE] for match in self.matcher.all("cell-date", cell.text))
        years = (read_numeral(match.group("year") or "") for match in dates)
        return max((year for year in years if year), default=None)

    def tells_apart(self, index: int) -> bool:
        """Whether every row has a cell of its own in the column, and no two say the same."""
        texts = [squeezed(cell.text) for cell in self._filled[index]]
        return len(set(texts)) == len(texts) == sum(1 for _ in self.layout.data())

    def repeat(self, indexes: Sequence[int]) -> bool:
        """Whether the cells of some columns together say each thing twice at least, on average."""
        texts = [squeezed(cell.text) for index in indexes for cell in self._filled[index]]
        return 2 * len(set(texts)) <= len(texts)

    def says_as(self, index: int, others: Sequence[int]) -> bool:
        """Whether cells of a column say what cells of some others say."""
        texts = {squeezed(cell.text) for other in others for cell in self._filled[other]}
        return self.share(index, lambda cell: squeezed(cell.text) in texts) > LIKELY

    def counts_up(self, index: int) -> bool:
        """Whether the column's numbers go 1, 2, 3, perhaps beginning anew."""
        numbers = [_running_number(cell) for cell in self._filled[index][:SAMPLE]]
        steps = zip([0, *numbers], numbers, strict=False)
        return len(numbers) > 1 and all(number in {before + 1, 1} for before, number in steps)

    def is_row_number(self, cell: Cell) -> bool:
        """Whether the cell is the number of its row: 1, 2-1, 第一条."""
        return self.matcher.first("row-number", cell.text) is not None

    def is_measure(self, cell: Cell) -> bool:
        """Whether the cell is a unit of measure."""
        return self.matcher.first("measure", cell.text) is not None

    def ends_with_measure(self, cell: Cell) -> bool:
        """Whether the cell is a name with its unit of measure: 养老床位（张）."""
        return self.matcher.first("measure-bracket", cell.text) is not None

    def is_attribute(self, cell: Cell) -> bool:
        """Whether the cell says 约束性 or 预期性, in words or by a tick."""
        return self.matcher.first("attribute", chosen(cell.text)) is not None

    def is_bodies(self, cell: Cell) -> bool:
        """Whether the cell lists bodies and nothing else."""
        names = [name for name in _BETWEEN_NAMES.split(cell.text.strip()) if name]
        return bool(names) and all(is_body(name, self.matcher) for name in names)

    def is_duty(self, cell: Cell) -> bool:
        """Whether the cell says what somebody has to do, and is no list of bodies under a label: 牵头单位：县财政局."""
        return not self._opens_with_label(cell.text) and self.matcher.first("duty", cell.text) is not None

    def is_labelled(self, cell: Cell) -> bool:
        """Whether all parts of the cell have labels, one of them that of a list of bodies: 包案领导：陈某；责任单位：县住建局."""
        parts = [part for part in _BETWEEN_PARTS.split(fold(cell.text)) if part.strip()]
        return all(_LABELLED.match(part) for part in parts) and any(map(self._opens_with_label, parts))

    def _opens_with_label(self, text: str) -> bool:
        label = self.matcher.first("label", text)
        return label is not None and not text[: label.start].strip()

    def is_region(self, cell: Cell) -> bool:
        """Whether the cell is the bare name of a region: 青禾县."""
        return self.matcher.first("bare-region", cell.text) is not None

    def is_promise(self, cell: Cell) -> bool:
        """Whether the cell says in words what is to come: 达到省定要求."""
        return self.matcher.first("promise-in-words", cell.text) is not None

    def is_date(self, cell: Cell) -> bool:
        """Whether the cell is a date or a term."""
        text = squeezed(cell.text)
        return len(text) <= LONGEST_DATE and self.names_date(cell)

    def names_date(self, cell: Cell) -> bool:
        """Whether the cell names a date among other words, or is a time of some year: 9月底."""
        return any(self.matcher.first(family, cell.text) is not None for family in ("cell-date", "time-of-a-year"))

    def is_number(self, cell: Cell) -> bool:
        """Whether the cell holds a number."""
        return read_quantity(cell.text).form not in {"text", "none"}

    def is_nature(self, cell: Cell) -> bool:
        """Whether the cell says how far a project is: new, continued, in preparation."""
        return self.matcher.first("nature", chosen(cell.text)) is not None

    def is_value(self, cell: Cell) -> bool:
        """Whether the cell can be read as a value."""
        return read_quantity(cell.text).form != "text"

    def is_doing(self, cell: Cell) -> bool:
        """Whether the cell opens with what is done, perhaps how much of it: 新增3家, 启动建设."""
        return self.matcher.first("opens-with-a-doing", cell.text) is not None


LONGEST_DATE = 16
SENTENCE_END = ("。", "；")
MOST_DIGITS = 6
"""Digits of a running number."""


def role_by_cells(cells: Cells, index: int) -> tuple[ColumnRole, ColumnRole | None]:
    """What a column of an unknown heading holds, and its second choice."""
    found: list[tuple[float, ColumnRole]] = []
    if is_running(cells, index):
        found.append((1.0, "no"))
    signs: tuple[tuple[Callable[[Cell], bool], ColumnRole], ...] = (
        (cells.is_attribute, "attribute"),
        (cells.is_bodies, "units"),
        (cells.is_labelled, "units"),
        (cells.is_measure, "measure"),
        (cells.is_date, "deadline"),
    )
    found += [(share, role) for test, role in signs if (share := cells.share(index, test)) > LIKELY]
    found.sort(key=lambda one: -one[0])
    if not found:
        return "other", None
    share, role = found[0]
    if share <= SURE or (role == "units" and cells.share(index, cells.is_region) > SURE):
        return "other", role
    return role, found[1][1] if len(found) > 1 else "other" if share < 1 else None


def unlike_words(cells: Cells, index: int, role: ColumnRole) -> bool:
    """Whether the cells contradict the heading: numbers and duties cannot be bodies or names, nor bodies a unit of measure."""
    if role in {"lead", "support", "units"}:
        duties = cells.share(index, cells.is_duty) > SURE and cells.share(index, cells.is_bodies) == 0
        return duties or cells.share(index, is_plain_number) > SURE
    if role in {"name", "content"}:
        return cells.share(index, cells.is_number) == 1 and not is_running(cells, index)
    if role != "measure" or cells.share(index, cells.is_measure) > LIKELY:
        return False
    return cells.share(index, _is_quotient) <= LIKELY or cells.share(index, cells.is_bodies) > SURE


def is_running(cells: Cells, index: int) -> bool:
    """Whether the column holds the numbers of its rows: the first one of such, or one that counts up."""
    if index == 0 and cells.share(index, cells.is_row_number) > SURE:
        return True
    return cells.share(index, is_number_cell) > SURE and cells.counts_up(index)


def is_grouping(layout: TableLayout, index: int) -> bool:
    """Whether cells of the column apply to several rows: merged downwards, or, in a dump, followed by blanks."""
    rows = list(layout.data())
    if layout.merges(index):
        return True
    merged = any(layout.is_drawn_merged(col) for col in range(layout.width))
    return not merged and any(not is_filled(row.cells[index]) for row in rows[1:])


def is_sentence(cell: Cell) -> bool:
    """Whether the cell ends as a sentence does."""
    return joined(cell).endswith(SENTENCE_END)


def is_number_cell(cell: Cell) -> bool:
    """Whether the cell is a running number."""
    return is_number(cell.text)


def _running_number(cell: Cell) -> int:
    """The running number in a cell; 0 for none."""
    digits = squeezed(fold(cell.text)).strip(".、（）")
    return int(digits) if digits.isdecimal() and len(digits) <= MOST_DIGITS else 0


def _is_quotient(cell: Cell) -> bool:
    """Whether the cell is one unit of measure by another, known or not: 千克标准煤/重量箱."""
    return "/" in fold(cell.text)


def is_plain_number(cell: Cell) -> bool:
    """Whether the cell is digits and nothing else."""
    return squeezed(fold(cell.text)).replace(".", "").isdecimal()
