"""Changes that are the same in several places, reported once: 到2026年底 → 到2027年底 in fifteen tasks is one line, not fifteen."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from policy_extract.comparison.report.change_text import ChangeText, deleted, inserted, kind_in, role_in, same, tell
from policy_extract.messages import Count, Language, say
from policy_extract.records import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from policy_extract.comparison.changes.diff_model import Change, Piece

    Key = tuple[object, ...]

SEVERAL = 3
"""From how many places on the same change is reported once."""
_PLACES, _CELLS = 2, 3
"""How many places, and cells of a table, are named; the others are only counted."""
_OPENING = 14
"""Characters of a sentence that are enough to know it by."""
_SHARED_NOUNS = frozenset({"unit", "deadline"})
"""What may change alike in many places: a body, a term."""
_FIRST: Key = ("lead-changed", "first")
"""A lead where nobody led."""
_REWORDED = ("-reworded", "-retitled")
"""Endings of kinds that tell of words exchanged within a text."""
_BODIES = frozenset({"unit-added", "unit-removed"})


def grouped(changes: Sequence[Change], *, nobody_before: bool = False) -> Iterator[list[Change]]:
    """The changes in order; those that are the same in several places together, where the first of them stands.

    Where the old document names no body at all (`nobody_before`), all bodies were added, and that is one thing.
    """
    reworked = {side.label for change in changes if change.kind == "table-reworked" for side in change.new}
    leads = {(change.where, side.text) for change in changes if _leads_first(change) for side in change.new}
    keys = [
        ((change.kind, "all"),) if nobody_before and change.kind == "unit-added" else _keys(change, reworked, leads)
        for change in changes
    ]
    often = Counter(key for some in keys for key in some)
    chosen = [next((key for key in some if often[key] >= SEVERAL), None) for some in keys]
    together: dict[Key, list[Change]] = {}
    for change, key in zip(changes, chosen, strict=True):
        if key is not None:
            together.setdefault(key, []).append(change)
    for change, key in zip(changes, chosen, strict=True):
        if key is None:
            yield [change]
        elif key in together:
            yield together.pop(key)


def _leads_first(change: Change) -> bool:
    """Whether somebody leads where nobody did."""
    return change.kind == "lead-changed" and not change.old


def _keys(change: Change, reworked: Collection[str], leads: Collection[tuple[str, str]]) -> Sequence[Key]:
    """What it may share with others: the same texts anywhere, a lead where nobody led (and a new body that has it), the task
    whose bodies came or went, the table that is told as reworked.
    """
    if change.kind == "cell-changed" and change.where in reworked:
        return ((change.kind, change.where),)
    if change.kind.endswith(_REWORDED) and (words := exchanged(change)) is not None:
        return ((change.kind, *words),)
    if change.noun not in _SHARED_NOUNS:
        return ()
    alike: Key = (change.kind, change.field, *_texts(change))
    if _leads_first(change):
        return _FIRST, alike
    if change.kind == "unit-added" and change.field == "lead" and (change.where, change.new[0].text) in leads:
        return (_FIRST,)
    if change.kind in _BODIES:
        return (change.kind, change.where, (*change.new, *change.old)[0].id), alike
    return (alike,)


def exchanged(change: Change) -> tuple[str, str] | None:
    """The words that gave way to others, where nothing else in the text changed, however often they stand in it."""
    parts = ["".join(f"{piece.op} {piece.text}\n" for piece in some) for some in _marked(change)]
    if not parts or len({*parts}) > 1:
        return None
    pieces = next(_marked(change))
    return (pieces[0].text, pieces[1].text) if [piece.op for piece in pieces] == ["deleted", "inserted"] else None


def _marked(change: Change) -> Iterator[list[Piece]]:
    """The stretches of a text between those that are the same in both versions."""
    for same_in_both, some in groupby(change.wording, lambda piece: piece.op == "same"):
        if not same_in_both:
            yield [*some]


def _texts(change: Change) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(one.text for one in change.old), tuple(one.text for one in change.new)


def tell_group(group: Sequence[Change], language: Language, within: str = "") -> ChangeText:
    """Several changes as one: the same two texts and the places, the bodies of one place, or who leads where nobody did.

    The bodies of the place that is called `within` are told without its name.
    """
    leads = [change for change in group if _leads_first(change)]
    if leads and len(leads) < len(group):
        return replace(tell_group(leads, language, within), changes=tuple(group))
    first = group[0]
    if len({_texts(change) for change in group}) == 1 and len({change.where for change in group}) > 1:
        alone = tell(first, language)
        remark = say(language, "the same in {count:} places", count=Count(len(group)))
        return ChangeText(tuple(group), alone.kind, _places(group, language), alone.old, alone.new, (), remark)
    kind = kind_in(first.kind, language)
    if first.kind.endswith(_REWORDED) and (words := exchanged(first)) is not None:
        remark = say(language, "the same in {count:} places", count=Count(len(group)))
        places = _first([_shortened(_label(change)) for change in group], language, _PLACES)
        return ChangeText(tuple(group), kind, places, deleted(words[0]), inserted(words[1]), (), remark)
    if first.kind == "cell-changed":
        cells = [" · ".join(filter(None, (_label(change), change.field))) for change in group]
        remark = say(language, "{count:} cells", count=Count(len(group)))
        named = same(_first(cells, language, _CELLS))
        return ChangeText(tuple(group), kind, first.where, named, named, (), remark)
    if first.kind == "lead-changed":
        remark = say(language, "nobody led in these {count:} places before", count=Count(len(group)))
        new = inserted(_names(group, language))
        return ChangeText(tuple(group), kind, _places(group, language), (), new, (), remark)
    if len({change.where for change in group}) > 1:
        remark = say(language, "the old version names no body")
        new = inserted(_names(group, language))
        return ChangeText(tuple(group), kind, _places(group, language), (), new, (), remark)
    names = "；".join(_bodies_by_role(group, language))
    added = first.kind == "unit-added"
    old, new = () if added else deleted(names), inserted(names) if added else ()
    remark = say(language, "{count:} bodies", count=Count(len(group)))
    return ChangeText(tuple(group), kind, "" if first.where == within else first.where, old, new, (), remark)


def _names(group: Sequence[Change], language: Language) -> str:
    """The bodies that came, those that came to most places first, with how many."""
    counted = Counter(side.text for change in group for side in change.new)
    return _list(language, (name if count == 1 else f"{name} × {count}" for name, count in counted.most_common()))


def _bodies_by_role(group: Sequence[Change], language: Language) -> Iterator[str]:
    """`牵头 市教育局；配合 市财政局、市民政局`."""
    by_role: dict[str, list[str]] = {}
    for change in group:
        by_role.setdefault(change.field or "", []).extend(side.text for side in (*change.old, *change.new))
    yield from (f"{role_in(role, language)} {'、'.join(names)}".strip() for role, names in by_role.items())


def _places(group: Sequence[Change], language: Language) -> str:
    """The first places by name, the rest by their number."""
    return _first(list(dict.fromkeys(change.where for change in group)), language, _PLACES)


def _label(change: Change) -> str:
    return (*change.new, *change.old)[0].label


def _shortened(label: str) -> str:
    """A name; of a whole sentence that stands for one the first words."""
    return label if len(label) <= _OPENING else f"{label[:_OPENING]}…"


def _first(places: Sequence[str], language: Language, most: int) -> str:
    named = _list(language, places[:most])
    rest = len(places) - most
    return named if rest <= 0 else say(language, "{places} and {rest:} more", places=named, rest=Count(rest))


def _list(language: Language, names: Iterable[str]) -> str:
    return ("、" if language == "zh" else ", ").join(names)
