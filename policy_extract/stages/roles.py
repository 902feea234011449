"""Sections → what each holds (background, goals, tasks, safeguards …), and which of them are tasks.

Three signs are weighed, the strongest first:

1. The words of a heading (`section-role`). What stands below inherits tasks and safeguards.
2. Its position. 监督考核 or 重要意义 prove little by themselves; among the headings that close or open the text
   they mean what every plan has there (`closing-heading`, `opening-heading`).
3. Elimination. Where no heading announces tasks in a document of a kind that sets some, the headings of no other
   kind announce them; naming bodies below a heading distinguishes it from those that announce none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.findings import Code
from policy_extract.records import record, replace
from policy_extract.stages.outline import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from policy_extract.findings import Report
    from policy_extract.grammar import Matcher
    from policy_extract.stages.structure import PartForm, SectionForm, SectionRole

INHERITED = frozenset({"tasks", "safeguards"})
"""Roles that a section hands to everything below it, whatever the headings there say."""
APART = frozenset({"goals", "principles", "guidance"})
"""What stands among announced tasks under a heading of its own."""
PLANS = frozenset({"implementation-plan", "action-plan", "planning", "opinion", "measures"})
"""Kinds of documents that set tasks even where no heading says so."""
COVERED = 1 / 3
"""Share of all lowest entries that headings must announce to speak for the document: those below the first level, and
those that name one sort of tasks (重大工程)."""
MOST = 1 / 2
"""Share of the lowest entries below a heading that name bodies, from which on it announces tasks."""
FEW = 2
"""From how many entries on a finding says that a heading may announce tasks."""
OPENING = 3
"""Paragraphs of a notice that open it."""
QUOTED = 3
"""Headings that a finding quotes."""
_COUNT_AFTER = re.compile(r"[（(][^（）()]{1,12}[）)]$")
"""What a heading says of itself in brackets: 主要任务（共12项）."""


@record
class _Said:
    """What a heading says that it holds."""

    role: SectionRole
    of_parts: SectionRole
    """What it says of the headings below it."""
    whole: bool
    """Its words say nothing else besides the role."""


def give_roles(
    part: PartForm, roots: Sequence[SectionForm], with_units: AbstractSet[str], matcher: Matcher, report: Report
) -> None:
    """Say what every section holds, and which are tasks although they name no body; `with_units`: ids of those that do."""
    said = {section.id: found for section in walk(roots) if (found := _said(section, matcher)) is not None}
    heads = [root for root in roots if root.level]
    said |= _by_place(heads, said, matcher)
    said |= _by_headings_below(heads, said, matcher)
    said |= _goals_beside_tasks(heads, said)
    _hand_down([(root, "other") for root in heads], said)
    sets = _sets_tasks(part, heads, matcher) and not _announced(heads, said, matcher)
    if sets:
        contents = _contents(heads, said, matcher)
        said = {name: one for name, one in said.items() if name not in contents}
    chosen = _remaining(heads, said, with_units) if sets else []
    for root in chosen:
        _announce(root, said, with_units)
    _mark_tasks(heads, {root.id for root in chosen}, matcher)
    _note_unannounced(chosen, with_units, report)
    if _sets_tasks(part, heads, matcher):
        _note_passed_over(_free(heads, said), report)


# ---------------------------------------------------------------- the words of a heading


def _said(section: SectionForm, matcher: Matcher) -> _Said | None:
    title = _COUNT_AFTER.sub("", "".join((section.title or "").split()))
    match = matcher.first("section-role", title) if title else None
    if match is None:
        return None
    role: SectionRole = match.get("role")  # type: ignore[assignment]  # the grammar's `set` names roles
    whole = match.start == 0 and match.end == len(title)
    return _Said(role, match.get("of_parts") or role, whole)  # type: ignore[arg-type]  # as above


def _hand_down(waiting: list[tuple[SectionForm, SectionRole]], said: Mapping[str, _Said]) -> None:
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


# ---------------------------------------------------------------- its place among its siblings


def _by_place(heads: Sequence[SectionForm], said: Mapping[str, _Said], matcher: Matcher) -> dict[str, _Said]:
    """The roles of the headings that open the text, up to the first of another kind, and of those that close it."""
    return dict(_run(heads, "opening-heading", said, matcher)) | dict(
        _run(heads[::-1], "closing-heading", said, matcher)
    )


def _contents(heads: Sequence[SectionForm], said: Mapping[str, _Said], matcher: Matcher) -> set[str]:
    """Ids of headings that name support (强化要素保障) but contain measures, since no heading below them is a closing one."""
    return {
        head.id
        for head in heads
        if head.id in said
        and matcher.first("support-heading", "".join((head.title or "").split())) is not None
        and _numbered_below(head)
        and _belied(head, matcher, "closing-heading")
    }


def _run(
    heads: Iterable[SectionForm], family: str, said: Mapping[str, _Said], matcher: Matcher
) -> Iterator[tuple[str, _Said]]:
    for head in heads:
        own = said.get(head.id)
        if own is not None and "tasks" in (own.role, own.of_parts):
            return
        match = matcher.first(family, "".join((head.title or "").split())) if own is None else None
        if match is not None and not _belied(head, matcher, family):
            role: SectionRole = match.get("role")  # type: ignore[assignment]  # the grammar's `set` names roles
            yield head.id, _Said(role, role, whole=False)
        elif own is None and _closes_below(head, matcher, family):
            yield head.id, _Said("safeguards", "safeguards", whole=False)
        elif own is None and head.number is not None:
            return


def _closes_below(head: SectionForm, matcher: Matcher, family: str) -> bool:
    """Whether a heading that says nothing itself has several below it, all closing ones: 落实主体责任, 强化监督问责."""
    below = ["".join((one.title or "").split()) for one in head.sections if one.number is not None]
    closing = family == "closing-heading" and len(below) > 1
    return closing and all(matcher.first(family, title) for title in below)


def _belied(head: SectionForm, matcher: Matcher, family: str) -> bool:
    """Whether a heading that looks like a closing one (担当大国责任) is refuted: no heading below it is one."""
    if family != "closing-heading":
        return False
    below = ["".join(one.title.split()) for one in head.sections if one.number is not None and one.title]
    return bool(below) and not any(
        matcher.first(family, title) or matcher.first("section-role", title) for title in below
    )


def _by_headings_below(heads: Sequence[SectionForm], said: Mapping[str, _Said], matcher: Matcher) -> dict[str, _Said]:
    """措施 that close a text are safeguards where they begin with leadership, or most headings below them speak of such things.

    Where no other chapter can hold tasks, only leadership tells: 加强宣传 may be what the plan is about.
    """
    last = heads[-1] if len(heads) > 1 else None
    own = said.get(last.id) if last is not None else None
    if last is None or own is None or own.role != "tasks":
        return {}
    if matcher.first("heading-of-measures", last.title or "") is None:
        return {}
    titles = ["".join((below.title or "").split()) for below in last.sections]
    closing = [matcher.first("closing-heading", title) is not None for title in titles]
    leads = bool(titles) and matcher.first("leadership", titles[0]) is not None
    elsewhere = any(said[head.id].of_parts == "tasks" for head in heads[:-1] if head.id in said)
    elsewhere = elsewhere or any(_numbered_below(head) for head in _free(heads[:-1], said))
    closes = leads or (elsewhere and titles and 2 * sum(closing) >= len(titles))
    return {last.id: _Said("safeguards", "safeguards", whole=True)} if closes else {}


def _goals_beside_tasks(heads: Sequence[SectionForm], said: Mapping[str, _Said]) -> dict[str, _Said]:
    """目标任务 holds goals alone where a later heading announces the tasks: 工作措施, 重点任务."""
    own = [(head, said[head.id]) for head in heads if head.id in said]
    last = max((index for index, (_, one) in enumerate(own) if one.role == "tasks"), default=-1)
    both = [(head, one) for head, one in own[: max(0, last)] if one.role == "goals" and one.of_parts == "tasks"]
    return {head.id: replace(one, of_parts="goals") for head, one in both}


# ---------------------------------------------------------------- what remains


def _sets_tasks(part: PartForm, heads: Sequence[SectionForm], matcher: Matcher) -> bool:
    """Whether the part is of a kind that sets tasks, by its title; a main text of unknown kind is, unless it has articles."""
    head, kind = part.head, _kind(part, matcher)
    articles = any(one.style == "article" for one in heads)
    unknown = part.kind in {"main", "plan"} and kind == "other" and not articles
    list_as_text = kind == "work-list" and all(isinstance(block, Paragraph) for block in part.blocks)
    if kind not in PLANS and not unknown and not list_as_text:
        return False
    return list_as_text or head.title is None or matcher.first("title-without-tasks", head.title.text) is None


def _kind(part: PartForm, matcher: Matcher) -> str:
    """What kind of document the part is; a notice whose plan follows without a title of its own is that plan.

    One that goes on with demands of its own (提出以下要求) is a notice: its plan stands elsewhere.
    """
    head = part.head
    if part.kind != "main" or head.kind != "notice" or head.title is None or _demands(part, matcher):
        return head.kind
    name = matcher.first("promulgated-in-title", head.title.text) or matcher.first("promulgated-title", head.title.text)
    title = matcher.first("title", name.group("name") or "") if name is not None else None
    return str(title.get("kind")) if title is not None else head.kind


def _demands(part: PartForm, matcher: Matcher) -> bool:
    """Whether the opening of a notice announces demands: 并就有关要求通知如下."""
    opening = (
        block for block in part.blocks[part.head.body : part.head.body + OPENING] if isinstance(block, Paragraph)
    )
    return any(matcher.first("demands-follow", block.text) is not None for block in opening)


def _announced(heads: Sequence[SectionForm], said: Mapping[str, _Said], matcher: Matcher) -> bool:
    """Whether headings announce tasks: one of the first level, or lower ones for a good part of the text."""
    announcing = [head for head in heads if head.hands_down == "tasks" and _numbered_below(head)]
    if any(_speaks_for_all(head, said, matcher) for head in announcing):
        return True
    if announcing:
        entries = [section for head in announcing for section in _lowest(head)]
        others = [section for head in _free(heads, said) for section in _lowest(head) if section is not head]
        return len(entries) > COVERED * (len(entries) + len(others))
    entries = [section for head in heads for section in _lowest(head)]
    return sum(section.role == "tasks" for section in entries) > COVERED * len(entries)


def _speaks_for_all(head: SectionForm, said: Mapping[str, _Said], matcher: Matcher) -> bool:
    """Whether a heading announces tasks in general: not one category (重大工程), not a counted few (落地五项任务)."""
    own = said.get(head.id)
    counted = own is not None and not own.whole and matcher.first("heading-that-counts", head.title or "") is not None
    return not counted and matcher.first("heading-of-one-sort", head.title or "") is None


def _free(heads: Sequence[SectionForm], said: Mapping[str, _Said]) -> list[SectionForm]:
    """The first-level headings that say nothing of what they hold."""
    return [head for head in heads if head.id not in said and (head.number is not None or _numbered_below(head))]


def _remaining(
    heads: Sequence[SectionForm], said: Mapping[str, _Said], with_units: AbstractSet[str]
) -> list[SectionForm]:
    """The first-level headings that announce tasks by elimination."""
    free = _free(heads, said)
    shares = [_share(head, with_units) for head in free]
    if len(free) == 1 or not any(shares):
        return free
    return [head for head, share in zip(free, shares, strict=True) if share >= MOST]


def _share(head: SectionForm, with_units: AbstractSet[str]) -> float:
    """Share of the lowest entries for which the heading names bodies: there, or for several at the entry above them."""
    spoken_for = {below.id for one in walk([head]) if one.id in with_units for below in walk([one])}
    entries = _lowest(head)
    return sum(section.id in spoken_for for section in entries) / max(1, len(entries))


def _announce(root: SectionForm, said: Mapping[str, _Said], with_units: AbstractSet[str]) -> None:
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
        entries = _lowest(head)
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


# ---------------------------------------------------------------- which are tasks


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
        section.announced = lowest and (announced or named) and not _numbered_below(section)


def _lowest(head: SectionForm) -> list[SectionForm]:
    """The numbered sections at or below the heading that have none below them."""
    return [section for section in walk([head]) if section.number is not None and not _numbered_below(section)]


def _numbered_below(section: SectionForm) -> bool:
    return any(one.number is not None for one in walk(section.sections))
