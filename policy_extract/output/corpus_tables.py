"""A plan → rows of relational tables, for analysis over many documents.

Every table begins with `document`. A thing with an id has the key (document,
id); a thing without one is named by what it belongs to and its `position`.
Pure: what becomes of the rows is up to `corpus.py`. docs/recipes.md shows what
can be asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from policy_extract.model import (
    Box,
    BoxEntry,
    CarryOver,
    Deadline,
    DroppedText,
    Front,
    Indicator,
    Item,
    Part,
    PlanBlock,
    PlanFinding,
    PlanTable,
    Reference,
    Section,
    Source,
    TableCell,
    Target,
    Task,
    Unit,
    Value,
)
from policy_extract.model import Column as PlanColumn
from policy_extract.output.corpus_columns import Cell, Column, columns_of, through
from policy_extract.output.sections import walk
from policy_extract.records import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from policy_extract.model import Plan

FORMAT = "policy-extract/corpus-1"
"""Name and major version of the tables; tables and columns may be added, never renamed or re-meant."""

Things = Iterator[tuple[tuple[Cell, ...], Any]]
"""Cells that say what a thing belongs to, and the thing."""


@record
class Table:
    """One kind of thing."""

    name: str
    comment: str
    key: tuple[str, ...]
    """Columns that name a row, after `document`."""
    owner: tuple[Column, ...]
    """Columns that say what a thing belongs to."""
    fields: tuple[Column, ...]
    """Columns read from the thing."""
    things: Callable[[Plan], Things]
    """In reading order."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Column → the table whose id it holds."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, from left to right."""
        return (_DOCUMENT, *self.owner, *self.fields)

    def rows(self, document: str, plan: Plan) -> Iterator[dict[str, Cell]]:
        """A row per thing, by column."""
        names = [column.name for column in self.columns]
        for owner, thing in self.things(plan):
            yield dict(zip(names, (document, *owner, *(column.read(thing) for column in self.fields)), strict=True))


def _owner(name: str, comment: str, kind: str = "VARCHAR", *, required: bool = True) -> Column:
    return Column(name, kind, comment, lambda _: None, required)


_DOCUMENT = _owner("document", "The document: the path of its file.")
_POSITION = _owner("position", "Place in reading order, from 1.", "INTEGER")


# ---------------------------------------------------------------- what belongs to what


def _each(name: str) -> Callable[[Plan], Things]:
    """The things of a list of the plan."""
    return lambda plan: (((), thing) for thing in getattr(plan, name))


def _numbered(name: str) -> Callable[[Plan], Things]:
    """The things of a list of the plan, which have no id."""
    return lambda plan: (((place,), thing) for place, thing in enumerate(getattr(plan, name), 1))


def _below(owners: str, name: str) -> Callable[[Plan], Things]:
    """The things in a list of each thing in a list of the plan."""
    return lambda plan: (
        ((owner.id, place), thing)
        for owner in getattr(plan, owners)
        for place, thing in enumerate(getattr(owner, name), 1)
    )


def _sections(plan: Plan) -> Things:
    for place, (above, section) in enumerate(walk(plan.sections), 1):
        yield (above.id if above else None, place), section


def _cells(plan: Plan) -> Things:
    return (((table.id,), cell) for table in plan.tables for cell in table.cells)


def _units(plan: Plan) -> Things:
    owned = (
        *(((task.id, None, None), unit) for task in plan.tasks for unit in task.units),
        *(((None, row.id, None), unit) for row in plan.indicators for unit in row.units),
        *(((None, None, item.id), unit) for item in plan.items for unit in item.units),
    )
    return (((place, *owner), unit) for place, (owner, unit) in enumerate(owned, 1))


def _deadlines(plan: Plan) -> Things:
    owned = ((task.id, deadline) for task in plan.tasks for deadline in task.deadlines)
    return (((place, task), deadline) for place, (task, deadline) in enumerate(owned, 1))


def _document(plan: Plan) -> Things:
    yield (), plan


# ---------------------------------------------------------------- the tables


def _day(plan: Plan) -> str | None:
    """The date, where the day is printed and there is such a day."""
    iso = plan.front.date.iso if plan.front.date else ""
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        return None


def _documents() -> tuple[Column, ...]:
    source = (through(lambda plan: plan.source, column) for column in columns_of(Source))
    front = (through(lambda plan: plan.front, column) for column in columns_of(Front))
    return (*source, *front, Column("date", "DATE", "成文日期, where a whole day is printed.", _day))


_FOR = tuple(_owner(name, f"The {name} it is for.", required=False) for name in ("task", "indicator", "item"))
_PART, _SECTION = {"part": "parts"}, {"section": "sections"}

TABLES = (
    Table(
        "documents",
        "A document: its file and what stands before, and signs, the main text.",
        (),
        (),
        _documents(),
        _document,
    ),
    Table("parts", "The main text, or an annex (附件).", ("id",), (), columns_of(Part), _each("parts")),
    Table(
        "sections",
        "A heading, in the tree of headings.",
        ("id",),
        (_owner("parent", "Section above it; null at the top.", required=False), _POSITION),
        columns_of(Section, without=("blocks",)),
        _sections,
        _PART,
    ),
    Table(
        "blocks",
        "A paragraph or table of the document, and what it was taken for; the text of tables is in cells.",
        ("id",),
        (_POSITION,),
        columns_of(PlanBlock),
        _numbered("blocks"),
        _PART | _SECTION,
    ),
    Table(
        "tasks",
        "A task (任务): a section with units of its own, or a lowest section under a heading that announces tasks.",
        ("id",),
        (_POSITION,),
        columns_of(Task),
        _numbered("tasks"),
        _PART | _SECTION | {"id": "sections"},
    ),
    Table(
        "tables", "A table, on its full grid.", ("id",), (), columns_of(PlanTable), _each("tables"), _PART | _SECTION
    ),
    Table(
        "table_columns",
        "What one column of a table holds.",
        ("table", "position"),
        (_owner("table", "Table it belongs to."), _POSITION),
        columns_of(PlanColumn),
        _below("tables", "columns"),
        {"table": "tables"},
    ),
    Table(
        "cells",
        "One cell of a table.",
        ("block",),
        (_owner("table", "Table it belongs to."),),
        columns_of(TableCell),
        _cells,
        {"table": "tables"},
    ),
    Table(
        "indicators",
        "A row of an indicator table (指标).",
        ("id",),
        (_POSITION,),
        columns_of(Indicator),
        _numbered("indicators"),
        {"table": "tables", "task": "tasks"},
    ),
    Table(
        "values",
        "A measured value of an indicator: reached (baseline) or promised (target).",
        ("indicator", "position"),
        (_owner("indicator", "Indicator it belongs to."), _POSITION),
        columns_of(Value),
        _below("indicators", "values"),
        {"indicator": "indicators"},
    ),
    Table(
        "items",
        "A row of a work list (清单).",
        ("id",),
        (_POSITION,),
        columns_of(Item),
        _numbered("items"),
        {"table": "tables", "task": "tasks"},
    ),
    Table("boxes", "A box (专栏).", ("id",), (), columns_of(Box), _each("boxes"), _PART | _SECTION),
    Table(
        "box_entries",
        "One paragraph of a box.",
        ("box", "position"),
        (_owner("box", "Box it belongs to."), _POSITION),
        columns_of(BoxEntry),
        _below("boxes", "entries"),
        {"box": "boxes"},
    ),
    Table(
        "units",
        "A body (责任单位) named for a task, an indicator or an item: one of these three is set.",
        ("position",),
        (_POSITION, *_FOR),
        columns_of(Unit),
        _units,
        {"task": "tasks", "indicator": "indicators", "item": "items"},
    ),
    Table(
        "deadlines",
        "A printed deadline of a task; an item has its own in items.",
        ("position",),
        (_POSITION, _owner("task", "Task it belongs to.")),
        columns_of(Deadline),
        _deadlines,
        {"task": "tasks"},
    ),
    Table(
        "carry_overs",
        "A sentence that gives units to other tasks or rows (以下……不再列出).",
        ("position",),
        (_POSITION,),
        columns_of(CarryOver),
        _numbered("carry_overs"),
    ),
    Table(
        "targets",
        "A number in prose that the plan promises to reach; task holds the id of a section or of a box.",
        ("id",),
        (_POSITION,),
        columns_of(Target),
        _numbered("targets"),
    ),
    Table(
        "references",
        "A document named in 《…》.",
        ("position",),
        (_POSITION,),
        columns_of(Reference),
        _numbered("references"),
    ),
    Table(
        "findings",
        "Something odd in the document, or in how it was read.",
        ("position",),
        (_POSITION,),
        columns_of(PlanFinding),
        _numbered("findings"),
    ),
    Table(
        "dropped",
        "Text that stands in no block, with the reason.",
        ("position",),
        (_POSITION,),
        columns_of(DroppedText),
        _numbered("dropped"),
    ),
)
"""In an order in which every row finds those it points to."""
