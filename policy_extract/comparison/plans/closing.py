"""Closing paragraphs (在新的一年中，……): they follow the last task of a text and belong to none.

A plan can only store them under its last heading. A task inserted after that heading
would seem to take them over, so closing paragraphs of both texts are compared separately.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from policy_extract.comparison.likeness.pairing import SIMILAR
from policy_extract.comparison.likeness.similarity import alike
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.plans.plan_view import body_of, name_texts

if TYPE_CHECKING:
    from policy_extract.comparison.plans.plan_view import Heading, PlanForm

_SIGNATURE = frozenset({"issuer", "signature", "date"})


def set_closing_apart(old: PlanForm, new: PlanForm) -> None:
    """Take paragraphs that close a part out of its last heading, into those under no heading.

    A paragraph closes a part where it is more than every other heading beside the last has, or where
    one that closes the other version says much the same.
    """
    lasts = [{heading.part: heading for heading in form.headings if heading.noun != "box"} for form in (old, new)]
    for part in dict.fromkeys([*lasts[0], *lasts[1]]):
        sides = [_Side(last[part], form) for last, form in zip(lasts, (old, new), strict=True) if part in last]
        known = [_known(side, other) for side, other in zip(sides, sides[::-1], strict=True)]
        for side, blocks in zip(sides, known, strict=True):
            for block in dict.fromkeys([*side.closing, *blocks]):
                _set_apart(side.last, block, side.form)


class _Side:
    """The last heading of a part in one version."""

    def __init__(self, last: Heading, form: PlanForm) -> None:
        self.last = last
        self.form = form
        self.candidates = _candidates(last, form)
        """Paragraphs that may close the part."""
        more = len(last.blocks) - (_beside(last) or len(last.blocks))
        self.closing = self.candidates[-more:] if more > 0 else []
        """Those that do."""


def _known(side: _Side, other: _Side) -> list[str]:
    """The paragraphs that may close one version and much the same of which closes the other, or ends it as they do."""
    texts = [other.form.texts[block] for block in (*other.closing, *_signed(other))]
    last = [other.form.texts[block] for block in other.candidates[-1:]] if side is not other else []
    return [
        block
        for block in side.candidates
        if any(
            _are_versions(side.form.texts[block], text)
            for text in (*texts, *(last if block == side.candidates[-1] else ()))
        )
    ]


def _signed(side: _Side) -> list[str]:
    """The lines of signature and date below the last heading: the other version may have them without being recognised, for a misprint."""
    below = (block for block in side.form.outside if block.part == side.last.part and block.role in _SIGNATURE)
    return [block.id for block in below if side.form.order[block.id] > side.last.order]


def _beside(last: Heading) -> int:
    """How many paragraphs each heading beside the last one has, where all have as many; else 0."""
    beside = [one for one in (last.parent.children if last.parent else ()) if one is not last and one.noun == last.noun]
    counts = {len(one.blocks) for one in beside}
    return counts.pop() if len(counts) == 1 else 0


def _candidates(heading: Heading, form: PlanForm) -> list[str]:
    """The last paragraphs under a heading, its first text left out, up to one from which a body, a deadline or a promise is read."""
    spans = [
        *(unit.at for unit in heading.units),
        *(deadline.at for deadline in heading.deadlines),
        *(target.at for target in heading.targets),
    ]
    quoted = {at.block for some in spans for at in some}
    first = {stretch.block for stretch in heading.body.stretches[:1]}
    if heading.noun != "task" and not first & {*heading.blocks[:1]}:
        return []  # paragraphs below a heading on a line of its own are its text
    own = first | {*heading.blocks[:1]}
    found = takewhile(
        lambda block: block not in quoted | own and not form.blocks[block].number, reversed(heading.blocks)
    )
    return list(found)[::-1]


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
