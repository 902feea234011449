"""Edits of who is responsible: lead changed, a body added, struck out, named otherwise, or given a note."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.diff.mutation.expected import Aim, Thing, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from policy_extract.model import Unit
    from tests.diff.mutation.desk import Desk
    from tests.diff.mutation.expected import Look

_DIRECTORY = Path(__file__).parents[3] / "grammars" / "directory.toml"
_SEPARATOR = re.compile(r"[、，,]\s?")
_WHOSE = re.compile(r"(?:国家|.{0,4}[省市区县])?(?:委|政府)?")
"""What stands before the name of a body and is no part of it."""


@dataclass(frozen=True, slots=True)
class List:
    """The bodies one task, indicator or item names itself, in the order of print."""

    id: str
    aim: Aim
    units: tuple[Unit, ...]
    own: frozenset[str]
    """Blocks and cells that hold nobody else's."""
    read: Callable[[Look], tuple[Unit, ...] | None]

    @property
    def leads(self) -> list[str]:
        return [unit.name for unit in self.units if unit.role == "lead"]


def lists(desk: Desk) -> Iterator[List]:
    """Every list of bodies that can be changed without changing another."""
    for heading in desk.anatomy.tasks("units"):
        assert heading.task is not None
        token = heading.block
        units = tuple(unit for unit in heading.task.units if unit.via == "clause")
        printed = "".join(desk.texts[block] for block in {at.block for unit in units for at in unit.at})
        if any(
            len(unit.at) != 1 or printed.count(unit.name) > sum(unit.name in other.name for other in units)
            for unit in units
        ):
            continue  # named twice
        blocks = frozenset(block for block in heading.section.blocks if block in desk.draft.lines)
        if units and not desk.is_carrier(heading.section.blocks) and len({unit.name for unit in units}) == len(units):
            yield List(
                heading.id, Aim("heading", token), units, blocks, lambda look, token=token: _units_of_task(look, token)
            )
    for row in (*desk.plan.items, *desk.plan.indicators):
        units = tuple(unit for unit in row.units if unit.via == "column" and len(unit.at) == 1)
        if not units or not desk.anatomy.free(row.id, "units"):
            continue
        table, line = row.at[0].block.split(".")[:2]
        cells = {f"{table}.{cell.row}.{cell.col}" for cell in _cells(desk, table) if cell.rows == 1}
        aim = Aim("row", table, line)
        yield List(row.id, aim, units, frozenset(cells), lambda look, aim=aim: _units_of_row(look, aim))


def change_lead(desk: Desk) -> bool:
    """The mark put before another body, the names under 牵头 and 配合 exchanged, or a lead marked where there was none."""
    for one in desk.shuffled(list(lists(desk))):
        if _move_mark(desk, one) or _exchange(desk, one) or _mark_first(desk, one):
            desk.anatomy.claim(one.id, "units")
            return True
    return False


def add_unit(desk: Desk) -> bool:
    """One more body at the end of a list or within it, leading nothing."""
    for one in desk.shuffled(list(lists(desk))):
        names = desk.other_names(_all_units(desk, one.id), 1)
        after = desk.pick(
            [
                unit
                for unit in one.units
                if unit.role != "lead" and _is_plain(desk, unit) and unit.at[0].block in one.own
            ]
        )
        if names is None or after is None or (name := names[0]) is None:
            continue
        at = after.at[0]
        if not desk.draft.overwrite(at.block, at.end, at.end, f"{_separator(desk, one)}{name}"):
            continue
        desk.anatomy.claim(one.id, "units")
        expected = sorted([*(unit.name for unit in one.units), name])
        return desk.done(
            "add unit",
            [Wanted("unit-added", "substance", (), (_named(one.aim, name),))],
            lambda look: _names(one.read(look)) == expected,
        )
    return False


def remove_unit(desk: Desk) -> bool:
    """A body that does not lead struck out of a list of three or more."""
    for one in desk.shuffled(list(lists(desk))):
        if len(one.units) < 3:
            continue
        for before, gone in desk.shuffled(list(zip(one.units, one.units[1:], strict=False))):
            first, at = before.at[0], gone.at[0]
            between = desk.texts[at.block][first.end : at.start] if first.block == at.block else ""
            plain = gone.role != "lead" and _is_plain(desk, gone) and at.block in one.own
            if (
                not plain
                or not _SEPARATOR.fullmatch(between)
                or not desk.draft.overwrite(at.block, first.end, at.end, "")
            ):
                continue
            desk.anatomy.claim(one.id, "units")
            expected = sorted(unit.name for unit in one.units if unit is not gone)
            return desk.done(
                "remove unit",
                [Wanted("unit-removed", "substance", (Thing(one.id, text=gone.name, whole=True),))],
                lambda look: _names(one.read(look)) == expected,
            )
    return False


