"""Who is responsible for one task or row: what changed between two lists of bodies."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from typing import TYPE_CHECKING

from policy_extract.comparison.changes.change_log import Draft, side
from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.records import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

    from policy_extract.comparison.changes.change_log import ChangeLog, Place
    from policy_extract.comparison.changes.diff_model import Side
    from policy_extract.model import Unit

    _Keys = Callable[[Unit], Sequence[Hashable]]

_LEVEL = re.compile("^(?:国家|全国|省级?|自治区|市级?|州|区级?|县级?|旗|本市|我市|全市)")
"""What stands before a name to say whose body it is; 民政局 and 市民政局 are one body in one plan."""


@record
class Row:
    """Whose units are compared: a task or a row of both documents."""

    old: str
    new: str
    """Ids in both plans."""
    where: str
    place: int | Place
    labels: Mapping[str, str] = field(default_factory=dict)
    """What its parts in the new document are called by id, where it was split; all other changes are reported at `where`."""


def compare_units(old: Sequence[Unit], new: Sequence[Unit], row: Row, log: ChangeLog) -> None:
    """Note what changed among the row's own bodies; those that a carry-over sentence gives are reported with the sentence."""
    ours, theirs = _own(old), _own(new)
    pairs, removed, added = _matched(ours, theirs)
    for one, into in _merged(removed, pairs):
        _note_name(one, into, row, log)
        removed.remove(one)
    for one, into in _merged(added, ((after, before) for before, after in pairs)):
        _note_name(into, one, row, log)
        added.remove(one)
    for unit in removed:
        log.add(row.place, Draft("unit-removed", old=[_side(unit, row.old)], where=row.where, field=unit.role))
    for unit in added:
        log.add(row.place, Draft("unit-added", new=[_side(unit, row.new)], where=row.where, field=unit.role))
    for before, after in pairs:
        _compare_names(before, after, row, log)
    lead = _lead_changed(pairs, removed, added) and bool(ours and theirs)
    if lead:
        log.add(
            row.place,
            Draft(
                "lead-changed",
                old=[_side(unit, row.old) for unit in ours if unit.role == "lead"],
                new=[_side(unit, row.new) for unit in theirs if unit.role == "lead"],
                where=row.where,
            ),
        )
    follow = [_roles_with_or_without_lead(units) if lead else set() for units in (ours, theirs)]
    for before, after in pairs:
        if before.role != after.role and not (before.role in follow[0] and after.role in follow[1]):
            _note_role(before, after, row, log)


def shared_out(units: Sequence[Unit], parts: Sequence[Sequence[Unit]]) -> list[list[Unit]]:
    """The bodies of a task divided among its parts: each gets those it names, the first also those none names."""
    found = [[before for before, _ in _matched(_own(units), _own(part))[0]] for part in parts]
    named = {id(unit) for some in found for unit in some}
    found[0] += [unit for unit in _own(units) if id(unit) not in named]
    return found


def _compare_names(before: Unit, after: Unit, row: Row, log: ChangeLog) -> None:
    """One body of both lists under another name, or with another note."""
    if _renamed(before, after):
        _note_name(before, after, row, log)
    if same_spelling(before.note or "") != same_spelling(after.note or ""):
        old, new = (
            [side(identity, unit.name, unit.note, unit.at)] if unit.note else []
            for unit, identity in ((before, row.old), (after, row.new))
        )
        log.add(row.place, Draft("unit-note-changed", old=old, new=new, where=row.where, field=after.name))


def _renamed(before: Unit, after: Unit) -> bool:
    return same_spelling(before.name) != same_spelling(after.name)


def _note_name(before: Unit, after: Unit, row: Row, log: ChangeLog) -> None:
    log.add(
        row.place,
        Draft(
            "unit-renamed",
            old=[_side(before, row.old)],
            new=[_side(after, row.new)],
            where=row.where,
            how="same-key",
            confidence=1.0,
        ),
    )


def _merged(left: Iterable[Unit], pairs: Iterable[tuple[Unit, Unit]]) -> list[tuple[Unit, Unit]]:
    """Bodies of one version that a reform merged with another: each with what both are called in the other version."""
    left = list(left)
    known = {key: other for one, other in pairs if _renamed(one, other) for key in _as_body(other)} if left else {}
    found = ((one, next((known[key] for key in _as_body(one) if key in known), None)) for one in left)
    return [(one, other) for one, other in found if other is not None]


