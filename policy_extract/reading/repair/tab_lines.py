"""Tables that a text dump shows with tabs.

Two forms are known. Cells on lines of their own, each led by a tab, rows set
apart by blank lines:

    ⇥序号              and rows on one line, cells set apart by tabs:
    ⇥内容
                       序号⇥内容⇥责任单位
    ⇥1                 1⇥建站点⇥民政局
    ⇥建站点
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.lexical.numerals import read_numeral
from policy_extract.reading.known_lines import opens_paragraph
from policy_extract.reading.plain_tables import Grid, usual_width
from policy_extract.reading.repair.bare_rows import heading_role
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.reading.plain_tables import Part

_OTHER: Final = "\x00"
"""Stands for a table that was found already; no line of a table goes on after it."""
_FEWEST_CELLS: Final = 3
"""Cells from which lines with tabs are rows, whatever stands above them."""
_MOST_BOX_ROWS: Final = 20
"""Cells that are all alone and more than these are text that is indented by tabs."""
_MOST_TEXT_IN_ROW: Final = 6
"""Lines of a cell after a blank line in it."""
_LONGEST_CELL_OF_A_ROW: Final = 60
"""An unbroken run of tab-led lines longer than this is text that is indented by tabs."""


def split_tables(parts: Sequence[Part], matcher: Matcher) -> Iterator[Part]:
    """The parts in their order, with every run of lines that shows a table replaced by its grid."""
    lines = [part if isinstance(part, str) else _OTHER for part in parts]
    position = 0
    while position < len(parts):
        found = read_rows(lines, position, matcher) or _read_cells(lines, position, matcher)
        if found is None:
            yield parts[position]
            position += 1
        else:
            tables, position = found
            yield from tables


# ---------------------------------------------------------------- rows on one line


def read_rows(
    lines: Sequence[str], start: int, matcher: Matcher, *, fewest: int = _FEWEST_CELLS
) -> tuple[list[str | Grid], int] | None:
    """A run of lines with the same number of cells, and where it ends: with `fewest` cells or more, or two under known headings.

    A line with fewer cells goes on the table where its end was trimmed; one
    without a tab between two full rows is a band.
    """
    width = _cells_in(lines, start)
    if (
        (width < fewest and not _is_heading(lines, start, matcher))
        or not (_cells_in(lines, start + 1) == width or _is_band(lines, start + 1, width, matcher))
        or not _is_filled(lines, start, width)
    ):
        return None
    rows: list[tuple[str, ...]] = []
    position = start
    while position < len(lines):
        count = _cells_in(lines, position)
        if not (2 <= count <= width or _is_band(lines, position, width, matcher)):
            break
        rows.append(tuple(cell.strip() for cell in lines[position].split("\t")))
        position += 1
    return [Grid(tuple(rows))], position


def _is_filled(lines: Sequence[str], position: int, width: int) -> bool:
    """Whether a line fills two cells, or only its first, as a band does, above a line of as many cells that fills two."""
    filled = [cell.strip() != "" for cell in lines[position].split("\t")]
    band = filled[0] and _cells_in(lines, position + 1) == width
    return sum(filled) > 1 or (band and sum(cell.strip() != "" for cell in lines[position + 1].split("\t")) > 1)


def _is_heading(lines: Sequence[str], position: int, matcher: Matcher) -> bool:
    """Whether every cell of a line names a column, and there are two at least."""
    cells = lines[position].strip().split("\t")
    return len(cells) > 1 and all(heading_role(cell, matcher) for cell in cells)


def _is_band(lines: Sequence[str], position: int, width: int, matcher: Matcher) -> bool:
    line = lines[position] if position < len(lines) else _OTHER
    follows = line != _OTHER and _cells_in(lines, position) == 1 and _cells_in(lines, position + 1) == width
    return follows and matcher.first("caption-line", line.strip()) is None


def _cells_in(lines: Sequence[str], position: int) -> int:
    """How many cells the line shows; 0 for a blank line or none."""
    if position >= len(lines) or not lines[position].strip():
        return 0
    return lines[position].count("\t") + 1


# ---------------------------------------------------------------- cells on lines of their own


@mutable
class _Group:
    """Cells that stand together without a blank line between them."""

    gap: int
    """Blank lines above it."""
    cells: list[list[str]] = field(default_factory=list)
    """Lines of each cell."""

    def texts(self) -> list[str]:
        return ["\n".join(lines).strip() for lines in self.cells]


def _read_cells(lines: Sequence[str], start: int, matcher: Matcher) -> tuple[list[str | Grid], int] | None:
    """The tables that a run of tab-led lines shows, and where it ends; None where it is indented text."""
    if not _is_cell(lines[start]):
        return None
    groups, end = _gather(lines, start, matcher)
    if _is_indented_text(groups, matcher):
        return list(lines[start:end]), end
    trailing = _trailing_text(groups[-1], matcher) if len(groups[-1].cells) > 1 else []
    return [*(Grid(tuple(map(tuple, rows))) for rows in _tables(groups)), *trailing], end


def _is_cell(line: str) -> bool:
    return line.lstrip(" \u3000")[:1] == "\t"


def _gather(lines: Sequence[str], start: int, matcher: Matcher) -> tuple[list[_Group], int]:
    """The groups of cells from `start` on, and the line after them.

    A line without a tab right under a cell goes on that cell; after a blank
    line it only does where the row is plainly not complete yet, and where it
    is the caption of something else it ends the table.
    """
    groups = [_Group(0)]
    gap = 0
    position = end = start
    while position < len(lines):
        line = lines[position]
        if _is_cell(line):
            if gap:
                groups.append(_Group(gap))
            groups[-1].cells.append([line.strip()])
        elif not line.strip():
            gap += 1
            position += 1
            continue
        elif (
            line == _OTHER
            or matcher.first("caption-line", line.strip())
            or (gap and not _is_inside_row(groups, lines, position))
        ):
            break
        else:
            groups[-1].cells[-1].append(line.strip())
        gap = 0
        position += 1
        end = position
    return groups, end


def _is_inside_row(groups: Sequence[_Group], lines: Sequence[str], position: int) -> bool:
    """Whether text after a blank line stands inside a row: the cells before and after it make one full row."""
    width = usual_width([group.cells for group in groups[:-1]])
    after = next(
        (at for at in range(position, min(position + _MOST_TEXT_IN_ROW, len(lines))) if _is_cell(lines[at])),
        None,
    )
    if width < 3 or after is None:
        return False
    count = 0
    while after + count < len(lines) and _is_cell(lines[after + count]):
        count += 1
    return len(groups[-1].cells) + count == width


def _trailing_text(last: _Group, matcher: Matcher) -> list[str]:
    """Lines that went on the last cell of all but open a paragraph of their own; they are taken off the cell."""
    cell = last.cells[-1]
    for position, line in enumerate(cell[1:], start=1):
        if opens_paragraph(line, matcher):
            trailing = cell[position:]
            del cell[position:]
            return trailing
    return []


def _is_indented_text(groups: Sequence[_Group], matcher: Matcher) -> bool:
    """Whether the tabs only indent paragraphs: cells that are all alone, or too many in one run, and read like text."""
    if all(len(group.cells) == 1 for group in groups):
        first = groups[0].texts()[0]
        return (
            len(groups) == 1
            or len(groups) > _MOST_BOX_ROWS
            or first.endswith(("。", "；"))
            or any(matcher.first("outline-start", group.texts()[0]) for group in groups)
        )
    if len(groups) > 1:
        return False
    texts = groups[0].texts()
    return not _fold(texts) and (
        len(texts) > _MOST_BOX_ROWS
        or any(len(text) > _LONGEST_CELL_OF_A_ROW or matcher.first("outline-start", text) for text in texts)
    )


def _tables(groups: Sequence[_Group]) -> list[list[list[str]]]:
    """The groups as tables of rows.

    Two blank lines end a table; but two groups that make one full row together
    are a row with a cell that ended in an empty line.
    """
    tables: list[list[list[str]]] = []
    for group in groups:
        texts = group.texts()
        if not tables or (group.gap > 1 and not _completes(tables[-1], texts)):
            tables.append([])
        tables[-1].append(texts)
    return [_rows(table) for table in tables]


def _completes(rows: Sequence[Sequence[str]], texts: Sequence[str]) -> bool:
    width = usual_width(rows)
    return 1 < len(rows[-1]) < width and len(rows[-1]) + len(texts) == width


def _rows(groups: Sequence[list[str]]) -> list[list[str]]:
    """One row per group; torn rows are joined, rows that run into each other separated."""
    if len(groups) == 1:
        return _fold(groups[0]) or [groups[0]]
    width = usual_width(groups)
    rows: list[list[str]] = []
    for texts in groups:
        if rows and _belongs_to(rows[-1], texts, width):
            rows[-1] = rows[-1] + texts
        elif len(texts) > width > 1 and len(texts) % width == 0:
            rows += [texts[start : start + width] for start in range(0, len(texts), width)]
        else:
            rows.append(texts)
    return rows


def _belongs_to(row: Sequence[str], texts: Sequence[str], width: int) -> bool:
    """Whether a short row goes on in the next group: they fill the width, and the row is no band."""
    return len(row) + len(texts) == width and (len(row) > 1 or (read_numeral(row[0]) is not None and len(texts) > 1))


def _fold(texts: list[str]) -> list[list[str]]:
    """Rows of a table whose rows are not set apart, by a column that counts 1, 2, 3; [] where no width fits.

    >>> _fold(["序号", "内容", "1", "建站点", "2", "建食堂"])
    [['序号', '内容'], ['1', '建站点'], ['2', '建食堂']]
    """
    ones = [position for position, text in enumerate(texts[:40]) if text == "1"][:3]
    for width in range(2, min(len(texts) // 2, 20) + 1):
        if len(texts) % width:
            continue
        for first in ones:
            rows_above, column = divmod(first, width)
            counted = texts[column::width][rows_above:]
            if rows_above and len(counted) > 1 and counted == [str(value) for value in range(1, len(counted) + 1)]:
                return [texts[start : start + width] for start in range(0, len(texts), width)]
    return []
