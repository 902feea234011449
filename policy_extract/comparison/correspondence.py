"""Which things of two plans resemble each other that are not versions: of another level of government, another year.

Two such plans share hardly a sentence, yet a reader sees at once that two tasks are about the same. The evidence is
words that both use and few others do: each text is a vector of character pairs, weighted by how few things of both
plans contain them (TF-IDF), and the similarity of two texts is the cosine of their vectors.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from math import log, sqrt
from typing import TYPE_CHECKING

from policy_extract.comparison.changes.change_log import side
from policy_extract.comparison.changes.diff_model import Correspondence
from policy_extract.comparison.likeness.similarity import LONGEST
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.plans.plan_form import form_of
from policy_extract.comparison.plans.plan_view import opening
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from policy_extract.comparison.changes.diff_model import Noun, Side
    from policy_extract.comparison.plans.plan_view import PlanForm
    from policy_extract.model import Plan

    Vector = Mapping[str, float]
    Scores = dict[int, float]

LEAST = 0.32
"""Lowest likeness at which two things resemble each other; below it they share only common words."""
MOST = 3
"""How many likenesses of one thing are reported."""
COMMON = 200
"""A pair of characters found in more things than this carries no weight."""
LOOKED_AT = 2_000
"""Things looked at on the way to those that are near one; what holds its commonest words beyond is left out, whatever the size."""
NEAREST = 32
"""Things whose likeness is reckoned in full."""
NOUNS: tuple[Noun, ...] = ("task", "section", "indicator", "item")
_WORDS = re.compile(r"[\u3400-\u9fff]+|[A-Za-z][A-Za-z0-9]*")


@record
class Thing:
    """What may have a counterpart: a task, a section, an indicator, a row of a work list."""

    noun: Noun
    side: Side
    title: str
    """What it is called, in one spelling; empty where it has no name."""
    text: str
    """What else it says, in one spelling."""


@record
class Compared:
    """The things of both plans, and which resemble which."""

    old: tuple[Thing, ...]
    new: tuple[Thing, ...]
    found: tuple[Correspondence, ...]


def corresponding(old: Plan, new: Plan) -> Compared:
    """What resembles what: for each thing of the new plan the likeliest of the old one first."""
    tasks = bool(old.tasks) and bool(new.tasks)
    before, after = (tuple(_things(form_of(plan), tasks=tasks)) for plan in (old, new))
    found = (one for noun in NOUNS for one in _of_noun(noun, before, after))
    return Compared(before, after, tuple(found))


def _things(form: PlanForm, *, tasks: bool) -> Iterator[Thing]:
    """Tasks where both plans have some, else the lowest headings with text; then indicators and rows of work lists."""
    for one in form.headings:
        if one.noun == "task" if tasks else one.body_key and not one.children:
            known = side(one.id, one.label, one.text, one.at)
            yield Thing("task" if tasks else "section", known, one.title_key, one.prose_key)
    for table in form.tables:
        for row in table.indicators:
            yield Thing("indicator", side(row.id, row.name, row.name, row.at), same_spelling(row.name), "")
        for item in table.items:
            known = side(item.id, opening(item.content), item.content, item.at)
            yield Thing("item", known, "", same_spelling(item.content))


def _of_noun(noun: Noun, old: Sequence[Thing], new: Sequence[Thing]) -> Iterator[Correspondence]:
    here, there = ([thing for thing in things if thing.noun == noun] for things in (old, new))
    likeness = _likeness(here, there)
    best = _best_of_old(likeness)
    for to, found in enumerate(likeness):
        ranked = sorted(found, key=lambda at: (-found[at], at))
        for at in ranked[:MOST]:
            yield Correspondence(
                noun=noun,
                old=here[at].side,
                new=there[to].side,
                score=round(found[at], 2),
                mutual=at == ranked[0] and best[at] == to,
            )


def _best_of_old(likeness: Sequence[Scores]) -> dict[int, int]:
    """For each old thing the new one that resembles it most."""
    best: dict[int, int] = {}
    for to, found in enumerate(likeness):
        for at, score in found.items():
            if at not in best or score > likeness[best[at]][at]:
                best[at] = to
    return best


def _likeness(old: Sequence[Thing], new: Sequence[Thing]) -> list[Scores]:
    """For each new thing the old ones that resemble it, with how much, from 0 to 1.

    A title counts as much as a text; a thing with only one of them is compared by that. The square
    root scales scores to what people expect: plans without a common sentence have a cosine near 0.1.
    """
    fields = [_Field(old, new, text) for text in (_title, _text)]
    found = []
    for to, one in enumerate(new):
        near = dict.fromkeys(at for field in fields for at in field.near(to))
        scores = ((at, sqrt(sum(field.cosine(at, to) for field in fields) / _said(old[at], one))) for at in near)
        found.append({at: score for at, score in scores if score >= LEAST})
    return found


def _said(one: Thing, other: Thing) -> int:
    """How many of title and text both things have."""
    return max(bool(one.title and other.title) + bool(one.text and other.text), 1)


def _title(thing: Thing) -> str:
    return thing.title


def _text(thing: Thing) -> str:
    return thing.text


class _Field:
    """Titles or texts of both plans as vectors; which of them are near each other is found through their rarest pairs."""

    def __init__(self, old: Sequence[Thing], new: Sequence[Thing], text: Callable[[Thing], str]) -> None:
        counted = [[_pairs(text(thing)) for thing in things] for things in (old, new)]
        often = Counter(pair for things in counted for held in things for pair in held)
        rare = {pair: log((len(old) + len(new) + 1) / count) for pair, count in often.items() if count <= COMMON}
        self._old, self._new = ([_vector(held, rare) for held in things] for things in counted)
        self._holders: dict[str, list[int]] = defaultdict(list)
        for at, vector in enumerate(self._old):
            for pair in vector:
                self._holders[pair].append(at)

    def near(self, to: int) -> list[int]:
        """The old things that share most with a new one, by as many of its rarest pairs as are quick to look up."""
        vector = self._new[to]
        reached: dict[int, float] = defaultdict(float)
        left = LOOKED_AT
        for pair in sorted(vector, key=lambda pair: (len(self._holders.get(pair, ())), pair)):
            holders = self._holders.get(pair, ())
            if (left := left - len(holders)) < 0:
                break
            for at in holders:
                reached[at] += vector[pair] * self._old[at][pair]
        return sorted(reached, key=lambda at: (-reached[at], at))[:NEAREST]

    def cosine(self, at: int, to: int) -> float:
        """How alike an old and a new one are."""
        one, other = self._old[at], self._new[to]
        return sum(weight * one[pair] for pair, weight in other.items() if pair in one)


def _vector(held: Counter[str], rare: Mapping[str, float]) -> Vector:
    """The weights of its pairs, as long as one."""
    weights = {pair: (1 + log(count)) * rare[pair] for pair, count in held.items() if pair in rare}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {pair: weight / length for pair, weight in weights.items()}


def _pairs(text: str) -> Counter[str]:
    """Each two ideographs that stand side by side, and each word of letters; numbers say nothing of what a task is about."""
    held: Counter[str] = Counter()
    for word in _WORDS.findall(text[:LONGEST]):
        held.update([word] if word[0].isascii() else (word[at : at + 2] for at in range(len(word) - 1)))
    return held
