"""Lines that are headings in one version and plain text in the other, because only one of them numbers them.

Whoever takes the numbers off a plan (（一）改造管网 → 改造管网) takes nothing away. But a line without a number is
often read as text of the heading above it. Where the other version has a heading of that title, the line is one here, too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.plans.plan_form import AFTER_A_TITLE
from policy_extract.comparison.plans.plan_view import Heading, Stretch, body_of, name_texts, set_sizes
from policy_extract.generated.plain import At

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policy_extract.comparison.plans.plan_view import PlanForm
    from policy_extract.model import Deadline, Target, Unit

Entry = TypeVar("Entry", "Deadline", "Target")

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
    stretches, blocks, read = owner.body.stretches, owner.blocks, _read(owner)
    places = {block: place for place, block in enumerate(blocks)}
    starts = [places[stretches[place].block] for place, _ in lines]
    for (place, like), start, end in zip(lines, starts, [*starts[1:], len(blocks)], strict=True):
        heading = _cut_out(owner, like, stretches[place], blocks[start:end], form)
        _keep(heading, read)
        form.headings.append(heading)
        if heading.parent is not None:
            heading.parent.children.append(heading)
    for above in {id(one): one for _, like in lines if (one := _parent(owner, like))}.values():
        above.children.sort(key=lambda child: child.order)
    owner.blocks = blocks[: starts[0]]
    owner.body = body_of(stretches[: lines[0][0]], form.texts)
    owner.content_key = ""
    name_texts(owner)
    _keep(owner, read)
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
        shared=True,
    )
    name_texts(heading)
    return heading


def _parent(owner: Heading, like: Heading) -> Heading | None:
    """The heading of the same title as the one it stands under in the other version, from the owner upward."""
    above: Heading | None = owner
    while above is not None and (like.parent is None or above.title_key != like.parent.title_key):
        above = above.parent
    return above if above is not None or like.parent is None else owner


class _Read(NamedTuple):
    """What was read for a heading before it was divided."""

    units: Sequence[Unit]
    deadlines: Mapping[str, Sequence[Deadline]]
    """By block."""
    targets: Mapping[str, Sequence[Target]]
    """By block."""


def _read(owner: Heading) -> _Read:
    return _Read(owner.units, _by_block(owner.deadlines), _by_block(owner.targets))


def _by_block(things: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for one in things:
        found[one.at[0].block if one.at else ""].append(one)
    return found


def _keep(heading: Heading, read: _Read) -> None:
    """Give a heading those bodies, deadlines and promises that stand in its blocks."""
    # A body named at several lines is one entry, which quotes the first of them.
    heading.units = [unit for unit in read.units if not unit.at or unit.name in heading.body.text]
    heading.deadlines = [one for block in heading.blocks for one in read.deadlines.get(block, ())]
    heading.targets = [one for block in heading.blocks for one in read.targets.get(block, ())]
