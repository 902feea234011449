"""What a heading's place says of its section: headings that open or close a text, and 措施, 目标任务 or 整治重点 among others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.blocks import Paragraph
from policy_extract.records import replace
from policy_extract.stages.tasks.heading_roles import Said, lowest_below, numbered_below, title_of
from policy_extract.stages.tasks.roles_by_elimination import silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from policy_extract.grammar import Matcher
    from policy_extract.stages.structure import SectionForm, SectionRole


def by_place(heads: Sequence[SectionForm], said: Mapping[str, Said], matcher: Matcher) -> dict[str, Said]:
    """The roles of the headings that open the text, up to the first of another kind, and of those that close it."""
    return dict(_run(heads, "opening-heading", said, matcher)) | dict(
        _run(heads[::-1], "closing-heading", said, matcher)
    )


def support_with_measures(heads: Sequence[SectionForm], said: Mapping[str, Said], matcher: Matcher) -> set[str]:
    """Ids of headings that name support (强化要素保障) but contain measures, since no heading below them is a closing one."""
    return {
        head.id
        for head in heads
        if head.id in said
        and matcher.first("support-heading", title_of(head)) is not None
        and numbered_below(head)
        and _belied(head, matcher, "closing-heading")
    }


def _run(
    heads: Iterable[SectionForm], family: str, said: Mapping[str, Said], matcher: Matcher
) -> Iterator[tuple[str, Said]]:
    for head in heads:
        own = said.get(head.id)
        if own is not None and "tasks" in (own.role, own.of_parts):
            return
        match = matcher.first(family, title_of(head)) if own is None else None
        if match is not None and not _belied(head, matcher, family):
            role: SectionRole = match.get("role")  # type: ignore[assignment]  # the grammar's `set` names roles
            yield head.id, Said(role, role, whole=False)
        elif own is None and _closes_below(head, matcher, family):
            yield head.id, Said("safeguards", "safeguards", whole=False)
        elif own is None and head.number is not None:
            return


def _closes_below(head: SectionForm, matcher: Matcher, family: str) -> bool:
    """Whether a heading that says nothing itself has several below it, all closing ones: 落实主体责任, 强化监督问责."""
    below = [title_of(one) for one in head.sections if one.number is not None]
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


def by_headings_below(heads: Sequence[SectionForm], said: Mapping[str, Said], matcher: Matcher) -> dict[str, Said]:
    """措施 that close a text are safeguards where they begin with leadership, or most headings below them speak of such things.

    Where no other chapter can hold tasks, only leadership tells: 加强宣传 may be what the plan is about.
    """
    last = heads[-1] if len(heads) > 1 else None
    own = said.get(last.id) if last is not None else None
    if last is None or own is None or own.role != "tasks":
        return {}
    if matcher.first("heading-of-measures", last.title or "") is None:
        return {}
    titles = [title_of(below) for below in last.sections]
    closing = [matcher.first("closing-heading", title) is not None for title in titles]
    leads = bool(titles) and matcher.first("leadership", titles[0]) is not None
    elsewhere = any(said[head.id].of_parts == "tasks" for head in heads[:-1] if head.id in said)
    elsewhere = elsewhere or any(numbered_below(head) for head in silent(heads[:-1], said))
    closes = leads or (elsewhere and titles and 2 * sum(closing) >= len(titles))
    return {last.id: Said("safeguards", "safeguards", whole=True)} if closes else {}


def goals_beside_tasks(heads: Sequence[SectionForm], said: Mapping[str, Said]) -> dict[str, Said]:
    """目标任务 holds goals alone where a later heading announces the tasks: 工作措施, 重点任务."""
    own = [(head, said[head.id]) for head in heads if head.id in said]
    last = max((index for index, (_, one) in enumerate(own) if one.role == "tasks"), default=-1)
    both = [(head, one) for head, one in own[: max(0, last)] if one.role == "goals" and one.of_parts == "tasks"]
    return {head.id: replace(one, of_parts="goals") for head, one in both}


def objects_beside_tasks(
    heads: Sequence[SectionForm], said: Mapping[str, Said], with_units: AbstractSet[str], matcher: Matcher
) -> dict[str, Said]:
    """整治重点 lists what is put right, not what is done, where another heading announces the tasks: 整治措施."""
    objects = {head.id: head for head in heads if matcher.first("heading-of-objects", title_of(head)) is not None}
    others = (said[head.id] for head in heads if head.id in said and head.id not in objects and numbered_below(head))
    if not any(one.of_parts == "tasks" for one in others):
        return {}
    things = (name for name, head in objects.items() if _lists_things(head, with_units, matcher))
    return dict.fromkeys(things, Said("other", "other", whole=True))


def _lists_things(head: SectionForm, with_units: AbstractSet[str], matcher: Matcher) -> bool:
    """Whether the entries below a heading are words without a text of their own, name no body and mostly open with no work."""
    entries = lowest_below(head)
    texts = [_text_of(entry) for entry in entries]
    own = any(entry.id in with_units or _goes_on(entry) for entry in entries)
    work = sum(matcher.first("entry-of-work", text) is not None for text in texts)
    return not own and 2 * work < len(entries)


def _text_of(entry: SectionForm) -> str:
    """The title of an entry; where it has none, its sentence."""
    block, start = entry.blocks[0] if entry.blocks else None, entry.opening[1]
    return entry.title or (block.text[start:].strip() if isinstance(block, Paragraph) else "")


def _goes_on(entry: SectionForm) -> bool:
    """Whether text follows the title of an entry, or paragraphs its sentence."""
    block, end = entry.blocks[0] if entry.blocks else None, entry.opening[1]
    if len(entry.blocks) > 1 or entry.title is None or not isinstance(block, Paragraph):
        return len(entry.blocks) > 1
    return bool(block.text[end:].strip(" 。；"))