def _note_role(before: Unit, after: Unit, row: Row, log: ChangeLog) -> None:
    log.add(
        row.place,
        Draft(
            "role-changed",
            old=[_side(before, row.old)],
            new=[_side(after, row.new)],
            where=row.where,
            field=f"{before.role} → {after.role}",
        ),
    )


def _roles_with_or_without_lead(units: Iterable[Unit]) -> set[str]:
    """The roles that follow from who leads: the others support, or all are responsible where nobody leads."""
    return {"lead", "support"} if any(unit.role == "lead" for unit in units) else {"joint"}


def _lead_changed(pairs: Iterable[tuple[Unit, Unit]], removed: Iterable[Unit], added: Iterable[Unit]) -> bool:
    """Whether somebody gained or lost the lead."""
    return any((before.role == "lead") != (after.role == "lead") for before, after in pairs) or any(
        unit.role == "lead" for unit in (*removed, *added)
    )


def _own(units: Iterable[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.via != "carry-over"]


def _side(unit: Unit, identity: str) -> Side:
    return side(identity, unit.name, unit.name, unit.at)


def _matched(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[list[tuple[Unit, Unit]], list[Unit], list[Unit]]:
    """Bodies of both lists: by name, by the directory, by the name without its level; the first of several."""
    pairs: list[tuple[int, int]] = []
    left, added = [*range(len(old))], [*range(len(new))]
    for keys, asked in _SAMENESS:
        if not left or not added:
            break
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for place in left:
            for key in keys(old[place]):
                waiting[key].append(place)
        gone: set[int] = set()
        for place in added:
            found = _first([waiting[key] for key in asked(new[place]) if key in waiting], gone)
            if found is not None:
                gone.add(found)
                pairs.append((found, place))
        met = {place for _, place in pairs}
        left, added = [place for place in left if place not in gone], [place for place in added if place not in met]
    pairs.sort(key=lambda pair: pair[1])
    return (
        [(old[one], new[other]) for one, other in pairs],
        [old[place] for place in left],
        [new[place] for place in added],
    )


def _first(queues: Sequence[deque[int]], gone: Collection[int]) -> int | None:
    """The first that is not gone."""
    for queue in queues:
        while queue and queue[0] in gone:
            queue.popleft()
    return min((queue[0] for queue in queues if queue), default=None)


def _by_name_and_role(unit: Unit) -> Sequence[Hashable]:
    return [(unit.role, same_spelling(unit.name))]


def _by_name(unit: Unit) -> Sequence[Hashable]:
    return [same_spelling(unit.name)]


def level_of(unit: Unit) -> str | None:
    """The first character of the level its name begins with: 市, 区; None where it names none."""
    level = _LEVEL.match(unit.name)
    return level and level[0][0]


def _by_body(unit: Unit) -> Sequence[Hashable]:
    """The entry of the directory, with its level and with any."""
    return [] if unit.body is None else [(unit.body, level_of(unit)), (unit.body, ...)]


def _as_body(unit: Unit) -> Sequence[Hashable]:
    """The same entry, of the same level where both names say one."""
    level = level_of(unit)
    return [] if unit.body is None else [(unit.body, ...)] if level is None else [(unit.body, level), (unit.body, None)]


def ends_with_level(text: str) -> int:
    """How many characters at its end say whose a body is: 2 of 经国家, 1 of 由市."""
    return next((len(end) for end in (text[-3:], text[-2:], text[-1:]) if _LEVEL.fullmatch(end)), 0)


def without_level(name: str) -> str:
    """The name without the level before it: 民政局 of 市民政局."""
    return _LEVEL.sub("", name)


def _by_level(unit: Unit) -> Sequence[Hashable]:
    """The name, and what it is without its level."""
    name = same_spelling(unit.name)
    return [("whole", name), ("bare", without_level(name))]


def _without_level(unit: Unit) -> Sequence[Hashable]:
    name = same_spelling(unit.name)
    return [("bare", name), ("whole", without_level(name))]


_SAMENESS: tuple[tuple[_Keys, _Keys], ...] = (
    (_by_name_and_role, _by_name_and_role),
    (_by_name, _by_name),
    (_by_body, _as_body),
    (_by_level, _without_level),
)
"""Keys under which an old body waits, and those that a new one asks for: the surest sameness first, each as quick for
thousands of bodies as for two."""
