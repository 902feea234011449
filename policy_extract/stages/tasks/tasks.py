"""Sections → tasks: sections with units of their own, and lowest sections under a heading that announces tasks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.findings import Code
from policy_extract.generated.plain import At, Task
from policy_extract.records import field, mutable, record, replace
from policy_extract.stages.deadlines import read_deadlines
from policy_extract.stages.outline.outline import walk
from policy_extract.stages.passages import passage_of
from policy_extract.stages.tasks.roles import explains, give_roles
from policy_extract.stages.tasks.roles_by_elimination import sets_tasks
from policy_extract.stages.units.clauses import outside, read_clauses
from policy_extract.stages.units.label_lines import LineReader
from policy_extract.stages.units.segments import read_carries, read_legends
from policy_extract.stages.units.units import (
    Legends,
    UnitReader,
    add_carried,
    carried_units,
    carry_over,
    distinct,
    group_clauses,
    once,
)
from policy_extract.stages.units.unlabelled_brackets import ClosingHabit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policy_extract.generated.plain import CarryOver, Unit
    from policy_extract.grammar import Matcher
    from policy_extract.stages.structure import Ownership, PartForm, SectionForm, StageContext
    from policy_extract.stages.units.segments import Carry, Clause


SOME_LENGTH = 1_500
"""Characters of a text that can be expected to set tasks: three pages."""
CHAPTERS = 3
"""Chapters of a plan, however short, that can be expected to set tasks."""


@record
class _Read:
    """What one section's paragraphs say about units."""

    clauses: tuple[Clause, ...]
    carries: tuple[Carry, ...]
    """Inside clauses and outside them."""
    units: tuple[Unit, ...]


@mutable
class TaskList:
    """Tasks and carry-over sentences of a document, in reading order."""

    tasks: list[Task] = field(default_factory=list)
    carry_overs: list[CarryOver] = field(default_factory=list)
    legends: Legends = field(default_factory=Legends)
    following: list[Unit] = field(default_factory=list)
    """Units that the tasks to come are given."""
    preceding: list[tuple[int, list[Unit]]] = field(default_factory=list)
    """How many of the tasks so far a sentence speaks for, and the units it gives them."""
    under_tables: set[str] = field(default_factory=set)
    """Paragraphs under tables whose 以上 speaks of the rows, not of tasks."""
    habit: ClosingHabit | None = None
    """Of the part being read."""


def read_tasks(part: PartForm, sections: Sequence[SectionForm], found: TaskList, context: StageContext) -> None:
    """Add the part's tasks; legends and carry-overs of earlier parts go on. A text that explains another one sets none."""
    texts = {block.id: block.text for block in part.blocks if isinstance(block, Paragraph)}
    found.legends.bold = {block.id: block.bold for block in part.blocks if isinstance(block, Paragraph) and block.bold}
    found.legends.underlined = {
        block.id: block.underlined for block in part.blocks if isinstance(block, Paragraph) and block.underlined
    }
    order = {block.id: index for index, block in enumerate(part.blocks)}
    found.habit = ClosingHabit(part.blocks, context.matcher)
    reader = _TaskReader(found, texts, order, context)
    if explains(part, context.matcher):
        give_roles(part, sections, frozenset(), context)
        return
    if not context.matcher.clock.stopped:
        reader.read_outside(part, sections)
    parents = {child.id: section for section in walk(sections) for child in section.sections}
    reads = [(section, reader.read_section(section)) for section in walk(sections)]
    give_roles(part, sections, {section.id for section, read in reads if read.units}, context)
    for section, read in reads:
        if read.units or section.announced:
            found.tasks.append(reader.task(section, parents.get(section.id), read))
        reader.note_carries(read)


