"""How alike two texts are, and which texts of many are worth comparing at all.

Comparing each text with each would cost the square of their number. Texts that
have something in common share short runs of characters; an index of these,
the rarest first, names the few candidates of each text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

RUN = 3
"""Characters of a run: a word and a bit more."""
RAREST = 24
"""Runs of a text by which its candidates are looked for."""
OF_ONE = 12
"""Most runs counted for one candidate; more would leave none for candidates that contain the rest of the text."""
COMMONEST = 30
"""A run that more texts share says nothing."""
LONGEST = 4000
"""Characters of a text that are compared; texts alike up to there count as alike."""


def alike(one: str, other: str) -> float:
    """From 0 to 1: the share of characters that stand in both texts in the same order."""
    if one == other:
        return 1.0
    return fuzz.ratio(one[:LONGEST], other[:LONGEST]) / 100


def runs(text: str) -> Counter[str]:
    """The runs of a text, with how often each stands in it."""
    text = text[:LONGEST]
    return Counter([text[place : place + RUN] for place in range(max(len(text) - RUN + 1, 1))]) if text else Counter()


def runs_among(text: str, wanted: Collection[str]) -> set[str]:
    """Which of the wanted runs a text holds."""
    text = text[:LONGEST]
    return {run for place in range(max(len(text) - RUN + 1, 1)) if (run := text[place : place + RUN]) in wanted}


def contained(part: Counter[str], whole: Counter[str]) -> float:
    """From 0 to 1: the share of one text's runs that stand in the other."""
    total = part.total()
    return (part & whole).total() / total if total else 0.0


class Index:
    """Texts by the runs they hold."""

    def __init__(self, texts: Iterable[Collection[str]]) -> None:
        self._holders: dict[str, list[int]] = defaultdict(list)
        for place, held in enumerate(texts):
            for run in held:
                self._holders[run].append(place)

    def candidates(self, held: Iterable[str], most: int = 8) -> list[int]:
        """Places of the texts that share the most rare runs with this one, best first."""
        known = sorted((len(holders), run) for run in held if (holders := self._holders.get(run)))
        shared: Counter[int] = Counter()
        left = RAREST
        for often, run in known:
            if not left or (often > COMMONEST and shared):
                break
            holders = self._holders[run][:COMMONEST]
            if min(shared[place] for place in holders) < OF_ONE:
                shared.update(holders)
                left -= 1
        return [place for place, _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:most]]


def longest_rising(values: Sequence[int], weights: Sequence[int] | None = None) -> set[int]:
    """Places of a heaviest rising subsequence: what kept its order; the rest has moved.

    >>> sorted(longest_rising([0, 2, 3, 1, 4]))
    [0, 1, 2, 4]
    """
    order = sorted(range(len(values)), key=values.__getitem__)
    rank = {place: at + 1 for at, place in enumerate(order)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(values) + 1)  # a Fenwick tree of (weight so far, place)
    before = [-1] * len(values)
    best = (0, -1)
    for place in range(len(values)):
        at, heaviest = rank[place] - 1, (0, -1)
        while at > 0:
            heaviest = max(heaviest, tree[at], key=_weight)
            at -= at & -at
        before[place] = heaviest[1]
        here = (heaviest[0] + (weights[place] if weights else 1), place)
        best = max(best, here, key=_weight)
        at = rank[place]
        while at < len(tree):
            tree[at] = max(tree[at], here, key=_weight)
            at += at & -at
    kept: set[int] = set()
    place = best[1]
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept


def _weight(entry: tuple[int, int]) -> int:
    return entry[0]
