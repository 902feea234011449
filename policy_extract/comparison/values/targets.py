"""What is promised under one heading, and by when: what changed between two versions."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from policy_extract.comparison.changes.change_log import Draft, side
from policy_extract.comparison.likeness.similarity import alike
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.values.amounts import amount_between, in_unit_of, unit_of
from policy_extract.generated.plain import At
from policy_extract.lexical.numerals import NUMERALS
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from policy_extract.comparison.changes.change_log import ChangeLog
    from policy_extract.comparison.changes.diff_model import Side
    from policy_extract.comparison.values.numbers import Counted, NumberPair
    from policy_extract.comparison.values.units import Row
    from policy_extract.model import Deadline, Target

SAME_PROMISE = 0.6
"""Likeness of two clauses, numbers left out, from which they promise the same thing."""
MOST = 250_000
"""Most pairs of promises under one heading that are compared; a plan has a few dozen."""
_NUMBER = re.compile(rf"[\d.,．，%％]+|[{NUMERALS}]+")

Entry = TypeVar("Entry")

Term = tuple[int | None, int | None]
"""Year before and year after."""


def compare_deadlines(old: Sequence[Deadline], new: Sequence[Deadline], row: Row, log: ChangeLog) -> set[Term]:
    """Note the deadlines that were added, removed or changed; returns the year of each in both versions, also where it is the same."""
    left, added = _without_common(old, new, lambda deadline: same_spelling(deadline.raw))
    pairs, gone, come = _nearest(left, added)
    changed = {id(one) for one in left}
    terms: set[Term] = {(one.year, one.year) for one in old if id(one) not in changed}
    for before, after in pairs:
        log.add(
            row.place,
            Draft(
                "deadline-changed",
                old=[_deadline(before, row.old)],
                new=[_deadline(after, row.new)],
                where=row.where,
                how="same-place",
                confidence=1.0,
                severity="form"
                if (before.year, before.month, _core(before)) == (after.year, after.month, _core(after))
                else None,
            ),
        )
        terms.add((before.year, after.year))
    for deadline in gone:
        log.add(row.place, Draft("deadline-removed", old=[_deadline(deadline, row.old)], where=row.where))
        terms.add((deadline.year, None))
    for deadline in come:
        log.add(row.place, Draft("deadline-added", new=[_deadline(deadline, row.new)], where=row.where))
        terms.add((None, deadline.year))
    return terms


def shared_deadlines(deadlines: Sequence[Deadline], parts: Sequence[Sequence[Deadline]]) -> list[list[Deadline]]:
    """The deadlines of a task for each of its parts: those that the part repeats or changes; the first has also those none does.

    One that several parts repeat is shared by them only where there is none left.
    """
    used: set[int] = set()
    found = []
    for part in parts:
        kept = {id(one) for one in _kept(sorted(deadlines, key=lambda one: id(one) in used), part)}
        used |= kept
        found.append([one for one in deadlines if id(one) in kept])
    found[0] += [one for one in deadlines if id(one) not in used]
    return found


def _kept(deadlines: Sequence[Deadline], part: Sequence[Deadline]) -> list[Deadline]:
    left, added = _without_common(deadlines, part, lambda deadline: same_spelling(deadline.raw))
    pairs, _, _ = _nearest(left, added)
    same = (one for one in deadlines if all(one is not other for other in left))
    return [*same, *(before for before, _ in pairs)]


def _nearest(
    old: Sequence[Deadline], new: Sequence[Deadline]
) -> tuple[list[tuple[Deadline, Deadline]], list[Deadline], list[Deadline]]:
    """Deadlines paired: of one kind, the nearest years first; those worded alike before others."""
    scores = sorted(
        (_wordings(one) != _wordings(other), abs((one.year or 0) - (other.year or 0)), abs(here - there), here, there)
        for here, one in enumerate(old)
        for there, other in enumerate(new)
        if _opens(one) == _opens(other)
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for *_, here, there in scores[:MOST]:
        if here not in taken[0] and there not in taken[1]:
            taken[0].add(here)
            taken[1].add(there)
            pairs.append((there, here))
    return (
        [(old[here], new[there]) for there, here in sorted(pairs)],
        [one for here, one in enumerate(old) if here not in taken[0]],
        [one for there, one in enumerate(new) if there not in taken[1]],
    )


def _wordings(deadline: Deadline) -> str:
    """A deadline without its numbers: 到年底, 年月底前."""
    return _NUMBER.sub("", _core(deadline))


def _opens(deadline: Deadline) -> bool:
    """Whether it says from when on, not by when: 2026年起."""
    return same_spelling(deadline.raw).endswith("起")


def _core(deadline: Deadline) -> str:
    """The words of a deadline without those that only introduce it (到, 力争, 至)."""
    return re.sub("^(?:力争|争取|确保)?(?:到|至|于|在)?", "", same_spelling(deadline.raw))


def _deadline(deadline: Deadline, identity: str) -> Side:
    return side(identity, deadline.raw, deadline.raw, deadline.at)


def _without_common(
    old: Iterable[Entry], new: Iterable[Entry], key: Callable[[Entry], str]
) -> tuple[list[Entry], list[Entry]]:
    """The two lists without their common items, counting repetitions (multiset difference)."""
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


@record
class Promises:
    """The targets of something that stands in both versions."""

    old: Sequence[Target]
    new: Sequence[Target]
    numbers: Iterable[NumberPair] = ()
    """The paired numbers of both texts: a promise recognised in only one is not new if its number stands in both."""


def compare_targets(promises: Promises, row: Row, terms: set[Term], log: ChangeLog) -> None:
    """Note the promises that were added, removed or changed; `terms` are the deadlines that other changes report."""
    pairs, left, added = _matched(promises.old, promises.new)
    counted = _Numbers(promises.numbers, row, log)
    for before, after in pairs:
        counted.leave_out(before, after)
    left = [one for one in left if not counted.tell(one)]
    added = [one for one in added if not counted.tell(one)]
    counted.tell_the_rest()
    for before, after in pairs:
        _compare(before, after, row, log)
    _note_years(pairs, row, terms, log)
    for gone in left:
        log.add(row.place, Draft("target-removed", old=[_target(gone)], where=row.where))
    for come in added:
        where = row.labels.get(come.task or "", row.where)
        log.add(row.place, Draft("target-added", new=[_target(come)], where=where))


def _note_years(pairs: Iterable[tuple[Target, Target]], row: Row, terms: set[Term], log: ChangeLog) -> None:
    """Note each other year, once for all the promises it governs."""
    first: dict[Term, tuple[Target, Target]] = {}
    for before, after in pairs:
        if before.year != after.year and (before.year, after.year) not in terms:
            first.setdefault((before.year, after.year), (before, after))
    for (was, now), (before, after) in first.items():
        if _only_governs(was, now, terms):
            continue
        log.add(
            row.place,
            Draft(
                "deadline-changed" if was and now else "deadline-added" if now else "deadline-removed",
                noun="target",
                old=[side(before.id, before.clause, str(was), before.at)] if was else (),
                new=[side(after.id, after.clause, str(now), after.at)] if now else (),
                where=row.where,
            ),
        )


def _only_governs(was: int | None, now: int | None, terms: set[Term]) -> bool:
    """Whether promises gained or lost a year by a deadline that is reported, or that stands elsewhere in the same text (in a note)."""
    return (was is None or now is None) and not terms.isdisjoint({(was, now), (was or now, was or now)})


def _compare(before: Target, after: Target, row: Row, log: ChangeLog) -> None:
    draft = partial(
        Draft,
        old=[side(before.id, before.clause, before.raw, before.at)],
        new=[side(after.id, after.clause, after.raw, after.at)],
        where=row.labels.get(after.task or "", row.where),
        noun="target",
    )
    value = in_unit_of(before, after)
    if value != after.value:
        log.add(row.place, draft("value-changed", amount=amount_between(value, after.value)))
    if before.bound != after.bound:
        log.add(row.place, draft("bound-changed", field=f"{before.bound} → {after.bound}"))
    if unit_of(before.measure) != unit_of(after.measure):
        log.add(row.place, draft("measure-changed"))
    elif value == after.value != before.value:
        log.add(row.place, draft("measure-changed", severity="form"))  # 0.5亿元 printed as 5000万元


def _target(target: Target) -> Side:
    return side(target.id, target.clause, target.raw, target.at)


class _Numbers:
    """Numbers of both texts that count the same: those that changed are reported once, as values."""

    def __init__(self, pairs: Iterable[NumberPair], row: Row, log: ChangeLog) -> None:
        self._row, self._log = row, log
        self._pairs = list(pairs)
        self._at = {
            (stretch.block, place): pair
            for pair in self._pairs
            for one in pair
            for stretch in one.at
            for place in range(stretch.start, stretch.end)
        }
        self._told: set[int] = set()

    def leave_out(self, before: Target, after: Target) -> None:
        """Leave out these numbers: they are reported as promises."""
        self._told |= {id(pair) for one in (before, after) if (pair := self._of(one)) is not None}

    def _of(self, target: Target) -> NumberPair | None:
        places = ((at.block, place) for at in target.at for place in range(at.start, at.end))
        return next((pair for place in places if (pair := self._at.get(place)) is not None), None)

    def tell(self, target: Target) -> bool:
        """Whether its number stands in both texts; a change of it is noted."""
        pair = self._of(target)
        if pair is None:
            return False
        self._tell(pair)
        return True

    def tell_the_rest(self) -> None:
        """Note the other numbers that changed."""
        for pair in self._pairs:
            self._tell(pair)

    def _tell(self, pair: NumberPair) -> None:
        before, after = pair
        if id(pair) in self._told or before.value == after.value:
            return
        self._told.add(id(pair))
        self._log.add(
            self._row.place,
            Draft(
                "value-changed",
                noun="target",
                old=[_number(before, self._row.old)],
                new=[_number(after, self._row.new)],
                where=self._row.where,
                amount=amount_between(before.value, after.value),
            ),
        )


def _number(counted: Counted, identity: str) -> Side:
    spans = [At(block=one.block, start=one.start, end=one.end) for one in counted.at]
    return side(identity, counted.clause, counted.text, spans)


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