def rename_unit(desk: Desk) -> bool:
    """Another name of the same body: 卫健局 for 卫生健康局."""
    for one in desk.shuffled(list(lists(desk))):
        for unit in desk.shuffled([unit for unit in one.units if unit.at[0].block in one.own and unit.body]):
            at = unit.at[0]
            other = desk.pick(_other_names(str(unit.body), unit.name))
            if other is None or not desk.draft.overwrite(at.block, at.start, at.end, other):
                continue
            desk.anatomy.claim(one.id, "units")
            expected = {(other, unit.body, unit.role)}
            return desk.done(
                "rename unit",
                [
                    Wanted(
                        "unit-renamed", "form", (Thing(one.id, text=unit.name, whole=True),), (_named(one.aim, other),)
                    )
                ],
                lambda look: expected <= {(new.name, new.body, new.role) for new in one.read(look) or ()},
            )
    return False


def rename_everywhere(desk: Desk) -> bool:
    """Search and replace: one body under another name in every list that names it."""
    found: dict[tuple[str, str], list[tuple[List, Unit]]] = {}
    for one in lists(desk):
        for unit in one.units:
            if unit.body and unit.at[0].block in one.own:
                found.setdefault((unit.body, unit.name), []).append((one, unit))
    for (body, name), places in desk.shuffled([item for item in found.items() if len(item[1]) > 2]):
        other = desk.pick(_other_names(body, name))
        if other is None or any(unit.name == other for _, unit in places):
            continue
        wanted, checked = [], []
        for one, unit in places:
            at = unit.at[0]
            if desk.draft.overwrite(at.block, at.start, at.end, other):
                desk.anatomy.claim(one.id, "units")
                checked.append(one)
                wanted.append(
                    Wanted("unit-renamed", "form", (Thing(one.id, text=name, whole=True),), (_named(one.aim, other),))
                )
        return desk.done(
            "rename everywhere",
            wanted,
            lambda look: all(
                (other, body) in {(new.name, new.body) for new in one.read(look) or ()} for one in checked
            ),
        )
    return False


def note_unit(desk: Desk) -> bool:
    """A note in brackets after a name: which office of it."""
    for one in desk.shuffled(list(lists(desk))):
        plain = [
            unit
            for unit in one.units
            if _is_plain(desk, unit)
            and unit.label
            and unit.at[0].block in one.own
            and "\n" not in desk.texts[unit.at[0].block]
        ]
        if (unit := desk.pick(plain)) is None:
            continue
        at = unit.at[0]
        if not desk.draft.overwrite(at.block, at.end, at.end, "（综合协调处）"):
            continue
        desk.anatomy.claim(one.id, "units")
        name = unit.name
        return desk.done(
            "note unit",
            [
                Wanted(
                    "unit-note-changed",
                    "wording",
                    (),
                    (Aim(one.aim.what, one.aim.token, one.aim.row, text="综合协调处"),),
                )
            ],
            lambda look: (name, "综合协调处") in {(new.name, new.note) for new in one.read(look) or ()},
        )
    return False


# ---------------------------------------------------------------- leads


def _lead_changed(desk: Desk, one: List, leads: list[str]) -> bool:
    old = tuple(Thing(one.id, text=name, whole=True) for name in one.leads)
    return desk.done(
        "change lead",
        [Wanted("lead-changed", "substance", old, tuple(_named(one.aim, name) for name in leads))],
        lambda look: sorted(unit.name for unit in one.read(look) or () if unit.role == "lead") == sorted(leads),
    )


def _move_mark(desk: Desk, one: List) -> bool:
    """市民政局 loses its star to another."""
    marked = [unit for unit in one.units if unit.mark and len(unit.mark) == 1 and unit.at[0].block in one.own]
    others = [unit for unit in one.units if not unit.mark and unit.role == "support" and unit.at[0].block in one.own]
    loser, winner = desk.pick(marked), desk.pick(others)
    if loser is None or winner is None or loser.mark is None:
        return False
    at, to = loser.at[0], winner.at[0]
    if desk.texts[at.block][at.start - 1 : at.start] != loser.mark:
        return False
    if not desk.draft.stretch(to.block, to.start, to.end) or not desk.draft.overwrite(
        at.block, at.start - 1, at.start, ""
    ):
        return False
    desk.draft.overwrite(to.block, to.start, to.start, loser.mark)
    return _lead_changed(desk, one, [name for name in one.leads if name != loser.name] + [winner.name])


