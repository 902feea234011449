"""A plan → the rows of its ledger: what has to be done, by whom, by when, and where it is printed."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from policy_extract.labels import labels, word
from policy_extract.ledger.due_dates import Due, due_of, last_day, years_of
from policy_extract.output.sections import walk
from policy_extract.output.views import BOUNDS, unit_label
from policy_extract.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policy_extract.grammar import Matcher
    from policy_extract.ledger.due_dates import Years
    from policy_extract.model import Deadline, Indicator, Item, Plan, Section, Target, Task, Unit, Value

RowsOf = Literal["tasks", "items", "targets"]
"""What a row is for."""

MOST_TEXT = 520
"""Characters of a task's text: more lines than these make a spreadsheet's row, at most 409 points high, cannot show."""
_UNLABELLED = {"main": "", "notice": "", "plan": "", "annex": labels("parts")["annex"]}
"""What parts without a label are called; the text, and the plan that a notice carries, need no name."""
OPENING = 40
"""Characters that stand for a heading where there is none."""


@record
class Entry:
    """One row of the ledger, as the plan has it."""

    id: str
    """Id in the plan of the task, item, target or value."""
    group: str
    """Id of the task, item or indicator that rows of targets share."""
    band: str
    """The chapter it stands in: 二、主要任务 / （一）健全制度."""
    number: str
    """As printed: 1."""
    title: str
    text: str
    """What the plan says beneath."""
    goals: tuple[str, ...]
    units: tuple[Unit, ...]
    dues: tuple[Due, ...]
    source: str
    """Where it is printed: 附件1 表1 第3行, 二（一）1."""

    @property
    def head(self) -> str:
        """Number and heading."""
        return self.number + self.title

    @property
    def task(self) -> str:
        """Heading and text, as a cell shows them."""
        text = self.text if len(self.text) <= MOST_TEXT else self.text[:MOST_TEXT] + word("papers", "unfinished")
        return f"{self.number}{text}" if not self.title else "\n".join(filter(None, (self.head, text)))

    @property
    def label(self) -> str:
        """What people call it."""
        return self.head if self.title else self.number + self.text[:OPENING]

    def bodies(self, *roles: str) -> str:
        """The names of the bodies in these roles, as a cell shows them."""
        return "、".join(_labels(unit for unit in self.units if unit.role in roles))

    @property
    def deadline(self) -> str:
        """The deadlines as printed."""
        return "；".join(dict.fromkeys(due.raw for due in self.dues))


def entries_of(plan: Plan, rows: RowsOf, matcher: Matcher) -> list[Entry]:
    """The rows of a plan's ledger, in reading order; for tasks, those of its work lists where it has no task."""
    made = _Maker(plan, matcher)
    if rows == "tasks" and plan.tasks:
        return [made.task(task) for task in plan.tasks]
    if rows != "targets":
        return [made.item(item) for item in plan.items]
    return [*made.targets()]


