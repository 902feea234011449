"""Rows of cell texts without any word on merging → tables on their full grid; and the numbering of blocks."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from policy_extract.blocks import Block, Cell, Paragraph, Table
from policy_extract.findings import Code
from policy_extract.generated.plain import At
from policy_extract.lexical.numerals import read_numeral
from policy_extract.reading.short_rows import Short, counts_up, short_rows
from policy_extract.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Sized

    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher


@record
class Grid:
    """A table as a dump or Markdown shows it: rows of texts, possibly of different lengths."""

    rows: tuple[tuple[str, ...], ...]
    filled_up: bool = False
    """Whether its converter fills up rows that lack cells with blanks at their end."""


Draft = Paragraph | Grid | Table
"""A block that has no id yet."""
Part = str | Grid | Table
"""A line, or lines that were found to show a table."""


MOST_SQUARES = 1_000_000
"""Grid squares of all tables of a document together; a table beyond them is given as paragraphs, a row each."""


def finish(drafts: Iterable[Draft], report: Report, matcher: Matcher) -> tuple[Block, ...]:
    """The drafts as blocks b1, b2, … in their order."""
    blocks: list[Block] = []
    squares = 0
    for draft in drafts:
        name = f"b{len(blocks) + 1}"
        squares += _squares(draft)
        if squares > MOST_SQUARES and not isinstance(draft, Paragraph):
            texts = ("\t".join(row) for row in _rows(draft))
            blocks += [Paragraph(f"b{number}", text) for number, text in enumerate(texts, start=len(blocks) + 1)]
        elif isinstance(draft, Grid):
            blocks.append(lay_out(draft, name, report, matcher))
        else:
            blocks.append(replace(draft, id=name))
    return tuple(blocks)


def _squares(draft: Draft) -> int:
    if isinstance(draft, Grid):
        return len(draft.rows) * max(map(len, draft.rows), default=0)
    return draft.rows * draft.cols if isinstance(draft, Table) else 0


def _rows(draft: Grid | Table) -> Iterable[Iterable[str]]:
    if isinstance(draft, Grid):
        return draft.rows
    return ((cell.text for cell in row) for _, row in groupby(draft.cells, key=lambda cell: cell.row))


def usual_width(rows: Iterable[Sized]) -> int:
    """The commonest number of cells of the rows that have more than one; the first row's where two are equally common.

    >>> usual_width([["序号", "内容", "单位"], ["实施关爱行动"], ["1", "建站点", "民政局"], ["2", "建食堂"]])
    3
    """
    counts = Counter(len(row) for row in rows if len(row) > 1)
    return max(counts, key=lambda width: counts[width]) if counts else 1


def lay_out(grid: Grid, name: str, report: Report, matcher: Matcher) -> Table:
    """The table: a row of one cell is a band across it, a short heading stands above the columns it names.

    What a row lacks because a cell above reaches down to it is part of that
    cell. Any other row of another length is padded at its end and noted as
    `table-torn`.
    """
    usual = usual_width(grid.rows)
    width = max(usual, *(len(row) for row in grid.rows))
    heading = next((position for position, row in enumerate(grid.rows) if len(row) > 1), 0)
    rows, short = _without_padding(grid, heading, width, matcher)
    usual = width if short else usual
    cells: list[Cell] = []
    for position, row in enumerate(rows):
        if position in short:
            cells = _merged_down(cells, short[position].columns, position, row, width)
            if not short[position].certain:
                _note_torn(report, name, position, row, usual)
            continue
        spans = [1] * len(row)
        if len(row) == 1:
            spans = [width]
        elif position == heading and len(row) < usual:
            spans = _heading_spans(row, rows[position + 1 :], usual, matcher, gaps=bool(short)) or spans
        if position == heading and short:
            row, spans = _spanning(row, spans)  # noqa: PLW2901  its blanks are squares of the cells before them
        if len(row) > 1 and sum(spans) != usual:
            _note_torn(report, name, position, row, usual)
        cells += _place(row, spans, position, width)
    return Table(name, len(rows), width, tuple(cells))


def _without_padding(
    grid: Grid, heading: int, width: int, matcher: Matcher
) -> tuple[Sequence[tuple[str, ...]], dict[int, Short]]:
    """The rows, and the short ones among them with the columns of their cells.

    Blanks that fill up a row are no cells where one row shows without doubt that it lacks others.
    """
    rows = grid.rows
    cut = [row if position == heading else _cut(row) for position, row in enumerate(rows)]
    filled_up = grid.filled_up and _is_of_headings(rows[heading], matcher)
    padded = {position for position, row in enumerate(rows) if len(cut[position]) < len(row) and filled_up}
    short = short_rows(cut, heading, width, matcher) if padded else {}
    if not any(short[position].certain and not short[position].trailing for position in padded & short.keys()):
        return rows, short_rows(rows, heading, width, matcher)
    at_their_end = {position for position in padded & short.keys() if short[position].trailing}
    blank = {position for position in padded if position in at_their_end or position not in short}
    kept = [row if position in blank else cut[position] for position, row in enumerate(rows)]
    return kept, {position: one for position, one in short.items() if position not in at_their_end}


def _is_of_headings(row: Sequence[str], matcher: Matcher) -> bool:
    """Whether most cells of the row head columns; in a site's record (索引号 | 1134 | 分类 | 通知) labels stand beside values."""
    texts = [text.strip() for text in row if text.strip()]
    return sum(1 for text in texts if matcher.first("column", text) is not None) * 2 > len(texts)


