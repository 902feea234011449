"""What is promised under one heading, and by when: what changed between two versions."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from policy_extract.diff.drafts import amount_between, side
from policy_extract.diff.likeness import alike
from policy_extract.diff.spelling import same_spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from policy_extract.diff.drafts import Drafts
    from policy_extract.diff.model import Side
    from policy_extract.diff.units import Row
    from policy_extract.model import Deadline, Target

SAME_PROMISE = 0.6
"""Likeness of two clauses, numbers left out, from which they promise the same thing."""
MOST = 250_000
"""Pairs of promises under one heading that are held against each other; a plan has a few dozen."""
_NUMBER = re.compile(r"[\d.,．，%％]+|[〇零一二三四五六七八九十百千万亿两]+")

Entry = TypeVar("Entry")

Term = tuple[int | None, int | None]
"""Year before and year after."""


def compare_deadlines(old: Sequence[Deadline], new: Sequence[Deadline], row: Row, drafts: Drafts) -> set[Term]:
    """Note the deadlines that came, went or changed; the years that so became others."""
    left, added = _without_common(old, new, lambda deadline: same_spelling(deadline.raw))
    terms: set[Term] = set()
    for before, after in zip(left, added, strict=False):
        drafts.add(
            "deadline-changed",
            row.place,
            old=[_deadline(before, row.old)],
            new=[_deadline(after, row.new)],
            where=row.where,
            how="same-place",
            confidence=1.0,
            severity="form"
            if (before.year, before.month, _core(before)) == (after.year, after.month, _core(after))
            else None,
        )
        terms.add((before.year, after.year))
    for gone in left[len(added) :]:
        drafts.add("deadline-removed", row.place, old=[_deadline(gone, row.old)], where=row.where)
        terms.add((gone.year, None))
    for come in added[len(left) :]:
        drafts.add("deadline-added", row.place, new=[_deadline(come, row.new)], where=row.where)
        terms.add((None, come.year))
    return terms


def _core(deadline: Deadline) -> str:
    """The words of a deadline without those that only introduce it (到, 力争, 至)."""
    return re.sub("^(?:力争|争取|确保)?(?:到|至|于|在)?", "", same_spelling(deadline.raw))


def _deadline(deadline: Deadline, identity: str) -> Side:
    return side(identity, deadline.raw, deadline.raw, deadline.at)


def _without_common(
    old: Iterable[Entry], new: Iterable[Entry], key: Callable[[Entry], str]
) -> tuple[list[Entry], list[Entry]]:
    """What is left of two lists when what both have is taken out once for each time both have it."""
    waiting: dict[str, deque[Entry]] = defaultdict(deque)
    left = list(old)
    for entry in left:
        waiting[key(entry)].append(entry)
    added = []
    common: set[int] = set()
    for entry in new:
        if same := waiting[key(entry)]:
            common.add(id(same.popleft()))
        else:
            added.append(entry)
    return [entry for entry in left if id(entry) not in common], added


def compare_targets(old: Sequence[Target], new: Sequence[Target], row: Row, terms: set[Term], drafts: Drafts) -> None:
    """Note the promises that came, went or changed; a year is told once for all the promises it governs."""
    pairs, left, added = _matched(old, new)
    years: dict[Term, list[tuple[Target, Target]]] = {}
    for before, after in pairs:
        _compare(before, after, row, drafts)
        if before.year != after.year and (before.year, after.year) not in terms:
            years.setdefault((before.year, after.year), []).append((before, after))
    for (was, now), governed in years.items():
        if (was is None and (None, now) in terms) or (now is None and (was, None) in terms):
            continue
        before, after = governed[0]
        drafts.add(
            "deadline-changed" if was and now else "deadline-added" if now else "deadline-removed",
            row.place,
            noun="target",
            old=[side(before.id, before.clause, str(was), before.at)] if was else (),
            new=[side(after.id, after.clause, str(now), after.at)] if now else (),
            where=row.where,
        )
    for gone in left:
        drafts.add("target-removed", row.place, old=[_target(gone)], where=row.where)
    for come in added:
        drafts.add("target-added", row.place, new=[_target(come)], where=row.where)


def _compare(before: Target, after: Target, row: Row, drafts: Drafts) -> None:
    tell = partial(
        drafts.add,
        place=row.place,
        old=[side(before.id, before.clause, before.raw, before.at)],
        new=[side(after.id, after.clause, after.raw, after.at)],
        where=row.where,
        noun="target",
    )
    if before.value != after.value:
        tell("value-changed", amount=amount_between(before.value, after.value))
    if before.bound != after.bound:
        tell("bound-changed", field=f"{before.bound} → {after.bound}")
    if same_spelling(before.measure or "") != same_spelling(after.measure or ""):
        tell("measure-changed")


def _target(target: Target) -> Side:
    return side(target.id, target.clause, target.raw, target.at)


def _matched(
    old: Sequence[Target], new: Sequence[Target]
) -> tuple[list[tuple[Target, Target]], list[Target], list[Target]]:
    """Promises of both sides: same clause, same clause with another number, nearly the same clause, the nearest first."""
    left, added, pairs = list(old), list(new), []
    for likeness in (_same_promise, _same_but_number, _nearly):
        if len(left) * len(added) > MOST:
            break
        scores = [
            (-score, abs(here - there), here + there, here, there)
            for here, one in enumerate(left)
            for there, other in enumerate(added)
            if (score := likeness(one, other)) >= SAME_PROMISE
        ]
        taken_old: set[int] = set()
        taken_new: set[int] = set()
        for _, _, _, here, there in sorted(scores):
            if here not in taken_old and there not in taken_new:
                taken_old.add(here)
                taken_new.add(there)
                pairs.append((left[here], added[there]))
        left = [one for here, one in enumerate(left) if here not in taken_old]
        added = [one for there, one in enumerate(added) if there not in taken_new]
    return pairs, left, added


def _same_promise(one: Target, other: Target) -> float:
    return float(
        (same_spelling(one.clause), one.value, one.measure, one.bound)
        == (same_spelling(other.clause), other.value, other.measure, other.bound)
    )


def _same_but_number(one: Target, other: Target) -> float:
    return float(one.measure == other.measure and _wordless(one) == _wordless(other))


def _nearly(one: Target, other: Target) -> float:
    same_measure = 0.1 if one.measure == other.measure else 0.0
    same_value = 0.1 if one.value == other.value else 0.0
    return alike(_wordless(one), _wordless(other)) + same_measure + same_value - 0.1


def _wordless(target: Target) -> str:
    """Its clause without the numbers."""
    return _NUMBER.sub("", same_spelling(target.clause))
