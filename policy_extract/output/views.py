"""Small texts that show one side of a plan: for the command line, and for the pages under tests/cases.

One line per thing, two spaces between columns, Chinese labels in every
language: a view is data, and the same plan gives the same bytes everywhere.
docs/views.md describes them to readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.output.canonical import dump_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from policy_extract.model import At, Indicator, Item, Part, Plan, Section, Task, Text, Unit

ROLES = {"lead": "牵头", "support": "配合", "joint": "责任"}
CARRIED = "沿用"
NOTHING = "—"


def outline(plan: Plan) -> Iterator[str]:
    """`2/1  （一）保障有力  [tasks]`, indented by level; the role where it differs from the section above."""
    for above, section in _walk(plan.sections, "other"):
        number = section.number
        printed = number.raw + (f"→{number.inferred}" if number.inferred else "") if number else ""
        role = f"[{section.role}]" if section.role != above else ""
        yield "  " * (section.level - 1) + _columns(section.id, printed, section.title or NOTHING, role)


def tasks(plan: Plan) -> Iterator[str]:
    """The task, then its units by role; units of a carry-over sentence stand apart as 沿用."""
    for task in plan.tasks:
        yield _columns(task.id, task.title or NOTHING)
        yield from _units_by_role(task)


def units(plan: Plan) -> Iterator[str]:
    """`牵头  *人社局（含医保）  2/1/1  责任单位  human-resources`, one line per name."""
    for row, unit in named_units(plan):
        via = CARRIED if unit.via == "carry-over" else unit.label or NOTHING
        yield _columns(ROLES[unit.role], (unit.mark or "") + _named(unit), row, via, unit.body or NOTHING)


def findings(plan: Plan) -> Iterator[str]:
    """`b12:5  warning  number-repeated  The number …`; the column counts from 1."""
    for finding in plan.findings:
        yield _columns(place(finding.at) or NOTHING, finding.severity, finding.code, finding.message)


def front(plan: Plan) -> Iterator[str]:
    """The front matter that was found, then the parts."""
    here = plan.front
    yield _columns("类型", here.kind)
    yield from _labelled("标题", here.title)
    yield from _labelled("状态", here.status)
    yield from _labelled("文号", here.document_number)
    yield from _labelled("发文", *here.issuers)
    yield from _labelled("主送", *here.recipients)
    if here.date:
        yield _columns("日期", here.date.raw, here.date.iso)
    if here.period:
        yield _columns("时段", here.period.raw, f"{here.period.start}–{here.period.end}")
    if here.jurisdiction:
        yield _columns("地区", here.jurisdiction.name, here.jurisdiction.code or "", here.jurisdiction.level)
    yield from map(_part, plan.parts)


def tables(plan: Plan) -> Iterator[str]:
    """`a1/t1  worklist  12×5  项目清单`."""
    for table in plan.tables:
        yield _columns(table.id, table.kind, f"{table.rows}×{table.cols}", _one_line(table.title))


def references(plan: Plan) -> Iterator[str]:
    """`《老龄事业发展规划》  临政发〔2024〕3号`."""
    for reference in plan.references:
        yield _columns(f"《{reference.title}》", reference.document_number or "")


def roles(plan: Plan) -> Iterator[str]:
    """`b12  main  2/1/1  heading  1.健全社会保障…`: what every block was taken for."""
    for block in plan.blocks:
        begins = " ".join((block.number or "", *(block.text or "").split())).strip()
        yield _columns(block.id, block.part, block.section or NOTHING, block.role, _cut(begins, 16))


_VIEWS: dict[str, Callable[[Plan], Iterable[str]]] = {
    view.__name__: view for view in (outline, tasks, units, findings, front, tables, references, roles)
}
NAMES = ("json", *_VIEWS)


def render(plan: Plan, name: str) -> str:
    """The view called `name`, one of NAMES; "" where there is nothing to show."""
    if name == "json":
        return dump_plan(plan).decode()
    return "".join(f"{line}\n" for line in _VIEWS[name](plan))


def named_units(plan: Plan) -> Iterator[tuple[str, Unit]]:
    """The units of tasks, indicators and items, each with the id of its row."""
    rows: tuple[Task | Indicator | Item, ...] = (*plan.tasks, *plan.indicators, *plan.items)
    return ((row.id, unit) for row in rows for unit in row.units)


def place(at: At | None) -> str:
    """`b12:5`: block and column, from 1, as editors count; "" for the whole document."""
    return f"{at.block}:{at.start + 1}" if at else ""


def _walk(sections: Iterable[Section], above: str) -> Iterator[tuple[str, Section]]:
    """Every section in reading order, with the role of the one it stands in."""
    waiting = [(above, section) for section in sections][::-1]
    while waiting:
        above, section = waiting.pop()
        yield above, section
        waiting += [(section.role, below) for below in reversed(section.sections)]


def _units_by_role(task: Task) -> Iterator[str]:
    own = [unit for unit in task.units if unit.via != "carry-over"]
    for role, label in ROLES.items():
        yield from _names(label, [unit for unit in own if unit.role == role])
    yield from _names(CARRIED, [unit for unit in task.units if unit.via == "carry-over"])


def _names(label: str, units: list[Unit]) -> Iterator[str]:
    if units:
        yield "  " + _columns(label, " ".join(map(_named, units)))


def _named(unit: Unit) -> str:
    return f"{unit.name}（{unit.note}）" if unit.note else unit.name


def _labelled(label: str, *texts: Text | None) -> Iterator[str]:
    yield from (_columns(label, _one_line(text)) for text in texts if text)


def _part(part: Part) -> str:
    state = {(True, True): "", (False, True): "未列", (True, False): "缺失"}.get(
        (part.listed is not False, part.present), ""
    )
    return _columns(part.id, part.kind, _one_line(part.label), _one_line(part.title), state)


def _one_line(text: Text | None) -> str:
    return text.text.replace("\n", " ") if text else ""


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length] + "…"


def _columns(*cells: str) -> str:
    return "  ".join(cell for cell in cells if cell)
