"""What changed, counted: tasks, values, deadlines, and what every body gained and lost."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policy_extract.comparison.changes.diff_model import BodyShare, Overview, RoleCounts, TaskCounts
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.comparison.values.units import level_of, without_level
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from policy_extract.comparison.changes.diff_model import Change
    from policy_extract.model import Plan, Unit

_VALUES = frozenset({"value-changed", "bound-changed", "measure-changed"})
_DEADLINES = frozenset({"deadline-changed", "deadline-added", "deadline-removed"})


def overview(old: Plan, new: Plan, changes: Sequence[Change]) -> Overview:
    """The counts of one comparison."""
    kinds = Counter(change.kind for change in changes)
    return Overview(
        tasks=TaskCounts(
            old=len(old.tasks),
            new=len(new.tasks),
            added=kinds["task-added"],
            removed=kinds["task-removed"],
            split=kinds["task-split"],
            merged=kinds["task-merged"],
            moved=kinds["task-moved"],
        ),
        values=sum(change.kind in _VALUES or change.amount is not None for change in changes),
        deadlines=sum(count for kind, count in kinds.items() if kind in _DEADLINES),
        bodies=tuple(_shares(old, new)),
    )


@mutable
class _Body:
    """One body in both plans: what each calls it, and how often it stands in each role."""

    names: list[Counter[str]] = field(default_factory=lambda: [Counter(), Counter()])
    roles: list[Counter[str]] = field(default_factory=lambda: [Counter(), Counter()])


def _shares(old: Plan, new: Plan) -> Iterator[BodyShare]:
    """Every body of either plan, those whose part changed most first."""
    levels = [_levels(plan) for plan in (old, new)]
    bodies: dict[Hashable, _Body] = {}
    for which, plan in enumerate((old, new)):
        for unit in _units(plan):
            several = any(len(known.get(unit.body, ())) > 1 for known in levels)
            body = bodies.setdefault(_identity(unit, by_level=several), _Body())
            body.names[which][unit.name] += 1
            body.roles[which][unit.role] += 1
    shares = [_share(body) for body in bodies.values()]
    yield from sorted(shares, key=lambda share: (-_moved(share), share.name))


def _units(plan: Plan) -> Iterator[Unit]:
    """The bodies of all tasks and rows, those that a sentence carries over included."""
    yield from (unit for task in plan.tasks for unit in task.units)
    yield from (unit for row in plan.indicators for unit in row.units)
    yield from (unit for row in plan.items for unit in row.units)


def _levels(plan: Plan) -> dict[str | None, set[str | None]]:
    """The levels at which the plan names each entry of the directory: 市 and 区 are two bodies."""
    levels: dict[str | None, set[str | None]] = {}
    for unit in _units(plan):
        levels.setdefault(unit.body, set()).add(level_of(unit))
    return levels


def _identity(unit: Unit, *, by_level: bool) -> Hashable:
    """What makes two names one body: the entry of the directory, with its level where there are several, else the bare name."""
    if unit.body is not None:
        return unit.body, level_of(unit) if by_level else None
    return without_level(same_spelling(unit.name))


def _share(body: _Body) -> BodyShare:
    names = [counted.most_common(1)[0][0] if counted else None for counted in body.names]
    name = names[1] or names[0] or ""
    renamed = names[0] is not None and same_spelling(names[0]) != same_spelling(name)
    old, new = (RoleCounts(lead=roles["lead"], joint=roles["joint"], support=roles["support"]) for roles in body.roles)
    return BodyShare(name=name, old_name=names[0] if renamed else None, old=old, new=new)


def _moved(share: BodyShare) -> int:
    """How much its part changed; a lead counts most."""
    old, new = share.old, share.new
    return 3 * abs(old.lead - new.lead) + abs(old.joint - new.joint) + abs(old.support - new.support)
