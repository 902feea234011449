"""Lines whose pieces stand clear, column below column → columns, and the cells of heading and rows.

Nothing is drawn, so two signs tell where rows end: a cell goes on in the line
below it only where it is filled to its right edge, and a first column of
running numbers has one for each row.
"""

from __future__ import annotations

import re
from itertools import dropwhile, pairwise, takewhile
from typing import TYPE_CHECKING, Final

from policy_extract.reading.known_lines import is_latin
from policy_extract.reading.pages.clear_spans import CLEAR, goes_on_in_middle, headed, names_group_in_middle, reach_of
from policy_extract.reading.pages.grid_tables import PADDING, CellDraft
from policy_extract.reading.pages.page_lines import part_of
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.reading.pages.clear_spans import Span
    from policy_extract.reading.pages.page_lines import Line, Piece

_ROOM: Final = 0.4
"""Ems that may be left at the end of a line in a cell besides the room for which what follows was too wide."""
_LATIN: Final = 0.55
"""Ems of a letter or digit."""
_HEAD: Final = re.compile(r"[“‘（《〈「『【〔(]{0,3}(?:[0-9A-Za-z.]{1,20}|.)[，。、；：！？）》〉”’」』】〕…％%)]{0,3}")
_COUNTED: Final = re.compile(r"[（(]?(\d{1,2})[.．、）)](?!\d)\s*\S")
"""A paragraph that is counted: 1.召开会议."""
_MOST_HEADING_LINES: Final = 6
_COUNTING: Final = 2
"""First columns that may count the rows."""
_MOSTLY: Final = 0.5


# ---------------------------------------------------------------- rows


def goes_on(line: Line, above: Line, columns: Sequence[Span]) -> bool:
    """Whether each piece of a line stands below one that fills its column to the right edge, as what is too long for it does.

    Beside such a piece, the next number of a count in the same column goes on, too: 2. below 1. is a paragraph of its own in one cell.
    """
    counted = [piece for piece in line.pieces if not _goes_on_some(piece, above, columns)]
    if len(counted) == len(line.pieces):
        return False
    return all(any(_counts_on(one, piece, columns) for one in above.pieces) for piece in counted)


def _goes_on_some(piece: Piece, above: Line, columns: Sequence[Span]) -> bool:
    """Whether a piece stands below one that leaves no room for its first word."""
    return any(_is_full(one, piece, columns, above.size) for one in above.pieces)


def _counts_on(above: Piece, piece: Piece, columns: Sequence[Span]) -> bool:
    """Whether two pieces in one column, not the first, open with numbers of which the lower is the next."""
    before, number = _COUNTED.match(above.text), _COUNTED.match(piece.text)
    if before is None or number is None or int(number[1]) != int(before[1]) + 1:
        return False
    reach = reach_of(piece, columns)
    return reach[0] > 0 and reach == reach_of(above, columns)


def _unbreakable(text: str) -> float:
    """Ems of what no line break parts from the first character: a word or number, and closing marks."""
    match = _HEAD.match(text)
    head = match[0] if match is not None else ""
    return sum(_LATIN if is_latin(char) else 1.0 for char in head)


def _is_full(above: Piece, piece: Piece, columns: Sequence[Span], size: float) -> bool:
    """Whether two pieces stand in one column, and the upper one leaves no room for another character."""
    reach = reach_of(piece, columns)
    if len(reach) != 1 or reach_of(above, columns) != reach:
        return False
    col = reach[0]
    end = columns[col + 1][0] - CLEAR * size if col + 1 < len(columns) else columns[col][1]
    return end - above.right < (_unbreakable(piece.text) + _ROOM) * size


@record
class _Count:
    """A column that counts the rows."""

    col: int
    first: int
    """The line of its first number."""


def _count_in(run: Sequence[Line], columns: Sequence[Span]) -> _Count | None:
    """The column of running numbers, one of the first two, which begins below a heading; None where there is none."""
    for col in range(min(_COUNTING, len(columns))):
        found = [
            (at, piece.text.strip(".．、 "))
            for at, line in enumerate(run)
            for piece in line.pieces[:_COUNTING]
            if len(line.pieces) > 1 and reach_of(piece, columns) == range(col, col + 1)
        ]
        first = next((at for at, text in found[:_MOST_HEADING_LINES] if text == "1"), 0)
        numbers = [text.isdecimal() for at, text in found if at >= first]
        if first > 0 and len(numbers) > 1 and sum(numbers) > _MOSTLY * len(numbers):
            return _Count(col, first)
    return None


