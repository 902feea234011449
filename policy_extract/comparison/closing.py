"""Closing paragraphs (在新的一年中，……): they stand behind the last task of a text and belong to none.

A plan has no place for them but under its last heading. A task put in behind that
heading would seem to take them over, so paragraphs that close both texts are compared by themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_extract.comparison.forms import body_of, name_texts
from policy_extract.comparison.likeness import alike
from policy_extract.comparison.pairing import SIMILAR
from policy_extract.comparison.spelling import same_spelling

if TYPE_CHECKING:
    from policy_extract.comparison.forms import Heading, PlanForm


def set_closing_apart(old: PlanForm, new: PlanForm) -> None:
    """Take paragraphs that close a part out of its last heading, into those under no heading.

    A paragraph closes a part where one of the other version does that is much the same, or where
    every other heading beside the last has one paragraph less.
    """
    lasts = [{heading.part: heading for heading in form.headings if heading.noun != "box"} for form in (old, new)]
    for part in dict.fromkeys([*lasts[0], *lasts[1]]):
        sides = [(last[part], form) for last, form in zip(lasts, (old, new), strict=True) if part in last]
        closing = [_closing(last, form) for last, form in sides]
        texts = [form.texts[block] for block, (_, form) in zip(closing, sides, strict=True) if block is not None]
        versions = len(texts) == 2 and _are_versions(*texts)
        for (last, form), block in zip(sides, closing, strict=True):
            if block is not None and (versions or _stands_out(last)):
                _set_apart(last, block, form)


def _stands_out(last: Heading) -> bool:
    """Whether each heading beside it has one paragraph less."""
    beside = [one for one in (last.parent.children if last.parent else ()) if one is not last and one.noun == last.noun]
    return bool(beside) and {len(one.blocks) for one in beside} == {len(last.blocks) - 1}


def _closing(heading: Heading, form: PlanForm) -> str | None:
    """The last paragraph of several under a heading, unless a body, a deadline or a promise is read from it."""
    if len(heading.blocks) < 2:
        return None
    last = heading.blocks[-1]
    spans = [
        *(unit.at for unit in heading.units),
        *(deadline.at for deadline in heading.deadlines),
        *(target.at for target in heading.targets),
    ]
    quoted = {at.block for some in spans for at in some}
    return None if last in quoted or form.blocks[last].number else last


def _are_versions(one: str, other: str) -> bool:
    return alike(same_spelling(one), same_spelling(other)) >= SIMILAR


def _set_apart(heading: Heading, block: str, form: PlanForm) -> None:
    closing = same_spelling(form.texts[block])
    heading.blocks = tuple(one for one in heading.blocks if one != block)
    heading.body = body_of([one for one in heading.body.stretches if one.block != block], form.texts)
    heading.content_key = heading.content_key.removesuffix(closing)
    name_texts(heading)
    above: Heading | None = heading
    while above is not None:
        above.size -= len(closing)
        above = above.parent
    form.outside = sorted([*form.outside, form.blocks[block]], key=lambda one: form.order[one.id])
