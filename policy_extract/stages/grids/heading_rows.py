"""Rows of a grid → which of them are its heading: by the words the grammar knows, else by what stands below them.

A heading of unknown words is recognised by its shape: short texts, all different,
over cells of a kind of their own (numbers, bodies, units of measure).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.lexical.quantities import read_quantity
from policy_extract.lexical.width import fold
from policy_extract.stages.grids.grid import begins, distinct, is_filled
from policy_extract.stages.grids.heading_words import UNIT_ROLES, known_heading, squeezed

_BETWEEN_NAMES = re.compile(r"[、，；,;\s]+")
_MEASURE_AFTER = re.compile(r"[（(][^（）()]{1,10}[）)]$")
_YEAR_BEFORE = re.compile(r"^(?:19|20)\d\d年(?=..)")

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Cell
    from policy_extract.grammar import Matcher
    from policy_extract.stages.grids.grid import Grid, Line

MOST_HEADING_ROWS = 4
HEADING_REACH = 4
"""Rows from the top in which a heading is looked for; captions and blank rows may stand above it."""
LONGEST_HEADING = 40
"""Characters; a longer cell heads no column."""
LONGEST_UNKNOWN = 14
"""Characters of a heading that is recognised by its shape alone, its unit of measure and a year before it left out."""
LONGEST_MEASURED = 24
"""Characters of such a heading with a unit of measure, which no sentence has."""
FEWEST_KNOWN = 2
"""Known headings without which a row is no heading by its words."""
FEWEST_UNKNOWN = 3
"""Columns from which a row of short words with one known heading among them is one."""
FEWEST_ACROSS = 2
"""Years, or headings, in the first column of a table that is turned."""
TURNED_ROLES = {"value", "measure", "attribute", "units", "lead", "support", "note"}
"""What headings in the first column of such a table may name."""
SAMPLE = 30
"""Rows below a heading that are looked at."""


def heading_rows(grid: Grid, repeated: int, matcher: Matcher) -> tuple[int, int] | None:
    """The first row of the heading and the first below it; None where no row is one. `repeated`: rows Word repeats."""
    top = _known_row(grid.lines, matcher)
    if top is None:
        top = _row_by_shape(grid.lines, repeated, matcher)
    if top is None:
        return None
    while _opens_above(grid.lines, top):
        top -= 1
    return top, _below(grid.lines, top, repeated, matcher)


def is_turned(grid: Grid, matcher: Matcher) -> bool:
    """Whether years run down: below the rows of names, column one holds headings, two of values; the names are none.

    One heading of values is enough under a word for indicators: 主要指标 | 粮食产量 | ……, 2025年目标值 | 60万吨 | …….
    """
    lines = grid.lines
    if len(lines) < FEWEST_KNOWN or grid.width < FEWEST_KNOWN:
        return False
    if _marks_bodies_down(lines, matcher):
        return True
    roles = [_role(line[0], matcher) for line in lines]
    below = next((at for at, role in enumerate(roles) if at and role in TURNED_ROLES), len(lines))
    names, values = lines[below - 1], roles[below:].count("value")
    few = values == 1 and grid.width > FEWEST_ACROSS and _heads_indicators(names[0], matcher)
    if not (values >= FEWEST_ACROSS or few) or not set(roles[below:]) <= TURNED_ROLES:
        return False
    if any(is_known(cell, matcher) for cell in names[1:]) or not _leads_to_names(lines[:below], matcher):
        return False
    return all(len(distinct(line)) == grid.width for line in lines[below - 1 :])


def works_run_across(grid: Grid, matcher: Matcher) -> bool:
    """Whether every row begins with a heading, and what it says of each task stands beside it: 牵头单位 | 县水务集团 | 县住建局."""
    if grid.width < FEWEST_UNKNOWN or len(grid.lines) < FEWEST_UNKNOWN:
        return False
    names = {squeezed(line[0].text) for line in grid.lines}
    roles = [_role(line[0], matcher) for line in grid.lines]
    if len(names) < len(grid.lines):
        return False
    if not all(roles) or not set(UNIT_ROLES) & set(roles) or "value" in roles:
        return False
    beside = [cell for line in grid.lines for cell in distinct(line)[1:]]
    heads = any(_role(cell, matcher) not in {None, "value"} for cell in beside)  # a year is a date here
    return len(distinct(grid.lines[0])) == grid.width and not heads


def _marks_bodies_down(lines: Sequence[Line], matcher: Matcher) -> bool:
    """Whether bodies run down beside marks under what they have to do: 部门 | 垃圾分类 | 污水治理, 县住建局 | ★ | ☆.

    Numbers of the rows may stand before the bodies.
    """
    names, rows = lines[0], lines[1:]
    if len(distinct(names)) < len(names) or any(_is_certain_body(cell, matcher) for cell in names):
        return False
    body = 1 if all(is_number(row[0].text) for row in rows) else 0
    marks = [cell for row in rows for cell in row[body + 1 :] if is_filled(cell)]
    marked = bool(marks) and all(matcher.first("duty-mark", cell.text) is not None for cell in marks)
    return marked and len(rows) >= FEWEST_KNOWN and all(_is_certain_body(row[body], matcher) for row in rows)


def _is_certain_body(cell: Cell, matcher: Matcher) -> bool:
    return matcher.first("certain-body", cell.text) is not None


def _leads_to_names(lines: Sequence[Line], matcher: Matcher) -> bool:
    """Whether the rows above the last one number or group the names in it: 序号 | 1 | 2, a first cell that reaches down."""
    return all(
        line[0] is lines[-1][0] or (_role(line[0], matcher) == "no" and all(is_number(cell.text) for cell in line[1:]))
        for line in lines[:-1]
    )


def _heads_indicators(cell: Cell, matcher: Matcher) -> bool:
    """Whether the cell is a heading of names of indicators: 主要指标."""
    heading = known_heading(squeezed(cell.text), matcher) if is_filled(cell) else None
    return heading is not None and bool(heading.match.get("indicator"))


def _role(cell: Cell, matcher: Matcher) -> object:
    heading = known_heading(squeezed(cell.text), matcher) if is_filled(cell) else None
    return heading.role if heading is not None else None


def is_known(cell: Cell, matcher: Matcher) -> bool:
    """Whether the cell is a heading the grammar knows."""
    text = squeezed(cell.text)
    return 0 < len(text) <= LONGEST_HEADING and known_heading(text, matcher) is not None


def is_number(text: str) -> bool:
    """Whether the text is a running number in digits: 1, 2., （3）."""
    return squeezed(fold(text)).strip(".、（）").isdecimal()


# ---------------------------------------------------------------- the first row of a heading


def _known_row(lines: Sequence[Line], matcher: Matcher) -> int | None:
    """The first row in which at least two cells, and half of all, are known headings; or one in a row of many short words."""
    for index, row in enumerate(lines[:HEADING_REACH]):
        filled = [cell for cell in distinct(row) if is_filled(cell)]
        known = sum(is_known(cell, matcher) for cell in filled)
        if known >= FEWEST_KNOWN and 2 * known >= len(filled):
            return index
        full = known > 0 and _is_full_of_words(row, matcher)
        if full and (
            len(row) >= FEWEST_UNKNOWN or _stands_over_texts(row, lines[index + 1 : index + 1 + SAMPLE], matcher)
        ):
            return index
    return None


def _is_full_of_words(row: Line, matcher: Matcher) -> bool:
    """Whether every column of a row shows a short word of its own, or a time of a year: 3月."""
    return len(distinct(row)) == len(row) and all(
        _is_wordy(squeezed(cell.text)) or matcher.first("time-of-a-year", cell.text) is not None for cell in row
    )


def _stands_over_texts(row: Line, below: Sequence[Line], matcher: Matcher) -> bool:
    """Whether long texts stand below a known heading."""
    known = [col for col, cell in enumerate(row) if is_known(cell, matcher)]
    return any(_average(below, col) >= LONGEST_UNKNOWN for col in known)


def _average(lines: Sequence[Line], col: int) -> float:
    lengths = [len(squeezed(line[col].text)) for line in lines if is_filled(line[col])]
    return sum(lengths) / len(lengths) if lengths else 0.0


def _row_by_shape(lines: Sequence[Line], repeated: int, matcher: Matcher) -> int | None:
    """The first row of several cells, where its cells are short words over cells of other kinds."""
    for index, row in enumerate(lines[:HEADING_REACH]):
        filled = [cell for cell in distinct(row) if is_filled(cell)]
        if len(filled) < FEWEST_KNOWN:
            continue
        texts = {squeezed(cell.text) for cell in filled}
        wordy = all(_is_wordy(text) for text in texts) and len(texts) == len(filled)
        end = _below(lines, index, repeated, matcher)
        below = lines[end : end + SAMPLE]
        if wordy and below and (index < repeated or _heads_kinds(row, below, matcher)):
            return index
        return None
    return None


def _opens_above(lines: Sequence[Line], top: int) -> bool:
    """Whether the row above is part of the heading: one of its cells reaches down, or, in a dump, fills the blanks."""
    if top == 0:
        return False
    above, row = lines[top - 1], lines[top]
    if len([cell for cell in distinct(above) if is_filled(cell)]) < FEWEST_KNOWN:
        return False
    if any(one is other for one, other in zip(above, row, strict=True)):
        return True
    blanks = [one for one, other in zip(above, row, strict=True) if not is_filled(other)]
    return bool(blanks) and all(map(is_filled, blanks)) and all(map(_heads, distinct(above)))


def _heads(cell: Cell) -> bool:
    return len(squeezed(cell.text)) <= LONGEST_HEADING


def _is_wordy(text: str) -> bool:
    """Whether a text may head a column: a few words, no sentence, no value."""
    plain, measured = _MEASURE_AFTER.subn("", fold(text))
    plain = _YEAR_BEFORE.sub("", plain)
    most = LONGEST_MEASURED if measured else LONGEST_UNKNOWN
    return 0 < len(plain) <= most and text[-1] not in "。；，：" and read_quantity(text).form == "text"


def _heads_kinds(row: Line, below: Sequence[Line], matcher: Matcher) -> bool:
    """Whether a column has, in every cell below, one kind its heading is not of: running numbers, values or bodies."""
    return any(
        is_filled(cell) and _is_kind([line[col] for line in below if is_filled(line[col])], cell, matcher)
        for col, cell in enumerate(row)
    )


def _is_kind(cells: Sequence[Cell], heading: Cell, matcher: Matcher) -> bool:
    if len(cells) < FEWEST_KNOWN:
        return False
    if all(read_quantity(cell.text).form not in {"text", "none"} for cell in cells):
        return True
    apart = is_known(heading, matcher) or not _is_of_bodies(heading.text, matcher)
    return apart and all(_is_of_bodies(cell.text, matcher) for cell in cells)


def _is_of_bodies(text: str, matcher: Matcher) -> bool:
    """Whether every name in a cell is that of a body."""
    names = [name for name in _BETWEEN_NAMES.split(text.strip()) if name]
    return bool(names) and all(matcher.first("body-name", name) is not None for name in names)


# ---------------------------------------------------------------- the rows of a heading


def _below(lines: Sequence[Line], top: int, repeated: int, matcher: Matcher) -> int:
    """The first row below the heading: after its merged cells, after rows Word repeats, after sub-headings."""
    most = min(top + MOST_HEADING_ROWS, len(lines) - 1)
    reaches = [_reach(lines, top, col, most) for col in range(len(lines[top]))]
    below = max([top + 1, *(reach for reach in reaches if reach <= most)])
    if below < repeated <= most:
        below = repeated
    while below < most and _is_subheading(lines, top, below, matcher):
        below += 1
    return below


def _reach(lines: Sequence[Line], top: int, col: int, most: int) -> int:
    """The first row that a cell of the heading does not reach; `most` + 1 where it reaches further than allowed."""
    end = top + 1
    while end <= most and lines[end][col] is lines[top][col]:
        end += 1
    return end


def _is_subheading(lines: Sequence[Line], top: int, index: int, matcher: Matcher) -> bool:
    """Whether a row of a dump goes on with the heading: years under 目标, units of measure in brackets, nothing under the rest."""
    row, fresh = lines[index], begins(lines[index - 1], lines[index])
    own = [(col, cell) for col, cell in enumerate(row) if fresh[col] and is_filled(cell)]
    if len(own) == len(row):
        return _heads_each(lines[top], row, matcher)
    if not own:
        return False
    if _fills_gaps(lines[top], {col for col, _ in own}) and all(_is_wordy(squeezed(cell.text)) for _, cell in own):
        return True
    specific = [(col, cell) for col, cell in own if not _names_values(cell, matcher)]
    if len(specific) == len(own) and not any(is_known(cell, matcher) for _, cell in own):
        return False
    return all(
        _is_open(lines[top], col) and (is_known(cell, matcher) or _is_wordy(squeezed(cell.text)))
        for col, cell in specific
    )


def _heads_each(top: Line, row: Line, matcher: Matcher) -> bool:
    """Whether known headings stand below all of a heading, one of whose cells spans columns: 责任清单 over 责任领导 and 责任单位."""
    spans = len(distinct(top)) < len(row)
    return spans and len(distinct(row)) == len(row) and all(is_known(cell, matcher) for cell in row)


def _fills_gaps(top: Line, filled: set[int]) -> bool:
    """Whether cells stand below whole stretches of a heading cell and the blanks right of it, and nowhere else."""
    blank = {col for col, cell in enumerate(top) if not is_filled(cell)}
    stretches = {col for col in range(len(top)) if col in blank or col + 1 in blank}
    reached = {col for col in filled if col in blank or {col, col + 1} <= filled}
    return 0 not in blank and bool(blank) and filled == stretches == reached


def _names_values(cell: Cell, matcher: Matcher) -> bool:
    """Whether the cell can only head values, or narrow what stands above it: 2027年, 目标值, （%）."""
    text = squeezed(cell.text)
    dated = len(text) <= LONGEST_UNKNOWN and matcher.first("cell-date", text) is not None
    return dated or _is_remark(cell, matcher) or _role(cell, matcher) == "value"


def _is_remark(cell: Cell, matcher: Matcher) -> bool:
    """Whether the cell is a bracket alone: （%）, （2025年）."""
    match = matcher.first("remark", squeezed(cell.text))
    return match is not None and match.start == 0


def _is_open(top: Line, col: int) -> bool:
    """Whether a heading may stand below this one: it spans columns, is blank, or has a blank beside it."""
    spans = any(top[col] is beside for beside in (*top[max(0, col - 1) : col], *top[col + 1 : col + 2]))
    return spans or not is_filled(top[col]) or any(not is_filled(cell) for cell in top[col + 1 : col + 2])
