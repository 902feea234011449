"""The changes found so far, in any order, each with the characters it explains."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from policy_extract.comparison.changes.diff_model import Change, Match, Side
from policy_extract.comparison.changes.severity import noun_of, severity_of
from policy_extract.model import At
from policy_extract.records import field, mutable, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.comparison.changes.diff_model import Amount, ChangeKind, How, Noun, Piece, Severity


class Place(NamedTuple):
    """Where a change is reported: in the new document, or, for something removed, where it stood in the old one."""

    block: int
    row: int = 0
    """Row of a table."""
    after: bool = False
    """After what stands there."""
    gone: bool = False
    """Counted in the old document."""


@record
class Draft:
    """A change as it is found; its number and what its kind settles are filled in by the log."""

    kind: ChangeKind
    old: Sequence[Side] = ()
    new: Sequence[Side] = ()
    where: str = ""
    noun: Noun | None = None
    """What it happened to, where the kind does not say."""
    severity: Severity | None = None
    """How much it matters, where that is not as for others of its kind."""
    field: str | None = None
    wording: Iterable[Piece] = ()
    amount: Amount | None = None
    how: How | None = None
    confidence: float | None = None


@mutable
class ChangeLog:
    """The changes found so far."""

    changes: list[tuple[Place, Change]] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    _nouns: set[Noun] = field(default_factory=set)
    """What the changes so far are about."""

    def add(self, place: int | Place, draft: Draft, *, before: int | None = None) -> None:
        """Add a change, reported at this place.

        Changes at one place keep the order of discovery; `before` puts this one before the change of that index.
        """
        change = _change(draft)
        self._nouns.add(change.noun)
        told = place if isinstance(place, Place) else Place(place)
        self.changes.insert(len(self.changes) if before is None else before, (told, change))

    def has(self, noun: Noun) -> bool:
        """Whether a change of this noun was found."""
        return noun in self._nouns

    def match(self, noun: Noun, old: Iterable[str], new: Iterable[str], how: How, confidence: float) -> None:
        """Two things were taken for the same."""
        self.matches.append(Match(noun=noun, old=tuple(old), new=tuple(new), how=how, confidence=confidence))

    def in_order(self, places: Sequence[int]) -> tuple[Change, ...]:
        """The changes, numbered in reading order of the new document; `places`: of each old place, the new one before it."""

        def told(entry: tuple[Place, Change]) -> tuple[int, int, bool]:
            block, row, after, gone = entry[0]
            if gone:
                return (places[block] if block < len(places) else len(places), sys.maxsize, True)
            return (block, row, after)

        ordered = sorted(self.changes, key=told)
        return tuple(
            change.model_copy(update={"id": f"c{count}"}) for count, (_, change) in enumerate(ordered, start=1)
        )


def _change(draft: Draft) -> Change:
    """The draft in the contract's form, without its number."""
    noun = draft.noun or noun_of(draft.kind)
    assert noun is not None, draft.kind
    return Change(
        id="",
        kind=draft.kind,
        severity=draft.severity or severity_of(draft.kind),
        noun=noun,
        where=draft.where,
        field=draft.field,
        old=tuple(draft.old),
        new=tuple(draft.new),
        wording=tuple(draft.wording),
        amount=draft.amount,
        how=draft.how,
        confidence=draft.confidence,
    )


def side(identity: str, label: str, text: str, at: Iterable[At] = ()) -> Side:
    """One side of a change; the spans of a plan just read are plain ones."""
    spans = tuple(At(block=one.block, start=one.start, end=one.end) for one in at)
    return Side(id=identity, label=label, text=text, at=spans)
