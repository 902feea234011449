"""A plan → the rows of a workbook: one sheet per kind of thing, Chinese headings, typed cells.

A sheet shows some of what the things of `things.py` hold: each column names the path
of its value, and how people see it. Pure: what becomes of the rows is up to
`workbook_writer.py` and `csv.py`. Every row begins with the name of its document
and ends with the place it was read from and the characters that stand there.
docs/export.md describes the sheets to readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from policy_extract.labels import labels, word
from policy_extract.output import workbook_cells as cells
from policy_extract.output.review import doubts
from policy_extract.output.thing_columns import Entry, read_path
from policy_extract.output.things import TABLES
from policy_extract.output.views import CARRIED, ROLES
from policy_extract.output.workbook_cells import Cell
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from policy_extract.model import Plan
    from policy_extract.output.things import Table
    from policy_extract.output.workbook_cells import Source

Row = tuple[Cell, ...]

FILES: Final = "documents"
"""The sheet that has a row for each document."""
_FOLDED: Final = frozenset({"place", "sha256", "code"})
_NAMES, _ROWS, _HEADINGS, _MEANS = (labels(group) for group in ("sheets", "rows", "headings", "means"))
_YES: Final = word("papers", "yes")
_THINGS: Final = {table.name: table for table in TABLES}


@record
class Column:
    """One column of a sheet."""

    code: str
    """Its name in the file of labels."""
    width: int
    """Characters of Latin text; a Chinese one takes two."""
    path: str = ""
    """The fields that lead to its value from the thing, or from the `owner` of the thing; "" is the thing."""
    show: Callable[[Any, Source], Cell] | None = None
    """What people see of a value that is there, where that is not the value."""

    @property
    def heading(self) -> str:
        """What people read above it."""
        return _HEADINGS[self.code]

    @property
    def means(self) -> str:
        """What the column means, in one line, in the language of the headings."""
        return _MEANS[self.code]

    @property
    def folded(self) -> bool:
        """Of use to machines: stands last and is folded away."""
        return self.code in _FOLDED

    def reader(self, source: Source) -> Callable[[Entry], Cell]:
        """What reads the cell of a thing of this plan."""
        show = self.show
        read = read_path(self.path if self.path.split(".")[0] == "owner" else f"thing.{self.path}".rstrip("."))
        return (lambda entry: None if (value := read(entry)) is None else show(value, source)) if show else read


@record
class Sheet:
    """One kind of thing, as people see it."""

    code: str
    """Its name for programs, and in the file of labels."""
    columns: tuple[Column, ...]
    """All of them: the document's first, the quote and what machines need last."""
    things: Callable[[Plan], Iterable[Entry]]
    table: Table | None
    """The things of which it shows all or some."""

    @property
    def name(self) -> str:
        """What people read on its tab."""
        return _NAMES[self.code]

    @property
    def means(self) -> str:
        """What a row of it is, in the language of the headings."""
        return _ROWS[self.code]

    def rows(self, source: Source) -> Iterator[Row]:
        """A row per thing, as wide as `columns`."""
        title = source.plan.front.title
        head = (source.name,) if self.code == FILES else (source.name, title.text if title else None)
        readers = [column.reader(source) for column in self.columns[len(head) :]]
        return ((*head, *(read(entry) for read in readers)) for entry in self.things(source.plan))


def rows_of_sheets(source: Source) -> dict[str, list[Row]]:
    """The rows of every sheet, by its name, in the order of SHEETS."""
    return {sheet.name: list(sheet.rows(source)) for sheet in SHEETS}


# ---------------------------------------------------------------- which things


def _by_body(plan: Plan) -> list[Entry]:
    """All that a body leads, supports or shares; bodies in the order they first appear, their leads first."""
    named = [(entry.thing.body or entry.thing.name, entry) for entry in _THINGS["units"].things(plan)]
    first = {body: place for place, (body, _) in reversed([*enumerate(named)])}
    roles = list(ROLES)
    return [entry for _, entry in sorted(named, key=lambda one: (first[one[0]], roles.index(one[1].thing.role)))]


def _entries(plan: Plan) -> Iterator[Entry]:
    """The entries of boxes; a box without any has a row too."""
    return (Entry(entry, box) for box in plan.boxes for entry in box.entries or [None])


# ---------------------------------------------------------------- the sheets


def _sheet(
    code: str,
    *columns: Column,
    of: str = "",
    things: Callable[[Plan], Iterable[Entry]] | None = None,
    at: str = "at",
    machines: tuple[Column, ...] = (),
) -> Sheet:
    """A sheet of the things of the table `of`, which is called as the sheet where nothing is said, or of those that `things` finds."""
    table = _THINGS.get(of or code)
    first = (Column("document", 24), *([Column("document-title", 24)] if code != FILES else []))
    last = (Column("quote", 50, at, cells.quote), *machines, Column("place", 12, at, cells.place))
    return Sheet(code, (*first, *columns, *last), things or _THINGS[of or code].things, table)


_BY_ROLE = tuple(
    Column(code, width, "units", cells.units(label))
    for (code, label), width in zip((ROLES | {"carried": CARRIED}).items(), (24, 30, 30, 24), strict=True)
)
_TASK = (Column("task", 10, "task"), Column("task-title", 30, "task", cells.title))

