"""Which headings announce tasks by elimination, in a part of a kind that sets tasks where no heading announces any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.stages.outline.outline import walk
from policy_extract.stages.tasks.heading_roles import Said, lowest_below, numbered_below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from policy_extract.grammar import Matcher
    from policy_extract.stages.structure import PartForm, SectionForm

PLANS = frozenset({"implementation-plan", "action-plan", "planning", "opinion", "measures"})
"""Kinds of documents that set tasks even where no heading says so."""
COVERED = 1 / 3
"""Share of all lowest entries that headings must announce to speak for the document: those below the first level, and
those that name one sort of tasks (重大工程)."""
MOST = 1 / 2
"""Share of the lowest entries below a heading that name bodies, from which on it announces tasks."""
OPENING = 3
"""Paragraphs of a notice that open it."""


def sets_tasks(part: PartForm, heads: Sequence[SectionForm], matcher: Matcher) -> bool:
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


def announced(heads: Sequence[SectionForm], said: Mapping[str, Said], matcher: Matcher) -> bool:
    """Whether headings announce tasks: one of the first level, or lower ones for a good part of the text."""
    announcing = [head for head in heads if head.hands_down == "tasks" and numbered_below(head)]
    if any(_speaks_for_all(head, said, matcher) for head in announcing):
        return True
    if announcing:
        entries = [section for head in announcing for section in lowest_below(head)]
        others = [section for head in silent(heads, said) for section in lowest_below(head) if section is not head]
        return len(entries) > COVERED * (len(entries) + len(others))
    entries = [section for head in heads for section in lowest_below(head)]
    return sum(section.role == "tasks" for section in entries) > COVERED * len(entries)


def _speaks_for_all(head: SectionForm, said: Mapping[str, Said], matcher: Matcher) -> bool:
    """Whether a heading announces tasks in general: not one category (重大工程), not a counted few (落地五项任务)."""
    own = said.get(head.id)
    counted = own is not None and not own.whole and matcher.first("heading-that-counts", head.title or "") is not None
    return not counted and matcher.first("heading-of-one-sort", head.title or "") is None


def silent(heads: Sequence[SectionForm], said: Mapping[str, Said]) -> list[SectionForm]:
    """The first-level headings that say nothing of what they hold."""
    return [head for head in heads if head.id not in said and (head.number is not None or numbered_below(head))]


def remaining(
    heads: Sequence[SectionForm], said: Mapping[str, Said], with_units: AbstractSet[str]
) -> list[SectionForm]:
    """The first-level headings that announce tasks by elimination."""
    free = silent(heads, said)
    shares = [_share(head, with_units) for head in free]
    if len(free) == 1 or not any(shares):
        return free
    return [head for head, share in zip(free, shares, strict=True) if share >= MOST]


def _share(head: SectionForm, with_units: AbstractSet[str]) -> float:
    """Share of the lowest entries for which the heading names bodies: there, or for several at the entry above them."""
    spoken_for = {below.id for one in walk([head]) if one.id in with_units for below in walk([one])}
    entries = lowest_below(head)
    return sum(section.id in spoken_for for section in entries) / max(1, len(entries))
