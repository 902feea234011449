"""Findings on tables that were not read, or not with certainty: unknown headings, undecided columns, lost rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.findings import Code
from policy_extract.generated.plain import At
from policy_extract.stages.grids.grid import distinct, is_filled, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.blocks import Block, Table
    from policy_extract.findings import Report
    from policy_extract.generated.plain import ColumnRole
    from policy_extract.grammar import Matcher
    from policy_extract.stages.grids.layout import TableLayout
    from policy_extract.stages.tables.column_words import ColumnForm

FEWEST_CELLS = 4
"""Filled cells from which a table that was not read is worth a finding."""
HEADING_LINES = 3
"""Number of consecutive column headings on lines from which a lost table is reported."""
PAIR = 2
LONGEST_BODY = 20
"""Characters of a line that names a body alone."""
LONGEST_HEADING = 8
"""Characters of the first heading on lines: 序号, 指标名称."""
_BESIDE = {"value", "measure", "attribute"}
"""What stands beside indicators."""
_ELSE = "something else"
_HOLDS: dict[ColumnRole, str] = {
    "no": "running numbers",
    "measure": "units of measure",
    "attribute": "whether an indicator binds",
    "units": "responsible bodies",
    "deadline": "deadlines",
    "value": "values",
    "category": "a group of rows",
    "name": "names",
    "content": "the main text",
}


def note_doubts(layout: TableLayout, columns: Sequence[ColumnForm], name: str, report: Report) -> None:
    """Note each column whose heading is ambiguous, with what else it may hold."""
    for column in columns:
        if column.second is None or not layout.heading or column.index >= len(layout.heading[-1]):
            continue
        cell = next((cell for line in reversed(layout.heading) if is_filled(cell := line[column.index])), None)
        if cell is not None:
            words = {"role": _HOLDS.get(column.role, _ELSE), "second": _HOLDS.get(column.second, _ELSE)}
            at = At(block=layout.address(cell), start=0, end=len(cell.text))
            report.note(Code.COLUMN_DOUBTFUL, at, column=joined(cell), table=name, **words)


def note_flattened(blocks: Sequence[Block], index: int, matcher: Matcher, report: Report) -> bool:
    """Note one or several lines that are the heading of a table where no table was found; False where there are none."""
    above = blocks[index - 1] if index else None
    if isinstance(above, Paragraph) and _counts(above.text.strip(), matcher):
        return False  # the heading began there
    blocks = blocks[index : index + HEADING_LINES]
    texts = [block.text.strip() for block in blocks if isinstance(block, Paragraph)]
    cells = _cells(texts[0], matcher) or _headings_on_lines(texts, matcher)
    if cells:
        at = At(block=blocks[0].id, start=0, end=len(texts[0]))
        report.note(Code.TABLE_FLATTENED, at, headings=" | ".join(cells)[:60])
    return bool(cells)


def note_duties_on_lines(blocks: Sequence[Block], index: int, matcher: Matcher, report: Report) -> bool:
    """Note lines that name bodies, each above a line with its duty: they were a table; False where there are none."""
    pair = _body_and_duty(blocks, index, matcher)
    if pair and _body_and_duty(blocks, index + PAIR, matcher) and not _body_and_duty(blocks, index - PAIR, matcher):
        at = At(block=pair[0].id, start=0, end=len(pair[0].text))
        report.note(Code.TABLE_FLATTENED, at, headings=" | ".join(line.text.strip() for line in pair)[:60])
        return True
    return False


def _body_and_duty(blocks: Sequence[Block], index: int, matcher: Matcher) -> list[Paragraph]:
    """A line that names a body alone and the next, where that says what it has to do; else none."""
    pair = [block for block in blocks[max(index, 0) : max(index, 0) + PAIR] if isinstance(block, Paragraph)]
    if index < 0 or len(pair) < PAIR or len(pair[0].text) > LONGEST_BODY:
        return []
    told = matcher.first("certain-body", pair[0].text) is not None and matcher.first("duty", pair[1].text) is not None
    return pair if told else []


def _cells(line: str, matcher: Matcher) -> list[str]:
    """As `heading_cells`."""
    from policy_extract.reading.repair.bare_rows import heading_cells  # noqa: PLC0415  most documents lose no table

    return heading_cells(line, matcher)


def _counts(text: str, matcher: Matcher) -> bool:
    """Whether a line is the heading of running numbers: 序号."""
    match = matcher.first("column", text) if len(text) <= LONGEST_HEADING else None
    return match is not None and match.get("role") == "no"


def _headings_on_lines(texts: Sequence[str], matcher: Matcher) -> list[str]:
    """The lines, where each is the heading of a column and the first that of running numbers, or of indicators beside values."""
    first = matcher.first("column", texts[0]) if len(texts[0]) <= LONGEST_HEADING else None
    if first is None or not (first.get("role") == "no" or first.get("indicator")):
        return []
    roles = [match.get("role") for text in texts[1:] if (match := matcher.first("column", text)) is not None]
    return _cells("  ".join(texts), matcher) if first.get("role") == "no" or _BESIDE.intersection(roles) else []


def note_unread(table: Table, name: str, report: Report) -> None:
    """Note that a table of several filled rows was not understood."""
    filled = [cell for cell in table.cells if is_filled(cell)]
    if table.cols > 1 and table.rows > 1 and len(filled) >= FEWEST_CELLS:
        texts = [joined(cell) for cell in distinct([cell for cell in filled if cell.row == filled[0].row])]
        at = At(block=table.address(filled[0]), start=0, end=len(filled[0].text))
        report.note(Code.TABLE_UNREAD, at, table=name, headings=" | ".join(texts)[:60])
