"""Sections → what each holds (background, goals, tasks, safeguards …), and which of them are tasks.

Three signs are weighed, the strongest first:

1. The words of a heading (`section-role`, heading_roles.py). What stands below inherits tasks and safeguards.
2. Its position. 监督考核 or 重要意义 prove little by themselves; among the headings that close or open the text
   they mean what every plan has there (`closing-heading`, `opening-heading`; roles_by_place.py).
3. Elimination. Where no heading announces tasks in a document of a kind that sets some, the headings of no other
   kind announce them; naming bodies below a heading distinguishes it from those that announce none (roles_by_elimination.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.findings import Code
from policy_extract.stages.outline.outline import walk
from policy_extract.stages.tasks.heading_roles import Said, lowest_below, numbered_below, said_by
from policy_extract.stages.tasks.roles_by_elimination import announced, remaining, sets_tasks, silent
from policy_extract.stages.tasks.roles_by_place import (
    by_headings_below,
    by_place,
    goals_beside_tasks,
    objects_beside_tasks,
    support_with_measures,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.stages.structure import PartForm, SectionForm, SectionRole, StageContext

INHERITED = frozenset({"tasks", "safeguards"})
"""Roles that a section hands to everything below it, whatever the headings there say."""
APART = frozenset({"goals", "principles", "guidance"})
"""What stands among announced tasks under a heading of its own."""
FEW = 2
"""From how many entries on a finding says that a heading may announce tasks."""
QUOTED = 3
"""Headings that a finding quotes."""


def give_roles(
    part: PartForm, roots: Sequence[SectionForm], with_units: AbstractSet[str], context: StageContext
) -> None:
    """Say what every section holds, and which are tasks although they name no body; `with_units`: ids of those that do."""
    matcher, report = context.matcher, context.report
    if explains(part, matcher):
        return
    said = {section.id: found for section in walk(roots) if (found := said_by(section, matcher)) is not None}
    heads = [root for root in roots if root.level]
    said |= by_place(heads, said, matcher)
    said |= by_headings_below(heads, said, matcher)
    said |= goals_beside_tasks(heads, said)
    said |= objects_beside_tasks(heads, said, with_units, matcher)
    _hand_down([(root, "other") for root in heads], said)
    sets = sets_tasks(part, heads, matcher) and not announced(heads, said, matcher)
    if sets:
        contents = support_with_measures(heads, said, matcher)
        said = {name: one for name, one in said.items() if name not in contents}
    chosen = remaining(heads, said, with_units) if sets else []
    for root in chosen:
        _announce(root, said, with_units)
    _mark_tasks(heads, {root.id for root in chosen}, matcher)
    _note_unannounced(chosen, with_units, report)
    if sets_tasks(part, heads, matcher):
        _note_passed_over(silent(heads, said), report)


def explains(part: PartForm, matcher: Matcher) -> bool:
    """Whether a part explains the text before it: its 主要任务 tell of tasks that stand there."""
    title = part.head.title
    return part.id != "main" and title is not None and matcher.first("explaining-title", title.text) is not None


def _hand_down(waiting: list[tuple[SectionForm, SectionRole]], said: Mapping[str, Said]) -> None:
    """Give each section its role, and the sections below it what it hands down."""
    while waiting:
        section, above = waiting.pop()
        own = said.get(section.id)
        apart = own is not None and own.whole and above == "tasks" and own.role in APART
        if own is None or (above in INHERITED and not apart):
            section.role = section.hands_down = above
        else:
            section.role, section.hands_down = own.role, own.of_parts
        waiting.extend((child, section.hands_down) for child in section.sections)


def _announce(root: SectionForm, said: Mapping[str, Said], with_units: AbstractSet[str]) -> None:
    """Hand tasks down from a heading that did not say so.

    A heading below it whose words state nothing but a role keeps that role, and
    what stands below an entry with bodies of its own is part of that entry.
    """
    waiting: list[tuple[SectionForm, SectionRole]] = [(root, "tasks")]
    while waiting:
        section, above = waiting.pop()
        own = said.get(section.id)
        section.role, section.hands_down = (own.role, own.of_parts) if own and own.whole else (above, above)
        below: SectionRole = "other" if section.id in with_units else section.hands_down
        waiting.extend((child, below) for child in section.sections)


def _note_unannounced(chosen: Sequence[SectionForm], with_units: AbstractSet[str], report: Report) -> None:
    """Note that tasks were found which neither a heading announces nor a body's name confirms."""
    untold = [root for root in chosen if any(one.announced and one.id not in with_units for one in walk([root]))]
    if untold:
        quoted = "、".join(root.title or root.number or "" for root in untold[:QUOTED])
        report.note(Code.TASKS_UNANNOUNCED, untold[0].at[0], headings=quoted)


def _note_passed_over(free: Iterable[SectionForm], report: Report) -> None:
    """Note each heading of unknown role, beside one that announces tasks, that may announce tasks as well."""
    for head in free:
        entries = lowest_below(head)
        if head.number is None or len(entries) < FEW or any(one.announced for one in entries):
            continue
        report.note(
            Code.STRUCTURE_DOUBTFUL,
            head.at[0],
            text=f"{head.number}{head.title or ''}",
            role="a chapter without tasks",
            second="a chapter of tasks",
            other="、".join(one.title or one.number or "" for one in entries[:QUOTED]),
        )


def _mark_tasks(heads: Sequence[SectionForm], chosen: AbstractSet[str], matcher: Matcher) -> None:
    """Mark the lowest numbered sections below what announces tasks, and those whose number calls them a task.

    Where nothing has a number, the lowest headings are marked.
    """
    numbered = any(section.number is not None for section in walk(heads))
    above = {child.id: section.hands_down for section in walk(heads) for child in section.sections}
    for section in walk(heads):
        announced = section.role == "tasks" and (above.get(section.id) == "tasks" or section.id in chosen)
        named = section.style == "named" and matcher.first("task-number", section.number or "") is not None
        lowest = section.number is not None if numbered else not section.sections
        section.announced = lowest and (announced or named) and not numbered_below(section)
