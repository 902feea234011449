"""Sections → tasks: sections with units of their own, and lowest sections under a heading that announces tasks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph, Span
from policy_extract.findings import Code
from policy_extract.model import Task
from policy_extract.stages.clauses import read_carries, read_clauses, read_legends
from policy_extract.stages.forms import spans
from policy_extract.stages.outline import walk
from policy_extract.stages.units import Legends, add_carried, carried_units, carry_over, group_clauses, once, units_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.model import CarryOver, Unit
    from policy_extract.stages.clauses import Carry, Clause
    from policy_extract.stages.forms import Ownership, PartForm, SectionForm


@dataclass(frozen=True, slots=True)
class _Read:
    """What one section's paragraphs say about units."""

    clauses: tuple[Clause, ...]
    carries: tuple[Carry, ...]
    """Inside clauses and outside them."""
    units: tuple[Unit, ...]


@dataclass(slots=True)
class TaskList:
    """Tasks and carry-over sentences of a document, in reading order."""

    tasks: list[Task] = field(default_factory=list)
    carry_overs: list[CarryOver] = field(default_factory=list)
    legends: Legends = field(default_factory=Legends)
    following: list[Unit] = field(default_factory=list)
    """Units that the tasks to come are given."""


def read_tasks(
    part: PartForm, sections: Sequence[SectionForm], found: TaskList, matcher: Matcher, report: Report, owned: Ownership
) -> None:
    """Add the part's tasks; legends and carry-overs of earlier parts go on."""
    texts = {block.id: block.text for block in part.blocks if isinstance(block, Paragraph)}
    order = {block.id: index for index, block in enumerate(part.blocks)}
    _read_outside(part, sections, found, matcher, report, owned)
    parents = {child.id: section for section in walk(sections) for child in section.sections}
    for section in walk(sections):
        parent = parents.get(section.id)
        read = _read_section(section, texts, order, found, matcher, report, owned)
        if section.number is not None and (read.units or _is_announced(section, parent)):
            found.tasks.append(_task(section, parent, read, texts, found))
        _note_carries(read, texts, found, report)


def _is_announced(section: SectionForm, parent: SectionForm | None) -> bool:
    """A lowest section below a heading that announces tasks; the announcing heading itself is none."""
    return parent is not None and parent.role == "tasks" and not section.sections


def _read_section(
    section: SectionForm,
    texts: dict[str, str],
    order: dict[str, int],
    found: TaskList,
    matcher: Matcher,
    report: Report,
    owned: Ownership,
) -> _Read:
    clauses: list[Clause] = []
    carries: list[Carry] = []
    for block in section.blocks:
        if not isinstance(block, Paragraph) or owned.roles.get(block.id) == "footnote":
            continue
        own = read_clauses(block.id, block.text, matcher, report)
        clauses += own
        carries += [carry for clause in own for carry in clause.carries]
        carries += _loose(block, own, found, matcher)
        _claim(block, own, owned)
    units = [
        unit
        for group in group_clauses(clauses, texts, order)
        for unit in units_of(group, texts, found.legends, matcher, report)
    ]
    return _Read(tuple(clauses), tuple(carries), once(units))


def _loose(block: Paragraph, clauses: Sequence[Clause], found: TaskList, matcher: Matcher) -> list[Carry]:
    """Carry-overs and legends that stand outside any clause."""

    def outside(start: int) -> bool:
        return not any(clause.start <= start < clause.end for clause in clauses)

    carries = []
    if "不" in block.text:
        carries = [
            carry for carry in read_carries(block.id, block.text, 0, len(block.text), matcher) if outside(carry.start)
        ]
    if "为" in block.text or "是" in block.text:
        for legend in read_legends(block.id, block.text, 0, len(block.text), matcher):
            if outside(legend.start) and legend.by != "mark":
                found.legends.by_position = legend.by
    return carries