class _Maker:
    """A plan with what its rows look up."""

    def __init__(self, plan: Plan, matcher: Matcher) -> None:
        self.plan = plan
        self._matcher = matcher
        self._years: Years = years_of(plan)
        self._above: dict[str, Section | None] = {}
        self._sections: dict[str, Section] = {}
        for above, section in walk(plan.sections):
            self._above[section.id], self._sections[section.id] = above, section
        self._boxes = {box.id: box for box in plan.boxes}
        self._goals: dict[str, list[Target]] = {}
        for target in plan.targets:
            self._goals.setdefault(self._owner(target), []).append(target)
        self._measured: dict[str, list[Indicator]] = {}
        for one in plan.indicators:
            self._measured.setdefault(one.task or "", []).append(one)
        self._labels = {part.id: part.label.text if part.label else _UNLABELLED[part.kind] for part in plan.parts}
        self._tables = {table.id: table for table in plan.tables}

    def _owner(self, target: Target) -> str:
        """The section a target counts for; that of the box it stands in."""
        box = self._boxes.get(target.task or "")
        return (box.section if box else target.task) or ""

    # ------------------------------------------------------------ rows

    def task(self, task: Task) -> Entry:
        """The row of a task."""
        return Entry(
            id=task.id,
            group=task.id,
            band=self._band(self._above.get(task.id)),
            number=task.number or "",
            title=task.title or "",
            text=task.text,
            goals=_whole(self._promised(task)),
            units=task.units,
            dues=self._dues(task.deadlines),
            source=self._printed_at(task.id, task.part),
        )

    def item(self, item: Item) -> Entry:
        """The row of a work list's row."""
        table = self._tables[item.table]
        title = table.title.text if table.title else self._labels[table.part]
        return Entry(
            id=item.id,
            group=item.id,
            band=" / ".join(filter(None, (title, *item.group))),
            number="",
            title=item.name or "",
            text=item.content,
            goals=_whole(number.clause for number in item.numbers),
            units=item.units,
            dues=self._dues((item.deadline,) if item.deadline else ()),
            source=self._row_at(item.table, item.no, item.id),
        )

    def targets(self) -> Iterator[Entry]:
        """A row for each number that the plan promises: in its text, in its work lists, in its indicator tables."""
        tasks = {task.id: task for task in self.plan.tasks}
        for target in self.plan.targets:
            owner = self._owner(target)
            base = self.task(tasks[owner]) if owner in tasks else self._section(owner)
            yield self._promise(target, base)
        for item in self.plan.items:
            base = self.item(item)
            yield from (self._promise(number, base) for number in item.numbers)
        for one in self.plan.indicators:
            base = self._indicator(one)
            yield from (
                replace(base, id=f"{one.id}/v{place}", goals=(_valued(one, value),), dues=self._by_year(value.year))
                for place, value in self._ahead(one)
            )

    def _ahead(self, one: Indicator) -> list[tuple[int, Value]]:
        """What a row still promises, with its place: no goals of the period before, whose results the plan reports."""
        promised = [
            (place, value)
            for place, value in enumerate(one.values, start=1)
            if value.kind == "target" and value.form != "none"
        ]
        start = self.plan.front.period.start if self.plan.front.period else 0
        years = [value.year for _, value in promised if value.year is not None]
        if years and max(years) < start:
            return []
        return [(place, value) for place, value in promised if value.year is None or value.year >= start]

    def _promise(self, target: Target, base: Entry) -> Entry:
        dues = base.dues if target.year is None else self._by_year(target.year)
        return replace(base, id=target.id, goals=(target.clause,), dues=dues)

    def _section(self, owner: str) -> Entry:
        """What rows of targets show that stand in no task: the heading above them."""
        section = self._sections.get(owner)
        part = section.part if section else "main"
        number, title = (_number(section), section.title or "") if section else ("", "")
        band = self._band(self._above.get(owner))
        return Entry(owner, owner, band, number, title, "", (), (), (), self._printed_at(owner, part))

    def _indicator(self, one: Indicator) -> Entry:
        table = self._tables[one.table]
        band = table.title.text if table.title else self._labels[table.part]
        source = self._row_at(one.table, one.no, one.id)
        band = " / ".join(filter(None, (band, *one.category)))
        return Entry(one.id, one.id, band, "", one.name, "", (), one.units, (), source)

    # ------------------------------------------------------------ columns

    def _promised(self, task: Task) -> Iterator[str]:
        yield from (target.clause for target in self._goals.get(task.id, ()))
        for one in self._measured.get(task.id, ()):
            yield from (_valued(one, value) for _, value in self._ahead(one))

    def _dues(self, deadlines: Sequence[Deadline]) -> tuple[Due, ...]:
        return tuple(due_of(one, self._years, self._matcher) for one in deadlines)

    def _by_year(self, year: int | None) -> tuple[Due, ...]:
        return (Due(word("papers", "year", year=year), last_day(year, 12)),) if year else ()

    def _band(self, section: Section | None) -> str:
        """The headings above, outermost first; the plan's title where there is none."""
        steps: list[str] = []
        while section is not None:
            steps.append(_heading(section))
            section = self._above.get(section.id)
        return " / ".join(reversed(steps)) or title_of(self.plan)

    def _printed_at(self, section_id: str, part: str) -> str:
        """`附件1 二、（一）1.`: the numbers above a task, as printed."""
        steps: list[str] = []
        section = self._sections.get(section_id)
        while section is not None:
            steps.append(_number(section))
            section = self._above.get(section.id)
        return " ".join(filter(None, (self._labels[part], "".join(reversed(steps)))))

    def _row_at(self, table_id: str, no: str | None, row: str) -> str:
        table = self._tables[table_id]
        label = self._labels[table.part]
        name = word("papers", "table", number=table_id.rpartition("/t")[2])
        return " ".join(filter(None, (label, name, word("papers", "row", number=no) if no else row.rpartition("/")[2])))


def title_of(plan: Plan) -> str:
    """What people call the document: its title, else the name of its file."""
    return plan.front.title.text if plan.front.title else plan.source.name


def _heading(section: Section) -> str:
    return _number(section) + (section.title or "")


def _number(section: Section) -> str:
    """The number of a heading as the page shows it."""
    return (section.number.inferred or section.number.raw) if section.number else ""


def _valued(indicator: Indicator, value: Value) -> str:
    """`高龄津贴覆盖率 2027年 ≥95%`."""
    bound = BOUNDS[value.bound] if value.bound and not value.raw.startswith(BOUNDS[value.bound]) else ""
    measure = indicator.measure or value.measure or ""
    shown = value.raw if measure and measure in value.raw else value.raw + (measure if value.value is not None else "")
    year = word("papers", "year", year=value.year) if value.year else ""
    return " ".join(filter(None, (indicator.name, year, (bound if value.form == "amount" else "") + shown)))


def _whole(clauses: Iterable[str]) -> tuple[str, ...]:
    """Each clause once, and none that the next one repeats and continues.

    >>> _whole(["建成中心10个", "建成中心10个，其中市级2个", "培训20人", "培训20人"])
    ('建成中心10个，其中市级2个', '培训20人')
    """
    once = list(dict.fromkeys(clauses))
    return tuple(one for one, following in zip_longest(once, once[1:], fillvalue="") if one not in following)


def _labels(units: Iterable[Unit]) -> Iterator[str]:
    for unit in units:
        yield unit_label(unit) + (unit.more or "")
