"""Headings of two documents: which are the same, which were split, merged, moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from policy_extract.comparison.likeness.pairing import Ways, likeness_of_two, pair_up
from policy_extract.comparison.likeness.similarity import Index, alike, contained, longest_rising, runs, runs_among
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from policy_extract.comparison.likeness.pairing import Pairing
    from policy_extract.comparison.plans.plan_view import Heading

MOSTLY = 0.75
"""The share of a text that must stand in another to have come from there."""
HARDLY = 0.45
"""At most this share of what was split off may stand in what stayed."""
SHORTEST = 12
"""Characters; shorter texts are not traced to their origin."""
NAME = 6
"""Characters of a title that is a name; shorter ones stand in any text."""
CHILDREN = 0.5
"""The share of matched headings below, from which two headings are the same."""


@mutable
class Outline:
    """How the headings of two documents go together."""

    pairs: Pairing[Heading]
    splits: dict[int, list[Heading]] = field(default_factory=dict)
    """By `id` of a matched old heading: the new ones that were split off it."""
    merges: dict[int, list[Heading]] = field(default_factory=dict)
    """By `id` of a matched new heading: the old ones that went into it."""
    under_another: set[int] = field(default_factory=set)
    """`id` of new headings that stand under another heading now."""
    among_siblings: set[int] = field(default_factory=set)
    """`id` of new headings that changed places with their siblings."""


def match_outline(old: Sequence[Heading], new: Sequence[Heading]) -> Outline:
    """The headings of both documents, matched."""
    tasks = pair_up(_with_text(old), _with_text(new), _WAYS)
    pairs: Pairing[Heading] = type(tasks)(old, new)
    pairs.take(tasks)
    _same_heading(pairs)
    _by_children(pairs)
    _bare(pairs)
    _by_children(pairs)
    _join_regrouped(pairs)
    outline = Outline(pairs, splits=_parts(pairs, split=True), merges=_parts(pairs, split=False))
    _find_regrouped(pairs, outline)
    _find_moves(outline)
    return outline


def _with_text(headings: Iterable[Heading]) -> list[Heading]:
    """The headings with text of their own; the others are matched by their titles and by their subheadings."""
    return [heading for heading in headings if heading.body_key]


def _likeness(one: Heading, other: Heading) -> float:
    if (one.noun == "box") != (other.noun == "box"):
        return 0.0
    return likeness_of_two((one.title_key, one.prose_key), (other.title_key, other.prose_key))


_WAYS: Ways[Heading] = Ways(
    text=lambda heading: f"{heading.title_key}\n{heading.body_key}",
    place=lambda heading: heading.id,
    likeness=_likeness,
    name=lambda heading: heading.title_key,
)


def _same_heading(pairs: Pairing[Heading]) -> None:
    """Match headings without text of their own: first those with the same id and title, then those with the same title anywhere."""
    for key in (_id_and_title, _name):
        known = _only(pairs.removed, key)
        for one, heading in _only(pairs.added, key).items():
            if (before := known.get(one)) is not None:
                pairs.join(before, heading, "same-text", 1.0)


def _id_and_title(heading: Heading) -> Hashable:
    return heading.title_key and (heading.id, heading.title_key, heading.noun)


def _name(heading: Heading) -> Hashable:
    return len(heading.title_key) >= NAME and (heading.title_key, heading.noun)


def _only(headings: Iterable[Heading], key: Callable[[Heading], Hashable]) -> dict[Hashable, Heading]:
    """Headings without text of their own, by a key that is unique among them; headings without a key are left out."""
    found: dict[Hashable, list[Heading]] = defaultdict(list)
    for heading in headings:
        if not heading.body_key and (one := key(heading)):
            found[one].append(heading)
    return {one: some[0] for one, some in found.items() if len(some) == 1}


def _by_children(pairs: Pairing[Heading]) -> None:
    """Match headings most of whose subheadings are matched with each other, from the leaves up."""
    while candidates := sorted(_voted_for(pairs), key=lambda found: found[:3]):
        for share, likeness, _, old, new in candidates:
            if pairs.of_old(old) is None and pairs.of_new(new) is None:
                pairs.join(old, new, "neighbours", max(-share, -likeness))


def _voted_for(pairs: Pairing[Heading]) -> Iterator[tuple[float, float, int, Heading, Heading]]:
    """Unmatched headings with the share of headings below that they have in common, negative so that the best sorts first."""
    votes = Counter((id(pair.old.parent), id(pair.new.parent)) for pair in pairs.pairs)
    parents = {id(heading): heading for heading in (*pairs.old, *pairs.new)}
    for (before, after), count in votes.items():
        old, new = parents.get(before), parents.get(after)
        if old is None or new is None or pairs.of_old(old) is not None or pairs.of_new(new) is not None:
            continue
        share = count / max(len(old.children), len(new.children))
        if share >= CHILDREN:
            yield -share, -alike(old.title_key, new.title_key), old.order + new.order, old, new


def _bare(pairs: Pairing[Heading]) -> None:
    """Match headings without text of their own by title, first under the same parent, then by similar titles."""
    pairs.take(pair_up(pairs.removed, pairs.added, _BARE))


_BARE: Ways[Heading] = Ways(
    text=lambda heading: "" if heading.body_key else heading.title_key,
    place=lambda heading: heading.id,
    likeness=lambda one, other: 0.0 if one.body_key and other.body_key else _likeness(one, other),
    name=lambda heading: heading.title_key,
)


# ---------------------------------------------------------------- splits and merges


def _parts(pairs: Pairing[Heading], *, split: bool) -> dict[int, list[Heading]]:
    """Maps the `id` of a matched heading to the headings of the other document that took over part of its text, or gave it theirs.

    Split: new headings whose text stood in an old one. Merged: the same with old and new exchanged.
    """
    found: dict[int, list[Heading]] = {}
    wholes = sorted((pair.old if split else pair.new for pair in pairs.pairs), key=_order)
    for heading, whole in _sources(pairs.added if split else pairs.removed, wholes):
        pair = pairs.of_old(whole) if split else pairs.of_new(whole)
        if pair is None:
            continue
        part, rest = heading, pair.new if split else pair.old
        if rest.noun != heading.noun or not _has_moved(heading, rest):
            continue
        if _keeps_the_name(heading, rest, whole):
            part = rest
            pairs.change(pair, *((whole, heading) if split else (heading, whole)))
        found.setdefault(id(whole), []).append(part)
    return found


def _order(heading: Heading) -> int:
    """Position in its own document. Breaks ties the same way in both directions of a comparison: the earlier text wins."""
    return heading.order


def _keeps_the_name(part: Heading, other: Heading, whole: Heading) -> bool:
    """Whether the part taken for the smaller one has a title more like the whole's than the other part has."""
    return alike(part.title_key, whole.title_key) > alike(other.title_key, whole.title_key)


