"""Referential integrity of a plan's JSON, which a schema cannot check; people edit files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.errors import NotADocumentError
from policy_extract.output.sections import walk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from policy_extract.model import Indicator, Item, Plan, PlanTable, TableCell

MOST_SQUARES = 4_000_000
"""Grid squares of all tables together, as when a Word file is read."""
_ADDRESS = re.compile(r"(?P<block>[^.]+)\.(?P<row>\d{1,7})\.(?P<col>\d{1,7})")


def check_references(plan: Plan) -> None:
    """Check that the ids in a plan from a file name what is there.

    Fails: NotADocumentError with the first thing that is named and not there, or a cell that stands outside its table.
    """
    for place, name, known in _named(plan):
        if name is not None and name not in known:
            raise NotADocumentError(f"the plan names {name}, which is not in it, in {place}; write it again with parse")
    if sum(table.rows * table.cols for table in plan.tables) > MOST_SQUARES:
        raise NotADocumentError(f"the tables have more than {MOST_SQUARES} grid squares; split the document")
    for table in plan.tables:
        for cell in table.cells:
            if not _inside(cell, table):
                raise NotADocumentError(
                    f"the cell {cell.block} is not in the table {table.id}; write it again with parse"
                )


def _inside(cell: TableCell, table: PlanTable) -> bool:
    """The cell covers squares of the table, and its address says a block of the table and a row it has."""
    address = _ADDRESS.fullmatch(cell.block)
    return (
        address is not None
        and address["block"] in table.blocks
        and int(address["row"]) < table.rows
        and int(address["col"]) == cell.col
        and min(cell.row, cell.col) >= 0
        and min(cell.rows, cell.cols) > 0
        and cell.row + cell.rows <= table.rows
        and cell.col + cell.cols <= table.cols
    )


def _named(plan: Plan) -> Iterator[tuple[str, str | None, Collection[str]]]:
    """Place, what it names, and what there is."""
    sections = {section.id: section for _, section in walk(plan.sections)}
    parts, tables = {part.id for part in plan.parts}, {table.id for table in plan.tables}
    blocks, tasks = {block.id for block in plan.blocks}, {task.id for task in plan.tasks}
    headings = {*sections, *(box.id for box in plan.boxes)}
    for block in plan.blocks:
        yield f"block {block.id}", block.part, parts
        yield f"block {block.id}", block.section, headings
    for section in sections.values():
        yield f"section {section.id}", section.part, parts
        yield from ((f"section {section.id}", block, blocks) for block in section.blocks)
    for task in plan.tasks:
        yield f"task {task.id}", task.part, parts
        yield f"task {task.id}", task.section, sections
    for table in plan.tables:
        yield f"table {table.id}", table.part, parts
        yield from ((f"table {table.id}", block, blocks) for block in table.blocks)
    for box in plan.boxes:
        yield f"box {box.id}", box.part, parts
    rows: tuple[Indicator | Item, ...] = (*plan.indicators, *plan.items)
    for row in rows:
        yield f"row {row.id}", row.table, tables
        yield f"row {row.id}", row.task, tasks