SHEETS: Final = (
    _sheet(
        "documents",
        Column("title", 50, "front.title.text"),
        Column("kind", 10, "front", cells.document_kind),
        Column("status", 12, "front.status.text"),
        Column("document-number", 20, "front.document_number.text"),
        Column("issuers", 30, "front.issuers", cells.listed),
        Column("recipients", 40, "front.recipients", cells.listed),
        Column("date", 12, "front.date.iso", cells.day),
        Column("start", 8, "front.period.start"),
        Column("end", 8, "front.period.end"),
        Column("jurisdiction", 16, "front.jurisdiction.name"),
        Column("place-code", 10, "front.jurisdiction.code"),
        Column("place-level", 8, "front.jurisdiction.level", cells.word("levels")),
        Column("annexes", 40, "parts", cells.annexes),
        Column("task-count", 8, "tasks", cells.how_many),
        Column("indicator-count", 8, "indicators", cells.how_many),
        Column("item-count", 10, "items", cells.how_many),
        Column("target-count", 10, "targets", cells.how_many),
        Column("finding-count", 8, "findings", cells.how_many),
        at="front.title.at",
        machines=(Column("sha256", 20, "source.sha256"),),
    ),
    _sheet(
        "tasks",
        Column("part", 8, "part", cells.part),
        Column("id", 12, "id"),
        Column("above", 30, "section", cells.title),
        Column("number", 8, "number"),
        Column("title", 30, "title"),
        *_BY_ROLE,
        Column("deadline", 20, "", cells.due),
    ),
    _sheet(
        "shares",
        Column("body", 20, "", cells.body),
        Column("name", 24, "name"),
        Column("role", 8, "role", cells.word("roles")),
        Column("via", 10, "via", cells.word("ways")),
        Column("owner-kind", 8, "owner", cells.kind),
        Column("owner-id", 12, "owner.id"),
        Column("owner", 50, "owner", cells.headline),
        Column("deadline", 20, "owner", cells.due),
        Column("mark", 8, "mark"),
        Column("label", 12, "label"),
        Column("unit-note", 20, "note"),
        of="units",
        things=_by_body,
    ),
    _sheet(
        "indicators",
        Column("table", 10, "table"),
        Column("id", 12, "id"),
        Column("number", 8, "no"),
        Column("category", 20, "category", cells.path),
        Column("indicator", 36, "name"),
        Column("measure", 10, "measure"),
        Column("attribute", 10, "attribute"),
        Column("values", 30, "values", cells.values),
        *_BY_ROLE,
        Column("note", 24, "note"),
        *_TASK,
    ),
    _sheet(
        "values",
        Column("id", 12, "owner.id"),
        Column("category", 20, "owner.category", cells.path),
        Column("indicator", 36, "owner.name"),
        Column("attribute", 10, "owner.attribute"),
        Column("year", 8, "year"),
        Column("value-kind", 8, "kind", cells.word("values")),
        Column("form", 10, "form", cells.word("value-forms")),
        Column("bound", 8, "bound", cells.sign),
        Column("value", 12, "value"),
        Column("low", 10, "low"),
        Column("high", 10, "high"),
        Column("first", 10, "pair.0"),
        Column("second", 10, "pair.1"),
        Column("measure", 10, "measure"),
        Column("scale", 12, "scale", lambda scale, _: scale if scale != 1 else None),
        Column("cumulative", 8, "cumulative", lambda cumulative, _: _YES if cumulative else None),
        Column("base-year", 8, "base_year"),
    ),
    _sheet(
        "items",
        Column("table", 10, "table"),
        Column("id", 12, "id"),
        Column("list", 10, "list", cells.word("lists")),
        Column("number", 8, "no"),
        Column("group", 30, "group", cells.path),
        Column("content", 50, "content"),
        *_BY_ROLE,
        Column("deadline", 16, "deadline.raw"),
        Column("deadline-year", 8, "deadline.year"),
        Column("deadline-month", 8, "deadline.month"),
        Column("investment", 12, "investment"),
        Column("nature", 10, "nature"),
        Column("extra", 40, "extra", cells.extra),
        *_TASK,
    ),
    _sheet(
        "targets",
        Column("id", 12, "id"),
        Column("target-task", 30, "task", cells.title),
        Column("year", 8, "year"),
        Column("bound", 8, "bound", cells.sign),
        Column("value", 12, "value"),
        Column("measure", 10, "measure"),
        Column("subject", 24, "subject"),
        Column("clause", 50, "clause"),
    ),
    _sheet(
        "boxes",
        Column("part", 8, "owner.part", cells.part),
        Column("id", 14, "owner.id"),
        Column("above", 30, "owner.section", cells.title),
        Column("number", 10, "owner.number"),
        Column("title", 30, "owner.title"),
        Column("entry", 24, "title"),
        Column("entry-text", 60, "text"),
        of="box_entries",
        things=_entries,
        at="owner.at",
    ),
    _sheet(
        "outline",
        Column("part", 8, "part", cells.part),
        Column("id", 12, "id"),
        Column("depth", 8, "level"),
        Column("number", 10, "number.raw"),
        Column("inferred", 10, "number.inferred"),
        Column("title", 44, "title"),
        Column("purpose", 10, "role", cells.word("sections")),
        of="sections",
    ),
    _sheet(
        "review",
        Column("doubt", 8, "level"),
        Column("doubted", 18, "what"),
        Column("doubted-name", 24, "", lambda doubt, _: None if doubt.at else doubt.quoted or None),
        things=lambda plan: map(Entry, doubts(plan)),
    ),
    _sheet(
        "findings",
        Column("severity", 8, "severity", cells.word("findings")),
        Column("finding", 18, "code", cells.word("codes")),
        Column("said", 60, "", lambda finding, source: source.tell(finding)),
        machines=(Column("code", 24, "code"),),
    ),
)
"""In the order they stand in a workbook."""
