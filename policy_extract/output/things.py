"""The things a plan holds, each with its columns: the one list that every table of plans comes from.

The tables for analysis have all columns of all things; the sheets of `workbook_sheets.py`
choose among them. Every row begins with `document`. A thing with an id has the key
(document, id); a thing without one is named by what it belongs to and its
`position`. docs/recipes.md shows what can be asked.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from policy_extract.output.sections import rows_of_units, walk
from policy_extract.output.thing_columns import Column, Entry, read_path, stored
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from policy_extract.model import Plan
    from policy_extract.output.thing_columns import Stored

FORMAT = "policy-extract/corpus-1"
"""Name and major version of the tables; tables and columns may be added, never renamed or re-meant."""


@cache
def _fields(kind: str) -> tuple[Column, ...]:
    """The columns read from a thing; those of a document come from what the plan says of it."""
    from policy_extract.output.contract_columns import columns_of  # noqa: PLC0415  loads pydantic, which sheets do without

    if kind == "Plan":
        return (*columns_of("Source", "source."), *columns_of("Front", "front."), _DATE)
    return tuple(columns_of(kind, "", without=("blocks",) if kind == "Section" else ()))


# ---------------------------------------------------------------- what belongs to what


def _day(document: Entry) -> str | None:
    """The date, where the day is printed and there is such a day."""
    printed = document.thing.front.date
    try:
        return date.fromisoformat(printed.iso if printed else "").isoformat()
    except ValueError:
        return None


def _owner(name: str, comment: str, *, required: bool = True) -> Column:
    return Column(name, "VARCHAR", comment, read_path("owner.id"), required, "owner.id")


def _for(name: str) -> Column:
    """The id of what a body is named for, where it is one of these."""

    def read(unit: Entry) -> str | None:
        return unit.owner.id if type(unit.owner).__name__.lower() == name else None

    return Column(name, "VARCHAR", f"The {name} it is for.", read)


_DOCUMENT = Column("document", "VARCHAR", "The document: the path of its file.", lambda _: None, required=True)
_DATE = Column("date", "DATE", "成文日期, where a whole day is printed.", _day)
_POSITION = Column("position", "INTEGER", "Place in reading order, from 1.", read_path("position"), required=True)


@record
class Table:
    """One kind of thing."""

    name: str
    kind: str
    """The class of the contract whose fields are columns."""
    comment: str
    key: tuple[str, ...] = ("position",)
    """Columns that name a row, after `document`."""
    owner: tuple[Column, ...] = (_POSITION,)
    """Columns that say what a thing belongs to, and where it stands there."""
    found: Callable[[Plan], Iterator[Entry]] | None = None
    """Where the things are no list of the plan that is called like the table."""
    links: Mapping[str, str] = MappingProxyType({})
    """Column → the table whose id it holds."""

    def things(self, plan: Plan) -> Iterator[Entry]:
        """The things in reading order."""
        return self.found(plan) if self.found is not None else _each(self.name)(plan)

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, from left to right; asked for, they load the models of the contract."""
        return (_DOCUMENT, *self.owner, *_fields(self.kind))

    def rows(self, document: str, plan: Plan) -> Iterator[dict[str, Stored]]:
        """A row per thing, by column."""
        columns = [(column.name, column.read) for column in self.columns[1:]]
        for entry in self.things(plan):
            yield {"document": document, **{name: stored(read(entry)) for name, read in columns}}


def _each(name: str) -> Callable[[Plan], Iterator[Entry]]:
    """The things of a list of the plan."""
    return lambda plan: _numbered((None, thing) for thing in getattr(plan, name))


def _below(owners: str, name: str) -> Callable[[Plan], Iterator[Entry]]:
    """The things in a list of each thing in a list of the plan, numbered anew in each."""
    return lambda plan: (
        entry
        for owner in getattr(plan, owners)
        for entry in _numbered((owner, thing) for thing in getattr(owner, name))
    )


def _deadlines(plan: Plan) -> Iterator[Entry]:
    return _numbered((task, deadline) for task in plan.tasks for deadline in task.deadlines)


