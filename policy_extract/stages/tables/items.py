"""Rows of a work list → items: group, content, units, deadline, and the other columns by heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from policy_extract.generated.plain import Item
from policy_extract.records import record, replace
from policy_extract.stages.grids.grid import is_filled, joined, numbered
from policy_extract.stages.tables.rows import read_deadline, row_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from policy_extract.blocks import Cell
    from policy_extract.generated.plain import ColumnRole, Unit
    from policy_extract.grammar import Matcher
    from policy_extract.stages.tables.rows import Entry

ListKind = Literal["projects", "policies", "tasks", "results", "other"]
_EXTRA: tuple[ColumnRole, ...] = ("name", "note", "other", "measure", "attribute", "value")


@record
class RowContext:
    """What the rows of one table have in common."""

    table: str
    list: ListKind
    units: Callable[[Entry], tuple[Unit, ...]]
    matcher: Matcher
    measure: str | None = None
    """The unit of measure of all values."""


def read_items(rows: Iterable[Entry], context: RowContext) -> list[Item]:
    """The items in printed order; a row whose content cell began above adds its units to that item."""
    found: list[Item] = []
    taken: dict[str, int] = {}
    for entry in rows:
        cell = _content(entry)
        if cell is None:
            continue
        if found and not entry.row.begins(cell):
            found[-1] = _with_units(found[-1], context.units(entry))
        else:
            found.append(_item(entry, cell, context, taken))
    return found


def _content(entry: Entry) -> Cell | None:
    return entry.first("content") or entry.first("name")


def _with_units(item: Item, units: tuple[Unit, ...]) -> Item:
    have = {(unit.name, unit.role) for unit in item.units}
    more = tuple(unit for unit in units if (unit.name, unit.role) not in have)
    return replace(item, units=item.units + more) if more else item


def _item(entry: Entry, cell: Cell, context: RowContext, taken: dict[str, int]) -> Item:
    number = entry.number()
    return Item(
        id=row_id(entry, context.table, number, taken),
        table=context.table,
        list=context.list,
        no=number,
        group=entry.groups(cell),
        content=numbered(cell),
        units=context.units(entry),
        deadline=read_deadline(entry, context.matcher),
        investment=entry.text("investment"),
        nature=entry.text("nature"),
        extra=_extra(entry, cell),
        at=entry.quote(cell),
        name=_name(entry, cell),
    )


def _name(entry: Entry, content: Cell) -> str | None:
    """The name in a column of its own, beside the main text."""
    cell = entry.first("name")
    return joined(cell) if cell is not None and cell is not content else None


def _extra(entry: Entry, content: Cell) -> dict[str, str]:
    """Other columns by heading; a heading without words is counted: 第3列."""
    found: dict[str, str] = {}
    for column in entry.columns:
        cell = entry.cell(column.index)
        if column.role in _EXTRA and cell is not content and is_filled(cell):
            found.setdefault(column.heading or f"第{column.index + 1}列", joined(cell))
    return found
