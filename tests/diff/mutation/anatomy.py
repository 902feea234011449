"""What an editor sees in a plan: headings with their numbers, titles, text and clause, and the runs their numbers make."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_extract.model import At, Plan, Section, Task, Unit
    from tests.diff.mutation.draft import Draft

_NUMERAL = re.compile(r"[0-9０-９]+|[〇零一二三四五六七八九十百]+|[①-⑳]")
_DIGITS = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(slots=True)
class Heading:
    """A heading, or a plain numbered sentence, and what stands below it."""

    section: Section
    parent: str | None
    task: Task | None
    below: int
    """Sections below it."""

    @property
    def id(self) -> str:
        return self.section.id

    @property
    def block(self) -> str:
        """The paragraph the heading opens."""
        return self.section.blocks[0]

    @property
    def value(self) -> int | None:
        return self.section.number.value if self.section.number else None

    @property
    def automatic(self) -> bool:
        return self.section.number is not None and self.section.number.origin == "auto"

    @property
    def title_at(self) -> At | None:
        return self.section.at[0] if self.section.title and len(self.section.at) == 1 else None


def headings(plan: Plan) -> list[Heading]:
    """Every heading, in reading order."""
    tasks = {task.id: task for task in plan.tasks}
    found: list[Heading] = []
    waiting: list[tuple[str | None, Section]] = [(None, section) for section in reversed(plan.sections)]
    while waiting:
        parent, section = waiting.pop()
        found.append(Heading(section, parent, tasks.get(section.id), len(section.sections)))
        waiting += [(section.id, below) for below in reversed(section.sections)]
    return found


def own_units(task: Task) -> list[Unit]:
    """The units its own clause names."""
    return [unit for unit in task.units if unit.via == "clause" and len(unit.at) == 1]


# ---------------------------------------------------------------- numbers


@dataclass(slots=True)
class Entry:
    """One heading of a run: where it stands, and the number it had; None for one that is new there."""

    token: str
    was: int | None
    end: int = 0
    """Offset before which its typed number stands."""
    heading: Heading | None = None
    skipped: int = 0
    """Numbers left out before it."""


@dataclass(slots=True)
class Run:
    """Headings of one style whose numbers go on counting, under one heading or through several."""

    entries: list[Entry]
    automatic: bool
    first: int
    gone: list[int] = field(default_factory=list)
    """Numbers that were taken out."""
    follows: bool = True
    """Whether the drafter puts typed numbers right after a change."""

    def index(self, token: str) -> int:
        return next(at for at, entry in enumerate(self.entries) if entry.token == token)

    def take_out(self, token: str) -> Entry:
        entry = self.entries.pop(self.index(token))
        if entry.was is not None:
            self.gone.append(entry.was)
        return entry

    def put(self, entry: Entry, at: int) -> None:
        self.entries.insert(at, replace(entry, was=None))

    def holds(self, token: str) -> bool:
        return any(entry.token == token for entry in self.entries)

    def numbers(self) -> Iterator[tuple[Entry, int]]:
        """The number each entry has now: what stood there counts on from what was put before it."""
        put, last = 0, self.first - 1
        for entry in self.entries:
            put += entry.skipped
            if entry.was is None:
                put += 1
                last += 1
            elif self.automatic:
                last += 1
            elif self.follows:
                last = entry.was + put - sum(gone < entry.was for gone in self.gone)
            else:
                last = entry.was
            yield entry, last


def runs_of(found: list[Heading]) -> dict[str, Run]:
    """The run of every numbered heading, by the heading's id."""
    open_runs: dict[tuple[object, ...], tuple[Run, Heading]] = {}
    of: dict[str, Run] = {}
    for heading in found:
        number = heading.section.number
        if number is None or number.value is None or number.inferred:
            continue
        key = (heading.section.part, heading.section.level, number.style, number.origin)
        run, before = open_runs.get(key, (None, None))
        goes_on = before is not None and before.value is not None and number.value > before.value
        if run is None or not (goes_on or (before is not None and before.parent == heading.parent)):
            run = Run([], heading.automatic, number.value)
        run.entries.append(Entry(heading.block, number.value, _number_end(heading), heading))
        open_runs[key] = run, heading
        of[heading.id] = run
    return of


def _number_end(heading: Heading) -> int:
    """Where the typed number of a heading is over."""
    if heading.section.number is None or heading.automatic:
        return 0
    return heading.title_at.start if heading.title_at else len(heading.section.number.raw) + 1


def numeral_at(text: str, end: int) -> tuple[int, int] | None:
    """The last numeral before `end`: of 8 .完善 the 8, of 第十一条 the 十一."""
    found = list(_NUMERAL.finditer(text, 0, end))
    return found[-1].span() if found else None


def written_like(model: str, value: int) -> str:
    """A number in the digits of another.

    >>> written_like("７", 12), written_like("九", 21), written_like("③", 4)
    ('１２', '二十一', '④')
    """
    if model[0] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return chr(ord("①") + value - 1)
    if model.isascii():
        return str(value)
    if "０" <= model[0] <= "９":
        return str(value).translate(_WIDE)
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else ("" if tens == 1 else _DIGITS[tens]) + "十") + (
        _DIGITS[ones] if ones or not tens else ""
    )


def renumber(text: str, end: int, value: int) -> tuple[int, int, str] | None:
    """What to write where, so that the number before `end` becomes `value`."""
    if (span := numeral_at(text, end)) is None:
        return None
    return (*span, written_like(text[slice(*span)], value))


# ---------------------------------------------------------------- the whole


class Anatomy:
    """A plan as its editor sees it, and what is already spoken for."""

    def __init__(self, plan: Plan, draft: Draft) -> None:
        self.plan, self.draft = plan, draft
        self.headings = headings(plan)
        self.by_id = {heading.id: heading for heading in self.headings}
        self.runs = runs_of(self.headings)
        self.children: dict[str | None, list[Heading]] = defaultdict(list)
        for heading in self.headings:
            self.children[heading.parent].append(heading)
        self._claimed: dict[str, set[str]] = defaultdict(set)
        self.restless: dict[str | None, str] = {}
        """What was done to the order below a heading: `shuffled` or `cut`."""
        self.moved: set[str | None] = set()
        """Headings that were moved with all they hold."""
        self.used: set[str] = set()
        """Sentences of the stock that are in use."""

    def free(self, thing: str, facet: str) -> bool:
        """Whether this side of a thing is as it was: neither it nor the whole thing has been edited."""
        claimed = self._claimed[thing]
        return not claimed if facet == "whole" else not claimed & {facet, "whole"}

    def claim(self, thing: str, facet: str) -> None:
        self._claimed[thing].add(facet)

    def standing(self, parent: str | None) -> int:
        """How many of the headings below another were neither taken out, nor moved, merged or split."""
        return sum(self.free(one.id, "place") for one in self.children[parent])

    def tasks(self, facet: str) -> list[Heading]:
        """Lowest tasks with a heading of their own, of which `facet` is free."""
        return [
            heading
            for heading in self.headings
            if heading.task is not None and not heading.below and heading.title_at and self.free(heading.id, facet)
        ]