def _numbered(owned: Iterable[tuple[Any, Any]]) -> Iterator[Entry]:
    return (Entry(thing, owner, place) for place, (owner, thing) in enumerate(owned, 1))


# ---------------------------------------------------------------- the tables


_ID: Final = ("id",)
_IN_TABLE = _owner("table", "Table it belongs to.")

TABLES = (
    Table(
        "documents",
        "Plan",
        "A document: its file and what stands before, and signs, the main text.",
        (),
        owner=(),
        found=lambda plan: iter([Entry(plan)]),
    ),
    Table("parts", "Part", "The main text, or an annex (附件).", _ID, owner=()),
    Table(
        "sections",
        "Section",
        "A heading, in the tree of headings.",
        _ID,
        owner=(_owner("parent", "Section above it; null at the top.", required=False), _POSITION),
        found=lambda plan: _numbered(walk(plan.sections)),
        links={"part": "parts"},
    ),
    Table(
        "blocks",
        "PlanBlock",
        "A paragraph or table of the document, and what it was taken for; the text of tables is in cells.",
        _ID,
        links={"part": "parts", "section": "sections"},
    ),
    Table(
        "tasks",
        "Task",
        "A task (任务): a section with units of its own, or a lowest section under a heading that announces tasks.",
        _ID,
        links={"part": "parts", "section": "sections", "id": "sections"},
    ),
    Table(
        "tables",
        "PlanTable",
        "A table, on its full grid.",
        _ID,
        owner=(),
        links={"part": "parts", "section": "sections"},
    ),
    Table(
        "table_columns",
        "Column",
        "What one column of a table holds.",
        ("table", "position"),
        owner=(_IN_TABLE, _POSITION),
        found=_below("tables", "columns"),
        links={"table": "tables"},
    ),
    Table(
        "cells",
        "TableCell",
        "One cell of a table.",
        ("block",),
        owner=(_IN_TABLE,),
        found=_below("tables", "cells"),
        links={"table": "tables"},
    ),
    Table(
        "indicators",
        "Indicator",
        "A row of an indicator table (指标).",
        _ID,
        links={"table": "tables", "task": "tasks"},
    ),
    Table(
        "values",
        "Value",
        "A measured value of an indicator: reached (baseline) or promised (target).",
        ("indicator", "position"),
        owner=(_owner("indicator", "Indicator it belongs to."), _POSITION),
        found=_below("indicators", "values"),
        links={"indicator": "indicators"},
    ),
    Table("items", "Item", "A row of a work list (清单).", _ID, links={"table": "tables", "task": "tasks"}),
    Table("boxes", "Box", "A box (专栏).", _ID, owner=(), links={"part": "parts", "section": "sections"}),
    Table(
        "box_entries",
        "BoxEntry",
        "One paragraph of a box.",
        ("box", "position"),
        owner=(_owner("box", "Box it belongs to."), _POSITION),
        found=_below("boxes", "entries"),
        links={"box": "boxes"},
    ),
    Table(
        "units",
        "Unit",
        "A body (责任单位) named for a task, an indicator or an item: one of these three is set.",
        owner=(_POSITION, *map(_for, ("task", "indicator", "item"))),
        found=lambda plan: _numbered(rows_of_units(plan)),
        links={"task": "tasks", "indicator": "indicators", "item": "items"},
    ),
    Table(
        "deadlines",
        "Deadline",
        "A printed deadline of a task; an item has its own in items.",
        owner=(_POSITION, _owner("task", "Task it belongs to.")),
        found=_deadlines,
        links={"task": "tasks"},
    ),
    Table("carry_overs", "CarryOver", "A sentence that gives units to other tasks or rows (以下……不再列出)."),
    Table(
        "targets",
        "Target",
        "A number in prose that the plan promises to reach; task holds the id of a section or of a box.",
        _ID,
    ),
    Table("references", "Reference", "A document named in 《…》."),
    Table("findings", "PlanFinding", "Something odd in the document, or in how it was read."),
    Table("dropped", "DroppedText", "Text that stands in no block, with the reason."),
)
"""In an order in which every row finds those it points to."""
