"""What a heading's place says of its section: headings that open or close a text, and 措施 or 目标任务 among others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.records import replace
from policy_extract.stages.heading_roles import Said, numbered_below, title_of
from policy_extract.stages.roles_by_elimination import silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