@record
class _TaskReader:
    """Reads the sections of one part in order."""

    found: TaskList
    """Of the document, up to here."""
    texts: Mapping[str, str]
    """The text of each paragraph of the part."""
    order: Mapping[str, int]
    """The place of each block in the part."""
    context: StageContext

    def read_section(self, section: SectionForm) -> _Read:
        """What its paragraphs say about units."""
        matcher, report, owned = self.context.matcher, self.context.report, self.context.owned
        clauses: list[Clause] = []
        carries: list[Carry] = []
        lines = LineReader(matcher, report, self.found.habit)
        for block in section.blocks:
            if not isinstance(block, Paragraph) or owned.roles.get(block.id) == "footnote":
                continue
            if owned.roles.get(block.id) == "box":
                self._note_without_task(block, read_clauses(passage_of(block), matcher, report))
                continue
            own = lines.read(block)
            clauses += own
            carries += [carry for clause in own for carry in clause.carries]
            carries += self._loose(block, own)
            _claim(block, own, owned)
        lines.close()
        units = UnitReader(self.texts, self.found.legends, matcher, report)
        found = [unit for group in group_clauses(clauses, self.texts, self.order) for unit in units.units_of(group)]
        return _Read(tuple(clauses), tuple(carries), once(found))

    def _loose(self, block: Paragraph, clauses: Sequence[Clause]) -> list[Carry]:
        """Carry-overs and legends that stand outside any clause."""
        carries = read_carries(passage_of(block), self.context.matcher)
        legends = read_legends(passage_of(block), self.context.matcher)
        starts = sorted({*(carry.start for carry in carries), *(legend.at.start for legend in legends)})
        free = {low for low, _ in outside([(start, start) for start in starts], clauses)}
        for legend in legends:
            if legend.lasts and legend.at.start in free:
                self.found.legends.take(legend)
        return [carry for carry in carries if carry.start in free]

    def read_outside(self, part: PartForm, sections: Sequence[SectionForm]) -> None:
        """What stands before the first section: carry-overs and legends count, clauses have no task."""
        matcher, owned = self.context.matcher, self.context.owned
        inside = {block.id for section in walk(sections) for block in section.blocks}
        for block in part.blocks[part.head.body :]:
            if (
                not isinstance(block, Paragraph)
                or block.id in inside
                or owned.roles.get(block.id) not in {None, "body", "note"}
            ):
                continue
            clauses = read_clauses(passage_of(block), matcher, self.context.report)
            self._note_without_task(block, clauses)
            carries = [carry for clause in clauses for carry in clause.carries]
            carries += self._loose(block, clauses)
            self.note_carries(_Read((), tuple(carries), ()))
            if owned.roles.get(block.id) == "note" or carries:
                owned.roles[block.id] = "legend" if matcher.first("legend", block.text) or carries else "note"

    def _note_without_task(self, block: Paragraph, clauses: Sequence[Clause]) -> None:
        for clause in clauses:
            if any(segment.names for segment in clause.segments):
                self.context.report.note(
                    Code.UNITS_WITHOUT_TASK,
                    At(block=block.id, start=clause.start, end=clause.end),
                    text=block.text[clause.start : clause.end][:60],
                )

    def task(self, section: SectionForm, parent: SectionForm | None, read: _Read) -> Task:
        """The section as a task, with the units that earlier sentences give it."""
        texts = self.texts
        pieces = tuple(_own_text(section, read.clauses))
        said = [*pieces, *(At(block=clause.block, start=clause.start, end=clause.end) for clause in read.clauses)]
        said.sort(key=lambda span: (self.order[span.block], span.start))
        carried = self.found.following if read.units else []
        return Task(
            id=section.id,
            section=parent.id if parent is not None else None,
            part=section.part,
            number=section.number,
            title=section.title,
            text="\n".join(texts[span.block][span.start : span.end] for span in pieces),
            units=add_carried(read.units, carried),
            deadlines=read_deadlines(said, texts, self.context.matcher),
            at=pieces,
        )

    def note_carries(self, read: _Read) -> None:
        """Record the sentences and hand their bodies on: to later tasks, to earlier ones, or to all.

        The task whose own clause prints the sentence has its bodies in that
        clause; a sentence outside any clause speaks for the task above it too.
        """
        found = self.found
        inside = {carry for clause in read.clauses for carry in clause.carries}
        for carry in read.carries:
            text = self.texts[carry.block]
            found.carry_overs.append(carry_over(carry, text, self.context.report))
            units = carried_units(carry, text, self.context.matcher)
            if carry.reach in {"following", "document"}:
                found.following = distinct([*found.following, *units])
            if carry.reach in {"preceding", "document"} and carry.block not in found.under_tables:
                found.preceding.append((len(found.tasks) - (carry in inside and bool(found.tasks)), units))


def _claim(block: Paragraph, clauses: Sequence[Clause], owned: Ownership) -> None:
    """A paragraph that is nothing but clauses has the role `units`."""
    ends = [0, *(clause.end for clause in clauses)]
    starts = [*(clause.start for clause in clauses), len(block.text)]
    rest = "".join(block.text[end:start] for end, start in zip(ends, starts, strict=True))
    if clauses and not rest.strip(" \t\n\u3000。；") and owned.roles.get(block.id) != "heading":
        owned.roles[block.id] = "units"


def _own_text(section: SectionForm, clauses: Sequence[Clause]) -> Iterable[At]:
    """The stretches of the section's paragraphs that are neither heading nor clause."""
    inside: dict[str, list[Clause]] = {}
    for clause in clauses:
        inside.setdefault(clause.block, []).append(clause)
    for block in section.blocks:
        if isinstance(block, Paragraph):
            start = section.opening[1] if block.id == section.opening[0] else 0
            for clause in inside.get(block.id, ()):
                yield from _stretch(block, start, clause.start)
                start = max(start, clause.end)
            yield from _stretch(block, start, len(block.text))


def _stretch(block: Paragraph, start: int, end: int) -> Iterable[At]:
    """The stretch without white space around it; nothing where no letter is left."""
    text = block.text[start:end]
    if text.strip(" \t\n\u3000。；，、"):
        low = start + len(text) - len(text.lstrip())
        yield At(block=block.id, start=low, end=low + len(text.strip()))


def hand_back(found: TaskList) -> None:
    """Give earlier tasks the units of the sentences after them, in one pass from the last task to the first."""
    waiting = list(found.preceding)
    units: list[Unit] = []
    for index in range(len(found.tasks) - 1, -1, -1):
        while waiting and waiting[-1][0] > index:
            units = distinct([*waiting.pop()[1], *units])
        task = found.tasks[index]
        if units and task.units:
            found.tasks[index] = replace(task, units=add_carried(task.units, units))


def note_missing(
    found: TaskList, parts: Sequence[PartForm], trees: Sequence[Sequence[SectionForm]], context: StageContext
) -> None:
    """Note that a text of some length, or a plan of several chapters, has no task at all."""
    if found.tasks:
        return
    count = sum(len(block.text) for part in parts for block in part.blocks if isinstance(block, Paragraph))
    chapters = max(map(partial(_chapters, matcher=context.matcher), parts, trees), default=0)
    if count >= SOME_LENGTH or chapters >= CHAPTERS:
        context.report.note(Code.NO_TASKS, count=count)


def _chapters(part: PartForm, tree: Sequence[SectionForm], matcher: Matcher) -> int:
    """How many numbered chapters a text has that is of a kind that sets tasks; 0 for any other, and for one with tables."""
    heads = [head for head in tree if head.level]
    if not all(isinstance(block, Paragraph) for block in part.blocks) or not sets_tasks(part, heads, matcher):
        return 0
    return sum(head.number is not None for head in heads)
