"""Which row of the new plan is which of the old one: what the comparison of the two takes for the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from policy_extract.comparison.compare import compare
from policy_extract.comparison.likeness.similarity import Index, alike, runs
from policy_extract.ledger.ledger_entries import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from policy_extract.ledger.ledger_entries import Entry
    from policy_extract.model import Plan

SAME_PROMISE: Final = 0.5
"""Lowest likeness at which two promises of the same task are the same."""
SAME_ANYWHERE: Final = 0.85
"""Lowest likeness at which two promises are the same, in whatever tasks."""
SAME_TITLE: Final = 0.7
"""Lowest likeness of titles that alone makes two documents versions of one."""
SAME_ROWS: Final = 0.3
"""The share of rows that have to come back where the titles do not say it."""

Went = dict[str, tuple[str, ...]]
"""For each id of the old side those of the new side that it became, the likeliest first."""


def pair(old: Plan, new: Plan, before: Sequence[Entry], after: Sequence[Entry]) -> Went:
    """Old row id → the new rows it became, none if it is gone."""
    went = _matches(old, new)
    if before and before[0].id == before[0].group and all(entry.id == entry.group for entry in after):
        return _among(went, before, after)
    return _promises(_among_groups(went, before, after), before, after)


def _matches(old: Plan, new: Plan) -> Went:
    went: Went = {}
    for match in compare(old, new).matches:
        for one in match.old:
            went[one] = (*went.get(one, ()), *match.new)
    return went


def _among(went: Mapping[str, tuple[str, ...]], before: Sequence[Entry], after: Sequence[Entry]) -> Went:
    """The pairs of rows, those most alike first; what is about as like stands as in the new plan."""
    there = {entry.id: entry for entry in after}
    found: Went = {}
    for entry in before:
        news = [there[one] for one in dict.fromkeys(went.get(entry.id, ())) if one in there]
        if news:
            ordered = sorted(news, key=lambda one, old=entry: -round(alike(old.task, one.task), 1))  # type: ignore[misc]
            found[entry.id] = tuple(one.id for one in ordered)
    return found


def _among_groups(went: Mapping[str, tuple[str, ...]], before: Sequence[Entry], after: Sequence[Entry]) -> Went:
    there = {entry.group for entry in after}
    return {
        entry.group: tuple(one for one in dict.fromkeys(went.get(entry.group, ())) if one in there) for entry in before
    }


def _promises(groups: Went, before: Sequence[Entry], after: Sequence[Entry]) -> Went:
    """The pairs of promises: in tasks that are the same, the most alike first; then anywhere, where they are nearly the same."""
    inside: dict[str, list[Entry]] = {}
    for entry in after:
        inside.setdefault(entry.group, []).append(entry)
    found: Went = {}
    _take(
        ((one, other) for one in before for new in groups.get(one.group, ()) for other in inside[new]),
        SAME_PROMISE,
        found,
    )
    taken = {new for news in found.values() for new in news}
    left = [entry for entry in before if entry.id not in found]
    free = [entry for entry in after if entry.id not in taken]
    index = Index(runs(_promise(entry)) for entry in free)
    _take(((one, free[at]) for one in left for at in index.candidates(runs(_promise(one)))), SAME_ANYWHERE, found)
    return found


def _take(candidates: Iterable[tuple[Entry, Entry]], least: float, found: Went) -> None:
    """Take pairs, the most alike first, each row once."""
    scored = [
        (-alike(_promise(one), _promise(other)), place, one.id, other.id)
        for place, (one, other) in enumerate(candidates)
    ]
    taken: set[str] = set()
    for score, _, one, other in sorted(scored):
        if -score >= least and one not in found and other not in taken:
            found[one] = (other,)
            taken.add(other)


def _promise(entry: Entry) -> str:
    return "\n".join(entry.goals)


def version_of(
    new: Plan, rows: Sequence[Entry], titles: Sequence[str], kept: Iterable[tuple[Plan, Sequence[Entry]]]
) -> int | None:
    """Which of the kept plans the new one is a later version of; None where it is another document.

    Of `titles` and `kept`, which go together, the plans are asked for only where no title says it.
    """
    title = title_of(new)
    if title in titles:
        return titles.index(title)
    titled = [(alike(old, title), -place) for place, old in enumerate(titles)]
    best, place = max(titled, default=(0.0, 0))
    if best >= SAME_TITLE:
        return -place
    shared = [(share, -place) for place, share in enumerate(_shares(new, rows, kept))]
    most, place = max(shared, default=(0.0, 0))
    return -place if most >= SAME_ROWS else None


def _shares(new: Plan, rows: Sequence[Entry], kept: Iterable[tuple[Plan, Sequence[Entry]]]) -> Iterator[float]:
    """The share of rows of each kept plan that come back."""
    for old, before in kept:
        yield len(pair(old, new, before, rows)) / max(len(before), 1)
