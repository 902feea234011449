"""Lines that are headings in one version and plain text in the other, because only one of them numbers them.

Whoever takes the numbers off a plan (（一）改造管网 → 改造管网) takes nothing away. But a line without a number is
often read as text of the heading above it. Where the other version has a heading of that title, the line is one here, too.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.comparison.plan_form import AFTER_A_TITLE
from policy_extract.comparison.plan_view import Heading, Stretch, body_of, name_texts, set_sizes
from policy_extract.comparison.spelling import same_spelling
from policy_extract.generated.plain import At

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policy_extract.comparison.plan_view import PlanForm
    from policy_extract.model import Deadline, Target, Unit

SHORTEST = 4
"""Characters of a title; a shorter line says too little to be known by."""


def share_headings(old: PlanForm, new: PlanForm) -> None:
    """Make headings of the lines of either version that are headings in the other one alone."""
    found = [_unnumbered(old, new), _unnumbered(new, old)]
    for form, lines in zip((old, new), found, strict=True):
        for owner, places in lines.items():
            _take_apart(form.headings[owner], places, form)
        if lines:
            form.headings.sort(key=lambda heading: heading.order)
            set_sizes(form.headings)


def _unnumbered(form: PlanForm, other: PlanForm) -> dict[int, list[tuple[int, Heading]]]:
    """By place of a heading: the lines of its text that are headings of the other version, each with that heading."""
    known = {heading.title_key for heading in form.headings}
    missing = {
        title: heading for title, heading in _by_title(other).items() if len(title) >= SHORTEST and title not in known
    }
    lines = [
        (owner, place, missing[title])
        for owner, heading in enumerate(form.headings if missing else ())
        if heading.noun != "box"
        for place, stretch in enumerate(heading.body.stretches)
        if (title := _title_of(stretch, form)) in missing
    ]
    often = Counter(heading.id for _, _, heading in lines)
    found: dict[int, list[tuple[int, Heading]]] = {}
    for owner, place, heading in lines:
        if often[heading.id] == 1 and form.headings[owner].part == heading.part:
            found.setdefault(owner, []).append((place, heading))
    return found


def _by_title(form: PlanForm) -> dict[str, Heading]:
    """The headings by title, of those whose title no other has."""
    often = Counter(heading.title_key for heading in form.headings)
    return {one.title_key: one for one in form.headings if one.noun != "box" and often[one.title_key] == 1}


def _title_of(stretch: Stretch, form: PlanForm) -> str:
    """The first words of a paragraph, up to where a title would end, in one spelling."""
    text = form.texts[stretch.block]
    return "" if stretch.start else same_spelling(text[: _end_of_title(text)])


def _end_of_title(text: str) -> int:
    return min((at for sign in "。：:\n" if (at := text.find(sign)) >= 0), default=len(text))


def _take_apart(owner: Heading, lines: Sequence[tuple[int, Heading]], form: PlanForm) -> None:
    """Leave a heading what stands before the first of these lines; each of them begins a heading of its own."""
    stretches = owner.body.stretches
    starts = [form.order[stretches[place].block] for place, _ in lines]
    held = dict.fromkeys(owner.blocks)
    for (place, like), start, end in zip(lines, starts, [*starts[1:], len(form.order)], strict=True):
        blocks = tuple(block for block in held if start <= form.order[block] < end)
        form.headings.append(_cut_out(owner, like, stretches[place], blocks, form))
    owner.blocks = tuple(block for block in held if form.order[block] < starts[0])
    owner.body = body_of(stretches[: lines[0][0]], form.texts)
    owner.content_key = ""
    name_texts(owner)
    _keep(owner, owner)
    if owner.noun == "task" and not owner.body_key:
        owner.noun = "section"  # it says nothing itself: a heading over its tasks


def _cut_out(owner: Heading, like: Heading, line: Stretch, blocks: tuple[str, ...], form: PlanForm) -> Heading:
    """The heading that begins with this line of another's text; the other version says what it is and where it belongs."""
    text = form.texts[line.block]
    ends = _end_of_title(text)
    starts = {line.block: ends + len(text[ends:]) - len(text[ends:].lstrip(AFTER_A_TITLE))}
    own = [Stretch(block, starts.get(block, 0), len(form.texts[block])) for block in blocks]
    heading = Heading(
        noun=like.noun,
        id=line.block,
        part=owner.part,
        number="",
        title=text[:ends],
        at=(At(block=line.block, start=0, end=ends),),
        body=body_of([one for one in own if one.start < one.end], form.texts),
        blocks=blocks,
        order=form.order[line.block],
        parent=_parent(owner, like),
    )
    name_texts(heading)
    _keep(heading, owner)
    if heading.parent is not None:
        heading.parent.children = sorted([*heading.parent.children, heading], key=lambda child: child.order)
    return heading


def _parent(owner: Heading, like: Heading) -> Heading | None:
    """The heading of the same title as the one it stands under in the other version, from the owner upward."""
    above: Heading | None = owner
    while above is not None and (like.parent is None or above.title_key != like.parent.title_key):
        above = above.parent
    return above if above is not None or like.parent is None else owner


def _keep(heading: Heading, owner: Heading) -> None:
    """Give a heading those bodies, deadlines and promises of the owner that stand in its blocks."""
    heading.units = [unit for unit in owner.units if _within(unit, heading)]
    heading.deadlines = [deadline for deadline in owner.deadlines if _within(deadline, heading)]
    heading.targets = [target for target in owner.targets if _within(target, heading)]


def _within(one: Unit | Deadline | Target, heading: Heading) -> bool:
    return not one.at or one.at[0].block in heading.blocks
