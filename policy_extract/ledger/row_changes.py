"""What became of each row of a ledger in a later version of its plan, and which rows are new."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from policy_extract.comparison.likeness.similarity import alike
from policy_extract.labels import word
from policy_extract.ledger.ledger_columns import GONE, HEADINGS, NEW, cells_of
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policy_extract.ledger.ledger_entries import Entry
    from policy_extract.ledger.pairs import Went

_TOLD_WHOLE: Final = ("lead", "deadline")
"""Columns for which an update reports the old and the new text."""
_TOLD: Final = ("task", "goals")
"""Columns for which it only reports that the text changed."""
_NOTHING, _SAID = word("updates", "none"), word("updates", "changed")
_CAME, _WENT, _RENAMED, _ROLES = (word("updates", code) for code in ("came", "went", "renamed", "roles"))
_MOVED, _PARTED, _MERGED, BY_HAND = (word("updates", code) for code in ("moved", "parted", "merged", "by-hand"))
_TOLD_LINE: Final = re.compile(
    rf"(?:{GONE}|{NEW})(?:（.*）)?$|(?:{_CAME}|{_WENT}|{_RENAMED}|{_ROLES}$|{_MOVED}|{_PARTED}|{_MERGED}|{BY_HAND})"
    rf"|(?:{'|'.join(HEADINGS[name] for name in _TOLD_WHOLE)})：.* → |(?:{'|'.join(HEADINGS[name] for name in _TOLD)}){_SAID}$"
)
"""How the lines that an update writes begin."""


@record
class Stayed:
    """An old row that is in the new plan."""

    old: Entry
    new: Entry
    parts: tuple[Entry, ...]
    """The other rows that it was split into."""
    merged: tuple[Entry, ...]
    """The other old rows that were merged into it."""


@record
class Gone:
    """An old row that is not in the new plan."""

    old: Entry
    into: Entry | None
    """The row it was merged into."""


@record
class Fresh:
    """A row that only the new plan has."""

    new: Entry
    part_of: Entry | None
    """The old row it was split from."""


@record
class RowChanges:
    """All rows of both sides."""

    stayed: tuple[Stayed, ...]
    gone: tuple[Gone, ...]
    fresh: tuple[Fresh, ...]
    """In the order of the new plan."""


def fates(went: Went, before: Sequence[Entry], after: Sequence[Entry]) -> RowChanges:
    """What became of each row: each old one stays with the one new row that is most like it."""
    old, new = {entry.id: entry for entry in before}, {entry.id: entry for entry in after}
    stays = _one_to_one(went, old, new)
    taken = {there: here for here, there in stays.items()}
    parts: dict[str, list[Entry]] = {}
    merged: dict[str, list[Entry]] = {}
    part_of: dict[str, Entry] = {}
    for here, theres in went.items():
        if here not in stays:
            merged.setdefault(theres[0], []).append(old[here])
            continue
        for there in theres:
            if there not in taken and there not in part_of:
                part_of[there] = old[here]
                parts.setdefault(here, []).append(new[there])
    return RowChanges(
        stayed=tuple(
            Stayed(entry, new[stays[entry.id]], tuple(parts.get(entry.id, ())), tuple(merged.get(stays[entry.id], ())))
            for entry in before
            if entry.id in stays
        ),
        gone=tuple(
            Gone(entry, new[went[entry.id][0]] if entry.id in went else None)
            for entry in before
            if entry.id not in stays
        ),
        fresh=tuple(Fresh(entry, part_of.get(entry.id)) for entry in after if entry.id not in taken),
    )


def _one_to_one(went: Went, old: Mapping[str, Entry], new: Mapping[str, Entry]) -> dict[str, str]:
    """Each old id with one new id, the most alike first; of several parts that are about as like it, the first."""
    scored = sorted(
        (-round(alike(old[here].task, new[there].task), 1), place, here, there)
        for here, theres in went.items()
        for place, there in enumerate(theres)
    )
    stays: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, here, there in scored:
        if here not in stays and there not in taken:
            stays[here] = there
            taken.add(there)
    return stays


# ---------------------------------------------------------------- in words


def told_of_stayed(one: Stayed, band: str | None) -> str:
    """What an update reports about a row that stays; `band` is the chapter it was moved to, None if it was not."""
    before, after = cells_of(one.old), cells_of(one.new)
    said = [
        f"{HEADINGS[name]}：{_one_line(before[name])} → {_one_line(after[name])}"
        for name in _TOLD_WHOLE
        if before[name] != after[name]
    ]
    said += _bodies(one)
    said += [
        f"{HEADINGS[name]}{_SAID}" for name in _TOLD if _words(before, name, one.old) != _words(after, name, one.new)
    ]
    said += [f"{_MOVED}{band}"] if band else []
    said += [f"{_PARTED}{_labels(one.parts)}"] if one.parts else []
    said += [f"{_MERGED}{_labels(one.merged)}"] if one.merged else []
    return "\n".join(said)


def _bodies(one: Stayed) -> list[str]:
    """Which bodies came, went or have another name, whatever their roles; that roles changed, where it is those of the others alone."""
    old, new = ({unit.name: unit.body for unit in entry.units} for entry in (one.old, one.new))
    went, came = (
        {name: body for name, body in here.items() if name not in there} for here, there in ((old, new), (new, old))
    )
    before, after = _names_of(went), _names_of(came)
    renamed = {before[body]: after[body] for body in before if body in after}
    listed = (
        (_CAME, [name for name in came if name not in renamed.values()]),
        (_WENT, [name for name in went if name not in renamed]),
        (_RENAMED, [f"{name} → {now}" for name, now in renamed.items()]),
    )
    said = [f"{label}{'、'.join(names)}" for label, names in listed if names]
    if not said and one.old.bodies("lead") == one.new.bodies("lead"):
        roles = ({(unit.name, unit.role) for unit in entry.units} for entry in (one.old, one.new))
        said += [_ROLES] if next(roles) != next(roles) else []
    return said


def _names_of(named: Mapping[str, str | None]) -> dict[str, str]:
    """The names of bodies that the directory knows, of those with one name alone."""
    counts = Counter(named.values())
    return {body: name for name, body in named.items() if body is not None and counts[body] == 1}


def told_of_gone(one: Gone) -> str:
    """What an update reports about a row that was removed."""
    return f"{GONE}（{word('updates', 'into', row=one.into.label)}）" if one.into else GONE


def told_of_fresh(one: Fresh) -> str:
    """What an update reports about a new row."""
    return f"{NEW}（{word('updates', 'part-of', row=one.part_of.label)}）" if one.part_of else NEW


def is_told(line: str) -> bool:
    """Whether a line of that column is one that an update wrote."""
    return _TOLD_LINE.match(line) is not None


def _words(cells: Mapping[str, str], name: str, entry: Entry) -> str:
    """The text of a column; of the task column without the number, which may change by itself."""
    return cells[name].removeprefix(entry.number) if name == "task" else cells[name]


def _labels(entries: Sequence[Entry]) -> str:
    return "、".join(f"“{entry.label}”" for entry in entries)


def _one_line(text: str) -> str:
    return "；".join(text.split("\n")) if text else _NOTHING