def _exchange(desk: Desk, one: List) -> bool:
    """The names of a leading and of a supporting body change places."""
    leads = [
        unit
        for unit in one.units
        if unit.role == "lead" and not unit.mark and _is_plain(desk, unit) and unit.at[0].block in one.own
    ]
    others = [
        unit for unit in one.units if unit.role == "support" and _is_plain(desk, unit) and unit.at[0].block in one.own
    ]
    loser, winner = desk.pick(leads), desk.pick(others)
    if loser is None or winner is None or any(word in winner.name for word in ("各", "等", "相关", "有关")):
        return False
    stretches = [desk.draft.stretch(unit.at[0].block, unit.at[0].start, unit.at[0].end) for unit in (loser, winner)]
    if None in stretches:
        return False
    for unit, name in ((loser, winner.name), (winner, loser.name)):
        desk.draft.overwrite(unit.at[0].block, unit.at[0].start, unit.at[0].end, name)
    return _lead_changed(desk, one, [winner.name if name == loser.name else name for name in one.leads])


def _mark_first(desk: Desk, one: List) -> bool:
    """A joint list gets a star before its first name."""
    first, at = one.units[0], one.units[0].at[0]
    joint = (
        len(one.units) > 1
        and all(unit.role == "joint" for unit in one.units)
        and len({unit.label for unit in one.units}) == 1
    )
    if (
        not joint
        or not first.label
        or at.block not in one.own
        or not desk.draft.overwrite(at.block, at.start, at.start, _mark_of(desk))
    ):
        return False
    return _lead_changed(desk, one, [first.name])


def _mark_of(desk: Desk) -> str:
    """The mark this document uses, else a star."""
    rows = (*desk.plan.tasks, *desk.plan.items)
    return next((unit.mark for row in rows for unit in row.units if unit.mark and len(unit.mark) == 1), "*")


# ---------------------------------------------------------------- names


@cache
def _directory() -> dict[str, tuple[str, ...]]:
    """The listed names of every body."""
    bodies = tomllib.loads(_DIRECTORY.read_text(encoding="utf-8"))["body"]
    return {body["id"]: tuple(name for name in body["names"].split() if "*" not in name) for body in bodies}


def _other_names(body: str, printed: str) -> list[str]:
    """Names of the body as it would be printed here: after the same 市 or 区, of the same rank."""
    listed = _directory().get(body, ())
    here = max((name for name in listed if printed.endswith(name)), key=len, default=None)
    if here is None:
        return []
    before = printed.removesuffix(here)
    usual = (name for name in listed if name != here and name[-1] == here[-1] and len(name) > 2 and "部" not in name)
    return [before + name for name in usual if not name.endswith("总局")] if _WHOSE.fullmatch(before) else []


def _named(aim: Aim, name: str) -> Aim:
    return Aim(aim.what, aim.token, aim.row, aim.col, name, whole=True)


def _is_plain(desk: Desk, unit: Unit) -> bool:
    """Whether a name has no note after it, so that its list continues or ends there."""
    at = unit.at[0]
    return unit.note is None and desk.texts[at.block][at.end : at.end + 1] in {"", *"、，,；;。）)〕]牵负配支参按\n"}


def _separator(desk: Desk, one: List) -> str:
    """What stands between two names of this list."""
    for before, after in zip(one.units, one.units[1:], strict=False):
        first, second = before.at[0], after.at[0]
        between = desk.texts[first.block][first.end : second.start] if first.block == second.block else ""
        if _SEPARATOR.fullmatch(between) or between == "\n":
            return between
    return "、"


def _all_units(desk: Desk, row: str) -> tuple[Unit, ...]:
    rows = (*desk.plan.tasks, *desk.plan.items, *desk.plan.indicators)
    return next(one.units for one in rows if one.id == row)


def _cells(desk: Desk, table: str):  # noqa: ANN202  # cells of the plan's table
    return next(one.cells for one in desk.plan.tables if table in one.blocks)


def _units_of_task(look: Look, token: str) -> tuple[Unit, ...] | None:
    found = look.heading(token)
    return (
        None
        if found is None or found.task is None
        else tuple(unit for unit in found.task.units if unit.via == "clause")
    )


def _units_of_row(look: Look, aim: Aim) -> tuple[Unit, ...] | None:
    found = look.row(aim.token, aim.row)
    return None if found is None else tuple(unit for unit in found.units if unit.via == "column")


def _names(units: tuple[Unit, ...] | None) -> list[str]:
    return sorted(unit.name for unit in units or ())