def _rows(lines: Sequence[Line], columns: Sequence[Span], count: _Count | None) -> list[list[Line]]:
    """The lines of each row."""
    rows: list[list[Line]] = []
    for line in lines:
        reached = {col for piece in line.pieces for col in reach_of(piece, columns)}
        inside = count is not None and min(reached) > 0 and count.col not in reached
        inside = inside and not names_group_in_middle(line, columns)
        inside = inside and not (rows and _is_part_of_its_own(line, rows[-1][-1], columns))
        if rows and not _is_group(rows[-1], columns) and (inside or goes_on(line, rows[-1][-1], columns)):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _with_words_whole(
    rows: Sequence[list[Line]], columns: Sequence[Span], count: _Count | None
) -> Iterator[list[Line]]:
    """The rows; what only goes on the first cells of the row above, cells that reach down beside this one, stands there.

    So it does where such a cell is blank in this row, or somewhere in the first column.
    """
    blanks = _begins_blank(rows, columns)
    above: list[Line] = []
    for row in rows:
        line = row[0]
        going = _going_on_first(line, above[-1], columns, count) if above else 0
        if 0 < going < len(line.pieces) and (
            blanks or _leaves_blank(row, going, columns) or all(map(_is_end_of_a_word, line.pieces[:going]))
        ):
            cut = line.pieces[going].left - 1
            above.append(_between(line, line.left, cut))
            row = [_between(line, cut, line.right + 1), *row[1:]]  # noqa: PLW2901  # the rest of the row
        if above:
            yield above
        above = list(row)
    if above:
        yield above


def _begins_blank(rows: Sequence[list[Line]], columns: Sequence[Span]) -> bool:
    """Whether some row has nothing in the first column, where a row above it has something: what stands below a heading has not."""
    firsts = [reach_of(row[0].pieces[0], columns)[0] for row in rows]
    return any(first > 0 for first in dropwhile(bool, firsts))


def _leaves_blank(row: Sequence[Line], going: int, columns: Sequence[Span]) -> bool:
    """Whether a row without its first pieces has blanks there: a column is left out, and no later line of the row stands in them."""
    begins = reach_of(row[0].pieces[going], columns)[0]
    return begins > going and all(reach_of(line.pieces[0], columns)[0] >= begins for line in row[1:])


def _is_end_of_a_word(piece: Piece) -> bool:
    """Whether a piece is a single character, which is no name but the end of a word that did not fit into the line above."""
    return len(piece.text) == 1 and piece.text.isalpha() and not is_latin(piece.text)


def _going_on_first(line: Line, above: Line, columns: Sequence[Span], count: _Count | None) -> int:
    """How many pieces open a line that go on pieces above them, none of them a number that counts rows."""

    def goes(piece: Piece) -> bool:
        counts = count is not None and reach_of(piece, columns)[0] == count.col
        return not counts and _goes_on_some(piece, above, columns)

    return sum(1 for _ in takewhile(goes, line.pieces))


def _between(line: Line, left: float, right: float) -> Line:
    return part_of(line, left, right) or line


def _is_part_of_its_own(line: Line, above: Line, columns: Sequence[Span]) -> bool:
    """Whether a line without a number is a row beside a merged number: half of the columns, and few pieces that go on others."""
    going = sum(_goes_on_some(piece, above, columns) for piece in line.pieces)
    return 2 * going <= len(line.pieces) and len(line.pieces) > max(2, len(columns) / 2 - 1)


def _is_group(row: Sequence[Line], columns: Sequence[Span]) -> bool:
    """Whether one piece from the first column on, or in the middle of the row, is all there is in it: the name of a group."""
    pieces = [piece for line in row for piece in line.pieces]
    return len(pieces) == 1 and (reach_of(pieces[0], columns)[0] == 0 or names_group_in_middle(row[0], columns))


# ---------------------------------------------------------------- cells


def cells_of_lines(run: Sequence[Line], columns: Sequence[Span]) -> tuple[list[CellDraft], int]:
    """The cells of heading and rows, and how many rows there are."""
    count = _count_in(run, columns)
    first = _below_heading(run, columns)
    if count is not None:
        first = next((at for at in range(first, count.first) if _is_row(run[at], columns)), count.first)
    cells, rows = _heading(run[:first], columns)
    for lines in _with_words_whole(_rows(run[first:], columns, count), columns, count):
        cells += _row(rows, lines, columns)
        rows += 1
    return _merged_down(cells, count.col if count is not None else None), rows


