"""The things a plan holds, each with its columns: the one list that every table of plans comes from.

The tables for analysis have all columns of all things; the sheets of `workbook_sheets.py`
choose among them. Every row begins with `document`. A thing with an id has the key
(document, id); a thing without one is named by what it belongs to and its
`position`. docs/recipes.md shows what can be asked.
"""

from __future__ import annotations

from datetime import date
from functools import cache
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


@record
class Table:
    """One kind of thing."""

    name: str
    kind: str
    """The class of the contract whose fields are columns."""
    comment: str
    key: tuple[str, ...]
    """Columns that name a row, after `document`."""
    owner: tuple[Column, ...]
    """Columns that say what a thing belongs to, and where it stands there."""
    things: Callable[[Plan], Iterator[Entry]]
    """In reading order."""
    links: Mapping[str, str]
    """Column → the table whose id it holds."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, from left to right; asked for, they load the models of the contract."""
        return (_DOCUMENT, *self.owner, *_fields(self.kind))

    def rows(self, document: str, plan: Plan) -> Iterator[dict[str, Stored]]:
        """A row per thing, by column."""
        columns = [(column.name, column.read) for column in self.columns[1:]]
        for entry in self.things(plan):
            yield {"document": document, **{name: stored(read(entry)) for name, read in columns}}


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


def _table(
    name: str,
    kind: str,
    comment: str,
    key: tuple[str, ...] = ("position",),
    *,
    owner: tuple[Column, ...] = (_POSITION,),
    things: Callable[[Plan], Iterator[Entry]] | None = None,
    **links: str,
) -> Table:
    """A table of the things in the list of that name in a plan, or of those that `things` finds."""
    return Table(name, kind, comment, key, owner, things or _each(name), links)


_ID: Final = ("id",)
_IN_TABLE = _owner("table", "Table it belongs to.")

TABLES = (
    _table(
        "documents",
        "Plan",
        "A document: its file and what stands before, and signs, the main text.",
        (),
        owner=(),
        things=lambda plan: iter([Entry(plan)]),
    ),
    _table("parts", "Part", "The main text, or an annex (附件).", _ID, owner=()),
    _table(
        "sections",
        "Section",
        "A heading, in the tree of headings.",
        _ID,
        owner=(_owner("parent", "Section above it; null at the top.", required=False), _POSITION),
        things=lambda plan: _numbered(walk(plan.sections)),
        part="parts",
    ),
    _table(
        "blocks",
        "PlanBlock",
        "A paragraph or table of the document, and what it was taken for; the text of tables is in cells.",
        _ID,
        part="parts",
        section="sections",
    ),
    _table(
        "tasks",
        "Task",
        "A task (任务): a section with units of its own, or a lowest section under a heading that announces tasks.",
        _ID,
        part="parts",
        section="sections",
        id="sections",
    ),
    _table("tables", "PlanTable", "A table, on its full grid.", _ID, owner=(), part="parts", section="sections"),
    _table(
        "table_columns",
        "Column",
        "What one column of a table holds.",
        ("table", "position"),
        owner=(_IN_TABLE, _POSITION),
        things=_below("tables", "columns"),
        table="tables",
    ),
    _table(
        "cells",
        "TableCell",
        "One cell of a table.",
        ("block",),
        owner=(_IN_TABLE,),
        things=_below("tables", "cells"),
        table="tables",
    ),
    _table("indicators", "Indicator", "A row of an indicator table (指标).", _ID, table="tables", task="tasks"),
    _table(
        "values",
        "Value",
        "A measured value of an indicator: reached (baseline) or promised (target).",
        ("indicator", "position"),
        owner=(_owner("indicator", "Indicator it belongs to."), _POSITION),
        things=_below("indicators", "values"),
        indicator="indicators",
    ),
    _table("items", "Item", "A row of a work list (清单).", _ID, table="tables", task="tasks"),
    _table("boxes", "Box", "A box (专栏).", _ID, owner=(), part="parts", section="sections"),
    _table(
        "box_entries",
        "BoxEntry",
        "One paragraph of a box.",
        ("box", "position"),
        owner=(_owner("box", "Box it belongs to."), _POSITION),
        things=_below("boxes", "entries"),
        box="boxes",
    ),
    _table(
        "units",
        "Unit",
        "A body (责任单位) named for a task, an indicator or an item: one of these three is set.",
        owner=(_POSITION, *map(_for, ("task", "indicator", "item"))),
        things=lambda plan: _numbered(rows_of_units(plan)),
        task="tasks",
        indicator="indicators",
        item="items",
    ),
    _table(
        "deadlines",
        "Deadline",
        "A printed deadline of a task; an item has its own in items.",
        owner=(_POSITION, _owner("task", "Task it belongs to.")),
        things=_deadlines,
        task="tasks",
    ),
    _table("carry_overs", "CarryOver", "A sentence that gives units to other tasks or rows (以下……不再列出)."),
    _table(
        "targets",
        "Target",
        "A number in prose that the plan promises to reach; task holds the id of a section or of a box.",
        _ID,
    ),
    _table("references", "Reference", "A document named in 《…》."),
    _table("findings", "PlanFinding", "Something odd in the document, or in how it was read."),
    _table("dropped", "DroppedText", "Text that stands in no block, with the reason."),
)
"""In an order in which every row finds those it points to."""