def _has_moved(part: Heading, rest: Heading) -> bool:
    """Whether the text moved: the rest no longer contains it."""
    return contained(runs(part.content_key), runs(rest.content_key)) <= HARDLY and not _is_named_in(part, rest)


def _is_named_in(part: Heading, whole: Heading) -> bool:
    """Whether the title of the part stands in the text of the whole: what was a clause of a task became one of its own."""
    return len(part.title_key) >= NAME and part.title_key in whole.content_key


def _sources(parts: Sequence[Heading], wholes: Sequence[Heading]) -> Iterable[tuple[Heading, Heading]]:
    """Each part with the text that holds most of it."""
    counted = [(part, runs(part.content_key)) for part in parts if len(part.content_key) >= SHORTEST]
    wanted = {
        run for _, held in counted for run in held
    }  # most texts are nobody's source: only these runs are looked up
    index = Index(runs_among(whole.content_key, wanted) for whole in wholes if wanted)
    for part, held in counted:
        text = runs(part.prose_key)
        shares = []
        for place in index.candidates(held):
            whole = runs(wholes[place].content_key)
            both = contained(held, whole), contained(text, whole)
            named = float(_is_named_in(part, wholes[place]))
            shares.append((max(*both, named), sum(both), -place))
        share, _, place = max(shares, default=(0.0, 0.0, 0))
        if share >= MOSTLY:
            yield part, wholes[-place]


# ---------------------------------------------------------------- chapters that were merged or split