def _below_heading(run: Sequence[Line], columns: Sequence[Span]) -> int:
    """The first line that does not go on with the heading; what stands below a heading across columns belongs to it."""
    open_ = {col for _, reach in headed(run[:2], columns) for col in reach}
    first = 1
    while open_ and first < _MOST_HEADING_LINES and first < len(run) - 1:
        open_ -= {reach_of(piece, columns)[0] for piece in run[first].pieces if len(reach_of(piece, columns)) == 1}
        first += 1
    while first < _MOST_HEADING_LINES and first < len(run) - 1 and _ends_heading(run[first], run[first - 1], columns):
        first += 1
    return first


def _ends_heading(line: Line, above: Line, columns: Sequence[Span]) -> bool:
    return goes_on(line, above, columns) or goes_on_in_middle(line, above)


def _is_row(line: Line, columns: Sequence[Span]) -> bool:
    """Whether a line above the first number is a row all the same: the name of a group, sums."""
    return _is_group([line], columns) or any(piece.text.replace(".", "").isdecimal() for piece in line.pieces)


def _heading(lines: Sequence[Line], columns: Sequence[Span]) -> tuple[list[CellDraft], int]:
    """The cells of a heading, in two rows where something stands across columns, and how many rows these are."""
    over: dict[int, range] = {}
    heads: list[Piece] = []
    for at in range(len(lines)):
        for piece, reach in headed(lines[at : at + 2] if at == 0 else lines[at : at + 1], columns):
            if not any(col in over for col in reach):
                over |= dict.fromkeys(reach, reach)
                heads.append(piece)
    rows = 2 if over else 1
    upper = {reach: _draft(range(1), reach, lines, columns) for reach in over.values()}
    lower = [
        _draft(range(1, 2) if col in over else range(rows), range(col, col + 1), lines, columns)
        for col in range(len(columns))
    ]
    for line in lines:
        for piece in line.pieces:
            reach = reach_of(piece, columns)
            above = reach[0] in over and (len(reach) > 1 or any(piece is one for one in heads))
            _put(upper[over[reach[0]]] if above else lower[reach[0]], line, piece)
    return [*upper.values(), *lower], rows


def _draft(rows: range, reach: range, lines: Sequence[Line], columns: Sequence[Span]) -> CellDraft:
    """The cell over these rows and columns, still empty."""
    width = columns[reach[-1]][1] - columns[reach[0]][0] + 2 * PADDING
    return CellDraft(rows[0], reach[0], len(rows), len(reach), width, lines[0].top, max(line.bottom for line in lines))


def _row(at: int, lines: Sequence[Line], columns: Sequence[Span]) -> list[CellDraft]:
    """The cells of one row: one for each column, or across those that a piece stands across; a group fills the row."""
    whole = _is_group(lines, columns)
    cuts = set() if whole else set(range(1, len(columns)))
    for piece in (piece for line in lines for piece in line.pieces):
        cuts -= set(reach_of(piece, columns)[1:])
    edges = [0, *sorted(cuts), len(columns)]
    cells = [_draft(range(at, at + 1), range(start, end), lines, columns) for start, end in pairwise(edges)]
    for line in lines:
        for piece in line.pieces:
            col = reach_of(piece, columns)[0]
            _put(next(cell for cell in cells if cell.col <= col < cell.col + cell.cols), line, piece)
    return cells


def _put(cell: CellDraft, line: Line, piece: Piece) -> None:
    """Put a piece of a line into a cell."""
    part = part_of(line, piece.left, piece.right + 1)
    if part is not None:
        cell.lines.append(part)


def _merged_down(cells: Sequence[CellDraft], counting: int | None) -> list[CellDraft]:
    """The cells; blank ones before the first text of a row, its number left out, are part of those above them."""
    kept: list[CellDraft] = []
    last: dict[int, CellDraft] = {}
    opening = True
    for cell in cells:
        opening = opening or cell.col == 0
        above = last.get(cell.col)
        if opening and not cell.lines and above is not None and _may_reach_down(above):
            above.rows += 1
            above.bottom = cell.bottom
            continue
        number = cell.col == counting and cell.lines and cell.lines[0].text.strip(".．、 ").isdecimal()
        opening = opening and (not cell.lines or bool(number))
        kept.append(cell)
        last |= dict.fromkeys(range(cell.col, cell.col + cell.cols), cell)
    return kept


def _may_reach_down(above: CellDraft) -> bool:
    """Whether a cell below the heading has text, and stands in one column."""
    return bool(above.lines) and above.row > 0 and above.cols == 1
