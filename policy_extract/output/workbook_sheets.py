"""A plan → the rows of a workbook: one sheet per kind of thing, Chinese headings, typed cells.

A sheet shows some of what the things of `things.py` hold: each column names the path
of its value, and how people see it. Pure: what becomes of the rows is up to
`workbook_writer.py` and `csv.py`. Every row begins with the name of its document
and ends with the place it was read from and the characters that stand there.
docs/export.md describes the sheets to readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from policy_extract.output import workbook_cells as cells
from policy_extract.output.heading_meanings import MEANS
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

FILES: Final = "文件"
"""The sheet that has a row for each document."""
_FOLDED: Final = frozenset({"位置", "SHA-256", "代码"})
_THINGS: Final = {table.name: table for table in TABLES}


@record
class Column:
    """One column of a sheet."""

    heading: str
    width: int
    """Characters of Latin text; a Chinese one takes two."""
    path: str = ""
    """The fields that lead to its value from the thing, or from the `owner` of the thing; "" is the thing."""
    show: Callable[[Any, Source], Cell] | None = None
    """What people see of a value that is there, where that is not the value."""

    @property
    def means(self) -> str:
        """One line, in the language of the headings."""
        return MEANS[self.heading]

    @property
    def folded(self) -> bool:
        """Of use to machines: stands last and is folded away."""
        return self.heading in _FOLDED

    def reader(self, source: Source) -> Callable[[Entry], Cell]:
        """What reads the cell of a thing of this plan."""
        show = self.show
        read = read_path(self.path if self.path.split(".")[0] == "owner" else f"thing.{self.path}".rstrip("."))
        return (lambda entry: None if (value := read(entry)) is None else show(value, source)) if show else read


@record
class Sheet:
    """One kind of thing, as people see it."""

    name: str
    english: str
    """Its name for programs."""
    means: str
    """What a row of it is, in the language of the headings."""
    columns: tuple[Column, ...]
    """All of them: the document's first, the quote and what machines need last."""
    things: Callable[[Plan], Iterable[Entry]]
    table: Table | None
    """The things of which it shows all or some."""

    def rows(self, source: Source) -> Iterator[Row]:
        """A row per thing, as wide as `columns`."""
        title = source.plan.front.title
        head = (source.name,) if self.name == FILES else (source.name, title.text if title else None)
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
    name: str,
    english: str,
    means: str,
    *columns: Column,
    of: str = "",
    things: Callable[[Plan], Iterable[Entry]] | None = None,
    at: str = "at",
    machines: tuple[Column, ...] = (),
) -> Sheet:
    """A sheet of the things of the table `of`, which is called as the sheet where nothing is said, or of those that `things` finds."""
    table = _THINGS.get(of or english)
    first = (Column("文件", 24), *([Column("文件标题", 24)] if name != FILES else []))
    last = (Column("原文", 50, at, cells.quote), *machines, Column("位置", 12, at, cells.place))
    return Sheet(name, english, means, (*first, *columns, *last), things or _THINGS[of or english].things, table)


_BY_ROLE = tuple(
    Column(role, width, "units", cells.units(role))
    for role, width in zip((*ROLES.values(), CARRIED), (24, 30, 30, 24), strict=True)
)
_TASK = (Column("对应任务", 10, "task"), Column("对应任务标题", 30, "task", cells.title))