def _join_regrouped(pairs: Pairing[Heading]) -> None:
    """Match a chapter that got most of its tasks from several old chapters with the one that gave the most."""
    parents = {id(heading): heading for heading in (*pairs.old, *pairs.new)}
    given = Counter((id(pair.old.parent), id(pair.new.parent)) for pair in pairs.pairs)
    shares: dict[int, list[tuple[int, float, Heading, Heading]]] = defaultdict(list)
    for (before, after), count in given.items():
        old, new = parents.get(before), parents.get(after)
        if old is None or new is None or pairs.of_old(old) is not None or pairs.of_new(new) is not None:
            continue
        likeness = alike(old.title_key, new.title_key)
        if count >= CHILDREN * len(old.children):
            shares[after].append((count, likeness, old, new))
        if count >= CHILDREN * len(new.children):
            shares[before].append((count, likeness, old, new))
    for whole, parts in shares.items():
        _, _, old, new = max(parts, key=lambda part: part[:2])
        enough = sum(count for count, *_ in parts) >= CHILDREN * len(parents[whole].children)
        if enough and pairs.of_old(old) is None and pairs.of_new(new) is None:
            pairs.join(old, new, "neighbours", CHILDREN)


def _find_regrouped(pairs: Pairing[Heading], outline: Outline) -> None:
    """Unmatched chapters whose tasks are in a matched chapter: they were merged into it, or split off it."""
    parents = {id(heading): heading for heading in (*pairs.old, *pairs.new)}
    met = {id(one) for some in (*outline.splits.values(), *outline.merges.values()) for one in some}
    given = Counter((id(pair.old.parent), id(pair.new.parent)) for pair in pairs.pairs)
    for (before, after), count in given.items():
        old, new = parents.get(before), parents.get(after)
        if old is None or new is None or old.noun != new.noun:
            continue
        here, there = pairs.of_old(old), pairs.of_new(new)
        if here is None and there is not None and id(old) not in met and _goes_into(old, count, there.old):
            outline.merges.setdefault(after, []).append(old)
        elif here is not None and there is None and id(new) not in met and _goes_into(new, count, here.new):
            outline.splits.setdefault(before, []).append(new)


def _goes_into(part: Heading, count: int, other: Heading) -> bool:
    """Whether enough of its subheadings moved, and it is no level inserted above or below the other part."""
    layer = any(one is other for one in _above(part)) or any(one is part for one in _above(other))
    return count >= CHILDREN * len(part.children) and not layer


def _above(heading: Heading) -> list[Heading]:
    return [] if heading.parent is None else [heading.parent, *_above(heading.parent)]


# ---------------------------------------------------------------- moves


def _find_moves(outline: Outline) -> None:
    """What stands under another heading, and what changed places among its siblings."""
    homes = _homes(outline)
    siblings: dict[tuple[int, int], list[tuple[Heading, Heading]]] = {}
    for pair in outline.pairs.pairs:
        if _home(pair.old.parent, homes) != _home(pair.new.parent, homes):
            outline.under_another.add(id(pair.new))
        else:
            key = (id(pair.old.parent), id(pair.new.parent))
            siblings.setdefault(key, []).append((pair.old, pair.new))
    for group in siblings.values():
        weights = [_weight(old, new) for old, new in group]
        kept = longest_rising([old.order for old, _ in group], weights)
        outline.among_siblings |= {id(new) for place, (_, new) in enumerate(group) if place not in kept}


def _weight(old: Heading, new: Heading) -> int:
    """Weight of a pair when choosing which headings stayed in place: as many as possible, then those that kept their number, then the longer ones."""
    return 10**7 + (10**6 if old.number == new.number else 0) + min(old.size + new.size, 10**6 - 1)


def _homes(outline: Outline) -> dict[int, int]:
    """`id` of every matched heading of either side → a shared `id`, one for chapters that were merged or split."""
    homes: dict[int, int] = {}
    for pair in outline.pairs.pairs:
        same = [pair.old, pair.new, *outline.merges.get(id(pair.new), ()), *outline.splits.get(id(pair.old), ())]
        homes |= {id(one): id(pair.new) for one in same}
    return homes


def _home(heading: Heading | None, homes: Mapping[int, int]) -> int | None:
    """The shared `id` of the nearest matched heading from this one up; inserted or removed levels are skipped."""
    while heading is not None and id(heading) not in homes:
        heading = heading.parent
    return None if heading is None else homes[id(heading)]
