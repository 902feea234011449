"""Two redrafts of one base: what both changed alike, what only one changed, and where they do not go together.

Each redraft is compared with the base. Changes of both that concern the same field of the same
thing are compared: an equal outcome is a change in both, a different one is a conflict.
Reworded text conflicts only where both touched the same words. Something removed in one redraft
and changed in the other conflicts, too. Changes of form follow from others and are left out.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from policy_extract.comparison.likeness.spelling import same_spelling
from policy_extract.records import record

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from policy_extract.comparison.changes.diff_model import Change, Diff

State = Literal["conflict", "both", "first", "second"]
STATES: tuple[State, ...] = ("conflict", "both", "first", "second")
_WHOLE, _WORDS = "whole", "words"
_NUMBERS = frozenset({"value", "target"})


@record
class Merged:
    """A change of one redraft, or one of each that belong together."""

    state: State
    first: Change | None
    second: Change | None


def three_way(first: Diff, second: Diff) -> list[Merged]:
    """The changes of both redrafts against their base: in the order of the base, conflicts with both sides."""
    sides = [_Side(first), _Side(second)]
    found = list(_merged(*sides))
    return sorted(found, key=lambda one: STATES.index(one.state))


class _Side:
    """The changes of one redraft, by what they are about in the base."""

    def __init__(self, diff: Diff) -> None:
        self._base = {new: match.old[0] for match in diff.matches for new in match.new if match.old}
        self.changes = [change for change in diff.changes if change.severity != "form"]
        self.about: dict[Hashable, list[Change]] = defaultdict(list)
        self.touched: dict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            self.about[self.subject(change)].append(change)
            self.touched[self.thing(change)].append(change)

    def thing(self, change: Change) -> str:
        """The id in the base of the thing a change is about; of what came, the text by which it is known."""
        if change.old:
            return _without_promise(change.old[0].id)
        new = _without_promise(change.new[0].id)
        return self._base.get(new, f"new {same_spelling(change.new[0].text)[:40]}")

    def subject(self, change: Change) -> Hashable:
        """What a change is about: the thing, and which side of it."""
        thing = self.thing(change)
        if change.kind.endswith(("-removed", "-added", "-split", "-merged")) and change.noun != "unit":
            return (thing, _WHOLE, change.noun if change.noun in _NUMBERS | {"deadline"} else "")
        if change.kind == "lead-changed":
            return thing, "lead"
        if change.noun == "unit":
            return thing, "unit", same_spelling((*change.old, *change.new)[0].text)
        if change.noun in _NUMBERS:
            return change.old[0].id, change.kind, change.field
        return thing, _WORDS if change.wording else change.kind, change.field


def _without_promise(identity: str) -> str:
    return identity.partition("/g")[0]


def _merged(first: _Side, second: _Side) -> Iterator[Merged]:
    met: set[str] = set()
    for change in first.changes:
        others = [one for one in _counterparts(change, first, second) if one.id not in met]
        together = [(one, state) for one in others if (state := _state(change, one)) is not None]
        if not together:
            yield Merged("first", change, None)
        for one, state in together:
            met.add(one.id)
            yield Merged(state, change, one)
    yield from (Merged("second", None, change) for change in second.changes if change.id not in met)


def _counterparts(change: Change, here: _Side, there: _Side) -> Sequence[Change]:
    """Changes of the other redraft about the same side of the same thing; where one lost the thing, about any side of it."""
    thing = here.thing(change)
    if _gone(change):
        return there.touched.get(thing, ())
    gone = [one for one in there.touched.get(thing, ()) if _gone(one)]
    return gone or there.about.get(here.subject(change), ())


def _gone(change: Change) -> bool:
    """Whether a whole thing was removed."""
    return change.kind.endswith("-removed") and change.noun in {
        "task",
        "section",
        "item",
        "indicator",
        "box",
        "paragraph",
        "annex",
    }


def _state(one: Change, other: Change) -> State | None:
    """How two changes about the same go together; None where they touch different words."""
    if one.kind == other.kind and _outcome(one) == _outcome(other):
        return "both"
    if one.wording and other.wording and not _overlap(one, other):
        return None
    return "conflict"


def _outcome(change: Change) -> Hashable:
    """What the redraft says now."""
    where = change.where if change.kind.endswith("-moved") else ""
    return tuple(same_spelling(side.text) for side in change.new), change.field, where


def _overlap(one: Change, other: Change) -> bool:
    """Whether both redrafts changed the same words of the base, or words that touch."""
    return any(
        max(start, other_start) <= min(end, other_end) and (start, end, new) != (other_start, other_end, other_new)
        for start, end, new in _regions(one)
        for other_start, other_end, other_new in _regions(other)
    )


def _regions(change: Change) -> Iterator[tuple[int, int, str]]:
    """Where the base was changed: from and to in its text, and what stands there now."""
    at, start, new = 0, None, ""
    for piece in change.wording:
        if piece.op == "same":
            if start is not None:
                yield start, at, new
            at, start, new = at + len(piece.text), None, ""
            continue
        start = at if start is None else start
        if piece.op == "deleted":
            at += len(piece.text)
        else:
            new += piece.text
    if start is not None:
        yield start, at, new
