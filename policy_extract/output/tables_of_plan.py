"""A plan → the rows of a workbook: one sheet per kind of thing, Chinese headings, typed cells.

Pure: what becomes of the rows is up to `workbook_writer.py` and `csv.py`. Every row
begins with the name of its document and ends with the place it was read from
and the characters that stand there. docs/export.md describes the sheets to
readers.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from policy_extract.labels import labels
from policy_extract.output.quoting import place, quoted
from policy_extract.output.review import doubts
from policy_extract.output.sections import rows_of_units, titles_of, walk
from policy_extract.output.sheet_columns import column
from policy_extract.output.views import BOUNDS, CARRIED, KINDS, ROLES, unit_label
from policy_extract.output.wording import body_label
from policy_extract.records import record
from policy_extract.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from policy_extract.model import Indicator, Item, Part, Plan, PlanFinding, Spans, Task, Unit, Value
    from policy_extract.output.sheet_columns import Column

Cell = str | int | Decimal | date | None
Row = tuple[Cell, ...]

DOCUMENT_KINDS = labels("documents")
LEVELS = labels("levels")
PARTS = labels("parts")
SECTION_ROLES = labels("sections")
LISTS = labels("lists")
VIA = labels("ways")
FORMS = labels("value-forms")
SEVERITIES = labels("findings")
CODES = labels("codes")
YES = "是"
FILES = "文件"
"""The sheet that has a row for each document."""


@record
class Sheet:
    """One kind of thing, and how a plan's things of this kind become rows."""

    name: str
    means: str
    """What a row of it is, in the language of the headings."""
    columns: tuple[Column, ...]
    """All of them: the document's first, the quote and what machines need last."""
    lines: Callable[[Source], Iterable[Line]]
    key: tuple[str, ...]
    """Headings of the cells that no two rows have in common; none where rows may be alike."""

    def rows(self, source: Source) -> Iterator[Row]:
        """A row per thing, as wide as `columns`."""
        front = source.plan.front
        title = () if self.name == FILES else (front.title.text if front.title else None,)
        for line in self.lines(source):
            first = line.at[0] if line.at else None
            quote = quoted(line.at, source.texts) or None
            yield source.name, *title, *line.cells, quote, *line.folded, place(first) or None


@record
class Line:
    """What is special about a row, and where it was read."""

    cells: Row
    at: Spans = ()
    folded: Row = ()
    """What machines need."""


@record
class Source:
    """A plan with what its rows look up."""

    name: str
    """What rows call the document."""
    plan: Plan
    tell: Callable[[PlanFinding], str]
    """What a finding says."""
    texts: dict[str, str]
    titles: dict[str | None, str | None]
    """Of sections, tasks and boxes, by id."""
    parts: dict[str, str]
    """What parts are called, by id."""


def source_of(plan: Plan, tell: Callable[[PlanFinding], str], name: str = "") -> Source:
    """What the rows of this plan are made from; `tell` puts a finding in words, `name` is given where another document's file is called the same."""
    return Source(name or plan.source.name, plan, tell, texts_of(plan), titles_of(plan), _parts(plan))


def tables_of_plan(source: Source) -> dict[str, list[Row]]:
    """The rows of every sheet, by its name, in the order of SHEETS."""
    return {sheet.name: list(sheet.rows(source)) for sheet in SHEETS}


# ---------------------------------------------------------------- the document


def _documents(source: Source) -> Iterator[Line]:
    plan, front = source.plan, source.plan.front
    period, where = front.period, front.jurisdiction
    cells: Row = (
        front.title.text if front.title else None,
        DOCUMENT_KINDS[front.kind],
        front.status.text if front.status else None,
        front.document_number.text if front.document_number else None,
        _listed(text.text for text in front.issuers),
        _listed(text.text for text in front.recipients),
        _date(front.date.iso) if front.date else None,
        *((period.start, period.end) if period else (None, None)),
        *((where.name, where.code, LEVELS[where.level]) if where else (None, None, None)),
        "\n".join(map(_part, plan.parts[1:])) or None,
        *map(len, (plan.tasks, plan.indicators, plan.items, plan.targets, plan.findings)),
    )
    yield Line(cells, front.title.at if front.title else (), (plan.source.sha256,))


