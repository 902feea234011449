"""Which things of two documents are the same thing, in passes from certain to likely.

1. same text, wherever it stands;
2. similar text, the most alike first, wherever it stands; where two are equally alike, what stands nearer;
3. the same place in print, and text that is at least a little alike;
4. the one thing left between two matched neighbours.

Each pair keeps how it was made and how sure it is.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

from policy_extract.comparison.likeness.similarity import Index, alike, longest_rising, runs
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from policy_extract.comparison.changes.diff_model import How

Thing = TypeVar("Thing")

SIMILAR = 0.55
"""Lowest likeness at which two texts are versions of one."""
A_LITTLE = 0.35
"""Likeness that is enough if the place agrees, too."""

SHORT = 12
"""Characters of a text in which hardly a run of three stays when a word is exchanged: 完善配套服务 → 完善附设服务."""
FEW = 400
"""How many pairs of short texts that are left over are compared directly."""
LONG_ENOUGH = 40
"""Characters of two texts that are enough to know them by, whatever they are called."""


@record
class Pair(Generic[Thing]):
    """Two things taken for the same."""

    old: Thing
    new: Thing
    how: How
    confidence: float


@mutable
class Pairing(Generic[Thing]):
    """Matched things of both sides, in the order of the new one, and what is left."""

    old: Sequence[Thing]
    new: Sequence[Thing]
    _of_old: dict[int, Pair[Thing]] = field(default_factory=dict)
    _of_new: dict[int, Pair[Thing]] = field(default_factory=dict)

    def join(self, old: Thing, new: Thing, how: How, confidence: float) -> None:
        """Take the two for the same."""
        pair = Pair(old, new, how, round(confidence, 2))
        self._of_old[id(old)] = self._of_new[id(new)] = pair

    def change(self, pair: Pair[Thing], old: Thing, new: Thing) -> None:
        """Take these two for the same instead of those of a pair that shares one of them."""
        del self._of_old[id(pair.old)], self._of_new[id(pair.new)]
        self.join(old, new, pair.how, pair.confidence)

    def part(self, pair: Pair[Thing]) -> None:
        """Take the two for different things after all."""
        del self._of_old[id(pair.old)], self._of_new[id(pair.new)]

    def take(self, other: Pairing[Thing]) -> None:
        """Take over the pairs of another matching."""
        self._of_old |= other._of_old
        self._of_new |= other._of_new

    def of_old(self, thing: Thing) -> Pair[Thing] | None:
        """The pair of a thing of the old side."""
        return self._of_old.get(id(thing))

    def of_new(self, thing: Thing) -> Pair[Thing] | None:
        """The pair of a thing of the new side."""
        return self._of_new.get(id(thing))

    @property
    def pairs(self) -> Iterator[Pair[Thing]]:
        """In the order of the new side."""
        return (pair for thing in self.new if (pair := self._of_new.get(id(thing))) is not None)

    @property
    def removed(self) -> list[Thing]:
        """Left on the old side."""
        return [thing for thing in self.old if id(thing) not in self._of_old]

    @property
    def added(self) -> list[Thing]:
        """Left on the new side."""
        return [thing for thing in self.new if id(thing) not in self._of_new]


def moved(pairs: Pairing[Thing], home: Callable[[Pair[Thing]], Hashable | None]) -> set[int]:
    """`id` of the new things that stand elsewhere now, or changed places with others of their home.

    The home of a pair is what holds both; None where the new thing stands in another than the old one.
    """
    places = {id(thing): place for place, thing in enumerate(pairs.old)}
    found: set[int] = set()
    within: dict[Hashable, list[Pair[Thing]]] = defaultdict(list)
    for pair in pairs.pairs:
        if (its := home(pair)) is None:
            found.add(id(pair.new))
        else:
            within[its].append(pair)
    for some in within.values():
        kept = longest_rising([places[id(pair.old)] for pair in some])
        found |= {id(pair.new) for place, pair in enumerate(some) if place not in kept}
    return found


@record
class Ways(Generic[Thing]):
    """How things of one kind are compared."""

    text: Callable[[Thing], str]
    """All of it, in one spelling."""
    place: Callable[[Thing], Hashable]
    """Where it stands in print."""
    likeness: Callable[[Thing, Thing], float]
    """From 0 to 1."""
    name: Callable[[Thing], str]
    """What it is called, in one spelling; "" where it has no name."""


def pair_up(old: Sequence[Thing], new: Sequence[Thing], ways: Ways[Thing]) -> Pairing[Thing]:
    """The things of both sides, matched pass by pass."""
    pairing: Pairing[Thing] = Pairing(old, new)
    _same(pairing, ways)
    _similar(pairing, ways)
    _same_place(pairing, ways)
    _between_neighbours(pairing, ways)
    return pairing


def _same(pairing: Pairing[Thing], ways: Ways[Thing]) -> None:
    """Same text: first where the place is the same too, then in order."""
    for key in (lambda thing: (ways.text(thing), ways.place(thing)), ways.text):
        waiting: dict[Hashable, list[Thing]] = defaultdict(list)
        for thing in reversed(pairing.removed):
            if ways.text(thing):
                waiting[key(thing)].append(thing)
        for thing in pairing.added:
            if stack := waiting.get(key(thing)):
                pairing.join(stack.pop(), thing, "same-text", 1.0)


def _similar(pairing: Pairing[Thing], ways: Ways[Thing]) -> None:
    """Similar text anywhere, the most alike first."""
    old, new = pairing.removed, pairing.added
    index = Index(runs(ways.text(thing)) for thing in old)
    names: dict[str, list[int]] = defaultdict(list)
    for place, thing in enumerate(old):
        if ways.name(thing):
            names[ways.name(thing)].append(place)
    few = len(old) * len(new) <= FEW
    found = []
    for there, thing in enumerate(new):
        text = ways.text(thing)
        candidates = [*names.get(ways.name(thing), ())[:8], *index.candidates(runs(text))]
        if few and len(text) <= SHORT:
            candidates += range(len(old))
        for here in dict.fromkeys(candidates):
            score = ways.likeness(old[here], thing)
            if score >= SIMILAR:
                other_place = ways.place(old[here]) != ways.place(thing)
                found.append((-round(score, 3), other_place, abs(here - there), here, there))
    for score, _, _, here, there in sorted(found):
        if pairing.of_old(old[here]) is None and pairing.of_new(new[there]) is None:
            pairing.join(old[here], new[there], "similar", -score)


def _same_place(pairing: Pairing[Thing], ways: Ways[Thing]) -> None:
    """The same place in print, where one thing alone is left there on each side."""
    old, new = (_by_place(things, ways) for things in (pairing.removed, pairing.added))
    for place, (thing, *others) in new.items():
        before, *more = old.get(place, (None,))
        if before is None or others or more:
            continue
        if (score := ways.likeness(before, thing)) >= A_LITTLE:
            pairing.join(before, thing, "same-place", score)


def _by_place(things: Iterable[Thing], ways: Ways[Thing]) -> dict[Hashable, list[Thing]]:
    found: dict[Hashable, list[Thing]] = defaultdict(list)
    for thing in things:
        found[ways.place(thing)].append(thing)
    return found


def _between_neighbours(pairing: Pairing[Thing], ways: Ways[Thing]) -> None:
    """The one thing left on each side between neighbours that are matched with each other."""
    at_old = {id(thing): place for place, thing in enumerate(pairing.old)}
    for place, thing in enumerate(pairing.new):
        if pairing.of_new(thing) is not None:
            continue
        before = pairing.of_new(pairing.new[place - 1]) if place else None
        if place and before is None:
            continue
        candidate_at = at_old[id(before.old)] + 1 if before is not None else 0
        if candidate_at >= len(pairing.old) or pairing.of_old(pairing.old[candidate_at]) is not None:
            continue
        candidate = pairing.old[candidate_at]
        if _end_together(pairing, candidate_at, place) and (score := ways.likeness(candidate, thing)) >= A_LITTLE:
            pairing.join(candidate, thing, "neighbours", score)


def _end_together(pairing: Pairing[Thing], at_old: int, at_new: int) -> bool:
    """Whether what follows on one side is matched with what follows on the other, or both sides end."""
    old = pairing.old[at_old + 1] if at_old + 1 < len(pairing.old) else None
    new = pairing.new[at_new + 1] if at_new + 1 < len(pairing.new) else None
    if old is None or new is None:
        return old is None and new is None
    pair = pairing.of_old(old)
    return pair is not None and pair.new is new


def likeness_of_two(one: tuple[str, str], other: tuple[str, str]) -> float:
    """How alike two things with a name and a text are: names count as much as texts, a missing name counts nothing."""
    (name, text), (other_name, other_text) = one, other
    if not text and not other_text:
        return alike(name, other_name)
    if not name and not other_name:
        return alike(text, other_text)
    by_name, by_text = alike(name, other_name), alike(text, other_text)
    if not text or not other_text:
        return 0.75 * by_name
    return max(0.4 * by_name + 0.6 * by_text, by_text * 0.9 if min(len(text), len(other_text)) >= LONG_ENOUGH else 0.0)
