"""What a clerk should look at first in a plan: values that may be wrong or missing, by doubt.

The order is that of DOUBTS, then reading order; docs/views.md describes it to
readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.generated.plain import At
from policy_extract.output.quoting import quoted
from policy_extract.records import record
from policy_extract.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.model import Indicator, Item, Plan, PlanTable, Section, Spans, Task

HIGH, MIDDLE, LOW = "高", "中", "低"

DOUBTS = {
    # Something may be lost, or taken for what it is not.
    "ledger-difference": (HIGH, "文字缺失"),
    "time-budget-exceeded": (HIGH, "检索中断"),
    "text-decoded-with-loss": (HIGH, "文字损坏"),
    "pages-unreadable": (HIGH, "缺页"),
    "characters-unreadable": (HIGH, "字符不可读"),
    "conversion-lost": (HIGH, "转换丢字"),
    "formatting-lost": (HIGH, "格式丢失"),
    "unknown-part": (HIGH, "部件未读"),
    "annex-missing": (HIGH, "附件缺失"),
    "annex-elsewhere": (HIGH, "附件另附"),
    "page-text-dropped": (HIGH, "网页文字舍弃"),
    "bundle-file-skipped": (HIGH, "文件略过"),
    "bundle-file-unread": (HIGH, "文件未读"),
    "cells-hidden": (HIGH, "单元格隐藏"),
    "formula-without-value": (HIGH, "公式无结果"),
    "table-of-no-kind": (HIGH, "表格未读"),
    "table-torn": (HIGH, "表格缺格"),
    "table-flattened": (HIGH, "表格成行"),
    "no-tasks": (HIGH, "未读出任务"),
    "units-unread": (HIGH, "责任单位未读出"),
    "units-without-task": (HIGH, "责任单位无所属"),
    "carry-over-without-units": (HIGH, "沿用不明"),
    "unit-doubtful": (HIGH, "单位存疑"),
    "bracket-unclosed": (HIGH, "括号未闭合"),
    # Read, by inference or against odd print.
    "number-twice": (MIDDLE, "编号两次"),
    "number-repeated": (MIDDLE, "编号重复"),
    "number-skipped": (MIDDLE, "编号缺号"),
    "number-backwards": (MIDDLE, "编号倒退"),
    "number-alone": (MIDDLE, "编号无所属"),
    "number-inferred": (MIDDLE, "编号推定"),
    "number-not-computed": (MIDDLE, "编号未算"),
    "unknown-number-format": (MIDDLE, "编号格式不明"),
    "unknown-element": (MIDDLE, "元素不明"),
    "tasks-unannounced": (MIDDLE, "任务推定"),
    "structure-doubtful": (MIDDLE, "结构存疑"),
    "annex-label-missing": (MIDDLE, "附件无标识"),
    "label-in-text": (MIDDLE, "附件标识存疑"),
    "annex-not-listed": (MIDDLE, "附件未列"),
    "annex-unknown": (MIDDLE, "附件不明"),
    "value-of-words": (MIDDLE, "指标值是文字"),
    "target-without-subject": (MIDDLE, "目标无对象"),
    # Read as printed; something a reader might expect is not there.
    "unit-repeated": (LOW, "单位重复"),
    "unit-unknown": (LOW, "单位未收录"),
    "target-without-year": (LOW, "目标无年份"),
    "section-without-title": (LOW, "无标题"),
    "title-missing": (LOW, "文件无标题"),
    "stamped": (LOW, "批注印章"),
    "number-spaced": (LOW, "编号有空格"),
}
"""Finding codes and what the plan itself shows, most doubtful first: how doubtful, and what a reader is told."""


@record
class Doubt:
    """One thing to look at."""

    level: str
    """高, 中 or 低."""
    what: str
    """In Chinese, as in every view."""
    at: At | None
    """Null where it is about the whole document."""
    quoted: str
    """The characters at `at`; where there is no place, what the finding names."""
    name: str
    """In DOUBTS: the code of the finding, where one says it."""


_Found = tuple[str, "At | None", str]
"""Name in DOUBTS, where it stands, and what it is called."""


def doubts(plan: Plan) -> list[Doubt]:
    """What to look at, most doubtful first, then in reading order."""
    texts = texts_of(plan)
    ranks = {name: rank for rank, name in enumerate(DOUBTS)}
    blocks = {block.id: place for place, block in enumerate(plan.blocks)}
    cells = {cell: place for place, cell in enumerate(texts)}

    def order(found: _Found) -> tuple[int, int, int, int]:
        name, at, _ = found
        if at is None:
            return ranks[name], -1, 0, 0
        return ranks[name], blocks.get(at.block.partition(".")[0], 0), cells.get(at.block, -1), at.start

    return [
        Doubt(*DOUBTS[name], at, quoted([at], texts) if at else named, name)
        for name, at, named in sorted(_found(plan), key=order)
    ]


def _found(plan: Plan) -> Iterator[_Found]:
    """Everything doubtful."""
    for one in plan.findings:
        if one.code in DOUBTS:
            yield one.code, one.at, " ".join(map(str, one.params.values()))
    for table in plan.tables:
        if table.kind == "other":
            yield "table-of-no-kind", _first_cell(table), table.id
    yield from _about_sections(plan.sections)
    yield from _unknown_units(plan)
    for value in (value for indicator in plan.indicators for value in indicator.values):
        if value.form == "text":
            yield "value-of-words", _first(value.at), value.raw
    for target in plan.targets:
        if target.subject is None:
            yield "target-without-subject", _first(target.at), target.raw
        if target.year is None:
            yield "target-without-year", _first(target.at), target.raw


def _about_sections(sections: Sequence[Section]) -> Iterator[_Found]:
    waiting = [*sections]
    while waiting:
        section = waiting.pop()
        waiting += section.sections
        if section.title is None:
            yield "section-without-title", _first(section.at), section.id
        if section.number is not None and section.number.inferred is not None:
            yield "number-inferred", _opening(section), section.id


def _unknown_units(plan: Plan) -> Iterator[_Found]:
    """Names that the directory of bodies does not know, each where it is first printed; not those a finding doubts."""
    doubted = {one.params.get("name") for one in plan.findings if one.code == "unit-doubtful"}
    rows: tuple[Task | Indicator | Item, ...] = (*plan.tasks, *plan.indicators, *plan.items)
    unknown = {unit.name: unit for row in reversed(rows) for unit in reversed(row.units) if unit.body is None}
    yield from (("unit-unknown", _first(unit.at), unit.name) for unit in unknown.values() if unit.name not in doubted)


def _opening(section: Section) -> At | None:
    """The block a section opens with, down to the end of its title, or of the block where it has none."""
    first = _first(section.at)
    return At(block=first.block, start=0, end=first.end) if first else None


def _first_cell(table: PlanTable) -> At | None:
    """The first cell with anything in it."""
    cell = next((cell for cell in table.cells if cell.text.strip()), None)
    return At(block=cell.block, start=0, end=len(cell.text)) if cell else None


def _first(spans: Spans) -> At | None:
    return spans[0] if spans else None