def _date(iso: str) -> Cell:
    """A date where the day is named, else the text."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return iso


def _part(part: Part) -> str:
    words = [text.text for text in (part.label, part.title) if text]
    return " ".join(words or [PARTS[part.kind]]) + ("" if part.present else "（缺失）")


def _parts(plan: Plan) -> dict[str, str]:
    """What people call each part: its label, else what it is."""
    return {part.id: part.label.text if part.label else PARTS[part.kind] for part in plan.parts}


def _outline(source: Source) -> Iterator[Line]:
    for _, one in walk(source.plan.sections):
        number = one.number
        cells = (
            source.parts.get(one.part),
            one.id,
            one.level,
            number.raw if number else None,
            number.inferred if number else None,
        )
        yield Line((*cells, one.title, SECTION_ROLES[one.role]), one.at)


def _boxes(source: Source) -> Iterator[Line]:
    for box in source.plan.boxes:
        head = (source.parts.get(box.part), box.id, source.titles.get(box.section), box.number, box.title)
        for entry in box.entries or [None]:
            yield Line((*head, entry.title if entry else None, entry.text if entry else None), box.at)


# ---------------------------------------------------------------- who does what


def _tasks(source: Source) -> Iterator[Line]:
    for task in source.plan.tasks:
        due = "；".join(one.raw for one in task.deadlines) or None
        head = (source.parts.get(task.part), task.id, source.titles.get(task.section), task.number, task.title)
        yield Line((*head, *_by_role(task.units), due), task.at)


def _by_body(source: Source) -> Iterator[Line]:
    """All that a body leads, supports or shares; bodies in the order they first appear, their leads first."""
    named = [(unit.body or unit.name, row, unit) for row, unit in rows_of_units(source.plan)]
    first = {body: place for place, (body, _, _) in reversed([*enumerate(named)])}
    roles = list(ROLES)
    for _, row, unit in sorted(named, key=lambda one: (first[one[0]], roles.index(one[2].role))):
        who = (body_label(unit), unit.name, ROLES[unit.role], VIA[unit.via])
        said = (unit.mark, unit.label, unit.note)
        yield Line((*who, _kind(row), row.id, _headline(row), _due(row), *said), unit.at)


def _kind(row: Task | Indicator | Item) -> str:
    return {"Task": "任务", "Indicator": "指标", "Item": "清单"}[type(row).__name__]


def _headline(row: Task | Indicator | Item) -> str | None:
    return getattr(row, "title", None) or getattr(row, "name", None) or getattr(row, "content", None)


def _due(row: Task | Indicator | Item) -> str | None:
    """The deadlines of a row, as printed."""
    one = getattr(row, "deadline", None)
    printed = [due.raw for due in getattr(row, "deadlines", ())] + ([one.raw] if one else [])
    return "；".join(printed) or None


def _by_role(units: Iterable[Unit]) -> tuple[str | None, ...]:
    """牵头, 配合, 责任, 沿用: the names of each, as `--as tasks` groups them."""
    groups = [ROLES[unit.role] if unit.via != "carry-over" else CARRIED for unit in units]
    names = list(zip(groups, map(unit_label, units), strict=True))
    return tuple(_listed(name for group, name in names if group == wanted) for wanted in (*ROLES.values(), CARRIED))


# ---------------------------------------------------------------- annexes and targets


def _indicators(source: Source) -> Iterator[Line]:
    for one in source.plan.indicators:
        head = (one.table, one.id, one.no, _path(one.category), one.name, one.measure, one.attribute)
        values = "\n".join(f"{value.year or ''}{KINDS[value.kind]} {value.raw}" for value in one.values) or None
        task = (one.task, source.titles.get(one.task))
        yield Line((*head, values, *_by_role(one.units), one.note, *task), one.at)


def _values(source: Source) -> Iterator[Line]:
    for one in source.plan.indicators:
        head = (one.id, _path(one.category), one.name, one.attribute)
        yield from (Line((*head, *_value(value)), value.at) for value in one.values)


def _value(value: Value) -> Row:
    bound = BOUNDS[value.bound] or None if value.bound else None
    numbers = (value.value, value.low, value.high, *(value.pair or (None, None)))
    scale = value.scale if value.scale != 1 else None
    said = (value.year, KINDS[value.kind], FORMS[value.form], bound, *numbers)
    return (*said, value.measure, scale, YES if value.cumulative else None, value.base_year)


def _items(source: Source) -> Iterator[Line]:
    for one in source.plan.items:
        due = one.deadline
        more = "\n".join(f"{heading}：{text}" for heading, text in one.extra.items()) or None
        yield Line(
            (
                *(one.table, one.id, LISTS[one.list], one.no, _path(one.group), one.content),
                *_by_role(one.units),
                *((due.raw, due.year, due.month) if due else (None, None, None)),
                *(one.investment, one.nature, more, one.task, source.titles.get(one.task)),
            ),
            one.at,
        )


def _targets(source: Source) -> Iterator[Line]:
    for one in source.plan.targets:
        where = (one.id, source.titles.get(one.task))
        said = (one.year, BOUNDS[one.bound] or None, one.value, one.measure, one.subject, one.clause)
        yield Line((*where, *said), one.at)


# ---------------------------------------------------------------- what is odd


def _findings(source: Source) -> Iterator[Line]:
    for one in source.plan.findings:
        told = (SEVERITIES[one.severity], CODES[one.code], source.tell(one))
        yield Line(told, (one.at,) if one.at else (), (one.code,))


def _review(source: Source) -> Iterator[Line]:
    for doubt in doubts(source.plan):
        named = None if doubt.at else doubt.quoted or None
        yield Line((doubt.level, doubt.what, named), (doubt.at,) if doubt.at else ())


# ---------------------------------------------------------------- helpers


def _listed(names: Iterable[str]) -> str | None:
    return "、".join(names) or None


def _path(steps: Iterable[str]) -> str | None:
    return " / ".join(steps) or None


def _sheet(
    name: str,
    means: str,
    lines: Callable[[Source], Iterable[Line]],
    *columns: tuple[str, int],
    key: tuple[str, ...] = (),
    machines: tuple[tuple[str, int], ...] = (),
) -> Sheet:
    first = [("文件", 24)]
    if name != FILES:
        first.append(("文件标题", 24))
    every = [
        column(heading, width, number=heading == "数值" and name != "指标", whole=heading == "层级" and name == "目录")
        for heading, width in (*first, *columns, ("原文", 50), *machines, ("位置", 12))
    ]
    return Sheet(name, means, tuple(every), lines, ("文件", *key) if key or name == FILES else ())


_BY_ROLE = (("牵头", 24), ("配合", 30), ("责任", 30), (CARRIED, 24))
_TASK = (("对应任务", 10), ("对应任务标题", 30))

SHEETS = (
    _sheet(
        FILES,
        "一个文件",
        _documents,
        *(("标题", 50), ("类型", 10), ("状态", 12), ("文号", 20), ("发文机关", 30), ("主送机关", 40)),
        *(("成文日期", 12), ("起始年", 8), ("结束年", 8), ("地区", 16), ("区划代码", 10), ("层级", 8), ("附件", 40)),
        *(("任务数", 8), ("指标数", 8), ("清单行数", 10), ("目标值数", 10), ("问题数", 8)),
        machines=(("SHA-256", 20),),
    ),
    _sheet(
        "任务",
        "一项任务，原文是任务的正文",
        _tasks,
        *(("部分", 8), ("编号", 12), ("所属章节", 30), ("序号", 8), ("标题", 30), *_BY_ROLE, ("时限", 20)),
        key=("编号",),
    ),
    _sheet(
        "责任分工",
        "一个单位在一项任务、指标或清单行中的角色，按单位排列，牵头在前",
        _by_body,
        *(("机构", 20), ("名称", 24), ("角色", 8), ("来源", 10), ("类别", 8), ("所在编号", 12)),
        *(("所在标题", 50), ("时限", 20), ("标记", 8), ("用词", 12), ("备注", 20)),
    ),
    _sheet(
        "指标",
        "一个指标",
        _indicators,
        *(("表", 10), ("编号", 12), ("序号", 8), ("类别", 20), ("指标", 36), ("单位", 10), ("属性", 10)),
        *(("数值", 30), *_BY_ROLE, ("备注", 24), *_TASK),
        key=("编号",),
    ),
    _sheet(
        "指标值",
        "指标的一个数值",
        _values,
        *(("编号", 12), ("类别", 20), ("指标", 36), ("属性", 10), ("年份", 8), ("类型", 8), ("形式", 10)),
        *(("界限", 8), ("数值", 12), ("下限", 10), ("上限", 10), ("前数", 10), ("后数", 10)),
        *(("单位", 10), ("倍数", 12), ("累计", 8), ("基准年", 8)),
    ),
    _sheet(
        "清单",
        "工作清单的一行",
        _items,
        *(("表", 10), ("编号", 12), ("清单类型", 10), ("序号", 8), ("分组", 30), ("内容", 50), *_BY_ROLE),
        *(("时限", 16), ("时限年", 8), ("时限月", 8), ("投资", 12), ("性质", 10), ("其他", 40), *_TASK),
        key=("编号",),
    ),
    _sheet(
        "目标值",
        "正文承诺达到的一个数值",
        _targets,
        *(("编号", 12), ("任务标题", 30), ("年份", 8), ("界限", 8), ("数值", 12), ("单位", 10)),
        *(("对象", 24), ("分句", 50)),
        key=("编号",),
    ),
    _sheet(
        "专栏",
        "专栏的一个条目",
        _boxes,
        *(("部分", 8), ("编号", 14), ("所属章节", 30), ("序号", 10), ("标题", 30), ("条目", 24), ("内容", 60)),
    ),
    _sheet(
        "目录",
        "一个标题",
        _outline,
        *(("部分", 8), ("编号", 12), ("层级", 8), ("序号", 10), ("推定序号", 10), ("标题", 50), ("作用", 10)),
        key=("编号",),
    ),
    _sheet("复核", "需要人工看一眼的一处，存疑大的在前", _review, ("程度", 8), ("事项", 18), ("名称", 24)),
    _sheet("问题", "读取时的一条提示", _findings, ("程度", 8), ("事项", 18), ("说明", 60), machines=(("代码", 24),)),
)
"""In the order they stand in a workbook."""
