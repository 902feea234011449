"""The columns of a ledger: what they are called, how wide, and who writes in them."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

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
    heading: str
    width: int
    """Characters of Latin text; a Chinese one takes two."""
    by: Literal["plan", "people", "update", "machine"] = "plan"
    """Who writes there: the plan, people, an update, or (hidden columns) only the program."""
    centred: bool = False


COLUMNS: Final = (
    Column("no", "序号", 5, centred=True),
    Column("task", "任务", 32),
    Column("goals", "目标/指标", 20),
    Column("lead", "牵头单位", 11),
    Column("support", "配合单位", 13),
    Column("joint", "责任单位", 13),
    Column("deadline", "完成时限", 11),
    Column("progress", "进展", 20, "people"),
    Column("evidence", "佐证", 10, "people"),
    Column("state", "状态", 8, "people", centred=True),
    Column("remark", "备注", 10, "people"),
    Column("source", "出处", 9),
    Column("change", "变动", 15, "update"),
    Column("due", "到期日", 11, "machine"),
    Column("key", "标识", 14, "machine"),
)
SHEET: Final = "台账"
SHOWN: Final = sum(column.by != "machine" for column in COLUMNS)
"""How many columns people see; they come first."""
PLACE: Final = {column.name: place for place, column in enumerate(COLUMNS)}
HEADINGS: Final = {column.name: column.heading for column in COLUMNS}
SHARED: Final = ("no", "task", "lead", "support", "joint", "source")
"""Columns whose cells are merged over the target rows of one task, as offices do."""

STATES: Final = ("未启动", "推进中", "已完成", "滞后", "长期推进", "已销号")
"""What a task can be."""
DONE: Final = ("已完成", "已销号")
AFTER: Final = "滞后"
NEAR: Final = 30
"""Days before a deadline from which it is near."""
GONE, NEW = "已删除", "新增"
"""Prefixes of the lines that an update writes about a row."""
LEGEND: Final = f"蓝：{NEAR}日内到期；黄：{AFTER}；红：逾期未完成；灰：{GONE}。状态从列表中选择。"


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
    return f"《{title}》任务落实台账"


def same_words(one: str, other: str) -> bool:
    r"""Whether two texts of a cell are the same but for white space.

    >>> same_words("市民政局、\n市财政局", "市民政局、市财政局")
    True
    """
    return "".join(one.split()) == "".join(fitted(other).split())
