"""What `parse FILE` shows on a terminal: the plan on one screen, and how to get the rest."""

from __future__ import annotations

import shutil
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.labels import kind_called
from policy_extract.lexical.lines import flat
from policy_extract.messages import Count, say
from policy_extract.output.code_words import body_label
from policy_extract.output.quoting import place
from policy_extract.output.review import doubts
from policy_extract.page.page_words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policy_extract.messages import Language
    from policy_extract.model import Indicator, Item, Plan, Task, Unit

_BODIES = 4
"""Bodies that are named, those with most to do first."""
_DOUBTS = 5
"""Doubts that are shown."""
_LABEL = 12
"""Columns of a label."""


def overview(plan: Plan, language: Language) -> str:
    """The plan on one screen, no line longer than the terminal is wide."""
    width = shutil.get_terminal_size().columns
    return "".join(f"{_fitted(flat(line), width)}\n" for line in _lines(plan, language))


def _lines(plan: Plan, language: Language) -> Iterator[str]:
    front = plan.front
    status = f"（{front.status.text}）" if front.status else ""
    yield f"{front.title.text if front.title else plan.source.name}{status}"
    yield " · ".join(filter(None, _known(plan, language)))
    yield ""
    for label, said in _counted(plan, language):
        if said:
            yield _padded(label) + said
    yield from _doubtful(plan, language)
    yield ""
    yield say(language, "One side:  add --as tasks (or outline, by-unit, indicators, targets …)")
    yield say(language, "A page:    add --as html -o plan.html")
    yield say(language, "All of it: add --as json, or -o plan.json")


def _known(plan: Plan, language: Language) -> Iterator[str | None]:
    front = plan.front
    yield kind_called(front.kind, front.title.text if front.title else "", language)
    yield f"{front.period.start}–{front.period.end}" if front.period else None
    yield front.jurisdiction.name if front.jurisdiction else None
    yield front.document_number.text if front.document_number else None
    yield "、".join(issuer.text for issuer in front.issuers)
    yield front.date.iso if front.date else None


def _counted(plan: Plan, language: Language) -> Iterator[tuple[str, str]]:
    parts = (part.label.text if part.label else in_words(part.kind, language) for part in plan.parts)
    yield say(language, "Parts"), "、".join(parts)
    yield say(language, "Outline"), "　".join(section.title for section in plan.sections if section.title)
    yield say(language, "Tasks"), _tasks(plan, language)
    yield say(language, "Bodies"), _bodies(plan, language)
    yield say(language, "Indicators"), _number(len(plan.indicators))
    yield say(language, "Work lists"), _number(len(plan.items))
    yield say(language, "Targets"), _number(len(plan.targets))
    years = {one.year for task in plan.tasks for one in task.deadlines} | {
        item.deadline.year for item in plan.items if item.deadline
    }
    yield say(language, "Deadlines"), "、".join(str(year) for year in sorted(filter(None, years)))


def _tasks(plan: Plan, language: Language) -> str:
    if not plan.tasks:
        return ""
    named = sum(bool(task.units) for task in plan.tasks)
    return say(language, "{tasks:}, {named:} with units", tasks=Count(len(plan.tasks)), named=Count(named))


def _number(count: int) -> str:
    return str(count) if count else ""


def _bodies(plan: Plan, language: Language) -> str:
    """`9: 民政部门 5, 财政部门 2 …`: how many there are, and who has most to do."""
    rows: tuple[Task | Indicator | Item, ...] = (*plan.tasks, *plan.indicators, *plan.items)
    units: list[Unit] = [unit for row in rows for unit in row.units]
    if not units:
        return ""
    counts = Counter(unit.body or unit.name for unit in units)
    known = {unit.body or unit.name: unit for unit in units}
    busiest = [f"{body_label(known[key]) or known[key].name} {count}" for key, count in counts.most_common(_BODIES)]
    more = " …" if len(counts) > _BODIES else ""
    return f"{len(counts)}{say(language, ': ')}{say(language, ', ').join(busiest)}{more}"


def _doubtful(plan: Plan, language: Language) -> Iterator[str]:
    found = doubts(plan)
    if not found:
        return
    yield _padded(say(language, "To check")) + str(len(found))
    for one in found[:_DOUBTS]:
        what = one.what if language == "zh" else one.name.replace("-", " ")
        yield "  " + "  ".join(filter(None, (place(one.at), what, one.quoted)))


def _padded(text: str) -> str:
    return text + " " * max(_LABEL - _columns(text), 1)


def _columns(text: Iterable[str]) -> int:
    """Columns of a terminal that a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _fitted(text: str, width: int) -> str:
    if _columns(text) <= width:
        return text
    taken = 0
    for length, char in enumerate(text):
        taken += _columns(char)
        if taken > width - 1:
            return text[:length] + "…"
    return text
