"""Who is responsible for one task or row: what changed between two lists of bodies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.diff.drafts import side
from policy_extract.diff.spelling import same_spelling
from policy_extract.records import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from policy_extract.diff.drafts import Drafts, Place
    from policy_extract.diff.model import Side
    from policy_extract.model import Unit

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
    owners: Mapping[int, str] = field(default_factory=dict)
    """By `id` of a unit: its own task's id, where a split or merged task has several."""


def compare_units(old: Sequence[Unit], new: Sequence[Unit], row: Row, drafts: Drafts) -> None:
    """Note what changed among the row's own bodies; those that a carry-over sentence gives are told by the sentence."""
    ours, theirs = _own(old), _own(new)
    pairs, removed, added = _matched(ours, theirs)
    for unit in removed:
        drafts.add("unit-removed", row.place, old=[_side(unit, row, row.old)], where=row.where, field=unit.role)
    for unit in added:
        drafts.add("unit-added", row.place, new=[_side(unit, row, row.new)], where=row.where, field=unit.role)
    for before, after in pairs:
        _compare_names(before, after, row, drafts)
    lead = _lead_changed(pairs, removed, added) and bool(ours and theirs)
    if lead:
        drafts.add(
            "lead-changed",
            row.place,
            old=[_side(unit, row, row.old) for unit in ours if unit.role == "lead"],
            new=[_side(unit, row, row.new) for unit in theirs if unit.role == "lead"],
            where=row.where,
        )
    follow = [_roles_with_or_without_lead(units) if lead else set() for units in (ours, theirs)]
    for before, after in pairs:
        if before.role != after.role and not (before.role in follow[0] and after.role in follow[1]):
            _note_role(before, after, row, drafts)


def _compare_names(before: Unit, after: Unit, row: Row, drafts: Drafts) -> None:
    """One body of both lists under another name, or with another note."""
    if same_spelling(before.name) != same_spelling(after.name):
        drafts.add(
            "unit-renamed",
            row.place,
            old=[_side(before, row, row.old)],
            new=[_side(after, row, row.new)],
            where=row.where,
            how="same-key",
            confidence=1.0,
        )
    if same_spelling(before.note or "") != same_spelling(after.note or ""):
        old, new = (
            [side(identity, unit.name, unit.note, unit.at)] if unit.note else []
            for unit, identity in ((before, row.old), (after, row.new))
        )
        drafts.add("unit-note-changed", row.place, old=old, new=new, where=row.where, field=after.name)


def _note_role(before: Unit, after: Unit, row: Row, drafts: Drafts) -> None:
    drafts.add(
        "role-changed",
        row.place,
        old=[_side(before, row, row.old)],
        new=[_side(after, row, row.new)],
        where=row.where,
        field=f"{before.role} → {after.role}",
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


def _side(unit: Unit, row: Row, otherwise: str) -> Side:
    return side(row.owners.get(id(unit), otherwise), unit.name, unit.name, unit.at)


def _matched(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[list[tuple[Unit, Unit]], list[Unit], list[Unit]]:
    """Bodies of both lists: by name, by the directory, by the name without its level."""
    left, pairs, added = list(old), [], list(new)
    for same in _SAMENESS:
        still = []
        for unit in added:
            found = next((other for other in left if same(other, unit)), None)
            if found is None:
                still.append(unit)
                continue
            left.remove(found)
            pairs.append((found, unit))
        added = still
    order = {id(unit): place for place, unit in enumerate(new)}
    pairs.sort(key=lambda pair: order[id(pair[1])])
    return pairs, left, added


def _same_name_and_role(one: Unit, other: Unit) -> bool:
    return one.role == other.role and _same_name(one, other)


def _same_name(one: Unit, other: Unit) -> bool:
    return same_spelling(one.name) == same_spelling(other.name)


def _same_body(one: Unit, other: Unit) -> bool:
    """The same entry of the directory, of the same level where both names say one."""
    if one.body is None or one.body != other.body:
        return False
    mine, yours = _LEVEL.match(one.name), _LEVEL.match(other.name)
    return mine is None or yours is None or mine[0][0] == yours[0][0]


def _same_without_level(one: Unit, other: Unit) -> bool:
    mine, yours = same_spelling(one.name), same_spelling(other.name)
    return mine != yours and (yours == _LEVEL.sub("", mine) or mine == _LEVEL.sub("", yours))


_SAMENESS: tuple[Callable[[Unit, Unit], bool], ...] = (
    _same_name_and_role,
    _same_name,
    _same_body,
    _same_without_level,
)