def _cut(row: tuple[str, ...]) -> tuple[str, ...]:
    """The row without the blanks at its end."""
    filled = [position for position, text in enumerate(row) if text.strip()]
    return row[: filled[-1] + 1] if filled else row


def _note_torn(report: Report, name: str, position: int, row: Sequence[str], usual: int) -> None:
    at = At(block=f"{name}.{position}.0", start=0, end=len(row[0]))
    report.note(Code.TABLE_TORN, at, have=len(row), want=usual)


def _spanning(row: Sequence[str], spans: Sequence[int]) -> tuple[tuple[str, ...], list[int]]:
    """The filled cells of a heading, and how many squares each has with the blank ones after it."""
    found: list[tuple[str, int]] = []
    for text, span in zip(row, spans, strict=True):
        if text.strip() or not found:
            found.append((text, span))
        else:
            found[-1] = (found[-1][0], found[-1][1] + span)
    return tuple(text for text, _ in found), [span for _, span in found]


def _merged_down(
    cells: Sequence[Cell], columns: Sequence[int], position: int, row: Sequence[str], width: int
) -> list[Cell]:
    """The cells with those of a short row, in whose other columns the cells above reach down."""
    own = [Cell(position, col, 1, 1, text) for col, text in zip(columns, row, strict=True)]
    found: list[Cell] = []
    covered = set(columns)
    for cell in cells:
        reach = range(cell.col, cell.col + cell.cols)
        if cell.row + cell.rows == position and not covered.intersection(reach) and (cell.cols < width):
            covered.update(reach)
            found.append(replace(cell, rows=cell.rows + 1))
        else:
            found.append(cell)
    own += [Cell(position, col, 1, 1, "") for col in range(width) if col not in covered]
    return sorted([*found, *own], key=lambda cell: (cell.row, cell.col))


def _place(row: Sequence[str], spans: Sequence[int], position: int, width: int) -> list[Cell]:
    """The cells of one row from left to right, filled up with empty ones."""
    cells: list[Cell] = []
    col = 0
    for text, span in zip(row, spans, strict=True):
        cells.append(Cell(position, col, 1, span, text))
        col += span
    return cells + [Cell(position, empty, 1, 1, "") for empty in range(col, width)]


def _heading_spans(
    heading: Sequence[str], below: Sequence[Sequence[str]], width: int, matcher: Matcher, *, gaps: bool
) -> list[int]:
    """How many columns each cell of a short heading covers; [] where nothing tells. With `gaps`, short rows count, too."""
    full = [row for row in below if len(row) == width]
    if full and (spans := _spans_above_subheadings(len(heading), full[0])):
        return spans
    counting = _counting_column(full, gaps=gaps)
    if (
        len(heading) == width - 1
        and counting is not None
        and counting < len(heading)
        and not matcher.first("counting-heading", heading[counting])
    ):
        # 具体工作 stands above the number of a task and its text
        return [2 if col == counting else 1 for col in range(len(heading))]
    return []


def _spans_above_subheadings(count: int, row: Sequence[str]) -> list[int]:
    """Spans of `count` heading cells over a second heading row, which is blank where a cell reaches down into it.

    >>> _spans_above_subheadings(4, ["", "", "2020年", "2025年", ""])
    [1, 1, 2, 1]
    >>> _spans_above_subheadings(4, ["1", "建站点", "", "3", ""])
    []
    """
    runs = [(blank, len(list(run))) for blank, run in groupby(row, key=lambda text: not text.strip())]
    blanks = sum(length for blank, length in runs if blank)
    named = [length for blank, length in runs if not blank]
    if row[0].strip() or not blanks or not named or (count - blanks) % len(named):
        return []
    each = (count - blanks) // len(named)
    if each < 1 or any(length % each for length in named):
        return []
    return [span for blank, length in runs for span in ([1] * length if blank else [length // each] * each)]


def _counting_column(rows: Sequence[Sequence[str]], *, gaps: bool) -> int | None:
    """The first column that counts 1, 2, 3 down the rows, or goes up from 1 with gaps; None where none does."""
    if len(rows) < 3:
        return None
    for col, texts in enumerate(zip(*rows, strict=True)):
        if gaps and counts_up(texts):
            return col
        values = [read_numeral(text) for text in texts[:200]]
        if all(value is not None for value in values) and values[:3] == [1, 2, 3]:
            return col
    return None
