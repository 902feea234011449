"""The changes found so far, in any order, each with the characters it explains."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from policy_extract.comparison.model import Change, Match, Side
from policy_extract.comparison.severity import noun_of, severity_of
from policy_extract.model import At
from policy_extract.records import field, mutable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy_extract.comparison.model import Amount, ChangeKind, How, Noun, Piece, Severity


class Place(NamedTuple):
    """Where a change is reported: in the new document, or, for something removed, where it stood in the old one."""

    block: int
    row: int = 0
    """Row of a table."""
    after: bool = False
    """After what stands there."""
    gone: bool = False
    """Counted in the old document."""


@mutable
class ChangeLog:
    """The changes found so far."""

    changes: list[tuple[Place, Change]] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    _nouns: set[Noun] = field(default_factory=set)
    """What the changes so far are about."""

    def add(
        self,
        kind: ChangeKind,
        place: int | Place,
        *,
        old: Sequence[Side] = (),
        new: Sequence[Side] = (),
        where: str = "",
        noun: Noun | None = None,
        severity: Severity | None = None,
        field: str | None = None,
        wording: Iterable[Piece] = (),
        amount: Amount | None = None,
        how: How | None = None,
        confidence: float | None = None,
        gone: bool = False,
        before: int | None = None,
    ) -> None:
        """Add a change, reported at this place; if the thing itself is `gone`, the place is one in the old document.

        Changes at one place keep the order of discovery; `before` puts this one before the change of that index.
        """
        about = noun or noun_of(kind)
        assert about is not None, kind
        change = Change(
            id="",
            kind=kind,
            severity=severity or severity_of(kind),
            noun=about,
            where=where,
            field=field,
            old=tuple(old),
            new=tuple(new),
            wording=tuple(wording),
            amount=amount,
            how=how,
            confidence=confidence,
        )
        self._nouns.add(about)
        told = place if isinstance(place, Place) else Place(place, gone=gone)
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


def side(identity: str, label: str, text: str, at: Iterable[At] = ()) -> Side:
    """One side of a change; the spans of a plan just read are plain ones."""
    spans = tuple(At(block=one.block, start=one.start, end=one.end) for one in at)
    return Side(id=identity, label=label, text=text, at=spans)
