"""The columns of a ledger: what they are called, how wide, and who writes in them."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from policy_extract.labels import labels, word
from policy_extract.output.workbook_pieces import fitted
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy_extract.ledger.ledger_entries import Entry

Cell = str | int | date | None


@record
class Column:
    """One column."""

    name: str
    width: int
    """Characters of Latin text; a Chinese one takes two."""
    by: Literal["plan", "people", "update", "machine"] = "plan"
    """Who writes there: the plan, people, an update, or (hidden columns) only the program."""
    centred: bool = False

    @property
    def heading(self) -> str:
        """What people read above it."""
        return word("ledger", self.name)


COLUMNS: Final = (
    Column("no", 5, centred=True),
    Column("task", 32),
    Column("goals", 20),
    Column("lead", 11),
    Column("support", 13),
    Column("joint", 13),
    Column("deadline", 11),
    Column("progress", 20, "people"),
    Column("evidence", 10, "people"),
    Column("state", 8, "people", centred=True),
    Column("remark", 10, "people"),
    Column("source", 9),
    Column("change", 15, "update"),
    Column("due", 11, "machine"),
    Column("key", 14, "machine"),
)
SHEET: Final = word("papers", "ledger")
SHOWN: Final = sum(column.by != "machine" for column in COLUMNS)
"""How many columns people see; they come first."""
PLACE: Final = {column.name: place for place, column in enumerate(COLUMNS)}
HEADINGS: Final = {column.name: column.heading for column in COLUMNS}
SHARED: Final = ("no", "task", "lead", "support", "joint", "source")
"""Columns whose cells are merged over the target rows of one task, as offices do."""

_STATES: Final = labels("states")
STATES: Final = tuple(_STATES.values())
"""What a task can be."""
DONE: Final = (_STATES["done"], _STATES["closed"])
AFTER: Final = _STATES["behind"]
NEAR: Final = 30
"""Days before a deadline from which it is near."""
GONE, NEW = word("updates", "gone"), word("updates", "new")
"""Prefixes of the lines that an update writes about a row."""
LEGEND: Final = word("papers", "ledger-legend", near=NEAR, behind=AFTER, gone=GONE)


def key_of(fingerprint: str, identity: str) -> str:
    """The permanent key of a row in the ledger, derived from where the row came from."""
    return "e" + hashlib.sha256(f"{fingerprint}/{identity}".encode()).hexdigest()[:12]


def band_key(fingerprint: str, band: str) -> str:
    """The key of a row that only names a chapter or document."""
    return "b" + key_of(fingerprint, band)[1:]


def cells_of(entry: Entry) -> dict[str, str]:
    """What the plan says in each of its columns, the running number left out."""
    return {
        "task": entry.task,
        "goals": "\n".join(entry.goals),
        "lead": entry.bodies("lead"),
        "support": entry.bodies("support"),
        "joint": entry.bodies("joint"),
        "deadline": entry.deadline,
        "source": entry.source,
    }


def last_due(entry: Entry) -> date | None:
    """The day by which all of it is to be done."""
    days = [day for due in entry.dues if (day := due.until if due.every else due.day) is not None]
    return max(days, default=None)


def row_of(values: Mapping[str, Cell]) -> tuple[Cell, ...]:
    """A row of the sheet, given its cells by the names of their columns."""
    return tuple(values.get(column.name) for column in COLUMNS)


def ledger_title(title: str) -> str:
    """What the ledger of one document is called.

    >>> ledger_title("行动方案")
    '《行动方案》任务落实台账'
    """
    return word("papers", "ledger-of", title=title)


def same_words(one: str, other: str) -> bool:
    r"""Whether two texts of a cell are the same but for white space.

    >>> same_words("市民政局、\n市财政局", "市民政局、市财政局")
    True
    """
    return "".join(one.split()) == "".join(fitted(other).split())
