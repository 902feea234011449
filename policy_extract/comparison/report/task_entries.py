"""Changes grouped by the thing they concern: all changes of one task are one entry with several parts.

A change that several things share (到2026年底 → 到2027年底 in fifteen tasks) is an entry of its own,
and so is one that concerns a whole paragraph, annex or table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policy_extract.comparison.report.change_text import NUMBERS, ChangeText, table_in, tell
from policy_extract.comparison.report.grouping import grouped, tell_group
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from policy_extract.comparison.changes.diff_model import Change, Match, Noun
    from policy_extract.messages import Language

_THINGS = frozenset({"section", "task", "indicator", "item", "box"})
"""Nouns of things that have parts: bodies, deadlines, values."""
_PARTS = frozenset({"unit", "deadline", "target", "value"})
"""Nouns of parts; their id is that of the thing, or begins with it."""
_PROMISE = re.compile(r"/g[0-9]+$")
_ROW = re.compile(r"t[0-9]+/r[0-9]+$")


@record
class Entry:
    """One thing with all that happened to it, or one change that several things share."""

    name: str
    """What the thing is called; empty where a single part says it."""
    noun: Noun
    """What the thing is."""
    parts: tuple[ChangeText, ...]
    shared: bool = False
    """Whether several things have it in common."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """Its changes, in the order in which they are listed."""
        return tuple(change for part in self.parts for change in part.changes)


def entries(
    changes: Sequence[Change], matches: Iterable[Match], language: Language, *, nobody_before: bool = False
) -> list[Entry]:
    """Changes grouped into entries, ordered by first change.

    `nobody_before`: the old document names no body, so all added bodies form one entry.
    """
    known = _Ids(matches)
    found: dict[str, list[list[Change]]] = {}
    for place, group in enumerate(grouped(changes, nobody_before=nobody_before)):
        things = {known.thing_of(change) for change in group}
        thing = things.pop() if len(things) == 1 else None
        found.setdefault(thing or f"#{place}", []).append(group)
    return [_entry(thing, groups, known, language) for thing, groups in _tables(found).items()]


def _tables(found: Mapping[str, list[list[Change]]]) -> dict[str, list[list[Change]]]:
    """The same, with the rows of a table in which only values changed as one entry."""
    merged: dict[str, list[list[Change]]] = {}
    for thing, groups in found.items():
        row = _ROW.search(thing)
        only_values = all(change.noun in NUMBERS for group in groups for change in group)
        merged.setdefault(thing.rpartition("/")[0] if row and only_values else thing, []).extend(groups)
    return merged


class _Ids:
    """What the ids of both documents stand for."""

    def __init__(self, matches: Iterable[Match]) -> None:
        self._went: dict[str, str] = {}
        self._nouns: dict[str, Noun] = {}
        for match in matches:
            self._went.update((old, match.new[0]) for old in match.old if match.new)
            self._nouns.update((new, match.noun) for new in match.new)

    def thing_of(self, change: Change) -> str | None:
        """The id of the thing a change happened to, as the new document has it; None where it is no part of a thing."""
        if change.noun == "front":
            return "front"
        if change.noun not in _THINGS | _PARTS:
            return None
        if change.new:
            return _PROMISE.sub("", change.new[0].id)
        old = _PROMISE.sub("", change.old[0].id)
        return self._went.get(old, f"old {old}")

    def noun_of(self, thing: str, changes: Collection[Change]) -> Noun:
        """What the thing is: as it was matched, else as its changes say."""
        said = next((change.noun for change in changes if change.noun in _THINGS), None)
        return said or self._nouns.get(thing) or ("task" if _is_task(changes) else next(iter(changes)).noun)


def _is_task(changes: Collection[Change]) -> bool:
    """Whether these changes concern parts of a task (bodies, deadlines, targets), not of a row of a table."""
    ids = {side.id for change in changes for side in (*change.old, *change.new)}
    return all(change.noun in _PARTS for change in changes) and not any(
        "/r" in one or one.startswith("b") for one in ids
    )


def _entry(thing: str, groups: Sequence[Sequence[Change]], known: _Ids, language: Language) -> Entry:
    changes = [change for group in groups for change in group]
    noun = changes[0].noun if thing.startswith("#") else known.noun_of(thing, changes)
    if len(groups) == 1:
        shared = thing.startswith("#") and len({known.thing_of(change) for change in changes}) > 1
        return Entry("", noun, (_tell(groups[0], language),), shared=shared)
    name = _name(thing, changes, language)
    return Entry(name, noun, tuple(_tell(group, language, within=name) for group in groups))


def _tell(group: Sequence[Change], language: Language, within: str = "") -> ChangeText:
    return tell(group[0], language, within) if len(group) == 1 else tell_group(group, language, within)


def _name(thing: str, changes: Iterable[Change], language: Language) -> str:
    """Name of the thing for readers: its label if a change quotes it, else where its parts changed; for rows, their table."""
    if thing == "front":
        return ""
    if table := table_in(thing, language):
        return table
    own = (side.label for change in changes if change.noun in _THINGS for side in (*change.new, *change.old))
    return next(own, None) or next(change.where for change in changes)
