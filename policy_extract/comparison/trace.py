"""One plan through many drafts: a row for each task, a column for each draft.

Each draft is compared with the next, and what was taken for the same task makes one row, also
where it was renumbered, retitled, moved, split or merged in between.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from policy_extract.comparison.compare import compare
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.plans.plan_view import opening
from policy_extract.records import mutable, record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policy_extract.comparison.changes.diff_model import Diff
    from policy_extract.model import Plan, Task

State = Literal["first", "same", "changed", "new", "gone", "absent"]
"""`first` in the first draft; `new` where it was not in the draft before; `gone` where it was there and is not here; `absent` otherwise."""


@record
class Cell:
    """A task in one draft."""

    state: State
    label: str
    """Its number and title; of a merged row all of them."""
    changes: int
    """Changes of substance or wording against the draft before."""


@record
class Row:
    """A task through all drafts."""

    cells: tuple[Cell, ...]


@mutable
class _Thread:
    """The ids of one task, draft by draft."""

    ids: list[list[str]]


def trace(plans: Sequence[Plan]) -> Iterator[Row]:
    """The rows, in the order of the latest draft in which each task stands, a task that is gone after the one before it."""
    diffs = [compare(old, new) for old, new in pairwise(plans)]
    threads = _threads(plans, diffs)
    tasks = [{task.id: task for task in plan.tasks} for plan in plans]
    touched = [_touched(diff) for diff in diffs]
    for thread in _in_order(threads, plans):
        yield Row(tuple(_cells(thread, tasks, touched)))


def _threads(plans: Sequence[Plan], diffs: Sequence[Diff]) -> list[_Thread]:
    """Tasks that were taken for the same from draft to draft; parts of one task share its row, tasks that were merged end in the same."""
    threads = [_Thread([[task.id]]) for task in plans[0].tasks]
    for place, diff in enumerate(diffs, start=1):
        went: dict[str, tuple[str, ...]] = {}
        for match in diff.matches:
            if match.noun == "task":
                went |= dict.fromkeys(match.old, match.new)
        met: set[str] = set()
        order = {task.id: at for at, task in enumerate(plans[place].tasks)}
        for thread in threads:
            here = {new for old in thread.ids[-1] for new in went.get(old, ())}
            met |= here
            thread.ids.append(sorted(here, key=lambda one: order.get(one, 0)))
        threads += [_Thread([[]] * place + [[task.id]]) for task in plans[place].tasks if task.id not in met]
    return threads


def _in_order(threads: Sequence[_Thread], plans: Sequence[Plan]) -> Iterator[_Thread]:
    """By the last draft, those that are gone after the task before them in the draft that had them last."""
    followers: dict[int, list[_Thread]] = {}
    placed: set[int] = set()
    for place in reversed(range(len(plans))):
        places = {task.id: at for at, task in enumerate(plans[place].tasks)}
        here = [thread for thread in threads if thread.ids[place]]
        last = 0
        for thread in sorted(here, key=lambda one: places.get(one.ids[place][0], 0)):
            if id(thread) not in placed:
                placed.add(id(thread))
                followers.setdefault(last, []).insert(0, thread)
            last = id(thread)
    waiting = followers.get(0, [])[::-1]
    while waiting:
        thread = waiting.pop()
        yield thread
        waiting += followers.get(id(thread), [])[::-1]


def _touched(diff: Diff) -> dict[str, int]:
    """How many changes of substance or wording concern each task of the new draft."""
    counts: dict[str, int] = {}
    for change in diff.changes:
        if change.severity != "form":
            for task in {one.id.partition("/g")[0] for one in change.new or change.old}:
                counts[task] = counts.get(task, 0) + 1
    return counts


def _cells(thread: _Thread, tasks: Sequence[dict[str, Task]], touched: Sequence[dict[str, int]]) -> Iterator[Cell]:
    before: list[str] = []
    former = ""
    for place, here in enumerate(thread.ids):
        changes = sum(touched[place - 1].get(one, 0) for one in here) if before else 0
        label = "、".join(_label(tasks[place][one]) for one in here if one in tasks[place])
        same = not changes and same_spelling(former) == same_spelling(label)
        yield Cell(_state(place, before, here, same=same), label, changes)
        before, former = here, label


def _state(place: int, before: Sequence[str], here: Sequence[str], *, same: bool) -> State:
    if not here:
        return "gone" if before else "absent"
    if not place:
        return "first"
    if not before:
        return "new"
    return "same" if same else "changed"


def _label(task: Task) -> str:
    return opening((task.number or "") + (task.title or task.text))