def _claim(block: Paragraph, clauses: Sequence[Clause], owned: Ownership) -> None:
    """A paragraph that is nothing but clauses has the role `units`."""
    rest = block.text
    for clause in reversed(clauses):
        rest = rest[: clause.start] + rest[clause.end :]
    if clauses and not rest.strip(" \t\n\u3000。；") and owned.roles.get(block.id) != "heading":
        owned.roles[block.id] = "units"


def _read_outside(
    part: PartForm,
    sections: Sequence[SectionForm],
    found: TaskList,
    matcher: Matcher,
    report: Report,
    owned: Ownership,
) -> None:
    """What stands before the first section: carry-overs and legends count, clauses have no task."""
    inside = {block.id for section in walk(sections) for block in section.blocks}
    for block in part.blocks[part.head.body :]:
        if (
            not isinstance(block, Paragraph)
            or block.id in inside
            or owned.roles.get(block.id) not in {None, "body", "note"}
        ):
            continue
        clauses = read_clauses(block.id, block.text, matcher, report)
        for clause in clauses:
            if any(segment.names for segment in clause.segments):
                report.note(
                    Code.UNITS_WITHOUT_TASK,
                    Span(block.id, clause.start, clause.end),
                    text=block.text[clause.start : clause.end][:60],
                )
        carries = [carry for clause in clauses for carry in clause.carries]
        carries += _loose(block, clauses, found, matcher)
        _note_carries(_Read((), tuple(carries), ()), {block.id: block.text}, found, report)
        if owned.roles.get(block.id) == "note" or carries:
            owned.roles[block.id] = "legend" if matcher.first("legend", block.text) or carries else "note"


def _task(
    section: SectionForm, parent: SectionForm | None, read: _Read, texts: dict[str, str], found: TaskList
) -> Task:
    pieces = list(_own_text(section, read.clauses))
    carried = found.following if read.units else []
    return Task(
        id=section.id,
        section=parent.id if parent is not None else None,
        part=section.part,
        number=section.number,
        title=section.title,
        text="\n".join(texts[span.block][span.start : span.end] for span in pieces),
        units=add_carried(read.units, carried),
        deadlines=(),
        at=spans(pieces),
    )


def _own_text(section: SectionForm, clauses: Sequence[Clause]) -> Iterable[Span]:
    """The stretches of the section's paragraphs that are neither heading nor clause."""
    for block in section.blocks:
        if isinstance(block, Paragraph):
            start = section.opening[1] if block.id == section.opening[0] and section.title is not None else 0
            for clause in (one for one in clauses if one.block == block.id):
                yield from _stretch(block, start, clause.start)
                start = max(start, clause.end)
            yield from _stretch(block, start, len(block.text))


def _stretch(block: Paragraph, start: int, end: int) -> Iterable[Span]:
    """The stretch without white space around it; nothing where no letter is left."""
    text = block.text[start:end]
    if text.strip(" \t\n\u3000。；，、"):
        low = start + len(text) - len(text.lstrip())
        yield Span(block.id, low, low + len(text.strip()))


def _note_carries(read: _Read, texts: dict[str, str], found: TaskList, report: Report) -> None:
    """Record the sentences and hand their bodies on: to later tasks, to earlier ones, or to all.

    The task whose own clause prints the sentence has its bodies in that
    clause; a sentence outside any clause speaks for the task above it too.
    """
    for carry in read.carries:
        text = texts[carry.block]
        found.carry_overs.append(carry_over(carry, text, report))
        units = carried_units(carry, text)
        if carry.reach in {"following", "document"}:
            found.following += units
        if carry.reach in {"preceding", "document"}:
            inside = any(carry in clause.carries for clause in read.clauses)
            earlier = len(found.tasks) - (inside and bool(found.tasks))
            found.tasks[:earlier] = [
                task.model_copy(update={"units": add_carried(task.units, units)}) if task.units else task
                for task in found.tasks[:earlier]
            ]
