"""A row below the heading → what it is: data, a band, a total, a note, the heading again.

A band is a group row: one cell across the table that names the group of the
rows below. In a dump, without merged cells, it is a row with a single cell.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Literal

from policy_extract.lexical.numerals import STEMS, read_chinese
from policy_extract.lexical.quantities import read_quantity
from policy_extract.lexical.width import fold
from policy_extract.records import record, replace
from policy_extract.stages.grids.grid import distinct, is_filled, joined
from policy_extract.stages.grids.heading_rows import FEWEST_KNOWN, is_number
from policy_extract.stages.grids.heading_words import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Cell
    from policy_extract.grammar import Matcher
    from policy_extract.stages.grids.grid import Line

RowKind = Literal["data", "band", "total", "note", "blank", "heading"]
LONGEST_BAND = 40
"""Characters; a sentence longer than that names no group."""
_LABEL_AND_TEXT = 2
FEWEST_NUMBERED = 3
"""Columns of a table in which 一 and a text, all else blank, are a band and no data."""


@record
class Row:
    """One row below the heading."""

    index: int
    """Grid row, from 0; grid column, where rows and columns have changed places."""
    kind: RowKind
    cells: tuple[Cell, ...]
    """One per column; a merged area repeats its cell."""
    fresh: tuple[bool, ...]
    """For each column whether its cell begins in this row."""
    text: Cell | None = None
    """The cell that says what a band, total or note says."""
    valued: bool = False
    """A band or total with numbers beside its name: a row of its own, where the table is of values."""

    def begins(self, cell: Cell) -> bool:
        """Whether the cell begins in this row."""
        return any(fresh and own is cell for fresh, own in zip(self.fresh, self.cells, strict=True))


def texts_of(line: Line) -> tuple[str, ...]:
    """The words of a row, by which a repeated heading is recognised."""
    return tuple(squeezed(cell.text) for cell in line)


def row_of(row: Row, headings: Sequence[tuple[str, ...]], matcher: Matcher) -> Row:
    """The row with its kind; `headings` are the words of the rows of the heading."""
    cells = row.cells
    begun = distinct(cell for cell, new in zip(cells, row.fresh, strict=True) if new)
    own = [cell for cell in begun if is_filled(cell)]
    if not own:
        return replace(row, kind="blank")
    if headings and (texts_of(cells) in headings or _counts_columns(own, len(cells))):
        return replace(row, kind="heading")
    if any(matcher.first("total-row", cell.text) for cell in own[: 1 if is_number(own[0].text) else 2]):
        return replace(row, kind="total", text=own[0], valued=any(map(_is_sum, own[1:])))
    if _says_who_filled_in(own, matcher):
        return replace(row, kind="note", text=own[0])
    if (said := _said_across(own, cells)) is not None:
        return replace(row, kind="note", text=said)
    single = _single(own, row, matcher)
    if single is None:
        return row
    if matcher.first("continued", single.text) is not None:
        return replace(row, kind="heading")
    noted = any(matcher.first(family, single.text) for family in ("note", "legend", "note-row"))
    if (
        noted
        or _is_sentence(single)
        or any(match.get("reach") == "preceding" for match in matcher.all("carry-over", single.text))
    ):
        return replace(row, kind="note", text=single)
    return replace(row, kind="band", text=single, valued=any(_is_sum(cell) for cell in own if cell is not single))


def _says_who_filled_in(own: Sequence[Cell], matcher: Matcher) -> bool:
    """Whether a row is the line in which those who filled in the table sign: 填表人：李某 | 填表日期：2026年1月20日."""
    said = any(matcher.first("filled-in-by", cell.text) is not None for cell in own)
    return said and all("：" in fold(cell.text) for cell in own)


def _counts_columns(own: Sequence[Cell], width: int) -> bool:
    """Whether a row gives each column a sign to refer to it by: 甲 乙 1 2, or 1 2 3 4."""
    signs = [squeezed(fold(cell.text)) for cell in own]
    lettered = "".join(sign for sign in signs if not sign.isdecimal())
    counted = [sign for sign in signs if sign.isdecimal()]
    inner = counted == [str(at) for at in range(1, len(counted) + 1)]
    told = len(signs) == width >= FEWEST_NUMBERED and inner and all(len(sign) <= len(STEMS) for sign in signs)
    return told and (STEMS.startswith(lettered) if lettered else width > FEWEST_NUMBERED)


def _single(own: Sequence[Cell], row: Row, matcher: Matcher) -> Cell | None:
    """The cell that fills the row alone, after 一 or before sums perhaps; None where the row holds data."""
    if (across := _across_the_rest(own, row.cells)) is not None:
        return across
    first, cells = own[0], row.cells
    at = next(col for col, cell in enumerate(cells) if cell is first)
    if any(is_filled(cell) and not fresh for cell, fresh in islice(zip(cells, row.fresh, strict=True), at, None)):
        return None
    rest = list(islice((cell for cell in own[1:] if not _is_sum(cell)), 2))
    if at == 0 and _is_group_number(first) and len(rest) == 1 and rest[0] is cells[1] and len(cells) > FEWEST_NUMBERED:
        return rest[0]
    if rest or is_number(first.text):
        return None
    spans = sum(cell is first for cell in cells) > 1
    if len(own) > 1:
        return first if (spans or 2 * len(own) <= len(cells)) and is_numbered(first, matcher) else None
    alone = at == 0 and first.rows == 1 and (len(cells) > FEWEST_KNOWN or is_numbered(first, matcher))
    return first if spans or alone else None


def _across_the_rest(own: Sequence[Cell], cells: Line) -> Cell | None:
    """The cell that fills the row to the right of cells merged downwards from this row: a group inside a category."""
    last = own[-1]
    merged = all(cell.rows > 1 for cell in own[:-1])
    wide = sum(cell is last for cell in cells) > 1 and cells[-1] is last and last.rows == 1
    return last if len(own) > 1 and merged and wide else None


def _said_across(own: Sequence[Cell], cells: Line) -> Cell | None:
    """The cell that says something across all columns but the first, beside its label: 工作要求 | 加强组织领导，压实责任。"""
    if len(own) != _LABEL_AND_TEXT or own[0] is not cells[0] or len(cells) < FEWEST_NUMBERED:
        return None
    across = own[1]
    wide = across.rows == 1 and all(cell is across for cell in cells[1:])
    return across if wide and fold(across.text).rstrip().endswith("。") and own[0].rows == 1 else None


def _is_sentence(cell: Cell) -> bool:
    """Whether the cell is too long for the name of a group: 计算方法：……。"""
    text = joined(cell)
    return len(text) > LONGEST_BAND and text.endswith("。")


def _is_sum(cell: Cell) -> bool:
    """Whether the cell holds a number, as beside the name of a group."""
    return read_quantity(cell.text).form == "amount"


def is_numbered(cell: Cell, matcher: Matcher) -> bool:
    """Whether the cell opens with a number of a high level: 一、设施类."""
    match = matcher.first("number", cell.text)
    return match is not None and str(match.get("style")).startswith("chinese")


def _is_group_number(cell: Cell) -> bool:
    """Whether the cell is the number of a group: 一, （二）."""
    return read_chinese(fold(squeezed(cell.text)).strip("（）、.")) is not None