SHEETS: Final = (
    _sheet(
        FILES,
        "documents",
        "一个文件",
        Column("标题", 50, "front.title.text"),
        Column("类型", 10, "front.kind", cells.word("documents")),
        Column("状态", 12, "front.status.text"),
        Column("文号", 20, "front.document_number.text"),
        Column("发文机关", 30, "front.issuers", cells.listed),
        Column("主送机关", 40, "front.recipients", cells.listed),
        Column("成文日期", 12, "front.date.iso", cells.day),
        Column("起始年", 8, "front.period.start"),
        Column("结束年", 8, "front.period.end"),
        Column("地区", 16, "front.jurisdiction.name"),
        Column("区划代码", 10, "front.jurisdiction.code"),
        Column("层级", 8, "front.jurisdiction.level", cells.word("levels")),
        Column("附件", 40, "parts", cells.annexes),
        Column("任务数", 8, "tasks", cells.how_many),
        Column("指标数", 8, "indicators", cells.how_many),
        Column("清单行数", 10, "items", cells.how_many),
        Column("目标值数", 10, "targets", cells.how_many),
        Column("问题数", 8, "findings", cells.how_many),
        at="front.title.at",
        machines=(Column("SHA-256", 20, "source.sha256"),),
    ),
    _sheet(
        "任务",
        "tasks",
        "一项任务，原文是任务的正文",
        Column("部分", 8, "part", cells.part),
        Column("编号", 12, "id"),
        Column("所属章节", 30, "section", cells.title),
        Column("序号", 8, "number"),
        Column("标题", 30, "title"),
        *_BY_ROLE,
        Column("时限", 20, "", cells.due),
    ),
    _sheet(
        "责任分工",
        "shares",
        "一个单位在一项任务、指标或清单行中的角色，按单位排列，牵头在前",
        Column("机构", 20, "", cells.body),
        Column("名称", 24, "name"),
        Column("角色", 8, "role", cells.word("roles")),
        Column("来源", 10, "via", cells.word("ways")),
        Column("类别", 8, "owner", cells.kind),
        Column("所在编号", 12, "owner.id"),
        Column("所在标题", 50, "owner", cells.headline),
        Column("时限", 20, "owner", cells.due),
        Column("标记", 8, "mark"),
        Column("用词", 12, "label"),
        Column("备注", 20, "note"),
        of="units",
        things=_by_body,
    ),
    _sheet(
        "指标",
        "indicators",
        "一个指标",
        Column("表", 10, "table"),
        Column("编号", 12, "id"),
        Column("序号", 8, "no"),
        Column("类别", 20, "category", cells.path),
        Column("指标", 36, "name"),
        Column("单位", 10, "measure"),
        Column("属性", 10, "attribute"),
        Column("数值", 30, "values", cells.values),
        *_BY_ROLE,
        Column("备注", 24, "note"),
        *_TASK,
    ),
    _sheet(
        "指标值",
        "values",
        "指标的一个数值",
        Column("编号", 12, "owner.id"),
        Column("类别", 20, "owner.category", cells.path),
        Column("指标", 36, "owner.name"),
        Column("属性", 10, "owner.attribute"),
        Column("年份", 8, "year"),
        Column("类型", 8, "kind", cells.word("values")),
        Column("形式", 10, "form", cells.word("value-forms")),
        Column("界限", 8, "bound", cells.sign),
        Column("数值", 12, "value"),
        Column("下限", 10, "low"),
        Column("上限", 10, "high"),
        Column("前数", 10, "pair.0"),
        Column("后数", 10, "pair.1"),
        Column("单位", 10, "measure"),
        Column("倍数", 12, "scale", lambda scale, _: scale if scale != 1 else None),
        Column("累计", 8, "cumulative", lambda cumulative, _: "是" if cumulative else None),
        Column("基准年", 8, "base_year"),
    ),
    _sheet(
        "清单",
        "items",
        "工作清单的一行",
        Column("表", 10, "table"),
        Column("编号", 12, "id"),
        Column("清单类型", 10, "list", cells.word("lists")),
        Column("序号", 8, "no"),
        Column("分组", 30, "group", cells.path),
        Column("内容", 50, "content"),
        *_BY_ROLE,
        Column("时限", 16, "deadline.raw"),
        Column("时限年", 8, "deadline.year"),
        Column("时限月", 8, "deadline.month"),
        Column("投资", 12, "investment"),
        Column("性质", 10, "nature"),
        Column("其他", 40, "extra", cells.extra),
        *_TASK,
    ),
    _sheet(
        "目标值",
        "targets",
        "正文承诺达到的一个数值",
        Column("编号", 12, "id"),
        Column("任务标题", 30, "task", cells.title),
        Column("年份", 8, "year"),
        Column("界限", 8, "bound", cells.sign),
        Column("数值", 12, "value"),
        Column("单位", 10, "measure"),
        Column("对象", 24, "subject"),
        Column("分句", 50, "clause"),
    ),
    _sheet(
        "专栏",
        "boxes",
        "专栏的一个条目",
        Column("部分", 8, "owner.part", cells.part),
        Column("编号", 14, "owner.id"),
        Column("所属章节", 30, "owner.section", cells.title),
        Column("序号", 10, "owner.number"),
        Column("标题", 30, "owner.title"),
        Column("条目", 24, "title"),
        Column("内容", 60, "text"),
        of="box_entries",
        things=_entries,
        at="owner.at",
    ),
    _sheet(
        "目录",
        "outline",
        "一个标题",
        Column("部分", 8, "part", cells.part),
        Column("编号", 12, "id"),
        Column("层级", 8, "level"),
        Column("序号", 10, "number.raw"),
        Column("推定序号", 10, "number.inferred"),
        Column("标题", 50, "title"),
        Column("作用", 10, "role", cells.word("sections")),
        of="sections",
    ),
    _sheet(
        "复核",
        "review",
        "需要人工看一眼的一处，存疑大的在前",
        Column("程度", 8, "level"),
        Column("事项", 18, "what"),
        Column("名称", 24, "", lambda doubt, _: None if doubt.at else doubt.quoted or None),
        things=lambda plan: map(Entry, doubts(plan)),
    ),
    _sheet(
        "问题",
        "findings",
        "读取时的一条提示",
        Column("程度", 8, "severity", cells.word("findings")),
        Column("事项", 18, "code", cells.word("codes")),
        Column("说明", 60, "", lambda finding, source: source.tell(finding)),
        machines=(Column("代码", 24, "code"),),
    ),
)
"""In the order they stand in a workbook."""
